//! Which names a piece of code mentions. An over-approximation: a field or a local of the same name counts too.
//! That costs a needless move of a variable or a few lines more to compile, never a wrong program.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use std::collections::{BTreeMap, BTreeSet};
use syn::visit::Visit;

/// A set of names.
pub type Words = BTreeSet<String>;

/// Adds every identifier of a piece, also inside macros and in the `{name}` of format strings.
pub fn of(piece: &impl ToTokens, words: &mut Words) {
    tokens(piece.to_token_stream(), words);
}

fn tokens(stream: TokenStream, words: &mut Words) {
    for token in stream {
        match token {
            TokenTree::Group(group) => tokens(group.stream(), words),
            TokenTree::Ident(ident) => {
                words.insert(ident.to_string());
            }
            TokenTree::Literal(literal) => in_format_string(&literal.to_string(), words),
            TokenTree::Punct(_) => {}
        }
    }
}

/// Names that a piece says only behind another name and `::`, with those: `new` of `Rc::new(1)`.
pub fn qualified(piece: &impl ToTokens) -> BTreeMap<String, Words> {
    let mut found = BTreeMap::new();
    let mut plain = Words::new();
    paths(piece.to_token_stream(), &mut found, &mut plain);
    found.retain(|name, _| !plain.contains(name));
    found
}

fn paths(stream: TokenStream, found: &mut BTreeMap<String, Words>, plain: &mut Words) {
    // The name before the last `::`.
    let mut before: Option<String> = None;
    let mut colons = 0;
    for token in stream {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == ':' => {
                colons += 1;
                continue;
            }
            TokenTree::Ident(name) => {
                let name = name.to_string();
                match before.take().filter(|_| colons == 2) {
                    Some(of) => drop(found.entry(name.clone()).or_default().insert(of)),
                    None => drop(plain.insert(name.clone())),
                }
                before = Some(name);
            }
            TokenTree::Group(group) => {
                paths(group.stream(), found, plain);
                before = None;
            }
            TokenTree::Literal(literal) => {
                in_format_string(&literal.to_string(), plain);
                before = None;
            }
            TokenTree::Punct(_) => before = None,
        }
        colons = 0;
    }
}

/// The names of `"{name}"` and `"{name:>width$}"`: rustc captures them from the scope.
fn in_format_string(literal: &str, words: &mut Words) {
    if !literal.contains('{') {
        return;
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    words.extend(literal.split(|c| !is_word(c)).filter(|word| !word.is_empty()).map(str::to_owned));
}

/// The names that an item's *meaning* can depend on: paths, called methods, and everything inside macros.
/// Field names and patterns are left out, so that a new function `x` does not seem to change `struct P { x: f32 }`.
pub fn depended_on(item: &syn::Item) -> Words {
    let mut visitor = Mentions::default();
    visitor.visit_item(item);
    visitor.0
}

#[derive(Default)]
struct Mentions(Words);

impl<'ast> Visit<'ast> for Mentions {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.0.extend(path.segments.iter().map(|segment| segment.ident.to_string()));
        syn::visit::visit_path(self, path);
    }

    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        // A variant, a constant or a unit struct, unless the writer has a name for a variable with a capital.
        let name = pattern.ident.to_string();
        if super::split::is_capital(&name) {
            self.0.insert(name);
        }
        syn::visit::visit_pat_ident(self, pattern);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.0.insert(call.method.to_string());
        syn::visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        self.visit_path(&mac.path);
        tokens(mac.tokens.clone(), &mut self.0);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        // `#[derive(Shape)]` of a learner's own macro or trait; doc comments hold only words for people.
        if !attribute.path().is_ident("doc") {
            of(attribute, &mut self.0);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        of(&item.tree, &mut self.0);
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        in_format_string(&literal.value(), &mut self.0);
    }
}

/// Whether an expression holds a closure or an async block: then its type may have no name.
pub fn holds_closure(expr: &syn::Expr) -> bool {
    struct Found(bool);
    impl<'ast> Visit<'ast> for Found {
        fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {
            self.0 = true;
        }
        fn visit_expr_async(&mut self, _: &'ast syn::ExprAsync) {
            self.0 = true;
        }
        fn visit_macro(&mut self, mac: &'ast syn::Macro) {
            self.0 |= mac.tokens.to_string().contains('|');
        }
    }
    let mut found = Found(false);
    found.visit_expr(expr);
    found.0
}

