//! Completion without the process: the session's names, the kit's prelude, and the words of Rust. Nothing is known of
//! types, so there is no answer behind a dot.

use super::{Completions, context::byte};
use crate::{command, runtime::Sources};
use gradus_protocol::{Name, NameKind, Suggestion, SuggestionKind};

/// The file whose `pub use`s and items every lesson imports.
const PRELUDE: &str = "lessons/kit/src/prelude.rs";

const KEYWORDS: &[&str] = &[
    "as", "async", "await", "break", "const", "continue", "else", "enum", "false", "fn", "for", "if", "impl", "in",
    "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "static", "struct", "trait", "true", "type",
    "use", "where", "while",
];

/// Names that are known without looking at types.
#[derive(Clone, Debug, Default)]
pub struct Fallback {
    known: Vec<Suggestion>,
}

impl Fallback {
    /// With the names of the kit's prelude.
    pub fn new(kit: &Sources) -> Self {
        let text = kit.text(PRELUDE).unwrap_or_default();
        let names = syn::parse_file(&text).map(|file| names(&file)).unwrap_or_default();
        let prelude = names.into_iter().map(|name| suggestion(&name, SuggestionKind::Other, None));
        let words = KEYWORDS.iter().map(|word| suggestion(word, SuggestionKind::Keyword, None));
        Self { known: prelude.chain(words).collect() }
    }

    /// What begins with what was typed before `cursor` (in characters), the session's names first.
    pub fn complete(&self, names: &[Name], cell: &str, cursor: usize) -> Completions {
        let end = byte(cell, cursor);
        let start = cell[..end].char_indices().rev().take_while(|(_, c)| c.is_alphanumeric() || *c == '_').last();
        let start = start.map_or(end, |(at, _)| at);
        let typed = &cell[start..end];
        let line = cell[..end].rsplit('\n').next().unwrap_or_default();
        if line.trim_start() == format!(":{typed}") {
            let fitting = command::NAMES.iter().filter(|name| name[1..].starts_with(typed));
            let items = fitting.map(|name| suggestion(&name[1..], SuggestionKind::Keyword, None)).collect();
            return Completions { items, replace: cursor - typed.chars().count()..cursor };
        }
        let replace = cursor.saturating_sub(typed.chars().count())..cursor;
        if cell[..start].ends_with(['.', ':']) {
            return Completions { items: Vec::new(), replace };
        }
        let own = names.iter().map(|name| {
            let kind = match (name.kind, name.ty.as_str()) {
                (NameKind::Variable, _) => SuggestionKind::Variable,
                (_, "fn") => SuggestionKind::Function,
                (_, "struct" | "enum" | "type" | "union") => SuggestionKind::Type,
                (_, "trait") => SuggestionKind::Trait,
                (_, "mod") => SuggestionKind::Module,
                (_, "macro") => SuggestionKind::Macro,
                _ => SuggestionKind::Constant,
            };
            suggestion(&name.name, kind, Some(name.ty.clone()))
        });
        let mut items: Vec<Suggestion> = Vec::new();
        for item in own.chain(self.known.iter().cloned()) {
            let fits = item.label.to_lowercase().starts_with(&typed.to_lowercase());
            if fits && !items.iter().any(|known| known.label == item.label) {
                items.push(item);
            }
        }
        Completions { items, replace }
    }
}

fn suggestion(name: &str, kind: SuggestionKind, detail: Option<String>) -> Suggestion {
    Suggestion { label: name.to_owned(), insert: name.to_owned(), kind, detail }
}

/// Public names of a file, but not those of globs.
fn names(file: &syn::File) -> Vec<String> {
    let mut found = Vec::new();
    for item in &file.items {
        match item {
            syn::Item::Use(item) => imported(&item.tree, &mut found),
            syn::Item::Fn(item) => found.push(item.sig.ident.to_string()),
            syn::Item::Type(item) => found.push(item.ident.to_string()),
            _ => {}
        }
    }
    found
}

fn imported(tree: &syn::UseTree, found: &mut Vec<String>) {
    match tree {
        syn::UseTree::Path(path) => imported(&path.tree, found),
        syn::UseTree::Name(name) => found.push(name.ident.to_string()),
        syn::UseTree::Rename(name) => found.push(name.rename.to_string()),
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| imported(tree, found)),
        syn::UseTree::Glob(_) => {}
    }
}
