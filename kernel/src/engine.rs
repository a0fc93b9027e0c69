//! What runs cells. The direct engine ([`direct`]) is the one learners use; [`evcxr`] is there for sessions that choose
//! it, and [`switching`] moves a session from one to the other; the scripted engine ([`scripted`]) answers from a list,
//! so that screens and protocols are tested in milliseconds.

mod dependency;
pub mod direct;
pub mod evcxr;
mod finished;
mod hush;
mod kind;
pub mod scripted;
mod speaks;
pub mod switching;

pub use dependency::{Dependency, NoDependency};
pub use finished::Finished;
pub use kind::{Kind, NoKind};

use crate::{
    analyst::{Completer, Context, NoAnalysis},
    runtime::{Additions, Stop},
};
use gradus_protocol::{Again, CellError, CellId, Diagnostic, Name, Output, Progress, Status};
use std::{sync::Arc, time::Duration};

/// A cell to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Its id; outputs and error places carry it.
    pub id: CellId,
    /// Its Rust source.
    pub code: String,
    /// Whether it takes part in the session or only looks at it.
    pub role: Role,
    /// rustc's optimisation level for the cell's own code, 0 to 3; `None` leaves it to the session: 0, and 3 for a cell
    /// that has run long. The kit's kernels are always at 3.
    pub opt: Option<u8>,
}

impl Cell {
    /// A learner's cell at the default level.
    pub fn new(id: impl Into<String>, code: impl Into<String>) -> Self {
        Self { id: CellId::new(id), code: code.into(), role: Role::Learner, opt: None }
    }

    /// A hidden check: it sees the session's names and leaves none.
    pub fn probe(id: impl Into<String>, code: impl Into<String>) -> Self {
        Self { role: Role::Probe, ..Self::new(id, code) }
    }
}

/// Whether a cell takes part in the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Its items and variables stay.
    Learner,
    /// It reads the session's names; its own items and variables go when it ends.
    Probe,
}

/// What an engine tells while it works.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EngineEvent {
    /// A long step on the way to readiness.
    Preparing(Progress),
    /// A long step that the session did not wait for is over.
    Prepared,
    /// A cell produced something.
    Output(CellId, Output),
    /// A cell waits for a line.
    Ask {
        /// Which cell.
        cell: CellId,
        /// What is asked.
        prompt: String,
        /// Whether what is typed must not be seen.
        password: bool,
    },
    /// All variables are gone and a new worker is ready; the reason in words, and what could run again.
    Restarted(String, Option<Again>),
}

/// Where an engine's events go. Called from any thread, never concurrently for one cell's outputs.
pub type Sink = Arc<dyn Fn(EngineEvent) + Send + Sync>;

/// Stops the running cell; callable from any thread while [`Engine::run`] blocks.
pub type Interrupter = Arc<dyn Fn() + Send + Sync>;

/// Answers what the running cell asked ([`EngineEvent::Ask`]), `None` if nobody can; callable from any thread.
pub type Answerer = Arc<dyn Fn(Option<String>) + Send + Sync>;

/// What a cell cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timing {
    /// Taking it apart and writing the crate that is compiled.
    pub generate: Duration,
    /// In the compiler, all attempts together.
    pub compile: Duration,
    /// How often the compiler ran; never for a cell that was compiled before.
    pub attempts: u32,
    /// Bringing the library into the worker.
    pub load: Duration,
    /// Running, with everything that came of it.
    pub run: Duration,
}

/// An engine cannot start. The text says why and what to do.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct EngineError(pub String);

/// Runs cells one after another and keeps their variables.
pub trait Engine: Send {
    /// Gets ready: finds or builds the runtime, starts the worker. Does nothing when ready already.
    ///
    /// # Errors
    /// When cells cannot run on this machine as it is.
    fn start(&mut self) -> Result<(), EngineError>;

    /// Runs one cell to its end. Outputs go to the sink before this returns; anything but [`Status::Ok`] is
    /// explained by an [`Output::Error`]. A dead worker is replaced before this returns.
    fn run(&mut self, cell: &Cell) -> Status;

    /// What would be wrong with a cell that is still being written, in the words of a run, and without running anything:
    /// the session stays as it is. `None` if nothing can be told of it, or `stop` ended it.
    fn proofread(&mut self, _: &Cell, _: &Stop) -> Option<Vec<Diagnostic>> {
        None
    }

    /// Begins to get what cells will need beside the kit, and holds nothing up.
    fn foresee(&mut self, _: Additions) {}

    /// Makes crates usable by the cells that follow, on behalf of a cell; they join those asked for before. Variables
    /// stay: finished cells run again in silence. What it will do and how far it is goes to the sink; when it does not
    /// succeed the session is as it was, and an [`Output::Error`] says why.
    fn depend(&mut self, cell: &CellId, wanted: &[Dependency]) -> Status;

    /// Drops all variables and items and starts a new worker.
    ///
    /// # Errors
    /// As [`Engine::start`].
    fn restart(&mut self) -> Result<(), EngineError>;

    /// The cells that finished in a worker that is gone, in order; the engine is ready to run them again.
    fn again(&mut self) -> Vec<Cell>;

    /// The cells that finished and whose variables are there, in order.
    fn here(&self) -> Vec<Cell> {
        Vec::new()
    }

    /// Which kind of engine it is.
    fn kind(&self) -> Kind {
        Kind::Direct
    }

    /// Has later cells run by another kind of engine, on behalf of a cell. The finished cells run there again in silence;
    /// what it will do and how far it is goes to the sink.
    ///
    /// # Errors
    /// Why the session stays as it is.
    fn choose(&mut self, _: &CellId, _: Kind) -> Result<(), CellError> {
        Err(CellError::Refused { message: say!("engine-only") })
    }

    /// The variables and items that cells can use now.
    fn names(&self) -> Vec<Name>;

    /// What a cell would see of the session, for completion and documentation. Without one of its own, an engine's
    /// cells see the kit.
    fn context(&self) -> Context {
        Context::default()
    }

    /// Who completes and documents in its cells. Asked once, when a session begins.
    fn completer(&self) -> Arc<dyn Completer> {
        Arc::new(NoAnalysis)
    }

    /// What the last cell cost, if one was compiled.
    fn timing(&self) -> Option<Timing> {
        None
    }

    /// A type that rustc names this way as a person writes it: in short, and in full.
    fn readable(&self, type_name: &str) -> (String, String) {
        (type_name.to_owned(), type_name.to_owned())
    }

    /// A handle that stops the running cell.
    fn interrupter(&self) -> Interrupter;

    /// A handle that answers the running cell. Asked once, when a session begins.
    fn answerer(&self) -> Answerer;
}
