//! Which cells finished in a learner's last session, so that the next one can go on from there.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// A cell that finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finished {
    /// Its id.
    pub id: String,
    /// The code that finished; what stands in the cell may be another by now.
    pub code: String,
    /// Whether it was the reference solution, in place of the learner's answer.
    #[serde(default)]
    pub reference: bool,
    /// How long it took, in milliseconds.
    #[serde(default)]
    pub took_ms: u64,
}

/// Takes a cell that finished into the list: one entry a cell, at the place of its first run.
pub(super) fn record(list: &mut Vec<Finished>, cell: Finished) {
    match list.iter_mut().find(|known| known.id == cell.id) {
        Some(known) => *known = cell,
        None => list.push(cell),
    }
}

/// How long it takes to run them again.
pub fn duration<'a>(cells: impl IntoIterator<Item = &'a Finished>) -> Duration {
    Duration::from_millis(cells.into_iter().map(|cell| cell.took_ms).sum())
}
