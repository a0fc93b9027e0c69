//! Words looked for: in a text, and on rows that show one. The editor, the screen of one output and the whole lesson
//! look alike: letters narrow, Enter keeps, Esc forgets, and a count says which place of how many it is.

use super::wrap::width_of;
use crossterm::event::{
    KeyCode::{Backspace, Char, Enter, Esc},
    KeyEvent, KeyModifiers,
};
use ratatui::{buffer::Buffer, layout::Rect, style::Modifier};
use std::ops::Range;

/// The places of some words in a text, in bytes. Small letters stand for capitals, too; a capital only for itself.
pub fn places(text: &str, words: &str) -> Vec<Range<usize>> {
    let exact = words.chars().any(char::is_uppercase);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, _) in text.char_indices() {
        let free = found.last().is_none_or(|last| last.end <= start);
        if let (true, Some(length)) = (free, begins(&text[start..], words, exact)) {
            found.push(start..start + length);
        }
    }
    found
}

/// The bytes that the words take at the beginning of a text.
fn begins(text: &str, words: &str, exact: bool) -> Option<usize> {
    let mut left = text.chars();
    for wanted in words.chars() {
        let found = left.next()?;
        let same = found == wanted || (!exact && found.to_lowercase().eq(wanted.to_lowercase()));
        if !same {
            return None;
        }
    }
    (!words.is_empty()).then(|| text.len() - left.as_str().len())
}

/// A piece of a place: a row, and columns of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The row.
    pub row: usize,
    /// The columns.
    pub columns: Range<usize>,
}

/// A place on rows; one that goes over a row's end has more than one piece, and none is empty.
pub type Found = Vec<Piece>;

/// What the end of a row means for words that stand across it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// A line ends: no word goes on.
    Lines,
    /// Words go on behind a space, wherever the next row begins.
    Prose,
    /// A row that fills so many columns goes on at once in the next one.
    Cut(usize),
}

/// All places of some words on rows.
pub fn on_rows(rows: &[String], ends: Ends, words: &str) -> Vec<Found> {
    if words.is_empty() {
        return Vec::new();
    }
    // Where each character of the joined text stands.
    let (mut text, mut stands) = (String::new(), Vec::new());
    for (row, line) in rows.iter().enumerate() {
        let mut column = 0;
        for c in line.chars() {
            let end = column + width_of(c.encode_utf8(&mut [0; 4]));
            // The next row of prose may stand in.
            if !(ends == Ends::Prose && c == ' ' && text.ends_with([' ', '\n'])) {
                stands.push((text.len(), Piece { row, columns: column..end }));
                text.push(c);
            }
            column = end;
        }
        match ends {
            Ends::Lines => text.push('\n'),
            // An empty row parts two paragraphs.
            Ends::Prose => text.push(if line.trim().is_empty() { '\n' } else { ' ' }),
            // A wide character may leave one column free.
            Ends::Cut(width) if column + 1 < width => text.push('\n'),
            Ends::Cut(_) => {}
        }
    }
    let pieces = |place: Range<usize>| {
        let from = stands.partition_point(|(at, _)| *at < place.start);
        let mut pieces: Found = Vec::new();
        for (_, piece) in stands[from..].iter().take_while(|(at, _)| *at < place.end) {
            match pieces.last_mut() {
                Some(last) if last.row == piece.row && last.columns.end == piece.columns.start => {
                    last.columns.end = piece.columns.end;
                }
                _ => pieces.push(piece.clone()),
            }
        }
        pieces
    };
    places(&text, words).into_iter().map(pieces).filter(|found| !found.is_empty()).collect()
}

/// Words that are looked for on rows, and the place that shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// What is looked for.
    pub words: String,
    /// Whether letters are still typed.
    pub typing: bool,
    /// Where it stands.
    pub found: Vec<Found>,
    /// Which of the places is the current one.
    pub current: usize,
}

impl Search {
    /// Begins anew.
    pub fn begin() -> Self {
        Self { typing: true, ..Self::default() }
    }

