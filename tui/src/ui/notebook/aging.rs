//! Whose output is older than what it was made of.
//!
//! A cell uses another one above it when its text names something that the other one made. When that other one has
//! changed since (its text, what it ran, or what it uses in turn), the output below it is older than what it shows.
//! Words in strings and comments count as names, too: at worst a cell is said to be old once too often.

use super::{CellEntry, Entry, Notebook};
use std::collections::{HashMap, HashSet};

impl Notebook {
    /// Finds out anew which outputs are older than what they were made of.
    pub(super) fn age(&mut self) {
        let names = self.session.names();
        let mut makers: HashMap<&str, Vec<&str>> = HashMap::new();
        for name in &names {
            makers.entry(&name.cell.0).or_default().push(&name.name);
        }
        // What the cells above have changed, in the order of the lesson, so that age is handed down.
        let mut above: Vec<(String, Change)> = Vec::new();
        for entry in &mut self.entries {
            let Entry::Cell(cell) = entry else { continue };
            let older = cell.ran.as_deref().and_then(|ran| {
                let used: HashSet<&str> = ran.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
                let uses = |maker: &str| makers.get(maker)?.iter().find(|name| used.contains(**name));
                let newer = |change: &Change| change.pending || change.at > cell.began;
                above.iter().find(|(maker, change)| newer(change) && uses(maker).is_some()).map(|(id, _)| id.clone())
            });
            if cell.older_than != older {
                cell.older_than = older;
                cell.revision += 1;
            }
            above.push((cell.id.clone(), Change::of(cell)));
        }
    }
}

/// What a cell means to those below it.
struct Change {
    /// Whether running it again would give something else.
    pending: bool,
    /// When it last ran with another text than before.
    at: u64,
}

impl Change {
    fn of(cell: &CellEntry) -> Self {
        Self { pending: cell.stale() || cell.older_than.is_some(), at: cell.changed }
    }
}
