//! The child process that loads and runs cells, seen from the engine.
//!
//! ```text
//! worker.rs        Worker      starts it, talks to it, interrupts and ends it
//! worker/exit.rs   Exit        how it ended, in words
//! worker/load.rs   main        what the child does first: load the runtime and hand over
//! ```
//!
//! The child's standard input is one end of a socket pair; frames of `gradus_protocol` travel on it both ways. When
//! either side ends, the other notices by the socket.

mod exit;
mod load;

pub use exit::{Confession, Exit};
pub use load::main;

use crate::runtime::Runtime;
use gradus_protocol::{
    FrameError, FromWorker, Output, PROTOCOL_VERSION, StreamName, ToWorker, read_frame, read_worker, write_frame,
};
use rustix::process::{Pid, Signal, kill_process};
use std::{
    ffi::OsString,
    fs::{File, OpenOptions},
    io::{self, Read},
    os::{
        fd::OwnedFd,
        unix::{fs::OpenOptionsExt, net::UnixStream, process::CommandExt},
    },
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{self, Receiver},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

/// Tells the kit where trained models are kept.
const KEPT: &str = "GRADUS_KEPT";

/// How long a worker may take to load its runtime and say hello.
const HELLO_WITHIN: Duration = Duration::from_secs(20);

/// How to start a worker: this executable's hidden subcommand. The runtime's library is added as the last argument
/// and must reach [`main`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkerCommand {
    /// The executable.
    pub exe: PathBuf,
    /// What goes before the library.
    pub args: Vec<OsString>,
    /// Where cells keep trained models.
    pub kept: Option<PathBuf>,
}

/// What comes from a worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// A message.
    Message(FromWorker),
    /// The worker ended; nothing comes after this. [`Worker::wait`] says how.
    Ended,
}

/// A worker could not be started. The text says why and what to do.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// The process did not start.
    #[error("{}", say!("worker-no-start", error = .0))]
    Start(#[from] io::Error),
    /// It started and ended, or stayed silent, before its first message.
    #[error("{}", say!("worker-no-hello", exit = .exit, text = .text))]
    NoHello {
        /// How it ended, in words.
        exit: String,
        /// What it wrote on standard error.
        text: String,
    },
    /// The runtime it loaded is another one than asked for.
    #[error("{}", say!("worker-other-runtime", wanted = .wanted, found = .found))]
    OtherRuntime {
        /// The key asked for.
        wanted: String,
        /// The key it has.
        found: String,
    },
}

/// How long a worker that is said goodbye may take to drop its variables.
const FAREWELL: Duration = Duration::from_secs(1);

/// A running worker. Dropping it ends the process: its variables are dropped first, as far as that takes no longer than
/// [`FAREWELL`].
pub struct Worker {
    process: Process,
    socket: Speaker,
    reader: Option<JoinHandle<()>>,
    /// Closed when nothing more comes from the worker.
    silent: Receiver<()>,
}

/// Sends messages to a worker from any thread, one whole message after another.
#[derive(Clone)]
pub struct Speaker(Arc<Mutex<UnixStream>>);

impl Speaker {
    /// Sends a message.
    ///
    /// # Errors
    /// The socket's error; the worker is gone then, and [`Heard::Ended`] comes or came.
    pub fn send(&self, message: &ToWorker) -> io::Result<()> {
        write_frame(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), message)
    }
}

/// A handle to a worker's process, for stopping it from any thread.
#[derive(Clone)]
pub struct Process(Arc<Mutex<Shared>>);

struct Shared {
    child: Child,
    /// Known once the process was waited for; its id may belong to another process from then on.
    ended: Option<ExitStatus>,
    killed: bool,
    /// The end of its standard error.
    last_words: Vec<u8>,
}

impl Worker {
    /// Starts a worker and waits until its runtime is loaded. `hear` is called on a thread of its own for everything
    /// the worker says, as it comes, also between runs.
    ///
    /// # Errors
    /// [`WorkerError`], with what the worker wrote on standard error.
    pub fn spawn(
        command: &WorkerCommand,
        runtime: &Runtime,
        hear: impl FnMut(Heard) + Send + 'static,
    ) -> Result<Self, WorkerError> {
        let (mut socket, theirs) = UnixStream::pair()?;
        let mut child = prepared(command, runtime, theirs).spawn()?;
        let stderr = child.stderr.take().map(|pipe| thread::spawn(move || read_lossy(pipe)));
        let shared = Shared { child, ended: None, killed: false, last_words: Vec::new() };
        let process = Process(Arc::new(Mutex::new(shared)));
        let (speaking, silent) = mpsc::channel();
        let speaker = Speaker(Arc::new(Mutex::new(socket.try_clone()?)));
        let mut worker = Self { process, socket: speaker, reader: None, silent };

        socket.set_read_timeout(Some(HELLO_WITHIN))?;
        let hello = read_frame::<FromWorker>(&mut socket);
        let found = match hello {
            Ok(FromWorker::Hello { protocol: PROTOCOL_VERSION, key }) => key,
            Ok(FromWorker::Hello { protocol, .. }) => format!("protocol {protocol}"),
            other => {
                if !matches!(other, Err(FrameError::Closed)) {
                    worker.process.kill();
                }
                let exit = worker.wait().to_string();
                let text = stderr.and_then(|thread| thread.join().ok()).unwrap_or_default();
                return Err(WorkerError::NoHello { exit, text: text.trim_end().to_owned() });
            }
        };
        if found != runtime.key {
            return Err(WorkerError::OtherRuntime { wanted: runtime.key.clone(), found });
        }
        socket.set_read_timeout(None)?;
        let streams = worker.process.open_streams();
        let process = worker.process.clone();
        worker.reader = Some(thread::spawn(move || {
            listen(socket, &process, streams, hear);
            drop(speaking);
        }));
        Ok(worker)
    }

