//! A real runtime and a real worker for tests. The runtime is kept in the target folder: the first build takes
//! minutes, later ones only what changed.

use gradus_kernel::{
    runtime::{self, Runtime, Sources, Spec},
    toolchain::Toolchain,
    worker::WorkerCommand,
};
use std::{env, path::Path};

/// The kit's runtime, built if need be.
pub fn runtime() -> Runtime {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let kit = ["lessons/kit/Cargo.toml", "lessons/kit/src", "lessons/kit/messages", "lessons/kit/fonts"];
    let rest = ["Cargo.toml", "Cargo.lock", "kernel/protocol", "kernel/words", "datasets"];
    let sources = Sources::read(root, &[kit.as_slice(), &rest].concat()).unwrap();
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gradus");
    let spec = Spec::kit(sources, Toolchain::find().unwrap());
    runtime::ensure(&home, &spec, |progress| eprintln!("{progress:?}")).unwrap()
}

/// This very test executable as the worker: its ignored test `worker_process`.
pub fn worker_command() -> WorkerCommand {
    let args = ["--ignored", "--exact", "--nocapture", "--test-threads=1", "worker_process"];
    WorkerCommand { exe: env::current_exe().unwrap(), args: args.map(Into::into).to_vec() }
}

/// What `worker_process` does: the library is the last argument.
pub fn serve() {
    let library = env::args_os().next_back().unwrap();
    if Path::new(&library).is_absolute() {
        gradus_kernel::worker::main(Path::new(&library));
    }
}
