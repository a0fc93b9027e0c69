//! What a session tells a front end. `gradus run --json` prints one event a line.

use crate::{CellId, Output};
use serde::{Deserialize, Serialize};

/// How far a long step is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// The step in words ("compiling dfdx").
    pub step: String,
    /// Units done.
    pub done: u64,
    /// Units in all; 0 when unknown.
    pub total: u64,
    /// Seconds left, when there is a fair guess.
    pub seconds_left: Option<u64>,
}

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Everything ran.
    Ok,
    /// It did not compile, panicked, failed, or was refused; an [`Output::Error`] says which.
    Error,
    /// Stopped on request.
    Interrupted,
    /// The worker died under it.
    Died,
    /// Never started, because the session restarted or an earlier queued cell failed.
    Skipped,
}

/// What kind of thing a name stands for in a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameKind {
    /// A `let` variable that lives across cells.
    Variable,
    /// A function, struct, enum, trait, constant, macro, ...
    Item,
}

/// A name the session knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// The name as written.
    pub name: String,
    /// Variable or item.
    pub kind: NameKind,
    /// The cell that defined it last.
    pub cell: CellId,
    /// A variable's type as a person writes it (`Tensor<4x2, f32>`); an item's keyword (`fn`, `struct`).
    pub ty: String,
    /// A variable's type in full, as code can write it (`Tensor<Rank2<4, 2>, f32, Cpu>`).
    pub full_type: Option<String>,
    /// How many bytes a variable holds: the elements of a tensor, a vector or a text; else the size of its type.
    pub size: Option<u64>,
    /// A variable's value in one short line, where it can be told without running code of the learner's.
    pub preview: Option<String>,
}

impl Name {
    /// What it holds, in units that people read: `96 B`, `1.2 MB`.
    pub fn held(&self) -> Option<String> {
        let size = self.size?;
        let units = ["kB", "MB", "GB", "TB"];
        let mut scaled = size as f64;
        let mut unit = "B";
        for larger in units {
            // 999.95 would read as 1000.0.
            if scaled < if unit == "B" { 1000.0 } else { 999.95 } {
                break;
            }
            (scaled, unit) = (scaled / 1000.0, larger);
        }
        Some(if unit == "B" { format!("{size} B") } else { format!("{scaled:.1} {unit}") })
    }

    /// A name of which no more is known than this.
    pub fn new(name: impl Into<String>, kind: NameKind, cell: CellId, ty: impl Into<String>) -> Self {
        Self { name: name.into(), kind, cell, ty: ty.into(), full_type: None, size: None, preview: None }
    }
}

/// Something that happened in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The session is getting ready (the runtime is being built, the worker starts).
    Preparing(Progress),
    /// Cells answer at once from here on.
    Ready,
    /// The session cannot run cells; the message says why and what to do.
    Unavailable {
        /// Why, and what to do.
        message: String,
    },
    /// A cell started.
    Started {
        /// Which cell.
        cell: CellId,
        /// The session's run counter, from 1; Jupyter's execution count.
        run: u64,
    },
    /// A cell produced something.
    Output {
        /// Which cell.
        cell: CellId,
        /// What.
        output: Output,
    },
    /// A cell waits for a line. Every front end answers, if only that there is nobody to ask.
    Ask {
        /// Which cell.
        cell: CellId,
        /// What is asked.
        prompt: String,
        /// Whether what is typed must not be seen.
        password: bool,
    },
    /// A cell ended.
    Finished {
        /// Which cell.
        cell: CellId,
        /// The run counter it started with (0 when it never started).
        run: u64,
        /// How it ended.
        status: Status,
        /// How long it took, in milliseconds, compiling included.
        took_ms: u64,
        /// Whether its compiled form was kept from an earlier run, so that nothing was compiled.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        kept: bool,
    },
    /// The names that cells have left, with what they hold. `gradus run --json` ends with it.
    Names {
        /// Variables and definitions.
        names: Vec<Name>,
    },
    /// The session lost its variables and starts anew.
    Restarted {
        /// Why, in words; empty when the learner asked for it.
        reason: String,
        /// What could be run again to have them back; never when the learner asked for it.
        again: Option<Again>,
    },
    /// Cells that ran again to bring a session back are through; each had its own events before.
    Restored {
        /// Those that finished, in order.
        cells: Vec<CellId>,
        /// Those that did not.
        lost: Vec<CellId>,
    },
}

/// Finished cells whose variables are gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    /// The cells, in the order in which they would run.
    pub cells: Vec<CellId>,
    /// About how long that takes, in whole seconds.
    pub seconds: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_in_units() {
        let held = |size| Name { size: Some(size), ..Name::new("x", NameKind::Variable, CellId::new("a"), "T") }.held();
        for (size, words) in [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (999_960, "1.0 MB"), (1_234_567, "1.2 MB")]
        {
            assert_eq!(held(size).as_deref(), Some(words));
        }
        assert_eq!(Name::new("f", NameKind::Item, CellId::new("a"), "fn").held(), None);
    }
}