    /// Sends a message.
    ///
    /// # Errors
    /// As [`Speaker::send`].
    pub fn send(&self, message: &ToWorker) -> io::Result<()> {
        self.socket.send(message)
    }

    /// A handle for sending from another thread.
    pub fn speaker(&self) -> Speaker {
        self.socket.clone()
    }

    /// A handle for stopping the worker from another thread.
    pub fn process(&self) -> Process {
        self.process.clone()
    }

    /// Waits for the process to end and says how it did. Call it after [`Heard::Ended`] or [`Process::kill`].
    pub fn wait(&mut self) -> Exit {
        self.process.wait()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        let reader = self.reader.take().filter(|reader| reader.thread().id() != thread::current().id());
        if reader.is_some() && self.send(&ToWorker::Bye).is_ok() {
            // Returns when the channel closes or the time is over; nothing is ever sent.
            let _ = self.silent.recv_timeout(FAREWELL);
        }
        self.process.kill();
        self.process.wait();
        if let Some(reader) = reader {
            let _ = reader.join();
        }
    }
}

impl Process {
    /// Asks the running cell to stop; loops that look at the flag unwind, variables stay.
    pub fn interrupt(&self) {
        self.signal(Signal::INT);
    }

    /// Ends the process at once.
    pub fn kill(&self) {
        self.lock().killed = true;
        self.signal(Signal::KILL);
    }

    fn signal(&self, signal: Signal) {
        let shared = self.lock();
        if shared.ended.is_none() {
            let _ = kill_process(Pid::from_child(&shared.child), signal);
        }
    }

    /// Keeps the end of what the worker writes on standard error: it may say there why it ends.
    fn overhear(&self, said: &FromWorker) {
        if let FromWorker::Output(Output::Stream { name: StreamName::Stderr, data }) = said {
            let words = &mut self.lock().last_words;
            words.extend_from_slice(&data[data.len().saturating_sub(Confession::LENGTH)..]);
            let old = words.len().saturating_sub(Confession::LENGTH);
            words.drain(..old);
        }
    }

    fn wait(&self) -> Exit {
        let mut shared = self.lock();
        if shared.ended.is_none() {
            shared.ended = shared.child.wait().ok();
        }
        let confession = Confession::of(&shared.last_words);
        Exit { status: shared.ended, killed: shared.killed, confession }
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The worker's own stream pipes, to read what a dying worker could not send any more (`exit` after a `print!`,
    /// the message of a stack overflow). Only Linux gives a process's pipes by name; elsewhere those bytes are lost.
    fn open_streams(&self) -> Vec<(StreamName, File)> {
        let id = self.lock().child.id();
        let open = |fd: u8| {
            let flags = rustix::fs::OFlags::NONBLOCK.bits() as i32;
            OpenOptions::new().read(true).custom_flags(flags).open(format!("/proc/{id}/fd/{fd}"))
        };
        [(StreamName::Stdout, 1), (StreamName::Stderr, 2)]
            .into_iter()
            .filter_map(|(name, fd)| open(fd).ok().map(|pipe| (name, pipe)))
            .collect()
    }
}

fn prepared(command: &WorkerCommand, runtime: &Runtime, socket: UnixStream) -> Command {
    let mut prepared = Command::new(&command.exe);
    prepared.args(&command.args).arg(&runtime.library);
    match &command.kept {
        Some(folder) => prepared.env(KEPT, folder),
        None => prepared.env_remove(KEPT),
    };
    prepared.stdin(OwnedFd::from(socket)).stdout(Stdio::null()).stderr(Stdio::piped());
    // Ctrl-C in the terminal goes to the front end, which decides what it means.
    prepared.process_group(0);
    for name in ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LD_PRELOAD", "RUST_BACKTRACE", "RUST_LIB_BACKTRACE"] {
        prepared.env_remove(name);
    }
    if cfg!(target_env = "gnu") {
        // Tensors of some megabytes come and go each training step; with the defaults each is mapped and unmapped,
        // and page faults cost more than the arithmetic (7 to 16 ms a GPT step).
        prepared.env("MALLOC_MMAP_THRESHOLD_", "1073741824");
        prepared.env("MALLOC_TRIM_THRESHOLD_", "1073741824");
        prepared.env("MALLOC_TOP_PAD_", "67108864");
    }
    prepared
}

fn read_lossy(mut pipe: impl Read) -> String {
    let mut bytes = Vec::new();
    let _ = pipe.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

fn listen(mut socket: UnixStream, process: &Process, streams: Vec<(StreamName, File)>, mut hear: impl FnMut(Heard)) {
    loop {
        match read_worker(&mut socket) {
            Ok(message) => {
                process.overhear(&message);
                hear(Heard::Message(message));
            }
            Err(FrameError::Closed) => break,
            // A reset socket is a dying worker; bytes that are no frame are one that must not go on.
            Err(_) => {
                process.kill();
                break;
            }
        }
    }
    for (name, mut pipe) in streams {
        let mut data = Vec::new();
        // Ends with `WouldBlock` if a process the cell started still holds the pipe; what came is kept.
        let _ = pipe.read_to_end(&mut data);
        if !data.is_empty() {
            let message = FromWorker::Output(Output::Stream { name, data });
            process.overhear(&message);
            hear(Heard::Message(message));
        }
    }
    hear(Heard::Ended);
}

#[cfg(test)]
mod tests;
