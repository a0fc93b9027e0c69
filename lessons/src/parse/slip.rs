//! What is wrong with a line of TOML, in words for its author. The TOML reader's own tell what it expected next
//! (`invalid boolean, expected false` for a text without quotes), and often more than once for one slip.

use crate::{Problem, Source, say};
use std::ops::Range;
use toml::de::DeTable;

/// TOML of a file without the lines that could not be read. They are blank, so that places stay right.
pub(crate) struct Toml {
    pub(super) text: String,
    /// Where it begins in the file.
    pub(super) start: usize,
    /// The keys of those lines.
    pub(super) lost: Vec<String>,
}

impl Toml {
    /// The TOML in a part of a file, with one problem for each slip: its line is taken out and the rest read again.
    pub fn read(source: &Source, toml: Range<usize>, problems: &mut Vec<Problem>) -> Self {
        let mut lines: Vec<String> = source.text[toml.clone()].split_inclusive('\n').map(str::to_owned).collect();
        let mut lost = Vec::new();
        loop {
            let text = lines.concat();
            let (_, errors) = DeTable::parse_recoverable(&text);
            let Some(error) = errors.first() else { return Self { text, start: toml.start, lost } };
            let at = error.span().map_or(0, |span| span.start).min(text.len().saturating_sub(1));
            let found = text[..text.floor_char_boundary(at)].matches('\n').count();
            let open = errors.iter().any(|error| error.message().starts_with("unclosed"));
            let opening = (0..=found).rev().find(|line| open && opens(&lines[*line]));
            let Some(line) = opening.or_else(|| near(&lines, found)) else {
                return Self { text, start: toml.start, lost };
            };
            let (key, found, instead) = slip(lines[line].trim(), error.message(), opening.is_some());
            problems.push(source.problem_at(source.line(toml.start) + line, found, instead));
            lost.push(key);
            take_out(&mut lines, line, opening.is_some());
        }
    }

    /// Whether every line could be read.
    pub fn is_sound(&self) -> bool {
        self.lost.is_empty()
    }
}

/// The last line up to one that holds anything, else the first after it.
fn near(lines: &[String], line: usize) -> Option<usize> {
    let full = |at: &usize| lines.get(*at).is_some_and(|line| !line.trim().is_empty());
    (0..=line).rev().find(full).or_else(|| (line..lines.len()).find(full))
}

/// Makes a line blank, and those after it that mean nothing without it: of a bracket left open until a line with a
/// key, of a broken header until the next.
fn take_out(lines: &mut [String], line: usize, open: bool) {
    let header = |line: &str| line.trim_start().starts_with('[');
    let keyed = |line: &str| line.trim_start().starts_with(char::is_alphabetic) && line.contains('=');
    let is_header = header(&lines[line]);
    let rest = lines[line + 1..].iter();
    let follow = rest.take_while(|next| !header(next) && (is_header || open && !keyed(next))).count();
    lines[line..=line + follow].iter_mut().for_each(|line| *line = blank(line));
}

fn blank(line: &str) -> String {
    let ends = line.len() - line.trim_end_matches(['\r', '\n']).len();
    " ".repeat(line.len() - ends) + &line[line.len() - ends..]
}

/// Whether a line opens a bracket that it does not close.
fn opens(line: &str) -> bool {
    let count = |marks: [char; 2]| line.matches(marks).count();
    count(['[', '{']) > count([']', '}'])
}

/// The key of a line, what was found in it, and what to write instead.
fn slip(line: &str, error: &str, open: bool) -> (String, String, String) {
    let (key, value) = line.split_once('=').unwrap_or((line, ""));
    let (key, value) = (key.trim().trim_matches('"'), value.trim());
    let first = value.chars().next();
    let bare = value.trim_matches(['"', '\'', '“', '”', '„', '‘', '’']);
    let quoted = || say!("toml-text-instead", key = key, text = bare);
    let (found, instead) = if error.starts_with("duplicate") {
        (say!("toml-twice", key = key), say!("toml-twice-instead"))
    } else if open {
        (say!("toml-open"), say!("toml-open-instead"))
    } else if !line.contains('=') {
        (say!("toml-no-value", line = line), say!("toml-broken-instead"))
    } else {
        match first {
            None => (say!("toml-empty", key = key), say!("toml-broken-instead")),
            Some(mark @ ('"' | '\'')) if value.matches(mark).count() == 1 => {
                (say!("fence-quote"), say!("fence-quote-instead"))
            }
            Some('“' | '”' | '„' | '‘' | '’') => (say!("toml-curly", key = key), quoted()),
            Some('[') => (say!("toml-list", key = key), say!("toml-list-instead", key = key)),
            Some(c) if c.is_alphabetic() => (say!("toml-text", key = key), quoted()),
            Some(c) if c.is_ascii_digit() => (say!("toml-number", value = value), quoted()),
            Some(_) => (say!("toml-broken"), say!("toml-broken-instead")),
        }
    };
    (key.split([' ', ':']).next().unwrap_or_default().to_owned(), found, instead)
}
