//! Breaking styled text into lines, counted in terminal cells.

use ratatui::text::{Line, Span};
use std::ops::Range;
use textwrap::WordSeparator;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Breaks at words, and between the characters of scripts written without spaces; a word wider than the line
/// is cut. A `\n` always breaks.
pub fn wrap(spans: &[Span<'_>], width: usize) -> Vec<Line<'static>> {
    wrap_around(spans, width, &[])
}

/// As [`wrap`], but the ranges of `solid` (in bytes of the joined text) stay in one piece where a line has room for them.
pub fn wrap_around(spans: &[Span<'_>], width: usize, solid: &[Range<usize>]) -> Vec<Line<'static>> {
    break_with(spans, width, |text, start, width| words(text, width, start, solid))
}

/// Breaks wherever the line is full: code and program output, where spaces count.
pub fn cut(spans: &[Span<'_>], width: usize) -> Vec<Line<'static>> {
    break_with(spans, width, |text, _, width| columns(text, width))
}

/// Breaks one line of code: at a space where one stands in the line's second half; a mark shows where a line goes on.
pub fn fold(spans: &[Span<'_>], width: usize, mark: &Span<'static>) -> Vec<Line<'static>> {
    let rest = width.saturating_sub(mark.width()).max(1);
    let mut lines = break_with(spans, width, |text, _, _| folded(text, width, rest));
    for line in lines.iter_mut().skip(1) {
        line.spans.insert(0, mark.clone());
    }
    lines
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

/// The text cut to `width` cells at its middle: of a path, the beginning and the name stay.
pub fn elide(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let half = width.saturating_sub(1) / 2;
    let head = shorten(text, half + 1);
    let mut used = 0;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= half
    };
    let tail: Vec<char> = text.chars().rev().take_while(fits).collect();
    head + &tail.into_iter().rev().collect::<String>()
}

/// Breaks with `split`, which is told where in the joined text its piece begins.
fn break_with(
    spans: &[Span<'_>],
    width: usize,
    split: impl Fn(&str, usize, usize) -> Vec<Range<usize>>,
) -> Vec<Line<'static>> {
    let text: String = spans.iter().map(|span| span.content.as_ref()).collect();
    let mut lines = Vec::new();
    let mut start = 0;
    for hard in text.split('\n') {
        for range in split(hard, start, width.max(1)) {
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

fn words(text: &str, width: usize, offset: usize, solid: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    // The line so far starts at `start`, its last word ends at `end`, and with its spaces it is `used` cells wide.
    let (mut start, mut end, mut used, mut at) = (0, 0, 0, 0);
    for (word, space) in pieces(text, width, offset, solid) {
        let cells = word.width();
        if used > 0 && used + cells > width {
            lines.push(start..end);
            (start, used) = (at, 0);
        }
        if cells > width {
            let mut pieces = columns(word, width);
            let last = pieces.pop().unwrap_or(0..0);
            lines.extend(pieces.into_iter().map(|piece| at + piece.start..at + piece.end));
            (start, used) = (at + last.start, word[last].width());
        } else {
            used += cells;
        }
        end = at + word.len();
        used += space.width();
        at = end + space.len();
    }
    lines.push(start..end.max(start));
    lines
}

/// Words, each with the spaces behind it. Words that a solid range joins are one, unless that is wider than a line.
fn pieces<'a>(text: &'a str, width: usize, offset: usize, solid: &[Range<usize>]) -> Vec<(&'a str, &'a str)> {
    let inside = |range: &Range<usize>| Some(range.start.checked_sub(offset)?..range.end.checked_sub(offset)?);
    let fits = |range: &Range<usize>| text.get(range.clone()).is_some_and(|piece| piece.width() <= width);
    let solid: Vec<Range<usize>> = solid.iter().filter_map(inside).filter(fits).collect();
    let mut ends: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut start) = (0, 0);
    for word in WordSeparator::new().find_words(text) {
        let end = at + word.word.len();
        let joined = solid.iter().any(|range| range.start < at && at < range.end);
        match ends.last_mut() {
            Some(last) if joined && text[start..end].width() <= width => *last = (end, end + word.whitespace.len()),
            _ => {
                start = at;
                ends.push((end, end + word.whitespace.len()));
            }
        }
        at = end + word.whitespace.len();
    }
    let mut from = 0;
    let cut = |(end, next): (usize, usize)| {
        let piece = (&text[from..end], &text[end..next]);
        from = next;
        piece
    };
    ends.into_iter().map(cut).collect()
}

fn folded(text: &str, width: usize, rest: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    while text[start..].width() > if start == 0 { width } else { rest } {
        let room = if start == 0 { width } else { rest };
        let full = columns(&text[start..], room)[0].len();
        let space = text[start..start + full].rfind(' ').map(|at| at + 1).filter(|at| *at > full / 2);
        let end = start + space.unwrap_or(full);
        lines.push(start..end);
        start = end;
    }
    lines.push(start..text.len());
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
    fn solid_pieces_move_to_the_next_line_whole() {
        let drawn = |width| {
            let solid = std::slice::from_ref(&(3..16));
            let lines = wrap_around(&[Span::raw("so error * error. Or"), Span::raw(" more")], width, solid);
            lines.iter().map(|line| line.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(drawn(14), ["so", "error * error.", "Or more"]);
        assert_eq!(drawn(9), ["so error", "* error.", "Or more"], "there is no room for all of it");
    }

    #[test]
    fn code_breaks_at_a_space_and_is_marked_where_it_goes_on() {
        let lines = |text: &str, width| {
            let lines = fold(&[Span::raw(text.to_owned())], width, &Span::raw("> "));
            lines.iter().map(|line| line.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(lines("let sum = one + two", 14), ["let sum = one ", "> + two"]);
        assert_eq!(lines("abcdefghij", 4), ["abcd", "> ef", "> gh", "> ij"]);
        assert_eq!(lines("a = 学学学学", 9), ["a = 学学", "> 学学"]);
        assert_eq!(lines("", 4), [""]);
    }

    #[test]
    fn the_middle_of_a_path_goes_first() {
        assert_eq!(elide("/home/somebody/gradus/progress.json", 21), "/home/some…gress.json");
        assert_eq!(elide("short", 21), "short");
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
