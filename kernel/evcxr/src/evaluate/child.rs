//! The process that runs cells: it loads the library that cells link to, and hands over.
#![expect(unsafe_code, reason = "loading a library runs its code; the block argues its case")]

use libloading::os::unix::{Library, RTLD_GLOBAL, RTLD_NOW};
use std::{env, path::Path, process, thread};

/// Names the library.
pub const LIBRARY: &str = "GRADUS_LIBRARY";

/// The stack that cells run on, as in the direct engine's worker.
const STACK: usize = 1 << 30;

/// Serves evcxr until it is gone. What goes wrong is said on standard error, which evcxr repeats.
pub fn main() -> ! {
    let library = env::var_os(LIBRARY).unwrap_or_default();
    let serve = load(Path::new(&library)).unwrap_or_else(|error| {
        eprintln!("{error}");
        process::exit(2)
    });
    // A thread of this executable's std, whose handler tells a stack overflow from other faults.
    let cells = thread::Builder::new().name("main".into()).stack_size(STACK).spawn(move || serve());
    let ended = cells.map(thread::JoinHandle::join);
    process::exit(i32::from(!matches!(ended, Ok(Ok(())))))
}

fn load(library: &Path) -> Result<extern "C" fn(), libloading::Error> {
    // SAFETY: the library is a runtime that the engine built and whose hash it checked; it has no initialisers of its
    // own, and `gradus_hosted_main` is an `extern "C" fn()`. It stays loaded to the end.
    unsafe {
        let library = Library::open(Some(library), RTLD_NOW | RTLD_GLOBAL)?;
        let serve = *library.get::<extern "C" fn()>(b"gradus_hosted_main\0")?;
        std::mem::forget(library);
        Ok(serve)
    }
}
