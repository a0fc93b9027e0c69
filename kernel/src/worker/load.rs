//! What the child process does: load the runtime's library and hand over to it.
#![expect(unsafe_code, reason = "loading a library runs its code; each block argues its case")]

use libloading::os::unix::{Library, RTLD_GLOBAL, RTLD_NOW};
use std::{path::Path, process, thread};

/// The stack that cells run on. Unoptimised code copies arrays freely, and a page that is never touched costs nothing.
const STACK: usize = 1 << 30;

/// The worker process: serves cells on standard input's socket until the engine is gone. Never returns. A runtime
/// that cannot be loaded is explained on standard error.
pub fn main(runtime_library: &Path) -> ! {
    let error = match load(runtime_library) {
        Ok(serve) => {
            // A thread of this executable's std, whose handler tells a stack overflow from other faults.
            match thread::Builder::new().name("main".into()).stack_size(STACK).spawn(move || serve()) {
                Ok(cells) => process::exit(i32::from(cells.join().is_err())),
                Err(error) => error.to_string(),
            }
        }
        Err(error) => error.to_string(),
    };
    eprintln!("{}", say!("worker-no-runtime", path = runtime_library.display(), error = error));
    process::exit(2);
}

fn load(runtime_library: &Path) -> Result<extern "C" fn(), libloading::Error> {
    // SAFETY: the library is a runtime that Gradus built and whose hash it checked; it has no initialisers of its own,
    // and `gradus_worker_main` is an `extern "C" fn()` in every protocol version. It stays loaded to the end.
    unsafe {
        let library = Library::open(Some(runtime_library), RTLD_NOW | RTLD_GLOBAL)?;
        let serve = *library.get::<extern "C" fn()>(b"gradus_worker_main\0")?;
        std::mem::forget(library);
        Ok(serve)
    }
}
