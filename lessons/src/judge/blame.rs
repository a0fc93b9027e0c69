//! Whose mistake it is that a check does not compile.
//!
//! With the reference solution it does compile, `gradus lint` sees to that. With an answer it fails where it meets
//! something of the answer's: a name that it expects, or what it made of one (`let got = slope(1.0);`, then
//! `got - wanted`). Any other error is the check's own, and no learner must be sent to look for it.

use super::derived::{derived, mentions};
use crate::Exercise;
use gradus_protocol::Diagnostic;
use proc_macro2::{LineColumn, Span};
use std::collections::BTreeSet;
use syn::{
    Expr,
    parse::Parser as _,
    spanned::Spanned,
    visit::{self, Visit},
};

/// Codes by which rustc says that it finds no such name, or something else under it.
const UNRESOLVED: [&str; 12] =
    ["E0404", "E0405", "E0412", "E0422", "E0423", "E0424", "E0425", "E0432", "E0433", "E0531", "E0532", "E0574"];

/// The error that is the check's own; `None` if the answer is declared otherwise than the check expects.
pub(super) fn own_error<'a>(exercise: &Exercise, errors: &'a [Diagnostic]) -> Option<&'a Diagnostic> {
    let expected: BTreeSet<String> = exercise.expects.iter().map(|expected| expected.name.clone()).collect();
    let names_expected = |text: &str| words(text).any(|word| expected.contains(word));
    // What is no Rust, or reads a name that no answer is asked for, compiles with no answer at all.
    let hopeless = |error: &&Diagnostic| match error.code.as_deref() {
        None => error.place.as_ref().is_some_and(|place| place.cell.0 == exercise.check_id()),
        Some(code) => UNRESOLVED.contains(&code) && !names_expected(&error.message),
    };
    let met = |error: &Diagnostic| {
        names_expected(&error.message)
            || match &error.place {
                Some(place) if place.cell.0 == exercise.check_id() => {
                    let at =
                        LineColumn { line: place.line as usize, column: (place.column as usize).saturating_sub(1) };
                    meets(&exercise.check.text, expected.clone(), at)
                }
                Some(place) => place.cell.0 == exercise.id,
                None => expected.iter().any(|name| error.rendered.contains(name)),
            }
    };
    let own = errors.iter().find(hopeless);
    own.or_else(|| errors.first().filter(|_| !errors.iter().any(met)))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '_'))
}

/// Whether a check, at a place that rustc points at, deals with an expected name or with what it made of one.
fn meets(check: &str, expected: BTreeSet<String>, at: LineColumn) -> bool {
    let Ok(statements) = syn::Block::parse_within.parse_str(check) else { return false };
    let names = derived(&statements, expected);
    let mut place = At { at, names: &names, known: false, met: false };
    statements.iter().for_each(|statement| place.visit_stmt(statement));
    // A token that is the start of nothing above: the whole line counts.
    let line = || check.lines().nth(at.line.saturating_sub(1)).unwrap_or_default();
    place.met || !place.known && words(line()).any(|word| names.contains(word))
}

/// Looks for what the token at a place belongs to, and for names in that.
struct At<'a> {
    at: LineColumn,
    names: &'a BTreeSet<String>,
    known: bool,
    met: bool,
}

impl At<'_> {
    fn starts(&self, span: Span) -> bool {
        span.start() == self.at
    }

    fn within(&self, span: Span) -> bool {
        (span.start()..span.end()).contains(&self.at)
    }

    /// The place belongs to these.
    fn belongs<'e>(&mut self, parts: impl IntoIterator<Item = &'e Expr>) {
        self.known = true;
        self.met |= parts.into_iter().any(|part| mentions(self.names, |names| names.visit_expr(part)));
    }

    /// A call, if the place is the start of it or of an argument. What stands in a block within it is no part of it.
    fn call<'e>(&mut self, callee: &'e Expr, arguments: impl Iterator<Item = &'e Expr> + Clone) {
        if std::iter::once(callee).chain(arguments.clone()).any(|part| self.starts(part.span())) {
            let whole = |argument: &&Expr| !matches!(argument, Expr::Closure(c) if matches!(*c.body, Expr::Block(_)));
            self.belongs(std::iter::once(callee).chain(arguments.filter(whole)));
        }
    }
}

impl<'ast> Visit<'ast> for At<'_> {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            Expr::Call(call) => self.call(&call.func, call.args.iter()),
            Expr::MethodCall(call) if self.starts(call.method.span()) => self.belongs([&*call.receiver]),
            Expr::MethodCall(call) => self.call(&call.receiver, call.args.iter()),
            Expr::Field(field) if self.starts(field.member.span()) => self.belongs([&*field.base]),
            Expr::Binary(binary)
                if [binary.left.span(), binary.op.span(), binary.right.span()]
                    .iter()
                    .any(|span| self.starts(*span)) =>
            {
                self.belongs([expr]);
            }
            Expr::Let(condition) if self.within(condition.pat.span()) => self.belongs([&*condition.expr]),
            Expr::ForLoop(each) if self.within(each.pat.span()) => self.belongs([&*each.expr]),
            Expr::Match(choice) if choice.arms.iter().any(|arm| self.within(arm.pat.span())) => {
                self.belongs([&*choice.expr]);
            }
            Expr::Try(tried) if self.starts(tried.question_token.span()) => self.belongs([&*tried.expr]),
            Expr::Struct(made) if made.fields.iter().any(|field| self.within(field.span())) => self.belongs([expr]),
            // What they hold is looked at by itself.
            Expr::Block(_) | Expr::Closure(_) | Expr::If(_) | Expr::Match(_) | Expr::ForLoop(_) | Expr::While(_) => {}
            _ if self.starts(expr.span()) => self.belongs([expr]),
            _ => {}
        }
        visit::visit_expr(self, expr);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let Some(init) = local.init.as_ref().filter(|_| self.within(local.pat.span())) {
            self.belongs([&*init.expr]);
        }
        visit::visit_local(self, local);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if self.within(call.span()) {
            self.known = true;
            self.met |= mentions(self.names, |names| names.visit_macro(call));
        }
    }
}
