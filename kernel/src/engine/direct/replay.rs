//! Finished cells again in a new worker, without a word of what they say.

use super::{DirectEngine, scope::Scope};
use crate::engine::{Cell, EngineEvent, hush::Failures, speaks::Speaks};
use gradus_protocol::{CellError, CellId, Progress, Status};
use std::time::Instant;

/// So many seconds are worth a word while they pass: with nothing to be seen a session seems to hang.
const LONG: u64 = 2;

impl DirectEngine {
    /// Runs what the last worker held again in the one of today, unheard. Goes on after a cell that fails; gives those
    /// that did, and why. An interrupt ends it: the cells it kept from running count as interrupted.
    pub fn replay(&mut self) -> Failures {
        let held = self.finished.here();
        let seconds = self.finished.seconds_here();
        self.finished.lose();
        self.scope.lose_all();
        self.begin_anew(&held);
        self.hush.begin();
        let began = Instant::now();
        for (done, cell) in held.iter().enumerate() {
            if seconds >= LONG {
                let (step, left) = (say!("replay-step"), seconds.saturating_sub(began.elapsed().as_secs()));
                let (done, total) = (done as u64, held.len() as u64);
                (self.sink)(EngineEvent::Preparing(Progress {
                    step,
                    done,
                    total,
                    seconds_left: (left > 0).then_some(left),
                }));
            }
            let status = match self.interrupts.requested() {
                true => self.sink.fail(&cell.id, CellError::Interrupted),
                false => self.perform(cell),
            };
            if status == Status::Died {
                // Whatever follows would miss what came before.
                break;
            }
        }
        if seconds >= LONG {
            (self.sink)(EngineEvent::Prepared);
        }
        self.hush.end()
    }

    /// Forgets the session's definitions before `cells` run again in an empty worker, so that they compile to what the
    /// store of compiled cells holds. Definitions that none of them would bring back stay.
    pub(super) fn begin_anew(&mut self, cells: &[Cell]) {
        let returns = |cell: &CellId| cells.iter().any(|again| again.id == *cell);
        let all = self.scope.entries.iter().all(|entry| returns(&self.scope.sources[entry.source].cell));
        if all && self.finished.here().is_empty() {
            self.scope = Scope::default();
        }
    }
}
