# What the command line says. Keys of the terminal UI start with `ui-`.

## Help

cli-about = Climb a course in your terminal: build neural networks in Rust, cell by cell.
cli-after =
    Examples:
      gradus                            open the course where you left it
      gradus learn neuron               open one lesson
      gradus scratch                    try something of your own
      gradus run foundations/01-neuron  run a lesson without a screen
      gradus setup                      fetch and build everything now, for a place without a network
      gradus doctor                     say what is there and what is missing

    Environment:
      GRADUS_HOME    the data folder; without it $XDG_DATA_HOME/gradus or ~/.local/share/gradus
      GRADUS_COURSE  the folder of another course, as --course for every command and for Jupyter
      NO_COLOR       set to anything: no colours

    Exit codes: 0 all is well, 1 a check or a law failed, 2 it could not be done, 130 stopped by Ctrl-C.
cli-learn = Open the terminal UI (what `gradus` alone does)
cli-learn-after = Where the output is no terminal, the lesson runs in plain text instead: prose, cells, outputs, plots as text, pictures saved as files.
cli-scratch = Open your scratch notebook in the terminal UI: cells of your own, kept until you delete them
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
    Last, the solutions alone must give what was recorded (`gradus record`), in the lesson's time.

    Examples:
      gradus lint all
      gradus lint lessons/content/foundations/01-neuron.md
      gradus lint draft.md --static
cli-record = Write down what a lesson gives, for `gradus lint` to compare with
cli-record-after =
    For authors. Runs the cells with the reference solutions and writes their outputs and measured
    figures to FOLDER/<track>/NN-name.json; in a checkout of the course, FOLDER is lessons/recorded.
    Commit the file with the lesson: the text states its figures, and a later run that gives
    something else breaks a law.

    Examples:
      gradus record foundations/01-neuron
      gradus record all
cli-setup = Fetch and build everything ahead, so that lessons run without a network
cli-setup-lessons = Also run every lesson once and keep its compiled cells, so that they answer at once (seconds a lesson)
cli-setup-completion = Build completion by types as well: 5 to 15 minutes, and 1.5 GB of disk meanwhile; without it the first Tab in a cell builds it in the background
cli-arg-frames = Build the runtime with polars, too, for lessons with data frames
cli-setup-after = Takes some minutes once. Prepare a machine with it the evening before a class.
cli-progress = Say what you have solved so far
cli-export = Write a lesson, or your own work in it, as a Jupyter notebook, Markdown, a page or plain text
cli-export-after =
    A notebook runs on the kernel `gradus`. Its first cell names the lesson; a cell that begins
    with `:exercise ID` is an answer, and `:check ID` judges it. `gradus import` takes answers back.

    Examples:
      gradus export neuron --ipynb           the lesson as a notebook, its gaps open
      gradus export neuron --html --mine     your work as a page with your own plots; runs your cells
      gradus export neuron --markdown --mine
      gradus export all --recap              what you solved in all lessons, and your answers
cli-import = Take your answers out of a notebook into your progress
cli-import-after =
    Answers are found by the line `:exercise ID` above them, wherever their cells stand. What replaces
    an answer of yours is said, and the progress from before is kept beside it.
cli-jupyter = Make Gradus a kernel of Jupyter (JupyterLab, the console, VS Code, nbconvert)
cli-jupyter-install = Put the kernel where Jupyter finds it; what it needs is copied into the data folder
cli-jupyter-uninstall = Take the kernel away again
cli-arg-user = For this user, in every Python environment (the default)
cli-arg-sys-prefix = For the Python environment that is active
cli-arg-prefix = For the Python environment in this folder
cli-arg-kernel-name = What Jupyter calls the kernel
cli-arg-display-name = What menus call the kernel
cli-doctor = Say what is there (compiler, linker, runtime, terminal graphics, CUDA) and what to do about what is not
cli-completions = Print what a shell needs to complete the commands of Gradus
cli-completions-after =
    Write it where your shell looks for completions, then open a new shell:
      gradus completions bash > ~/.local/share/bash-completion/completions/gradus
      gradus completions fish > ~/.config/fish/completions/gradus.fish
      gradus completions zsh > FOLDER/_gradus         a folder of your $fpath
cli-arg-shell = The shell
cli-man = Print the manual page
cli-man-after =
    Examples:
      gradus man | man -l -                                  read it now
      gradus man --into ~/.local/share/man/man1              for `man gradus` and `man gradus-learn`
cli-arg-man-into = Write this page and one for each command into a folder; it is made if it is missing
cli-arg-lesson = A lesson, as `gradus list` names it; a part of the name is enough where it fits only one
cli-arg-images = How pictures are drawn; `auto` asks the terminal
cli-arg-plain = Tell lessons line by line, without frames, results in words: for screen readers
cli-arg-lesson-or-file = A lesson of the course, or a lesson file of your own
cli-arg-solutions = Answer exercises with the reference solution (the default)
cli-arg-starters = Leave exercises as they start
cli-arg-mine = Answer exercises with your saved answers; where there is none the reference runs, and the exercise counts as not solved
cli-arg-engine = Which engine runs the cells (else `GRADUS_ENGINE` says it); `direct` is meant when nobody does
cli-arg-run-json = One event a line in JSON; results are keyed by MIME type, pictures in base64
cli-arg-lint = A lesson file, a lesson of the course, or `all`
cli-arg-static = Only the laws that need no running
cli-arg-patience = How many times its seconds a lesson may take, on a machine that others use too
cli-arg-record = A lesson of the course, its file, or `all`
cli-arg-into = Where recordings lie
cli-arg-ipynb = As a Jupyter notebook (nbformat 4.5)
cli-arg-markdown = As Markdown; pictures are files in a folder beside it
cli-arg-html = As one page that needs no network: styles, formulas and plots are inside
cli-arg-recap = Your own work in plain text: what is solved, and your answers; the lesson may be `all`
cli-arg-export-run = Run the cells with these answers now, and put in what they give (a page does that unless told otherwise)
cli-arg-export-solutions = With the reference solutions in place of the gaps
cli-arg-export-mine = With your own answers and edited cells
cli-arg-outputs = With the outputs that were recorded for the lesson
cli-arg-export-file = Where to write it; `-` is standard output. Without it, a new file named after the lesson
cli-arg-import = A notebook that `gradus export` made
cli-arg-progress-json = As one JSON object
cli-error = gradus: { $error }

