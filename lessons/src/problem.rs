//! A problem in a lesson file: where, what was found, what to write instead; and its picture in rustc's look.

use crate::say;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::{fmt, ops::Range};

/// A file of the course: its name as the caller knows it, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The name, for messages.
    pub file: String,
    /// The text.
    pub text: String,
}

/// Something to put right in a lesson file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the caller named it.
    pub file: String,
    /// The bytes of the file that it is about.
    pub span: Range<usize>,
    /// The line of the span's start, from 1.
    pub line: usize,
    /// The column of the span's start in characters, from 1.
    pub column: usize,
    /// What was found.
    pub found: String,
    /// What to write instead.
    pub instead: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}; {}", self.file, self.line, self.column, self.found, self.instead)
    }
}

impl Source {
    /// A file from its name and text.
    pub fn new(file: impl Into<String>, text: impl Into<String>) -> Self {
        Self { file: file.into(), text: text.into() }
    }

    /// The line of a byte offset, from 1.
    pub fn line(&self, offset: usize) -> usize {
        let end = offset.min(self.text.len());
        self.text.as_bytes()[..end].iter().filter(|byte| **byte == b'\n').count() + 1
    }

    /// A problem about some bytes of the file.
    pub fn problem(&self, span: Range<usize>, found: impl Into<String>, instead: impl Into<String>) -> Problem {
        let start = self.text.floor_char_boundary(span.start);
        let end = self.text.ceil_char_boundary(span.end.max(start));
        let line_start = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        Problem {
            file: self.file.clone(),
            line: self.line(start),
            column: self.text[line_start..start].chars().count() + 1,
            span: start..end,
            found: found.into(),
            instead: instead.into(),
        }
    }

    /// A problem about a whole line (from 1).
    pub fn problem_at(&self, line: usize, found: impl Into<String>, instead: impl Into<String>) -> Problem {
        self.problem(self.line_span(line), found, instead)
    }

    /// The bytes of a line (from 1), without white space around it.
    fn line_span(&self, line: usize) -> Range<usize> {
        let start = match line {
            0 | 1 => 0,
            _ => self.text.match_indices('\n').nth(line - 2).map_or(self.text.len(), |(at, _)| at + 1),
        };
        let text = self.text[start..].lines().next().unwrap_or("");
        let indent = text.len() - text.trim_start().len();
        start + indent..start + text.trim_end().len().max(indent)
    }
}

/// Problems as rustc would show them: title, place, the line with its marks, what to write instead.
/// Problems of files that are not among the sources are shown without their line.
pub fn render(problems: &[Problem], sources: &[Source], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut pages: Vec<String> = problems.iter().map(|problem| render_one(problem, sources, &renderer)).collect();
    if !problems.is_empty() {
        pages.push(say!("problems-count", count = problems.len()));
    }
    pages.join("\n\n")
}

fn render_one(problem: &Problem, sources: &[Source], renderer: &Renderer) -> String {
    let title = Level::ERROR.primary_title(problem.found.as_str());
    let help = Level::HELP.message(problem.instead.as_str());
    let source = sources.iter().find(|source| source.file == problem.file);
    match source.filter(|source| problem.span.end <= source.text.len()) {
        Some(source) => {
            // A law knows only the line when the lesson's file is not among the catalog's.
            let whole_line = problem.span.is_empty() && source.line(problem.span.start) != problem.line;
            let span = if whole_line { source.line_span(problem.line) } else { problem.span.clone() };
            let snippet = Snippet::source(source.text.as_str())
                .path(problem.file.as_str())
                .annotation(AnnotationKind::Primary.span(span));
            renderer.render(&[title.element(snippet).element(help)])
        }
        None => {
            let place = format!("{}:{}:{}", problem.file, problem.line, problem.column);
            renderer.render(&[title.element(Level::NOTE.message(place)).element(help)])
        }
    }
}

/// The known word nearest to a mistyped one, if any is near.
pub fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    similar::get_close_matches(word, known, 1, 0.6).into_iter().next()
}