/// Every `crate` that begins a path, visibilities aside.
pub fn crate_paths(item: &syn::Item) -> Vec<proc_macro2::Span> {
    struct Found(Vec<proc_macro2::Span>);
    impl<'ast> Visit<'ast> for Found {
        fn visit_path(&mut self, path: &'ast syn::Path) {
            if let Some(first) = path.segments.first()
                && first.ident == "crate"
                && path.segments.len() > 1
            {
                self.0.push(first.ident.span());
            }
            syn::visit::visit_path(self, path);
        }
        fn visit_use_path(&mut self, path: &'ast syn::UsePath) {
            if path.ident == "crate" {
                self.0.push(path.ident.span());
            }
            syn::visit::visit_use_path(self, path);
        }
    }
    let mut found = Found(Vec::new());
    found.visit_item(item);
    found.0
}

/// Whether a macro inside a definition may define a static, which nobody sees before it is expanded.
pub fn hides_static(item: &syn::Item) -> bool {
    struct Found(bool);
    impl<'ast> Visit<'ast> for Found {
        fn visit_macro(&mut self, mac: &'ast syn::Macro) {
            let mut inside = Words::new();
            of(&mac.tokens, &mut inside);
            let seen = mac.path.is_ident("thread_local");
            self.0 |= !seen && (inside.contains("static") || inside.contains("thread_local"));
        }
    }
    let mut found = Found(false);
    found.visit_item(item);
    found.0
}

/// Whether a block waits for a future, other than in an async block or a function inside it.
pub fn awaits(block: &syn::Block) -> bool {
    struct Found(bool);
    impl<'ast> Visit<'ast> for Found {
        fn visit_expr_await(&mut self, _: &'ast syn::ExprAwait) {
            self.0 = true;
        }
        fn visit_macro(&mut self, mac: &'ast syn::Macro) {
            let mut inside = Words::new();
            of(&mac.tokens, &mut inside);
            self.0 |= inside.contains("await");
        }
        fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {}
        fn visit_expr_async(&mut self, _: &'ast syn::ExprAsync) {}
        fn visit_item(&mut self, _: &'ast syn::Item) {}
    }
    let mut found = Found(false);
    found.visit_block(block);
    found.0
}

/// Whether a block returns, other than from a function or a closure inside it.
pub fn returns(block: &syn::Block) -> bool {
    struct Found(bool);
    impl<'ast> Visit<'ast> for Found {
        fn visit_expr_return(&mut self, _: &'ast syn::ExprReturn) {
            self.0 = true;
        }
        fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {}
        fn visit_expr_async(&mut self, _: &'ast syn::ExprAsync) {}
        fn visit_item(&mut self, _: &'ast syn::Item) {}
    }
    let mut found = Found(false);
    found.visit_block(block);
    found.0
}

/// Names that a block assigns to as a whole (`x = ..`, not `x.field = ..`).
pub fn assigned(block: &syn::Block) -> Words {
    struct Assigned(Words);
    impl<'ast> Visit<'ast> for Assigned {
        fn visit_expr_assign(&mut self, assign: &'ast syn::ExprAssign) {
            of(&*assign.left, &mut self.0);
            syn::visit::visit_expr_assign(self, assign);
        }
        fn visit_item(&mut self, _: &'ast syn::Item) {}
    }
    let mut assigned = Assigned(Words::new());
    assigned.visit_block(block);
    assigned.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(source: &str) -> Vec<String> {
        let mut words = Words::new();
        of(&syn::parse_str::<syn::Expr>(source).unwrap(), &mut words);
        words.into_iter().collect()
    }

    #[test]
    fn macros_and_format_strings_count() {
        assert_eq!(words(r#"println!("{a} {b:>w$} {}", c + d.e)"#), ["a", "b", "c", "d", "e", "println", "w"]);
        assert_eq!(words(r#""no names here""#), [""; 0]);
    }

    #[test]
    fn a_field_is_no_dependency_of_a_struct() {
        let item = syn::parse_str("struct P { x: f32, next: Option<Q> }").unwrap();
        assert_eq!(depended_on(&item).into_iter().collect::<Vec<_>>(), ["Option", "Q", "f32"]);
    }

    #[test]
    fn a_name_behind_another_is_that_ones() {
        let expr = syn::parse_str::<syn::Expr>("f(Rc::new(1), std::mem::take(x), Vec::<u8>::with(2), take)").unwrap();
        let found = qualified(&expr);
        assert_eq!(found["new"], Words::from(["Rc".to_owned()]));
        assert!(!found.contains_key("take") && !found.contains_key("with") && !found.contains_key("Rc"));
    }

    #[test]
    fn closures_are_seen_through_calls_and_macros() {
        let holds = |source| holds_closure(&syn::parse_str(source).unwrap());
        assert!(holds("(0..3).map(|x| x + n)"));
        assert!(holds("vec![|x| x]"));
        assert!(!holds("f(a, b)"));
    }

    #[test]
    fn assignments_at_any_depth() {
        let block = syn::parse_str("{ if c { x = f(x); } y += 1; }").unwrap();
        assert_eq!(assigned(&block).into_iter().collect::<Vec<_>>(), ["x"]);
    }
}
