//! Going on where one was: the cells that had finished run again, when the session lost its variables or the lesson is
//! opened on another day. It is offered, and never done unasked: it may take its time.

use super::{CellEntry, Notebook, RunState, World, running::to_kernel};
use crate::say;
use gradus_lessons::{Block, Finished, LessonProgress, RunCell, duration};
use gradus_protocol::{Again, CellId};

/// What could run again.
pub struct GoingOn {
    cells: Vec<Finished>,
    seconds: u64,
    /// Whether the session of today had run them.
    today: bool,
}

impl GoingOn {
    /// What finished when the lesson was open last, as far as it stands in the lesson today and does not run anyway.
    pub(super) fn of_last_time(notebook: &Notebook, done: &LessonProgress) -> Option<Self> {
        let worth = |cell: &&Finished| notebook.position(&cell.id).is_some() && !notebook.ran.contains(&cell.id);
        let cells: Vec<_> = done.finished.iter().filter(worth).cloned().collect();
        let seconds = duration(&cells).as_secs() + 1;
        (!cells.is_empty()).then_some(Self { cells, seconds, today: false })
    }

    fn words(&self) -> String {
        let (count, seconds) = (self.cells.len(), self.seconds);
        match self.today {
            true => say!("ui-offer-again", count = count, seconds = seconds),
            false => say!("ui-offer-continue", count = count, seconds = seconds),
        }
    }
}

impl Notebook {
    /// What is offered, in words.
    pub fn offered(&self) -> Option<String> {
        self.going_on.as_ref().map(GoingOn::words)
    }

    /// Runs what is offered.
    pub fn go_on(&mut self) {
        let Some(GoingOn { cells, today, .. }) = self.going_on.take() else {
            self.message = Some(say!("ui-offer-none"));
            return;
        };
        for cell in &cells {
            self.queued(&CellId::new(&cell.id), &cell.code, cell.reference);
        }
        self.message = Some(say!("ui-running-again", count = cells.len()));
        if today {
            self.session.run_again();
        } else {
            let opt = |id: &str| self.lesson.block(id).and_then(Block::opt);
            let run = |Finished { id, code, .. }: Finished| {
                let opt = opt(&id);
                to_kernel(RunCell { id: CellId(id), code, hidden: false, opt })
            };
            self.session.restore(cells.into_iter().map(run).collect());
        }
    }

    /// Puts the offer away.
    pub fn decline(&mut self) {
        self.going_on = None;
    }

    /// The session lost its variables; what ran today could run again.
    pub(super) fn offer_again(&mut self, again: Option<Again>, world: &World<'_>) {
        let done = world.progress.lesson(&self.lesson.id);
        self.going_on = again.map(|Again { cells, seconds }| {
            let known = |id: &CellId| done?.finished.iter().find(|cell| cell.id == id.0).cloned();
            // Included code stands in no cell of this lesson.
            let included = |id: CellId| Finished { id: id.0, code: String::new(), reference: false, took_ms: 0 };
            let cells = cells.into_iter().map(|id| known(&id).unwrap_or_else(|| included(id))).collect();
            GoingOn { cells, seconds, today: true }
        });
    }

    /// Cells run: what is offered is what is left.
    pub(super) fn offer_less(&mut self) {
        if let Some(offer) = &mut self.going_on {
            offer.cells.retain(|cell| !self.ran.contains(&cell.id));
            if offer.cells.is_empty() {
                self.going_on = None;
            }
        }
    }

    /// All that ran again had its turn.
    pub(super) fn restored(&mut self, cells: &[CellId], lost: &[CellId]) {
        let named = lost.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        self.message = Some(match lost {
            [] => say!("ui-restored", count = cells.len()),
            _ => say!("ui-restored-but", count = cells.len(), lost = named),
        });
    }

    /// Remembers for another day that a cell finished.
    pub(super) fn remember(&mut self, id: &CellId, took_ms: u64, world: &mut World<'_>) -> bool {
        let Some(CellEntry { ran: Some(code), reference, .. }) = self.cell_of(&id.0) else { return false };
        let cell = Finished { id: id.0.clone(), code: code.clone(), reference: *reference, took_ms };
        world.progress.lesson_mut(&self.lesson.id).cell_finished(cell);
        true
    }

    pub(super) fn queued(&mut self, id: &CellId, code: &str, reference: bool) {
        self.ran.insert(id.0.clone());
        self.runs += 1;
        let now = self.runs;
        self.with_cell(id, |entry| {
            entry.run = RunState::Queued;
            entry.reference = reference;
            entry.began = now;
            if entry.ran.as_deref() != Some(code) || entry.older_than.is_some() {
                entry.changed = now;
            }
            entry.ran = Some(code.to_owned());
        });
    }
}
