# What the kernel says. Sentences say what happened and what to do next.

toolchain-missing =
    Gradus compiles Rust and found no { $program } (looked in { $places }).
    Install Rust from https://rustup.rs, open a new terminal and try again.
toolchain-broken =
    { $program } does not work: { $text }
    Run `rustup default stable`, or install Rust anew from https://rustup.rs.
toolchain-old =
    This is Rust { $found }; Gradus needs { $major }.{ $minor } or newer. Run `rustup update stable`.
toolchain-no-linker =
    Rust needs a C compiler to link programs, and none was found.
    On Debian or Ubuntu: `sudo apt install build-essential`. On Fedora: `sudo dnf install gcc`. On macOS: `xcode-select --install`.

worker-no-start = The process that runs cells did not start: { $error }
worker-no-hello =
    The process that runs cells did not get ready: { $exit }.
    { $text }
    Run `gradus setup` to build the runtime anew.
worker-other-runtime =
    The process that runs cells loaded another runtime ({ $found }) than asked for ({ $wanted }). Run `gradus setup` to build it anew.
worker-no-runtime = The runtime { $path } cannot be loaded: { $error }
worker-exit-unknown = it ended in a way that could not be found out
worker-exit-code = it ended the process with exit code { $code }
worker-exit-stopped = it was stopped
worker-exit-replaced = it did not stop when asked and was replaced
worker-exit-killed = the system killed it (SIGKILL), most often because memory ran out
worker-exit-memory = it touched memory it must not (SIGSEGV), which only unsafe code does
worker-exit-stack = it ran out of stack: a function calls itself without end, or an array on the stack is too large (a `Vec` is not on the stack)
worker-exit-allocation = it asked for more memory than there is: is a size or a shape far too large?
worker-exit-panic = a panic came where none can be caught, most often inside a `Drop` that ran because of another panic (SIGABRT)
worker-exit-abort = it aborted (SIGABRT)
worker-exit-instruction = it ran an instruction that this processor does not have (SIGILL)
worker-exit-signal = signal { $signal } ended it

runtime-step-fetch = Getting the crates that lessons use
runtime-step-start = Compiling the crates that lessons use
runtime-step-crate = Compiled { $name }
runtime-step-last = Compiling the lesson kit and linking everything
runtime-step-wait = Another Gradus is building the runtime; waiting for it
runtime-no-cargo = { $cargo } did not start: { $error }. Install Rust anew from https://rustup.rs.
runtime-no-network =
    Gradus has to fetch the crates that lessons use, once, and there is no network.
    Connect to the internet and run `gradus setup`; after that no network is needed. cargo's own words: { $log }
runtime-disk-full = The disk is full: there is no room in { $folder }. The runtime needs about 1 GB while it is built. Make room and run `gradus setup`.
runtime-not-built =
    The runtime does not compile. The last lines of the log:
    { $tail }
    The whole log: { $log }
runtime-refused =
    cargo could not find, put together or compile what was asked for. Its own words:
    { $words }
runtime-unreachable =
    The crates have to be fetched, and the registry was not reached. Check the network and try again. cargo's own words:
    { $words }
runtime-stopped = The build was stopped. What is compiled stays; the next time it goes on from there.
runtime-file = { $path }: { $error }
runtime-sources = This build of Gradus carries broken sources ({ $error }). Install it anew.
runtime-damaged = The runtime in { $folder } was built and is damaged all the same. Check the disk, remove the folder and run `gradus setup`.

cell-no-folder = Compiled cells have no place in { $folder }: { $error }. Check that the disk has room and that the folder is yours.
cell-open-folder = { $folder } can be written by other users, and what lies there is run as you; remove the folder, or `chmod -R go-w` it if you trust its content
cell-not-started = The session has not started.
cell-no-compile = The compiler could not run: { $error }. Check that the disk has room, then run the cell again; `gradus doctor` says more.
cell-attempts =
    This cell could not be fitted into the session. Split it into smaller cells, or restart the session. The compiler's last words:
    { $errors }
