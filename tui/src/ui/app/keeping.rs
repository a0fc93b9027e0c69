//! Saving, other windows, and what the learner wrote before.

use super::{About, App, Question};
use crate::{
    say,
    ui::saver::{Kept, Saved},
};
use crossterm::event::KeyCode::{self, Char, Enter};
use gradus_lessons::{LessonId, Progress};

impl App {
    /// Says that a lesson is open here, and learns whether it is elsewhere, or was revised.
    pub(super) fn announce(&mut self, id: &LessonId) {
        // The lesson from before is left first: two windows on one lesson are two.
        self.presence = None;
        let presence = self.saver.store().enter(id);
        let others = presence.others().then(|| say!("ui-two-windows"));
        // It stays until a key is pressed; what the notebook says goes with the next cell that ends.
        let revised = self.notebook.as_mut().and_then(|notebook| notebook.message.take());
        let words: Vec<String> = others.into_iter().chain(revised).collect();
        if !words.is_empty() {
            self.notice = Some(words.join(" "));
        }
        self.presence = Some(presence);
    }

    /// A save ended.
    pub(super) fn saved(&mut self, saved: Saved) {
        let words = self.saver.saved(&saved, self.now);
        match saved {
            Err(_) => self.unsaved = words,
            Ok(Kept { others, .. }) => {
                self.unsaved = None;
                self.notice = words.or(self.notice.take());
                if let Some(others) = others {
                    self.take_in(&others.0, &others.1);
                }
            }
        }
    }

    /// Another program saved something else: `sent` was to be saved, and `kept` is what was.
    fn take_in(&mut self, sent: &Progress, kept: &Progress) {
        self.progress = Progress::merged(sent, &self.progress, kept);
        let mut changed = Vec::new();
        self.in_notebook(|notebook, world| {
            changed = notebook.catch_up(world);
            false
        });
        if !changed.is_empty() {
            self.notice = Some(say!("ui-changed-elsewhere", cells = changed.join(", ")));
        }
    }

    /// What a key answers to the question what to begin anew. False if it is none of the answers.
    pub(super) fn key_in_reset(&mut self, code: KeyCode) -> bool {
        self.in_notebook(|notebook, world| {
            match code {
                Char('y' | 'Y') | Enter => notebook.reset(world),
                Char('e') => notebook.reset_exercise(world),
                Char('l') => notebook.reset_lesson(world),
                Char('b') => notebook.bring_back(world),
                _ => return false,
            }
            true
        })
    }

    /// What `x` asks.
    pub(super) fn ask_reset(&mut self) {
        let Some(notebook) = &self.notebook else { return };
        let back = self.progress.lesson(&notebook.lesson.id).is_some_and(|done| done.reset.is_some());
        if notebook.cell().is_some() || back {
            self.question = Some(Question::Reset);
        }
    }

    /// Shows what stood in the selected cell before, and what the lesson has no more.
    pub(super) fn open_past(&mut self) {
        let Some(notebook) = &mut self.notebook else { return };
        match notebook.past(&self.progress, &self.saver.store().history(&notebook.lesson.id), self.wall) {
            Some(markdown) => self.open_sheet(About::Past(markdown)),
            None => notebook.message = Some(say!("ui-past-none")),
        }
    }
}