## The data folder

home-unknown = There is no home folder to keep your progress in. Set GRADUS_HOME to a folder you can write to.
home-unmakeable = The data folder { $folder } cannot be made. Set GRADUS_HOME to a folder you can write to.

## The course

course-no-file = There is no file { $file }. Give a lesson's name as `gradus list` shows it, or the path of a lesson file.
course-unreadable = The lesson file { $file } cannot be read
learn-no-lessons = There are no lessons aboard. Get a complete copy of Gradus.
learn-scratch-terminal = The scratch notebook needs a terminal. `gradus jupyter install` gives you notebooks in Jupyter.
learn-title =
    # { $title }

    _{ $lesson }, { $minutes } minutes. This is no terminal, so you read the lesson as plain text._
learn-exercise = *This one is for you: open the lesson in a terminal to answer it. Below, your saved answer runs, or the reference in its place.*
learn-quiz-answer = **Answer: { $number }.** { $why }

## Starting cells

engine-no-exe = The place of the program itself cannot be found out. Start it by its full path.
meter-step = { $step }
meter-count = { $step } ({ $done } of { $total })
meter-seconds = { $step } ({ $done } of { $total }, about { $left ->
    [one] 1 second
   *[other] { $left } seconds
} left)
meter-minutes = { $step } ({ $done } of { $total }, about { $left ->
    [one] 1 minute
   *[other] { $left } minutes
} left)

## Running a lesson

run-no-signals = Ctrl-C cannot be listened for
run-note = note: { $note }
run-reference = the reference answer stands in for yours, which is not written yet
run-reference-after = the cells after { $exercise } run with the reference answer
run-picture-saved = picture: { $file }
run-no-text = ({ $mime }, { $kilobytes } kB, cannot be shown as text)
run-pass = passed: { $message }
run-fail = not yet: { $message }
run-not-attempted = not attempted: { $message }
run-broken = our mistake, not yours: { $message }
run-panic-at = panicked in { $cell }, line { $line }: { $message }
run-panic = panicked: { $message }
run-failed = failed: { $message }
run-failed-at = failed in { $cell }, line { $line }: { $message }
run-refused = refused: { $message }
run-died = the process that runs cells ended: { $message }
run-interrupted = interrupted
run-restarted = All variables are gone and the session starts anew: { $reason }
run-took = { $seconds } s
run-took-failed = { $seconds } s, failed
run-skipped = not run
run-advice = Tip: { $advice }
run-tally = { $cells ->
    [one] 1 cell
   *[other] { $cells } cells
}, { $passed ->
    [one] 1 check
   *[other] { $passed } checks
} passed, { $failed } failed
run-tally-open = { $line }, { $open } not solved yet
run-tally-skipped = { $line }, { $skipped } not run because of the failure before

## Laws

lint-ran = { $lesson }: { $cells } cells ran in { $seconds } s
lint-tally = { $passed } passed, { $failed } failed

record-nowhere = This folder is no checkout of the course (it has no lessons/content/course.toml). Go to one, or say with --into FOLDER where recordings lie.
record-unwritable = { $file } cannot be written; what was recorded before is intact
record-done = { $lesson }: { $cells ->
    [one] 1 cell
   *[other] { $cells } cells
} and { $figures ->
    [one] 1 figure
   *[other] { $figures } figures
} recorded in { $seconds } s: { $file }
record-not = { $lesson } is not recorded

## Lists

list-minutes = { $minutes } min
list-empty = (no lessons yet)
list-new = not started
list-done = done
list-begun = { $passed } of { $exercises } solved
list-changed = { $state }, { $count } changed since you passed
list-problems = { $count ->
    [one] 1 problem keeps
   *[other] { $count } problems keep
} a lesson out of this list: `gradus lint all` shows where.
progress-none = Nothing opened yet. `gradus` opens the course.
progress-open = not attempted
progress-tried = tried
progress-passed = passed
progress-changed = passed; changed since you passed
progress-total = { $passed } of { $exercises } exercises solved
progress-last = Last open: { $lesson }. `gradus learn { $lesson }` goes on there.

## Setup

setup-begin = Building what lessons need in { $folder }. This takes some minutes the first time and needs the network once.
setup-begin-frames = Then the same with polars, for lessons with data frames: some minutes more.
setup-done-frames = Ready after { $seconds } s: polars reads the 344 penguins.
setup-done = Ready after { $seconds } s: 1 + 2 is 3 (in { $took } ms). Lessons run without a network from here on.
setup-lesson = Compiling the cells of lesson { $number } of { $total }: { $lesson }
setup-lessons-done = { $cells } compiled cells of the lessons are kept (after { $seconds } s).
setup-completion-begin = Building completion by types: 5 to 15 minutes, once.
setup-completion-done = Completion is ready after { $seconds } s ({ $megabytes } MB on disk; it takes memory only while it is used).
setup-wrong =
    The runtime is built, but { $code } did not give { $answer }. It gave: { $outputs }
    Run `gradus doctor`; if it finds nothing, report this with the line above.

## Doctor

