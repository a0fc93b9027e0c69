//! What a running cell produces, in the order it was produced.

use crate::{MimeBundle, Verdict};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Names a cell within a session. For a lesson's cell it is the fence's `id`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CellId(pub String);

impl CellId {
    /// A cell id from its text.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names a display that later updates replace in place (a live loss curve).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DisplayId(pub String);

/// Which standard stream bytes were written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum StreamName {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// A place in a cell, as its writer counts: lines and columns from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The cell that holds the code.
    pub cell: CellId,
    /// Line in the cell, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

/// One message of the compiler about a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// rustc's code (`E0308`), where it has one.
    pub code: Option<String>,
    /// The first line: what is wrong.
    pub message: String,
    /// The whole message in rustc's layout with ANSI colours, lines numbered as in the cell.
    pub rendered: String,
    /// Where it points in the learner's code; `None` if only in code the learner did not write.
    pub place: Option<Place>,
    /// What it means here and what to try, in one sentence of ours; `None` where rustc's words are all there is to say.
    pub advice: Option<String>,
}

/// Why a cell did not succeed. A cell that produced one is never a success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellError {
    /// The cell does not compile; nothing of it ran.
    Compile {
        /// rustc's messages, errors only, in its order.
        diagnostics: Vec<Diagnostic>,
    },
    /// The cell panicked. Variables from earlier cells keep their values.
    Panic {
        /// The panic's message.
        message: String,
        /// Where it happened, when that is in a cell.
        place: Option<Place>,
    },
    /// A `?` at the top of the cell met an error.
    Failed {
        /// The error's own words, with its sources.
        message: String,
        /// Where the `?` stands, when that is in a cell.
        place: Option<Place>,
    },
    /// Refused before compiling, in our words (a variable that borrows another, a command we do not know).
    Refused {
        /// What is not possible here and what to do instead.
        message: String,
    },
    /// The process that runs cells ended; its variables are gone.
    Died {
        /// How it ended and what happens next.
        message: String,
    },
    /// Stopped on request.
    Interrupted,
}

/// One output of a cell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Output {
    /// Bytes as the cell wrote them; not necessarily whole lines, not necessarily UTF-8.
    Stream {
        /// Which stream.
        name: StreamName,
        /// The bytes.
        #[serde(with = "stream_bytes")]
        data: Vec<u8>,
    },
    /// The value of the cell's last expression.
    Value(MimeBundle),
    /// Something shown on the way: a plot, a table.
    Display {
        /// Its representations.
        bundle: MimeBundle,
        /// Set when later updates may replace it.
        id: Option<DisplayId>,
    },
    /// New content for an earlier display, wherever it stands.
    Update {
        /// Its representations.
        bundle: MimeBundle,
        /// The display to replace.
        id: DisplayId,
    },
    /// The cell's outputs so far go.
    Clear {
        /// Only once there is another output to take their place, so that nothing flickers.
        wait: bool,
    },
    /// What a check says.
    Verdict(Verdict),
    /// Something the engine wants the learner to know (a variable was dropped, and why).
    Note(String),
    /// Why the cell did not succeed.
    Error(CellError),
}

impl Output {
    /// Text on standard output.
    pub fn stdout(text: impl Into<Vec<u8>>) -> Self {
        Self::Stream { name: StreamName::Stdout, data: text.into() }
    }

    /// Text on standard error.
    pub fn stderr(text: impl Into<Vec<u8>>) -> Self {
        Self::Stream { name: StreamName::Stderr, data: text.into() }
    }
}

/// Stream bytes: raw in frames; in JSON a string with invalid UTF-8 replaced, as Jupyter sends text.
mod stream_bytes {
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(data: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(&String::from_utf8_lossy(data))
        } else {
            serializer.serialize_bytes(data)
        }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        if deserializer.is_human_readable() {
            Ok(String::deserialize(deserializer)?.into_bytes())
        } else {
            serde_bytes::ByteBuf::deserialize(deserializer).map(serde_bytes::ByteBuf::into_vec)
        }
    }
}
