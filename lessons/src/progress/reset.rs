//! Beginning anew, with a way back: what a reset takes is kept until the next one.

use super::{CellProgress, LessonProgress};
use crate::Code;
use serde::{Deserialize, Serialize};

/// What begins anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope<'a> {
    /// The text of a cell; that an exercise was passed, and its hints, stay.
    Text(&'a str, &'a Code),
    /// An exercise as if it had never been tried.
    Exercise(&'a str),
    /// All of the lesson; cells that the learner added stay.
    Lesson,
}

/// What the last reset took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reset {
    /// The cell that was reset; without one, the lesson.
    #[serde(default)]
    pub cell: Option<String>,
    /// The lesson as it was.
    pub before: Box<LessonProgress>,
}

impl LessonProgress {
    /// Begins something anew. [`LessonProgress::bring_back`] undoes it.
    pub fn reset(&mut self, scope: Scope<'_>) {
        let mut before = std::mem::take(self);
        // One way back is enough: a lesson that holds all its resets would hold itself many times.
        before.reset = None;
        let cell = match scope {
            Scope::Text(id, _) | Scope::Exercise(id) => Some(id.to_owned()),
            Scope::Lesson => None,
        };
        (self.own, self.deleted) = (before.own.clone(), before.deleted.clone());
        if let Some(id) = &cell {
            *self = before.clone();
            match scope {
                Scope::Text(_, starter) => {
                    let kept = self.cells.remove(id).unwrap_or_default();
                    let fresh = CellProgress { text: starter.text.clone(), starter: starter.text.clone(), ..kept };
                    self.cells.insert(id.clone(), fresh);
                }
                Scope::Exercise(_) | Scope::Lesson => {
                    self.cells.remove(id);
                    self.finished.retain(|finished| finished.id != *id);
                }
            }
        }
        self.reset = Some(Reset { cell, before: Box::new(before) });
    }

    /// Brings back what the last reset took; what was done elsewhere in the lesson since then stays. False if there was
    /// no reset.
    pub fn bring_back(&mut self) -> bool {
        let Some(Reset { cell, before }) = self.reset.take() else { return false };
        match cell {
            None => {
                let (own, deleted) = (std::mem::take(&mut self.own), std::mem::take(&mut self.deleted));
                *self = Self { own, deleted, ..*before };
            }
            Some(id) => match before.cells.get(&id) {
                Some(cell) => drop(self.cells.insert(id, cell.clone())),
                None => drop(self.cells.remove(&id)),
            },
        }
        true
    }
}
