//! One run in the worker: the request, what comes back, what it asks, and what to do when it does not end.

use super::compile::Running;
use crate::engine::{EngineEvent, Sink};
use crate::runtime::{Runtime, Stop};
use crate::worker::{Heard, Process, Speaker, Worker, WorkerCommand, WorkerError};
use gradus_protocol::{CellError, CellId, FromWorker, Output, Stored, ToWorker};
use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    time::{Duration, Instant},
};

/// How long code that was asked to stop may go on before the worker is replaced.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often it is asked meanwhile. A worker that is just beginning a cell takes the first time for an earlier cell's.
const AGAIN: Duration = Duration::from_millis(100);

/// How a run ended.
pub enum Ending {
    /// The worker said so.
    Done {
        /// Whether the cell reached its end.
        ok: bool,
        /// Variables it put into the store, in order.
        stored: Vec<Stored>,
        /// Why it did not reach its end.
        error: Option<CellError>,
    },
    /// The worker ended; how, in words.
    Died(String),
    /// It did not stop when asked and was ended.
    Unstoppable,
}

/// What reaches the thread that waits for a run.
enum News {
    Heard(Heard),
    /// Somebody asks the cell to stop.
    Interrupt,
}

/// A worker and the news from it.
pub struct Attendant {
    worker: Worker,
    news: Receiver<News>,
    /// The cell that outputs belong to: the running one, or the last, whose threads may still write.
    current: Arc<Mutex<CellId>>,
    interrupts: Interrupts,
    runs: u64,
    /// How long loading and running took, the last time.
    pub took: (Duration, Duration),
}

impl Attendant {
    /// Starts a worker; its outputs go to `sink` as they come.
    pub fn start(
        command: &WorkerCommand,
        runtime: &Runtime,
        sink: Sink,
        interrupts: &Interrupts,
    ) -> Result<Self, WorkerError> {
        let (sender, news) = mpsc::channel();
        let current = Arc::new(Mutex::new(CellId::new("")));
        let cell = Arc::clone(&current);
        let (heard, questions) = (sender.clone(), interrupts.clone());
        let worker = Worker::spawn(command, runtime, move |said| match said {
            // Errors end a run: the engine maps them to the learner's lines first.
            Heard::Message(FromWorker::Output(output)) if !matches!(output, Output::Error(_)) => {
                let cell = lock(&cell).clone();
                sink(EngineEvent::Output(cell, output));
            }
            Heard::Message(FromWorker::Ask { question, prompt, password }) => {
                questions.asked(question);
                let cell = lock(&cell).clone();
                sink(EngineEvent::Ask { cell, prompt, password });
            }
            // Nobody waits any more when the engine itself is going.
            other => drop(heard.send(News::Heard(other))),
        })?;
        interrupts.attending(Attending { process: worker.process(), speaker: worker.speaker(), news: sender });
        Ok(Self {
            worker,
            news,
            current,
            interrupts: interrupts.clone(),
            runs: 0,
            took: (Duration::ZERO, Duration::ZERO),
        })
    }

    /// Runs a library and waits for its end.
    pub fn run(&mut self, cell: &CellId, forget: &[String], library: PathBuf) -> Ending {
        *lock(&self.current) = cell.clone();
        self.runs += 1;
        let run = self.runs;
        self.forget(forget);
        // If the worker is gone, its end is among the news.
        let _ = self.worker.send(&ToWorker::Run { run, library });
        let mut stored = Vec::new();
        let mut error = None;
        // When patience with the cell ends.
        let mut until: Option<Instant> = None;
        let began = Instant::now();
        let mut loaded = began;
        loop {
            if until.is_some_and(|until| until <= Instant::now()) {
                self.worker.process().kill();
                self.worker.wait();
                return Ending::Unstoppable;
            }
            let news = match until {
                None => self.news.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(_) => self.news.recv_timeout(AGAIN),
            };
            let news = match news {
                Ok(news) => news,
                Err(RecvTimeoutError::Timeout) => {
                    self.worker.process().interrupt();
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => News::Heard(Heard::Ended),
            };
            match news {
                // One sent while the cell still compiled, or before it, does not count. Nor does asking twice.
                News::Interrupt if until.is_none() && self.interrupts.requested() => {
                    until = Some(Instant::now() + PATIENCE)
                }
                News::Interrupt => {}
                News::Heard(Heard::Ended) => return Ending::Died(self.worker.wait().to_string()),
                News::Heard(Heard::Message(FromWorker::Done { run: done, ok })) if done == run => {
                    self.took = (loaded - began, loaded.elapsed());
                    return Ending::Done { ok, stored, error };
                }
                News::Heard(Heard::Message(FromWorker::Loaded)) => loaded = Instant::now(),
                News::Heard(Heard::Message(FromWorker::Stored(variable))) => stored.push(variable),
                // The first error is the cause; a failing `Drop` may add others.
                News::Heard(Heard::Message(FromWorker::Output(Output::Error(cause)))) => error = error.or(Some(cause)),
                News::Heard(Heard::Message(_)) => {}
            }
        }
    }

    /// Drops variables.
    pub fn forget(&mut self, names: &[String]) {
        if !names.is_empty() {
            let _ = self.worker.send(&ToWorker::Forget { names: names.to_vec() });
        }
    }
}

/// Stops whatever runs: rustc at once, a cell by asking.
#[derive(Clone, Default)]
pub struct Interrupts(Arc<Mutex<Target>>);

#[derive(Default)]
struct Target {
    requested: bool,
    compiling: Option<Running>,
    /// A build that a cell waits for.
    building: Option<Stop>,
    attending: Option<Attending>,
    /// What the running cell asked.
    question: Option<u64>,
}

/// A worker as other threads reach it.
struct Attending {
    process: Process,
    speaker: Speaker,
    news: Sender<News>,
}

impl Interrupts {
    /// A new cell begins: earlier requests are over.
    pub fn begin(&self) {
        let mut target = lock(&self.0);
        target.requested = false;
        target.building = None;
        target.question = None;
    }

    /// The build that the cell waits for.
    pub fn building(&self, stop: Stop) {
        lock(&self.0).building = Some(stop);
    }

    /// Whether a stop was asked for since [`Interrupts::begin`].
    pub fn requested(&self) -> bool {
        lock(&self.0).requested
    }

    /// Asks for a stop.
    pub fn request(&self) {
        let mut target = lock(&self.0);
        target.requested = true;
        if let Some(compiling) = &target.compiling {
            compiling.stop();
        }
        if let Some(building) = target.building.take() {
            building.stop();
        }
        if let Some(Attending { process, news, .. }) = &target.attending {
            process.interrupt();
            let _ = news.send(News::Interrupt);
        }
    }

    /// The compiler to stop.
    pub fn compiling(&self, running: Running) {
        lock(&self.0).compiling = Some(running);
    }

    fn attending(&self, attending: Attending) {
        lock(&self.0).attending = Some(attending);
    }

    fn asked(&self, question: u64) {
        lock(&self.0).question = Some(question);
    }

    /// Answers what the running cell asked; `None` if nobody can.
    pub fn answer(&self, line: Option<String>) {
        let mut target = lock(&self.0);
        if let (Some(question), Some(Attending { speaker, .. })) = (target.question.take(), &target.attending) {
            // A worker that is gone waits for nothing.
            let _ = speaker.send(&ToWorker::Answer { question, line });
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
