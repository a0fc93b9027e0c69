//! Resets and the way back, what stood in cells before, what another window changed, and what the lesson has no more.

use super::{CellEntry, Entry, Notebook, World};
use crate::say;
use gradus_lessons::{Block, CellProgress, History, Lesson, LessonProgress, Progress, Scope, Version};
use gradus_protocol::CellId;
use std::collections::HashMap;

/// How many texts of a cell undo goes back to on another day: each is put into the editor when the cell is opened.
const UNDOABLE: usize = 100;
/// How many are shown.
const SHOWN: usize = 20;

/// What a learner should know of a lesson that changed under them.
pub(super) fn changed(lesson: &Lesson, done: &LessonProgress) -> Option<String> {
    let revised = lesson.blocks.iter().any(|block| match (block, block.id(), block.code()) {
        (Block::Exercise(exercise), ..) if done.changed_since_passed(exercise) => true,
        (_, Some(id), Some((starter, _))) => done.changed(id, starter),
        _ => false,
    });
    let removed = done.removed(lesson).count();
    match (revised, removed) {
        (false, 0) => None,
        (true, 0) => Some(say!("ui-lesson-changed")),
        (_, count) => Some(say!("ui-lesson-lost-cells", count = count)),
    }
}

/// The texts that stood in a cell before, as far as undo goes back to them.
pub(super) fn undoable<'a>(history: &'a History, cell: &'a str, text: &'a str) -> impl Iterator<Item = &'a str> {
    let texts: Vec<&str> = history.of(cell).map(|version| version.text.as_str()).collect();
    let from = texts.len().saturating_sub(UNDOABLE);
    let last = texts.len() - usize::from(texts.last() == Some(&text));
    texts.into_iter().take(last).skip(from)
}

impl Notebook {
    /// Brings the selected cell's first text back.
    pub fn reset(&mut self, world: &mut World<'_>) {
        let Some(id) = self.cell().map(|cell| cell.id.clone()) else { return };
        let Some((starter, _)) = self.lesson.block(&id).and_then(Block::code) else {
            self.message = Some(say!("ui-own-no-reset"));
            return;
        };
        world.progress.lesson_mut(&self.lesson.id).reset(Scope::Text(&id, starter));
        self.begin_anew(world);
        self.message = Some(say!("ui-reset-done"));
    }

    /// Begins the selected exercise anew, as if it had never been tried.
    pub fn reset_exercise(&mut self, world: &mut World<'_>) {
        let Some(id) = self.cell().map(|cell| cell.id.clone()) else { return };
        if self.lesson.exercise(&id).is_none() {
            return;
        }
        world.progress.lesson_mut(&self.lesson.id).reset(Scope::Exercise(&id));
        self.with_cell(&CellId(id), forget_verdict);
        self.begin_anew(world);
        self.message = Some(say!("ui-reset-exercise-done"));
    }

    /// Shows the selected cell as it is now; with an editor, undo brings the text back, too.
    fn begin_anew(&mut self, world: &mut World<'_>) {
        self.edit();
        self.leave();
        self.catch_up(world);
    }

    /// Begins the whole lesson anew.
    pub fn reset_lesson(&mut self, world: &mut World<'_>) {
        world.progress.lesson_mut(&self.lesson.id).reset(Scope::Lesson);
        self.going_on = None;
        for entry in &mut self.entries {
            if let Entry::Cell(cell) = entry {
                forget_verdict(cell);
            }
        }
        self.catch_up(world);
        self.message = Some(say!("ui-reset-lesson-done"));
    }

    /// Brings back what the last reset took.
    pub fn bring_back(&mut self, world: &mut World<'_>) {
        let back = world.progress.lesson_mut(&self.lesson.id).bring_back();
        self.catch_up(world);
        self.message = Some(if back { say!("ui-reset-back") } else { say!("ui-reset-nothing") });
    }

