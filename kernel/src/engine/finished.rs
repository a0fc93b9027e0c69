//! Which cells finished, so that they can run again: after a worker that died or did not stop, and quietly when a
//! session moves to another runtime.

use super::{Cell, Role};
use gradus_protocol::Again;
use std::time::Duration;

/// What finding a compiled cell, loading it and telling of it takes beside its own run.
const AROUND: Duration = Duration::from_millis(40);

/// The learner's cells that finished: one entry a cell, at the place of its first run, with what finished last.
#[derive(Clone, Debug, Default)]
pub struct Finished(Vec<Entry>);

#[derive(Clone, Debug)]
struct Entry {
    cell: Cell,
    /// How long it ran, compiling not counted.
    ran: Duration,
    /// Whether the worker of today holds what it left.
    here: bool,
}

impl Finished {
    /// A cell finished. A probe leaves nothing behind, so there is nothing to run again.
    pub fn record(&mut self, cell: &Cell, ran: Duration) {
        if cell.role == Role::Probe {
            return;
        }
        let entry = Entry { cell: cell.clone(), ran, here: true };
        match self.0.iter_mut().find(|known| known.cell.id == cell.id) {
            Some(known) => *known = entry,
            None => self.0.push(entry),
        }
    }

    /// The worker is gone, and what all cells left with it.
    pub fn lose(&mut self) {
        self.0.iter_mut().for_each(|entry| entry.here = false);
    }

    /// The worker died under this cell: run again as it is, it would do so again.
    pub fn strike(&mut self, cell: &Cell) {
        self.0.retain(|entry| entry.cell != *cell);
    }

    /// Cells whose variables the worker holds, in order.
    pub fn here(&self) -> Vec<Cell> {
        self.0.iter().filter(|entry| entry.here).map(|entry| entry.cell.clone()).collect()
    }

    /// About how many seconds the cells that the worker holds would take again.
    pub fn seconds_here(&self) -> u64 {
        seconds(self.0.iter().filter(|entry| entry.here))
    }

    /// Cells whose variables went with a worker, in order.
    pub fn lost(&self) -> Vec<Cell> {
        self.lost_entries().map(|entry| entry.cell.clone()).collect()
    }

    /// The lost cells and how long they take, for an offer; nothing if none is lost.
    pub fn again(&self) -> Option<Again> {
        let cells: Vec<_> = self.lost_entries().map(|entry| entry.cell.id.clone()).collect();
        (!cells.is_empty()).then(|| Again { cells, seconds: seconds(self.lost_entries()) })
    }

    fn lost_entries(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter().filter(|entry| !entry.here)
    }
}

fn seconds<'a>(entries: impl Iterator<Item = &'a Entry>) -> u64 {
    let time: Duration = entries.map(|entry| entry.ran + AROUND).sum();
    time.as_millis().div_ceil(1000) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(cells: &[Cell]) -> Vec<&str> {
        cells.iter().map(|cell| cell.code.as_str()).collect()
    }

    fn log(cells: &[(&str, &str, u64)]) -> Finished {
        let mut log = Finished::default();
        for (id, code, ms) in cells {
            log.record(&Cell::new(*id, *code), Duration::from_millis(*ms));
        }
        log
    }

    #[test]
    fn a_cell_keeps_its_place_and_its_newest_code() {
        let mut log = log(&[("a", "let x = 1;", 1), ("b", "x", 1), ("a", "let x = 2;", 1)]);
        log.record(&Cell::probe("check:a", "x"), Duration::ZERO);
        assert_eq!(codes(&log.here()), ["let x = 2;", "x"]);
        assert_eq!((log.lost(), log.again()), (Vec::new(), None));
    }

    #[test]
    fn what_a_worker_took_along_is_offered_until_it_has_run_again() {
        let mut log = log(&[("a", "1", 900), ("b", "2", 2000), ("c", "3", 0)]);
        log.lose();
        log.strike(&Cell::new("c", "3"));
        log.strike(&Cell::new("b", "another text than the one that finished"));
        let again = log.again().unwrap();
        assert_eq!((again.cells.len(), again.seconds), (2, 3));
        log.record(&Cell::new("a", "1"), Duration::ZERO);
        assert_eq!((codes(&log.here()), codes(&log.lost())), (vec!["1"], vec!["2"]));
    }
}
