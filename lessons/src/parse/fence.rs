//! A fence's info string: its kind and keys.

use crate::{Problem, Source, problem::nearest, say};
use std::ops::Range;

/// What a fence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Cell,
    Setup,
    Try,
    Exercise,
    Check,
    Solution,
    Right,
    Wrong,
    Hint,
    Quiz,
    Term,
}

struct KindRow {
    name: &'static str,
    kind: Kind,
    needed: &'static [&'static str],
    optional: &'static [&'static str],
}

const fn row(
    name: &'static str,
    kind: Kind,
    needed: &'static [&'static str],
    optional: &'static [&'static str],
) -> KindRow {
    KindRow { name, kind, needed, optional }
}

/// Kinds that follow `rust,`.
const RUST: &[KindRow] = &[
    row("cell", Kind::Cell, &[], &["id", "opt", "figure", "tol"]),
    row("setup", Kind::Setup, &[], &["id", "opt"]),
    row("try", Kind::Try, &[], &["id", "opt"]),
    row("exercise", Kind::Exercise, &["id", "expects"], &["opt"]),
    row("check", Kind::Check, &["for"], &[]),
    row("solution", Kind::Solution, &["for"], &[]),
    row("right", Kind::Right, &["for"], &[]),
    row("wrong", Kind::Wrong, &["for", "expect"], &[]),
];

/// Kinds that stand alone.
const ALONE: &[KindRow] =
    &[row("hint", Kind::Hint, &["for"], &[]), row("quiz", Kind::Quiz, &["id"], &[]), row("term", Kind::Term, &[], &[])];

/// A fence of a lesson.
#[derive(Clone, Debug)]
pub(super) struct Fence {
    pub kind: Kind,
    /// The info string.
    pub info: Range<usize>,
    /// The lines between the fences.
    pub body: Range<usize>,
    keys: Vec<Key>,
}

/// `name=value`; for a term the word is the value of the name `word`.
#[derive(Clone, Debug)]
struct Key {
    name: String,
    value: String,
    span: Range<usize>,
}

impl Fence {
    /// A key's value.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.keys.iter().find(|key| key.name == name).map(|key| key.value.as_str())
    }

    /// Where a key stands, else the whole info string.
    pub fn span(&self, name: &str) -> Range<usize> {
        self.keys.iter().find(|key| key.name == name).map_or(self.info.clone(), |key| key.span.clone())
    }
}

/// Whether an info string means a fence of a lesson, rightly written or not, rather than an ordinary code block.
pub(super) fn is_lesson(info: &str) -> bool {
    let info = info.trim();
    let Some((head, rest)) = info.split_once([',', ' ']) else {
        return ALONE.iter().any(|row| row.name == info);
    };
    head == "rust"
        || ALONE.iter().any(|row| row.name == head)
        || rest.contains("id=")
        || rest.contains("for=")
        || RUST.iter().any(|row| rest.split([',', ' ']).next() == Some(row.name))
}

/// Reads the info string of a lesson's fence; `None` when the kind or a needed key is missing.
pub(super) fn read(
    source: &Source,
    info: Range<usize>,
    body: Range<usize>,
    problems: &mut Vec<Problem>,
) -> Option<Fence> {
    let text = &source.text[info.clone()];
    if let Some(word) = text.strip_prefix("term").filter(|rest| rest.is_empty() || rest.starts_with([',', ' '])) {
        return term(source, info.clone(), body, word, problems);
    }
    let mut parts = parts(source, info.clone(), problems).into_iter();
    let mut fail = |span: Range<usize>, found, instead| {
        problems.push(source.problem(span, found, instead));
        None
    };
    let Some(head) = parts.next() else { return fail(info, say!("fence-no-kind"), say!("fence-no-kind-instead")) };
    let row = if head.name == "rust" {
        let Some(kind) = parts.next() else { return fail(info, say!("fence-no-kind"), say!("fence-no-kind-instead")) };
        match RUST.iter().find(|row| row.name == kind.name) {
            Some(row) => row,
            None => return fail(kind.span, say!("fence-kind", kind = kind.name), kind_instead(&kind.name, RUST)),
        }
    } else {
        match ALONE.iter().find(|row| row.name == head.name) {
            Some(row) => row,
            None => return fail(head.span, say!("fence-head", head = head.name), head_instead(&head.name)),
        }
    };
    let keys = keys(source, row, parts, problems);
    let mut complete = true;
    for needed in row.needed.iter().filter(|needed| !keys.iter().any(|key| key.name == **needed)) {
        let found = say!("fence-key-missing", kind = row.name, key = needed);
        problems.push(source.problem(info.clone(), found, say!("fence-key-missing-instead", key = needed)));
        complete = false;
    }
    complete.then_some(Fence { kind: row.kind, info, body, keys })
}

