//! Cuts a file into front matter, prose and fences.

use super::fence::{self, Broken, Fence};
use crate::{Problem, Source, say};
use pulldown_cmark::{CodeBlockKind, Event, MetadataBlockKind, Options, Parser, Tag};
use std::ops::Range;

/// A file in pieces, in order.
pub(super) struct Pieces {
    /// The TOML between the `+++` lines.
    pub front: Option<Range<usize>>,
    pub pieces: Vec<Piece>,
}

pub(super) enum Piece {
    /// Bytes of Markdown, without blank lines around them.
    Prose(Range<usize>),
    Fence(Fence),
    /// A fence that cannot be used; the problems say why.
    Broken(Broken),
}

/// What pulldown-cmark sees at the left margin.
enum Seen {
    Front(Range<usize>),
    Code(Range<usize>),
    /// A fence of a lesson in a list or a quotation.
    Nested(Range<usize>),
}

pub(super) fn split(source: &Source, problems: &mut Vec<Problem>) -> Pieces {
    let text = &source.text;
    let mut found = Pieces { front: None, pieces: Vec::new() };
    // Where the prose begins that is not yet in a piece.
    let mut prose = 0;
    // An unclosed fence swallows the ones after it; reading starts anew behind it, so that they are read too.
    let mut from = 0;
    'anew: loop {
        for seen in margin(source, from) {
            let range = match seen {
                Seen::Front(range) => {
                    found.front = Some(between_lines(text, &range));
                    prose = range.end;
                    continue;
                }
                Seen::Nested(range) => {
                    problems.push(source.problem(range, say!("fence-nested"), say!("fence-nested-instead")));
                    continue;
                }
                Seen::Code(range) => range,
            };
            let block = CodeBlock::new(text, &range);
            let next = block.swallowed(text);
            let lesson = fence::is_lesson(&text[block.info.clone()]);
            if !lesson && next.is_none() {
                continue;
            }
            if !block.closed || next.is_some() {
                let opening = range.start..block.info.end;
                let instead = say!("fence-unclosed-instead", marks = block.marks);
                problems.push(source.problem(opening, say!("fence-unclosed"), instead));
            }
            if lesson {
                push_prose(source, prose..range.start, &mut found.pieces, problems);
                let body = block.body.start..next.unwrap_or(block.body.end);
                let fence = fence::read(source, block.info, body, problems);
                found.pieces.push(fence.map_or_else(Piece::Broken, Piece::Fence));
                prose = range.end;
            }
            if let Some(next) = next {
                prose = if lesson { next } else { prose };
                from = next;
                continue 'anew;
            }
        }
        break;
    }
    push_prose(source, prose..text.len(), &mut found.pieces, problems);
    found
}

/// Front matter and code blocks at the left margin of the text from a byte on.
fn margin(source: &Source, from: usize) -> Vec<Seen> {
    let mut options = Options::ENABLE_TABLES | Options::ENABLE_MATH | Options::ENABLE_FOOTNOTES;
    options.set(Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS, from == 0);
    let mut depth = 0;
    let mut seen = Vec::new();
    for (event, range) in Parser::new_ext(&source.text[from..], options).into_offset_iter() {
        let range = range.start + from..range.end + from;
        match event {
            Event::Start(tag) => {
                match tag {
                    Tag::MetadataBlock(MetadataBlockKind::PlusesStyle) => seen.push(Seen::Front(range)),
                    Tag::CodeBlock(CodeBlockKind::Fenced(_)) if depth == 0 => seen.push(Seen::Code(range)),
                    Tag::CodeBlock(CodeBlockKind::Fenced(info)) if fence::is_lesson(&info) => {
                        seen.push(Seen::Nested(range));
                    }
                    _ => {}
                }
                depth += 1;
            }
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    seen
}

/// A fenced code block in bytes of the file.
struct CodeBlock<'a> {
    /// The backticks or tildes that open it.
    marks: &'a str,
    info: Range<usize>,
    body: Range<usize>,
    closed: bool,
}

impl<'a> CodeBlock<'a> {
    fn new(text: &'a str, range: &Range<usize>) -> Self {
        let raw = text[range.clone()].trim_end();
        let first = raw.lines().next().unwrap_or("");
        let indent = first.len() - first.trim_start().len();
        let marks = &first[indent..];
        let marks = &marks[..marks.len() - marks.trim_start_matches(['`', '~']).len()];
        let info = &first[indent + marks.len()..];
        let info_start = range.start + indent + marks.len() + (info.len() - info.trim_start().len());
        let end = range.start + raw.len();
        let body_start = (range.start + first.len() + 1).min(end);
        let body_start = if raw[first.len()..].starts_with("\r\n") { body_start + 1 } else { body_start };
        let last = text[body_start.min(end)..end].rfind('\n').map_or(body_start.min(end), |at| body_start + at + 1);
        let closing = text[last..end].trim();
        let closed = last > range.start
            && closing.len() >= marks.len()
            && closing.chars().all(|c| marks.starts_with(c))
            && last >= body_start;
        Self {
            marks,
            info: info_start..info_start + info.trim().len(),
            body: body_start.min(end)..if closed { last } else { end },
            closed,
        }
    }

    /// The first line in the body that opens a lesson's fence: then this one was meant to end before it.
    fn swallowed(&self, text: &str) -> Option<usize> {
        let mut at = self.body.start;
        for line in text[self.body.clone()].split_inclusive('\n') {
            if line.strip_prefix(self.marks).is_some_and(|info| fence::is_lesson(info.trim_start_matches(['`', '~']))) {
                return Some(at);
            }
            at += line.len();
        }
        None
    }
}

/// The text between the first and the last line of a range.
fn between_lines(text: &str, range: &Range<usize>) -> Range<usize> {
    let raw = text[range.clone()].trim_end();
    let start = raw.find('\n').map_or(raw.len(), |at| at + 1);
    let end = raw.rfind('\n').map_or(start, |at| (at + 1).max(start));
    range.start + start..range.start + end
}

fn push_prose(source: &Source, range: Range<usize>, pieces: &mut Vec<Piece>, problems: &mut Vec<Problem>) {
    let text = &source.text[range.clone()];
    if text.trim().is_empty() {
        return;
    }
    let start = range.start + text[..text.len() - text.trim_start().len()].rfind('\n').map_or(0, |at| at + 1);
    let range = start..range.start + text.trim_end().len();
    broken_fences(source, &range, problems);
    pieces.push(Piece::Prose(range));
}

/// Lines that look like a lesson's fence and are none: a backtick in the info string makes them plain text.
fn broken_fences(source: &Source, prose: &Range<usize>, problems: &mut Vec<Problem>) {
    let mut at = prose.start;
    for line in source.text[prose.clone()].split_inclusive('\n') {
        let info = line.trim_start_matches('`');
        if line.len() - info.len() >= 3 && info.contains('`') && fence::is_lesson(info) {
            let span = at..at + line.trim_end().len();
            problems.push(source.problem(span, say!("fence-backtick"), say!("fence-backtick-instead")));
        }
        at += line.len();
    }
}
