//! Stopping a long loop when the learner asks.

use crate::rt;

/// Ends the cell here if the learner asked to stop it; otherwise costs one load.
///
/// Training loops of the kit call it in each step; a loop of your own may call it too.
///
/// # Panics
/// Unwinds with [`rt::Interrupted`], which the worker reports as a stop and not as a panic.
pub fn check() {
    if rt::interrupted() {
        // Not `panic!`: that would run the panic hook, and a stop is no panic.
        std::panic::resume_unwind(Box::new(rt::Interrupted));
    }
}