doctor-good = ok
doctor-optional = to know
doctor-missing = missing
doctor-compiler = Rust
doctor-compiler-found = { $version } at { $path }
doctor-linker = C compiler, for linking
doctor-linker-found = found
doctor-runtime = Runtime
doctor-runtime-found = { $folder }, { $megabytes } MB
doctor-frames = Runtime with polars
doctor-frames-unbuilt = Not built yet. The first cell with polars builds it, or `gradus setup --frames` does so now (minutes, with a network).
doctor-runtime-unbuilt = Not built yet. The first lesson builds it, or `gradus setup` does so now (minutes, with a network).
doctor-lessons = Lessons compiled ahead
doctor-lessons-found = { $folder }
doctor-lessons-none = Not made: a lesson's cells compile when they first run. `gradus setup --lessons` makes them, which pays for a class.
doctor-lessons-elsewhere = None in { $folder } (GRADUS_LESSON_CELLS) for this Rust and this Gradus. Whoever prepared that folder runs `gradus setup --lessons` again with both.
doctor-completion = Completion by types
doctor-completion-found = { $path }, { $megabytes } MB{ $std }
doctor-completion-no-std = . The standard library's methods are unknown to it: `rustup component add rust-src` adds them.
doctor-completion-unbuilt = Not built yet: the first Tab in a cell's editor builds it in the background, or `gradus setup --completion` does so now (5 to 15 minutes, 1.5 GB of disk meanwhile, with a network). Until then names are completed without types.
doctor-folder = Data folder
doctor-folder-found = { $folder }, { $gigabytes } GB free
doctor-folder-unknown = { $folder }; its free room cannot be found out: { $error }
doctor-folder-full = { $folder } has only { $gigabytes } GB free. Make room (2 GB), or set GRADUS_HOME to a folder that has it.
doctor-folder-readonly = { $folder } cannot be written to: { $error }. Change its owner, or set GRADUS_HOME to another folder.
doctor-pictures = Pictures in the terminal
doctor-pictures-found = By the { $protocol } protocol, as far as the environment tells. `gradus learn --images off` shows plots as text.
doctor-pictures-tmux = By the { $protocol } protocol, through tmux: if plots stay empty, write `set -g allow-passthrough on` into ~/.tmux.conf.
doctor-pictures-none = This terminal (TERM={ $term }) promises no picture protocol: plots are drawn as text in colours, other pictures in half blocks. kitty, WezTerm, ghostty, foot and iTerm2 show real pictures.
doctor-characters = Colours and characters
doctor-characters-found = colours and UTF-8
doctor-characters-plain = No colours (NO_COLOR, or TERM=dumb). Everything is said without them, too.
doctor-characters-ascii = The locale is not UTF-8, so frames and plots are plain ASCII. `export LANG=C.UTF-8` makes them finer.
doctor-jupyter = Jupyter kernel
doctor-jupyter-found = { $folder }, which starts { $program }
doctor-jupyter-gone = { $folder } starts { $program }, which is not there. `gradus jupyter install` puts it back.
doctor-jupyter-none = Not installed for Jupyter. `gradus jupyter install` does so; lessons run in the terminal without it.
doctor-cuda = CUDA
doctor-cuda-found = driver, and toolkit at { $nvcc }
doctor-cuda-no-toolkit = There is an NVIDIA driver but no toolkit (nvcc). Lessons run on the CPU; install the CUDA toolkit to use the card.
doctor-cuda-no-driver = There is a CUDA toolkit but no driver (nvidia-smi). Lessons run on the CPU.
doctor-cuda-none = None. Lessons run on the CPU and are made for it.
doctor-tally = { $missing ->
    [0] Nothing that lessons need is missing.
    [one] 1 thing that lessons need is missing.
   *[other] { $missing } things that lessons need are missing.
}

## The terminal UI

ui-no-terminal = The terminal cannot be used for the screen. `gradus run LESSON` works without one.
ui-title = Gradus
ui-subtitle = build neural networks in Rust, step by step
ui-catalog-empty = There are no lessons here.
ui-catalog-problems = { $count ->
    [one] 1 problem in the lesson files keeps a lesson from this list; `gradus lint all` shows it.
   *[other] { $count } problems in the lesson files keep lessons from this list; `gradus lint all` shows them.
}
ui-scratch = Scratch
ui-scratch-about = A notebook of your own: everything that lessons can use is there. What you write is kept; no lesson sees it.
ui-lesson-done = done
ui-lesson-next = start here
ui-lesson-locked = locked
ui-lesson-some-changed = { $count } changed
ui-skill-changed = changed since you passed
ui-lesson-waits = First finish: { $lessons }
ui-lesson-skills = You will
ui-catalog-recent = Where you were
ui-track-far = { $done } of { $count } { $count ->
    [one] lesson
   *[other] lessons
} done
ui-track-left = { $far }, { $minutes } min left
ui-lesson-solved = { $passed }/{ $count } solved
ui-lesson-changed = This lesson was revised since you wrote in it. Your text is kept; x brings the new one.
ui-lesson-lost-cells = This lesson was revised. { $count ->
    [one] A cell
   *[other] { $count } cells
} that you wrote in { $count ->
    [one] is
   *[other] are
} no longer in it; H shows your text.
ui-minutes = { $count } min
ui-lesson-about = about { $count } minutes

### Keys

