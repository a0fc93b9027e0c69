//! What the laws ask of an engine. This crate knows none: the command line lends one, tests a scripted one.

use gradus_protocol::{CellId, Name, Output, Status};
use std::time::Duration;

/// A cell to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunCell {
    /// Its name in the session: the block's id, or `check:<exercise id>` for a check.
    pub id: CellId,
    /// Its Rust source.
    pub code: String,
    /// A check: it sees the session's names and leaves none.
    pub hidden: bool,
    /// rustc's optimisation level for the cell's own code, 0 to 3; `None` leaves it to the session.
    pub opt: Option<u8>,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Everything it produced, in order.
    pub outputs: Vec<Output>,
    /// How it ended.
    pub status: Status,
    /// How long it took, compiling included.
    pub took: Duration,
}

/// Runs cells one after another and keeps their variables.
pub trait Runner {
    /// Runs one cell to its end.
    fn run(&mut self, cell: &RunCell) -> Report;

    /// Drops all variables and items.
    ///
    /// # Errors
    /// Why no cell can run from here on, in words.
    fn restart(&mut self) -> Result<(), String>;

    /// The variables and items that cells can use now.
    fn names(&self) -> Vec<Name>;
}
