//! A check's outcome in words. Pure: it looks at texts and reports, and runs nothing.
//!
//! ```text
//! judge/ready.rs    before the check runs: is there an answer, are the names there, are they the answer's own?
//! judge/outcome.rs  after it ran: exactly one verdict, or words for whatever happened instead
//! judge/blame.rs    whose mistake it is that a check does not compile
//! judge/derived.rs  where in a check the expected names flow to
//! judge/source.rs   what can be read off Rust source: which names it defines, whether a gap is open
//! ```
//!
//! Silence is never a pass, and an error of the check itself is never held against the learner.

mod blame;
mod derived;
mod outcome;
mod ready;
mod source;

pub use outcome::{did_not_run, judge};
pub(crate) use ready::{Gap, gap, home};
pub use ready::{ready, unfilled};
pub(crate) use source::{defined, same};