ui-keys-catalog = Enter open  / search  s scratch  ? keys  q quit
ui-keys-catalog-few = Enter open  ? keys
ui-keys-status = n next  t outline  ? keys  q lessons
ui-keys-status-few = ? keys
ui-keys-status-editing = Ctrl-R run  Esc leave  F1 keys
ui-keys-status-editing-few = Esc leave
ui-keys-here-cell = r run
ui-keys-here-note = e edit
ui-keys-here-exercise = r run  c check
ui-keys-here-quiz = 1-{ $count } answer
ui-keys-here-busy = i stop
ui-keys-cell = e edit · r run
ui-keys-own = e edit · r run · m text · d d delete
ui-keys-note = e edit · y code · d d delete
ui-keys-exercise = e edit · r run · c check · h hint
ui-keys-editing = Ctrl-R run · Esc leave
ui-keys-editing-exercise = Ctrl-R run · Ctrl-T check · Esc leave
ui-keys-quiz = choose 1-{ $count }
ui-help-title = Keys
ui-help-catalog = Lessons
ui-help-lesson = In a lesson
ui-help-editor = While you edit
ui-help-finder = While you look for something
ui-key-choose-lesson = choose a lesson
ui-key-open = open it
ui-key-search = look for a lesson
ui-key-search-words = look for words in the lesson: text, code, outputs
ui-key-search-steps = once words are found: the next place, the one before (Esc ends)
ui-key-scratch = your scratch notebook
ui-key-recent = open a lesson where you were
ui-key-outline = outline: headings and cells, to jump to
ui-key-narrow = narrow the list to what these letters fit
ui-key-clear = forget the letters
ui-key-choose-row = choose a row
ui-key-choose-page = a page of rows further
ui-key-go-there = go there
ui-key-close = close the list
ui-key-quit = quit
ui-key-help = these keys
ui-key-next = next cell or question
ui-key-previous = the one before
ui-key-down = scroll down
ui-key-up = scroll up
ui-key-page-down = a page down
ui-key-page-up = a page up
ui-key-top = to the beginning
ui-key-bottom = to the end
ui-key-edit = edit the cell
ui-key-run = run the cell (Ctrl-Enter where the terminal sends it)
ui-key-run-next = run the cell, go to the next (Shift-Enter where the terminal sends it)
ui-key-run-add = run the cell, add one below
ui-key-run-to-here = run everything down to this cell
ui-key-run-above = run everything above it
ui-key-run-all = run all cells
ui-key-restart-to-here = forget all variables, run everything down to this cell
ui-key-add-above = add a cell of yours above
ui-key-add-below = add a cell of yours below
ui-key-delete = delete a cell of yours
ui-key-undelete = bring back the cell you deleted last
ui-key-to-markdown = make a cell of yours text (Markdown)
ui-key-to-code = make it code
ui-key-move-up = move a cell of yours up
ui-key-move-down = move it down
ui-key-check = check the answer
ui-key-hint = one more hint
ui-key-solution = show or hide the solution
ui-key-difference = show or hide what separates your answer from the solution
ui-key-take-solution = put the solution into the cell
ui-key-reset = begin the cell, exercise or lesson anew, and the way back
ui-key-past = what stood in the cell before
ui-key-choose = answer a question
ui-key-interrupt = stop what is running
ui-key-restart = forget all variables
ui-key-again = run the cells again that had finished
ui-key-decline = put the offer to do so away
ui-key-fold = fold or unfold the cell
ui-key-expand = all of a long output, or its ends
ui-key-copy = copy the cell's code
ui-key-variables = the variables: types, sizes, values
ui-key-words = what underlined words on the screen mean
ui-key-complete = complete a name; where none begins, indent (Tab)
ui-key-document = what the name at the cursor is; where a line begins, less indentation
ui-key-line-ends = to the line's beginning or end
ui-key-cut-line = delete to the line's end
ui-key-undo = undo, redo
ui-key-copy-or-stop = copy what is selected; else stop what is running
ui-key-cut = cut what is selected
ui-key-paste = paste what was cut or copied here
ui-key-seek = look for words in the cell
ui-key-comment = make lines comments, or code again
ui-key-partner = to the bracket that belongs to the one at the cursor
ui-key-surround = put brackets around what is selected
ui-key-outside = open the cell in your own editor ($VISUAL, $EDITOR)
ui-key-select = select text
ui-key-next-lesson = the next lesson
ui-key-back = back to the lessons
ui-key-leave = stop editing

ui-sheet-more = ↓ more
ui-outline-title = Outline
ui-outline-type = Type a few letters of a heading or a cell
ui-outline-solved = solved
ui-outline-wrong = not yet
ui-outline-open = open
ui-outline-quiz = question: { $question }
ui-search-title = Lessons
ui-search-type = Type a few letters of a title or a track
ui-search-lesson = { $number }  { $title } · { $track }
ui-finder-keys = Enter go  Esc close
ui-finder-none = Nothing fits. Backspace takes a letter back.
ui-words-title = Words
ui-variables-title = Variables
ui-variables-none = There are no variables yet: run a cell that makes one with `let`.
ui-variables-name = name
ui-variables-type = type
ui-variables-size = size
ui-variables-value = value
ui-variables-full = t shows the types as code writes them
ui-variables-short = t shows the types in short
ui-words-none = No word on this screen is explained in the lesson. Such words are underlined where they first stand.
ui-copied = { $count ->
    [one] 1 line
   *[other] { $count } lines
} sent to the terminal's clipboard (it must know OSC 52).
ui-copy-nothing = Only a cell's code can be copied.
ui-copy-no-selection = Nothing is selected and nothing runs. Esc leaves the editor.

### The session

ui-starting = Getting ready
ui-preparing = { $step }
ui-preparing-count = { $step } { $done }/{ $total }
ui-seconds-left = , { $count } s left
ui-minutes-left = , { $count } min left
ui-ready = Ready
ui-working = Working
ui-seek = Look for: ▏ (Esc closes)
ui-seek-found = Look for: { $typed }▏ { $at } of { $count } (Enter next, ↑ before, Esc closes)
ui-seek-none = Look for: { $typed }▏ not in this cell (Esc closes)
ui-outside-none = There is no editor: set $EDITOR, for example `export EDITOR=nano`.
ui-outside-nothing = Only a cell can be opened in an editor; n goes to the next.
ui-outside-failed = The editor ({ $editor }) did not end well: { $cause }. The cell is as it was.
ui-outside-busy = The terminal could not be lent to the editor. Try again.
ui-outside-same = Back from the editor; nothing changed.
ui-outside-taken = The text from the editor is in the cell; in the cell Ctrl-Z brings the old one back.
ui-unavailable = Cells cannot run
ui-running-above = { $count ->
    [one] Runs the cell above first.
   *[other] Runs { $count } cells above first.
}
ui-running-all = { $count ->
    [one] Runs 1 cell.
   *[other] Runs { $count } cells.
}
ui-above-failed = This cell waits for { $cell } above, which failed. Mend it (p), then run again.
ui-interrupting = Stopping
ui-nothing-runs = No cell is running
ui-restarting = Starting anew
ui-offer-again = The variables are gone. { $count ->
    [one] One cell had finished and can
   *[other] { $count } cells had finished and can
} run again, in about { $seconds } s: F7 runs { $count ->
    [one] it
   *[other] them
}, Esc puts this away.
ui-offer-continue = Continue where you were? { $count ->
    [one] One cell had finished and can
   *[other] { $count } cells had finished and can
} run again, in about { $seconds } s: F7 runs { $count ->
    [one] it
   *[other] them
}, Esc puts this away.
ui-offer-none = There is nothing to run again.
ui-running-again = Running again: { $count } { $count ->
    [one] cell
   *[other] cells
}
ui-restored = { $count ->
    [one] One cell ran
   *[other] { $count } cells ran
} again; everything is back.
ui-restored-but = Ran again: { $count }. Could not be restored: { $lost }. The reason stands below each.
ui-restarted = All variables are forgotten. Your texts are as they were.
ui-include-failed = Code from an earlier lesson ({ $cell }) did not run: { $error }

