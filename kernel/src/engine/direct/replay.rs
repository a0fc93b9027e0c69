//! Finished cells again in a new worker, without a word of what they say.

use super::{DirectEngine, scope::Scope};
use crate::engine::{Cell, EngineEvent, Sink};
use gradus_protocol::{CellError, CellId, Output, Status};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What failed while nothing was told.
type Failures = Vec<(CellId, CellError)>;

/// Keeps what cells say from being heard, and their errors.
#[derive(Clone, Default)]
pub struct Hush(Arc<Mutex<Option<Failures>>>);

impl Hush {
    /// A sink that can be hushed.
    pub fn over(sink: Sink) -> (Sink, Self) {
        let hush = Self::default();
        let held = hush.clone();
        let hushed: Sink = Arc::new(move |event| {
            let mut held = held.lock();
            match (&mut *held, event) {
                (Some(failures), EngineEvent::Output(cell, Output::Error(error))) => failures.push((cell, error)),
                (Some(_), EngineEvent::Output(..)) => {}
                (_, event) => {
                    // The lock is for the moment of deciding: a front end may take its time.
                    drop(held);
                    sink(event);
                }
            }
        });
        (hushed, hush)
    }

    fn begin(&self) {
        *self.lock() = Some(Vec::new());
    }

    fn end(&self) -> Failures {
        self.lock().take().unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Failures>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl DirectEngine {
    /// Runs what the last worker held again in the one of today, unheard. Goes on after a cell that fails; gives those
    /// that did, and why. An interrupt ends it: the cells it kept from running count as interrupted.
    pub fn replay(&mut self) -> Failures {
        let held = self.finished.here();
        self.finished.lose();
        self.scope.lose_all();
        self.begin_anew(&held);
        self.hush.begin();
        for cell in &held {
            let status = match self.interrupts.requested() {
                true => self.fail(&cell.id, CellError::Interrupted),
                false => self.perform(cell),
            };
            if status == Status::Died {
                // Whatever follows would miss what came before.
                break;
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_kept_and_other_words_are_not_heard() {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let listener = Arc::clone(&heard);
        let (sink, hush) = Hush::over(Arc::new(move |event| listener.lock().unwrap().push(event)));
        let cell = CellId::new("a");
        let output = |output| sink(EngineEvent::Output(cell.clone(), output));
        hush.begin();
        output(Output::stdout("unheard"));
        output(Output::Error(CellError::Interrupted));
        sink(EngineEvent::Restarted("heard".into(), None));
        assert_eq!(hush.end(), [(cell.clone(), CellError::Interrupted)]);
        output(Output::stdout("heard"));
        assert_eq!(heard.lock().unwrap().len(), 2);
    }
}