    /// Shows what the learner's state is now, where it was changed beside the notebook; the cell that is being edited
    /// stays as it is. Gives the names of the cells whose text changed.
    pub fn catch_up(&mut self, world: &mut World<'_>) -> Vec<String> {
        let nothing = LessonProgress::default();
        let done = world.progress.lesson(&self.lesson.id).unwrap_or(&nothing);
        let mut changed = self.arrange_anew(done);
        for (at, entry) in self.entries.iter_mut().enumerate() {
            let block = self.blocks[at].and_then(|block| self.lesson.blocks.get(block));
            match entry {
                Entry::Cell(cell) => {
                    let own = || done.own.iter().find(|own| own.id == cell.id).map(|own| own.text.as_str());
                    let starter = block.and_then(Block::code).map(|(starter, _)| starter);
                    let text = starter.map(|starter| done.text(&cell.id, starter)).or_else(own);
                    let edited = self.editing && self.selected == Some(at);
                    if let Some(text) = text.filter(|text| !edited && cell.text != *text) {
                        text.clone_into(&mut cell.text);
                        if let Some(editor) = &mut cell.editor {
                            editor.replace(text);
                        }
                        changed.push(cell.id.clone());
                    }
                    cell.hints = done.cells.get(&cell.id).map_or(0, |kept| kept.hints);
                    cell.passed = done.state(&cell.id).is_passed();
                    cell.changed_since_passed =
                        matches!(block, Some(Block::Exercise(exercise)) if done.changed_since_passed(exercise));
                    cell.revision += 1;
                }
                Entry::Quiz(quiz) => {
                    quiz.chosen = block.and_then(Block::id).and_then(|id| done.quizzes.get(id).copied());
                    quiz.revision += 1;
                }
                Entry::Prose | Entry::Recap => {}
            }
        }
        self.age();
        changed
    }

    /// Takes in cells that were added, moved or deleted elsewhere. Gives the names of those that are new.
    fn arrange_anew(&mut self, done: &LessonProgress) -> Vec<String> {
        let id = |entry: &Entry| match entry {
            Entry::Cell(cell) => Some(cell.id.clone()),
            _ => None,
        };
        let (entries, blocks) = Self::arranged(&self.lesson, done);
        if entries.iter().map(id).eq(self.entries.iter().map(id)) {
            return Vec::new();
        }
        let (selected, before) = (self.selected, self.selected.map(|at| (id(&self.entries[at]), self.blocks[at])));
        let (mut known, mut others) = (HashMap::new(), HashMap::new());
        for (entry, block) in self.entries.drain(..).zip(self.blocks.drain(..)) {
            match (id(&entry), block) {
                (Some(id), _) => drop(known.insert(id, entry)),
                (None, Some(block)) => drop(others.insert(block, entry)),
                (None, None) => {}
            }
        }
        let mut new = Vec::new();
        for (entry, block) in entries.into_iter().zip(blocks) {
            let kept = match (id(&entry), block) {
                (Some(id), _) => known.remove(&id).or_else(|| {
                    new.push(id);
                    None
                }),
                (None, block) => block.and_then(|block| others.remove(&block)),
            };
            self.entries.push(kept.unwrap_or(entry));
            self.blocks.push(block);
        }
        self.arrangement += 1;
        let same = |at: &usize| before == Some((id(&self.entries[*at]), self.blocks[*at]));
        let now = (0..self.entries.len()).find(same);
        if now.is_none() {
            self.editing = false;
        }
        self.selected = now.or(selected.filter(|at| self.entries.get(*at).is_some_and(Entry::selectable)));
        new
    }

    /// What stood in the selected cell before, the newest first, and what the lesson has no more, as Markdown.
    pub fn past(&self, progress: &Progress, history: &History, now: u64) -> Option<String> {
        let mut parts = Vec::new();
        if let Some(cell) = self.cell() {
            let mut versions: Vec<&Version> =
                history.of(&cell.id).filter(|version| version.text != cell.text).collect();
            versions.reverse();
            if !versions.is_empty() {
                parts.push(say!("ui-past-cell", count = versions.len(), cell = cell.id));
            }
            for version in versions.into_iter().take(SHOWN) {
                parts.push(say!("ui-past-ago", ago = ago(now.saturating_sub(version.at))));
                parts.push(code(&version.text));
            }
        }
        let removed: Vec<(&str, &CellProgress)> =
            progress.lesson(&self.lesson.id).into_iter().flat_map(|done| done.removed(&self.lesson)).collect();
        if !removed.is_empty() {
            parts.push(say!("ui-past-removed", count = removed.len()));
        }
        for (id, cell) in removed {
            parts.push(format!("**{id}**"));
            parts.push(code(&cell.text));
        }
        (!parts.is_empty()).then(|| parts.join("\n\n"))
    }
}

fn forget_verdict(cell: &mut CellEntry) {
    (cell.verdict, cell.judged, cell.solution) = (None, None, false);
}

/// Code as Markdown, whatever stands in it.
fn code(text: &str) -> String {
    let longest = text.lines().map(|line| line.trim_start().bytes().take_while(|byte| *byte == b'`').count()).max();
    let fence = "`".repeat(longest.unwrap_or(0).max(2) + 1);
    format!("{fence}rust\n{}\n{fence}", text.trim_end())
}

fn ago(seconds: u64) -> String {
    match seconds {
        0..60 => say!("ui-past-seconds"),
        60..3_600 => say!("ui-past-minutes", count = seconds / 60),
        3_600..86_400 => say!("ui-past-hours", count = seconds / 3_600),
        _ => say!("ui-past-days", count = seconds / 86_400),
    }
}
