//! What a session knows between cells: definitions, variables, and where each came from.
//!
//! Two rules keep an old value from ever being read through a new type:
//!
//! * A *changed* definition, and everything that depends on it, moves to a new **generation**: a module nested in
//!   those still in use, `mod __g1 { .. mod __g2 { .. } }`, with the cell in the innermost. Nested, because a child
//!   sees its parents' private names and a parent never sees its children. What is around a generation stays around it
//!   for ever: the path of a type is part of its
//!   `TypeId`, so a value of an earlier generation's type can never pass for one of the new.
//! * A variable whose type mentions a definition that moved is **dropped**, with a note.

mod seen;

use super::freeze;
use super::looks::Look;
use super::redefine::Redefinition;
use super::split::{ItemPiece, Split, is_capital};
use super::words::Words;
use crate::engine::{Cell, Role};
use gradus_protocol::CellId;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

/// The text of a cell that ran.
#[derive(Clone, Debug)]
pub struct Source {
    /// The cell.
    pub cell: CellId,
    /// Its text.
    pub text: Arc<str>,
    /// Where it looks whether it is to stop.
    pub looks: Arc<[Look]>,
}

/// A definition in force.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What was defined.
    pub item: Arc<ItemPiece>,
    /// Index of the source it stands in.
    pub source: usize,
    /// The generation it belongs to; 0 is the crate root.
    pub generation: u32,
    /// Index of the source whose library holds its statics; `None` while no loaded library does.
    pub home: Option<usize>,
}

/// A variable that lives across cells.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Whether it is `mut`.
    pub mutable: bool,
    /// `std::any::type_name` of its type.
    pub type_name: String,
    /// The type as a later cell can write it; `None` if it has no name.
    pub frozen: Option<String>,
    /// The witness that introduced it.
    pub witness: usize,
    /// The cell that introduced it.
    pub cell: CellId,
    /// What it holds, as the store last told.
    pub held: Held,
}

/// What a variable holds.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// In bytes.
    pub size: u64,
    /// In one short line, if it can be told.
    pub preview: Option<String>,
}

/// The statements of a cell that introduced variables, kept to infer types that have no name.
#[derive(Clone, Debug)]
pub struct Witness {
    /// Index of its source.
    pub source: usize,
    /// Its statements.
    pub statements: Vec<Range<usize>>,
    /// Its last expression: a final loop often fixes types.
    pub tail: Option<Range<usize>>,
    /// The variables it used, as they were then.
    pub inputs: Vec<(String, Variable)>,
    /// The variables it introduced.
    pub outputs: Vec<Output>,
    /// The words it mentions.
    pub words: Words,
    /// Those of them that stand only behind another name and `::`.
    pub qualified: BTreeMap<String, Words>,
    /// Whether it waits for futures.
    pub awaits: bool,
    /// Variables that ended before the others left the cell.
    pub ended: Words,
}

/// A variable a witness introduced, with what pins its type down.
#[derive(Clone, Debug)]
pub struct Output {
    /// Its name.
    pub name: String,
    /// Its type with `_` for closures.
    pub partial: String,
    /// For closures and iterators: what they take and give, as Rust.
    pub signature: Option<String>,
}

/// Everything the session knows.
#[derive(Debug, Default)]
pub struct Scope {
    /// The text of every cell that ran, by index.
    pub sources: Vec<Source>,
    /// Definitions in force, in order of definition.
    pub entries: Vec<Entry>,
    /// Variables by name.
    pub variables: BTreeMap<String, Variable>,
    /// One for each cell that introduced variables.
    pub witnesses: Vec<Witness>,
    /// The newest generation ever used.
    pub generation: u32,
    /// The generation around each; it never changes, because it is a part of the paths of types.
    pub around: BTreeMap<u32, u32>,
    /// Variables that are gone, and why.
    pub gone: BTreeMap<String, Gone>,
    /// Names that cells would make which have not run, or did not run to their end.
    pub unmade: BTreeMap<String, CellId>,
}

/// Why a variable is gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gone {
    /// A cell moved it.
    Moved(CellId),
    /// A cell declared it and gave it no value.
    Unset(CellId),
    /// It borrowed from another variable of its cell.
    Borrowed {
        /// The other variable.
        from: String,
        /// The cell.
        by: CellId,
    },
    /// The process that held it ended; the cell that made it.
    Ended(CellId),
    /// A definition its type mentions was changed by a cell.
    Redefined {
        /// The definition.
        item: String,
        /// The cell that changed it.
        by: CellId,
    },
}

/// The session as it will be if a cell compiles.
#[derive(Debug)]
pub struct Draft {
    /// The cell taken apart.
    pub split: Split,
    /// Every source, the cell's own last.
    pub sources: Vec<Source>,
    /// Definitions in force for the cell.
    pub entries: Vec<Entry>,
    /// The newest generation in use.
    pub generation: u32,
    /// The generation around each.
    pub around: BTreeMap<u32, u32>,
    /// Variables that the cell mentions.
    pub inputs: Vec<(String, Variable)>,
    /// Variables to drop, with the definition that changed.
    pub dropped: Vec<(String, String)>,
    /// Whether variables and definitions stay.
    pub role: Role,
}

