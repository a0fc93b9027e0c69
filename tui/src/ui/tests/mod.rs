//! Stories on a screen that nobody sees: keys go in, expected pictures come out.
//!
//! ```text
//! tests/desk.rs     Desk     an app with a small lesson, a scripted session and a test screen
//! tests/script.rs   Script   the session's answers
//! tests/stories.rs           what a learner does, and what the screen says
//! tests/answering.rs         a line that a cell waits for
//! tests/beside.rs            prose beside code on a wide screen
//! tests/choosing.rs          the settings screen and the first tour
//! tests/guidance.rs          what says where the learner stands, and what to press
//! tests/aging.rs             outputs that are older than what they were made of
//! tests/finding.rs           the outline of a lesson, and the search for one
//! tests/helping.rs           completion and documentation in the editor
//! tests/insight.rs           what is told of variables and of a compiler's errors
//! tests/owning.rs            cells of the learner's own, and runs of many cells
//! tests/path.rs              the list of lessons as a path
//! tests/restoring.rs           finished cells again, after a crash and on another day
//! tests/screens.rs           whole screens at several sizes
//! tests/viewing.rs           one cell's output on the whole screen
//! ```

mod aging;
mod answering;
mod beside;
mod choosing;
pub(super) mod desk;
mod finding;
mod guidance;
mod helping;
mod insight;
mod owning;
mod path;
mod restoring;
mod screens;
pub(super) mod script;
mod stories;
mod viewing;
