//! A cell as evcxr is given it: its last expression shown as the kit shows values, a check in a block of its own. Lines
//! stay what they are; columns are counted back.

use crate::engine::{Cell, Role, direct};
use gradus_protocol::{Mark, Place};
use syn::{spanned::Spanned, visit::Visit};

/// Before and behind the value of a cell.
const SHOW: (&str, &str) = ("gradus::rt_value!(", ");");

/// Before a first line that evcxr would take for a command, such as `::std::mem::swap(..)`.
const RUST: &str = "{} ";

/// Around what is to leave nothing.
const BLOCK: (&str, &str) = ("{", "\n};");

/// A cell made ready.
#[derive(Debug, Default)]
pub struct Prepared {
    /// What evcxr compiles.
    pub code: String,
    /// What was put in: line, column in the cell, how many characters.
    insertions: Vec<(u32, u32, u32)>,
    /// Where a `?` that ends the cell stands, if there is only one.
    pub question: Option<(u32, u32)>,
    /// Definitions: names and keyword.
    pub items: Vec<(String, &'static str)>,
    /// Variables that it binds.
    pub bindings: Vec<String>,
}

/// Makes a cell ready. One that is no Rust stays as it is: evcxr says what is wrong with it.
pub fn prepare(cell: &Cell) -> Prepared {
    let source = &cell.code;
    let Some(anatomy) = direct::outline(source) else {
        return Prepared { code: source.clone(), ..Prepared::default() };
    };
    let mut prepared = Prepared { question: question(source), ..Prepared::default() };
    if cell.role == Role::Probe {
        prepared.insert(source, 0, BLOCK.0);
    }
    let mut at = 0;
    if let Some(start) = like_a_command(source).filter(|_| cell.role == Role::Learner) {
        prepared.code.push_str(&source[..start]);
        prepared.insert(source, start, RUST);
        at = start;
    }
    match anatomy.tail {
        Some(tail) => {
            prepared.code.push_str(&source[at..tail.start]);
            prepared.insert(source, tail.start, SHOW.0);
            prepared.code.push_str(&source[tail.clone()]);
            prepared.code.push_str(SHOW.1);
            prepared.code.push_str(&source[tail.end..]);
        }
        None => prepared.code.push_str(&source[at..]),
    }
    match cell.role {
        Role::Probe => prepared.code.push_str(BLOCK.1),
        Role::Learner => (prepared.items, prepared.bindings) = (anatomy.items, anatomy.bindings),
    }
    prepared
}

impl Prepared {
    fn insert(&mut self, source: &str, at: usize, text: &str) {
        self.code.push_str(text);
        let (line, column) = place(source, at);
        self.insertions.push((line, column, text.chars().count() as u32));
    }

    /// A column of the cell, from one of what evcxr compiled.
    fn column(&self, line: u32, column: u32) -> u32 {
        let mut shift = 0;
        for (_, at, length) in self.insertions.iter().filter(|(on, ..)| *on == line) {
            // What points into the insertion itself points at what it was put before.
            shift += column.saturating_sub(at + shift).min(*length);
        }
        column - shift
    }

    /// A mark in the cell.
    pub fn mark(&self, mark: Mark) -> Mark {
        let back = |(line, column)| (line, self.column(line, column));
        Mark { from: back(mark.from), to: back(mark.to), ..mark }
    }

    /// A place in the cell.
    pub fn place(&self, place: Place) -> Place {
        Place { column: self.column(place.line, place.column), ..place }
    }
}

/// Where the first line of Rust begins, if it looks like one of evcxr's commands.
fn like_a_command(source: &str) -> Option<usize> {
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        if !line.trim().is_empty() && !line.starts_with("//") {
            let looks = line.starts_with('!') || line.trim_start().starts_with(':');
            return looks.then_some(start);
        }
        start += line.len();
    }
    None
}

/// Line and column of a byte, from 1.
fn place(source: &str, at: usize) -> (u32, u32) {
    let before = &source[..at];
    let line = before.matches('\n').count() as u32 + 1;
    (line, before.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1)
}

/// evcxr does not tell which `?` met an error; of one alone it is known.
fn question(source: &str) -> Option<(u32, u32)> {
    let block: syn::Block = syn::parse_str(&format!("{{\n{source}\n}}")).ok()?;
    let mut questions = Questions(Vec::new());
    questions.visit_block(&block);
    proc_macro2::extra::invalidate_current_thread_spans();
    match questions.0[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// Those that leave the cell itself.
struct Questions(Vec<(u32, u32)>);

impl<'a> Visit<'a> for Questions {
    fn visit_expr_try(&mut self, question: &'a syn::ExprTry) {
        let start = question.question_token.span().start();
        self.0.push((start.line as u32 - 1, start.column as u32 + 1));
        syn::visit::visit_expr_try(self, question);
    }

    fn visit_item(&mut self, _: &'a syn::Item) {}
    fn visit_expr_closure(&mut self, _: &'a syn::ExprClosure) {}
    fn visit_expr_async(&mut self, _: &'a syn::ExprAsync) {}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_shown_by_the_kit_and_columns_are_counted_back() {
        let prepared = prepare(&Cell::new("a", "let x = 1;\nx + y // sum"));
        assert_eq!(prepared.code, "let x = 1;\ngradus::rt_value!(x + y); // sum");
        assert_eq!(prepared.bindings, ["x"]);
        let mark = |from, to| Mark { from, to, label: String::new(), primary: true };
        assert_eq!(prepared.mark(mark((2, 23), (2, 24))), mark((2, 5), (2, 6)));
        assert_eq!(prepared.mark(mark((1, 5), (1, 6))), mark((1, 5), (1, 6)));
    }

    #[test]
    fn a_check_stands_in_a_block() {
        let prepared = prepare(&Cell::probe("check", "let y = 2; y == x"));
        assert_eq!(prepared.code, "{let y = 2; gradus::rt_value!(y == x);\n};");
        assert_eq!(prepared.column(1, 2), 1);
        // `x` of the comparison.
        assert_eq!(prepared.column(1, 36), 17);
        assert!(prepared.bindings.is_empty());
    }

    #[test]
    fn a_line_that_looks_like_a_command_is_rust() {
        let prepared = prepare(&Cell::new("a", "// x\n\n!done"));
        assert_eq!(prepared.code, "// x\n\n{} gradus::rt_value!(!done);");
        assert_eq!((prepared.column(3, 23), prepared.column(3, 1)), (2, 1));
        let code = prepare(&Cell::new("a", "  ::std::mem::swap(\n&mut a, &mut b);")).code;
        assert_eq!(code, "{}   ::std::mem::swap(\n&mut a, &mut b);");
    }

    #[test]
    fn only_one_question_mark_has_a_place() {
        assert_eq!(question("let a = 1;\nlet b = f()?;"), Some((2, 12)));
        assert_eq!(question("f()?; g()?;"), None);
        assert_eq!(question("fn f() -> Option<u8> { None? }\nlet g = || Some(h()?);"), None);
    }

    #[test]
    fn what_is_no_rust_stays_as_it_is() {
        assert_eq!(prepare(&Cell::probe("a", "let x = ;")).code, "let x = ;");
    }
}
