//! What can be read off Rust source without compiling it.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::{
    Expr, Item, Pat, Stmt,
    parse::Parser as _,
    visit::{self, Visit},
};

/// The names that a cell's top level defines: items and `let` variables. Empty for what is no Rust.
pub(crate) fn defined(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for statement in syn::Block::parse_within.parse_str(code).unwrap_or_default() {
        match statement {
            Stmt::Local(local) => Bound(&mut names).visit_pat(&local.pat),
            Stmt::Item(item) => names.extend(item_name(&item)),
            _ => {}
        }
    }
    names
}

/// Gathers the variables of a pattern.
struct Bound<'a>(&'a mut BTreeSet<String>);

impl<'ast> Visit<'ast> for Bound<'_> {
    fn visit_pat(&mut self, pat: &'ast Pat) {
        if let Pat::Ident(ident) = pat {
            self.0.insert(ident.ident.to_string());
        }
        visit::visit_pat(self, pat);
    }
}

fn item_name(item: &Item) -> Option<String> {
    Some(match item {
        Item::Const(item) => item.ident.to_string(),
        Item::Enum(item) => item.ident.to_string(),
        Item::Fn(item) => item.sig.ident.to_string(),
        Item::Mod(item) => item.ident.to_string(),
        Item::Static(item) => item.ident.to_string(),
        Item::Struct(item) => item.ident.to_string(),
        Item::Trait(item) => item.ident.to_string(),
        Item::Type(item) => item.ident.to_string(),
        _ => return None,
    })
}

/// Whether two sources are the same apart from white space and comments.
pub(crate) fn same(a: &str, b: &str) -> bool {
    let tokens = |text: &str| text.parse::<TokenStream>().map(|tokens| tokens.to_string());
    match (tokens(a), tokens(b)) {
        (Ok(a), Ok(b)) => a == b,
        _ => a.split_whitespace().eq(b.split_whitespace()),
    }
}

/// Whether `____`, four underscores or more, still stands in the code (comments and strings aside).
pub(super) fn has_blank(code: &str) -> bool {
    fn blank(tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => is_blank(&ident.to_string()),
            TokenTree::Group(group) => blank(group.stream()),
            _ => false,
        })
    }
    match code.parse::<TokenStream>() {
        Ok(tokens) => blank(tokens),
        Err(_) => code.contains("____"),
    }
}

fn is_blank(word: &str) -> bool {
    word.len() >= 4 && word.chars().all(|c| c == '_')
}

/// Whether a function's whole body, or all that a variable gets, is `todo!()`.
pub(super) fn has_todo(code: &str) -> bool {
    let mut gap = Gap(false);
    for statement in syn::Block::parse_within.parse_str(code).unwrap_or_default() {
        gap.0 |= is_todo_statement(&statement);
        gap.visit_stmt(&statement);
    }
    gap.0
}

struct Gap(bool);

impl<'ast> Visit<'ast> for Gap {
    fn visit_block(&mut self, block: &'ast syn::Block) {
        self.0 |= matches!(block.stmts.as_slice(), [only] if is_todo_statement(only));
        visit::visit_block(self, block);
    }

    fn visit_local_init(&mut self, init: &'ast syn::LocalInit) {
        self.0 |= matches!(&*init.expr, Expr::Macro(call) if is_todo(&call.mac));
        visit::visit_local_init(self, init);
    }
}

fn is_todo_statement(statement: &Stmt) -> bool {
    match statement {
        Stmt::Macro(call) => is_todo(&call.mac),
        Stmt::Expr(Expr::Macro(call), _) => is_todo(&call.mac),
        _ => false,
    }
}

fn is_todo(call: &syn::Macro) -> bool {
    call.path.is_ident("todo") || call.path.is_ident("unimplemented")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_a_cell_are_found() {
        let names = defined("let (a, mut b) = f(); struct S; impl S {} fn g() { let inner = 1; } let c: f32; a + b");
        assert_eq!(names.into_iter().collect::<Vec<_>>(), ["S", "a", "b", "c", "g"]);
        assert!(defined("let a = ;").is_empty());
    }

    #[test]
    fn white_space_and_comments_make_no_answer() {
        assert!(same("fn f() {\n    // think\n    todo!()\n}", "fn f() { todo!() } // done?"));
        assert!(!same("fn f() -> f32 { 1.0 }", "fn f() -> f32 { 2.0 }"));
        assert!(same("let s = \"", "let  s =\n\""));
    }

    #[test]
    fn open_gaps_are_seen() {
        assert!(has_blank("let y = w * ____ + b;"));
        assert!(has_blank("f(x, [_____])"));
        assert!(!has_blank("let __ = \"____\"; // ____"));
        assert!(has_todo("fn f() -> f32 { todo!(\"the slope\") }"));
        assert!(has_todo("impl S { fn f(&self) { unimplemented!() } }"));
        assert!(has_todo("let x: f32 = todo!();"));
        assert!(has_todo("todo!()"));
        assert!(!has_todo("fn f(x: f32) -> f32 { if x > 0.0 { return 1.0; } x }"));
    }
}
