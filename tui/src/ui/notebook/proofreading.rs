//! A cell that is being written is read in the pauses: what is wrong with it stands under its lines before it runs.

use super::{Entry, Kind, Notebook, World};
use gradus_kernel::Cell;
use gradus_protocol::Diagnostic;
use std::time::Duration;

/// How long nothing must be written: who is in the middle of a line knows that it is not whole.
const PAUSE: Duration = Duration::from_millis(800);

/// A text, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The cell.
    pub cell: String,
    /// Its text.
    pub text: String,
    /// rustc's errors, with what they mean here.
    pub errors: Vec<Diagnostic>,
}

impl Notebook {
    /// The selected cell was written in: it is to be read when the learner pauses.
    pub(super) fn written(&mut self, world: &World<'_>) {
        let code = |kind: Kind| kind != Kind::Note;
        let cell = self.cell().filter(|cell| self.editing && code(cell.kind)).map(|cell| cell.id.clone());
        self.unread = cell.map(|cell| (cell, world.now + PAUSE));
    }

    /// When a cell is to be read.
    pub fn proof_due(&self) -> Option<Duration> {
        self.unread.as_ref().map(|(_, due)| *due)
    }

    /// Has the session read the cell that waits for it, if it is time. `tell` is called from another thread.
    pub fn proofread(&mut self, world: &World<'_>, tell: impl FnOnce(Proof) + Send + 'static) {
        let Some((id, _)) = self.unread.take_if(|(_, due)| *due <= world.now) else { return };
        let Some(at) = self.position(&id) else { return };
        let Some(Entry::Cell(cell)) = self.entries.get(at) else { return };
        // Of a text that runs, or ran, more is known.
        if cell.ran.as_ref() == Some(&cell.text) {
            return;
        }
        let (text, ahead) = (cell.text.clone(), self.stands_on_nothing_missing(at, world));
        let reply = move |mut errors: Vec<Diagnostic>| {
            errors.retain(|error| ahead || is_about_syntax(error));
            tell(Proof { cell: id, text, errors });
        };
        self.session.proofread(Cell::new(&cell.id, &cell.text), Box::new(reply));
    }

    /// Takes in what was found, unless the cell was written on meanwhile.
    pub fn read(&mut self, proof: Proof) {
        let Some(cell) = self.cell_of(&proof.cell).filter(|cell| cell.text == proof.text) else { return };
        cell.proof = Some(proof);
        cell.revision += 1;
        // Rows come or go above the line that is looked at.
        self.steady = true;
    }

    /// Whether all that stands above has run well: else names are missing that will be there when the cell runs.
    fn stands_on_nothing_missing(&self, at: usize, world: &World<'_>) -> bool {
        let open = |entry: &Entry| match entry {
            Entry::Cell(cell) => cell.failed || cell.kind == Kind::Own && !self.ran.contains(&cell.id),
            _ => false,
        };
        !self.entries[..at].iter().any(open) && self.missing_above(at, world).is_empty()
    }
}

/// Whether an error would be one in any session: rustc numbers those about names and types.
fn is_about_syntax(error: &Diagnostic) -> bool {
    error.code.is_none() && !error.message.starts_with("cannot find")
}