cell-borrows = Something this cell leaves behind borrows from { $names }, and a borrow ends with its cell. Keep a copy instead (`.clone()`, `.to_vec()`, `.to_string()`), write `move` before a closure's `|..|`, or use it within this cell.
cell-borrowing = `{ $name }` ends with the cell { $cell }: it borrows from `{ $from }`, and a borrow cannot outlive its cell. To keep it, make it a copy (`.clone()`, `.to_vec()`, `.to_string()`), or write `move` before a closure's `|..|`.
cell-gone-unset = `{ $name }` got no value in the cell { $cell }, so there is nothing to keep.
cell-gone-here = This cell changes `{ $item }`, which the type of `{ $name }` uses, so the old `{ $name }` cannot be used in it. Make `{ $name }` anew in this cell, or change `{ $item }` in a cell of its own.
cell-inner-static = A static that a macro makes inside { $names } starts anew in every cell. Write it out, without the macro, to keep its value.
cell-macro-let = Variables that the macro `{ $name }!` makes end with this cell. To keep one, write the `let` yourself: `let x = { $name }!(..);`.
cell-static-lifetime = The type of the static `{ $name }` leaves a lifetime out, and later cells need it. Write it: `Type<'static>` instead of `Type`.
cell-reserved = Names like `{ $name }` are Gradus's own. Choose another name.
cell-return = A cell has nobody to return to. Use `if .. else`, or put this code into a function.
cell-nameless = { $names } cannot be used by later cells: the type holds a closure and has no name. Box it, for example `let f: Box<dyn Fn(f32) -> f32> = Box::new(..);`, or collect an iterator into a `Vec`.
cell-gone-moved = `{ $name }` was moved by the cell { $cell }: Rust hands a value over when it is passed on. Run the cell that makes it again, or pass `{ $name }.clone()` or `&{ $name }` there.
cell-gone-ended = `{ $name }` was made by the cell { $cell }, in a process that has ended since. Run that cell again.
cell-gone-redefined = `{ $name }` is gone because the cell { $cell } changed `{ $item }`, which its type uses. Run the cell that makes it again.
cell-dropped = `{ $name }` is dropped: its type uses `{ $item }`, which this cell changes. Run the cell that makes it again.
cell-lost = { $names } went into this cell, which did not finish, and cannot be had back. Run the cell that makes it again.
cell-syntax-end = found the end of the cell
cell-question-top = at the top of a cell
cell-probe-moves = A check may only look, but this one takes { $names } away.
cell-unexplained = The cell stopped without saying why.
cell-replaced = The cell did not stop when asked, so its process was replaced and all variables are gone. What you wrote is kept: run the cells again.

dep-unreadable = `{ $line }` names no crate. Write for example `:dep itertools = "0.13"`, `:dep serde = {"{"} version = "1", features = ["derive"] {"}"}`, or `:dep itertools` for its newest version.
dep-own = `{ $name }` belongs to Gradus itself: cells have it already, and no other can take its place.
enlarge-plan = Adding { $what }: { $crates } { $crates ->
    [one] crate
   *[other] crates
} to compile, { $time }. Your variables stay; stop it if that is too long.
enlarge-plan-unknown = Adding { $what }: { $crates } { $crates ->
    [one] crate
   *[other] crates
} to compile. Your variables stay; stop it if it takes too long.
enlarge-seconds = about { $seconds } s
enlarge-minutes = about { $minutes } min
replay-step = the finished cells run again, unheard
enlarge-there = The session has { $what } already.
enlarge-done = The session has { $what } now. { $cells ->
    [0] No cell had to run again
    [one] One finished cell ran again
   *[other] { $cells } finished cells ran again
} ({ $seconds } s).
enlarge-partly = The session has { $what } now. Of { $cells } finished cells that ran again ({ $seconds } s), these did not succeed: { $failed }. Their variables are gone; run them anew.
enlarge-failed =
    The session goes on as it was, with all its variables.
    { $error }
    If it cannot be built together with the kit, `:engine evcxr` may take it: there a crate is built by itself.

# The engines.
engine-only = This session has one engine only.
engine-unknown = There is no engine `{ $name }`. Write `:engine direct` (fast, the one Gradus is made for) or `:engine evcxr`.
engine-there = { $name } runs the cells of this session already.
engine-plan-evcxr = Moving to evcxr: about { $seconds } s on a machine that is not busy, { $cells ->
    [0] with no finished cell to run
    [one] with one finished cell that runs again
   *[other] with { $cells } finished cells that run again
}. (Its program takes some minutes to build if this machine has none yet; stop it if that is too long.) Cells are slower there; `:engine direct` leads back.
engine-plan-direct = Moving back to the direct engine: { $cells ->
    [0] there is no finished cell to run.
    [one] one finished cell runs again.
   *[other] { $cells } finished cells run again.
}
engine-done = { $name } runs the cells now. { $cells ->
    [0] No cell had to run again
    [one] One finished cell ran again
   *[other] { $cells } finished cells ran again
} ({ $seconds } s).
engine-partly = { $name } runs the cells now. Of { $cells } finished cells that ran again ({ $seconds } s), these did not succeed: { $failed }. What they made is not there; run them anew.
engine-stays =
    The session goes on as it was, with all its variables.
    { $error }
evcxr-no-std = evcxr finds the types of variables by Rust's own sources, and they are not installed. `rustup component add rust-src` adds them.
evcxr-step-build = Building evcxr, once
evcxr-step-start = evcxr is starting
evcxr-step-crate = Compiling { $name }
evcxr-no-start = evcxr could not start: { $error }
evcxr-gone = The program that evcxr runs in ended. The next cell starts another; the variables are gone.
evcxr-dep-plan = evcxr fetches { $what } and compiles it by itself, with everything that it needs. Your variables stay; stop it if it takes too long.
evcxr-dep-done = The session has { $what } now ({ $seconds } s).
evcxr-dep-failed =
    The session goes on as it was, with all its variables.
    { $error }
