//! What is known of a session at a moment, to be taken to a thread that may wait.

use super::{Completer, Completions, Context, Documentation, NoAnswer};
use crate::command;
use gradus_protocol::Name;
use std::sync::Arc;

/// A session as completion and documentation see it.
#[derive(Clone)]
pub struct Moment {
    completer: Arc<dyn Completer>,
    context: Context,
    names: Vec<Name>,
}

impl Moment {
    /// A session of this context and these names.
    pub fn new(completer: Arc<dyn Completer>, context: Context, names: Vec<Name>) -> Self {
        Self { completer, context, names }
    }

    /// Who answers, for its state.
    pub fn completer(&self) -> &dyn Completer {
        &*self.completer
    }

    /// Names that are known anyway and could stand at `cursor`; at once.
    pub fn at_once(&self, cell: &str, cursor: usize) -> Completions {
        self.completer.at_once(&self.names, cell, cursor)
    }

    /// [`Completer::complete`], in a cell that may begin with commands.
    ///
    /// # Errors
    /// [`NoAnswer`].
    pub fn complete(&self, cell: &str, cursor: usize) -> Result<Completions, NoAnswer> {
        let rust = command::as_rust(cell);
        let blank = |text: &str| text.chars().take(cursor).last() == Some(' ');
        if blank(&rust) && !blank(cell) {
            return Ok(self.at_once(cell, cursor));
        }
        self.completer.complete(&self.context, &rust, cursor)
    }

    /// [`Completer::document`], in a cell that may begin with commands.
    ///
    /// # Errors
    /// [`NoAnswer`].
    pub fn document(&self, cell: &str, cursor: usize) -> Result<Option<Documentation>, NoAnswer> {
        self.completer.document(&self.context, &command::as_rust(cell), cursor)
    }
}
