//! A lesson with a learner's work in it, for reading elsewhere. Pure: texts in, texts out.
//!
//! ```text
//! export/pieces.rs    Piece    the lesson in reading order: words, code, what the code gave; the learner's own cells
//! export/markdown.rs           as Markdown, with its pictures as files beside it
//! export/page.rs               as one HTML page that needs nothing else
//! export/recap.rs              in plain text: what is solved, and with what
//! ```

mod markdown;
mod page;
mod pieces;
mod recap;

pub use markdown::{Written, markdown};
pub use page::page;
pub use recap::{gone, recap};

use crate::{Catalog, Lesson, notebook::Pictures, notebook::Whose};
use gradus_protocol::Output;
use std::collections::BTreeMap;

/// What cells gave, by their ids.
pub type Outputs = BTreeMap<String, Vec<Output>>;

/// What is written.
#[derive(Clone, Copy)]
pub struct Sheet<'a> {
    /// The course, for recorded figures.
    pub catalog: &'a Catalog,
    /// The lesson.
    pub lesson: &'a Lesson,
    /// Whose answers stand in it.
    pub whose: Whose<'a>,
    /// What stands under the cells.
    pub outputs: &'a Outputs,
    /// The pictures beside the lesson.
    pub pictures: Pictures<'a>,
}

/// A day, from seconds since 1970 (UTC).
fn day(at: u64) -> String {
    i64::try_from(at)
        .ok()
        .and_then(|at| chrono::DateTime::from_timestamp(at, 0))
        .map_or_else(String::new, |at| at.format("%Y-%m-%d").to_string())
}
