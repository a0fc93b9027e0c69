//! Outputs on their way to the engine: frames on the control socket, and between them what the process wrote to its
//! standard streams, each where it belongs.
//!
//! Descriptors 1 and 2 are pipes that this process reads itself. Whoever sends a frame first empties both under the
//! frame lock, so a display comes after everything printed before it; a thread empties them while nobody sends. The
//! kernel moves the bytes from pipe to socket: at every moment each is in one of the two, where the engine finds it
//! even when this process dies.

use super::raw;
use gradus_protocol::{CellError, FromWorker, MimeBundle, Output, StreamName, write_frame};
use rustix::{
    event::{PollFd, PollFlags, poll},
    fs::{OFlags, fcntl_setfl},
    io::{Errno, ioctl_fionread},
    pipe::{PipeFlags, pipe_with},
    stdio::{dup2_stderr, dup2_stdout},
};
use std::{
    io::{self, Write},
    os::{
        fd::{AsFd, OwnedFd},
        unix::net::UnixStream,
    },
    sync::{Mutex, MutexGuard, OnceLock, PoisonError},
    thread,
};

/// Stream bytes that one run may send, 16 MiB.
const BUDGET: usize = 16 << 20;

/// More than a pipe holds, so one round empties what was in it when the round began, and a thread that prints without
/// end cannot keep a sender here.
const ROUND: u64 = 128 << 10;

static WIRE: OnceLock<Mutex<Wire>> = OnceLock::new();

struct Wire {
    socket: UnixStream,
    pipes: [(StreamName, OwnedFd); 2],
    budget: usize,
    dropped: u64,
    failed: bool,
}

/// Sends an output to the engine, after everything printed before it. Outside a worker, prints its plain text.
pub fn emit(output: Output) {
    match lock() {
        None => print(&output),
        Some(mut wire) => wire.output(output),
    }
}

/// Whether this is a worker, whose displays can be replaced; elsewhere an output is printed and stays.
pub fn in_session() -> bool {
    WIRE.get().is_some()
}

/// Sends a frame that is no output, after everything printed before it. Does nothing outside a worker.
pub(super) fn send(frame: &FromWorker) {
    if let Some(mut wire) = lock() {
        wire.drain();
        wire.frame(frame);
    }
}

/// As [`send`], but leaves Rust's buffer of standard output alone: the cell may hold its lock while it waits for the
/// answer to this frame.
pub(super) fn send_beside(frame: &FromWorker) {
    if let Some(wire) = WIRE.get() {
        let mut wire = unpoisoned(wire);
        wire.drain();
        wire.frame(frame);
    }
}

/// Starts a run: what other threads printed since the last one goes out first.
pub(super) fn begin_run() {
    begin_run_with(BUDGET);
}

/// The same, with another number of stream bytes that may be sent.
pub(super) fn begin_run_with(budget: usize) {
    if let Some(mut wire) = lock() {
        wire.drain();
        (wire.budget, wire.dropped, wire.failed) = (budget, 0, false);
    }
}

/// Ends a run: everything it printed, then [`FromWorker::Done`].
pub(super) fn end_run(run: u64) {
    if let Some(mut wire) = lock() {
        wire.drain();
        if wire.dropped > 0 {
            let note = say!("rt-dropped", kilobytes = wire.dropped.div_ceil(1024));
            wire.frame(&FromWorker::Output(Output::Note(note)));
        }
        let ok = !wire.failed;
        wire.frame(&FromWorker::Done { run, ok });
    }
}

/// Replaces the standard streams by pipes and sends everything over `socket` from now on.
pub(super) fn open(socket: UnixStream) -> io::Result<()> {
    let stdout = captured(dup2_stdout)?;
    let stderr = captured(dup2_stderr)?;
    let watched = [stdout.try_clone()?, stderr.try_clone()?];
    let _ = WIRE.set(Mutex::new(Wire::new(socket, stdout, stderr)));
    raw::at_exit(last_words);
    thread::Builder::new().name("gradus-streams".into()).spawn(move || watch(&watched)).map(|_| ())
}

/// A cell may end the process while the watching thread holds its last words, read and not yet sent: waits for the
/// thread, and sends the rest.
extern "C" fn last_words() {
    if let Some(wire) = WIRE.get() {
        unpoisoned(wire).drain();
    }
}