### Settings, and the first tour

settings-theme = Colours
settings-theme-about = Your terminal's sixteen colours, or a theme of Gradus: light, dark, or high contrast. Nothing is told by colour alone.
settings-theme-sixteen = 16 colours of the terminal
settings-theme-light = light
settings-theme-dark = dark
settings-theme-contrast = high contrast
settings-beside = Prose beside code
settings-beside-about = On a screen of 160 columns or more, text stands on the left and its cells on the right.
settings-advance = Go on by itself
settings-advance-about = When an exercise is solved, the lesson moves on to the next cell.
settings-images = Pictures
settings-images-about = How plots and pictures are drawn. "Ask the terminal" takes the best that it says it can.
settings-images-auto = ask the terminal
settings-images-kitty = kitty protocol
settings-images-sixel = sixel
settings-images-iterm2 = iTerm2 protocol
settings-images-half = half blocks
settings-images-off = off: plots as text
settings-plain = For screen readers
settings-plain-about = From the next start on, lessons are told line by line, without frames, and results in words (as with --plain).
settings-tour = First tour
settings-tour-about = Whether the first tour was seen.
settings-on = on
settings-off = off
settings-unreadable = The settings in { $file } cannot be read ({ $cause }), so the usual ones count.
settings-no-toml = The settings in { $file } are not understood at line { $line } ({ $cause }), so the usual ones count. Mend the line; a change in the settings screen keeps your file beside a new one.
settings-unknown = In { $file }, { $key } = { $found } is not understood. It can be { $known }.
settings-unsaved = This choice counts until you leave, but could not be written to { $file }: { $cause }
ui-settings-title = Settings
ui-settings-keys = ↑ ↓ choose   ← → change   { $tour } the tour   { $close } close
ui-help-settings = In the settings
ui-help-viewer = In an output on the whole screen
ui-key-view = the cell's output on the whole screen
ui-key-view-scroll = scroll; in a plot that you look at closely, move
ui-key-view-search = look for words
ui-key-view-next = the next place
ui-key-view-previous = the place before
ui-key-view-closer = look closer at the plot
ui-key-view-further = look from further away
ui-key-view-pan = move to the side, in a plot
ui-key-view-leave = back
ui-view-title = Output of { $cell }
ui-view-lines = { $first }-{ $last } of { $count }
ui-view-zoom = { $times } ×
ui-view-nothing = There is no output yet: { $run } runs the cell.
ui-view-no-plot = There is no plot that this terminal can draw as a picture.
ui-search-typing = / { $words }▏ { $at } of { $count } (Enter keep, Esc forget)
ui-search-found = / { $words }  { $at } of { $count } (n next, N before, Esc end)
ui-view-found = / { $words }  { $current }/{ $count }
ui-view-keys = { $search } search  { $closer } zoom a plot  { $leave } back
ui-view-keys-search = Enter keep  Esc forget
ui-view-keys-zoom = { $closer } { $further } zoom  arrows move  { $leave } back
ui-key-settings = settings
ui-key-choose-setting = choose a setting
ui-key-change-setting = change it
ui-key-close-settings = close the settings
ui-key-tour = the first tour again
ui-key-tour-on = the next step
ui-key-tour-back = the step before
ui-key-tour-end = end the tour
ui-tour-title = Tour { $step } of { $count }
ui-tour-keys-first = { $on } go on   { $end } skip the tour
ui-tour-keys = { $on } go on   { $back } back   { $end } end the tour
ui-tour-keys-last = { $on } begin   { $back } back
ui-tour-welcome-title = Welcome to Gradus
ui-tour-welcome = You are about to build neural networks yourself, in Rust, from a single neuron to a small GPT. A lesson is a page of **prose** and **cells** of real Rust that you run and change. This tour has five short steps.
ui-tour-read-title = Read
ui-tour-read = `{ $down }` scrolls and `{ $page }` turns a page. `{ $next }` goes to the next cell or question. The chosen one has a thick frame, and its lower edge names its keys. The mouse works, too.
ui-tour-run-title = Run
ui-tour-run = `{ $run }` runs the chosen cell; cells above it that it needs run first. `{ $edit }` edits it, `{ $leave }` stops editing. `{ $stop }` stops what runs. Variables stay, so you can try things out: nothing here can break.
ui-tour-check-title = Solve
ui-tour-check = Some cells have a gap for you. `{ $check }` checks your answer and tells you in words what is not right yet. `{ $hint }` gives a hint, one at a time; `{ $solution }` shows a solution.
ui-tour-end-title = That is all
ui-tour-end = `{ $help }` shows every key, `{ $settings }` the settings (colours, pictures, screen reader, and this tour again). `{ $quit }` goes back. All you write is saved as you type.

### Lessons line by line

