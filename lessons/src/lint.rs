//! The laws of a lesson.

use crate::{Catalog, Lesson, Problem, Runner};
use std::time::Duration;

/// What running a lesson's laws gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Laws {
    /// What broke a law, in the order it was met.
    pub problems: Vec<Problem>,
    /// How long it all took.
    pub took: Duration,
}

/// The laws of the whole course that need no engine, the parser's problems included.
pub fn lint_all(catalog: &Catalog) -> Vec<Problem> {
    catalog.problems().to_vec()
}

/// The laws of one lesson that need no engine.
pub fn lint_lesson(_catalog: &Catalog, _lesson: &Lesson) -> Vec<Problem> {
    Vec::new()
}

/// The laws that need an engine, as a learner would meet them.
pub fn run_laws(_catalog: &Catalog, _lesson: &Lesson, _runner: &mut dyn Runner) -> Laws {
    Laws::default()
}
