//! A session: cells wait in a queue, an engine on a thread of its own runs them, and everything that happens is an
//! event.
//!
//! Every cell that is queued gets exactly one `Finished`; one that never starts gets it as `Skipped`.

mod commands;
mod ear;
mod lesson;
mod restoring;

use crate::{
    analyst::{Completer, Context, Moment, NoAnalysis},
    command::Level,
    engine::{Answerer, Cell, Engine, EngineEvent, Interrupter, Role, Sink, Timing},
    guide::{Guide, NoGuide},
};
use ear::Ear;
use gradus_protocol::{CellId, Event, Name, Status};
use restoring::Restoring;
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
    restoring: Restoring,
    batches: u64,
    /// Cells of batches up to this one are skipped.
    cancelled: u64,
    restart: bool,
    closing: bool,
    running: bool,
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
        mark(&mut state, batch);
        self.changed.notify_all();
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

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn told(event: EngineEvent) -> Event {
    match event {
        EngineEvent::Preparing(progress) => Event::Preparing(progress),
        EngineEvent::Prepared => Event::Ready,
        EngineEvent::Output(cell, output) => Event::Output { cell, output },
        EngineEvent::Ask { cell, prompt, password } => Event::Ask { cell, prompt, password },
        EngineEvent::Restarted(reason, again) => Event::Restarted { reason, again },
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
    guide: Box<dyn Guide>,
    events: Events,
    ear: Arc<Mutex<Ear>>,
    /// Of cells that say nothing about theirs.
    level: Level,
    /// What the last cell of the learner's cost.
    cost: Option<Timing>,
    /// Whether the cell that runs needed no compiler.
    kept: bool,
    ready: bool,
    run: u64,
}

impl Clerk<'_> {
    fn serve(mut self) {
        {
            let mut state = self.desk.lock();
            state.interrupter = Some(self.engine.interrupter());
            state.answerer = Some(self.engine.answerer());
            state.completer = Some(self.engine.completer());
        }
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
        let Job { batch, work } = job;
        match work {
            Work::Cell(cell) => self.run_cell(batch, cell),
            Work::Again => self.again(batch),
        }
    }

    /// Puts the cells that finished before at the head of the queue.
    fn again(&mut self, batch: u64) {
        let cells = self.engine.again();
        let mut state = self.desk.lock();
        state.running = false;
        let ended = state.restoring.begin(batch, &cells);
        for cell in cells.into_iter().rev() {
            state.queue.push_front(Job { batch, work: Work::Cell(cell) });
        }
        drop(state);
        ended.into_iter().for_each(|event| self.tell(event));
    }

    fn run_cell(&mut self, batch: u64, cell: Cell) {
        if !self.ready {
            // The reason may be gone by now (the network is back, Rust was installed).
            self.start();
        }
        if !self.ready {
            self.ended(batch);
            return self.skip_cell(batch, cell);
        }
        if cell.role == Role::Learner {
            self.run += 1;
        }
        let run = self.run;
        self.tell(Event::Started { cell: cell.id.clone(), run });
        self.kept = false;
        let began = Instant::now();
        let status = self.perform(&cell);
        let took_ms = began.elapsed().as_millis() as u64;
        self.note();
        let goes_on = status == Status::Ok || self.desk.lock().restoring.goes_on(batch, status);
        if !goes_on {
            self.ended(batch);
        }
        self.desk.lock().running = false;
        let kept = self.kept && status == Status::Ok;
        self.tell(Event::Finished { cell: cell.id.clone(), run, status, took_ms, kept });
        self.had_its_turn(batch, cell.id, status);
    }

    /// Puts down what the session knows now.
    fn note(&self) {
        let (names, context) = (self.engine.names(), self.engine.context());
        let mut state = self.desk.lock();
        (state.names, state.context) = (names, context);
    }

    /// Cancels the rest of a batch.
    fn ended(&self, batch: u64) {
        let mut state = self.desk.lock();
        state.running = false;
        state.cancelled = state.cancelled.max(batch);
    }

    fn skip(&self, job: Job) {
        match job.work {
            Work::Cell(cell) => self.skip_cell(job.batch, cell),
            Work::Again => self.tell(Event::Restored { cells: Vec::new(), lost: Vec::new() }),
        }
    }

    fn skip_cell(&self, batch: u64, cell: Cell) {
        self.tell(Event::Finished { cell: cell.id.clone(), run: 0, status: Status::Skipped, took_ms: 0, kept: false });
        self.had_its_turn(batch, cell.id, Status::Skipped);
    }

    fn had_its_turn(&self, batch: u64, cell: CellId, status: Status) {
        let ended = self.desk.lock().restoring.ended(batch, cell, status);
        ended.into_iter().for_each(|event| self.tell(event));
    }

    fn restart(&mut self) {
        let restarted = self.engine.restart();
        self.guide.restarted();
        self.note();
        (self.run, self.level, self.cost) = (0, Level::Auto, None);
        match restarted {
            Ok(()) => {
                self.tell(Event::Restarted { reason: String::new(), again: None });
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
mod command_tests;
#[cfg(test)]
mod tests;
