//! What the session itself listens to, on the outputs' way from the engine to the front end: all that its own cells
//! give (the type that `:type` asks for, a check), and why a learner's cell did not succeed.

use gradus_protocol::{CellError, CellId, Output};

/// Listens.
#[derive(Default)]
pub struct Ear {
    own: Option<CellId>,
    heard: Vec<Output>,
    error: Option<CellError>,
}

impl Ear {
    /// From here on a cell's outputs are for the session alone.
    pub fn listen(&mut self, own: CellId) {
        (self.own, self.heard) = (Some(own), Vec::new());
    }

    /// What that cell gave.
    pub fn heard(&mut self) -> Vec<Output> {
        self.own = None;
        std::mem::take(&mut self.heard)
    }

    /// Takes in an output; gives it back if it is for the front end.
    pub fn hear(&mut self, cell: &CellId, output: Output) -> Option<Output> {
        if self.own.as_ref() == Some(cell) {
            self.heard.push(output);
            return None;
        }
        if let Output::Error(error) = &output {
            self.error = Some(error.clone());
        }
        Some(output)
    }

    /// The last error of a cell of the learner's, once.
    pub fn error(&mut self) -> Option<CellError> {
        self.error.take()
    }
}