    /// Takes a key while letters are typed. True if the words are others now.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        match key.code {
            Enter => self.typing = false,
            Esc => *self = Self::default(),
            Backspace => drop(self.words.pop()),
            Char(letter) if (key.modifiers - KeyModifiers::SHIFT).is_empty() => self.words.push(letter),
            _ => return false,
        }
        key.code != Enter
    }

    /// Takes in where the words stand now.
    pub fn look(&mut self, found: Vec<Found>) {
        self.current = self.current.min(found.len().saturating_sub(1));
        self.found = found;
    }

    /// Makes the first place at a row or behind it the current one; behind the last comes the first.
    pub fn go_from(&mut self, row: usize) {
        self.current = self.found.iter().position(|found| found[0].row >= row).unwrap_or(0);
    }

    /// Goes to the next place, or the one before; behind the last comes the first.
    pub fn step(&mut self, forth: bool) {
        let count = self.found.len();
        if count > 0 {
            self.current = (self.current + if forth { 1 } else { count - 1 }) % count;
        }
    }

    /// The row of the current place.
    pub fn row(&self) -> Option<usize> {
        Some(self.found.get(self.current)?[0].row)
    }

    /// Which place it is, from 1, and how many there are.
    pub fn count(&self) -> (usize, usize) {
        let count = self.found.len();
        (if count == 0 { 0 } else { self.current + 1 }, count)
    }

    /// Marks the places on the screen, where `top` is the first row of `body`; the current one also by its weight.
    pub fn mark(&self, top: usize, body: Rect, buffer: &mut Buffer) {
        for (at, piece) in self.found.iter().enumerate().flat_map(|(at, found)| found.iter().map(move |p| (at, p))) {
            let Some(row) = piece.row.checked_sub(top).filter(|row| *row < body.height.into()) else { continue };
            let with = if at == self.current { Modifier::REVERSED | Modifier::BOLD } else { Modifier::UNDERLINED };
            for column in piece.columns.clone().take_while(|column| *column < body.width.into()) {
                if let Some(cell) = buffer.cell_mut((body.x + column as u16, body.y + row as u16)) {
                    cell.modifier |= with;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(rows: &[&str], ends: Ends, words: &str) -> Vec<Vec<(usize, Range<usize>)>> {
        let rows: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
        let pieces = |found: Found| found.into_iter().map(|piece| (piece.row, piece.columns)).collect();
        on_rows(&rows, ends, words).into_iter().map(pieces).collect()
    }

    #[test]
    fn words_are_found_in_order_whatever_their_capitals() {
        assert_eq!(places("Loss, loss, lossless", "loss"), [0..4, 6..10, 12..16]);
        assert_eq!(places("Loss, loss, Loss", "Loss"), [0..4, 12..16], "who types a capital means it");
        assert_eq!(places("aaaaa", "aa"), [0..2, 2..4]);
        assert_eq!(places("Größe 学习学", "学"), [8..11, 14..17]);
        assert!(places("x", "").is_empty());
    }

    #[test]
    fn on_rows_a_place_has_columns_and_a_wide_letter_two() {
        assert_eq!(pieces(&["Loss and loss"], Ends::Lines, "loss"), [[(0, 0..4)], [(0, 9..13)]]);
        assert_eq!(pieces(&["", "学a"], Ends::Lines, "a"), [[(1, 2..3)]]);
        assert!(pieces(&["Loss"], Ends::Lines, "").is_empty());
    }

    #[test]
    fn a_full_row_goes_on_in_the_next_and_a_short_one_does_not() {
        assert_eq!(pieces(&["xxxxlo", "ss"], Ends::Cut(6), "loss"), [[(0, 4..6), (1, 0..2)]], "one place, not two");
        assert!(pieces(&["xxlo", "ss"], Ends::Cut(6), "loss").is_empty());
        assert!(pieces(&["xxlo", "ss"], Ends::Lines, "loss").is_empty());
    }

    #[test]
    fn prose_goes_on_behind_a_space_and_not_in_another_paragraph() {
        let rows = ["  a weighted", "  sum of inputs", "", "and more"];
        assert_eq!(pieces(&rows, Ends::Prose, "weighted sum"), [[(0, 4..12), (1, 2..5)]]);
        assert!(pieces(&rows, Ends::Prose, "inputs and").is_empty());
        assert!(pieces(&rows, Ends::Lines, "weighted sum").is_empty());
    }

    #[test]
    fn steps_go_around() {
        let mut search = Search::default();
        search.step(true);
        assert_eq!(search.count(), (0, 0));
        search.look(on_rows(&["a".into(), "a".into(), "a".into()], Ends::Lines, "a"));
        search.go_from(1);
        assert_eq!((search.row(), search.count()), (Some(1), (2, 3)));
        search.step(true);
        search.step(true);
        assert_eq!(search.row(), Some(0));
        search.step(false);
        assert_eq!(search.count(), (3, 3));
        search.look(Vec::new());
        assert_eq!((search.row(), search.count()), (None, (0, 0)));
    }
}
