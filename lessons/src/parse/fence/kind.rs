//! The kinds of fences and their keys.

use crate::{problem::nearest, say};

/// What a fence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse) enum Kind {
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

pub(super) struct KindRow {
    pub name: &'static str,
    pub kind: Kind,
    pub needed: &'static [&'static str],
    pub optional: &'static [&'static str],
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
pub(super) const RUST: &[KindRow] = &[
    row("cell", Kind::Cell, &[], &["id", "opt", "figure", "tol", "compare"]),
    row("setup", Kind::Setup, &[], &["id", "opt"]),
    row("try", Kind::Try, &[], &["id", "opt"]),
    row("exercise", Kind::Exercise, &["id", "expects"], &["opt"]),
    row("check", Kind::Check, &["for"], &[]),
    row("solution", Kind::Solution, &["for"], &[]),
    row("right", Kind::Right, &["for"], &[]),
    row("wrong", Kind::Wrong, &["for", "expect"], &[]),
];

/// Kinds that stand alone.
pub(super) const ALONE: &[KindRow] =
    &[row("hint", Kind::Hint, &["for"], &[]), row("quiz", Kind::Quiz, &["id"], &[]), row("term", Kind::Term, &[], &[])];

pub(super) fn kind_instead(word: &str, rows: &[KindRow]) -> String {
    let known: Vec<&str> = rows.iter().map(|row| row.name).collect();
    match nearest(word, &known) {
        Some(near) => say!("did-you-mean", near = near),
        None => say!("fence-kinds", kinds = known.join(", ")),
    }
}

pub(super) fn head_instead(word: &str) -> String {
    match nearest(word, &["rust", "hint", "quiz", "term"]) {
        Some(near) => say!("did-you-mean", near = near),
        None => say!("fence-heads"),
    }
}
