//! A session: cells wait in a queue, an engine on a thread of its own runs them, and everything that happens is an
//! event.
//!
//! Every cell that is queued gets exactly one `Finished`; one that never starts gets it as `Skipped`.

mod clerk;
mod commands;
mod ear;
mod lesson;
mod proofreading;
mod restoring;

use crate::{
    analyst::{Completer, Context, Moment, NoAnalysis},
    command::Level,
    engine::{Answerer, Cell, Engine, EngineEvent, Interrupter, Sink},
    guide::{Guide, NoGuide},
};
use clerk::{Clerk, told};
use ear::Ear;
use gradus_protocol::{Diagnostic, Event, Name};
use proofreading::{Proof, Proofs};
use restoring::Restoring;
use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
};

type Events = Arc<dyn Fn(Event) + Send + Sync>;

/// A running session. Dropping it stops the running cell and ends the engine.
pub struct Session {
    desk: Arc<Desk>,
    thread: Option<JoinHandle<()>>,
}

/// Where callers leave requests and the session's thread picks them up.
#[derive(Default)]
struct Desk {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    queue: VecDeque<Job>,
    restoring: Restoring,
    batches: u64,
    /// Cells of batches up to this one are skipped.
    cancelled: u64,
    restart: bool,
    closing: bool,
    running: bool,
    proofs: Proofs,
    interrupter: Option<Interrupter>,
    answerer: Option<Answerer>,
    names: Vec<Name>,
    context: Context,
    completer: Option<Arc<dyn Completer>>,
}

struct Job {
    batch: u64,
    work: Work,
}

enum Work {
    Cell(Cell),
    /// To be replaced by the cells that finished before.
    Again,
}

impl Session {
    /// Starts the session's thread; `make` builds the engine there and the engine gets ready at once. `events` is
    /// called from several threads, but never at the same time for one cell's outputs.
    pub fn start(
        make: impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static,
        events: impl Fn(Event) + Send + Sync + 'static,
    ) -> Self {
        Self::guided(make, Box::new(NoGuide), events)
    }

    /// A session that can answer commands about lessons, because it is lent somebody who knows them.
    pub fn guided(
        make: impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static,
        guide: Box<dyn Guide>,
        events: impl Fn(Event) + Send + Sync + 'static,
    ) -> Self {
        let desk = Arc::new(Desk::default());
        let events: Events = Arc::new(events);
        let ear = Arc::new(Mutex::new(Ear::default()));
        let sink: Sink = {
            let (events, ear) = (Arc::clone(&events), Arc::clone(&ear));
            Arc::new(move |event| match event {
                EngineEvent::Output(cell, output) => {
                    let output = lock(&ear).hear(&cell, output);
                    output.into_iter().for_each(|output| events(Event::Output { cell: cell.clone(), output }));
                }
                event => events(told(event)),
            })
        };
        let thread = {
            let desk = Arc::clone(&desk);
            thread::spawn(move || {
                let broken = Arc::clone(&events);
                let serve = || {
                    let engine = make(sink);
                    let level = Level::Auto;
                    Clerk {
                        desk: &desk,
                        engine,
                        guide,
                        events,
                        ear,
                        level,
                        cost: None,
                        kept: false,
                        ready: false,
                        run: 0,
                    }
                    .serve();
                };
                // A fault of ours must not leave a front end waiting.
                if catch_unwind(AssertUnwindSafe(serve)).is_err() {
                    broken(Event::Unavailable { message: say!("session-broken") });
                }
            })
        };
        Self { desk, thread: Some(thread) }
    }

    /// Queues one cell.
    pub fn run(&self, cell: Cell) {
        self.run_all([cell]);
    }

    /// Queues cells that belong together: after the first that does not succeed, the rest is skipped.
    pub fn run_all(&self, cells: impl IntoIterator<Item = Cell>) {
        self.desk.queue(cells.into_iter().map(Work::Cell), |_, _| {});
    }

    /// Runs the cells again that finished in a worker that is gone, as [`Event::Restarted`] offered. Goes on after one
    /// that fails; [`Event::Restored`] says at the end which did.
    pub fn run_again(&self) {
        self.desk.queue([Work::Again], |_, _| {});
    }

    /// Queues cells that bring back a session of another day: as [`Session::run_all`], but goes on after a cell that
    /// fails, and says at the end by [`Event::Restored`] which did.
    pub fn restore(&self, cells: Vec<Cell>) {
        self.desk.queue(cells.iter().cloned().map(Work::Cell), |state, batch| {
            // Only cells that are through end a batch, so this has no event of its own.
            let _ = state.restoring.begin(batch, &cells);
        });
    }

    /// Stops the running cell and skips everything queued.
    pub fn interrupt(&self) {
        self.desk.stop(|_| {});
    }

    /// Stops the running cell, skips everything queued, and starts anew without variables.
    pub fn restart(&self) {
        self.desk.stop(|state| state.restart = true);
    }

    /// Answers an [`Event::Ask`]: the line without its end, or `None` if there is nobody to ask.
    pub fn answer(&self, line: Option<String>) {
        let answerer = self.desk.lock().answerer.clone();
        if let Some(answer) = answerer {
            answer(line);
        }
    }

    /// The variables and items that cells can use, as of the last cell that ended.
    pub fn names(&self) -> Vec<Name> {
        self.desk.lock().names.clone()
    }

    /// What completion and documentation know of the session, as of the last cell that ended.
    pub fn moment(&self) -> Moment {
        let state = self.desk.lock();
        let completer = state.completer.clone().unwrap_or_else(|| Arc::new(NoAnalysis));
        Moment::new(completer, state.context.clone(), state.names.clone())
    }

    /// Has a cell read that is still being written: `reply` is told what would be wrong with it. Nothing runs. It waits until
    /// no cell does, gives way to every cell that is queued, and to the next one that is to be read: of what is out of
    /// date, or what nothing is known of, nobody hears.
    pub fn proofread(&self, cell: Cell, reply: impl FnOnce(Vec<Diagnostic>) + Send + 'static) {
        self.desk.lock().proofs.want(Proof { cell, reply: Box::new(reply) });
        self.desk.changed.notify_all();
    }

    /// Whether a cell runs or waits.
    pub fn busy(&self) -> bool {
        let state = self.desk.lock();
        state.running || !state.queue.is_empty()
    }

    /// Ends the session and waits for its engine to be gone. (Dropping does not wait: a runtime that is being built
    /// must not hold up a front end that quits.)
    pub fn close(mut self) {
        self.desk.stop(|state| state.closing = true);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.desk.stop(|state| state.closing = true);
    }
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    /// Puts work at the end of the queue as a batch of its own.
    fn queue(&self, work: impl IntoIterator<Item = Work>, mark: impl FnOnce(&mut State, u64)) {
        let mut state = self.lock();
        state.batches += 1;
        let batch = state.batches;
        state.queue.extend(work.into_iter().map(|work| Job { batch, work }));
        state.proofs.give_way();
        mark(&mut state, batch);
        self.changed.notify_all();
    }

    /// Cancels all that is queued or running, and leaves a wish. The interrupter is called without the lock: it may
    /// take its time.
    fn stop(&self, wish: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        state.cancelled = state.batches;
        state.proofs.give_way();
        wish(&mut state);
        let interrupter = state.interrupter.clone().filter(|_| state.running);
        self.changed.notify_all();
        drop(state);
        if let Some(interrupt) = interrupter {
            interrupt();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod command_tests;
#[cfg(test)]
mod proofreading_tests;
#[cfg(test)]
mod tests;