plain-welcome = Gradus, line by line. Type a command and press Enter; ? and Enter tells the commands.
plain-lesson = { $title }, { $minutes } minutes, { $state }
plain-choose-lesson = Type a lesson's number or a part of its name; Enter alone goes on where you were; q leaves.
plain-no-lesson = No lesson is called { $typed }. Type its number.
plain-title = **{ $title }**, about { $minutes } minutes.
plain-goes-on = You go on where you were.
plain-end = That is the end of the lesson. q goes back to the lessons.
plain-first = This is the first cell.
plain-prompt = { $cell }:
plain-prompt-lessons = lesson:
plain-unknown = There is no command { $typed }. ? tells the commands.
plain-not-here = That cannot be done here. Enter reads on to the next cell.
plain-how-to-leave = q goes back to the lessons, and from there out.
plain-yes-or-no = { $question } Type y for yes.
plain-ask-take-solution = Put the solution in place of your answer?
plain-changed-elsewhere = Changed in another window or notebook: { $cells }.
plain-ask-reset = Bring the cell's first text back?
plain-edit-all = Type the new text, line by line. A line with only a dot ends it; Ctrl-C keeps the old text.
plain-edit-line = Type what replaces line { $line }. A line with only a dot ends it; Ctrl-C keeps the old text.
plain-edit-lines = Type what replaces lines { $first } to { $last }. A line with only a dot ends it; Ctrl-C keeps the old text.
plain-edit-range = The cell has { $count } lines. Type e for a new text, or the lines to replace, for example e 2 or e 2-3.
plain-edit-given-up = The text stays as it was.
plain-ready = Cells can run now.
plain-unavailable = Cells cannot run: { $why }
plain-asks = The cell asks for a line: { $prompt }
plain-ended-ok = { $cell } ran well.
plain-ended-failed = { $cell } failed.
plain-ended-stopped = { $cell } was stopped.
plain-ended-skipped = { $cell } did not run, because of the failure before.
plain-cell = Cell { $id }, { $lines }.
plain-try = Cell to try things in, { $id }, { $lines }.
plain-own = Cell of yours, { $lines }.
plain-note = Note of yours, { $lines }.
plain-exercise = Exercise { $id }, { $lines }.
plain-exercise-changed = Exercise { $id }, solved, changed since you passed, { $lines }.
plain-exercise-solved = Exercise { $id }, solved, { $lines }.
plain-choose = Type 1 to { $count }.
plain-quiz = Question: { $question }
plain-keys-cell = { $run } runs it, { $edit } edits it, Enter reads on.
plain-keys-exercise = { $edit } edits it, { $run } runs it, { $check } checks it, { $hint } gives a hint, Enter reads on.
plain-variable = { $name }: { $ty } = { $value }
plain-outline = Type { $key } and a number to go there.
plain-key-next = read on to the next cell or question
plain-key-previous = go back to the one before
plain-key-repeat = tell it again
plain-key-outline = the outline; with a number, go there
plain-key-edit = edit the cell: e alone for a new text, e 2 or e 2-3 for some of its lines
plain-key-solution = the solution
plain-key-interrupt = stop what is running (as Ctrl-C)
plain-key-help = these commands

### Cells

ui-cell-setup = setup
ui-cell-own = yours: { $id }
ui-cell-note = your text: { $id }
ui-note-empty = *An empty text. e writes it.*
ui-cell-try = try it: { $id }
ui-cell-exercise = exercise: { $id }
ui-cell-exercise-passed = exercise: { $id } (solved)
ui-cell-exercise-changed = exercise: { $id } (solved; changed since you passed)
ui-lines = { $count ->
    [one] 1 line
   *[other] { $count } lines
}
ui-state-checking = checking
ui-state-queued = waiting
ui-state-running = running { $seconds } s
ui-state-edited = changed since it ran
ui-state-older = { $cell } changed since
ui-state-kept = from cache, { $time }
ui-state-failed = failed { $time }
ui-state-stopped = stopped
ui-state-skipped = did not run
ui-time-ms = { $millis } ms
ui-time-s = { $seconds } s
ui-reference-ran = Your answer is still open, so the reference solution ran in its place for the cells below.

### Cells of the learner's own

ui-own-added = A cell of yours. Enter writes in it, d d deletes it.
ui-own-only = That is for cells of your own: a and b add one. A lesson's cell stays; x brings its first text back.
ui-own-no-reset = A cell of yours has no first text. d d deletes it.
ui-own-no-further = It cannot go further.
ui-own-busy = It is running: i stops it.
ui-own-delete-again = d again deletes the cell.
ui-own-deleted = Deleted. z brings it back.
ui-own-none-deleted = No deleted cell is left to bring back.
ui-own-back = { $cell } is back.

### Outputs

ui-lines-more = … { $count } more lines (o shows them)
ui-lines-dropped = … { $count } earlier lines are not kept
ui-no-text = A result this terminal cannot show ({ $kinds })
ui-panic = It panicked: { $message }
ui-panic-line = Line { $line } panicked: { $message }
ui-panic-elsewhere = It panicked in { $cell }, line { $line }: { $message }
ui-ask = The cell reads a line:
ui-asking = ? { $prompt } { $typed }▏ (Enter answers, Esc says that there is no answer)
ui-failed = It stopped with an error: { $message }
ui-failed-line = Line { $line } stopped with an error: { $message }
ui-failed-elsewhere = It stopped with an error in { $cell }, line { $line }: { $message }
ui-died = The process that runs cells ended: { $message }. Its variables are gone; your texts are all here.
ui-interrupted = Stopped. Variables of earlier cells are still there.

### Exercises and questions

