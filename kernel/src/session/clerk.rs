//! The session's thread: takes what waits at the desk, and tells what comes of it.

use super::{Desk, Events, Job, Work, ear::Ear, proofreading::Proof};
use crate::{
    command::Level,
    engine::{Cell, Engine, EngineEvent, Role, Timing},
    guide::Guide,
    runtime::Stop,
};
use gradus_protocol::{CellId, Event, Status};
use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Instant,
};

pub(super) fn told(event: EngineEvent) -> Event {
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
    Proofread(Proof, Stop),
    Restart,
    Close,
}

/// The session's thread.
pub(super) struct Clerk<'a> {
    pub(super) desk: &'a Desk,
    pub(super) engine: Box<dyn Engine>,
    pub(super) guide: Box<dyn Guide>,
    pub(super) events: Events,
    pub(super) ear: Arc<Mutex<Ear>>,
    /// Of cells that say nothing about theirs.
    pub(super) level: Level,
    /// What the last cell of the learner's cost.
    pub(super) cost: Option<Timing>,
    /// Whether the cell that runs needed no compiler.
    pub(super) kept: bool,
    pub(super) ready: bool,
    pub(super) run: u64,
}

impl Clerk<'_> {
    pub(super) fn serve(mut self) {
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
                Next::Proofread(proof, stop) => self.proofread(proof, &stop),
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
            if let Some((proof, stop)) = state.proofs.begin() {
                return Next::Proofread(proof, stop);
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

    pub(super) fn tell(&self, event: Event) {
        (self.events)(event);
    }
}