evcxr-dropping = This cell has printed more than { $megabytes } MB; the rest is left out.
evcxr-dropped = { $kilobytes } kB more were printed and left out.

session-broken = Something went wrong inside Gradus: that is our mistake, not yours. What you wrote is saved; leave the lesson and open it again.

# Commands: lines that begin with `:`.
command-help-vars = your variables: types, sizes, first values
command-help-type = the type of an expression, which does not run
command-help-doc = what a name is, with its documentation
command-help-time = what the last cell cost
command-help-time-code = what this code costs
command-help-opt = how well later cells are optimised
command-help-opt-here = how well this cell alone is optimised
command-help-dep = another crate for later cells
command-help-engine = which engine runs later cells: `direct`, or `evcxr`
command-help-lesson = the lesson that these cells belong to
command-help-exercise = the Rust below is your answer to this exercise
command-help-check = is the answer that ran last right?
command-help-hint = one more hint
command-help-solution = one solution; it asks first
command-help-progress = what you have solved
command-help-help = this list
command-help-more = Commands stand at the top of a cell, one a line; Rust may follow below.
command-engine-direct = The direct engine runs the cells. `:engine evcxr` moves the session to evcxr, which is slower and takes what the direct engine does not.
command-engine-evcxr = evcxr runs the cells. `:engine direct` moves the session back to the direct engine.
command-vars-none = There are no variables yet. `let x = 1;` makes one.
command-vars-name = name
command-vars-type = type
command-vars-size = size
command-vars-value = value
command-type-what = Say whose type you want to know, for example `:type x` or `:type x.exp()`.
command-type-none = The type of `{ $expression }` cannot be told: { $reason }
command-exercise-what = Say which exercise the Rust below answers, for example `:exercise loss`.
command-doc-what = Say what you want to read about, for example `:doc Vec` or `:doc x.exp`.
command-doc-none = There is no documentation for `{ $name }`. Check the name; for a method write what it belongs to as well, as in `:doc x.exp`.
command-opt-what = `{ $given }` is no level: write `:opt 0` (compiles fastest) to `:opt 3` (runs fastest), or `:opt auto`; `:opt 3 here` is for one cell alone.
command-opt-auto = Cells are compiled as fast as possible; one that runs long is compiled again to run fast. `:opt 0` to `:opt 3` fixes a level.
command-opt-at = Cells are compiled at level { $level }. `:opt auto` leaves it to Gradus again.
command-opt-now-auto = Later cells are compiled as fast as possible; one that runs long is compiled again to run fast.
command-opt-now-at =
    { $level ->
        [0] Later cells are compiled at level 0: as fast as possible, whatever they run like.
        [1] Later cells are compiled at level 1: their loops run faster, and each cell takes longer to compile. The kit is always at 3.
       *[other] Later cells are compiled at level { $level }, like a release build: their loops run as fast as they can, each cell takes longer to compile, and whole numbers that grow too large wrap around instead of stopping the cell. The kit is always at 3.
    }
