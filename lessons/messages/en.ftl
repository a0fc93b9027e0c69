# Every word of the crate that a person reads.

problems-count = { $count ->
    [one] 1 problem
   *[other] { $count } problems
}

# Catalog
catalog-misplaced = the front matter says this is { $found }
catalog-misplaced-instead = the file's place says track = "{ $track }" and id = "{ $name }": write these, or move the file
catalog-no-track = no track is called { $track }
catalog-no-track-instead = add a [[track]] with id = "{ $track }" to course.toml, or move the file to a track's folder

# Finding a lesson
find-ambiguous = { $asked } could be any of { $matches }: write more of the name
find-broken = { $file } has { $count ->
    [one] a problem
   *[other] { $count } problems
}, so it cannot be opened: gradus lint { $file } shows where
find-unknown = there is no lesson { $asked }; there are: { $known }
find-unknown-near = there is no lesson { $asked }; did you mean { $nearest }? There are: { $known }

# Progress
store-newer = { $file } was written by a later Gradus (version { $version }, this one knows { $known }): update Gradus, or set GRADUS_HOME to another folder; the file is left as it is
store-unreadable = { $file } cannot be read ({ $cause }): check who owns it and try again
store-unsaved = your progress could not be saved to { $file } ({ $cause }): what was saved before is intact; make room or make the folder writable, then it is saved with the next change
store-set-aside = your progress file could not be understood ({ $cause }), so it was kept as { $aside } and you start with a clean one
store-no-history = the texts from before could not be kept ({ $cause }); what you wrote is saved

# Anywhere
did-you-mean = did you mean { $near }?
bad-id = { $id } cannot be an id
bad-id-instead = use small letters, digits, - and _

# TOML
toml-broken = this line is not TOML
toml-broken-instead = write key = value; a text stands in double quotes, a number without, a list in [ ]
toml-text = the text of { $key } needs double quotes
toml-text-instead = write { $key } = "{ $text }"
toml-curly = the text of { $key } needs straight double quotes
toml-number = { $value } is no number, and as a text it needs double quotes
toml-list = the list of { $key } cannot be read
toml-list-instead = write texts in double quotes with commas between them, as in { $key } = ["one", "two"]
toml-open = a bracket that opens here is never closed
toml-open-instead = close it with the bracket of its kind, ] or {"}"}
toml-no-value = "{ $line }" has no = and no value
toml-empty = { $key } has no value
toml-twice = the key { $key } stands here a second time
toml-twice-instead = leave one out
toml-key = unknown key { $key }
toml-keys = the keys are { $keys }
toml-missing = { $key } is missing
toml-missing-instead = add, for example: { $example }
toml-type = { $key } has a value that cannot be right
toml-type-instead = write, for example: { $example }

# Front matter
front-none = the file does not begin with front matter
front-unclosed = the front matter is never closed
front-none-instead = begin with a line +++, then TOML (id, title, track, minutes), then a line +++
front-id = { $id } cannot be a lesson's id
front-id-instead = write two digits, a dash and a name, as in id = "01-neuron"
front-needs = { $text } names no lesson
front-needs-instead = write track/NN-name, as in "foundations/01-neuron"
front-include = { $text } names no cell of a lesson
front-include-instead = write track/NN-name#id, as in "foundations/01-neuron#slope"
front-uses = there is no runtime { $runtime }
front-uses-instead = the runtimes are { $known }

