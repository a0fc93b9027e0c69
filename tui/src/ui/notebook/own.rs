//! Cells of the learner's own: added between a lesson's, moved, turned into text, deleted, and brought back.
//!
//! The entries are what stands there; after each change the learner's state is written down from them.

use super::{Entry, Kind, Notebook, World};
use crate::say;
use gradus_lessons::{Lesson, LessonProgress, OwnCell, OwnKind, OwnPlace};

impl Notebook {
    /// The lesson's entries with the learner's own among them, and for each the lesson's block that it shows.
    pub(super) fn arranged(lesson: &Lesson, done: &LessonProgress) -> (Vec<Entry>, Vec<Option<usize>>) {
        let mut own: Vec<(usize, &OwnCell)> = done.own.iter().map(|cell| (cell.place.position(lesson), cell)).collect();
        own.sort_by_key(|(position, _)| *position);
        let mut own = own.into_iter().peekable();
        let (mut entries, mut blocks) = (Vec::new(), Vec::new());
        for position in 0..=lesson.blocks.len() {
            while let Some((_, cell)) = own.next_if(|(before, _)| *before == position) {
                entries.push(Entry::own(cell));
                blocks.push(None);
            }
            if let Some(block) = lesson.blocks.get(position) {
                entries.push(Entry::new(block, done));
                blocks.push(Some(position));
            }
        }
        if lesson.exercises().next().is_some() {
            entries.push(Entry::Recap);
            blocks.push(None);
        }
        (entries, blocks)
    }

    /// Adds an empty cell above the selected one or below it, and selects it. Where nothing is selected, it comes last.
    pub fn add(&mut self, below: bool, world: &mut World<'_>) {
        let at = match self.selected {
            Some(selected) => selected + usize::from(below),
            None => self.end(),
        };
        let id = world.progress.lesson_mut(&self.lesson.id).new_own_id(&self.lesson);
        self.insert(at, &OwnCell { id, ..OwnCell::default() }, world);
        self.message = Some(say!("ui-own-added"));
    }

    fn insert(&mut self, at: usize, cell: &OwnCell, world: &mut World<'_>) {
        self.leave();
        self.entries.insert(at, Entry::own(cell));
        self.blocks.insert(at, None);
        self.rearranged(at, world);
    }

    /// Moves the selected cell past the entry above it or below it.
    pub fn shift(&mut self, down: bool, world: &mut World<'_>) {
        let Some(selected) = self.own_selected() else { return };
        let to = if down { selected + 1 } else { selected.wrapping_sub(1) };
        if to >= self.end() {
            self.message = Some(say!("ui-own-no-further"));
            return;
        }
        self.entries.swap(selected, to);
        self.blocks.swap(selected, to);
        self.rearranged(to, world);
    }

    /// Deletes the selected cell. It can come back.
    pub fn delete(&mut self, world: &mut World<'_>) {
        let Some(selected) = self.own_selected() else { return };
        let Some(id) = self.cell().filter(|cell| !cell.run.busy()).map(|cell| cell.id.clone()) else {
            self.message = Some(say!("ui-own-busy"));
            return;
        };
        self.leave();
        world.progress.lesson_mut(&self.lesson.id).delete_own(&id);
        self.ran.remove(&id);
        self.entries.remove(selected);
        self.blocks.remove(selected);
        let after = (selected..self.entries.len()).find(|at| self.entries[*at].selectable());
        let before = || (0..selected).rev().find(|at| self.entries[*at].selectable());
        match after.or_else(before) {
            Some(at) => self.rearranged(at, world),
            None => {
                self.rearranged(0, world);
                self.selected = None;
            }
        }
        self.message = Some(say!("ui-own-deleted"));
    }

    /// Brings the cell back that was deleted last, today or on an earlier day.
    pub fn undelete(&mut self, world: &mut World<'_>) {
        let Some(cell) = world.progress.lesson_mut(&self.lesson.id).deleted.pop() else {
            self.message = Some(say!("ui-own-none-deleted"));
            return;
        };
        let before = cell.place.position(&self.lesson);
        let end = self.entry_of(before).unwrap_or(self.end());
        let others = self.blocks[..end].iter().rev().take_while(|block| block.is_none()).count();
        self.insert(end - others + cell.place.own.min(others), &cell, world);
        self.message = Some(say!("ui-own-back", cell = cell.id));
    }

    /// Makes the selected cell Markdown or Rust.
    pub fn turn(&mut self, into: Kind, world: &mut World<'_>) {
        if self.own_selected().is_none() {
            return;
        }
        if let Some(cell) = self.cell_mut().filter(|cell| !cell.run.busy() && cell.kind != into) {
            cell.kind = into;
            cell.outputs = Default::default();
            (cell.run, cell.ran) = Default::default();
            cell.revision += 1;
        }
        self.keep_own(world);
        self.age();
    }

    /// Where the lesson's entries and the learner's end.
    fn end(&self) -> usize {
        self.entries.len() - usize::from(matches!(self.entries.last(), Some(Entry::Recap)))
    }

    /// The selected entry, if it is the learner's own; else a sentence that says what to do instead.
    fn own_selected(&mut self) -> Option<usize> {
        let own = self.selected.filter(|_| self.cell().is_some_and(|cell| cell.kind.is_own()));
        if own.is_none() {
            self.message = Some(say!("ui-own-only"));
        }
        own
    }

    /// Entries stand in another order.
    fn rearranged(&mut self, select: usize, world: &mut World<'_>) {
        self.arrangement += 1;
        self.select(select);
        self.keep_own(world);
        self.age();
    }

    /// Writes the learner's own cells down as they stand.
    pub(super) fn keep_own(&self, world: &mut World<'_>) {
        let mut own = Vec::new();
        let (mut position, mut beside) = (0, 0);
        for (entry, block) in self.entries.iter().zip(&self.blocks) {
            match (entry, block) {
                (Entry::Cell(cell), None) => {
                    let place = OwnPlace { own: beside, ..OwnPlace::before(&self.lesson, position) };
                    let kind = if cell.kind == Kind::Note { OwnKind::Markdown } else { OwnKind::Code };
                    own.push(OwnCell { id: cell.id.clone(), kind, text: cell.text.clone(), place });
                    beside += 1;
                }
                _ => (position, beside) = (position + 1, 0),
            }
        }
        world.progress.lesson_mut(&self.lesson.id).own = own;
    }
}
