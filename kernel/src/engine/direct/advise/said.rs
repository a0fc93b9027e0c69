//! An error of rustc's in terms of the learner's own text: what its places hold and on which line they stand.

use super::super::compile::Message;
use super::super::diagnose::origin;
use super::super::legible::{about_a_path, legible};
use super::super::scope::Source;
use super::super::source_map::{Generated, place};
use std::ops::Range;

/// What rustc said.
pub struct Said<'a> {
    /// Its code; empty if it has none.
    pub code: &'a str,
    /// Its first line.
    pub message: String,
    /// Where it points in cells, the place that it is about first.
    pub spots: Vec<Spot<'a>>,
    /// Its notes and suggestions.
    pub notes: Vec<Note>,
}

/// A place in a cell.
pub struct Spot<'a> {
    /// What stands there.
    pub text: &'a str,
    /// What rustc says of it.
    pub label: String,
    /// Its line, from 1.
    pub line: u32,
    /// Whether the error is about this place.
    pub primary: bool,
    source: &'a Source,
    range: Range<usize>,
}

/// A note or a suggestion.
pub struct Note {
    /// Its words.
    pub text: String,
    /// What it would have written.
    pub replacements: Vec<String>,
    /// Whether that would change what the learner wrote, or lines of the engine's.
    pub inside: bool,
}

impl<'a> Said<'a> {
    /// Reads a message.
    pub fn read(error: &'a Message, generated: &Generated, sources: &'a [Source]) -> Self {
        let code = error.code.as_ref().map_or("", |code| code.code.as_str());
        let words = if is_about_a_path(code) { about_a_path } else { legible };
        let mut spots = Vec::new();
        for span in &error.spans {
            let label = span.label.as_deref().map(words).unwrap_or_default();
            let Some((source, range)) = origin(span, generated) else { continue };
            let source = &sources[source];
            let text = source.text.get(range.clone()).unwrap_or_default();
            let line = place(source, range.start).line;
            spots.push(Spot { text, label, line, primary: span.is_primary, source, range });
        }
        spots.sort_by_key(|spot| !spot.primary);
        let notes = error.children.iter().map(|note| Note {
            text: words(&note.message),
            replacements: note.spans.iter().filter_map(|span| span.suggested_replacement.clone()).collect(),
            inside: note.spans.iter().any(|span| origin(span, generated).is_some()),
        });
        Self { code, message: words(&error.message), spots, notes: notes.collect() }
    }

    /// What stands where the error points.
    pub fn at(&self) -> &'a str {
        self.spots.first().filter(|spot| spot.primary).map_or("", |spot| spot.text)
    }

    /// The label of the place that the error is about.
    pub fn label(&self) -> &str {
        self.spots.first().filter(|spot| spot.primary).map_or("", |spot| &spot.label)
    }

    /// The first place whose label holds these words.
    pub fn spot(&self, label: &str) -> Option<&Spot<'a>> {
        self.spots.iter().find(|spot| spot.label.contains(label))
    }

    /// The first note that holds these words.
    pub fn note(&self, words: &str) -> Option<&str> {
        self.notes.iter().map(|note| note.text.as_str()).find(|text| text.contains(words))
    }

    /// What stands in backticks in the message, in order.
    pub fn quoted(&self) -> Vec<&str> {
        quoted(&self.message)
    }
}

impl<'a> Spot<'a> {
    /// The expression that a method is called on, if this place is a method's name or call.
    pub fn receiver(&self) -> &'a str {
        let before = self.source.text[..self.range.start].trim_end();
        before.strip_suffix('.').map_or("", |before| &before[expression_start(before)..])
    }

    /// The operands on both sides, if this place is an operator.
    pub fn operands(&self) -> (&'a str, &'a str) {
        let left = self.source.text[..self.range.start].trim_end();
        let right = self.source.text[self.range.end..].trim_start();
        (&left[expression_start(left)..], &right[..expression_end(right)])
    }
}

/// Errors about a path name it in full.
pub fn is_about_a_path(code: &str) -> bool {
    matches!(code, "E0432" | "E0433" | "E0603")
}

/// What stands in backticks, in order.
pub fn quoted(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// Where a chain of names, calls and indices that ends here begins: `a.b(c)[0].sum::<f32>()`.
fn expression_start(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut end = text.len();
    while let Some(c) = text[..end].chars().next_back() {
        let at = end - c.len_utf8();
        match c {
            '>' if depth == 0 => match text[..at].rfind("::<") {
                Some(open) => {
                    end = open;
                    continue;
                }
                None => return end,
            },
            ')' | ']' => depth += 1,
            '(' | '[' if depth == 0 => return end,
            '(' | '[' => depth -= 1,
            // `vec![..]` and `format!(..)`
            '!' if text[end..].starts_with(['[', '(']) => {}
            c if depth > 0 || c.is_alphanumeric() || "_.:\"".contains(c) => {}
            _ => return end,
        }
        end = at;
    }
    0
}

/// Where such a chain that begins here ends.
fn expression_end(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' if depth == 0 => return at,
            ')' | ']' => depth -= 1,
            '&' if at == 0 => {}
            c if depth > 0 || c.is_alphanumeric() || "_.:\"".contains(c) => {}
            _ => return at,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_found_around_a_place() {
        let start = |text: &'static str| &text[expression_start(text)..];
        assert_eq!(start("let y = xs.iter().map(|x| x + 1)"), "xs.iter().map(|x| x + 1)");
        assert_eq!(start("f(a, w[0]"), "w[0]");
        assert_eq!(start("2.0 * x"), "x");
        assert_eq!(start("let m = xs.iter().sum::<f32>()"), "xs.iter().sum::<f32>()");
        let end = |text: &'static str| &text[..expression_end(text)];
        assert_eq!(end("xs.len() as f32;"), "xs.len()");
        assert_eq!(end("b)"), "b");
        assert_eq!(end("&a + c"), "&a");
    }

    #[test]
    fn backticks_are_read_in_order() {
        assert_eq!(quoted("expected `f32`, found `f64`"), ["f32", "f64"]);
        assert!(quoted("nothing").is_empty());
    }
}
