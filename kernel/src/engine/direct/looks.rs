//! Where a cell looks whether it is to stop: at every turn of a loop and every call of a function that the learner
//! wrote, so that an interrupt finds any loop and loses no variable. A closure with a block is a function: the loop may
//! be an iterator's, `(0..).for_each(|i| { .. })`.
//!
//! A look costs a nanosecond, which is nothing beside an unoptimised turn and much beside an optimised one. So *tight*
//! looks are for cells that are compiled for quick answers; an outer loop, or one that trains, looks always.
//!
//! A look unwinds, so code that counts on never doing so has none: `const` code cannot, an `extern` function must not,
//! and `unsafe` code may have put the world out of order for a moment.

use super::words::{self, Words};
use std::ops::Range;
use syn::visit::Visit;

/// Is set when a cell is compiled for quick answers.
pub const QUICK: &str = "gradus_quick";

/// One place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The byte of the cell's source it stands before.
    pub at: usize,
    tight: bool,
}

impl Look {
    /// The statement.
    pub fn text(self) -> String {
        let only = if self.tight { format!("#[cfg({QUICK})]") } else { String::new() };
        format!("{only}::gradus::interrupt::check();")
    }
}

/// The places of a cell, in order. `in_cell` gives the bytes of a span.
pub fn looks(block: &syn::Block, in_cell: impl Fn(proc_macro2::Span) -> Range<usize>) -> Vec<Look> {
    let mut mentioned = Words::new();
    words::of(block, &mut mentioned);
    if mentioned.contains("unsafe") {
        return Vec::new();
    }
    let mut finder = Finder { in_cell, found: Vec::new() };
    finder.visit_block(block);
    finder.found.sort_by_key(|look| look.at);
    finder.found
}

struct Finder<F> {
    in_cell: F,
    found: Vec<Look>,
}

impl<F: Fn(proc_macro2::Span) -> Range<usize>> Finder<F> {
    fn open(&mut self, block: &syn::Block, attributes: &[syn::Attribute], tight: bool) {
        // Attributes of the block's own must stay first in it.
        if attributes.iter().all(|attribute| matches!(attribute.style, syn::AttrStyle::Outer)) {
            let at = (self.in_cell)(block.brace_token.span.open()).end;
            self.found.push(Look { at, tight });
        }
    }

    fn turn(&mut self, body: &syn::Block, attributes: &[syn::Attribute]) {
        self.open(body, attributes, !works_long(body));
    }

    /// True where the function may look.
    fn call(&mut self, signature: &syn::Signature, body: &syn::Block, attributes: &[syn::Attribute]) -> bool {
        let may = signature.constness.is_none() && signature.abi.is_none();
        if may {
            self.open(body, attributes, true);
        }
        may
    }
}

impl<'ast, F: Fn(proc_macro2::Span) -> Range<usize>> Visit<'ast> for Finder<F> {
    fn visit_expr_for_loop(&mut self, looped: &'ast syn::ExprForLoop) {
        self.turn(&looped.body, &looped.attrs);
        syn::visit::visit_expr_for_loop(self, looped);
    }

    fn visit_expr_while(&mut self, looped: &'ast syn::ExprWhile) {
        self.turn(&looped.body, &looped.attrs);
        syn::visit::visit_expr_while(self, looped);
    }

