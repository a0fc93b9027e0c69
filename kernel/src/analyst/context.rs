//! What a cell sees of its session, as Rust around the cell.

use std::ops::Range;

/// Rust that stands around a cell when it is analysed: definitions before it, variables as `let`s, and what closes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// Definitions, in the order of the session.
    definitions: String,
    /// One `let` a variable.
    variables: String,
    /// Modules that the definitions opened.
    open: usize,
    /// What the session uses beside the kit, as lines of a manifest's `[dependencies]`.
    pub(super) crates: Vec<String>,
}

/// What every cell sees even before it imports anything.
const ALWAYS: &str = "use gradus::rt::scope::*;\nuse gradus::rt::{dbg, eprint, eprintln};\n";

/// Whatever a cell leaves behind may be unused, and names of ours begin with two underscores.
const HEAD: &str = "#![allow(warnings)]\n";

impl Default for Context {
    fn default() -> Self {
        Self { definitions: format!("{HEAD}{ALWAYS}"), variables: String::new(), open: 0, crates: Vec::new() }
    }
}

impl Context {
    /// Adds a definition.
    pub fn define(&mut self, text: &str) {
        self.definitions.push_str(text);
        self.definitions.push('\n');
    }

    /// Puts what follows into a module that sees everything before it.
    pub fn nest(&mut self, module: &str) {
        self.definitions.push_str(&format!("mod {module} {{\nuse super::*;\n{ALWAYS}"));
        self.open += 1;
    }

    /// Adds a variable; without a type nothing is known about it but its name.
    pub fn bind(&mut self, name: &str, mutable: bool, ty: Option<&str>) {
        let mutable = if mutable { "mut " } else { "" };
        let ty = ty.map(|ty| format!(": {ty}")).unwrap_or_default();
        self.variables.push_str(&format!("let {mutable}{name}{ty} = loop {{}};\n"));
    }

    /// Adds a crate that cells can use beside the kit, as a line of a manifest's `[dependencies]`.
    pub fn depend(&mut self, line: String) {
        self.crates.push(line);
    }

    /// The whole file, and the bytes of it that are the cell.
    pub(super) fn around(&self, cell: &str) -> (String, Range<usize>) {
        // In a function, so that the cell's own definitions hide earlier ones of the same name.
        let mut file = format!("{}fn __cell() {{\n{}", self.definitions, self.variables);
        let start = file.len();
        file.push_str(cell);
        let inside = start..file.len();
        file.push_str("\n}");
        file.push_str(&"\n}".repeat(self.open));
        file.push('\n');
        (file, inside)
    }
}

/// A byte of `text` from a place between two characters; the end, if there are not so many.
pub(super) fn byte(text: &str, cursor: usize) -> usize {
    text.char_indices().nth(cursor).map_or(text.len(), |(at, _)| at)
}
