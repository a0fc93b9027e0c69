//! What the engine's side and the process that analyses cells tell each other: completion and documentation.
//!
//! The source in a request is a whole file: the session's definitions, its variables as `let`s, and the cell. Nothing of
//! it ever runs.

use crate::Frame;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Version of these messages; client and process of different versions refuse each other.
pub const ANALYSIS_VERSION: u32 = 1;

/// What is asked of the analysing process, one answer each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToAnalyst {
    /// Read a crate and everything it depends on; the first request.
    Load {
        /// Its `Cargo.toml`.
        manifest: PathBuf,
        /// Its root file, whose text each later request replaces (in memory alone).
        root: PathBuf,
        /// The toolchain's folder, for std.
        sysroot: PathBuf,
        /// The target that cells are compiled for.
        target: String,
    },
    /// What could stand at a byte of this source.
    Complete {
        /// The root file's text.
        source: String,
        /// A byte of it, on a character's edge.
        at: u32,
    },
    /// What is known about the name at a byte of this source.
    Document {
        /// The root file's text.
        source: String,
        /// A byte of it, on a character's edge.
        at: u32,
    },
}

/// What the analysing process tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FromAnalyst {
    /// The first frame.
    Hello {
        /// [`ANALYSIS_VERSION`] of the process.
        version: u32,
    },
    /// On the way to [`FromAnalyst::Loaded`].
    Loading(LoadStage),
    /// The crate is read.
    Loaded {
        /// Whether std's sources were there (the component rust-src); without them its methods are unknown.
        std: bool,
    },
    /// Answers [`ToAnalyst::Complete`], likeliest first.
    Completions {
        /// What could stand there.
        items: Vec<Suggestion>,
        /// The bytes of the source that one of them replaces.
        replace: (u32, u32),
    },
    /// Answers [`ToAnalyst::Document`].
    Documentation(Option<Documentation>),
    /// The request could not be answered; technical words.
    Failed(String),
}

/// How far loading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LoadStage {
    /// cargo is asked what belongs together.
    Asking,
    /// Sources are read.
    Reading,
    /// Names are put in order.
    Indexing,
}

impl Frame for ToAnalyst {}
impl Frame for FromAnalyst {}

/// What could stand at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// How a list names it: `exp`, `matmul(…)`.
    pub label: String,
    /// What is written when it is taken.
    pub insert: String,
    /// What it is.
    pub kind: SuggestionKind,
    /// Its type or signature.
    pub detail: Option<String>,
}

/// What a suggestion is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionKind {
    /// A variable of the session or of the cell, or a parameter.
    Variable,
    /// A field of a struct.
    Field,
    /// A method.
    Method,
    /// A function.
    Function,
    /// A struct, an enum, a union, a type alias, a primitive type.
    Type,
    /// A trait.
    Trait,
    /// A module or a crate.
    Module,
    /// A constant, a static, a variant.
    Constant,
    /// A macro or an attribute.
    Macro,
    /// A word of the language.
    Keyword,
    /// Anything else.
    Other,
}

/// What is known about a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Documentation {
    /// Its declaration, as Rust; where it stands comes first, on a line of its own.
    pub signature: String,
    /// What its author wrote about it, as Markdown; may be empty.
    pub text: String,
}

impl Documentation {
    /// All of it as Markdown.
    pub fn markdown(&self) -> String {
        let gap = if self.text.is_empty() { "" } else { "\n\n" };
        format!("```rust\n{}\n```{gap}{}", self.signature, self.text)
    }
}
