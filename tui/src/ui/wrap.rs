//! Breaking styled text into lines, counted in terminal cells.

use ratatui::text::{Line, Span};
use std::ops::Range;
use textwrap::WordSeparator;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Breaks at words, and between the characters of scripts written without spaces; a word wider than the line
/// is cut. A `\n` always breaks.
pub fn wrap(spans: &[Span<'_>], width: usize) -> Vec<Line<'static>> {
    break_with(spans, width, words)
}

/// Breaks wherever the line is full: code and program output, where spaces count.
pub fn cut(spans: &[Span<'_>], width: usize) -> Vec<Line<'static>> {
    break_with(spans, width, columns)
}

/// The width of a text in terminal cells.
pub fn width_of(text: &str) -> usize {
    text.width()
}

/// The text cut to `width` cells, with an ellipsis where something is missing.
pub fn shorten(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        kept.push(c);
    }
    if width > 0 {
        kept.push('…');
    }
    kept
}

fn break_with(spans: &[Span<'_>], width: usize, split: fn(&str, usize) -> Vec<Range<usize>>) -> Vec<Line<'static>> {
    let text: String = spans.iter().map(|span| span.content.as_ref()).collect();
    let mut lines = Vec::new();
    let mut start = 0;
    for hard in text.split('\n') {
        for range in split(hard, width.max(1)) {
            lines.push(slice(spans, start + range.start..start + range.end));
        }
        start += hard.len() + 1;
    }
    lines
}

/// The part of the spans that covers a byte range of their joined text.
fn slice(spans: &[Span<'_>], range: Range<usize>) -> Line<'static> {
    let mut line = Line::default();
    let mut at = 0;
    for span in spans {
        let end = at + span.content.len();
        let (from, to) = (range.start.max(at), range.end.min(end));
        if from < to {
            line.push_span(Span::styled(span.content[from - at..to - at].to_owned(), span.style));
        }
        at = end;
    }
    line
}

fn words(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    // The line so far starts at `start`, its last word ends at `end`, and with its spaces it is `used` cells wide.
    let (mut start, mut end, mut used, mut at) = (0, 0, 0, 0);
    for word in WordSeparator::new().find_words(text) {
        let cells = word.word.width();
        if used > 0 && used + cells > width {
            lines.push(start..end);
            (start, used) = (at, 0);
        }
        if cells > width {
            let mut pieces = columns(word.word, width);
            let last = pieces.pop().unwrap_or(0..0);
            lines.extend(pieces.into_iter().map(|piece| at + piece.start..at + piece.end));
            (start, used) = (at + last.start, word.word[last].width());
        } else {
            used += cells;
        }
        end = at + word.word.len();
        used += word.whitespace.width();
        at = end + word.whitespace.len();
    }
    lines.push(start..end.max(start));
    lines
}

fn columns(text: &str, width: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut used) = (0, 0);
    for (at, c) in text.char_indices() {
        let cells = c.width().unwrap_or(0);
        if used + cells > width && at > start {
            lines.push(start..at);
            (start, used) = (at, 0);
        }
        used += cells;
    }
    lines.push(start..text.len());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Stylize;

    fn plain(text: &str, width: usize) -> Vec<String> {
        wrap(&[Span::raw(text)], width).iter().map(|line| line.to_string()).collect()
    }

    #[test]
    fn words_stay_whole_and_trailing_spaces_go() {
        assert_eq!(plain("the slope of the loss", 10), ["the slope", "of the", "loss"]);
        assert_eq!(plain("a\nb", 10), ["a", "b"]);
        assert_eq!(plain("", 10), [""]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut() {
        assert_eq!(plain("x backpropagation y", 6), ["x", "backpr", "opagat", "ion y"]);
    }

    #[test]
    fn chinese_breaks_between_characters_but_not_before_a_full_stop() {
        let lines = plain("梯度下降法每一步都沿着负梯度走。", 10);
        assert_eq!(lines, ["梯度下降法", "每一步都沿", "着负梯度", "走。"]);
        assert!(lines.iter().all(|line| width_of(line) <= 10));
    }

    #[test]
    fn styles_survive_the_break() {
        let lines = wrap(&[Span::raw("one "), "two three".bold()], 8);
        assert_eq!(lines[0], Line::from(vec![Span::raw("one "), "two".bold()]));
        assert_eq!(lines[1], Line::from(vec!["three".bold()]));
    }

    #[test]
    fn shortening_counts_cells() {
        assert_eq!(shorten("学习率", 5), "学习…");
        assert_eq!(shorten("rate", 4), "rate");
        assert_eq!(shorten("rate", 0), "");
    }
}
