//! What a generation's module must import of the generations around it.
//!
//! A glob a module, each over the one around it, would be simpler and take rustc a minute at a hundred modules. So the
//! names are told one by one; only the crate's root is imported by a glob. The modules are nested all the same, because
//! a child sees its parents' private fields.

use super::scope::{Draft, Entry};
use super::source_map::Generated;
use std::collections::BTreeSet;

/// Writes the imports of the module of `generation`, as far as the needed definitions go.
pub fn into(out: &mut Generated, draft: &Draft, needed: &[&Entry], generation: u32) {
    let mut told = BTreeSet::new();
    // A learner's glob in a module would leave a name that it and the root's glob both bring to nobody. In a file the
    // definition wins, as a name that is told does here.
    let globs = needed.iter().any(|entry| (1..=generation).contains(&entry.generation) && entry.item.glob);
    let told_of = |entry: &&&Entry| match entry.generation {
        0 => globs && defines(entry),
        other => other < generation,
    };
    for entry in needed.iter().filter(told_of) {
        let path = format!("crate{}", draft.path(entry.generation));
        if entry.item.glob || entry.item.keyword == "use" && entry.item.binds.is_empty() {
            out.piece(&draft.sources, entry.source, &entry.item.range);
        } else if entry.item.keyword == "macro call" {
            // What it made is known to rustc alone.
            told.insert(format!("use {path}::*;"));
        } else {
            let seen = entry.item.binds.iter().filter(|name| !is_hidden(draft, entry, name, generation));
            told.extend(seen.map(|name| format!("use {path}::{name};")));
        }
    }
    told.iter().for_each(|line| out.line(line));
}

/// Whether an entry is a definition, not an import or what a macro made of its call.
fn defines(entry: &Entry) -> bool {
    !matches!(entry.item.keyword, "use" | "macro call")
}

/// Whether a newer definition has taken the name, as seen from the module of `generation`.
fn is_hidden(draft: &Draft, entry: &Entry, name: &str, generation: u32) -> bool {
    draft.entries.iter().any(|other| {
        entry.generation < other.generation
            && other.generation <= generation
            && other.item.binds.contains(name)
            && meet(entry.item.keyword, other.item.keyword)
    })
}

/// Whether two kinds of definitions share a namespace.
fn meet(a: &str, b: &str) -> bool {
    let value = |keyword| matches!(keyword, "fn" | "const" | "static" | "thread_local");
    let ty = |keyword| matches!(keyword, "enum" | "mod" | "trait" | "type" | "union" | "extern crate");
    !(value(a) && ty(b) || ty(a) && value(b))
}
