//! The process that runs evcxr's cells: evcxr says on standard input which library to load and which function of it to
//! call, and waits on standard output for the end. What the cells say goes out as a worker's frames, over a socket to
//! the process that evcxr compiles in.
//!
//! evcxr's code around a cell prints its signals among the learner's text. Only who reads the frames can tell them
//! apart in order, so it sends them back here when the run is over, and from here they go to evcxr.

use super::{ask, guard, interrupt, raw, stdin, wire};
use gradus_protocol::{CellError, FromWorker, Output, PROTOCOL_VERSION, ToWorker, read_frame};
use rustix::{
    io::fcntl_dupfd_cloexec,
    process::{Signal, getpid, kill_process},
};
use std::{
    env,
    ffi::c_void,
    fmt,
    fs::File,
    io::{self, BufRead, BufReader, Write},
    os::unix::net::UnixStream,
    process, ptr,
    sync::mpsc::{self, Receiver, Sender},
    thread,
};

/// Where the socket is.
const SOCKET: &str = "GRADUS_EVALUATOR";

/// evcxr's word for the end of a run.
const COMPLETE: &str = "EVCXR_EXECUTION_COMPLETE";

/// Serves evcxr until it is gone.
pub(super) fn main() {
    if let Err(error) = serve() {
        eprintln!("{}", say!("rt-no-start", error = error));
        process::exit(1);
    }
}

fn serve() -> io::Result<()> {
    // Neither the learner's code nor a process it starts may read or write there.
    let requests = BufReader::new(File::from(fcntl_dupfd_cloexec(rustix::stdio::stdin(), 3)?));
    let mut answers = File::from(fcntl_dupfd_cloexec(rustix::stdio::stdout(), 3)?);
    stdin::close()?;
    let socket = UnixStream::connect(env::var_os(SOCKET).unwrap_or_default())?;
    let stdin = stdin::Feeder::start()?;
    interrupt::listen()?;
    guard::install_hook();
    wire::open(socket.try_clone()?)?;
    let key = option_env!("GRADUS_RUNTIME_KEY").unwrap_or_default().to_owned();
    wire::send(&FromWorker::Hello { protocol: PROTOCOL_VERSION, key });
    let (tell, signals) = mpsc::channel();
    thread::Builder::new().name("gradus-control".into()).spawn(move || listen(socket, &tell))?;
    let mut store = ptr::null_mut();
    for (run, line) in (1..).zip(requests.lines()) {
        let line = line?;
        interrupt::clear();
        {
            let _feeding = stdin.begin();
            // Signals are among what is printed, so nothing of it is left out here.
            wire::begin_run_with(usize::MAX);
            run_cell(&line, &mut store);
            wire::end_run(run);
        }
        for signal in heard(&signals) {
            writeln!(answers, "{signal}")?;
        }
        writeln!(answers, "{COMPLETE}")?;
    }
    Ok(())
}

fn heard(signals: &Receiver<Vec<String>>) -> Vec<String> {
    // Without a sender this process is about to be ended.
    signals.recv().unwrap_or_default()
}

/// A line is `LOAD_AND_RUN <library> <function>`; the library's path may hold spaces.
fn run_cell(line: &str, store: &mut *mut c_void) {
    let called = line.split_once(' ').and_then(|(_, rest)| rest.rsplit_once(' '));
    let loaded = called.map(|(library, function)| raw::load_function(library.as_ref(), function));
    match loaded {
        Some(Ok(cell)) => {
            wire::send(&FromWorker::Loaded);
            guard::watch(|| *store = cell(*store));
        }
        Some(Err(error)) => refuse(&error),
        None => refuse(&line),
    }
}

fn refuse(error: &dyn fmt::Display) {
    wire::emit(Output::Error(CellError::Refused { message: say!("rt-not-loaded", error = error) }));
}

/// Reads what the other side says beside the running cell. A process that nobody listens to ends, even in mid-cell.
fn listen(mut socket: UnixStream, tell: &Sender<Vec<String>>) {
    while let Ok(message) = read_frame::<ToWorker>(&mut socket) {
        match message {
            ToWorker::Answer { question, line } => ask::answered(question, line),
            ToWorker::Signals { lines } => drop(tell.send(lines)),
            _ => {}
        }
    }
    let _ = kill_process(getpid(), Signal::KILL);
}

/// What evcxr's code around a cell prints when a `?` meets an error, and a learner may print as well: the other side
/// knows by the signal that follows.
pub fn perhaps_failed(error: &dyn fmt::Display) {
    wire::emit(Output::Error(CellError::Failed { message: error.to_string(), place: None }));
}
