//! What a hidden check says about an answer: a verdict, always in words, never the solution.
//!
//! ```text
//! mod.rs          check(|c| ..): runs a check; Check: pass, is, mistake
//! close.rs        close, finite: numbers against numbers
//! shape.rs        shape: the dimensions of a tensor or of nested lists
//! gradient.rs     gradient: a derivative against finite differences, and which mistake it looks like
//! training.rs     falls, rows_sum_to_one: what training and softmax must keep
//! numbers.rs      Numbers: what can be compared; how numbers are said
//! ```
//!
//! ```
//! use gradus::prelude::*;
//! fn slope(w: f32) -> f32 {
//!     3.0 * w
//! }
//! let verdict = check(|c| {
//!     c.mistake(slope(-1.0) > 0.0, "The slope has lost its sign.")?;
//!     c.close("slope(1.0)", slope(1.0), 2.0, 1e-4)?;
//!     c.pass("The slope is right.")
//! });
//! assert_eq!(verdict.message(), "slope(1.0) gave 3.0, but 2.0 is expected (within 0.0001).");
//! ```

mod close;
mod gradient;
mod numbers;
mod shape;
mod training;

pub use gradient::Float;
pub use numbers::Numbers;
pub use shape::Shaped;
pub(crate) use shape::say_shape;

use gradus_protocol::Verdict;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Proof that a check reached its end: only [`Check::pass`] gives one, so that silence can never be a pass.
#[derive(Debug)]
pub struct Passed(String);

/// The questions a check can ask. Each ends the check with `?` when the answer is wrong.
#[derive(Debug)]
pub struct Check(());

/// Runs a check and says its verdict.
///
/// A `todo!()` that the check runs into means that there is no answer yet.
///
/// # Panics
/// Passes on every other panic: the worker says where it happened.
pub fn check(body: impl FnOnce(&mut Check) -> Result<Passed, Verdict>) -> Verdict {
    match catch_unwind(AssertUnwindSafe(|| body(&mut Check(())))) {
        Ok(Ok(Passed(message))) => Verdict::Pass { message },
        Ok(Err(verdict)) => verdict,
        Err(payload) if is_todo(&*payload) => Verdict::NotAttempted { message: say!("check-todo") },
        Err(payload) => resume_unwind(payload),
    }
}

/// Whether a panic came from `todo!()` or `unimplemented!()`.
fn is_todo(payload: &(dyn std::any::Any + Send)) -> bool {
    let message = payload.downcast_ref::<&str>().copied().or(payload.downcast_ref::<String>().map(String::as_str));
    message.is_some_and(|m| m.starts_with("not yet implemented") || m.starts_with("not implemented"))
}

fn fail<T>(message: String) -> Result<T, Verdict> {
    Err(Verdict::Fail { message })
}

impl Check {
    /// The answer is right: a calm word, and what it now lets the learner do.
    pub fn pass(&mut self, words: impl Into<String>) -> Result<Passed, Verdict> {
        Ok(Passed(words.into()))
    }

    /// Requires `condition`; `words` say what is wrong when it does not hold.
    ///
    /// # Errors
    /// The verdict that ends the check.
    pub fn is(&mut self, condition: bool, words: impl Into<String>) -> Result<(), Verdict> {
        if condition { Ok(()) } else { fail(words.into()) }
    }

    /// Answers a mistake: when `made` is true, `words` name it.
    ///
    /// # Errors
    /// The verdict that ends the check.
    pub fn mistake(&mut self, made: bool, words: impl Into<String>) -> Result<(), Verdict> {
        self.is(!made, words)
    }

    /// Ends the check when there is no answer yet; `words` say what to fill in.
    ///
    /// # Errors
    /// The verdict that ends the check.
    pub fn attempted(&mut self, there: bool, words: impl Into<String>) -> Result<(), Verdict> {
        if there { Ok(()) } else { Err(Verdict::NotAttempted { message: words.into() }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_mistake_ends_the_check() {
        let verdict = check(|c| {
            c.is(true, "not this")?;
            c.mistake(true, "the sign is flipped")?;
            c.pass("never reached")
        });
        assert_eq!(verdict, Verdict::Fail { message: "the sign is flipped".into() });
    }

    #[test]
    fn a_pass_carries_its_word() {
        let verdict = check(|c| {
            c.mistake(false, "no")?;
            c.pass("Well seen.")
        });
        assert_eq!(verdict, Verdict::Pass { message: "Well seen.".into() });
    }

    #[test]
    fn a_todo_is_no_answer_yet_and_other_panics_pass_through() {
        let todo = || -> f32 { std::panic::panic_any("not yet implemented: the slope") };
        assert!(matches!(
            check(|c| c.close("slope", todo(), 1.0, 0.1).and_then(|()| c.pass(""))),
            Verdict::NotAttempted { .. }
        ));
        assert!(matches!(
            check(|c| c.attempted(false, "fill in w").and_then(|()| c.pass(""))),
            Verdict::NotAttempted { .. }
        ));
        let other = catch_unwind(|| check(|_| std::panic::panic_any("index out of bounds")));
        assert!(other.is_err());
    }
}
