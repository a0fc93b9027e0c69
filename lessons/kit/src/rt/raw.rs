//! Every `unsafe` line of the worker's side.
#![expect(unsafe_code, reason = "a worker loads machine code; each function argues its own case")]

use super::{
    hosted,
    store::{self, Facts},
    worker,
};
use libloading::os::unix::{Library, RTLD_GLOBAL, RTLD_LOCAL, RTLD_NOW};
use std::{ffi::c_void, marker::PhantomData, path::Path};

/// Loads a compiled cell for good and gives its entry point.
///
/// Its statics are global, so that later cells find them; only what the engine exports by a name of its own is.
/// The library is never unloaded: variables keep pointing at its code (drop glue, vtables, `'static` text).
pub(super) fn load_cell(library: &Path) -> Result<extern "C" fn(), libloading::Error> {
    // SAFETY: the engine had rustc compile this library against this very runtime; it has no initialisers of its
    // own, and `gradus_cell` is generated as `extern "C" fn()`.
    unsafe {
        let library = Library::open(Some(library), RTLD_NOW | RTLD_GLOBAL)?;
        let entry = *library.get::<extern "C" fn()>(b"gradus_cell\0")?;
        std::mem::forget(library);
        Ok(entry)
    }
}

/// A cell as evcxr compiles it: it takes the store of variables, and gives it back.
pub(super) type Hosted = extern "C" fn(*mut c_void) -> *mut c_void;

/// Loads a library of evcxr's for good, as evcxr does, and gives one of its functions.
pub(super) fn load_function(library: &Path, function: &str) -> Result<Hosted, libloading::Error> {
    // SAFETY: evcxr had rustc compile this library, names its function, and generates that with this very signature;
    // the store is a pointer that only evcxr's code makes and reads.
    unsafe {
        let library = Library::open(Some(library), RTLD_NOW | RTLD_LOCAL)?;
        let function = *library.get::<Hosted>(function.as_bytes())?;
        std::mem::forget(library);
        Ok(function)
    }
}

/// Has `f` called when the process exits in order.
pub(super) fn at_exit(f: extern "C" fn()) {
    // SAFETY: C's `atexit`, with the signature of the C standard; it may be called from any thread.
    unsafe extern "C" {
        safe fn atexit(f: extern "C" fn()) -> std::ffi::c_int;
    }
    // Where its table is full, only a cell's last words may be lost.
    let _ = atexit(f);
}

/// Takes a variable of a type without a name: a closure, or what holds one. Closures have no name that two cells could
/// share: each cell compiles the closure's source anew, and the type it gets has another `TypeId`.
///
/// # Safety
/// `T` must be the type that rustc infers from the source that made the variable, with what it takes and gives pinned,
/// as the engine's witnesses do. A cell's own code has no business here.
///
/// # Panics
/// When [`store::fits_like`] was not asked or said no.
pub unsafe fn take_like<T: 'static>(name: &str, _: PhantomData<T>) -> T {
    let (value, stored) = store::take_slot(name);
    if !stored.alike(&Facts::of::<T>()) {
        store::misused(name);
    }
    // SAFETY: size and alignment are equal, so the box can be freed as a `Box<T>`. By the caller's promise the same
    // rustc inferred `T` from the same source as the stored value's type; the two are the same but for their identity,
    // and rustc lays out equal definitions equally (no `-Zrandomize-layout` in a runtime's or a cell's flags).
    *unsafe { Box::from_raw(Box::into_raw(value).cast::<T>()) }
}

/// The worker process, from the first frame to the last; `gradus` calls it after loading the runtime.
// SAFETY: no other symbol of this name is in the process; the prefix is ours.
#[unsafe(no_mangle)]
pub extern "C" fn gradus_worker_main() {
    worker::main();
}

/// The process that runs evcxr's cells, from the first frame to the last.
// SAFETY: no other symbol of this name is in the process; the prefix is ours.
#[unsafe(no_mangle)]
pub extern "C" fn gradus_hosted_main() {
    hosted::main();
}
