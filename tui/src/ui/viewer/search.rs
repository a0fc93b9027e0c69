//! Where words stand in text that was wrapped to a width.

use crate::ui::wrap::width_of;
use std::ops::Range;

/// A place in the text: a row, and columns of it. A place that goes over a row's end is two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The row.
    pub row: usize,
    /// The columns.
    pub columns: Range<usize>,
}

/// All places of the words. Small letters stand for capitals, too; a capital only for itself. A row that is full goes on
/// in the next one, so words are found across it.
pub fn find(lines: &[String], width: usize, words: &str) -> Vec<Found> {
    if words.is_empty() {
        return Vec::new();
    }
    let exact = words.chars().any(char::is_uppercase);
    let alike = |c: char| if exact { c } else { c.to_lowercase().next().unwrap_or(c) };
    let wanted: Vec<char> = words.chars().map(alike).collect();
    // Each character with its row and columns; a line end is one that no word holds.
    let mut text: Vec<(char, usize, Range<usize>)> = Vec::new();
    for (row, line) in lines.iter().enumerate() {
        let mut column = 0;
        for c in line.chars() {
            let end = column + width_of(c.encode_utf8(&mut [0; 4]));
            text.push((alike(c), row, column..end));
            column = end;
        }
        // A wide character may leave one column free.
        if column + 1 < width {
            text.push(('\n', row, column..column));
        }
    }
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while at + wanted.len() <= text.len() {
        let here = &text[at..at + wanted.len()];
        if !here.iter().map(|(c, ..)| c).eq(&wanted) {
            at += 1;
            continue;
        }
        for (letter, (_, row, columns)) in here.iter().enumerate() {
            match found.last_mut() {
                Some(last) if letter > 0 && last.row == *row && last.columns.end == columns.start => {
                    last.columns.end = columns.end;
                }
                _ => found.push(Found { row: *row, columns: columns.clone() }),
            }
        }
        at += wanted.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(lines: &[&str], width: usize, words: &str) -> Vec<(usize, Range<usize>)> {
        let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        find(&lines, width, words).into_iter().map(|found| (found.row, found.columns)).collect()
    }

    #[test]
    fn small_letters_stand_for_all_and_capitals_for_themselves() {
        assert_eq!(places(&["Loss and loss"], 40, "loss"), [(0, 0..4), (0, 9..13)]);
        assert_eq!(places(&["Loss and loss"], 40, "Loss"), [(0, 0..4)]);
        assert!(places(&["Loss"], 40, "").is_empty());
    }

    #[test]
    fn a_full_row_goes_on_in_the_next_and_a_short_one_does_not() {
        assert_eq!(places(&["xxxxlo", "ss"], 6, "loss"), [(0, 4..6), (1, 0..2)]);
        assert!(places(&["xxlo", "ss"], 6, "loss").is_empty());
    }

    #[test]
    fn neighbours_are_two_places_and_wide_letters_take_two_columns() {
        assert_eq!(places(&["aaaa"], 40, "aa"), [(0, 0..2), (0, 2..4)]);
        assert_eq!(places(&["学a"], 40, "a"), [(0, 2..3)]);
    }
}
