//! Finished cells run again without a word of what they say.

use super::{EngineEvent, Sink};
use gradus_protocol::{CellError, CellId, Output};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What failed while nothing was told.
pub type Failures = Vec<(CellId, CellError)>;

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

    /// From here on nothing is told.
    pub fn begin(&self) {
        *self.lock() = Some(Vec::new());
    }

    /// Everything is told again; what failed meanwhile.
    pub fn end(&self) -> Failures {
        self.lock().take().unwrap_or_default()
    }

    fn lock(&self) -> MutexGuard<'_, Option<Failures>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
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
