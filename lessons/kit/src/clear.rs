//! What a cell showed so far, taken off the screen.

use crate::rt::emit;
use gradus_protocol::Output;

/// Takes everything off the screen that this cell has shown.
pub fn clear_output() {
    emit(Output::Clear { wait: false });
}

/// As [`clear_output`], but when the next thing is shown: a picture that another one replaces does not flicker.
pub fn clear_output_at_next() {
    emit(Output::Clear { wait: true });
}
