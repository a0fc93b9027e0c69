//! A cell's source, taken apart: items to hoist to the crate root, statements to run, the value to show.
//!
//! Pure: text in, byte ranges out. Nothing is re-printed, so whatever rustc says about a piece points at what the
//! learner wrote.

use super::looks::{self, Look};
use super::makers::Makers;
use super::statics::Statics;
use super::words::{self, Words};
use quote::ToTokens;
use std::collections::BTreeMap;
use std::ops::Range;
use syn::spanned::Spanned;

/// A cell taken apart. Ranges are bytes of the cell's source.
#[derive(Debug)]
pub struct Split {
    /// Attributes for a whole crate, at the head of the cell.
    pub attributes: Vec<Range<usize>>,
    /// Definitions, in order.
    pub items: Vec<ItemPiece>,
    /// Statements to run, in order, the tail excluded.
    pub statements: Vec<Range<usize>>,
    /// The last expression, when its value is to be shown.
    pub tail: Option<Range<usize>>,
    /// Variables that `let` binds at the top of the cell; the last binding of a name counts.
    pub bindings: Vec<Binding>,
    /// Words of the statements and the tail.
    pub words: Words,
    /// Those of the words that stand only behind another name and `::`.
    pub qualified: BTreeMap<String, Words>,
    /// Those words without what the cell itself has bound by then: `let x = 1; x + y` needs `y` alone.
    pub free: Words,
    /// Variables that the cell assigns to as a whole (`x = ..`).
    pub assigned: Words,
    /// Whether the cell itself returns.
    pub returns: bool,
    /// Whether the cell itself waits for futures.
    pub awaits: bool,
    /// Macros it calls that make variables, which end with the cell.
    pub let_makers: Words,
    /// Names it uses that are the engine's own.
    pub reserved: Words,
    /// Where it looks whether it is to stop.
    pub looks: Vec<Look>,
}

/// A variable that a cell introduces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// Its name.
    pub name: String,
    /// Whether it is `mut`.
    pub mutable: bool,
    /// Words of its initialiser, if that may have a type without a name (it holds a closure or calls something).
    pub maker: Words,
    /// Whether the initialiser itself holds a closure or an async block.
    pub holds_closure: bool,
    /// Its `let` statement.
    pub range: Range<usize>,
}

/// A definition.
#[derive(Clone, Debug, Default)]
pub struct ItemPiece {
    /// Where it stands, attributes and doc comments included.
    pub range: Range<usize>,
    /// What makes two definitions the same one.
    pub key: String,
    /// `fn`, `struct`, `impl`, ...
    pub keyword: &'static str,
    /// Names that mentioning makes this definition necessary: its own, its methods'.
    pub names: Words,
    /// Names that it mentions.
    pub words: Words,
    /// Its tokens, white space and comments aside: equal for an unchanged definition.
    pub tokens: String,
    /// A glob import, which may change what any name means.
    pub glob: bool,
    /// `impl Trait for Type`, of which there can be only one.
    pub trait_impl: bool,
    /// A function that returns `impl Trait`.
    pub opaque: bool,
    /// The statics it defines, at any depth, in order.
    pub statics: Vec<Statics>,
    /// Names in the header of an `impl`: the trait, the type.
    pub header: Words,
    /// Associated types and constants of an `impl`, as tokens.
    pub associated: String,
    /// Names that the types and constants of an `impl` depend on.
    pub interface: Words,
    /// Constants of an inherent `impl`.
    pub constants: Words,
    /// Names that a module or an enum holds, which a glob import would bring into scope.
    pub inner: Words,
    /// Names that an import of its module can take.
    pub binds: Words,
    /// Behind each `crate` that begins a path.
    pub crate_at: Vec<usize>,
    /// Where a visibility would go, if it has none.
    pub visibility_at: Option<usize>,
    /// Whether a macro in it may define a static, which every cell that repeats it gets anew.
    pub hides_static: bool,
}

/// Why a cell could not be taken apart: syn's words and the byte they point at.
#[derive(Debug, PartialEq, Eq)]
pub struct SplitError {
    /// What syn expected.
    pub message: String,
    /// Byte of the cell's source.
    pub at: usize,
}

/// What the cell is wrapped in to be parsed as a block.
const OPEN: &str = "{\n";

/// Takes a cell apart.
///
/// # Errors
/// When the source is not a sequence of Rust statements. rustc says it better: the caller asks it, and falls back
/// on this error.
pub fn split(source: &str, makers: &Makers) -> Result<Split, SplitError> {
    let (text, attributes) = without_inner_attributes(source);
    let wrapped = format!("{OPEN}{text}\n}}");
    let result = parse(&wrapped, source, makers.clone()).map(|split| Split { attributes, ..split });
    // Spans of a session's cells would pile up in this thread's source map otherwise.
    proc_macro2::extra::invalidate_current_thread_spans();
    result
}

