//! A real runtime and a real worker for tests. The runtime is kept in the target folder: the first build takes
//! minutes, later ones only what changed.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
#![allow(dead_code, reason = "each test file uses its part")]

pub mod notebook;

use gradus_kernel::{
    runtime::{self, Runtime, Sources, Spec},
    toolchain::Toolchain,
    worker::WorkerCommand,
};
use std::{
    env,
    path::{Path, PathBuf},
};

/// The data folder that all tests share.
pub fn home() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("gradus")
}

/// The kit's sources, from the checkout.
pub fn sources() -> Sources {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let paths = ["Cargo.toml", "Cargo.lock", "lessons/kit", "kernel/protocol", "kernel/words", "datasets"];
    Sources::read(root, &paths).unwrap()
}

/// The kit's runtime, built if need be.
pub fn runtime() -> Runtime {
    let spec = Spec::kit(sources(), Toolchain::find().unwrap());
    runtime::ensure(&home(), &spec, |progress: gradus_protocol::Progress| eprintln!("{progress:?}")).unwrap()
}

/// This very test executable as the worker: its ignored test `worker_process`.
pub fn worker_command() -> WorkerCommand {
    let args = ["--ignored", "--exact", "--nocapture", "--test-threads=1", "worker_process"];
    WorkerCommand {
        exe: env::current_exe().unwrap(),
        args: args.map(Into::into).to_vec(),
        kept: Some(home().join("kept")),
    }
}

/// What `worker_process` does: the library is the last argument.
pub fn serve() {
    let library = env::args_os().next_back().unwrap();
    if Path::new(&library).is_absolute() {
        gradus_kernel::worker::main(Path::new(&library));
    }
}
