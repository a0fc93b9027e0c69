//! Where the learner was: remembered as it shows, and gone back to on another day, also when the lesson has changed.

use super::{Entry, Notebook, World};
use gradus_lessons::{Block, Position, Top};

impl Notebook {
    /// Selects what was selected when the learner left; the next layout shows it where it stood.
    pub(super) fn return_to(&mut self, left: &Position) {
        let selectable = |at: &usize| self.entries[*at].selectable();
        // A setup runs by itself: what a learner looks at first is what comes after it.
        let worth = |at: &usize| selectable(at) && (left.begun() || !self.entries[*at].is_setup());
        let named = left.cell.as_deref().and_then(|id| self.position(id)).filter(selectable);
        let count = self.entries.len();
        let from = self.entry_of(left.block).unwrap_or(count);
        let near = || (from..count).find(worth).or_else(|| (0..count).find(selectable));
        let selected = named.or_else(near);
        // A lesson that was never opened begins with its title, not with its first cell.
        self.reveal = left.begun();
        self.returns = named.and(left.top);
        self.selected = selected;
    }

    /// Moves the document to where it was left. False when there is nothing to go back to.
    pub(super) fn go_back(&mut self) -> bool {
        let (Some(top), Some(at)) = (self.returns.take(), self.selected) else { return false };
        let (from, to) = self.extent(at);
        self.top = match top {
            // What the cell gave has not come back yet: a place in it is the cell's end.
            Top::Head(rows) => from.saturating_add_signed(rows).min(to.saturating_sub(1)),
            Top::Behind(rows) => to + rows,
        };
        true
    }

    /// Remembers where the learner is. True if that is another place than before.
    pub fn keep_position(&self, world: &mut World<'_>) -> bool {
        let Some(at) = self.selected else { return false };
        let cell = match &self.entries[at] {
            Entry::Cell(cell) => Some(cell.id.clone()),
            _ => self.block(at).and_then(Block::id).map(str::to_owned),
        };
        let block = self.blocks[..=at].iter().rev().copied().flatten().next().unwrap_or_default();
        let top = self.places.get(at).map(|place| match self.top.checked_sub(place.end) {
            Some(rows) => Top::Behind(rows),
            None => Top::Head(self.top.cast_signed() - place.first.cast_signed()),
        });
        let here = Position { cell, block, top };
        let position = &mut world.progress.lesson_mut(&self.lesson.id).position;
        let moved = *position != here;
        *position = here;
        moved
    }
}
