//! What the session knows that an error may be about.

use super::super::readable::readable;
use super::super::scope::{Draft, Gone, Scope};
use gradus_protocol::CellId;
use std::collections::BTreeMap;

/// Names, and what became of them.
#[derive(Debug, Default)]
pub struct Known {
    /// Variables, with the cell that made them and their type.
    variables: BTreeMap<String, (CellId, String)>,
    /// Definitions, with their keyword and the cell they stand in.
    items: BTreeMap<String, (&'static str, CellId)>,
    /// Variables that are gone, and why.
    gone: BTreeMap<String, String>,
    /// Names that cells would make which have not run, or did not run to their end.
    elsewhere: BTreeMap<String, CellId>,
}

impl Known {
    /// What is known while a cell is compiled.
    pub fn new(scope: &Scope, draft: &Draft) -> Self {
        let mut known = Self::default();
        for (name, variable) in &scope.variables {
            let made = (variable.cell.clone(), readable(&variable.type_name, None));
            known.variables.insert(name.clone(), made);
        }
        for entry in draft.entries.iter().filter(|entry| !matches!(entry.item.keyword, "use" | "impl")) {
            let cell = &draft.sources[entry.source].cell;
            let made = entry.item.names.iter().map(|name| (name.clone(), (entry.item.keyword, cell.clone())));
            known.items.extend(made);
        }
        known.gone = scope.gone.iter().map(|(name, gone)| (name.clone(), why(name, gone))).collect();
        let here = draft.dropped.iter();
        known.gone.extend(here.map(|(name, item)| (name.clone(), say!("cell-gone-here", name = name, item = item))));
        let own = &draft.sources[draft.source()].cell;
        let others = scope.unmade.iter().filter(|(_, cell)| *cell != own);
        known.elsewhere = others.map(|(name, cell)| (name.clone(), cell.clone())).collect();
        known
    }

    /// A variable of an earlier cell: that cell, and its type.
    pub fn variable(&self, name: &str) -> Option<(&CellId, &str)> {
        self.variables.get(name).map(|(cell, ty)| (cell, ty.as_str()))
    }

    /// A definition of the learner's: its keyword, and the cell it stands in.
    pub fn item(&self, name: &str) -> Option<(&'static str, &CellId)> {
        self.items.get(name).map(|(keyword, cell)| (*keyword, cell))
    }

    /// Why a variable is gone.
    pub fn gone(&self, name: &str) -> Option<String> {
        self.gone.get(name).cloned()
    }

    /// A cell that would make this name and has not.
    pub fn elsewhere(&self, name: &str) -> Option<&CellId> {
        self.elsewhere.get(name)
    }
}

#[cfg(test)]
impl Known {
    /// Adds a definition.
    pub fn define(&mut self, name: &str, keyword: &'static str, cell: CellId) {
        self.items.insert(name.to_owned(), (keyword, cell));
    }

    /// Adds a name that a cell would make.
    pub fn expect(&mut self, name: &str, cell: CellId) {
        self.elsewhere.insert(name.to_owned(), cell);
    }
}

fn why(name: &str, gone: &Gone) -> String {
    match gone {
        Gone::Moved(by) => say!("cell-gone-moved", name = name, cell = by),
        Gone::Ended(maker) => say!("cell-gone-ended", name = name, cell = maker),
        Gone::Unset(by) => say!("cell-gone-unset", name = name, cell = by),
        Gone::Borrowed { from, by } => say!("cell-borrowing", name = name, from = from, cell = by),
        Gone::Redefined { item, by } => say!("cell-gone-redefined", name = name, item = item, cell = by),
    }
}