# Fences
fence-unclosed = this fence is never closed
fence-unclosed-instead = close it with a line { $marks }, before the next fence; a fence that shows fences needs more marks than they have
fence-nested = a lesson's fence stands inside a list or a quotation, where it would not run
fence-nested-instead = move it to the left margin
fence-backtick = a backtick in the info string makes this plain text instead of a fence
fence-backtick-instead = leave the backtick out, or open the fence with ~~~
fence-no-kind = the fence does not say what it is
fence-no-kind-instead = write rust,cell or another kind; or only rust, for code that does not run
fence-kind = unknown kind of fence rust,{ $kind }
fence-kinds = the kinds after rust are { $kinds }; plain ```rust is code that does not run
fence-head = unknown kind of fence { $head }
fence-heads = a lesson's fences begin with rust, hint, quiz or term
fence-key = { $kind } has no key { $key }
fence-keys = its keys are { $keys }
fence-no-keys = it takes no keys
fence-key-twice = the key { $key } stands here twice
fence-key-twice-instead = leave one out
fence-key-empty = the key { $key } has no value
fence-key-empty-instead = write { $key }=value
fence-key-missing = { $kind } needs the key { $key }
fence-key-missing-instead = add { $key }=...
fence-quote = the quotation mark is never closed
fence-quote-instead = end the value with "
fence-empty = nothing stands in this fence
fence-empty-instead = fill it, or take it out
term-no-word = the term has no word
term-no-word-instead = write term,the word
term-twice = { $word } is explained twice
term-twice-instead = keep one of them; the other stands on line { $line }
bad-tol = { $tol } is no tolerance
bad-tol-instead = write how far the number may be off, as in tol=0.02
tol-alone = a tolerance without a figure
tol-alone-instead = add figure=name
bad-compare = { $compare } is nothing that outputs can be compared by
bad-compare-instead = write compare=kinds, or leave it out: then texts are compared too
bad-opt = { $opt } is no optimisation level
bad-opt-instead = write opt=0, 1, 2 or 3
bad-expects = "{ $part }" is no signature
bad-expects-instead = write what the check reads as Rust declares it, separated by ;, as in "fn slope(w: f32) -> f32; let loss: f32"

# Putting a lesson together
id-twice = the id { $id } stands here a second time
id-twice-instead = choose another; the first is on line { $line }
for-unknown = no exercise is called { $id }
for-unknown-instead = the exercises are { $known }
for-none-instead = add a fence rust,exercise,id={ $id }
part-twice = { $id } has this part already
part-twice-instead = an exercise has one check and one solution; other correct answers are rust,right
no-check = the exercise { $id } has no check
no-check-instead = add a fence rust,check,for={ $id }
no-solution = the exercise { $id } has no solution
no-solution-instead = add a fence rust,solution,for={ $id }
no-hint = the exercise { $id } has no hint
no-hint-instead = add fences hint,for={ $id }, gentlest first
figure-twice = two cells measure the figure { $name }
figure-twice-instead = give them different names
figure-unknown = no cell measures the figure { $name }
figure-unknown-instead = add figure={ $name } to the cell whose value it is
skill-unknown = no exercise is called { $id }
skill-unknown-instead = the keys of skills are the ids of exercises
quiz-few = a quiz needs at least two choices
quiz-few-instead = add one
quiz-twice = the choice "{ $choice }" stands here twice
quiz-twice-instead = take one out
quiz-answer = the answer is none of the choices
quiz-answer-instead = write the number of the right choice, from 1 to { $count }

# Course
track-twice = the track { $id } stands here twice
track-twice-instead = keep one of them

# Before a check
ready-starter = Nothing is filled in yet: change the cell, then check again (c); that runs it by itself.
answer-starter = Nothing is filled in yet in the code that ran last: change the cell, run it, then check again.
answer-missing-above = There is no { $name } yet: run the cells above this exercise first, then check again.
answer-elsewhere = Another cell has made a new { $name } since: run the cell that begins with `:exercise { $id }` again, then check.
answer-compile = The cell does not compile yet. Read the message above, mend the line it points at, and check again.
answer-skipped = The check did not run because a cell above it failed. Mend that cell, or run everything with R.
ready-blank = A gap ____ is still open: put your code in its place.
ready-todo = A todo!() still stands where your code goes.
ready-undefined = Your answer defines no { $name }. The check looks for: { $signature }
ready-missing = There is no { $name } yet: run the cell { $cell } first, then check again.
ready-shadowed = { $name } now comes from the cell { $other }: run the cell { $cell } again, then check.

# After a check
check-compile = { $count ->
    [0] The check cannot use your answer as it is declared: keep the names and types of the starter.
    [one] The check cannot use your answer as it is declared. It expects: { $signatures }
   *[other] The check cannot use your answer as it is declared. It expects these: { $signatures }
}
check-before-setup = The lesson's setup has not run in this session: run the cell with `use gradus::prelude::*;`, then the answer, and check again.
check-broken = The check itself does not compile ({ $message }). That is our mistake, not yours.
check-several = The check gave { $count } verdicts instead of one. That is our mistake, not yours.
check-silent = The check ended without a verdict. That is our mistake, not yours.
check-failed = The check itself went wrong ({ $message }). That is our mistake, not yours.
check-refused = The check could not run ({ $message }). That is our mistake, not yours.
check-panicked = The check itself panicked ({ $message }). That is our mistake, not yours.
check-skipped = The check did not run, because a cell before it failed: put that right first.
check-interrupted = The check was stopped before it ended: check again when you like.
check-died = The process that runs cells ended while your answer was checked, and its variables are gone. Run the cells above again, then check.
check-died-why = The process that runs cells ended while your answer was checked ({ $message }), and its variables are gone. Run the cells above again, then check.
check-todo = Your code reached a todo!(): fill it in, then check again.
answer-panicked = Your code panicked on line { $line }: { $message }
answer-panicked-elsewhere = Code of the cell { $cell } panicked on line { $line }: { $message }
answer-panicked-inside = Your code made a function it calls panic: { $message }

# Laws on paper
law-needs-later = { $need } does not come before this lesson
law-needs-later-instead = name only earlier lessons, or change the numbers of the files
law-needs-unknown = there is no lesson { $need }
law-lessons = the lessons are { $known }
law-include-unknown = { $lesson } has no cell { $id }
law-include-unknown-instead = its cells are { $known }
law-term-twice = { $word } is explained already in { $lesson }
law-term-twice-instead = explain a word once, where it first stands
law-quiz-last = no cell follows this quiz
law-quiz-last-instead = ask before the cell whose outcome it predicts
law-hints = the exercise { $id } has { $count ->
    [one] one hint
   *[other] { $count } hints
}
law-hints-instead = give at least { $least }, each one step further than the last
law-right = the exercise { $id } has no other right answer
law-right-instead = add a fence rust,right,for={ $id } that solves it another way, so that the check is known to accept more than the solution
law-wrong = the exercise { $id } has { $count ->
    [0] no wrong answers
    [one] one wrong answer
   *[other] { $count } wrong answers
}
law-wrong-instead = give at least { $least } mistakes that learners make, each with the words the check answers
law-no-gap = the starter of { $id } is its solution
law-no-gap-instead = leave a gap, todo!() or ____
law-right-same = this is the solution again
law-right-same-instead = solve it another way
law-expects = the check of { $id } reads { $name }, which nothing defines
law-expects-instead = define { $name } in the solution or in a cell before, or take it out of expects
law-reads = the check of { $id } reads { $name } of the cell { $cell }, which its exercise does not list
law-reads-instead = add { $name } with its type to expects, so that a learner is told which cell to run

law-network = { $what } reaches out of the lesson: to a network, or to another program
law-network-instead = lessons run without a network: read data from the data sets, or write it into a cell

# Recording
recorded-broken = this is no recording: { $cause }
recorded-none = the lesson is not recorded
recorded-stale = the cell { $cell } was changed after it was recorded
recorded-missing = the cell { $cell } is not recorded
recorded-gone = the cell { $cell } is recorded, but the lesson has none of that name
recorded-no-figure = the figure { $name } is not recorded
recorded-again = record again: gradus record { $lesson }
recorded-kinds = the cell { $cell } gave otherwise than recorded: it was { $was }, now it is { $now }
recorded-text = the cell { $cell } gave another text than recorded: it was "{ $was }", now it is "{ $now }"
recorded-figure = the figure { $name } is off by more than its tolerance of { $tol }: it was { $was }, now it is { $now }
recorded-differs-instead = seed what is random and print no times; if the change is meant, record again: gradus record { $lesson }
recorded-nothing = nothing
recorded-value = value ({ $types })
recorded-display = display ({ $types })
recorded-clear = cleared outputs
recorded-verdict = verdict
recorded-note = note
recorded-error = error

# Laws run
law-seconds = the reference run takes { $took } s; the lesson's budget is { $budget } s
law-seconds-instead = make its cells faster, or state a longer budget in the front matter: seconds = ...
law-no-session = no cell can run: { $message }
law-no-session-instead = gradus doctor says what is missing
law-include-fails = the included code { $include } does not run: { $words }
law-include-fails-instead = include what it needs before it
law-must-run-instead = every cell of a lesson, and every answer beside the starter, must run to its end
law-no-number = the cell of the figure { $name } gives no number
law-no-number-instead = end it with the number as its value
law-number-typed = { $number } is what the figure { $name } measured, typed by hand
law-number-typed-instead = write {"{"}figure:{ $name }{"}"}
law-starter-passes = the starter of { $id } passes its check
law-starter-passes-instead = make the check fail until the gap is filled
law-right-rejected = this right answer is rejected: { $message }
law-right-rejected-instead = make the check accept it, or correct the answer
law-wrong-words = this mistake is answered with other words than "{ $expect }": { $message }
law-wrong-passes = this mistake passes: { $message }
law-wrong-unchecked = this mistake never reaches the check: { $message }
law-wrong-breaks = this mistake breaks the check: { $message }
law-wrong-instead-words = let the check reject it with a message that holds "{ $expect }"
law-replay = in a fresh session with the solutions alone: { $found }
fails-compile = does not compile: { $message }
fails-panic = panics: { $message }
fails-error = fails: { $message }
fails-refused = is refused: { $message }
fails-died = ends the process that runs cells: { $message }
fails-interrupted = was stopped
fails-silently = ended as { $status } without a word

# Lessons as Jupyter notebooks.
notebook-minutes = About { $minutes } minutes. Shift+Enter runs a cell and goes on to the next.
notebook-how =
    A cell that begins with `:exercise` has a gap for your code. Leave that line where it is: it says what the cell
    answers. Run the cell, then the one below it: `:check` says whether your answer is right, and your progress is kept.
notebook-quiz = What do you think?
notebook-quiz-show = Decide first, then look here
notebook-quiz-answer = **{ $letter }** is right.
notebook-glossary = Words of this lesson
notebook-check =
    :check { $id }
    // Stuck? Take the slashes away from one of these lines and run this cell again.
    // :hint { $id }
    // :solution { $id }
notebook-picture = The picture `{ $link }` cannot be read. Put a PNG, JPEG, GIF, SVG or WebP file at that place beside the lesson, or correct the link.
notebook-unwritten = This lesson cannot be made a notebook: { $cause }
notebook-broken = This file is no Jupyter notebook that can be read: { $cause }. Open it in Jupyter and save it there, or choose another file.
notebook-version = it has an unknown version
notebook-foreign = This notebook belongs to no lesson: its metadata name none, and no cell begins with `:lesson NAME`. `gradus export LESSON --ipynb` makes a notebook that does.
notebook-no-lesson = This notebook belongs to a lesson that is not aboard. { $cause }

law-formula = the formula `{ $formula }` cannot be typeset: { $cause }
law-formula-instead = write it in the mathematics of LaTeX (amsmath), as \frac, \sum or \mathrm

## The book

book-head = <p class="about">About { $minutes } minutes. In the terminal: <code>gradus learn { $lesson }</code></p>
book-needs = Before it: { $lessons }
book-setup = What the cells below start with
book-try = **Try it.** Change something and see what it does.
book-exercise = **Exercise `{ $id }`**
book-exercise-skill = **Exercise `{ $id }`.** { $skill }.
book-expects = Its check looks at { $names }.
book-hint = Hint { $number } of { $total }
book-solution = A solution
book-right = Another answer that passes:
book-terms = **Words of this lesson:** { $words }
book-term-from = Lesson: [{ $title }]({ $place })
book-plot = Plot: { $title }
book-minutes = { $minutes } minutes
book-no-lessons = No lessons yet.
book-no-words = No lesson has defined a word yet.
book-formula = The formula `{ $formula }` in { $lesson } cannot be typeset: { $cause }. Write it in the mathematics of LaTeX (amsmath).
book-formula-unwritten = it cannot be written as MathML: { $cause }
book-picture = The picture `{ $link }` in { $lesson } cannot be read. Put the file at that place beside the lesson, or correct the link.

# A learner's work for reading elsewhere
export-language = en
export-exercise = **Exercise: { $id }**
export-exercise-state = **Exercise: { $id }** ({ $state })
export-open = not attempted
export-tried = tried
export-passed = passed on { $day }
export-passed-changed = passed on { $day }; the exercise has changed since
export-removed = No longer in this lesson
export-gone = The lesson { $lesson } is no longer in the course. What was written in it:
export-quiz-right = *Answered { $choice }, which is right.* { $why }
export-quiz-wrong = *Answered { $choice }; the answer is { $answer }.* { $why }
export-interrupted = Stopped.
export-recap-totals = { $passed } of { $exercises } exercises solved
export-recap-skills = You can now:
export-recap-right = right
export-recap-wrong = not this one
export-recap-cells = Cells that you wrote in:
