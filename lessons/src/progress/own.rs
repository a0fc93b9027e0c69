//! Cells that a learner adds: between a lesson's own, or in the scratch notebook.

use crate::{Block, Lesson};
use serde::{Deserialize, Serialize};

/// Deleted cells that can come back; what was deleted longer ago is gone.
const DELETED: usize = 50;

/// A cell of the learner's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnCell {
    /// Unique among the lesson's cells and the learner's, also those that were deleted.
    pub id: String,
    /// What its text is.
    #[serde(default)]
    pub kind: OwnKind,
    /// Its text.
    pub text: String,
    /// Where it stands.
    #[serde(default)]
    pub place: OwnPlace,
}

/// What the text of a learner's own cell is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnKind {
    /// Rust, to be run.
    #[default]
    Code,
    /// Markdown, to be read.
    Markdown,
}

/// Where a learner's own cell stands among a lesson's blocks: named by a neighbour, so that it stays there when the
/// lesson grows or shrinks elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPlace {
    /// The nearest cell, exercise or quiz of the lesson above it; none at the lesson's beginning.
    pub after: Option<String>,
    /// The pieces of prose between that one and the cell.
    #[serde(default)]
    pub prose: usize,
    /// The learner's own cells that stand between the last of these and the cell.
    #[serde(default)]
    pub own: usize,
}

impl OwnPlace {
    /// The place in front of a lesson's block of this position, with no other own cell there.
    pub fn before(lesson: &Lesson, position: usize) -> Self {
        let above = &lesson.blocks[..position.min(lesson.blocks.len())];
        let prose = above.iter().rev().take_while(|block| block.id().is_none()).count();
        let after = above.iter().rev().find_map(Block::id).map(str::to_owned);
        Self { after, prose, own: 0 }
    }

    /// The position of the lesson's block that it stands in front of. Where its neighbour is gone, that is the end.
    pub fn position(&self, lesson: &Lesson) -> usize {
        let first = match &self.after {
            Some(id) => match lesson.position(id) {
                Some(at) => at + 1,
                None => return lesson.blocks.len(),
            },
            None => 0,
        };
        let prose = lesson.blocks[first..].iter().take_while(|block| block.id().is_none()).count();
        first + prose.min(self.prose)
    }
}

/// Puts a deleted cell to those that can come back.
pub(super) fn keep_deleted(deleted: &mut Vec<OwnCell>, cell: OwnCell) {
    deleted.push(cell);
    let gone = deleted.len().saturating_sub(DELETED);
    deleted.drain(..gone);
}
