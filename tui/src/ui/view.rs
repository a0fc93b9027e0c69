//! An entry of the notebook as rows: lines of text, and the places of pictures and of the editor among them.
//!
//! ```text
//! view/frame.rs    Frame     the box around a cell or a question
//! view/cell.rs               a cell, what it produced, hints and verdicts
//! view/output.rs             one piece of output
//! view/difference.rs         an answer beside the solution
//! view/quiz.rs               a question
//! view/trouble.rs            what is wrong with a line of code, under the line
//! view/recap.rs              what a lesson is about to give, and what it gave
//! view/document.rs Document  all entries under each other; only what changed is made anew
//! ```

mod cell;
mod difference;
mod document;
mod frame;
mod output;
mod quiz;
mod recap;
mod trouble;

pub use cell::{keys as cell_keys, name as cell_name, said as verdict_words, state as cell_state, whole_output};
pub use document::{Document, Place};
pub use quiz::state as quiz_state;

use super::{
    editor::Painted,
    markdown::Heading,
    pictures::{Key, Pictures},
    theme::Theme,
};
use ratatui::text::{Line, Span};
use std::{ops::Range, time::Duration};

/// Widest cell.
pub const WIDEST: u16 = 96;
/// Widest column of prose: longer lines tire the eye.
pub const PROSE: usize = 90;
/// Columns between prose and the cells beside it.
pub const GAP: u16 = 4;
/// Columns that a screen must have for that.
pub const BESIDE: u16 = 160;

/// Rows of one entry.
#[derive(Default)]
pub struct Rows {
    /// The text; rows under a picture or the editor are blank.
    pub lines: Vec<Line<'static>>,
    /// Pictures among them.
    pub pictures: Vec<Picture>,
    /// Headings among them.
    pub headings: Vec<Heading>,
    /// Where what a cell gave begins, and where it ends and help begins.
    pub result: (usize, usize),
    /// The rows inside a box: the one above it and the one below it are the box's own.
    pub boxed: Option<Range<usize>>,
    /// The rows of each choice of a question.
    pub choices: Vec<Range<usize>>,
    /// The editor: first row, column, and its picture.
    pub editor: Option<(usize, u16, Painted)>,
}

/// A picture among rows of text.
#[derive(Clone, Copy)]
pub struct Picture {
    /// Its first row.
    pub row: usize,
    /// How far it stands in.
    pub column: u16,
    /// Which picture.
    pub key: Key,
    /// What stood here before, to be shown until the new one is ready: live curves must not flicker.
    pub before: Option<Key>,
}

/// What drawing an entry takes beside the entry.
pub struct Canvas<'a> {
    /// Cells across.
    pub width: u16,
    /// Rows of the screen: a picture that is higher could lose both ends at once.
    pub highest: u16,
    /// Colours.
    pub theme: Theme,
    /// Pictures.
    pub pictures: &'a mut Pictures,
    /// Time since the program started.
    pub now: Duration,
    /// Whether the entry is the selected one.
    pub selected: bool,
    /// Whether it is being edited.
    pub editing: bool,
    /// Whether code is coloured: what is not on the screen need not be.
    pub coloured: bool,
}

impl Rows {
    /// Adds a line that begins `indent` cells from the left.
    pub fn push(&mut self, indent: usize, line: impl Into<Line<'static>>) {
        let mut line = line.into();
        if indent > 0 {
            line.spans.insert(0, Span::raw(" ".repeat(indent)));
        }
        self.lines.push(line);
    }

    /// Adds an empty row.
    pub fn gap(&mut self) {
        self.lines.push(Line::default());
    }

    /// Adds lines behind a mark: the mark stands before the first, the others hang below it.
    pub fn marked(&mut self, mark: Span<'static>, lines: Vec<Line<'static>>) {
        let hang = Span::raw(" ".repeat(mark.width()));
        for (at, mut line) in lines.into_iter().enumerate() {
            line.spans.insert(0, if at == 0 { mark.clone() } else { hang.clone() });
            self.push(0, line);
        }
    }
}
