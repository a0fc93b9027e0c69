//! Showing a value in the richest form it has.
//!
//! ```text
//! mod.rs      View, show!, and rt_value! for the last expression of a cell
//! pick.rs     which form a value has: View, else Debug, else Display, else its type's name
//! debug.rs    `{:?}` laid out for reading
//! tensor.rs   tensors as aligned numbers
//! live.rs     Live: a display that later updates replace
//! ```

mod debug;
mod live;
#[doc(hidden)]
pub mod pick;
mod tensor;

pub use live::Live;

use gradus_protocol::{MimeBundle, Output};

/// A value with a form of its own: a picture, a table.
pub trait View {
    /// All representations, richest first, with `text/plain` among them.
    fn bundle(&self) -> MimeBundle;
}

impl<T: View + ?Sized> View for &T {
    fn bundle(&self) -> MimeBundle {
        (**self).bundle()
    }
}

impl<T: View + ?Sized> View for Box<T> {
    fn bundle(&self) -> MimeBundle {
        (**self).bundle()
    }
}

/// Shows a value in the richest form it has, on the way through a cell.
///
/// ```
/// use gradus::prelude::*;
/// show!(2 + 3);
/// show!(device(0).tensor([1.0_f32, 2.0]));
/// ```
#[macro_export]
macro_rules! show {
    ($value:expr $(,)?) => {
        // `match` keeps temporaries of the expression alive until it is shown.
        match &($value) {
            value => {
                #[allow(unused_imports)]
                use $crate::view::pick::{ByDebug, ByDisplay, ByName, BySelf, ByView};
                (&&&&&$crate::view::pick::Pick(value)).__gradus_shown($crate::view::pick::display);
            }
        }
    };
}

/// Emits the value of a cell's last expression: nothing for `()`, a verdict as a verdict.
#[doc(hidden)]
#[macro_export]
macro_rules! rt_value {
    ($value:expr $(,)?) => {
        match &($value) {
            value => {
                #[allow(unused_imports)]
                use $crate::view::pick::{ByDebug, ByDisplay, ByName, BySelf, ByView};
                (&&&&&$crate::view::pick::Pick(value)).__gradus_shown($crate::view::pick::value);
            }
        }
    };
}

impl View for MimeBundle {
    fn bundle(&self) -> MimeBundle {
        self.clone()
    }
}

/// Hands an output to the worker, or prints it where there is none.
fn emit(output: Output) {
    crate::rt::emit(output);
}
