//! Reads keys, clicks and pastes on a thread of its own, and keeps its hands off while another program has the terminal.

use crossterm::event::{self, Event};
use signal_hook::{consts::SIGWINCH, low_level::raise};
use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

/// A thread that does not answer within this time is gone.
const PATIENCE: Duration = Duration::from_secs(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Reading,
    /// The thread is asked to stop at the next event.
    Asked,
    /// It has stopped.
    Paused,
}

/// The thread that reads.
#[derive(Clone)]
pub struct Input(Arc<Gate>);

struct Gate {
    phase: Mutex<Phase>,
    changed: Condvar,
}

impl Input {
    /// Starts to read; what comes in goes to `sink`, until that wants no more.
    pub fn start(sink: impl Fn(Event) -> bool + Send + 'static) -> Self {
        let input = Self(Arc::new(Gate { phase: Mutex::new(Phase::Reading), changed: Condvar::new() }));
        let gate = Arc::clone(&input.0);
        thread::spawn(move || {
            while let Ok(event) = event::read() {
                gate.stop_if_asked();
                if !sink(event) {
                    return;
                }
            }
        });
        input
    }

    /// Stops reading, so that another program can. False when that cannot be had.
    pub fn pause(&self) -> bool {
        *self.0.lock() = Phase::Asked;
        // The thread sleeps in a read that only an event ends: that the window might have changed is one.
        if raise(SIGWINCH).is_err() {
            return false;
        }
        let waiting = self.0.changed.wait_timeout_while(self.0.lock(), PATIENCE, |phase| *phase != Phase::Paused);
        let paused = *waiting.unwrap_or_else(PoisonError::into_inner).0 == Phase::Paused;
        if !paused {
            self.resume();
        }
        paused
    }

    /// Reads on.
    pub fn resume(&self) {
        *self.0.lock() = Phase::Reading;
        self.0.changed.notify_all();
    }
}

impl Gate {
    fn lock(&self) -> MutexGuard<'_, Phase> {
        self.phase.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn stop_if_asked(&self) {
        let mut phase = self.lock();
        if *phase == Phase::Asked {
            *phase = Phase::Paused;
            self.changed.notify_all();
            drop(self.changed.wait_while(phase, |phase| *phase == Phase::Paused));
        }
    }
}