impl Draft {
    /// Variables that the cell takes and that share their name with a function.
    pub fn hiding(&self) -> Words {
        self.inputs.iter().map(|(name, _)| name).filter(|name| is_function(&self.entries, name)).cloned().collect()
    }

    /// The generations from the outermost to the newest.
    pub fn chain(&self) -> Vec<u32> {
        chain(&self.around, self.generation)
    }

    /// The path of a generation's module behind `crate`.
    pub fn path(&self, generation: u32) -> String {
        let modules = chain(&self.around, generation).into_iter();
        modules.map(|generation| format!("::{}", generation_module(generation))).collect()
    }

    /// Index of the cell's own source.
    pub fn source(&self) -> usize {
        self.sources.len() - 1
    }
}

impl Scope {
    /// What running `cell` would make of the session. Pure: nothing changes until [`Scope::commit`].
    pub fn draft(&self, cell: &Cell, mut split: Split) -> Draft {
        let mut sources = self.sources.clone();
        let looks = split.looks.as_slice().into();
        sources.push(Source { cell: cell.id.clone(), text: cell.code.as_str().into(), looks });
        let source = self.sources.len();
        let plan = match cell.role {
            Role::Learner => Redefinition::of(&self.entries, &self.sources, &cell.id, &split),
            Role::Probe => Redefinition::shadowing(&self.entries, &split),
        };
        let generation = match cell.role {
            _ if !plan.new_generation => top(&self.entries),
            Role::Learner => self.generation + 1,
            Role::Probe => self.generation_of_its_own(&cell.code),
        };
        let mut entries = Vec::new();
        for (index, entry) in self.entries.iter().enumerate() {
            if plan.replaced.contains(&index) {
                continue;
            }
            let moved = plan.moved.contains(&index);
            let mut entry = entry.clone();
            if moved {
                entry.generation = generation;
            }
            if moved || entry.home.is_none() {
                entry.home = Some(source);
            }
            // An unchanged definition repeated by this cell: errors point at where the learner wrote it last.
            if let Some(item) = plan.repeated.get(&index) {
                entry = Entry { item: Arc::clone(item), source, ..entry };
            }
            entries.push(entry);
        }
        let mut around = self.around.clone();
        if plan.new_generation {
            let still = entries.iter().map(|entry| entry.generation).filter(|known| *known < generation);
            around.insert(generation, still.max().unwrap_or(0));
        }
        let added = plan.added.iter().map(Arc::clone);
        entries.extend(added.map(|item| Entry { item, source, generation, home: Some(source) }));

        // `let X = 5;` makes a variable unless `X` is a constant or a unit struct.
        let is_item = |name: &str| entries.iter().any(|e: &Entry| e.item.names.contains(name));
        split.bindings.retain(|b| b.mutable || !is_capital(&b.name) || !is_item(&b.name));
        let dropped: Vec<_> = match cell.role {
            Role::Learner => self
                .variables
                .iter()
                .filter_map(|(name, v)| Some((name.clone(), self.outdated(v, &entries, &plan)?)))
                .collect(),
            Role::Probe => Vec::new(),
        };
        let inputs = self
            .variables
            .iter()
            .filter(|(name, _)| split.free.contains(*name) && !dropped.iter().any(|(gone, _)| gone == *name))
            .map(|(name, variable)| (name.clone(), variable.clone()))
            .collect();
        Draft { split, sources, entries, generation, around, inputs, dropped, role: cell.role }
    }

    /// A probe's generation ends with it, so no learner's cell and no other probe may use the number again.
    fn generation_of_its_own(&self, code: &str) -> u32 {
        let mut hasher = DefaultHasher::new();
        (self.generation, code).hash(&mut hasher);
        1 << 31 | hasher.finish() as u32
    }

    /// The definition because of which a variable's type no longer exists.
    fn outdated(&self, variable: &Variable, entries: &[Entry], plan: &Redefinition) -> Option<String> {
        let in_force = |module: &str, name: &str| {
            entries.iter().any(|e| e.item.names.contains(name) && generation_module(e.generation) == module)
        };
        let by_name = |variable: &Variable| {
            freeze::own_items(&variable.type_name)
                .into_iter()
                .find(|(module, name)| !is_body(name) && !in_force(module, name))
                .map(|(_, name)| name)
        };
        let changed = by_name(variable);
        if changed.is_some() || variable.frozen.is_some() {
            return changed;
        }
        // `Rc::new(1)` says nothing of the `new` that one of the learner's types has.
        let known = |name: &String| {
            let mut all = self.entries.iter().chain(entries);
            all.any(|e| e.item.names.contains(name) || e.item.inner.contains(name)) || name == "Self"
        };
        let is_own =
            |witness: &Witness, name: &String| witness.qualified.get(name).is_none_or(|of| of.iter().any(known));
        // Without a name the type is inferred anew from its cell, which must still mean what it meant, from variables
        // that must still have the types they had.
        let mut needed = BTreeSet::new();
        self.witnesses_of(variable, &mut needed);
        needed.iter().map(|index| &self.witnesses[*index]).find_map(|witness| {
            let changed = witness.words.intersection(&plan.names).find(|name| is_own(witness, name)).cloned();
            changed.or_else(|| witness.inputs.iter().find_map(|(_, input)| by_name(input)))
        })
    }

