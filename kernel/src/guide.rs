//! What a session asks of whoever knows lessons. A session knows none: the composition root lends it a [`Guide`], as
//! it lends an engine, and the session passes on what the commands `:lesson`, `:exercise`, `:check`, `:hint`,
//! `:solution` and `:progress` ask for.
//!
//! ```text
//! :lesson foundations/01-neuron    the notebook's first cell: open(..)
//! :exercise loss                   the first line of a cell with an answer: ran(.., exercise: Some("loss"))
//! :check loss                      check(..): the guide has the session run the hidden check, and judges
//! ```
//!
//! Which code answers an exercise is told by the line `:exercise ID`, which is a part of the cell's text and so
//! survives what happens to cells in a notebook: copying, splitting, moving, another client. Notebook metadata does
//! not reach a kernel, and a cell's id changes when it is copied.

use crate::{engine::Cell, runtime::Additions};
use gradus_protocol::{CellError, CellId, MimeBundle, Name, Output, Status, Verdict};
use std::time::Duration;

/// Knows lessons, and keeps what a learner did in them. Every refusal is a sentence that says what to do.
pub trait Guide: Send {
    /// The session's cells belong to a lesson from here on, or (without a name) which one they belong to.
    ///
    /// # Errors
    /// When there is no such lesson, or none was opened.
    fn open(&mut self, lesson: Option<&str>) -> Result<Opened, String>;

    /// A learner's cell ended. What the cell's own commands did is not told.
    fn ran(&mut self, ran: Ran<'_>);

    /// Judges the answer that ran last; without an id, to the exercise that was dealt with last.
    ///
    /// # Errors
    /// When there is no such exercise, or nothing that answers it ran.
    fn check(&mut self, exercise: Option<&str>, session: &mut dyn Bench) -> Result<Judged, String>;

    /// One more hint.
    ///
    /// # Errors
    /// When there is no such exercise.
    fn hint(&mut self, exercise: Option<&str>) -> Result<MimeBundle, String>;

    /// A question, and once the learner is sure the solution.
    ///
    /// # Errors
    /// When there is no such exercise.
    fn solution(&mut self, exercise: Option<&str>, sure: bool) -> Result<MimeBundle, String>;

    /// What is solved.
    ///
    /// # Errors
    /// When that cannot be read.
    fn progress(&mut self) -> Result<MimeBundle, String>;

    /// The session's variables are gone: nothing has run.
    fn restarted(&mut self);
}

/// A lesson that was opened.
#[derive(Debug)]
pub struct Opened {
    /// Which one, in words.
    pub words: MimeBundle,
    /// Code of earlier lessons that it begins with: run unseen.
    pub cells: Vec<Cell>,
    /// What its cells need beside the kit.
    pub needs: Additions,
}

/// A learner's cell that ended.
#[derive(Debug)]
pub struct Ran<'a> {
    /// Its id: whatever the front end knows it by.
    pub cell: &'a CellId,
    /// The exercise that it says it answers.
    pub exercise: Option<&'a str>,
    /// Its Rust; the lines of its commands are empty.
    pub code: &'a str,
    /// How it ended.
    pub status: Status,
    /// Why it did not succeed.
    pub error: Option<CellError>,
    /// How long it took.
    pub took: Duration,
}

/// What a guide may ask of the session while it checks.
pub trait Bench {
    /// The variables and items that cells can use now.
    fn names(&self) -> Vec<Name>;

    /// Runs a hidden cell.
    fn run(&mut self, cell: &Cell) -> Heard;
}

/// What a hidden cell gave.
#[derive(Debug)]
pub struct Heard {
    /// Its outputs, which nobody else has seen.
    pub outputs: Vec<Output>,
    /// How it ended.
    pub status: Status,
    /// How long it took.
    pub took: Duration,
}

/// A check's outcome.
#[derive(Debug, PartialEq)]
pub struct Judged {
    /// What it says.
    pub verdict: Verdict,
    /// Something the learner should know besides: that the verdict could not be kept, and why.
    pub note: Option<String>,
}

/// The guide of a session without lessons.
#[derive(Clone, Copy, Debug)]
pub struct NoGuide;

impl Guide for NoGuide {
    fn open(&mut self, _: Option<&str>) -> Result<Opened, String> {
        Err(say!("guide-none"))
    }

    fn ran(&mut self, _: Ran<'_>) {}

    fn check(&mut self, _: Option<&str>, _: &mut dyn Bench) -> Result<Judged, String> {
        Err(say!("guide-none"))
    }

    fn hint(&mut self, _: Option<&str>) -> Result<MimeBundle, String> {
        Err(say!("guide-none"))
    }

    fn solution(&mut self, _: Option<&str>, _: bool) -> Result<MimeBundle, String> {
        Err(say!("guide-none"))
    }

    fn progress(&mut self) -> Result<MimeBundle, String> {
        Err(say!("guide-none"))
    }

    fn restarted(&mut self) {}
}
