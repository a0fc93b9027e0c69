//! Which names a check reads from the session.

use std::collections::BTreeSet;
use syn::{
    Expr, Ident, Item, Pat, Token,
    parse::Parser as _,
    punctuated::Punctuated,
    visit::{self, Visit},
};

/// The single-word paths of expressions, calls and types in a check, without what the check defines itself. Empty
/// for what is no Rust.
pub(super) fn reads(check: &str) -> BTreeSet<String> {
    let mut reads = Reads::default();
    for statement in syn::Block::parse_within.parse_str(check).unwrap_or_default() {
        reads.visit_stmt(&statement);
    }
    reads.used.difference(&reads.own).cloned().collect()
}

#[derive(Default)]
struct Reads {
    used: BTreeSet<String>,
    own: BTreeSet<String>,
}

impl Reads {
    fn own(&mut self, name: &Ident) {
        self.own.insert(name.to_string());
    }
}

impl<'ast> Visit<'ast> for Reads {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        if let Some(first) = path.segments.first() {
            self.used.insert(first.ident.to_string());
        }
        visit::visit_path(self, path);
    }

    fn visit_pat(&mut self, pat: &'ast Pat) {
        if let Pat::Ident(ident) = pat {
            self.own(&ident.ident);
        }
        visit::visit_pat(self, pat);
    }

    fn visit_item(&mut self, item: &'ast Item) {
        match item {
            Item::Fn(item) => self.own(&item.sig.ident),
            Item::Struct(item) => self.own(&item.ident),
            Item::Enum(item) => self.own(&item.ident),
            Item::Const(item) => self.own(&item.ident),
            _ => {}
        }
        visit::visit_item(self, item);
    }

    /// Most macros take expressions between commas (`assert!`, `format!`); what does not parse so is left out.
    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if let Ok(parts) = call.parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated) {
            for part in &parts {
                Reads::visit_expr(self, &part.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_from_outside_are_read() {
        let check = "let near = |a: f32, b: f32| (a - b).abs() < tol;\n\
                     fn own(x: f32) -> f32 { slope(x) }\n\
                     let n = Neuron { w: 1.0 };\n\
                     for x in &xs { assert!(near(own(*x), 2.0 * w), \"no {w}\"); }\n\
                     n.forward(model.bias)";
        let reads = reads(check);
        let wanted = ["Neuron", "f32", "model", "slope", "tol", "w", "xs"];
        assert_eq!(reads.iter().map(String::as_str).collect::<Vec<_>>(), wanted);
    }
}
