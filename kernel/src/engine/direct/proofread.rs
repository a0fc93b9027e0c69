//! A cell that is still being written: what rustc would say of it. Nothing runs, and the session stays as it is.

use super::{
    DirectEngine,
    build::{NotBuilt, no_compiler},
};
use crate::{engine::Cell, runtime::Stop};
use gradus_protocol::{CellError, Diagnostic};

impl DirectEngine {
    /// rustc's errors in a cell, in the same words as when it runs; `None` where they would tell nothing: the engine is not
    /// ready, the cell needs a larger runtime than there is, or somebody stopped it.
    pub(super) fn errors_in(&self, cell: &Cell, stop: &Stop) -> Option<Vec<Diagnostic>> {
        let ready = self.ready.as_ref().filter(|_| !self.needs_frames(cell))?;
        match self.attempt(cell, &mut |generated| ready.compiler.look(&generated.text, stop).map_err(no_compiler)) {
            Ok(_) => Some(Vec::new()),
            Err(NotBuilt::Error(CellError::Compile { diagnostics })) => Some(diagnostics),
            // What is refused in words of ours is about no line.
            Err(NotBuilt::Error(_)) => Some(Vec::new()),
            Err(NotBuilt::Interrupted) => None,
        }
    }
}
