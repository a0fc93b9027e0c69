//! Which form a value has, decided by autoref: the compiler tries the traits below from the most references to
//! the fewest, and takes the first that the value's type fulfils. No bound on the value is needed, so that a
//! closure can be shown too (as its type's name).

use super::{View, debug::debug, emit};
use crate::rt::Never;
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
    fn __gradus_shown(&self, then: Then);
}

impl BySelf for &&&&Pick<'_, ()> {
    fn __gradus_shown(&self, _: Then) {}
}

impl BySelf for &&&&Pick<'_, Verdict> {
    fn __gradus_shown(&self, _: Then) {
        emit(Output::Verdict(self.0.clone()));
    }
}

impl BySelf for &&&&Pick<'_, Never> {
    fn __gradus_shown(&self, _: Then) {}
}

/// Values with a [`View`].
pub trait ByView {
    /// Emits it.
    fn __gradus_shown(&self, then: Then);
}

impl<T: View + ?Sized> ByView for &&&Pick<'_, T> {
    fn __gradus_shown(&self, then: Then) {
        then(self.0.bundle());
    }
}

/// Values with `Debug`: before `Display`, so that `1.0_f32` reads `1.0` and text keeps its quotes.
pub trait ByDebug {
    /// Emits it.
    fn __gradus_shown(&self, then: Then);
}

impl<T: fmt::Debug + ?Sized> ByDebug for &&Pick<'_, T> {
    fn __gradus_shown(&self, then: Then) {
        by_debug(&self.0, then);
    }
}

/// Values with `Display` alone.
pub trait ByDisplay {
    /// Emits it.
    fn __gradus_shown(&self, then: Then);
}

impl<T: fmt::Display + ?Sized> ByDisplay for &Pick<'_, T> {
    fn __gradus_shown(&self, then: Then) {
        by_display(&self.0, then);
    }
}

/// Values of any type: closures, iterators.
pub trait ByName {
    /// Emits it.
    fn __gradus_shown(&self, then: Then);
}

impl<T: ?Sized> ByName for Pick<'_, T> {
    fn __gradus_shown(&self, then: Then) {
        by_name(std::any::type_name::<T>(), then);
    }
}

// What follows is not generic, so that it is compiled with the kit and not again with every cell.

fn by_debug(value: &dyn fmt::Debug, then: Then) {
    then(MimeBundle::plain(debug(value)));
}

fn by_display(value: &dyn fmt::Display, then: Then) {
    then(MimeBundle::plain(value.to_string()));
}

fn by_name(name: &str, then: Then) {
    then(MimeBundle::plain(format!("<{}>", last_names(name))));
}

/// A type's name with every path in it cut down to its last part: the modules that cells are compiled into are
/// nobody's business. `a::Pair<b::C, {{closure}}>` becomes `Pair<C, closure>`.
fn last_names(name: &str) -> String {
    let mut short = String::new();
    // Where the path that is being read began; of the paths around it, whose generics these are, too.
    let (mut start, mut around) = (0, vec![]);
    let mut before = ' ';
    for c in name.chars() {
        match c {
            ':' if before == ':' => short.truncate(start),
            ':' | '{' | '}' => {}
            '<' => {
                around.push(start);
                short.push(c);
                start = short.len();
            }
            '>' if before != '-' => {
                short.push(c);
                start = around.pop().unwrap_or(0);
            }
            _ => {
                short.push(c);
                if !(c.is_alphanumeric() || c == '_') {
                    start = short.len();
                }
            }
        }
        before = c;
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;
    use std::cell::RefCell;

    thread_local! {
        static SHOWN: RefCell<Vec<MimeBundle>> = const { RefCell::new(vec![]) };
    }

    fn keep(bundle: MimeBundle) {
        SHOWN.with_borrow_mut(|shown| shown.push(bundle));
    }

    /// What the macros do, but kept.
    macro_rules! shown {
        ($value:expr) => {{
            match &($value) {
                value => (&&&&&Pick(value)).__gradus_shown(keep),
            }
            SHOWN.take().pop().and_then(|bundle| bundle.text("text/plain").map(str::to_owned))
        }};
    }

    struct OnlyDisplay;
    impl fmt::Display for OnlyDisplay {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("in words")
        }
    }

    #[derive(Debug)]
    struct Penguin {
        #[expect(dead_code, reason = "read by Debug alone")]
        species: &'static str,
    }

    #[test]
    fn numbers_and_text_show_as_they_are_written_in_rust() {
        assert_eq!(shown!(1.0_f32).as_deref(), Some("1.0"));
        assert_eq!(shown!(1 + 2).as_deref(), Some("3"));
        assert_eq!(shown!(0.5 * 2.0).as_deref(), Some("1.0"));
        assert_eq!(shown!("a\"b").as_deref(), Some(r#""a\"b""#));
        assert_eq!(shown!(*"unsized").as_deref(), Some(r#""unsized""#));
        assert_eq!(shown!(vec![1, 2]).as_deref(), Some("[1, 2]"));
    }

    #[test]
    fn rich_values_show_their_view_also_behind_references() {
        let tensor = device(0).tensor([1.0_f32]);
        let expected = Some("Tensor 1, f32\n[ 1.0000 ]");
        assert_eq!(shown!(tensor).as_deref(), expected);
        assert_eq!(shown!(&&tensor).as_deref(), expected);
        assert_eq!(shown!(tensor.clone() * 1.0).as_deref(), expected);
        assert!(shown!(Plot::new("A plot").curve("loss", &[1.0])).unwrap().starts_with("A plot\n"));
    }

    #[test]
    fn anything_else_falls_back_step_by_step() {
        assert_eq!(shown!(Penguin { species: "Gentoo" }).as_deref(), Some(r#"Penguin { species: "Gentoo" }"#));
        assert_eq!(shown!(OnlyDisplay).as_deref(), Some("in words"));
    }

    #[test]
    fn a_type_without_words_shows_its_own_name_and_no_modules() {
        struct NoDebug;
        assert_eq!(shown!(NoDebug).as_deref(), Some("<NoDebug>"));
        assert_eq!(shown!(vec![Some(NoDebug)]).as_deref(), Some("<Vec<Option<NoDebug>>>"));
        assert_eq!(shown!(|x: f32| x).as_deref(), Some("<closure>"));
        for (long, short) in [
            ("cell::__g1::__g2::NoDbg", "NoDbg"),
            ("(a::B, &[c::D; 3])", "(B, &[D; 3])"),
            ("a::B<c::D<e::F>, g::H>", "B<D<F>, H>"),
            ("a::B<c::D>::method::{{closure}}", "closure"),
            ("fn(a::B) -> c::D", "fn(B) -> D"),
            ("alloc::boxed::Box<dyn core::fmt::Debug>", "Box<dyn Debug>"),
        ] {
            assert_eq!(last_names(long), short);
        }
    }

    #[test]
    #[allow(
        unreachable_code,
        clippy::diverging_sub_expression,
        reason = "the type of a value that never comes is the point"
    )]
    fn what_panics_in_every_case_has_a_form_too() {
        let shows = std::panic::catch_unwind(|| shown!(std::panic::resume_unwind(Box::new(7))));
        assert_eq!(shows.unwrap_err().downcast_ref(), Some(&7));
    }

    #[test]
    fn unit_shows_nothing() {
        assert_eq!(shown!(()), None);
        assert_eq!(shown!(keep(MimeBundle::default())), None);
    }
}
