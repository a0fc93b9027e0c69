//! A notebook and the one file that it should mean. Text is written once, with `«name»` for every item and variable:
//! the notebook reads the name, the file the name with its version.

use super::{
    acts,
    program::{HEAD, MARK},
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// A kind of an act and its choices.
pub type Act = (u8, [u8; 3]);

/// A cell as the notebook reads it, and what `main` of the file does for it.
#[derive(Clone, Debug, Default)]
pub struct CellText {
    pub code: String,
    main: String,
}

/// A definition in force.
#[derive(Clone, Debug)]
pub struct Item {
    /// Its text, with marks.
    text: String,
    /// What it is, for acts that look for one.
    pub kind: &'static str,
    version: usize,
}

/// A variable in force.
#[derive(Clone, Debug)]
pub struct Variable {
    /// What it is, for acts that look for one.
    pub kind: &'static str,
    pub mutable: bool,
    version: usize,
    /// Items that its type rests on.
    of: BTreeSet<String>,
    /// Cell that made it.
    born: usize,
}

/// Everything written so far.
#[derive(Default)]
pub struct Book {
    pub cells: Vec<CellText>,
    /// Definitions of the file.
    defined: String,
    pub items: BTreeMap<String, Item>,
    pub variables: BTreeMap<String, Variable>,
    versions: usize,
    page: Page,
}

/// The cell being written.
#[derive(Default)]
struct Page {
    definitions: Vec<String>,
    defined: BTreeSet<String>,
    statements: Vec<(String, String)>,
    /// New variables in order of binding.
    new: Vec<String>,
    /// Variables before the cell, for what it replaces.
    before: BTreeMap<String, Variable>,
    tail: Option<(String, String)>,
    /// The cell stops here.
    stopped: bool,
    /// The cell will not compile.
    broken: bool,
    moved: BTreeSet<String>,
    /// Items that the statements mention.
    mentions: BTreeSet<String>,
    /// Dropped because their types change.
    outdated: Vec<(String, Variable)>,
}

impl Book {
    /// Writes a notebook of these acts. One that does not fit the state writes nothing.
    pub fn write(cells: &[Vec<Act>]) -> Self {
        let mut book = Self::default();
        for cell in cells {
            let saved = (book.items.clone(), book.variables.clone(), book.defined.clone());
            book.page = Page { before: book.variables.clone(), ..Page::default() };
            // The notebook hoists definitions, so they come first; a notebook begins with some.
            let mut acts = cell.clone();
            if book.cells.len() < 3 {
                acts[0].0 %= acts::DEFINITIONS;
            }
            acts.sort_by_key(|(kind, _)| *kind >= acts::DEFINITIONS);
            for (kind, choices) in &acts {
                if !book.page.stopped && !book.page.broken {
                    acts::act(&mut book, *kind, *choices);
                }
            }
            if book.page.broken {
                (book.items, book.variables, book.defined) = saved;
            }
            book.turn();
        }
        book
    }

    /// The one file.
    pub fn program(&self) -> String {
        let mut text = format!("{HEAD}{}fn main() {{\nset_hook(Box::new(|_| ()));\n", self.defined);
        self.cells.iter().for_each(|cell| text.push_str(&cell.main));
        // What is left is dropped by the session's end, in no order.
        text + "std::process::exit(0);\n}\n"
    }

    /// How much the cell being written holds.
    pub fn written(&self) -> usize {
        self.page.definitions.len() + self.page.statements.len() + usize::from(self.page.tail.is_some())
    }

    /// Whether the cell has run statements: definitions come before them, as the notebook hoists them.
    pub fn is_running(&self) -> bool {
        !self.page.statements.is_empty()
    }

    /// Defines an item, or changes it and with it everything that mentions it. `parts` may be several definitions.
    pub fn define(&mut self, name: &str, kind: &'static str, text: &str) {
        if !self.page.defined.insert(name.to_owned()) {
            return;
        }
        self.page.definitions.push(plain(text));
        let marked = text.to_owned();
        if self.items.get(name).is_some_and(|item| item.text == marked) {
            return;
        }
        let new = self.items.insert(name.to_owned(), Item { text: marked, kind, version: 0 }).is_none();
        let mut changed = BTreeSet::from([name.to_owned()]);
        if !new {
            loop {
                let touched: Vec<String> = self
                    .items
                    .iter()
                    .filter(|(other, item)| !changed.contains(*other) && !marks(&item.text).is_disjoint(&changed))
                    .map(|(other, _)| other.clone())
                    .collect();
                if touched.is_empty() {
                    break;
                }
                changed.extend(touched);
            }
        }
        self.versions += 1;
        for name in &changed {
            self.items.get_mut(name).unwrap().version = self.versions;
        }
        for name in &changed {
            let text = self.items[name].text.clone();
            let versioned = self.versioned(&text);
            let _ = writeln!(self.defined, "{versioned}");
        }
        let outdated: Vec<String> =
            self.variables.iter().filter(|(_, v)| !v.of.is_disjoint(&changed)).map(|(name, _)| name.clone()).collect();
        for name in outdated {
            let variable = self.variables.remove(&name).unwrap();
            self.page.outdated.push((name, variable));
        }
    }

    /// A statement.
    pub fn state(&mut self, text: &str) {
        let items: BTreeSet<String> = marks(text).into_iter().filter(|name| self.items.contains_key(name)).collect();
        self.page.mentions.extend(items);
        let versioned = self.versioned(text);
        self.page.statements.push((plain(text), versioned));
    }

    /// `let [mut] name = value;`: of which kind, and which items its type rests on.
    pub fn bind(&mut self, name: &str, kind: &'static str, mutable: bool, of: &[&str], value: &str) {
        let value = self.versioned(value) + "\u{0}" + value;
        let (versioned, marked) = value.split_once('\u{0}').unwrap();
        let items: BTreeSet<String> = marks(marked).into_iter().filter(|name| self.items.contains_key(name)).collect();
        self.page.mentions.extend(items);
        self.versions += 1;
        let of = of.iter().map(|item| (*item).to_owned()).collect();
        let born = self.cells.len();
        self.variables.insert(name.to_owned(), Variable { kind, mutable, version: self.versions, of, born });
        let word = if mutable { "mut " } else { "" };
        let statement = (
            format!("let {word}{name} = {};", plain(marked)),
            format!("let {word}{name}_{} = {versioned};", self.versions),
        );
        self.page.statements.push(statement);
        self.page.new.retain(|known| known != name);
        self.page.new.push(name.to_owned());
    }

    /// A variable is moved away.
    pub fn lose(&mut self, name: &str) {
        self.variables.remove(name);
        self.page.moved.insert(name.to_owned());
        self.page.new.retain(|known| known != name);
    }

    /// The cell's value.
    pub fn show(&mut self, text: &str) {
        self.page.tail = Some((plain(text), self.versioned(text)));
        let items: BTreeSet<String> = marks(text).into_iter().filter(|name| self.items.contains_key(name)).collect();
        self.page.mentions.extend(items);
        self.page.stopped = true;
    }

    /// The cell panics or fails here: its own variables go.
    pub fn stop(&mut self, text: &str) {
        self.state(text);
        self.page.stopped = true;
        for name in std::mem::take(&mut self.page.new) {
            self.variables.remove(&name);
            if let Some(old) = self.page.before.get(&name).filter(|_| !self.page.moved.contains(&name)) {
                let outdated = self.page.outdated.iter().any(|(gone, _)| *gone == name);
                if !outdated {
                    self.variables.insert(name, old.clone());
                }
            }
        }
    }

    /// The cell does not compile.
    pub fn mistake(&mut self, text: &str) {
        self.state(text);
        self.page.broken = true;
    }

    /// Names of variables of a kind.
    pub fn named(&self, kind: &str) -> Vec<String> {
        self.variables.iter().filter(|(_, v)| v.kind == kind).map(|(name, _)| name.clone()).collect()
    }

    /// Items that a variable's type rests on.
    pub fn of(&self, name: &str) -> Vec<String> {
        self.variables[name].of.iter().cloned().collect()
    }

    /// Names of items of a kind.
    pub fn items_of(&self, kind: &str) -> Vec<String> {
        self.items.iter().filter(|(_, item)| item.kind == kind).map(|(name, _)| name.clone()).collect()
    }

    /// Ends the cell.
    fn turn(&mut self) {
        let mut page = std::mem::take(&mut self.page);
        page.outdated.sort_by(|a, b| a.0.cmp(&b.0));
        let mut code = page.definitions.join("\n");
        let mut main = format!("println!({:?});\n", MARK);
        for (text, _) in &page.statements {
            let _ = write!(code, "{}{text}", if code.is_empty() { "" } else { "\n" });
        }
        if let Some((text, _)) = &page.tail {
            let _ = write!(code, "{}{text}", if code.is_empty() { "" } else { "\n" });
        }
        if page.broken {
            main.push_str("println!(\"does not compile\");\n");
            self.cells.push(CellText { code, main });
            return;
        }
        for (name, variable) in &page.outdated {
            let _ = writeln!(main, "drop({name}_{});", variable.version);
        }
        let here = self.cells.len();
        let new: Vec<(String, String, bool)> = page
            .new
            .iter()
            .filter_map(|name| {
                let variable = self.variables.get(name).filter(|v| v.born == here)?;
                Some((name.clone(), format!("{name}_{}", variable.version), variable.mutable))
            })
            .collect();
        main.push_str("let new = run(|| {\n");
        page.statements.iter().for_each(|(_, text)| main.extend([text, "\n"]));
        if let Some((_, text)) = &page.tail {
            let _ = writeln!(main, "println!(\"=> {{:?}}\", {text});");
        }
        let names: String = new.iter().map(|(_, name, _)| format!("{name},")).collect();
        let bound: String =
            new.iter().map(|(_, name, mutable)| format!("{}{name},", if *mutable { "mut " } else { "" })).collect();
        let _ = writeln!(main, "Ok(({names}))\n}});");
        if !new.is_empty() {
            let _ = writeln!(main, "let ({bound}) = new.unwrap();");
        }
        for (name, ..) in &new {
            let replaced = page.before.get(name).filter(|_| !page.moved.contains(name));
            let outdated = page.outdated.iter().any(|(gone, _)| gone == name);
            if let Some(old) = replaced.filter(|_| !outdated) {
                let _ = writeln!(main, "drop({name}_{});", old.version);
            }
        }
        // A type without a name rests on everything that its cell mentions.
        for (name, ..) in &new {
            let mentions = page.mentions.clone();
            if let Some(variable) = self.variables.get_mut(name).filter(|v| matches!(v.kind, "closure" | "iterator")) {
                variable.of.extend(mentions);
            }
        }
        self.cells.push(CellText { code, main });
    }

    fn versioned(&self, text: &str) -> String {
        replaced(text, |name| {
            let version = self.items.get(name).map(|item| item.version);
            let version = version.or_else(|| self.variables.get(name).map(|variable| variable.version));
            version.map_or_else(|| name.to_owned(), |version| format!("{name}_{version}"))
        })
    }
}

/// Text with the marks taken off.
fn plain(text: &str) -> String {
    replaced(text, str::to_owned)
}

fn replaced(text: &str, name: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('«') {
        let (marked, behind) = after.split_once('»').unwrap();
        // `«P.get»`: the method of an item, which has its version.
        match marked.split_once('.') {
            Some((item, method)) => {
                let versioned = name(item);
                let version = versioned.strip_prefix(item).unwrap_or_default();
                out.extend([before, method, version]);
            }
            None => out.extend([before, &name(marked)]),
        }
        rest = behind;
    }
    out + rest
}

fn marks(text: &str) -> BTreeSet<String> {
    text.split('«')
        .skip(1)
        .filter_map(|piece| piece.split_once('»'))
        .map(|(name, _)| name.split('.').next().unwrap_or_default().to_owned())
        .collect()
}
