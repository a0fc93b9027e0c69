//! Stories on a screen that nobody sees: keys go in, expected pictures come out.
//!
//! ```text
//! tests/desk.rs     Desk     an app with a small lesson, a scripted session and a test screen
//! tests/script.rs   Script   the session's answers
//! tests/stories.rs           what a learner does, and what the screen says
//! tests/solving.rs           exercises: answers and their checks, hints, solutions, questions
//! tests/plots.rs             plots and numbers among the prose
//! tests/writing.rs           a cell's text: typed, saved, cut, opened elsewhere
//! tests/answering.rs         a line that a cell waits for
//! tests/beside.rs            prose beside code on a wide screen
//! tests/choosing.rs          the settings screen and the first tour
//! tests/guidance.rs          what says where the learner stands, and what to press
//! tests/aging.rs             outputs that are older than what they were made of
//! tests/finding.rs           the outline of a lesson, and the search for one
//! tests/helping.rs           completion and documentation in the editor
//! tests/keeping.rs           nothing is lost: resets, other windows, lessons that change, undo on another day
//! tests/insight.rs           what is told of variables and of a compiler's errors
//! tests/low.rs                what a run gave on low screens, and marks beside colours
//! tests/owning.rs            cells of the learner's own, and runs of many cells
//! tests/path.rs              the list of lessons as a path
//! tests/proofreading.rs      what is wrong with a cell while it is written
//! tests/clicking.rs           the mouse where keys are named and suggestions stand
//! tests/protocols.rs         the bytes that a terminal is sent for a picture
//! tests/returning.rs         a lesson opens where it was left
//! tests/restoring.rs         finished cells again, after a crash and on another day
//! tests/sizes.rs             screens of kept work at 60x20, 100x30, 160x50
//! tests/screens.rs           whole screens at several sizes
//! tests/including.rs         a lesson that begins with code of an earlier one
//! tests/searching.rs         words looked for in a whole lesson
//! tests/viewing.rs           one cell's output on the whole screen
//! ```

mod aging;
mod answering;
mod beside;
mod choosing;
mod clicking;
pub(super) mod desk;
mod finding;
mod guidance;
mod helping;
mod including;
mod insight;
mod keeping;
mod low;
mod owning;
mod path;
mod plots;
mod proofreading;
mod protocols;
mod restoring;
mod returning;
mod screens;
pub(super) mod script;
mod searching;
mod sizes;
mod solving;
mod stories;
mod viewing;
mod writing;
