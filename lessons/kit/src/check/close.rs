//! Numbers against numbers.

use super::{Check, Numbers, fail, numbers};
use gradus_protocol::Verdict;

impl Check {
    /// Requires `got` to be `expected`, each number within `tolerance`. `name` is how the learner would write it.
    ///
    /// # Errors
    /// The verdict that ends the check.
    pub fn close(
        &mut self,
        name: &str,
        got: impl Numbers,
        expected: impl Numbers,
        tolerance: f64,
    ) -> Result<(), Verdict> {
        close(name, &got.numbers(), &expected.numbers(), got.single() || expected.single(), tolerance)
    }

    /// Requires every number to be finite.
    ///
    /// # Errors
    /// The verdict that ends the check.
    pub fn finite(&mut self, name: &str, got: impl Numbers) -> Result<(), Verdict> {
        finite(name, &got.numbers(), got.single())
    }
}

fn close(name: &str, got: &[f64], expected: &[f64], single: bool, tolerance: f64) -> Result<(), Verdict> {
    if got.len() != expected.len() {
        return fail(say!("check-count", name = name, got = got.len(), expected = expected.len()));
    }
    let Some(at) = (0..got.len()).find(|&i| !within(got[i], expected[i], tolerance)) else { return Ok(()) };
    let name = place(name, at, single);
    if !got[at].is_finite() {
        return not_finite(&name, got[at]);
    }
    let (got, expected) = numbers::say_apart(got[at], expected[at]);
    fail(say!("check-close", name = name, got = got, expected = expected, tolerance = numbers::say_number(tolerance)))
}

fn within(got: f64, expected: f64, tolerance: f64) -> bool {
    // Equal infinities have no difference, and a NaN is close to nothing.
    got == expected || (got - expected).abs() <= tolerance
}

pub(super) fn finite(name: &str, got: &[f64], single: bool) -> Result<(), Verdict> {
    match got.iter().position(|x| !x.is_finite()) {
        Some(at) => not_finite(&place(name, at, single), got[at]),
        None => Ok(()),
    }
}

fn not_finite(name: &str, got: f64) -> Result<(), Verdict> {
    fail(if got.is_nan() {
        say!("check-nan", name = name)
    } else {
        say!("check-infinite", name = name, got = numbers::say_number(got))
    })
}

/// `losses[3]` of a list, the bare name of a single number. What is said in words begins a sentence: it is no code that
/// could be indexed.
fn place(name: &str, index: usize, single: bool) -> String {
    let in_words = name.split_once(' ').is_some_and(|(first, _)| first.chars().all(char::is_alphabetic));
    match (in_words, single) {
        (true, false) => say!("check-number-of", number = index + 1, name = name),
        (true, true) => sentence(name),
        (false, true) => name.to_owned(),
        (false, false) => format!("{name}[{index}]"),
    }
}

/// With a capital at its beginning, but for a name of one letter.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) if !words[first.len_utf8()..].starts_with(' ') => first.to_uppercase().chain(letters).collect(),
        _ => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::{check::check, prelude::*};

    fn said(got: impl crate::check::Numbers, expected: impl crate::check::Numbers) -> String {
        let verdict = check(|c| c.close("y", got, expected, 1e-4).and_then(|()| c.pass("right")));
        verdict.message().to_owned()
    }

    #[test]
    fn close_numbers_pass_and_others_are_named() {
        assert_eq!(said(2.00005_f32, 2.0), "right");
        assert_eq!(said(3.0_f32, 2.0), "y gave 3.0, but 2.0 is expected (within 0.0001).");
        assert_eq!(said(f64::INFINITY, f64::INFINITY), "right");
    }

    #[test]
    fn lists_name_the_first_index_that_is_off() {
        assert_eq!(said(vec![1.0_f32, 2.5], [1.0, 2.0]), "y[1] gave 2.5, but 2.0 is expected (within 0.0001).");
        assert_eq!(said(device(0).tensor([1.0_f32, 2.0]), [1.0, 2.0]), "right");
        assert_eq!(said([1.0_f32], [1.0, 2.0]), "y holds 1 number, but 2 are expected.");
    }

    #[test]
    fn what_is_named_in_words_begins_a_sentence() {
        let said = |name: &str, got: Vec<f32>, expected: Vec<f32>| {
            let verdict = check(|c| c.close(name, got, expected, 1e-4).and_then(|()| c.pass("right")));
            verdict.message().to_owned()
        };
        let two = said("the weights of two scores", vec![0.5, 0.1], vec![0.5, 0.5]);
        assert!(two.starts_with("Number 2 of the weights of two scores gave 0.1, but"), "{two}");
        let one = check(|c| c.close("the loss", 1.0, 2.0, 0.1).and_then(|()| c.pass(""))).message().to_owned();
        assert!(one.starts_with("The loss gave 1.0"), "{one}");
        let code =
            check(|c| c.close("mean(&[1.0, 2.0])", 1.0, 2.0, 0.1).and_then(|()| c.pass(""))).message().to_owned();
        assert!(code.starts_with("mean(&[1.0, 2.0]) gave"), "{code}");
        let letter = check(|c| c.close("v after a step", 1.0, 2.0, 0.1).and_then(|()| c.pass(""))).message().to_owned();
        assert!(letter.starts_with("v after a step gave"), "{letter}");
    }

    #[test]
    fn nan_and_infinity_are_said_in_words() {
        assert!(said(f32::NAN, 2.0).starts_with("y gave NaN, which is not a number."));
        assert!(said([0.0, f64::NEG_INFINITY], [0.0, 1.0]).starts_with("y[1] gave -∞"));
        let verdict = check(|c| c.finite("loss", [0.1, f32::NAN]).and_then(|()| c.pass("")));
        assert!(verdict.message().starts_with("loss[1] gave NaN"), "{verdict:?}");
        assert!(check(|c| c.finite("loss", 0.1).and_then(|()| c.pass(""))).passed());
    }
}
