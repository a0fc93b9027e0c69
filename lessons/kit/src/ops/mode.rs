//! Which form of an operation runs: for comparing the two in a lesson, in tests, and when one is suspected.

use std::cell::Cell;

thread_local! {
    static FUSED: Cell<bool> = const { Cell::new(true) };
}

/// Whether operations called on this thread run fused (as at first) or composed of dfdx's.
///
/// ```
/// use gradus::ops::set_fused;
/// set_fused(false); // slower, the same numbers
/// set_fused(true);
/// ```
pub fn set_fused(fused: bool) {
    FUSED.set(fused);
}

/// See [`set_fused`].
pub fn is_fused() -> bool {
    FUSED.get()
}
