//! Completion and documentation for cells, beside the engine: a process of its own reads the kit's sources and a
//! session's definitions and variables, and runs nothing. Cells never wait for it, and it never waits for cells.
//!
//! ```text
//! analyst.rs            Completer   what front ends ask; every answer may be "not yet"
//! analyst/context.rs    Context     what a cell sees of its session, as Rust around the cell
//! analyst/subject.rs                the name that documentation is asked for
//! analyst/fallback.rs               completion without the process: names that are known anyway
//! analyst/moment.rs     Moment      what is known of a session now, to be taken to another thread
//! analyst/local.rs      Analyst     finds or builds the process's program, starts it when asked, ends it when idle
//! analyst/program.rs                the process's program: found, or built in the background
//! analyst/project.rs                the crate that the process reads
//! analyst/process.rs    Process     one running process: a question, an answer
//! ```

mod context;
mod fallback;
mod local;
mod moment;
mod process;
mod program;
mod project;
mod subject;

pub use context::Context;
pub use fallback::Fallback;
pub use gradus_protocol::{Documentation, Suggestion, SuggestionKind};
pub use local::{Analyst, AnalystOptions, IDLE, Program};
pub use moment::Moment;
pub use program::{build, find};
pub(crate) use program::{provide, reading};

use gradus_protocol::{Name, Progress};

/// What could stand at a place of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completions {
    /// Likeliest first.
    pub items: Vec<Suggestion>,
    /// The characters of the cell (counted as Unicode scalar values from 0) that a suggestion replaces.
    pub replace: std::ops::Range<usize>,
}

/// Whether questions can be answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has asked yet, or not for long: the process is not running, and the next question starts it.
    Resting,
    /// It is being built or reads its sources.
    Loading(Progress),
    /// Answers come at once.
    Ready {
        /// Bytes of memory that the process holds, where the system tells.
        memory: Option<u64>,
    },
    /// There is none on this machine; why, and what to do.
    Unavailable(String),
}

/// A question is not answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// Ask again later.
    #[error("{}", .0.step)]
    Loading(Progress),
    /// There will be no answer; why, and what to do.
    #[error("{0}")]
    Unavailable(String),
}

/// Answers questions about cells. Shared by all sessions of a front end.
pub trait Completer: Send + Sync {
    /// What could stand at `cursor`, a place between two characters of the cell, counted in Unicode scalar values from
    /// 0 (as Jupyter counts). Waits while the process reads its sources, but not while its program is being built; so
    /// it is not to be called on a thread that draws.
    ///
    /// # Errors
    /// [`NoAnswer`].
    fn complete(&self, context: &Context, cell: &str, cursor: usize) -> Result<Completions, NoAnswer>;

    /// What is known about the name at `cursor`, counted as in [`Completer::complete`]; behind an opening bracket, about
    /// what is called.
    ///
    /// # Errors
    /// [`NoAnswer`].
    fn document(&self, context: &Context, cell: &str, cursor: usize) -> Result<Option<Documentation>, NoAnswer>;

    /// Begins to get ready, if nothing has yet. Returns at once.
    fn wake(&self);

    /// Whether questions are answered now.
    fn state(&self) -> State;

    /// What could stand at `cursor` as far as names tell that are known anyway. Answers at once.
    fn at_once(&self, names: &[Name], cell: &str, cursor: usize) -> Completions {
        Fallback::default().complete(names, cell, cursor)
    }

    /// Something that the learner should know once, such as how to have std's names as well.
    fn remark(&self) -> Option<String> {
        None
    }
}

/// No analysis at all: for tests, and for sessions that nobody writes in.
#[derive(Clone, Debug, Default)]
pub struct NoAnalysis;

impl NoAnalysis {
    fn reason() -> String {
        say!("analyst-none")
    }
}

impl Completer for NoAnalysis {
    fn complete(&self, _: &Context, _: &str, _: usize) -> Result<Completions, NoAnswer> {
        Err(NoAnswer::Unavailable(Self::reason()))
    }

    fn document(&self, _: &Context, _: &str, _: usize) -> Result<Option<Documentation>, NoAnswer> {
        Err(NoAnswer::Unavailable(Self::reason()))
    }

    fn wake(&self) {}

    fn state(&self) -> State {
        State::Unavailable(Self::reason())
    }
}

#[cfg(test)]
mod tests;
