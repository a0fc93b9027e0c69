//! A session as a Jupyter kernel.
//!
//! ```text
//! jupyter.rs             serve        binds the sockets and hands messages and events to the front, until it ends
//! jupyter/connection.rs  read         the connection file
//! jupyter/wire.rs        Wire         frames to messages and back, signed
//! jupyter/front.rs       Front        answers each message
//! jupyter/running.rs                  cells: from a request to the session, from its events to outputs and the reply
//! jupyter/queue.rs       Queue        what runs and what waits
//! jupyter/shown.rs       shown        outputs as messages
//! jupyter/fault.rs       Fault        errors as messages
//! jupyter/publish.rs     Publisher    the iopub socket
//! jupyter/batch.rs       Batch        bytes of a stream as text
//! jupyter/heartbeat.rs                the heartbeat, on a thread of its own
//! jupyter/help.rs                     completion and documentation
//! jupyter/whole.rs       whole        whether a cell is complete
//! jupyter/history.rs     History      what was run, kept in a file
//! jupyter/comm.rs        Comms        channels that front ends open
//! jupyter/info.rs                     what this kernel is
//! jupyter/spec.rs        Kernelspec   how Jupyter finds it
//! ```
//!
//! The protocol: <https://jupyter-client.readthedocs.io/en/latest/messaging.html>. Messages are answered while a cell
//! runs, too; a front end that asks for a completion then does not wait.

mod batch;
mod comm;
mod connection;
mod fault;
mod front;
mod heartbeat;
mod help;
mod history;
mod info;
mod publish;
mod queue;
mod running;
mod shown;
mod spec;
mod whole;
mod wire;

pub use comm::SESSION;
pub use spec::{Kernelspec, SpecError};

use crate::{
    Session,
    engine::{Engine, Sink},
    guide::Guide,
    toolchain::Toolchain,
};
use front::{Channel, Ending, Front};
use history::History;
use info::Rust;
use publish::Publisher;
use std::{
    io,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};
use tokio::{
    runtime,
    signal::unix::{SignalKind, signal},
    sync::mpsc,
    time,
};
use wire::Wire;
use zeromq::{RouterSocket, Socket, SocketRecv, XPubSocket, ZmqMessage};

/// Why there is no kernel. The text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum JupyterError {
    /// The connection file is none.
    #[error("{0}")]
    Connection(String),
    /// A socket cannot be bound where the connection file says.
    #[error("{}", say!("jupyter-bind", error = .0))]
    Bind(String),
    /// The system has no thread or no event loop left.
    #[error("{}", say!("jupyter-system", error = .0))]
    System(#[from] io::Error),
}

impl From<zeromq::ZmqError> for JupyterError {
    fn from(error: zeromq::ZmqError) -> Self {
        Self::Bind(error.to_string())
    }
}

/// How long ZeroMQ's tasks may take to send what was said last; what other ZeroMQ libraries call LINGER.
const LINGER: Duration = Duration::from_millis(200);

/// How long variables may take to be dropped at the end.
const FAREWELL: Duration = Duration::from_secs(3);

/// How often to look whether the process that started us is still there.
const ORPHANED: Duration = Duration::from_secs(1);

/// Serves one front end's connection file until it is told to shut down. What was run is kept in the file `history`; the
/// guide knows lessons.
///
/// # Errors
/// When the sockets cannot be bound.
pub fn serve(
    connection: &Path,
    history: Option<PathBuf>,
    guide: Box<dyn Guide>,
    make: impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static,
) -> Result<(), JupyterError> {
    let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(run(connection, history, guide, make))
}

async fn run(
    connection: &Path,
    history: Option<PathBuf>,
    guide: Box<dyn Guide>,
    make: impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static,
) -> Result<(), JupyterError> {
    let info = connection::read(connection)?;
    let at = |port| connection::endpoint(&info, port);
    heartbeat::start(at(info.hb_port))?;
    let mut iopub = XPubSocket::new();
    iopub.bind(&at(info.iopub_port)).await?;
    let (shell_out, mut shell) = router(&at(info.shell_port)).await?.split();
    let (control_out, mut control) = router(&at(info.control_port)).await?.split();
    let (stdin_out, mut stdin) = router(&at(info.stdin_port)).await?.split();

    let wire = Wire::new(&info.key);
    let (tell, mut events) = mpsc::unbounded_channel();
    let (later, mut late) = mpsc::unbounded_channel();
    let mut front = Front::new(
        wire.clone(),
        // Nobody hears a session that outlives its front, which is right.
        Session::guided(make, guide, move |event| drop(tell.send(event))),
        Publisher::start(iopub, wire),
        [shell_out, control_out, stdin_out],
        kept(history),
        Rust::asked(|| Toolchain::find().ok().map(|found| found.version)),
        later,
    );
    front.begin(&info);

    let (mut interrupts, mut ends) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let parent = std::env::var_os("JPY_PARENT_PID").and_then(|said| Parent::named(&said.to_string_lossy()));
    let mut orphaned = time::interval(ORPHANED);
    // What came in before a cell ended is read before its end is told: a failure drops all that waits behind it.
    while front.ending().is_none() {
        tokio::select! {
            biased;
            message = control.recv() => front.hear(Channel::Control, frames(message)).await,
            message = shell.recv() => front.hear(Channel::Shell, frames(message)).await,
            message = stdin.recv() => front.hear(Channel::Stdin, frames(message)).await,
            Some(answer) = late.recv() => front.answer_late(answer).await,
            _ = interrupts.recv() => front.interrupt().await,
            _ = ends.recv() => front.end(Ending::Shutdown),
            _ = orphaned.tick(), if parent.is_some() => if parent.is_some_and(Parent::is_gone) {
                front.end(Ending::Shutdown);
            },
            Some(event) = events.recv() => front.happened(event).await,
        }
    }
    let session = front.close().await;
    time::sleep(LINGER).await;
    let (done, closed) = tokio::sync::oneshot::channel();
    thread::spawn(move || {
        session.close();
        // Nobody waits any more.
        let _ = done.send(());
    });
    // A runtime that is being built does not hold up the end.
    let _ = time::timeout(FAREWELL, closed).await;
    Ok(())
}

/// Whoever started us, as Jupyter names it; without it nobody would ever end this process.
#[derive(Clone, Copy)]
struct Parent {
    ours: i32,
}

impl Parent {
    fn named(said: &str) -> Option<Self> {
        let ours = parent();
        let said: i32 = said.parse().ok()?;
        // It may have gone before we looked: orphans are the first process's.
        Some(Self { ours: if ours == 1 { said } else { ours } })
    }

    fn is_gone(self) -> bool {
        parent() != self.ours
    }
}

fn parent() -> i32 {
    rustix::process::getppid().map_or(0, rustix::process::Pid::as_raw_pid)
}

async fn router(endpoint: &str) -> Result<RouterSocket, JupyterError> {
    let mut socket = RouterSocket::new();
    socket.bind(endpoint).await?;
    Ok(socket)
}

/// Frames of a message; none if the socket met an error, which the next message may follow.
fn frames(message: Result<ZmqMessage, zeromq::ZmqError>) -> Vec<Vec<u8>> {
    message.map(|message| message.into_vec().into_iter().map(Into::into).collect()).unwrap_or_default()
}

fn kept(history: Option<PathBuf>) -> History {
    let Some(path) = history else { return History::forgetful() };
    History::open(&path).unwrap_or_else(|error| {
        eprintln!("{}", say!("jupyter-no-history", path = path.display(), error = error));
        History::forgetful()
    })
}
