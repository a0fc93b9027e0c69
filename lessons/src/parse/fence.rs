//! A fence's info string: its kind and keys.

mod kind;

pub(super) use kind::Kind;

use crate::{Problem, Source, problem::nearest, say};
use kind::{ALONE, KindRow, RUST, head_instead, kind_instead};
use std::ops::Range;

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

/// A fence that cannot be used, as far as it can be made out: what depends on it is no further problem.
#[derive(Clone, Debug)]
pub(super) struct Broken {
    /// What it is, or was probably meant to be.
    pub kind: Option<Kind>,
    pub id: Option<String>,
    /// The exercise it belongs to.
    pub owner: Option<String>,
    pub figure: Option<String>,
}

impl Broken {
    fn new(parts: &[Part]) -> Self {
        let value = |name: &str| parts.iter().find(|part| part.name == name)?.value.clone();
        Self { kind: None, id: value("id"), owner: value("for"), figure: value("figure") }
    }

    /// Whether this may be the exercise of an id; of one without an id that cannot be told.
    pub fn may_be(&self, id: &str) -> bool {
        self.id.as_ref().map_or(self.kind == Some(Kind::Exercise), |own| own == id)
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

/// Reads the info string of a lesson's fence.
///
/// # Errors
/// What is left of it when the kind or a needed key is missing; the problems say which.
pub(super) fn read(
    source: &Source,
    info: Range<usize>,
    body: Range<usize>,
    problems: &mut Vec<Problem>,
) -> Result<Fence, Broken> {
    let text = &source.text[info.clone()];
    if let Some(word) = text.strip_prefix("term").filter(|rest| rest.is_empty() || rest.starts_with([',', ' '])) {
        let broken = Broken { kind: Some(Kind::Term), ..Broken::new(&[]) };
        return term(source, info.clone(), body, word, problems).ok_or(broken);
    }
    let parts = parts(source, info.clone(), problems);
    let broken = Broken::new(&parts);
    let mut parts = parts.into_iter();
    let row = match kind(source, &info, &mut parts, problems) {
        Ok(row) => row,
        Err(meant) => return Err(Broken { kind: meant, ..broken }),
    };
    let keys = keys(source, row, parts, problems);
    let mut complete = true;
    for needed in row.needed.iter().filter(|needed| !keys.iter().any(|key| key.name == **needed)) {
        let found = say!("fence-key-missing", kind = row.name, key = needed);
        problems.push(source.problem(info.clone(), found, say!("fence-key-missing-instead", key = needed)));
        complete = false;
    }
    if complete {
        Ok(Fence { kind: row.kind, info, body, keys })
    } else {
        Err(Broken { kind: Some(row.kind), ..broken })
    }
}

/// The kind that the first parts say.
///
/// # Errors
/// The kind that was probably meant, if any; the problem is noted.
fn kind(
    source: &Source,
    info: &Range<usize>,
    parts: &mut impl Iterator<Item = Part>,
    problems: &mut Vec<Problem>,
) -> Result<&'static KindRow, Option<Kind>> {
    let mut next = || parts.next().ok_or_else(|| (info.clone(), say!("fence-no-kind"), say!("fence-no-kind-instead")));
    let known = next().and_then(|head| if head.name == "rust" { Ok((next()?, RUST)) } else { Ok((head, ALONE)) });
    let (word, rows) = match known {
        Ok(known) => known,
        Err((span, found, instead)) => {
            problems.push(source.problem(span, found, instead));
            return Err(None);
        }
    };
    if let Some(row) = rows.iter().find(|row| row.name == word.name) {
        return Ok(row);
    }
    let names: Vec<&str> = rows.iter().map(|row| row.name).collect();
    let meant = nearest(&word.name, &names).and_then(|near| rows.iter().find(|row| row.name == near));
    let alone = std::ptr::eq(rows, ALONE);
    let found = if alone { say!("fence-head", head = word.name) } else { say!("fence-kind", kind = word.name) };
    let instead = if alone { head_instead(&word.name) } else { kind_instead(&word.name, rows) };
    problems.push(source.problem(word.span, found, instead));
    Err(meant.map(|row| row.kind))
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