ui-verdict-pass = **Right.** { $message }
ui-verdict-fail = **Not yet.** { $message }
ui-verdict-open = **Still open.** { $message }
ui-verdict-broken = **Our mistake.** { $message }
ui-calm-works = That works now.
ui-calm-solved = Solved: { $solved } of { $count }.
ui-calm-all = That was the last exercise of this lesson. G shows what you built.
ui-next-none = This is the last lesson.
ui-promise = What you will be able to do:
ui-recap = What you built
ui-recap-all = Every exercise is solved. > opens the next lesson.
ui-recap-open = { $count ->
    [one] One exercise is still open: t finds it.
   *[other] { $count } exercises are still open: t finds them.
}
ui-recap-plot = Your plot, from { $cell }:
ui-check-nothing = Only an exercise can be checked; n goes to the next cell.
ui-hint = Hint { $shown } of { $count }
ui-hint-nothing = Only exercises have hints; n goes to the next cell.
ui-hint-last = That was the last hint. s shows the solution.
ui-solution = One solution
ui-solution-nothing = Only exercises have a solution; n goes to the next cell.
ui-difference = From your answer (-) to one solution (+)
ui-difference-none = Your answer is this solution, line for line.
ui-quiz = question
ui-quiz-open = what do you think?
ui-quiz-right = right
ui-quiz-wrong = not this one
ui-quiz-why-right = **Right.** { $why }
ui-quiz-why-wrong = **Not { $chosen }: the answer is { $answer }.** { $why }

### Questions to you

ui-ask-title = Really?
ui-ask-keys = y yes   n no
ui-ask-restart = Forget all variables and start anew? Your texts stay.
ui-ask-restart-to-here = Forget all variables, then run everything down to this cell? Your texts stay.
ui-ask-solution = Show the solution below your answer? Another hint (h) may be enough.
ui-ask-difference = Show your answer beside the solution? Another hint (h) may be enough.
ui-ask-take-solution = Put the solution in place of your answer? In the editor, Ctrl-Z brings yours back.
ui-ask-reset = What begins anew? What a reset takes can be brought back with x, also on another day.
ui-ask-reset-text = y this cell's first text
ui-ask-reset-exercise = e this exercise, as if never tried
ui-ask-reset-lesson = l the whole lesson
ui-ask-reset-back = b bring back what the last reset took
ui-ask-reset-no = n nothing

ui-ask-locked = This lesson builds on others that you have not finished. Open it all the same?

### Saving

ui-save-failed = Not saved: { $why }
ui-saved-again = Saved again.
ui-two-windows = This lesson is open in another window, too. Both are saved; where both write in one cell, the later text stays and H shows the other.
ui-changed-elsewhere = Changed in another window or notebook: { $cells }. H shows what stood here.
ui-reset-done = The first text is back. x, then b brings yours back.
ui-reset-exercise-done = This exercise begins anew. x, then b brings back what it was.
ui-reset-lesson-done = This lesson begins anew. x, then b brings back what it was.
ui-reset-back = Everything is as it was before the reset.
ui-reset-nothing = No reset of this lesson can be undone.
ui-past-title = What stood here before
ui-past-none = Nothing else has stood here yet, and the lesson has lost none of your cells.
ui-past-cell = { $count ->
    [one] One earlier text
   *[other] { $count } earlier texts
} of `{ $cell }`, the newest first. In the editor, Ctrl-Z goes back to them.
ui-past-ago = **{ $ago }**
ui-past-seconds = less than a minute ago
ui-past-minutes = { $count ->
    [one] 1 minute ago
   *[other] { $count } minutes ago
}
ui-past-hours = { $count ->
    [one] 1 hour ago
   *[other] { $count } hours ago
}
ui-past-days = { $count ->
    [one] 1 day ago
   *[other] { $count } days ago
}
ui-past-removed = { $count ->
    [one] One cell that you wrote in is
   *[other] { $count } cells that you wrote in are
} no longer in this lesson. Your text is kept:

ui-complete-nothing = No name fits here.
ui-complete-later = { $step }; until then names only.
ui-document-title = What this is
ui-document-nothing = Nothing is known about what stands at the cursor.

# What commands in cells answer about lessons (`:lesson`, `:check`, `:hint`, `:solution`, `:progress`).
tutor-lesson = { $lesson }: { $title }
tutor-totals = { $passed } of { $exercises } exercises solved. About { $minutes } minutes in all.
tutor-begins-own = It begins with your own { $what }.
tutor-begins-reference = The reference solution stands in for what you have not solved yet: { $what }.
tutor-no-lesson = No lesson is open in this session. `:lesson NAME` opens one; an exported notebook does that in its first cell.
tutor-which = Say which exercise you mean, for example `:check loss`.
tutor-unknown = { $lesson } has no exercise `{ $id }`. It has: { $known }
tutor-unknown-near = { $lesson } has no exercise `{ $id }`. Did you mean `{ $near }`? It has: { $known }
tutor-nowhere = No lesson has an exercise `{ $id }`. Run the notebook's first cell, which opens the lesson, and check the name.
tutor-ambiguous = Several lessons have an exercise `{ $id }`: { $lessons }. Say which lesson this is, for example `:lesson { $first }`.
tutor-not-run = Nothing that answers `{ $id }` has run in this session. Run the cell that begins with `:exercise { $id }`; if it is gone, write a new one that begins with this line. The check looks for: { $wanted }
tutor-unkept = This could not be saved. { $why }
tutor-no-hints = There are no hints for `{ $id }`.
tutor-hint-last = That was the last hint. `:solution { $id }` shows one solution.
tutor-ask = Show the solution of { $id }?
tutor-ask-hint = You have seen { $shown } of { $count } hints; another may be enough: `:hint { $id }`.
tutor-ask-no-hint = { $count ->
    [0] There are no hints for this one.
   *[other] You have seen all hints.
}
tutor-ask-yes = If you are sure, run `:solution { $id } yes`.
tutor-course = { $passed } of { $exercises } exercises of the course solved
tutor-keys-lesson = Here the lesson is the one on the screen; Esc, then q goes back to the list of lessons.
tutor-keys-check = Here a key does that: Esc leaves the cell, then c checks the selected exercise.
tutor-keys-hint = Here a key does that: Esc leaves the cell, then h shows one more hint for the selected exercise.
tutor-keys-solution = Here a key does that: Esc leaves the cell, then s shows the solution of the selected exercise.
tutor-keys-progress = Here the list of lessons shows what is solved: Esc leaves the cell, then q goes there.

