//! Stopping a long loop when the learner asks.
//!
//! The engine writes [`check`] into every loop and function of a cell that it compiles for quick answers, and into
//! outer loops and training loops of one that it compiles for speed. So learners need it only where such a cell has
//! none of these.

use crate::rt;

/// Ends the cell here if the learner asked to stop it; otherwise costs one load.
///
/// # Panics
/// Unwinds with [`rt::Interrupted`], which the worker reports as a stop and not as a panic.
pub fn check() {
    // A `Drop` that runs because of the stop must reach its end.
    if rt::interrupted() && !std::thread::panicking() {
        // Not `panic!`: that would run the panic hook, and a stop is no panic.
        std::panic::resume_unwind(Box::new(rt::Interrupted));
    }
}
