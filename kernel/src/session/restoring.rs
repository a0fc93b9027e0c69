//! Batches that bring a session back: unlike others they go on after a cell that fails, and are summed up at the end.

use crate::engine::Cell;
use gradus_protocol::{CellId, Event, Status};
use std::collections::BTreeMap;

/// The batches under way, by number.
#[derive(Default)]
pub struct Restoring(BTreeMap<u64, Sum>);

#[derive(Default)]
struct Sum {
    waiting: usize,
    cells: Vec<CellId>,
    lost: Vec<CellId>,
}

impl Restoring {
    /// A batch begins. Gives the end of one that holds nothing.
    pub fn begin(&mut self, batch: u64, cells: &[Cell]) -> Option<Event> {
        self.0.insert(batch, Sum { waiting: cells.len(), ..Sum::default() });
        self.end(batch)
    }

    /// Whether a batch goes on after a cell that ended so. What stopped or killed it stops the rest as well.
    pub fn goes_on(&self, batch: u64, status: Status) -> bool {
        status == Status::Error && self.0.contains_key(&batch)
    }

    /// A cell of a batch ended. Gives the batch's end after its last cell.
    pub fn ended(&mut self, batch: u64, cell: CellId, status: Status) -> Option<Event> {
        let sum = self.0.get_mut(&batch)?;
        sum.waiting -= 1;
        (if status == Status::Ok { &mut sum.cells } else { &mut sum.lost }).push(cell);
        self.end(batch)
    }

    fn end(&mut self, batch: u64) -> Option<Event> {
        let through = self.0.get(&batch).is_some_and(|sum| sum.waiting == 0);
        let Sum { cells, lost, .. } = through.then(|| self.0.remove(&batch)).flatten()?;
        Some(Event::Restored { cells, lost })
    }
}
