# What the command line says. Keys of the terminal UI start with `ui-`.

## Help

cli-about = Climb a course in your terminal: build neural networks in Rust, cell by cell.
cli-after =
    Examples:
      gradus                            open the course where you left it
      gradus learn neuron               open one lesson
      gradus run foundations/01-neuron  run a lesson without a screen
      gradus setup                      fetch and build everything now, for a place without a network
      gradus doctor                     say what is there and what is missing

    Environment:
      GRADUS_HOME   the data folder; without it $XDG_DATA_HOME/gradus or ~/.local/share/gradus
      NO_COLOR      set to anything: no colours

    Exit codes: 0 all is well, 1 a check or a law failed, 2 it could not be done, 130 stopped by Ctrl-C.
cli-learn = Open the terminal UI (what `gradus` alone does)
cli-learn-after = Where the output is no terminal, the lesson runs in plain text instead: prose, cells, outputs, plots as text, pictures saved as files.
cli-list = List the tracks and lessons, and how far you are
cli-run = Run a lesson without a screen, as a stream of outputs
cli-run-after =
    Exercises run with the reference solution unless told otherwise.

    Examples:
      gradus run neuron --mine          with your own saved answers
      gradus run neuron --starters      as a learner who has solved nothing: its checks fail
      gradus run draft.md --json        a file of your own, one event a line for other programs
cli-lint = Check lessons against the laws of the lesson format
cli-lint-after =
    All problems are listed at once, each with its line and what to write instead. Static laws come first; then the
    cells run: starters must fail, solutions and right answers must pass, wrong answers must be answered in words.

    Examples:
      gradus lint all
      gradus lint lessons/content/foundations/01-neuron.md
      gradus lint draft.md --static
cli-setup = Fetch and build everything ahead, so that lessons run without a network
cli-setup-after = Takes some minutes once. Prepare a machine with it the evening before a class.
cli-progress = Say what you have solved so far
cli-doctor = Say what is there (compiler, linker, runtime, terminal graphics, CUDA) and what to do about what is not
cli-arg-lesson = A lesson, as `gradus list` names it; a part of the name is enough where it fits only one
cli-arg-lesson-or-file = A lesson of the course, or a lesson file of your own
cli-arg-solutions = Answer exercises with the reference solution (the default)
cli-arg-starters = Leave exercises as they start
cli-arg-mine = Answer exercises with your saved answers; the starter where there is none
cli-arg-run-json = One event a line in JSON; results are keyed by MIME type, pictures in base64
cli-arg-lint = A lesson file, a lesson of the course, or `all`
cli-arg-static = Only the laws that need no running
cli-arg-progress-json = As one JSON object
cli-error = gradus: { $error }

## The data folder

home-unknown = There is no home folder to keep your progress in. Set GRADUS_HOME to a folder you can write to.
home-unmakeable = The data folder { $folder } cannot be made. Set GRADUS_HOME to a folder you can write to.
