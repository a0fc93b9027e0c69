//! Whether what was typed is a whole cell: a console asks before it runs a line. Pure.

use crate::command;
use serde_json::{Value, json};

/// What a cell is so far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whole {
    /// It can run.
    Complete,
    /// More must follow, indented by this many spaces.
    Incomplete(usize),
    /// No more text makes it right.
    Invalid,
}

const INDENT: usize = 4;

/// Judges a cell, which may begin with commands.
pub fn whole(cell: &str) -> Whole {
    let code = command::below_commands(cell);
    let scanned = scan(&code);
    match scanned {
        Scanned::Mismatched => Whole::Invalid,
        Scanned::InText => Whole::Incomplete(0),
        Scanned::Open(depth) if depth > 0 => Whole::Incomplete(depth * INDENT),
        Scanned::Open(_) => parsed(&code),
    }
}

/// The content of an `is_complete_reply`.
pub fn reply(whole: &Whole) -> Value {
    match whole {
        Whole::Complete => json!({ "status": "complete" }),
        Whole::Incomplete(spaces) => json!({ "status": "incomplete", "indent": " ".repeat(*spaces) }),
        Whole::Invalid => json!({ "status": "invalid" }),
    }
}

/// Brackets are even; does Rust's grammar want more behind the end (`let x =`, `fn f()`)?
fn parsed(code: &str) -> Whole {
    let wrapped = format!("{{\n{code}\n}}");
    let end = code.trim_end().len() + 2;
    let parsed = syn::parse_str::<syn::Block>(&wrapped).map_err(|error| error.span().byte_range().start);
    proc_macro2::extra::invalidate_current_thread_spans();
    match parsed {
        Ok(_) => Whole::Complete,
        Err(at) if at >= end => Whole::Incomplete(0),
        Err(_) => Whole::Invalid,
    }
}

#[derive(Debug, PartialEq)]
enum Scanned {
    /// So many brackets are open.
    Open(usize),
    /// A string or a comment has no end.
    InText,
    /// A bracket closes another kind, or none.
    Mismatched,
}

/// Follows brackets, past strings, characters and comments.
fn scan(code: &str) -> Scanned {
    let mut open = Vec::new();
    let mut rest = code;
    while let Some(next) = rest.chars().next() {
        let passed = match next {
            '"' => quoted(rest),
            'r' | 'b' | 'c' => raw(rest),
            '\'' => Some(character(rest)),
            '/' => comment(rest),
            '(' | '[' | '{' => {
                open.push(next);
                Some(1)
            }
            ')' | ']' | '}' => match (open.pop(), next) {
                (Some('('), ')') | (Some('['), ']') | (Some('{'), '}') => Some(1),
                _ => return Scanned::Mismatched,
            },
            other if other.is_alphanumeric() || other == '_' => Some(word(rest)),
            other => Some(other.len_utf8()),
        };
        match passed {
            Some(length) => rest = &rest[length..],
            None => return Scanned::InText,
        }
    }
    Scanned::Open(open.len())
}

/// A whole word, so that its last letter is not taken for the `r` of a raw string.
fn word(text: &str) -> usize {
    text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len()).max(1)
}

/// A string with escapes; `None` without its end.
fn quoted(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// `r".."`, `br#".."#`, `b'x'` and their like; any other word as it is.
fn raw(text: &str) -> Option<usize> {
    let prefix = text.len() - text.trim_start_matches(['r', 'b', 'c']).len();
    let behind = &text[prefix..];
    let hashes = behind.len() - behind.trim_start_matches('#').len();
    let is_raw = text[..prefix].ends_with('r') && prefix <= 2 && behind[hashes..].starts_with('"');
    if is_raw {
        let end = format!("\"{}", "#".repeat(hashes));
        let body = prefix + hashes + 1;
        return text[body..].find(&end).map(|at| body + at + end.len());
    }
    if prefix == 1 && (behind.starts_with('"') || behind.starts_with('\'')) {
        return Some(1);
    }
    Some(word(text))
}

/// `'x'` and `'\n'` are characters, `'a` is a lifetime or a label.
fn character(text: &str) -> usize {
    let body = &text[1..];
    let is_escape = body.starts_with('\\');
    let first = body.chars().next().map_or(0, char::len_utf8);
    if is_escape {
        return body[1..].char_indices().skip(1).find(|(_, c)| *c == '\'').map_or(text.len(), |(at, _)| at + 3);
    }
    if body[first..].starts_with('\'') { first + 2 } else { 1 }
}

/// A comment; those between `/*` and `*/` nest.
fn comment(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if !text.starts_with("/*") {
        return Some(1);
    }
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        let here = &text[at..];
        match () {
            () if here.starts_with("/*") => (depth, at) = (depth + 1, at + 2),
            () if here.starts_with("*/") => (depth, at) = (depth - 1, at + 2),
            () => at += here.chars().next().map_or(1, char::len_utf8),
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn whole_cells_can_run() {
        for cell in [
            "1 + 2",
            "let x = 5;",
            "fn f() {}",
            "// only a comment",
            "",
            ":vars",
            ":type 1 + ",
            "struct S;",
            "let s = \"{\";",
            "let c = '{';",
            "let c = '\\'';",
            "r#\"( \" (\"#",
            "b\"[\"",
            "b'('",
            "fn f<'a>(x: &'a u8) {}",
            "'outer: loop { break 'outer }",
            "/* { /* ( */ [ */",
            "let π = 'π';",
            "use std::fmt",
            "for i in 0..3 { i; }",
        ] {
            let wanted = if cell == "use std::fmt" { Whole::Incomplete(0) } else { Whole::Complete };
            assert_eq!(whole(cell), wanted, "{cell}");
        }
    }

    #[test]
    fn what_is_open_goes_on_with_its_indent() {
        for (cell, indent) in [
            ("fn f() {", 4),
            ("fn f() {\n    if x {", 8),
            ("foo(1,", 4),
            ("let x =", 0),
            ("fn f()", 0),
            ("\"abc", 0),
            ("r#\"abc\"", 0),
            ("/* abc", 0),
            ("1 +", 0),
            ("struct S {\n    a: u8,", 4),
            ("let x = 5", 0),
            ("#[derive(Debug)]", 0),
        ] {
            assert_eq!(whole(cell), Whole::Incomplete(indent), "{cell}");
        }
    }

    #[test]
    fn what_nothing_can_mend_is_invalid() {
        for cell in ["foo)", "(]", "let 5x = ;", "fn fn f() {}", "} {"] {
            assert_eq!(whole(cell), Whole::Invalid, "{cell}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gets_an_answer(cell in "[a-c(){}\\[\\]\"'/*r#b\\\\ \nπ;=:]{0,40}") {
            let _ = whole(&cell);
        }
    }
}