# `gradus man`
man-unwritten = The manual pages cannot be written to { $folder }. Name a folder that you can write to.
man-written = The manual pages are in { $folder }

# `gradus export` and `gradus import`
export-exists = { $file } is there already, and may hold your answers. Name another file with `-o FILE`; a file that you name is replaced.
export-unwritten = { $file } cannot be written. Check the folder, or name another file with `-o FILE`.
export-no-work = There is no work of yours in { $lesson } yet. `gradus list` shows the lessons.
export-running = Running the cells of { $lesson }, for their results and plots.
export-done = Wrote { $lesson } to { $file }
import-unreadable = { $file } cannot be read. Check the name.
import-aside = Your progress from before is kept in { $file }
import-no-copy = Nothing was taken: a copy of your progress could not be written to { $file }. Free some space and try again.
import-taken = taken
import-replaced = taken, in place of yours
import-same = the same as yours
import-open = nothing filled in
import-missing = not found; an answer's cell begins with `:exercise { $id }`
import-reference = the reference solution that the notebook came with; not taken
import-unknown = the lesson has no such exercise; not taken
import-check = Answers that were taken are not checked yet. `gradus learn { $lesson }` shows them, and c checks one.

kernel-no-file = `gradus { $role } -f FILE` is started by Jupyter, with its connection file. `gradus jupyter install` tells Jupyter how.
jupyter-display-name = Rust (Gradus)
jupyter-installed =
    The kernel is in { $folder }.
    Start it with `jupyter lab` or `jupyter console --kernel { $name }`.
jupyter-uninstalled = The kernel is gone from { $folder }.
jupyter-no-home = There is no home folder. Say where with `--prefix FOLDER`, or set JUPYTER_DATA_DIR.
jupyter-no-python = No Python environment is active and `python3` does not answer. Say where with `--prefix FOLDER`, or use `--user`.
jupyter-no-copy = The executable cannot be copied into { $folder }
jupyter-no-text = { $path } is not UTF-8, which Jupyter needs.

## Courses of one's own

cli-new = Begin a course of your own, or its next lesson
cli-new-after =
    What is made keeps every law: `gradus lint all` passes from the start. Change it piece by piece.

    Examples:
      gradus new course rust-for-biologists
      gradus new lesson first-steps "Counting cells"
cli-new-course = Make a course: course.toml, a README, a first lesson with its recording
cli-new-lesson = Make the next lesson of a track; a new track is added to course.toml
cli-arg-new-folder = The folder to make; it may be there, but empty
cli-arg-new-track = The track, a folder of the course: small letters, digits, `-`
cli-arg-new-name = The lesson's title
cli-arg-course = The folder of another course (with a course.toml) in place of ours. Its progress is kept apart
cli-arg-trust = Let the cells of that course run without being asked, from now on: they have all your rights
course-none = { $folder } holds no course: there is no course.toml in it. Give the folder of one, or make one: `gradus new course { $folder }`.
course-unreadable-folder = The folder { $folder } cannot be read
trust-question =
    The course in { $folder } does not come with Gradus.
    Its cells are programs that run with your rights: they can read, change and
    send whatever you can.
    Go on only if you trust who wrote it. The answer is kept for this folder.
    May its cells run? [y/N]
trust-no = Nothing of { $folder } was run. `gradus lint all --static` and the files themselves show what is in it.
trust-nobody = The course in { $folder } does not come with Gradus, and its cells run with your rights. Nobody can be asked here: open it in a terminal once, or add --trust if you trust who wrote it.
trust-unwritten = That you trust this course cannot be written to { $file }
trust-unreadable = { $file } cannot be read, which says which courses you trust
new-occupied = { $folder } is not empty. Name a new folder.
new-course-title = A course
new-first-title = Hello
new-course-done =
    { $folder } is a course with one lesson. Next:
      cd { $folder }
      gradus lint all            it passes; so it should stay
      gradus learn --course .    as a learner sees it
    README.md says the rest.
new-lesson-done = { $lesson } is in { $file }: a lesson that keeps every law. Change it piece by piece; `gradus lint { $file }` says what is wrong.
new-no-course = This folder is no course (it has no course.toml). Go to one, say --course FOLDER, or make one: `gradus new course FOLDER`.
new-bad-track = `{ $track }` cannot be a track: use small letters, digits and `-`, as in `first-steps`.
new-bad-name = `{ $name }` has no letter that a file's name can hold: use a to z and digits. The title inside the file may be anything.
new-track-summary = What this track is about, in one sentence.
new-full = { $track } has a lesson 99 already. Begin a new track.
new-unwritten = { $file } cannot be written

## The book

cli-book = Write the course as a book (with mdbook)
cli-book-after =
    Lessons become chapters with what was recorded for them: plots, outputs, numbers; hints,
    solutions and answers are folded. FOLDER/src is the book's source, FOLDER/html its pages, which
    need no script and no network to be read. The pages are made by the program mdbook:
      cargo install --locked mdbook@{ $version }

    Examples:
      gradus book
      gradus book --into site --course rust-for-biologists
cli-arg-book-into = Where the book goes: a new folder, or one of an earlier `gradus book`
book-unrecorded = { $lesson } is not recorded: its chapter has no outputs and no numbers. `gradus record { $lesson }` writes them down.
book-done = { $chapters ->
    [one] 1 lesson is
   *[other] { $chapters } lessons are
} in the book: { $file }
book-unwritten = The book cannot be written to { $folder }
book-occupied = { $folder } is not empty and no book of ours. Name a new folder with --into.
book-no-mdbook =
    The program mdbook is not here; it makes the pages. Install it, then run this command again:
      cargo install --locked mdbook@{ $version }
    The source of the book is in { $folder }/src already.
book-no-start = mdbook cannot be started
book-failed =
    mdbook { $version } should make the pages of this and did not. Is another version installed (mdbook --version)? It said:
    { $said }
book-key = key
book-does = what it does
book-course = The course
book-glossary = Glossary
