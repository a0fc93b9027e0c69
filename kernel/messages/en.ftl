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
cell-gone-redefined = `{ $name }` is gone because the cell { $cell } changed `{ $item }`, which its type uses. Run the cell that makes it again.
cell-dropped = `{ $name }` is dropped: its type uses `{ $item }`, which this cell changes. Run the cell that makes it again.
cell-lost = { $names } went into this cell, which did not finish, and cannot be had back. Run the cell that makes it again.
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

session-broken = Something went wrong inside Gradus: that is our mistake, not yours. What you wrote is saved; leave the lesson and open it again.

# Commands: lines that begin with `:`.
command-help-vars = your variables: types, sizes, first values
command-help-type = the type of an expression, which does not run
command-help-doc = what a name is, with its documentation
command-help-time = what the last cell cost
command-help-time-code = what this code costs
command-help-opt = how well later cells are optimised
command-help-dep = another crate for later cells
command-help-help = this list
command-help-more = Commands stand at the top of a cell, one a line; Rust may follow below.
command-vars-none = There are no variables yet. `let x = 1;` makes one.
command-vars-name = name
command-vars-type = type
command-vars-size = size
command-vars-value = value
command-bytes = { $size } B
command-kilobytes = { $size } kB
command-megabytes = { $size } MB
command-type-what = Say whose type you want to know, for example `:type x` or `:type x.exp()`.
command-type-none = The type of `{ $expression }` cannot be told: { $reason }
command-doc-what = Say what you want to read about, for example `:doc Vec` or `:doc x.exp`.
command-doc-none = There is no documentation for `{ $name }`. Check the name; for a method write what it belongs to as well, as in `:doc x.exp`.
command-opt-what = `{ $given }` is no level: write `:opt 0` (compiles fastest) to `:opt 3` (runs fastest), or `:opt auto`.
command-opt-auto = Cells are compiled as fast as possible; one that runs long is compiled again to run fast. `:opt 0` to `:opt 3` fixes a level.
command-opt-at = Cells are compiled at level { $level }. `:opt auto` leaves it to Gradus again.
command-opt-now-auto = Later cells are compiled as fast as possible; one that runs long is compiled again to run fast.
command-opt-now-at =
    { $level ->
        [0] Later cells are compiled at level 0: as fast as possible, whatever they run like.
       *[other] Later cells are compiled at level { $level }: their loops run faster, and each cell takes longer to compile. The kit is always at 3.
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