fn term(
    source: &Source,
    info: Range<usize>,
    body: Range<usize>,
    rest: &str,
    problems: &mut Vec<Problem>,
) -> Option<Fence> {
    let word = rest.trim_start_matches([',', ' ']).trim().trim_matches('"');
    if word.is_empty() {
        problems.push(source.problem(info, say!("term-no-word"), say!("term-no-word-instead")));
        return None;
    }
    let key = Key { name: "word".to_owned(), value: word.to_owned(), span: info.clone() };
    Some(Fence { kind: Kind::Term, info, body, keys: vec![key] })
}

/// A part of an info string between commas.
struct Part {
    name: String,
    value: Option<String>,
    span: Range<usize>,
}

/// Cuts an info string at commas and spaces outside quotes.
fn parts(source: &Source, info: Range<usize>, problems: &mut Vec<Problem>) -> Vec<Part> {
    let text = &source.text[info.clone()];
    let mut parts = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if first == ',' || first.is_whitespace() {
            continue;
        }
        let (mut name, mut value) = (first.to_string(), None::<String>);
        let (mut quoted, mut end) = (false, start + first.len_utf8());
        while let Some((at, c)) = chars.next_if(|(_, c)| quoted || !(*c == ',' || c.is_whitespace())) {
            end = at + c.len_utf8();
            match (c, &mut value) {
                ('"', Some(_)) => quoted = !quoted,
                ('\\', Some(value)) if quoted => {
                    if let Some((at, escaped)) = chars.next() {
                        end = at + escaped.len_utf8();
                        value.push(escaped);
                    }
                }
                (c, Some(value)) => value.push(c),
                ('=', None) => value = Some(String::new()),
                (c, None) => name.push(c),
            }
        }
        let span = info.start + start..info.start + end;
        if quoted {
            problems.push(source.problem(span.clone(), say!("fence-quote"), say!("fence-quote-instead")));
        }
        parts.push(Part { name, value, span });
    }
    parts
}

fn keys(source: &Source, row: &KindRow, parts: impl Iterator<Item = Part>, problems: &mut Vec<Problem>) -> Vec<Key> {
    let known: Vec<&str> = row.needed.iter().chain(row.optional).copied().collect();
    let mut keys: Vec<Key> = Vec::new();
    for part in parts {
        let Part { name, value, span } = part;
        if !known.contains(&name.as_str()) {
            let instead = match (nearest(&name, &known), known.is_empty()) {
                (Some(near), _) => say!("did-you-mean", near = near),
                (None, true) => say!("fence-no-keys"),
                (None, false) => say!("fence-keys", keys = known.join(", ")),
            };
            problems.push(source.problem(span, say!("fence-key", kind = row.name, key = name), instead));
        } else if keys.iter().any(|key| key.name == name) {
            problems.push(source.problem(span, say!("fence-key-twice", key = name), say!("fence-key-twice-instead")));
        } else if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            keys.push(Key { name, value, span });
        } else {
            let instead = say!("fence-key-empty-instead", key = name);
            problems.push(source.problem(span, say!("fence-key-empty", key = name), instead));
        }
    }
    keys
}

fn kind_instead(word: &str, rows: &[KindRow]) -> String {
    let known: Vec<&str> = rows.iter().map(|row| row.name).collect();
    match nearest(word, &known) {
        Some(near) => say!("did-you-mean", near = near),
        None => say!("fence-kinds", kinds = known.join(", ")),
    }
}

fn head_instead(word: &str) -> String {
    match nearest(word, &["rust", "hint", "quiz", "term"]) {
        Some(near) => say!("did-you-mean", near = near),
        None => say!("fence-heads"),
    }
}