/// Makes a pipe, puts its end over a standard stream and gives the other.
fn captured(replace: fn(OwnedFd) -> rustix::io::Result<()>) -> io::Result<OwnedFd> {
    let (read, write) = pipe_with(PipeFlags::CLOEXEC)?;
    fcntl_setfl(&read, OFlags::NONBLOCK)?;
    replace(write)?;
    Ok(read)
}

/// Empties the pipes whenever something arrives, until both are closed.
fn watch(pipes: &[OwnedFd]) {
    let mut open: Vec<_> = pipes.iter().collect();
    while !open.is_empty() {
        let mut fds: Vec<_> = open.iter().map(|fd| PollFd::new(*fd, PollFlags::IN)).collect();
        match poll(&mut fds, None) {
            Ok(_) | Err(Errno::INTR) => {}
            Err(_) => return,
        }
        let seen: Vec<_> = fds.iter().map(PollFd::revents).collect();
        let mut ended = seen.iter().map(|events| events.contains(PollFlags::HUP) && !events.contains(PollFlags::IN));
        open.retain(|_| !ended.next().unwrap_or(false));
        if let Some(wire) = WIRE.get() {
            unpoisoned(wire).drain();
        }
    }
}

/// The wire, if this is a worker, with Rust's own buffer of standard output written out. The flush comes before the
/// lock: on a full pipe it waits for whoever holds the lock to read.
fn lock() -> Option<MutexGuard<'static, Wire>> {
    let wire = WIRE.get()?;
    let _ = io::stdout().flush();
    Some(unpoisoned(wire))
}

fn unpoisoned(wire: &Mutex<Wire>) -> MutexGuard<'_, Wire> {
    wire.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Wire {
    fn new(socket: UnixStream, stdout: OwnedFd, stderr: OwnedFd) -> Self {
        Self {
            socket,
            pipes: [(StreamName::Stdout, stdout), (StreamName::Stderr, stderr)],
            budget: BUDGET,
            dropped: 0,
            failed: false,
        }
    }

    fn output(&mut self, output: Output) {
        self.drain();
        match output {
            Output::Stream { name, data } => self.stream(name, data),
            other => {
                self.failed |= matches!(other, Output::Error(_));
                self.frame(&FromWorker::Output(other));
            }
        }
    }

    /// Sends what both pipes hold now.
    fn drain(&mut self) {
        for index in 0..self.pipes.len() {
            let waiting = ioctl_fionread(&self.pipes[index].1).unwrap_or(0).min(ROUND);
            let kept = self.admit(waiting as usize);
            if kept > 0 {
                // At most `ROUND`.
                self.frame(&FromWorker::Raw { name: self.pipes[index].0, size: kept as u32 });
                pass_on(&self.pipes[index].1, &mut self.socket, kept);
            }
            let left_out = waiting as usize - kept;
            discard(&self.pipes[index].1, left_out);
            self.left_out(left_out);
        }
    }

    /// Sends stream bytes as far as the run's budget goes.
    fn stream(&mut self, name: StreamName, mut data: Vec<u8>) {
        let kept = self.admit(data.len());
        let left_out = data.len() - kept;
        data.truncate(kept);
        if !data.is_empty() {
            self.frame(&FromWorker::Output(Output::Stream { name, data }));
        }
        self.left_out(left_out);
    }

    /// How much of this many bytes the run may still send; they count as sent.
    fn admit(&mut self, size: usize) -> usize {
        let kept = size.min(self.budget);
        self.budget -= kept;
        kept
    }

    /// Counts bytes that are not sent, and says so once.
    fn left_out(&mut self, size: usize) {
        let first = self.dropped == 0 && size > 0;
        self.dropped += size as u64;
        if first {
            let note = say!("rt-dropping", megabytes = BUDGET >> 20);
            self.frame(&FromWorker::Output(Output::Note(note)));
        }
    }

    /// A socket that does not take a frame has lost its engine; the worker's listener ends the process then.
    fn frame(&mut self, frame: &FromWorker) {
        let _ = write_frame(&mut self.socket, frame);
    }
}

/// Moves bytes that wait in a pipe to the socket.
fn pass_on(pipe: &OwnedFd, socket: &mut UnixStream, mut size: usize) {
    #[cfg(target_os = "linux")]
    while size > 0 {
        match rustix::pipe::splice(pipe, None, &*socket, None, size, rustix::pipe::SpliceFlags::empty()) {
            Ok(0) => break,
            Ok(count) => size -= count,
            Err(Errno::INTR) => {}
            // A socket of a system that cannot, or one whose engine is gone.
            Err(_) => break,
        }
    }
    let mut buffer = vec![0; size];
    let filled = fill(pipe, &mut buffer);
    let _ = socket.write_all(&buffer[..filled]);
}

