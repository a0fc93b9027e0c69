//! Which variables of a check hold what it made of certain names.

use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::{
    BinOp, Expr, Pat, Stmt,
    visit::{self, Visit},
};

/// The names, and every variable and function that something with them flows into. Scopes are not told apart: of two
/// variables of one name both count.
pub(super) fn derived(statements: &[Stmt], names: BTreeSet<String>) -> BTreeSet<String> {
    let mut flow = Flow(names);
    loop {
        let before = flow.0.len();
        statements.iter().for_each(|statement| flow.visit_stmt(statement));
        if flow.0.len() == before {
            return flow.0;
        }
    }
}

/// Whether a part of Rust source names one of the names.
pub(super) fn mentions(names: &BTreeSet<String>, look: impl FnOnce(&mut Mentions<'_>)) -> bool {
    let mut mentions = Mentions { names, found: false };
    look(&mut mentions);
    mentions.found
}

/// Looks for names in what it visits. Methods and fields are no names.
pub(super) struct Mentions<'a> {
    names: &'a BTreeSet<String>,
    found: bool,
}

impl Mentions<'_> {
    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => self.found |= self.names.contains(&ident.to_string()),
                TokenTree::Group(group) => self.tokens(group.stream()),
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Mentions<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.found |= path.segments.iter().any(|segment| self.names.contains(&segment.ident.to_string()));
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(call.tokens.clone());
    }
}

struct Flow(BTreeSet<String>);

impl Flow {
    fn from(&self, expr: &Expr) -> bool {
        mentions(&self.0, |names| names.visit_expr(expr))
    }

    /// Into the variables of a pattern.
    fn reach(&mut self, pat: &Pat) {
        Variables(&mut self.0).visit_pat(pat);
    }

    /// Into the variable that an expression is.
    fn reach_variable(&mut self, expr: &Expr) {
        if let Expr::Path(path) = expr
            && let Some(name) = path.path.get_ident()
        {
            self.0.insert(name.to_string());
        }
    }
}

/// Gathers the variables of a pattern.
struct Variables<'a>(&'a mut BTreeSet<String>);

impl<'ast> Visit<'ast> for Variables<'_> {
    fn visit_pat_ident(&mut self, pat: &'ast syn::PatIdent) {
        self.0.insert(pat.ident.to_string());
        visit::visit_pat_ident(self, pat);
    }
}

impl<'ast> Visit<'ast> for Flow {
    fn visit_local(&mut self, local: &'ast syn::Local) {
        if local.init.as_ref().is_some_and(|init| self.from(&init.expr)) {
            self.reach(&local.pat);
        }
        visit::visit_local(self, local);
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        if mentions(&self.0, |names| names.visit_item_fn(item)) {
            self.0.insert(item.sig.ident.to_string());
        }
        visit::visit_item_fn(self, item);
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Let(condition) if self.from(&condition.expr) => self.reach(&condition.pat),
            Expr::ForLoop(each) if self.from(&each.expr) => self.reach(&each.pat),
            Expr::Match(choice) if self.from(&choice.expr) => {
                choice.arms.iter().for_each(|arm| self.reach(&arm.pat));
            }
            Expr::Assign(assign) if self.from(&assign.right) => self.reach_variable(&assign.left),
            Expr::Binary(binary) if is_assignment(&binary.op) && self.from(&binary.right) => {
                self.reach_variable(&binary.left);
            }
            Expr::MethodCall(call) => self.through(call),
            _ => {}
        }
        visit::visit_expr(self, expr);
    }
}

impl Flow {
    /// From a receiver into the closures that it calls, and from what a collection is given into the collection.
    fn through(&mut self, call: &syn::ExprMethodCall) {
        if self.from(&call.receiver) {
            for argument in &call.args {
                if let Expr::Closure(closure) = argument {
                    closure.inputs.iter().for_each(|input| self.reach(input));
                }
            }
        }
        let grows = ["push", "insert", "extend"].iter().any(|method| call.method == method);
        if grows && call.args.iter().any(|argument| self.from(argument)) {
            self.reach_variable(&call.receiver);
        }
    }
}

fn is_assignment(op: &BinOp) -> bool {
    matches!(op, BinOp::AddAssign(_) | BinOp::SubAssign(_) | BinOp::MulAssign(_) | BinOp::DivAssign(_))
}
