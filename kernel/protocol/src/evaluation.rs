//! What the engine's side and the process that evaluates cells with evcxr tell each other.
//!
//! What the cells themselves say travels in the worker's frames ([`crate::FromWorker`]) from the process that runs them
//! to the one that compiles them; evcxr's own signals are taken out there, and the rest arrives here as outputs.

use crate::{CellError, CellId, Frame, Output};
use serde::{Deserialize, Serialize};
use std::{path::PathBuf, time::Duration};

/// Version of these messages; engine and process of different versions refuse each other.
pub const EVALUATION_VERSION: u32 = 1;

/// What is asked of the evaluating process. All but [`ToEvaluator::Interrupt`] and [`ToEvaluator::Answer`] wait for their
/// turn and are answered by one [`FromEvaluator::Ended`] each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToEvaluator {
    /// Start evcxr; the first request.
    Begin {
        /// The library that cells link to.
        library: PathBuf,
        /// What rustc is told so that cells find it and the crates inside it.
        flags: Vec<String>,
        /// The crate that brings its names into cells.
        facade: PathBuf,
    },
    /// Compile a cell and run it.
    Run {
        /// Its id; places of panics carry it.
        cell: CellId,
        /// Rust, without commands.
        code: String,
        /// rustc's optimisation level for the cell.
        opt: u8,
    },
    /// Make a crate usable by the cells that follow.
    Depend {
        /// The name that cells use it by.
        name: String,
        /// What stands behind the `=` in a manifest.
        wanted: String,
    },
    /// Forget all variables and definitions; crates stay.
    Clear,
    /// Stop what goes on.
    Interrupt,
    /// Answers [`FromEvaluator::Ask`].
    Answer {
        /// The question's number.
        question: u64,
        /// The line that was typed; `None` where nobody can be asked.
        line: Option<String>,
    },
}

/// What the evaluating process tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromEvaluator {
    /// The first frame.
    Hello {
        /// [`EVALUATION_VERSION`] of the process.
        version: u32,
    },
    /// The running cell produced something, errors aside.
    Output(Output),
    /// The running cell waits for a line.
    Ask {
        /// The question's number; comes back in [`ToEvaluator::Answer`].
        question: u64,
        /// What is asked.
        prompt: String,
        /// Whether what is typed must not be seen.
        password: bool,
    },
    /// What was asked for is over.
    Ended(Evaluated),
}

impl Frame for ToEvaluator {}
impl Frame for FromEvaluator {}

/// How a request ended, and what the session holds then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluated {
    /// How it ended.
    pub ending: Ending,
    /// Variables and their types, as rust-analyzer names them, by name.
    pub variables: Vec<(String, String)>,
    /// Names of definitions.
    pub items: Vec<String>,
    /// Until the cell ran, or did not.
    pub compiling: Duration,
    /// From the cell's first line to its last.
    pub running: Duration,
}

/// How a request ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ending {
    /// As it should.
    Done,
    /// It does not compile; nothing of it ran.
    Faulty(Vec<Fault>),
    /// It panicked, a `?` met an error, it was stopped, or evcxr does not take it.
    Failed(CellError),
    /// The process that ran it ended, and the variables are gone with it.
    Died {
        /// As the system counts: an exit code in the second byte or a signal in the first; `None` if unknown.
        status: Option<i32>,
        /// Whether it was ended because it did not stop.
        killed: bool,
        /// The end of what it wrote on standard error.
        last_words: Vec<u8>,
    },
}

/// One error of the compiler about a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// rustc's code.
    pub code: Option<String>,
    /// What is wrong.
    pub message: String,
    /// Where, in the cell.
    pub marks: Vec<Mark>,
    /// What rustc adds.
    pub help: Vec<String>,
}

/// A part of a cell that an error points at; lines and columns from 1, the end's column not included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Where it begins: line, column.
    pub from: (u32, u32),
    /// Where it ends.
    pub to: (u32, u32),
    /// What is said there; may be empty.
    pub label: String,
    /// Whether it is the place of the error.
    pub primary: bool,
}
