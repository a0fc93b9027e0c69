//! Text inside a paragraph: code and formulas that stay in one piece, and words of the glossary.

use super::walk::Walk;
use crate::ui::{glossary::find, wrap::wrap_around};
use ratatui::{
    style::Style,
    text::{Line, Span},
};
use std::ops::Range;

/// Code and formulas inside a sentence stay in one piece up to this many bytes.
const SOLID: usize = 24;

impl Walk<'_> {
    pub(super) fn push_solid(&mut self, text: String, style: Style) {
        let start = self.spans.iter().map(|span| span.content.len()).sum();
        self.solid.push(start..start + text.len());
        self.push(text, style);
    }

    /// The text that was gathered, and where code and formulas stand in it.
    pub(super) fn take_text(&mut self) -> (Vec<Span<'static>>, Vec<Range<usize>>) {
        (std::mem::take(&mut self.spans), std::mem::take(&mut self.solid))
    }

    /// Underlines what the glossary explains.
    fn underline(&mut self, mut spans: Vec<Span<'static>>, solid: &[Range<usize>]) -> Vec<Span<'static>> {
        if self.words.is_empty() {
            return spans;
        }
        let mut text: String = spans.iter().map(|span| span.content.as_ref()).collect();
        for range in solid {
            // Nothing is looked for there; the places of everything else stay.
            text.replace_range(range.clone(), &"\0".repeat(range.len()));
        }
        for (at, word) in std::mem::take(&mut self.words) {
            match find(&text, word) {
                Some(range) => {
                    spans = restyled(spans, &range, self.theme.term());
                    self.found.push(at);
                }
                None => self.words.push((at, word)),
            }
        }
        self.found.sort_unstable();
        spans
    }

    /// The gathered text, wrapped.
    pub(super) fn text_lines(&mut self) -> Vec<Line<'static>> {
        let (spans, mut solid) = self.take_text();
        let spans = self.underline(spans, &solid);
        solid.retain(|range| range.len() <= SOLID);
        wrap_around(&spans, self.room(), &solid)
    }
}

/// The spans with another style on a range of their joined text.
fn restyled(spans: Vec<Span<'static>>, range: &Range<usize>, style: Style) -> Vec<Span<'static>> {
    let mut out = Vec::new();
    let mut at = 0;
    for span in spans {
        let end = at + span.content.len();
        let (from, to) = (range.start.clamp(at, end) - at, range.end.clamp(at, end) - at);
        let parts = [(0..from, span.style), (from..to, span.style.patch(style)), (to..end - at, span.style)];
        let parts = parts.into_iter().filter(|(part, _)| !part.is_empty());
        out.extend(parts.map(|(part, style)| Span::styled(span.content[part].to_owned(), style)));
        at = end;
    }
    out
}
