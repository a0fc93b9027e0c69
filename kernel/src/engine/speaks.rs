//! How an engine says what came of a cell.

use super::{EngineEvent, Sink};
use gradus_protocol::{CellError, CellId, Output, Status};

/// A sink, spoken to about cells.
pub(super) trait Speaks {
    /// Something that a cell gave.
    fn say(&self, cell: &CellId, output: Output);

    /// A sentence of ours under a cell.
    fn note(&self, cell: &CellId, words: String) {
        self.say(cell, Output::Note(words));
    }

    /// Why a cell did not succeed, and what that makes of it.
    fn fail(&self, cell: &CellId, error: CellError) -> Status {
        let status = if matches!(error, CellError::Interrupted) { Status::Interrupted } else { Status::Error };
        self.say(cell, Output::Error(error));
        status
    }
}

impl Speaks for Sink {
    fn say(&self, cell: &CellId, output: Output) {
        self(EngineEvent::Output(cell.clone(), output));
    }
}
