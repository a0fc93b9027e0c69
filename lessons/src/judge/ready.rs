//! Before a check runs.

use super::source::{defined, has_blank, has_todo, same};
use crate::{Exercise, Lesson, include_of, say};
use gradus_protocol::{Name, Verdict};

/// Whether there is an answer at all: said at once, before its cell runs. `None`: something is filled in.
pub fn unfilled(exercise: &Exercise, answer: &str) -> Option<Verdict> {
    gap(exercise, answer).map(|gap| Verdict::NotAttempted { message: gap.words() })
}

/// What is still open in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Nothing was changed.
    Starter,
    /// A `____`.
    Blank,
    /// A `todo!()`.
    Todo,
}

impl Gap {
    pub(crate) fn words(self) -> String {
        match self {
            Self::Starter => say!("ready-starter"),
            Self::Blank => say!("ready-blank"),
            Self::Todo => say!("ready-todo"),
        }
    }
}

pub(crate) fn gap(exercise: &Exercise, answer: &str) -> Option<Gap> {
    if same(answer, &exercise.starter.text) || same(answer, "") {
        Some(Gap::Starter)
    } else if has_blank(answer) {
        Some(Gap::Blank)
    } else {
        has_todo(answer).then_some(Gap::Todo)
    }
}

/// What can be said of an answer before its check runs: nothing was filled in, or a name that the check reads is
/// not there or is another cell's. `None`: run the check.
///
/// `names` are the session's, after the answer's cell ran.
pub fn ready(lesson: &Lesson, exercise: &Exercise, answer: &str, names: &[Name]) -> Option<Verdict> {
    unfilled(exercise, answer).or_else(|| unreadable(lesson, exercise, answer, names))
}

/// A name that the check reads and cannot, in words.
fn unreadable(lesson: &Lesson, exercise: &Exercise, answer: &str, names: &[Name]) -> Option<Verdict> {
    exercise.expects.iter().find_map(|expected| {
        let home = home(lesson, exercise, &expected.name);
        let message = match names.iter().find(|name| name.name == expected.name) {
            None if home == exercise.id && !defined(answer).contains(&expected.name) => {
                say!("ready-undefined", name = expected.name, signature = expected.signature)
            }
            None => say!("ready-missing", name = expected.name, cell = home),
            Some(found) if found.cell.0 == home => return None,
            Some(found) => match (lesson.position(&found.cell.0), lesson.position(home)) {
                (Some(at), Some(wanted)) if at < wanted => say!("ready-missing", name = expected.name, cell = home),
                (Some(_), _) => say!("ready-shadowed", name = expected.name, other = found.cell, cell = home),
                // A cell outside the lesson: included code, or one that the learner added.
                (None, _) if include_of(&found.cell).is_some() => return None,
                (None, _) => say!("ready-shadowed", name = expected.name, other = found.cell, cell = home),
            },
        };
        Some(Verdict::NotAttempted { message })
    })
}

/// The cell whose name the check means: the exercise where its solution defines it, else the last cell before.
pub(crate) fn home<'a>(lesson: &'a Lesson, exercise: &'a Exercise, name: &str) -> &'a str {
    if defined(&exercise.solution.text).contains(name) {
        return &exercise.id;
    }
    let before = lesson.position(&exercise.id).unwrap_or(lesson.blocks.len());
    lesson.blocks[..before]
        .iter()
        .rev()
        .find(|block| block.code().is_some_and(|(_, reference)| defined(&reference.text).contains(name)))
        .and_then(|block| block.id())
        .unwrap_or(&exercise.id)
}