fn parse(wrapped: &str, source: &str, mut makers: Makers) -> Result<Split, SplitError> {
    let block: syn::Block = syn::parse_str(wrapped).map_err(|e| SplitError {
        message: e.to_string(),
        at: e.span().byte_range().start.saturating_sub(OPEN.len()).min(source.len()),
    })?;
    let mut split = Split {
        attributes: Vec::new(),
        items: Vec::new(),
        statements: Vec::new(),
        tail: None,
        bindings: Vec::new(),
        words: Words::new(),
        qualified: words::qualified(&block),
        free: Words::new(),
        assigned: words::assigned(&block),
        returns: words::returns(&block),
        awaits: words::awaits(&block),
        let_makers: Words::new(),
        reserved: Words::new(),
        looks: looks::looks(&block, |span| in_cell(&span)),
    };
    words::of(&block, &mut split.reserved);
    split.reserved.retain(|name| super::scope::is_reserved(name));
    let last = block.stmts.len().saturating_sub(1);
    for (index, statement) in block.stmts.iter().enumerate() {
        let range = in_cell(statement);
        match statement {
            syn::Stmt::Item(item) => {
                makers.learn(item);
                split.items.push(super::item::describe(item, range, |span| in_cell(&span)));
            }
            syn::Stmt::Macro(mac) if mac.mac.path.is_ident("thread_local") => {
                split.items.push(super::item::thread_locals(mac, range));
            }
            syn::Stmt::Macro(mac) if makers.items_of(&mac.mac).is_some() => {
                let made = makers.items_of(&mac.mac).cloned().unwrap_or_default();
                split.items.push(super::item::made_by_macro(mac, range, &made));
            }
            _ => {
                words::of(statement, &mut split.words);
                let needs = needs(statement);
                split.free.extend(
                    needs
                        .into_iter()
                        .filter(|word| is_capital(word) || !split.bindings.iter().any(|b| b.name == *word)),
                );
                if let syn::Stmt::Macro(mac) = statement
                    && makers.makes_variables(&mac.mac)
                {
                    split.let_makers.insert(mac.mac.path.to_token_stream().to_string());
                }
                if let syn::Stmt::Local(local) = statement {
                    bind(local, &range, &mut split.bindings);
                }
                if index == last && shows_value(statement) {
                    split.tail = Some(range);
                } else {
                    split.statements.push(range);
                }
            }
        }
    }
    Ok(split)
}

