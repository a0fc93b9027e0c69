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
worker-exit-memory = it touched memory it must not (SIGSEGV): unsafe code, or a recursion without end
worker-exit-abort = it aborted (SIGABRT): a panic inside a `Drop`, or a recursion without end
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
runtime-file = { $path }: { $error }
runtime-sources = This build of Gradus carries broken sources ({ $error }). Install it anew.
runtime-damaged = The runtime in { $folder } was built and is damaged all the same. Check the disk, remove the folder and run `gradus setup`.
