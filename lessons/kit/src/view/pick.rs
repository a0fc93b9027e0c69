//! Which form a value has, decided by autoref: the compiler tries the traits below from the most references to
//! the fewest, and takes the first that the value's type fulfils. No bound on the value is needed, so that a
//! closure can be shown too (as its type's name).

use super::{View, emit};
use gradus_protocol::{MimeBundle, Output, Verdict};
use std::fmt;

/// A value whose form is being picked.
pub struct Pick<'a, T: ?Sized>(pub &'a T);

/// What to do with the form: [`display`] or [`value`].
pub type Then = fn(MimeBundle);

/// Emits a form as a display on the way.
pub fn display(bundle: MimeBundle) {
    emit(Output::Display { bundle, id: None });
}

/// Emits a form as the cell's value.
pub fn value(bundle: MimeBundle) {
    emit(Output::Value(bundle));
}

/// Values with an output of their own kind: nothing for `()`, a verdict for [`Verdict`].
pub trait BySelf {
    /// Emits it.
    fn shown(&self, then: Then);
}

impl BySelf for &&&&Pick<'_, ()> {
    fn shown(&self, _: Then) {}
}

impl BySelf for &&&&Pick<'_, Verdict> {
    fn shown(&self, _: Then) {
        emit(Output::Verdict(self.0.clone()));
    }
}

/// Values with a [`View`].
pub trait ByView {
    /// Emits it.
    fn shown(&self, then: Then);
}

impl<T: View + ?Sized> ByView for &&&Pick<'_, T> {
    fn shown(&self, then: Then) {
        then(self.0.bundle());
    }
}

/// Values with `Debug`: before `Display`, so that `1.0_f32` reads `1.0` and text keeps its quotes.
pub trait ByDebug {
    /// Emits it.
    fn shown(&self, then: Then);
}

impl<T: fmt::Debug + ?Sized> ByDebug for &&Pick<'_, T> {
    fn shown(&self, then: Then) {
        then(MimeBundle::plain(debug(&self.0)));
    }
}

/// Values with `Display` alone.
pub trait ByDisplay {
    /// Emits it.
    fn shown(&self, then: Then);
}

impl<T: fmt::Display + ?Sized> ByDisplay for &Pick<'_, T> {
    fn shown(&self, then: Then) {
        then(MimeBundle::plain(self.0.to_string()));
    }
}

/// Values of any type: closures, iterators.
pub trait ByName {
    /// Emits it.
    fn shown(&self, then: Then);
}

impl<T: ?Sized> ByName for Pick<'_, T> {
    fn shown(&self, then: Then) {
        then(MimeBundle::plain(format!("<{}>", std::any::type_name::<T>())));
    }
}

/// The longest `{:?}` that stands on one line; longer ones are laid out with `{:#?}`.
const LINE: usize = 100;

fn debug(value: &dyn fmt::Debug) -> String {
    let line = format!("{value:?}");
    if line.len() <= LINE || !line.contains('{') { line } else { format!("{value:#?}") }
}
