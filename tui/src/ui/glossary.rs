//! Words of the glossary in running text.

use std::ops::Range;

/// Endings that a word may take on; `weight` also explains `weights`, `weighted` and `weighting`.
const ENDINGS: &[&str] = &["", "s", "es", "d", "ed", "ing"];

/// Where a word, or a simple inflection of it, first stands in a text, whatever its capitals.
pub fn find(text: &str, word: &str) -> Option<Range<usize>> {
    let starts = text.char_indices().map(|(at, _)| at).filter(|at| !inside_word(text, *at));
    starts.filter_map(|at| Some(at..at + length(&text[at..], word)?)).next()
}

/// The bytes that the word takes at the beginning of a text; whole words only.
fn length(text: &str, word: &str) -> Option<usize> {
    let stem = starts_with(text, word).map(|stem| (stem, ENDINGS));
    // `entropy` and `entropies`.
    let changed = word.strip_suffix('y').and_then(|short| Some((starts_with(text, short)?, &["ies"][..])));
    [stem, changed].into_iter().flatten().find_map(|(stem, endings)| {
        let rest = &text[stem..];
        let ends = |ending: &&&str| rest.starts_with(**ending) && !inside_word(text, stem + ending.len());
        endings.iter().find(ends).map(|ending| stem + ending.len())
    })
}

/// The bytes of a prefix that differs in capitals and in the kind of white space at most.
fn starts_with(text: &str, word: &str) -> Option<usize> {
    let mut left = text.char_indices();
    for wanted in word.chars() {
        let (_, found) = left.next()?;
        let same = found.to_lowercase().eq(wanted.to_lowercase()) || (found.is_whitespace() && wanted.is_whitespace());
        if !same {
            return None;
        }
    }
    Some(left.next().map_or(text.len(), |(at, _)| at))
}

/// Whether a place lies between two characters of one word. Scripts without spaces have no such places.
fn inside_word(text: &str, at: usize) -> bool {
    let joins = |c: char| (c.is_alphanumeric() && (c as u32) < 0x2e80) || c == '_';
    let (before, after) = (text[..at].chars().next_back(), text[at..].chars().next());
    before.is_some_and(joins) && after.is_some_and(joins)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_with_simple_endings() {
        for (text, word, found) in [
            ("the Weights of it", "weight", Some("Weights")),
            ("a weightless weight", "weight", Some("weight")),
            ("overweight", "weight", None),
            ("the learning rate's size", "learning rate", Some("learning rate")),
            ("two entropies", "entropy", Some("entropies")),
            ("一个梯度向量", "梯度", Some("梯度")),
            ("", "x", None),
        ] {
            assert_eq!(find(text, word).map(|range| &text[range]), found, "{word} in {text}");
        }
    }
}