    /// The witnesses needed to infer a variable's type, transitively.
    pub fn witnesses_of(&self, variable: &Variable, needed: &mut BTreeSet<usize>) {
        if variable.frozen.is_none() && needed.insert(variable.witness) {
            for (_, input) in &self.witnesses[variable.witness].inputs {
                self.witnesses_of(input, needed);
            }
        }
    }

    /// Takes a draft over after its cell compiled. Returns the witness index for the cell's variables.
    pub fn commit(&mut self, draft: Draft) -> usize {
        let by = draft.sources[draft.source()].cell.clone();
        for (name, item) in &draft.dropped {
            self.variables.remove(name);
            self.gone.insert(name.clone(), Gone::Redefined { item: item.clone(), by: by.clone() });
        }
        let source = draft.source();
        self.sources = draft.sources;
        self.entries = draft.entries;
        self.generation = self.generation.max(draft.generation);
        self.around = draft.around;
        self.witnesses.push(Witness {
            source,
            statements: draft.split.statements,
            tail: draft.split.tail,
            inputs: draft.inputs,
            outputs: Vec::new(),
            words: draft.split.words,
            qualified: draft.split.qualified,
            awaits: draft.split.awaits,
            ended: Words::new(),
        });
        self.witnesses.len() - 1
    }

    /// Notes what a cell would make that has not run to its end.
    pub fn expect(&mut self, cell: &Cell) {
        let Ok(split) = super::split::split(&cell.code, &self.makers()) else { return };
        let items = split.items.iter().filter(|item| item.keyword != "use").flat_map(|item| item.names.iter().cloned());
        let names = split.bindings.iter().map(|binding| binding.name.clone()).chain(items);
        self.unmade.extend(names.map(|name| (name, cell.id.clone())));
    }

    /// Forgets a variable, and keeps why.
    pub fn lose(&mut self, name: &str, why: Gone) {
        self.variables.remove(name);
        self.gone.insert(name.to_owned(), why);
    }

    /// Forgets all variables (the worker died); definitions stay, statics start anew.
    pub fn lose_all(&mut self) {
        self.entries.iter_mut().for_each(|entry| entry.home = None);
        let lost = std::mem::take(&mut self.variables).into_iter();
        self.gone.extend(lost.map(|(name, variable)| (name, Gone::Ended(variable.cell))));
        self.witnesses.clear();
    }
}

/// The symbol that every cell exports.
pub const ENTRY_POINT: &str = "gradus_cell";

/// The function behind it before the text is signed. Types and closures inside a body have its path: were it the same
/// in two cells, `dyn Any` would take a local type of one for the other's.
pub const BODY: &str = "gradus_cell_0000000000000000";

/// Whether a path segment is a body's function.
pub fn is_body(segment: &str) -> bool {
    segment.strip_prefix(ENTRY_POINT).is_some_and(|rest| rest.len() == BODY.len() - ENTRY_POINT.len())
}

/// Whether a name is one that only the engine gives.
pub fn is_reserved(name: &str) -> bool {
    name.starts_with("__gradus") || is_generation(name) || is_body(name)
}

/// The module of a generation; the root has none.
pub fn generation_module(generation: u32) -> String {
    if generation == 0 { String::new() } else { format!("__g{generation}") }
}

/// Whether a path segment is a generation's module.
pub fn is_generation(segment: &str) -> bool {
    segment.strip_prefix("__g").is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

fn is_function(entries: &[Entry], name: &str) -> bool {
    entries.iter().any(|entry| entry.item.keyword == "fn" && entry.item.names.contains(name))
}

fn chain(around: &BTreeMap<u32, u32>, newest: u32) -> Vec<u32> {
    let outwards = std::iter::successors(Some(newest), |inner| around.get(inner).copied());
    let mut chain: Vec<u32> = outwards.take_while(|generation| *generation > 0).collect();
    chain.reverse();
    chain
}

fn top(entries: &[Entry]) -> u32 {
    entries.iter().map(|entry| entry.generation).max().unwrap_or(0)
}

#[cfg(test)]
#[path = "scope_tests.rs"]
mod tests;
