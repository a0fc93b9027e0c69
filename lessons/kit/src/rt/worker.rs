//! The worker process: the control socket arrives as standard input; cells run on one thread, one after another.

use super::{ask, guard, interrupt, raw, stdin, store, wire};
use gradus_protocol::{CellError, FromWorker, Output, PROTOCOL_VERSION, ToWorker, read_frame};
use rustix::{
    io::fcntl_dupfd_cloexec,
    process::{Signal, getpid, kill_process},
};
use std::{
    io,
    os::unix::net::UnixStream,
    path::Path,
    process,
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

/// Serves the engine until it says goodbye or is gone.
pub(super) fn main() {
    match serve() {
        // The thread ends, and with it the learner's `thread_local!`s; then the process does.
        Ok(()) => {}
        Err(error) => {
            eprintln!("{}", say!("rt-no-start", error = error));
            process::exit(1);
        }
    }
}

fn serve() -> io::Result<()> {
    let socket = take_control_socket()?;
    let stdin = stdin::Feeder::start()?;
    interrupt::listen()?;
    guard::install_hook();
    wire::open(socket.try_clone()?)?;
    let key = option_env!("GRADUS_RUNTIME_KEY").unwrap_or_default().to_owned();
    wire::send(&FromWorker::Hello { protocol: PROTOCOL_VERSION, key });

    let (tell, messages) = mpsc::channel();
    thread::Builder::new().name("gradus-control".into()).spawn(move || listen(socket, &tell))?;
    for message in messages {
        match message {
            ToWorker::Run { run, library } => {
                let _running = Running::begin();
                interrupt::clear();
                let _feeding = stdin.begin();
                wire::begin_run();
                run_cell(&library);
                wire::end_run(run);
            }
            ToWorker::Forget { names } => {
                interrupt::clear();
                store::forget(&names);
            }
            // The listener has passed it on: a cell that waits for it keeps this thread.
            ToWorker::Answer { .. } => {}
            // Nobody sends them here.
            ToWorker::Signals { .. } => {}
            ToWorker::Bye => break,
        }
    }
    interrupt::clear();
    store::clear();
    Ok(())
}

/// Moves the socket away from descriptor 0, so that neither the learner's code nor a process it starts reads it.
fn take_control_socket() -> io::Result<UnixStream> {
    let control = fcntl_dupfd_cloexec(rustix::stdio::stdin(), 3)?;
    stdin::close()?;
    Ok(UnixStream::from(control))
}

/// Reads the engine's messages beside the running cell, so that a worker without an engine ends even in mid-cell.
/// Between cells it drops its variables first.
fn listen(mut socket: UnixStream, tell: &mpsc::Sender<ToWorker>) {
    while let Ok(message) = read_frame::<ToWorker>(&mut socket) {
        if let ToWorker::Answer { question, line } = message {
            ask::answered(question, line);
            continue;
        }
        let last = matches!(message, ToWorker::Bye);
        if tell.send(message).is_err() || last {
            return;
        }
    }
    if !RUNNING.load(Ordering::Acquire) && tell.send(ToWorker::Bye).is_ok() {
        thread::sleep(FAREWELL);
    }
    // Not `exit`: its handlers would run under the cell.
    let _ = kill_process(getpid(), Signal::KILL);
}

/// How long dropping the variables may take when the engine is gone.
const FAREWELL: Duration = Duration::from_secs(1);

static RUNNING: AtomicBool = AtomicBool::new(false);

/// As long as it lives, a cell runs.
struct Running;

impl Running {
    fn begin() -> Self {
        RUNNING.store(true, Ordering::Release);
        Self
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        RUNNING.store(false, Ordering::Release);
    }
}

fn run_cell(library: &Path) {
    match raw::load_cell(library) {
        Ok(cell) => {
            wire::send(&FromWorker::Loaded);
            cell();
        }
        Err(error) => {
            let message = say!("rt-not-loaded", error = error);
            wire::emit(Output::Error(CellError::Refused { message }));
        }
    }
}
