//! A session: cells wait in a queue, an engine on a thread of its own runs them, and everything that happens is an
//! event.
//!
//! Every cell that is queued gets exactly one `Finished`; one that never starts gets it as `Skipped`.

use crate::engine::{Cell, Engine, EngineEvent, Interrupter, Role, Sink};
use gradus_protocol::{Event, Name, Status};
use std::{
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::Instant,
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
    batches: u64,
    /// Cells of batches up to this one are skipped.
    cancelled: u64,
    restart: bool,
    closing: bool,
    running: bool,
    interrupter: Option<Interrupter>,
    names: Vec<Name>,
}

struct Job {
    batch: u64,
    cell: Cell,
}

impl Session {
    /// Starts the session's thread; `make` builds the engine there and the engine gets ready at once. `events` is
    /// called from several threads, but never at the same time for one cell's outputs.
    pub fn start(
        make: impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static,
        events: impl Fn(Event) + Send + Sync + 'static,
    ) -> Self {
        let desk = Arc::new(Desk::default());
        let events: Events = Arc::new(events);
        let sink: Sink = {
            let events = Arc::clone(&events);
            Arc::new(move |event| events(told(event)))
        };
        let thread = {
            let desk = Arc::clone(&desk);
            thread::spawn(move || {
                let broken = Arc::clone(&events);
                let serve = || Clerk { desk: &desk, engine: make(sink), events, ready: false, run: 0 }.serve();
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
        let mut state = self.desk.lock();
        state.batches += 1;
        let batch = state.batches;
        state.queue.extend(cells.into_iter().map(|cell| Job { batch, cell }));
        self.desk.changed.notify_all();
    }

    /// Stops the running cell and skips everything queued.
    pub fn interrupt(&self) {
        self.desk.stop(|_| {});
    }

    /// Stops the running cell, skips everything queued, and starts anew without variables.
    pub fn restart(&self) {
        self.desk.stop(|state| state.restart = true);
    }

    /// The variables and items that cells can use, as of the last cell that ended.
    pub fn names(&self) -> Vec<Name> {
        self.desk.lock().names.clone()
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
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Cancels all that is queued or running, and leaves a wish. The interrupter is called without the lock: it may
    /// take its time.
    fn stop(&self, wish: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        state.cancelled = state.batches;
        wish(&mut state);
        let interrupter = state.interrupter.clone().filter(|_| state.running);
        self.changed.notify_all();
        drop(state);
        if let Some(interrupt) = interrupter {
            interrupt();
        }
    }
}

fn told(event: EngineEvent) -> Event {
    match event {
        EngineEvent::Preparing(progress) => Event::Preparing(progress),
        EngineEvent::Output(cell, output) => Event::Output { cell, output },
        EngineEvent::Restarted(reason) => Event::Restarted { reason },
    }
}

/// What the session's thread does next.
enum Next {
    Run(Job),
    Skip(Job),
    Restart,
    Close,
}

/// The session's thread.
struct Clerk<'a> {
    desk: &'a Desk,
    engine: Box<dyn Engine>,
    events: Events,
    ready: bool,
    run: u64,
}

impl Clerk<'_> {
    fn serve(mut self) {
        self.desk.lock().interrupter = Some(self.engine.interrupter());
        self.start();
        loop {
            match self.next() {
                Next::Run(job) => self.run(job),
                Next::Skip(job) => self.skip(job),
                Next::Restart => self.restart(),
                Next::Close => return,
            }
        }
    }

    fn next(&self) -> Next {
        let mut state = self.desk.lock();
        loop {
            let cancelled = state.cancelled;
            if let Some(job) = state.queue.pop_front_if(|job| job.batch <= cancelled) {
                return Next::Skip(job);
            }
            if state.closing {
                return Next::Close;
            }
            if std::mem::take(&mut state.restart) {
                return Next::Restart;
            }
            if let Some(job) = state.queue.pop_front() {
                state.running = true;
                return Next::Run(job);
            }
            state = self.desk.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn start(&mut self) {
        match self.engine.start() {
            Ok(()) => {
                if !std::mem::replace(&mut self.ready, true) {
                    self.tell(Event::Ready);
                }
            }
            Err(error) => self.unavailable(&error.to_string()),
        }
    }

    fn unavailable(&mut self, message: &str) {
        self.ready = false;
        self.tell(Event::Unavailable { message: message.to_owned() });
    }

    fn run(&mut self, job: Job) {
        if !self.ready {
            // The reason may be gone by now (the network is back, Rust was installed).
            self.start();
        }
        if !self.ready {
            self.ended(job.batch);
            return self.skip(job);
        }
        let Job { batch, cell } = job;
        if cell.role == Role::Learner {
            self.run += 1;
        }
        let run = self.run;
        self.tell(Event::Started { cell: cell.id.clone(), run });
        let began = Instant::now();
        let status = self.engine.run(&cell);
        let took_ms = began.elapsed().as_millis() as u64;
        self.desk.lock().names = self.engine.names();
        if status != Status::Ok {
            self.ended(batch);
        }
        self.desk.lock().running = false;
        self.tell(Event::Finished { cell: cell.id, run, status, took_ms });
    }

    /// Cancels the rest of a batch.
    fn ended(&self, batch: u64) {
        let mut state = self.desk.lock();
        state.running = false;
        state.cancelled = state.cancelled.max(batch);
    }

    fn skip(&self, job: Job) {
        self.tell(Event::Finished { cell: job.cell.id, run: 0, status: Status::Skipped, took_ms: 0 });
    }

    fn restart(&mut self) {
        let restarted = self.engine.restart();
        self.desk.lock().names = self.engine.names();
        self.run = 0;
        match restarted {
            Ok(()) => {
                self.tell(Event::Restarted { reason: String::new() });
                if !std::mem::replace(&mut self.ready, true) {
                    self.tell(Event::Ready);
                }
            }
            Err(error) => self.unavailable(&error.to_string()),
        }
    }

    fn tell(&self, event: Event) {
        (self.events)(event);
    }
}

#[cfg(test)]
mod tests;