    fn visit_expr_loop(&mut self, looped: &'ast syn::ExprLoop) {
        self.turn(&looped.body, &looped.attrs);
        syn::visit::visit_expr_loop(self, looped);
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        if closure.constness.is_some() {
            return;
        }
        if let syn::Expr::Block(body) = &*closure.body {
            self.open(&body.block, &body.attrs, true);
        }
        syn::visit::visit_expr_closure(self, closure);
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if self.call(&item.sig, &item.block, &item.attrs) {
            syn::visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if self.call(&item.sig, &item.block, &item.attrs) {
            syn::visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(body) = &item.default
            && self.call(&item.sig, body, &item.attrs)
        {
            syn::visit::visit_trait_item_fn(self, item);
        }
    }

    fn visit_expr_repeat(&mut self, repeat: &'ast syn::ExprRepeat) {
        self.visit_expr(&repeat.expr);
    }

    // Everything in these is computed by the compiler.
    fn visit_item_const(&mut self, _: &'ast syn::ItemConst) {}
    fn visit_item_static(&mut self, _: &'ast syn::ItemStatic) {}
    fn visit_item_enum(&mut self, _: &'ast syn::ItemEnum) {}
    fn visit_impl_item_const(&mut self, _: &'ast syn::ImplItemConst) {}
    fn visit_trait_item_const(&mut self, _: &'ast syn::TraitItemConst) {}
    fn visit_expr_const(&mut self, _: &'ast syn::ExprConst) {}
    fn visit_type(&mut self, _: &'ast syn::Type) {}
    fn visit_pat(&mut self, _: &'ast syn::Pat) {}
    fn visit_generic_argument(&mut self, _: &'ast syn::GenericArgument) {}
    fn visit_generics(&mut self, _: &'ast syn::Generics) {}
}

/// Whether a turn of a loop is long even when optimised: it loops itself, or trains.
fn works_long(body: &syn::Block) -> bool {
    struct Found(bool);
    impl<'ast> Visit<'ast> for Found {
        fn visit_expr_for_loop(&mut self, _: &'ast syn::ExprForLoop) {
            self.0 = true;
        }
        fn visit_expr_while(&mut self, _: &'ast syn::ExprWhile) {
            self.0 = true;
        }
        fn visit_expr_loop(&mut self, _: &'ast syn::ExprLoop) {
            self.0 = true;
        }
        fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
            self.0 |= call.method == "backward";
            syn::visit::visit_expr_method_call(self, call);
        }
        fn visit_item(&mut self, _: &'ast syn::Item) {}
    }
    let mut found = Found(false);
    found.visit_block(body);
    found.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The source with `%` where it looks when compiled for quick answers, and `!` where it looks always.
    fn marked(source: &str) -> String {
        let block: syn::Block = syn::parse_str(&format!("{{{source}}}")).unwrap();
        let places = looks(&block, |span| span.byte_range().start - 1..span.byte_range().end - 1);
        let mut text = source.to_owned();
        for look in places.iter().rev() {
            text.insert(look.at, if look.tight { '%' } else { '!' });
        }
        text
    }

    #[test]
    fn loops_and_functions_look() {
        assert_eq!(marked("for i in 0..3 { f(i); }"), "for i in 0..3 {% f(i); }");
        assert_eq!(marked("fn f() { while g() {} }"), "fn f() {% while g() {%} }");
        assert_eq!(marked("impl P { fn f(&self) { loop {} } }"), "impl P { fn f(&self) {% loop {%} } }");
        assert_eq!(marked("let f = |n| { for i in 0..n {} };"), "let f = |n| {% for i in 0..n {%} };");
        assert_eq!(
            marked("(0..).for_each(|i| { f(i) }); v.map(|x| x + 1)"),
            "(0..).for_each(|i| {% f(i) }); v.map(|x| x + 1)"
        );
    }

    #[test]
    fn outer_loops_and_training_loops_look_also_when_optimised() {
        assert_eq!(marked("for e in 0..3 { for i in 0..9 {} }"), "for e in 0..3 {! for i in 0..9 {%} }");
        assert_eq!(marked("loop { g = loss(x).backward(); }"), "loop {! g = loss(x).backward(); }");
    }

    #[test]
    fn what_must_not_unwind_does_not_look() {
        for source in [
            "const N: usize = { let mut i = 0; while i < 3 { i += 1; } i };",
            "const fn f() { loop {} }",
            "extern \"C\" fn f() { loop {} }",
            "loop { unsafe { f() } }",
            "let a = [0; { loop {} }];",
            "let a = const { loop {} };",
            "const F: fn() = || { loop {} };",
            "fn f() { #![allow(unused)] }",
        ] {
            assert_eq!(marked(source), source);
        }
    }
}