command-time = { $total } ms: generate { $generate }, { $compile }, load { $load }, run { $run }
command-time-compile = compile { $ms }
command-time-attempts = compile { $ms } in { $attempts } attempts
command-time-kept = compile 0 (compiled before)
command-time-none = No cell has run yet, so there is nothing to tell. `:time` followed by code on the same line runs that code and tells what it cost.
command-near = There is no command `{ $name }`. Did you mean `{ $known }`?
command-unknown = There is no command `{ $name }`. `:help` lists those there are.
command-quit = A cell cannot end the program. In the terminal press Esc, then q; in Jupyter shut the kernel down.
command-restart = There is no command `{ $name }` here. To forget all variables, press 0 outside the editor in the terminal; in Jupyter restart the kernel.
command-env = Set environment variables before you start Gradus: `NAME=value gradus`. A cell reads them with `std::env::var("NAME")`.
command-load-config = There is no configuration file to load. `:opt` and `:dep` set what a session can set.
command-explain = Errors are explained below the compiler's text. For the compiler's own long explanation, run `rustc --explain E0382` (with the error's code) in a shell.
command-timing = Write `:time` in a cell after the one you want to know about, or `:time` and code on one line; `{ $name }` is not here.
command-types = `:type x` tells the type of `x`, `:vars` those of all variables.
command-format = Values are shown as well as their type allows, and `{ $name }` cannot change it. For another form, end the cell with `format!("{"{"}:?{"}"}", x)` or the like.
command-show-deps = Cells can use dfdx, plotters, rand and rand_chacha, which the kit brings, and what `:dep` added.
command-version = `gradus --version` in a shell tells the version.
command-not-needed = `{ $name }` sets how another notebook builds cells. Gradus compiles each cell by itself and has nothing to set there; `:opt` sets how well it optimises.
command-shell = `{ $line }` looks like a command for a shell, and cells run Rust. Run it in a shell, or use `std::process::Command`.

# Completion and documentation.
analyst-none = Completion knows names only here, no types.
analyst-step-start = Completion is starting
analyst-step-build = Building completion in the background
analyst-step-asking = Completion reads which crates there are
analyst-step-reading = Completion reads the kit
analyst-step-indexing = Completion puts names in order
analyst-not-built = Completion knows names only, no types: its program could not be built. { $reason }
analyst-no-answer = Completion has no answer: { $reason }. The next question starts it anew.
analyst-no-std = Completion does not know the standard library's methods: its sources are not installed. `rustup component add rust-src` adds them (then open Gradus again).
analyst-doc-loading = The documentation is being loaded ({ $step }). Ask again in a moment.

## What an error means here and what to try, under rustc's own words
advice-moved-tensor-by = `{ $name }` ({ $type }) went into `{ $by }` on line { $line } and is gone after it, because operations use their tensor up: write `{ $name }.clone()` there; a copy of a tensor shares its numbers and costs next to nothing.
advice-moved-tensor = `{ $name }` ({ $type }) was handed over on line { $line } and is gone after it: hand over `{ $name }.clone()` there; a copy of a tensor shares its numbers and costs next to nothing.
advice-moved-backward = `backward` on line { $line } uses `{ $name }` up, with all that it remembers: take its number before that line, with `{ $name }.array()`.
advice-moved-gradients-loop = Gradients are used up by the pass that records into them, so the second round has none left: put those that `backward()` gives back into the same variable, `{ $name } = ..backward();`, without `let`.
advice-moved-gradients = Gradients are used up by the pass that records into them: `{ $name }` went away on line { $line }. Take those that `backward()` gives back, or ask for new ones with `model.alloc_grads()`.
advice-moved-model = The model `{ $name }` was handed over on line { $line }, weights and all: lend it with `&{ $name }` to use it or `&mut { $name }` to train it, or make a second one with `{ $name }.clone()`.
advice-moved-by = `{ $name }` ({ $type }) was used up by `{ $by }` on line { $line }: call it on `{ $name }.clone()` there, or use `{ $name }` before that line.
advice-moved = `{ $name }` ({ $type }) was handed over on line { $line } and belongs to somebody else since: hand over `{ $name }.clone()` there, or lend it with `&{ $name }`.
advice-moved-part = `{ $part }` was taken out of `{ $name }` on line { $line }, so `{ $name }` is no longer whole: take `{ $part }.clone()` there, or look at it with `&{ $part }`.
advice-moved-loop = The first round of the loop uses up `{ $name }` ({ $type }), and the second has none left: write `{ $name }.clone()` inside the loop, or `&{ $name }` where a look is enough.
advice-moved-closure = The closure on line { $line } took `{ $name }` ({ $type }) along, because it says `move`: give it a copy, `let copy = { $name }.clone();` before it and `copy` inside, or use `{ $name }` before it.
advice-moved-for = The `for` on line { $line } takes the items out of `{ $name }` ({ $type }) and leaves nothing: `for .. in &{ $name }` only looks at them.
advice-moved-lent = `{ $reader }`, used again on line { $later }, still looks at `{ $name }`, so `{ $name }` cannot be handed over on line { $line }: do that after the last use of `{ $reader }`, or hand over `{ $name }.clone()`.
advice-move-out = `{ $text }` belongs to something that is only looked at here, and cannot be taken out of it: look at it with `&{ $text }`, or take a copy with `{ $text }.clone()`.
advice-move-captured = The closure may run many times and can hand `{ $name }` over only once: hand over `{ $name }.clone()` in it.

advice-borrow-changed = `{ $text }` changes `{ $name }` while `{ $reader }`, used again on line { $later }, still looks into it: use `{ $reader }` before line { $line }, or let it keep a copy (`.clone()`, or `*` for a number).
advice-borrow-both = One statement looks at `{ $name }` and changes it at once: work out what you need from it in a `let` of its own first.
advice-borrow-twice = Only one `&mut` of `{ $name }` can be in use at a time, and `{ $first }` is used again on line { $later }: finish with `{ $first }` before you borrow it anew on line { $line }.
advice-borrow-assigned = `{ $reader }`, used again on line { $later }, still looks at the old `{ $name }`: use it before line { $line }, or let it keep a copy.
advice-borrow-short = `{ $name }` ends at the bracket on line { $line }, and `{ $reader }` would still look at it on line { $later }: make `{ $name }` before the block begins, or let `{ $reader }` take the value itself instead of `&{ $name }`.
advice-borrow-temporary = What `{ $text }` makes has no name and is gone at the end of its line: give it one first, `let whole = { $text };`, and go on from `whole`.
advice-borrow-closure = The closure only looks at `{ $name }` and may run when `{ $name }` is gone: write `move` before its `|..|`, so that it takes `{ $name }` along.
advice-borrow-returned = `{ $name }` ends with the function, so nobody could look at it afterwards: give back the value itself, a `String` instead of `&str`, a `Vec` instead of a slice.

advice-change = `{ $name }` may not change, because it was made without `mut`: write `let mut { $name }`.
advice-change-twice = `{ $name }` has its value for good, because it was made without `mut`: write `let mut { $name }` there, or make a new one here with `let`.
advice-change-argument = An argument does not change unless the function says so: write `mut { $name }` in its list of arguments.
advice-change-elsewhere = The cell { $cell } made `{ $name }` ({ $type }) without `mut`: write `let mut { $name }` there and run it again.
advice-change-lent = `{ $name }` came as `&`, to be looked at only: ask for `&mut` where the function names its arguments, and hand over `&mut ..` where you call it.
advice-change-looped = `{ $name }` comes out of a loop that only looks: write `{ $instead }` in place of `{ $text }` on line { $line }.
advice-change-looped-inside = `{ $name }` comes out of a loop that only looks, because `{ $text }` (line { $line }) may only be looked at itself: go through `&mut ..` or `.iter_mut()` where `{ $text }` comes from.
advice-change-captured = This closure may only look at what it uses: it is asked for as `Fn`. Let it give a value back, and change `{ $name }` outside.

advice-shape = `{ $text }` has the shape { $found }, and { $wanted } is wanted here.
advice-shape-single = a single number
advice-shape-turn = Rows and columns are swapped: `.permute::<{ $rank }, _>()` turns them.
advice-shape-reshape = It holds as many numbers: `.reshape::<{ $rank }>()` gives them that shape.
advice-shape-broadcast = To use it for every row, repeat it with `.broadcast::<{ $rank }, _>()`.
advice-shape-pair = `{ $operator }` takes two tensors number by number, so their shapes must be the same: here { $left } stands on the left and { $right } on the right.
advice-shape-matmul = `matmul` needs as many columns on the left as there are rows on the right: { $left } has { $columns } columns, { $right } has { $rows } rows.
advice-shape-matmul-turn = `.permute::<{ $rank }, _>()` would turn the right one.
advice-shape-layer = The layer Linear<{ $takes }, { $gives }> takes rows of { $takes } numbers, and a tensor { $shape } reaches it, with rows of { $last }: in a model, what one layer gives the next must take.
advice-dtype = `{ $text }` holds numbers of the kind { $found }, and { $wanted } is wanted: `.to_dtype::<{ $wanted }>()` converts a tensor.
advice-dtype-pair = A tensor of { $left } and a tensor of { $right } do not mix: `.to_dtype::<{ $left }>()` converts the right one.
advice-trace-found = `{ $text }` is traced: it carries the record that `backward()` needs, and a plain tensor is wanted here. Hand over the tensor from before `trace`, or `.retaped::<NoneTape>()` of it.
advice-trace-wanted = A traced tensor is wanted here, and `{ $text }` is a plain one: trace the input first, with `.leaky_trace()` or `.trace(gradients)`.
advice-trace-order = Of two tensors the traced one stands on the left, because the result carries on its record: swap the two sides, or write `-(b - a)` for `a - b`.
advice-tensor-first = Of a number and a tensor the tensor comes first: with `+` and `*` write `{ $tensor } { $operator } { $number }`; instead of `1.0 - t` write `-t + 1.0`.
advice-tensor-lent = `{ $operator }` takes tensors, not references to them: write `{ $text }.clone()`; a copy shares its numbers and costs next to nothing.
advice-tensor-integer = The tensor holds { $dtype } numbers, which are written with a point: `{ $text }.0`.
advice-tensor-number = The tensor holds { $dtype } numbers and `{ $text }` is of the kind { $found }: write `{ $text } as { $dtype }`.
advice-print-tensor = A tensor has no words for `println!`: let the cell end with `{ $text }` to see it, or print its numbers with `{"{"}:?{"}"}` and `{ $text }.array()`.

advice-number-cast = `{ $text }` is of the kind { $found } and { $wanted } is wanted: Rust never converts numbers by itself, so write `{ $cast }`.
advice-number-divided = Whole numbers lose their fraction when they are divided, so convert both sides before: `{ $left } / { $right }`.
advice-number-power = `^` goes over the bits of whole numbers and is no power: write `{ $text }.{ $method }({ $power })`.
advice-number-literal = A { $wanted } is wanted: write `{ $text } as { $wanted }`, or give the number that type where it is made.
advice-number-point = Whole numbers and numbers with a point are different types: write `{ $text }.0`.
advice-number-whole = A whole number ({ $wanted }) is wanted here: write one without a point, or say how to round, as in `(..).round() as { $wanted }`.

advice-return-semicolon = The `;` at its end throws the value away, so `{ $name }` gives nothing back where it promises { $wanted }: leave that `;` out.
advice-return-nothing = `{ $name }` promises { $wanted } and ends without a value: let its last line be the value, without `;`.
advice-branches = All branches give one and the same type, since only one of them runs and what follows must know what it gets: convert one, or let all of them end in `;` if no value is wanted.
advice-count = `{ $text }` has another number of parts than its type says: make both the same.
advice-text-owned = `{ $text }` is a text that is only looked at (`&str`), and a `String` of its own is wanted: write `{ $text }.to_string()`.
advice-text-lent = A look at the text is enough here: write `&{ $text }`.
advice-condition = A condition is true or false, and `{ $text }` is of the kind { $found }: compare it with something, as in `{ $text } != 0`.
advice-option-wanted = The value may be missing here, so it is wrapped: write `Some({ $text })`, or `None` where there is none.
advice-option-found = `{ $text }` may hold no value (`None`): say what then, with `.unwrap_or(..)`, `if let Some(x) = ..`, or `.ok_or("..")?`.
advice-result-wanted = What can fail says that it went well: write `Ok({ $text })`.
advice-result-found = `{ $text }` may have failed: write `?` behind it to go on with the value and stop at an error.
advice-lend = It is enough to lend it: write `&{ $text }`, because { $wanted } is wanted.
advice-lend-mut = It is to be changed, so lend it for that: write `&mut { $text }`.
advice-own = `{ $text }` is a reference and { $wanted } itself is wanted: write `*{ $text }` for a number, `{ $text }.clone()` for anything larger.

advice-print-own = `{"{"}{"}"}` prints only types that say how they read; for your { $type } put `#[derive(Debug)]` above its definition in the cell { $cell } and print `{ $text }` with `{"{"}:?{"}"}`.
advice-print-debug = { $type } has no one way to be printed with `{"{"}{"}"}`: write `{"{"}:?{"}"}`, or let the cell end with `{ $text }`.
advice-print-derive = Put `#[derive(Debug)]` above the definition of { $type } in the cell { $cell }: it teaches Rust to print one.
advice-question-option = `{ $text }` gives an `Option`, and the `?` of a cell goes with a `Result`: write `{ $text }.ok_or("what is missing")?`, or `.unwrap_or(..)` to go on with a value of your own.
advice-question-function = `?` hands an error to whoever called, so the function must give back a `Result`: let it return `Result<.., Box<dyn std::error::Error>>` and end with `Ok(..)`, or write `.unwrap()` instead of `?`.
advice-order-most = { $type } numbers have no `{ $which }` of their own, because NaN is neither small nor large: write `.copied().fold({ $type }::NAN, { $type }::{ $which })`, or `.{ $which }_by(|a, b| a.total_cmp(b))`.
advice-order-sort = { $type } numbers do not sort by themselves, because NaN has no place among them: write `.sort_by({ $type }::total_cmp)`.
advice-order = { $type } numbers have no order or equality that always holds, because of NaN: compare with `{ $type }::total_cmp`, or use whole numbers here.
advice-index = Places in a list are counted with `usize`, and `{ $text }` is of the kind { $type }: write `{ $text } as usize`.
advice-index-lent = Places in a list are counted with `usize`, and `{ $text }` is a reference to one: write `*{ $text }`, or take the number out where it is named, as in `for &{ $text } in ..`.
advice-loop-number = A number is no list: count with a range, `0..{ $text }`.
advice-loop-tensor = A tensor is no list: go over its numbers with `{ $text }.as_vec()`, or over its rows with `{ $text }.array()`.
advice-loop-other = A `for` cannot go through { $type }: give it a list, a range `0..n`, or what `{ $text }` holds that is one, with `.iter()`.
advice-sum = The sum of { $found } numbers is { $found } as well: ask for that type, or convert each number first, `.map(|x| *x as { $wanted })`.
advice-collect-items = The items are { $found }, and { $wanted } holds others: let `.map(..)` before it give what is wanted, or `.copied()` make values of references.

advice-type-number = Rust cannot tell which kind of number this is: write its type once, as in `2.0_f32` or `let x: f32 = 2.0;`.
advice-type-closure = Nothing tells what `{ $name }` is: write its type, as in `|{ $name }: f32|`.
advice-type-reduce = Say which shape shall be left: `.{ $method }::<Rank0, _>()` for a single number, `.{ $method }::<Rank1<N>, Axis<0>>()` to reduce the first axis.
advice-type-axis = Say along which axis: `.{ $method }::<Axis<1>>()` goes along each row of a matrix.
advice-type-collect = `collect` can make many things: say what `{ $name }` shall be, as in `let { $name }: Vec<_> = ..`.
advice-type-collect-here = `collect` can make many things: say which, as in `.collect::<Vec<_>>()`.
advice-type-parse = A text can be read as many things: say what `{ $name }` shall be, as in `let { $name }: f32 = ..`.
advice-type-vec = Nothing tells what `{ $name }` will hold: push something in this cell, or write `let { $name }: Vec<f32> = Vec::new();`.
advice-type-sum = A `{ $method }` can be of several types: say which, as in `.{ $method }::<f32>()`.
advice-type = Nothing in this cell tells what `{ $name }` is: write its type, as in `let { $name }: f32 = ..`.

advice-backward-traced = Nothing was recorded on the way to `{ $text }`: begin with `.leaky_trace()` or `.trace(gradients)` on the input, and `backward()` has something to go back along.
advice-backward-single = Gradients are those of one number, and `{ $text }` is a { $type }: make it one first, with `.mean()` or `.sum()`.
advice-clone-traced = A traced tensor cannot be copied, because its record exists once: use `.retaped::<NoneTape>()` for its numbers, or copy the tensor before it is traced.
advice-method-tensor = Here `{ $method }` of other libraries is `.{ $ours }`.
advice-method-fraction = `{ $method }` is for numbers with a point, and this is a whole one ({ $type }): convert it first, `({ $text }).{ $method }`.
advice-method-import = `{ $method }` comes with a trait that this cell does not know yet: put `{ $import }` at its top.
advice-method-inside = `{ $method }` belongs to the value inside, and `{ $text }` is the { $holder } around it: take it out first, with `?`, `.unwrap()` or `if let`.
advice-method-array = An array ({ $type }) keeps its length; only a `Vec` grows and shrinks: make `{ $text }` one with `vec![..]`.
advice-method-derive = Put `#[derive(Clone)]` above the definition of { $type } in the cell { $cell }: it teaches Rust to copy one.
advice-method-own = { $type } has no `{ $method }` yet: write one in `impl { $type } {"{"} fn { $method }(&self) .. {"}"}`, in any cell; { $type } itself stands in the cell { $cell }.

advice-name-struct = `{ $name }` is a struct whose fields have names: make one with braces, as in `{ $name } {"{"} field: value {"}"}`.
advice-name = Nothing here is called `{ $name }`: look for a slip in its letters, or run the cell that makes it first.
advice-name-similar = Did you mean `{ $other }`? Nothing here is called `{ $name }`.
advice-name-elsewhere = `{ $name }` is made in the cell { $cell }, which has not run yet or did not finish: run that cell first.
advice-name-import = `{ $name }` is there but not brought in yet: put `{ $import }` at the top of the cell.
advice-name-let = A new variable begins with `let`: `let { $name } = ..`, or `let mut { $name } = ..` if it shall change.
advice-name-macro = `{ $name }` is a macro, and those are called with `!`: `{ $name }!(..)`.
advice-name-no-macro = There is no macro `{ $name }!`; a function is called without the `!`.
advice-name-range = Rust counts with `0..n`, from 0 to n - 1: `for i in 0..10`.
advice-name-method = In Rust it stands behind its value: `x.{ $name }()`.
advice-name-bool = Rust writes it in small letters: `{ $name }`.
advice-name-none = What may be missing is an `Option` in Rust: `None`, or `Some(value)`.
advice-name-crate = There is no `{ $name }` here: cells know `std`, `gradus`, `dfdx`, `plotters` and `rand`, and what your own cells define.
advice-name-extern = Leave this line out: cells name a crate without it, as in `use { $name }::..`, and `:dep { $name }` brings one that they do not know yet.
advice-name-inside = Inside a module of yours this crate is reached through the kit: write `gradus::{ $name }`.

advice-private-item = `{ $name }` can be used only inside its own module: use what the module offers with `pub`, or write `pub` before it if it is yours.
advice-private-own = `{ $name }` can be used only by the code beside { $type }: write `pub { $name }` in the cell { $cell }, or a method that gives it.
advice-private-tensor = A tensor keeps its storage to itself: `.array()` and `.as_vec()` give its numbers.
advice-private = { $type } keeps `{ $name }` to itself: use one of its methods.
advice-field = { $type }, in the cell { $cell }, has no field `{ $field }`: use one that stands there, or add `{ $field }` and run that cell again.
advice-fields-left = Every field of a new { $type } needs a value: give { $fields } one, too.
advice-fields-config = Give { $fields } a value, or write `..Default::default()` at the end for the usual ones.
advice-arguments-own = `{ $name }`, in the cell { $cell }, takes { $wanted } { $wanted ->
    [one] argument
   *[other] arguments
}, and { $given } { $given ->
    [one] is
   *[other] are
} given: rustc shows which one above.
advice-arguments = `{ $name }` takes { $wanted } { $wanted ->
    [one] argument
   *[other] arguments
}, and { $given } { $given ->
    [one] is
   *[other] are
} given.
advice-parameters-rank = The digit in `{ $name }` counts the sizes that follow: `Rank1<3>` is a row of three, `Rank2<4, 2>` four rows of two.
advice-lifetime = A reference in a type must say how long it lives: it is simplest to own the value, `String` instead of `&str`, `Vec<f32>` instead of `&[f32]`.
advice-lifetime-return = Rust cannot tell from which argument the result is borrowed: give back a value of its own (`String`, `Vec<..>`), or tie them together with `<'a>` as rustc shows above.
advice-cases = A `match` has an answer for every case, and `{ $case }` has none: add `{ $case } => ..`, or `_ => ..` for all the rest.
advice-pattern = `{ $pattern }` fits only sometimes, and a `let` must always fit: write `if let { $pattern } = .. {"{"} .. {"}"}`, or `let { $pattern } = .. else {"{"} .. {"}"};`.
advice-pattern-parts = A pattern names every part that its value has: put `_` for one you do not need, or `..` for all the rest.
advice-pattern-rest = A pattern names every field: write `..` at its end for those you do not need.
advice-operator-derive = Put `#[derive({ $derive })]` above the definition of { $type } in the cell { $cell }: it teaches Rust to compare two of them.
advice-operator-own = Rust does not know what `{ $operator }` means for your { $type }: write a method that does it, or tell Rust with an `impl` of the trait that rustc names above; { $type } stands in the cell { $cell }.
advice-operator-lists = Lists have no `{ $operator }`; go through both side by side: `{ $left }.iter().zip(&{ $right }).map(|(a, b)| a { $operator } b).collect::<Vec<_>>()`. Tensors do have it.
advice-operator-list = A list has no `{ $operator }`; do it with each item: `{ $left }.iter().map(|x| x { $operator } { $right }).collect::<Vec<_>>()`. Tensors do have it.
advice-operator-text = Two texts are joined with `format!("{"{"}{"}"}{"{"}{"}"}", { $left }, { $right })`.
advice-called = `{ $name }` is a value ({ $type }) and not a function: write `{ $name } * (..)` to multiply, or give the variable another name if it hides a function of yours.
advice-cast-text = `as` converts numbers only; read a text with `{ $text }.parse::<{ $type }>()?`.
advice-cast = `as` converts numbers only, and this is { $from }: take a number out of it first.

advice-slip-semicolon = A statement ends with `;`, and the one before this place does not: put a `;` at the end of line { $line }.
advice-slip-end = The cell ends in the middle of a statement: write the rest of line { $line }.
advice-slip-bracket = The `{ $open }` on line { $line } is never closed: every bracket needs its partner.
advice-slip-bracket-extra = The bracket on line { $line } closes nothing: take it away, or look above for one that was closed too early.
advice-slip-quote = The text that begins on line { $line } has no closing `"`.
advice-slip-character = Single quotes hold one character, `'a'`; a text stands in double quotes.

# What a check says, for notebooks.
verdict-pass = Right.
verdict-fail = Not yet.
verdict-open = Still open.
verdict-broken = Our mistake.

guide-none = There are no lessons in this session. `gradus jupyter` and `gradus run` have them.
guide-include-failed = The lesson begins with { $cell } from an earlier lesson, and that did not run:

jupyter-connection = The connection file { $path } cannot be used: { $error }
jupyter-scheme = it asks for signatures of the kind { $scheme }, and Jupyter has { $wanted } alone
jupyter-bind = A socket cannot be bound where the connection file says: { $error }
jupyter-system = The kernel cannot start: { $error }
jupyter-no-history = What is run will not be remembered, because { $path } cannot be written: { $error }
jupyter-malformed = A message that is none was dropped. (Later ones are counted in silence.)
jupyter-signature = A message with a wrong signature was dropped: whoever sent it does not have this kernel's key. (Later ones are counted in silence.)
jupyter-banner =
    Gradus { $version }, Rust { $rust }. Cells share their variables; the last expression is shown.
    `use gradus::prelude::*;` brings tensors and plots. `:help` lists the commands.
jupyter-interrupted = Interrupted. Variables keep their values.
jupyter-advice = Tip: { $advice }
jupyter-note = Note: { $note }
jupyter-preparing = Getting ready: { $step }
jupyter-preparing-of = Getting ready: { $step } ({ $done } of { $total })
jupyter-preparing-left = Getting ready: { $step } ({ $done } of { $total }, about { $seconds } s left)
jupyter-prepared = Ready.
jupyter-no-page = Nothing is known of `{ $name }` here. Documentation by types needs `gradus setup --completion` once.
jupyter-spec-write = The kernel cannot be installed into { $folder }: { $error }
jupyter-spec-name = A kernel cannot be called "{ $name }": letters, digits, `-`, `_` and `.` are allowed.
jupyter-spec-none = There is no kernel in { $folder }.