/// `#![allow(..)]` at the head of a cell is for a whole crate; spaces stand in its place.
fn without_inner_attributes(source: &str) -> (String, Vec<Range<usize>>) {
    let mut text = source.to_owned();
    let mut found = Vec::new();
    let mut head = 0;
    loop {
        let rest = text[head..].trim_start();
        let start = text.len() - rest.len();
        if rest.starts_with("//") && !rest.starts_with("///") {
            head = start + rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        let Some(length) = rest.starts_with("#![").then(|| attribute(rest)).flatten() else { return (text, found) };
        let end = start + length;
        let blank: String = rest[..length].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
        text.replace_range(start..end, &blank);
        found.push(start..end);
        head = end;
    }
}

/// The length of an attribute.
fn attribute(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.char_indices().find_map(|(at, c)| {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        (c == ']' && depth == 0).then_some(at + 1)
    })
}

fn in_cell(piece: &impl Spanned) -> Range<usize> {
    let range = piece.span().byte_range();
    range.start - OPEN.len()..range.end - OPEN.len()
}

/// A last expression without `;` is shown, as in a notebook.
fn shows_value(statement: &syn::Stmt) -> bool {
    match statement {
        syn::Stmt::Expr(_, semicolon) => semicolon.is_none(),
        syn::Stmt::Macro(mac) => mac.semi_token.is_none(),
        _ => false,
    }
}

/// The words of a statement that are not names it binds, or may not be: a capital name can be a constant's.
fn needs(statement: &syn::Stmt) -> Words {
    let mut words = Words::new();
    let syn::Stmt::Local(local) = statement else {
        words::of(statement, &mut words);
        return words;
    };
    let mut bound = Vec::new();
    pattern(&local.pat, &mut bound);
    words::of(&local.pat, &mut words);
    words.retain(|word| is_capital(word) || !bound.iter().any(|(name, _)| name == word));
    if let Some(init) = &local.init {
        words::of(&init.expr, &mut words);
        if let Some((_, otherwise)) = &init.diverge {
            words::of(otherwise, &mut words);
        }
    }
    words
}

fn bind(local: &syn::Local, range: &Range<usize>, bindings: &mut Vec<Binding>) {
    let mut maker = Words::new();
    let mut holds_closure = false;
    if let Some(init) = &local.init {
        words::of(&*init.expr, &mut maker);
        holds_closure = words::holds_closure(&init.expr);
    }
    let mut names = Vec::new();
    pattern(&local.pat, &mut names);
    // In a pattern that may not match, a capitalised name is a constant, a variant or a unit struct.
    if local.init.as_ref().is_some_and(|init| init.diverge.is_some()) {
        names.retain(|(name, mutable)| *mutable || !is_capital(name));
    }
    for (name, mutable) in names {
        bindings.retain(|known| known.name != name);
        bindings.push(Binding { name, mutable, maker: maker.clone(), holds_closure, range: range.clone() });
    }
}

/// Whether a name may be a constant's or a unit struct's rather than a variable's.
pub fn is_capital(name: &str) -> bool {
    name.starts_with(char::is_uppercase)
}

/// The names of a pattern.
fn pattern(pat: &syn::Pat, names: &mut Vec<(String, bool)>) {
    match pat {
        syn::Pat::Ident(ident) => {
            let name = ident.ident.to_string();
            names.push((name, ident.mutability.is_some()));
            if let Some((_, inner)) = &ident.subpat {
                pattern(inner, names);
            }
        }
        syn::Pat::Type(typed) => pattern(&typed.pat, names),
        syn::Pat::Paren(paren) => pattern(&paren.pat, names),
        syn::Pat::Reference(reference) => pattern(&reference.pat, names),
        syn::Pat::Tuple(tuple) => tuple.elems.iter().for_each(|p| pattern(p, names)),
        syn::Pat::TupleStruct(tuple) => tuple.elems.iter().for_each(|p| pattern(p, names)),
        syn::Pat::Struct(fields) => fields.fields.iter().for_each(|f| pattern(&f.pat, names)),
        syn::Pat::Slice(slice) => slice.elems.iter().for_each(|p| pattern(p, names)),
        // Every alternative binds the same names.
        syn::Pat::Or(or) => or.cases.iter().take(1).for_each(|p| pattern(p, names)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(source: &str) -> Result<Split, SplitError> {
        super::split(source, &Makers::default())
    }

    fn names(source: &str) -> Vec<(String, bool)> {
        split(source).unwrap().bindings.into_iter().map(|b| (b.name, b.mutable)).collect()
    }

    #[test]
    fn pieces_are_verbatim() {
        let source = "use std::fmt;\nlet x = 1; // one\nx + 1";
        let split = split(source).unwrap();
        assert_eq!(&source[split.items[0].range.clone()], "use std::fmt;");
        assert_eq!(&source[split.statements[0].clone()], "let x = 1;");
        assert_eq!(&source[split.tail.unwrap()], "x + 1");
    }

    #[test]
    fn a_semicolon_hides_the_value() {
        assert!(split("1 + 2;").unwrap().tail.is_none());
        assert!(split("vec![1]").unwrap().tail.is_some());
        assert!(split("println!();").unwrap().tail.is_none());
        assert!(split("").unwrap().tail.is_none());
    }

    #[test]
    fn bindings_of_every_pattern() {
        assert_eq!(names("let (a, mut b) = (1, 2);"), [("a".into(), false), ("b".into(), true)]);
        assert_eq!(names("let Point { x, y: z } = p;"), [("x".into(), false), ("z".into(), false)]);
        assert_eq!(names("let [first, .., last] = v;"), [("first".into(), false), ("last".into(), false)]);
        assert_eq!(names("let Some(n) = o else { panic!() };"), [("n".into(), false)]);
        assert_eq!(names("let x = 1; let mut x = 2.0;"), [("x".into(), true)]);
        assert_eq!(names("{ let inner = 1; }"), []);
    }

    #[test]
    fn a_cell_needs_no_variable_that_it_has_bound_itself() {
        let free = |source: &str| split(source).unwrap().free.into_iter().collect::<Vec<_>>().join(" ");
        assert_eq!(free("let x = 1; x + y"), "y");
        assert_eq!(free("let (a, Some(b)) = t else { panic!(\"{c}\") }; a + b"), "Some c panic t");
        assert_eq!(free("let x = x + 1;"), "x");
        assert_eq!(free("println!(\"{x}\"); let x = 1;"), "println x");
        assert_eq!(free("{ let x = 1; }\nx"), "let x");
        assert_eq!(free("let N = 3; N"), "N", "which may be a constant");
    }

    #[test]
    fn a_capital_letter_may_be_a_variable() {
        assert_eq!(names("let (W, B) = (1.0, 2.0);"), [("W".into(), false), ("B".into(), false)]);
        assert_eq!(names("let None = o else { panic!() };"), []);
    }

    #[test]
    fn attributes_of_a_crate_are_passed_over() {
        let source = "#![allow(unused)]\n#![feature(a, b = \"[c]\")]\nlet x = 1;";
        let split = split(source).unwrap();
        assert_eq!(&source[split.statements[0].clone()], "let x = 1;");
    }

    #[test]
    fn wide_characters_do_not_shift_ranges() {
        let source = "let s = \"学而\"; // 注\nlet t = s;\nt";
        let split = split(source).unwrap();
        assert_eq!(&source[split.statements[1].clone()], "let t = s;");
        assert_eq!(&source[split.tail.unwrap()], "t");
    }

    #[test]
    fn a_syntax_error_points_into_the_cell() {
        let error = split("let x = ;").unwrap_err();
        assert_eq!(error.at, 8);
    }
}
