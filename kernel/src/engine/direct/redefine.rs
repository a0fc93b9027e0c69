//! What a cell's definitions do to those in force: repeat them, add to them, or change what they mean.

use super::scope::{Entry, Source};
use super::split::{ItemPiece, Split};
use super::words::Words;
use gradus_protocol::CellId;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a cell's definitions do to those in force.
#[derive(Debug, Default)]
pub struct Redefinition {
    /// Entries that a changed definition replaces.
    pub replaced: BTreeSet<usize>,
    /// Entries that depend on a changed definition.
    pub moved: BTreeSet<usize>,
    /// Entries that the cell repeats unchanged.
    pub repeated: BTreeMap<usize, Arc<ItemPiece>>,
    /// The cell's changed and new definitions.
    pub added: Vec<Arc<ItemPiece>>,
    /// Names whose meaning changes.
    pub names: Words,
    /// Whether the added and moved ones need a generation of their own.
    pub new_generation: bool,
}

impl Redefinition {
    /// What a learner's cell does.
    pub fn of(entries: &[Entry], sources: &[Source], cell: &CellId, split: &Split) -> Self {
        let mut plan = Self::default();
        let mut changed = Words::new();
        for item in &split.items {
            let same: Vec<usize> = (0..entries.len())
                .filter(|i| is_same(&entries[*i], item, &sources[entries[*i].source].cell == cell))
                .filter(|i| !plan.repeated.contains_key(i))
                .collect();
            let unchanged = same.iter().find(|i| entries[**i].item.tokens == item.tokens);
            if let Some(index) = unchanged.filter(|i| !is_hidden(entries, **i)) {
                plan.repeated.insert(*index, Arc::new(item.clone()));
                continue;
            }
            if same.is_empty() {
                plan.names.extend(item.names.iter().cloned());
                // An `impl` acts everywhere: its constant goes before a trait's of that name, wherever that was meant.
                changed.extend(item.constants.iter().filter(|name| mentioned(entries, name)).cloned());
                // A new name must not change what an older definition meant by it (a name of the prelude, say), nor
                // meet another of its kind: in a generation of its own the older ones do not see it.
                plan.new_generation |= item.glob && !entries.is_empty()
                    || entries.iter().any(|entry| {
                        !entry.item.words.is_disjoint(&item.names) || !entry.item.names.is_disjoint(&item.names)
                    });
            } else {
                changed.extend(item.names.iter().cloned());
                for old in same.iter().map(|i| &entries[*i].item) {
                    changed.extend(old.names.iter().cloned());
                    if old.associated != item.associated {
                        plan.implemented_otherwise(entries, &item.header, &mut changed);
                    }
                }
                plan.replaced.extend(same);
            }
            plan.added.push(Arc::new(item.clone()));
        }
        plan.spread(entries, changed);
        plan
    }

    /// A probe's definitions hide those in force and change none of them.
    pub fn shadowing(entries: &[Entry], split: &Split) -> Self {
        let added: Vec<_> = split.items.iter().cloned().map(Arc::new).collect();
        let mut plan = Self { new_generation: !added.is_empty(), added, ..Self::default() };
        let constants = split.items.iter().flat_map(|item| item.constants.iter());
        plan.spread(entries, constants.filter(|name| mentioned(entries, name)).cloned().collect());
        plan
    }

    /// An associated type or constant changes. It may be a field of any generic struct over the type or the trait, so
    /// both move.
    fn implemented_otherwise(&mut self, entries: &[Entry], header: &Words, changed: &mut Words) {
        for (index, entry) in entries.iter().enumerate() {
            let own = entry.item.keyword != "impl" && entry.item.keyword != "use";
            if own && !entry.item.names.is_disjoint(header) {
                self.moved.insert(index);
                changed.extend(entry.item.names.iter().cloned());
            }
        }
    }

    /// Finds everything that depends on a changed name, transitively.
    fn spread(&mut self, entries: &[Entry], mut changed: Words) {
        self.new_generation |= !changed.is_empty();
        loop {
            let before = self.moved.len();
            let mut grown = false;
            for (index, entry) in entries.iter().enumerate() {
                let item = &entry.item;
                if item.words.is_disjoint(&changed) || self.replaced.contains(&index) {
                    continue;
                }
                if self.moved.insert(index) {
                    changed.extend(item.names.iter().cloned());
                    if item.glob {
                        // What it imports is meant by names that say nothing of where they come from.
                        let led = entries.iter().filter(|other| !other.item.names.is_disjoint(&item.words));
                        changed.extend(led.flat_map(|other| other.item.inner.iter().cloned()));
                    }
                }
                if !item.associated.is_empty() && !item.interface.is_disjoint(&changed) {
                    let before = changed.len();
                    self.implemented_otherwise(entries, &item.header, &mut changed);
                    grown |= changed.len() > before;
                }
            }
            if self.moved.len() == before && !grown {
                break;
            }
        }
        self.moved.retain(|index| !self.replaced.contains(index));
        self.names.extend(changed);
    }
}

fn mentioned(entries: &[Entry], name: &str) -> bool {
    entries.iter().any(|entry| entry.item.words.contains(name))
}

/// Whether a later `use` binds one of the names of this one: repeating it must bring its meaning back.
fn is_hidden(entries: &[Entry], index: usize) -> bool {
    let item = &entries[index].item;
    let other = |(at, entry): (usize, &Entry)| {
        at != index
            && (item.keyword == "use" || entry.item.keyword == "use")
            && (entry.generation, at) > (entries[index].generation, index)
            && !entry.item.names.is_disjoint(&item.names)
    };
    entries.iter().enumerate().any(other)
}

/// Whether a definition takes the place of one in force. An inherent `impl` does if it comes from the same cell or
/// defines one of the same methods; otherwise it adds methods.
fn is_same(entry: &Entry, item: &ItemPiece, same_cell: bool) -> bool {
    entry.item.key == item.key
        && (item.keyword != "impl" || item.trait_impl || same_cell || !entry.item.names.is_disjoint(&item.names))
}