/// Takes bytes out of a pipe that nobody will read.
fn discard(pipe: &OwnedFd, size: usize) {
    fill(pipe, &mut vec![0; size]);
}

/// Reads what waits in a pipe, as far as there is room.
fn fill(pipe: &OwnedFd, buffer: &mut [u8]) -> usize {
    let mut filled = 0;
    while filled < buffer.len() {
        match rustix::io::read(pipe.as_fd(), &mut buffer[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(Errno::INTR) => {}
            Err(_) => break,
        }
    }
    filled
}

/// What a program that uses the kit outside a worker shows.
fn print(output: &Output) {
    match output {
        Output::Stream { name: StreamName::Stdout, data } => print!("{}", String::from_utf8_lossy(data)),
        Output::Stream { name: StreamName::Stderr, data } => eprint!("{}", String::from_utf8_lossy(data)),
        Output::Value(bundle) | Output::Display { bundle, .. } | Output::Update { bundle, .. } => print_plain(bundle),
        // What was printed cannot be taken back.
        Output::Clear { .. } => {}
        Output::Verdict(verdict) => println!("{}", verdict.message()),
        Output::Note(note) => println!("{note}"),
        Output::Error(error) => eprintln!("{}", words(error)),
    }
}

fn print_plain(bundle: &MimeBundle) {
    if let Some(text) = bundle.text("text/plain") {
        println!("{text}");
    }
}

fn words(error: &CellError) -> String {
    match error {
        CellError::Compile { diagnostics } => diagnostics.iter().map(|d| d.rendered.as_str()).collect(),
        CellError::Panic { message, .. }
        | CellError::Failed { message, .. }
        | CellError::Refused { message }
        | CellError::Died { message } => message.clone(),
        CellError::Interrupted => say!("rt-interrupted"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_protocol::read_worker;

    struct Rig {
        wire: Wire,
        stdout: std::fs::File,
        stderr: std::fs::File,
        engine: UnixStream,
    }

    fn rig() -> Rig {
        let (engine, socket) = UnixStream::pair().unwrap();
        let pipe = || {
            let (read, write) = pipe_with(PipeFlags::CLOEXEC).unwrap();
            fcntl_setfl(&read, OFlags::NONBLOCK).unwrap();
            (read, std::fs::File::from(write))
        };
        let ((out, stdout), (err, stderr)) = (pipe(), pipe());
        Rig { wire: Wire::new(socket, out, err), stdout, stderr, engine }
    }

    fn sent(rig: Rig) -> Vec<Output> {
        let Rig { wire, mut engine, .. } = rig;
        drop(wire);
        std::iter::from_fn(|| read_worker(&mut engine).ok())
            .map(|frame| match frame {
                FromWorker::Output(output) => output,
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn printed_bytes_and_displays_keep_their_order() {
        let mut rig = rig();
        let plot = || Output::Display { bundle: MimeBundle::plain("plot"), id: None };
        rig.stdout.write_all(b"before ").unwrap();
        rig.wire.output(plot());
        rig.stdout.write_all(b"af\xffter").unwrap();
        rig.wire.output(Output::stderr("careful\n"));
        rig.stderr.write_all(b"raw").unwrap();
        rig.wire.drain();
        assert_eq!(
            sent(rig),
            [
                Output::stdout("before "),
                plot(),
                Output::stdout(b"af\xffter"),
                Output::stderr("careful\n"),
                Output::stderr("raw"),
            ]
        );
    }

    #[test]
    fn streams_beyond_the_budget_are_counted_and_other_outputs_still_pass() {
        let mut rig = rig();
        rig.wire.budget = 10;
        rig.stdout.write_all(b"123456789012345").unwrap();
        rig.wire.output(Output::stderr("more"));
        rig.wire.output(Output::Note("after".into()));
        assert_eq!(rig.wire.dropped, 9);
        let outputs = sent(rig);
        assert_eq!(outputs[0], Output::stdout("1234567890"));
        assert!(matches!(&outputs[1], Output::Note(_)));
        assert_eq!(outputs[2..], [Output::Note("after".into())]);
    }

    #[test]
    fn only_an_error_makes_a_run_fail() {
        let mut rig = rig();
        rig.wire.output(Output::stderr("error: only a word"));
        assert!(!rig.wire.failed);
        rig.wire.output(Output::Error(CellError::Interrupted));
        assert!(rig.wire.failed);
    }
}
