//! The laws of a lesson.
//!
//! ```text
//! lint/paper.rs    laws that reading shows: earlier lessons are earlier, enough hints, names that exist
//! lint/reads.rs    which names a check reads
//! lint/network.rs  which code reaches for a network
//! lint/run.rs      laws that running shows, as a learner would meet them, then one replay: recording, time budget
//! lint/failure.rs  a cell that did not end well, in words and with its line in the file
//! ```

mod failure;
mod network;
mod paper;
mod reads;
mod run;

pub(crate) use paper::problem_at;
pub use paper::{lint_all, lint_lesson};
pub use run::{Laws, run_laws, run_reference};
