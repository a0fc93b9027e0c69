//! What goes on: one request at a time, whose cell is compiled here and runs in a process of its own, over a socket.

use super::{
    sift::{Sift, Sifted},
    stop,
};
use gradus_protocol::{CellError, FromEvaluator, FromWorker, Output, StreamName, ToWorker, read_worker, write_frame};
use std::{
    fs::{File, OpenOptions},
    io::{BufReader, Read, Write},
    os::unix::{
        fs::OpenOptionsExt,
        net::{UnixListener, UnixStream},
    },
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// How long code that was asked to stop may go on before its process is ended.
const PATIENCE: Duration = Duration::from_secs(2);

/// How often whatever goes on is asked to stop.
const AGAIN: Duration = Duration::from_millis(100);

/// How long the last words of a process that ended may take to arrive.
const LAST_WORDS_WITHIN: Duration = Duration::from_secs(5);

/// How much of standard error's end is kept: it may say why the process ends.
const LAST_WORDS: usize = 512;

/// Tells the engine.
pub type Tell = Arc<dyn Fn(&FromEvaluator) + Send + Sync>;

/// Shared by the threads: who compiles, who listens to the cell, who is told to stop.
pub struct Stage {
    tell: Tell,
    inner: Mutex<Inner>,
    changed: Condvar,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Phase {
    #[default]
    Idle,
    Compiling,
    Running,
}

#[derive(Default)]
struct Inner {
    phase: Phase,
    /// Which request it is: a stop is for one alone, whatever comes right behind it.
    request: u64,
    interrupted: bool,
    /// Whether a thread is asking for a stop.
    stopping: bool,
    killed: bool,
    /// The process that runs cells.
    process: Option<u32>,
    socket: Option<UnixStream>,
    /// The running process's own ends of standard output and error.
    streams: Vec<(StreamName, File)>,
    sift: Sift,
    error: Option<CellError>,
    last_words: Vec<u8>,
    /// evcxr runs a cell of its own when it starts, of which nobody is to hear.
    heard: bool,
    began: Option<Instant>,
    loaded: Option<Instant>,
    ended: Option<Instant>,
}

/// What a request's run came to.
pub struct Run {
    /// Why the cell did not reach its end.
    pub error: Option<CellError>,
    /// Whether a stop was asked for.
    pub interrupted: bool,
    /// Whether the process was ended because it did not stop.
    pub killed: bool,
    /// The end of standard error.
    pub last_words: Vec<u8>,
    /// Until the cell ran.
    pub compiling: Duration,
    /// How long it ran.
    pub running: Duration,
}

impl Stage {
    /// Nothing goes on yet. Processes that run cells connect to the listener.
    pub fn open(listener: UnixListener, tell: Tell) -> Arc<Self> {
        let stage = Arc::new(Self { tell, inner: Mutex::default(), changed: Condvar::new() });
        let own = Arc::clone(&stage);
        thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                let own = Arc::clone(&own);
                thread::spawn(move || own.listen(socket));
            }
        });
        stage
    }

    /// A request came: from here on it can be stopped.
    pub fn queued(&self) {
        let mut inner = self.lock();
        inner.request += 1;
        inner.stopping = false;
        (inner.phase, inner.interrupted, inner.killed) = (Phase::Compiling, false, false);
        (inner.began, inner.loaded, inner.ended) = (Some(Instant::now()), None, None);
        (inner.error, inner.last_words) = (None, Vec::new());
    }

    /// The process that runs cells, as evcxr knows it; from now on cells are heard.
    pub fn runs_in(&self, process: u32) {
        let mut inner = self.lock();
        (inner.process, inner.heard) = (Some(process), true);
    }

    /// A request is over. `died` waits for what its process still had to say.
    pub fn over(&self, died: bool) -> Run {
        let mut inner = self.lock();
        if died {
            let open = |inner: &mut Inner| inner.loaded.is_some() && inner.ended.is_none();
            inner = self
                .changed
                .wait_timeout_while(inner, LAST_WORDS_WITHIN, open)
                .unwrap_or_else(PoisonError::into_inner)
                .0;
        }
        inner.phase = Phase::Idle;
        self.changed.notify_all();
        let now = Instant::now();
        let began = inner.began.unwrap_or(now);
        let loaded = inner.loaded.unwrap_or(now);
        Run {
            error: inner.error.take(),
            interrupted: inner.interrupted,
            killed: inner.killed,
            last_words: std::mem::take(&mut inner.last_words),
            compiling: loaded - began,
            running: inner.ended.unwrap_or(now).saturating_duration_since(loaded),
        }
    }

    /// Answers a question of the running cell.
    pub fn answer(&self, question: u64, line: Option<String>) {
        if let Some(socket) = &mut self.lock().socket {
            // A process that is gone waits for nothing.
            let _ = write_frame(socket, &ToWorker::Answer { question, line });
        }
    }

    /// Asks for a stop, again and again: compilers end at once, a cell that does not stop is ended with its process.
    pub fn interrupt(self: &Arc<Self>) {
        let mut inner = self.lock();
        inner.interrupted = true;
        if inner.phase == Phase::Idle || std::mem::replace(&mut inner.stopping, true) {
            return;
        }
        let request = inner.request;
        drop(inner);
        let own = Arc::clone(self);
        thread::spawn(move || {
            let mut until = None;
            let mut inner = own.lock();
            while inner.request == request && inner.phase != Phase::Idle {
                match (inner.phase, inner.process) {
                    (Phase::Running, Some(process)) => {
                        let until = *until.get_or_insert_with(|| Instant::now() + PATIENCE);
                        inner.killed |= until <= Instant::now();
                        stop::cell(process, inner.killed);
                    }
                    (_, process) => stop::compilers(process),
                }
                inner = own.changed.wait_timeout(inner, AGAIN).unwrap_or_else(PoisonError::into_inner).0;
            }
            if inner.request == request {
                inner.stopping = false;
            }
        });
    }

    /// Hears one process from its first frame to its last.
    fn listen(&self, socket: UnixStream) {
        let Ok(back) = socket.try_clone() else { return };
        self.lock().socket = Some(back);
        let mut socket = BufReader::new(socket);
        while let Ok(frame) = read_worker(&mut socket) {
            self.hear(frame);
        }
        self.gone();
    }

    fn hear(&self, frame: FromWorker) {
        let mut out = Vec::new();
        let mut inner = self.lock();
        match frame {
            FromWorker::Loaded => {
                inner.phase = Phase::Running;
                inner.loaded.get_or_insert_with(Instant::now);
                inner.ended = None;
                inner.streams = inner.process.map(streams).unwrap_or_default();
                self.changed.notify_all();
            }
            FromWorker::Output(output) => {
                inner.overhear(&output);
                inner.sift.hear(output, &mut out);
            }
            FromWorker::Ask { question, prompt, password } => {
                drop(inner);
                return (self.tell)(&FromEvaluator::Ask { question, prompt, password });
            }
            FromWorker::Done { .. } => {
                let Sifted { signals, error } = inner.sift.end(&mut out);
                // evcxr runs a cell again whose variables changed their types.
                (inner.error, inner.phase, inner.ended) = (error, Phase::Compiling, Some(Instant::now()));
                self.changed.notify_all();
                let back = inner.socket.as_ref().and_then(|socket| socket.try_clone().ok());
                self.pass_on(inner, out);
                // All of it is told before evcxr hears that the run is over.
                if let Some(mut socket) = back {
                    let _ =
                        write_frame(&mut socket, &ToWorker::Signals { lines: signals }).and_then(|()| socket.flush());
                }
                return;
            }
            _ => {}
        }
        self.pass_on(inner, out);
    }

    fn pass_on(&self, inner: MutexGuard<'_, Inner>, out: Vec<Output>) {
        let heard = inner.heard;
        // The engine may take its time.
        drop(inner);
        if heard {
            out.into_iter().for_each(|output| (self.tell)(&FromEvaluator::Output(output)));
        }
    }

    /// A process ended: what it could not send any more is in its pipes.
    fn gone(&self) {
        let mut out = Vec::new();
        let mut inner = self.lock();
        for (name, mut pipe) in std::mem::take(&mut inner.streams) {
            let mut data = Vec::new();
            // Ends with `WouldBlock` if a process the cell started still holds the pipe; what came is kept.
            let _ = pipe.read_to_end(&mut data);
            if !data.is_empty() {
                let output = Output::Stream { name, data };
                inner.overhear(&output);
                inner.sift.hear(output, &mut out);
            }
        }
        inner.sift.end(&mut out);
        self.pass_on(inner, out);
        let mut inner = self.lock();
        inner.ended.get_or_insert_with(Instant::now);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn overhear(&mut self, said: &Output) {
        if let Output::Stream { name: StreamName::Stderr, data } = said {
            self.last_words.extend_from_slice(&data[data.len().saturating_sub(LAST_WORDS)..]);
            let old = self.last_words.len().saturating_sub(LAST_WORDS);
            self.last_words.drain(..old);
        }
    }
}

/// A process's pipes, which only Linux gives by name; elsewhere the last words of one that crashes are lost.
fn streams(process: u32) -> Vec<(StreamName, File)> {
    let flags = rustix::fs::OFlags::NONBLOCK.bits() as i32;
    let open = |fd| OpenOptions::new().read(true).custom_flags(flags).open(format!("/proc/{process}/fd/{fd}"));
    let both = [(StreamName::Stdout, 1), (StreamName::Stderr, 2)];
    both.into_iter().filter_map(|(name, fd)| open(fd).ok().map(|pipe| (name, pipe))).collect()
}
