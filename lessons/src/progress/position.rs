//! Where a learner stopped in a lesson: named by a cell, so that they come back to it when the lesson has changed.

use serde::{Deserialize, Serialize};

/// A place in a lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept")]
pub struct Position {
    /// The chosen cell, exercise or quiz, the lesson's or the learner's own; none before the lesson is begun.
    pub cell: Option<String>,
    /// The number of its block in the lesson (of the learner's own: of the block above it). It counts where the cell is
    /// gone.
    pub block: usize,
    /// The first row that showed; none where no screen showed it.
    pub top: Option<Top>,
}

/// A row, counted from a cell: what the cell gave may have another height on another day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Top {
    /// Counted from the cell's first row; negative above it.
    Head(isize),
    /// Counted from the row behind its last.
    Behind(usize),
}

impl Position {
    /// Whether the learner had begun.
    pub fn begun(&self) -> bool {
        self.cell.is_some() || self.block > 0
    }
}

/// As it stands in files; before version 3 the block's number was all.
#[derive(Deserialize)]
#[serde(untagged)]
enum Kept {
    Block(usize),
    Place {
        cell: Option<String>,
        #[serde(default)]
        block: usize,
        top: Option<Top>,
    },
}

impl From<Kept> for Position {
    fn from(kept: Kept) -> Self {
        match kept {
            Kept::Block(block) => Self { block, ..Self::default() },
            Kept::Place { cell, block, top } => Self { cell, block, top },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_an_earlier_file_is_a_place() {
        let old: Position = serde_json::from_str("7").unwrap();
        assert_eq!(old, Position { block: 7, ..Position::default() });
        assert!(old.begun());
        assert!(!serde_json::from_str::<Position>("0").unwrap().begun());
    }

    #[test]
    fn what_is_written_reads_the_same() {
        for top in [Some(Top::Head(-3)), Some(Top::Behind(2)), None] {
            let position = Position { cell: Some("loss".to_owned()), block: 4, top };
            let text = serde_json::to_string(&position).unwrap();
            assert_eq!(serde_json::from_str::<Position>(&text).unwrap(), position, "{text}");
        }
    }
}
