//! What happened in each lesson.

use super::{
    CellProgress, Position, Reset, State, cell,
    finished::{self, Finished},
    own::{self, OwnCell},
};
use crate::{Code, Exercise, Lesson, LessonId};
use gradus_protocol::Verdict;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything a learner did, keyed by lesson (`track/NN-name`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// One entry for each lesson that was opened.
    pub lessons: BTreeMap<String, LessonProgress>,
    /// The lesson that was open last.
    pub last: Option<String>,
    /// Lessons as they were opened, the newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recent: Vec<String>,
}

/// What a learner did in one lesson.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct LessonProgress {
    /// Cells that were edited and exercises that were tried, by id.
    pub cells: BTreeMap<String, CellProgress>,
    /// The choice given to each quiz, from 0.
    pub quizzes: BTreeMap<String, usize>,
    /// The cells that finished in the last session, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub finished: Vec<Finished>,
    /// Where the learner stopped.
    pub position: Position,
    /// Cells that the learner added, in reading order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<OwnCell>,
    /// Cells that the learner added and deleted, the last one last.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub deleted: Vec<OwnCell>,
    /// What the last reset took.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reset: Option<Reset>,
}

/// How much of a lesson is passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Exercises passed.
    pub passed: usize,
    /// Exercises tried and not passed.
    pub tried: usize,
    /// Exercises in all.
    pub exercises: usize,
    /// Exercises passed that ask something else today.
    pub changed: usize,
}

/// Lessons that are remembered as opened lately.
const RECENT: usize = 8;

impl Progress {
    /// A lesson was opened: it is the newest of the recent ones. The scratch notebook is none.
    pub fn opened(&mut self, id: &LessonId) {
        if id.is_scratch() {
            return;
        }
        let id = id.to_string();
        self.recent.retain(|known| *known != id);
        self.recent.insert(0, id);
        self.recent.truncate(RECENT);
    }

    /// What was done in a lesson, if it was ever opened.
    pub fn lesson(&self, id: &LessonId) -> Option<&LessonProgress> {
        self.lessons.get(&id.to_string())
    }

    /// The same, to change it. It becomes the lesson that was open last; the scratch notebook is none.
    pub fn lesson_mut(&mut self, id: &LessonId) -> &mut LessonProgress {
        if !id.is_scratch() {
            self.last = Some(id.to_string());
        }
        self.lessons.entry(id.to_string()).or_default()
    }

    /// How much of a lesson is passed.
    pub fn totals(&self, lesson: &Lesson) -> Totals {
        let mut totals = Totals::default();
        for exercise in lesson.exercises() {
            totals.exercises += 1;
            let done = self.lesson(&lesson.id);
            totals.changed += usize::from(done.is_some_and(|done| done.changed_since_passed(exercise)));
            match done.map(|done| done.state(&exercise.id)) {
                Some(State::Passed { .. }) => totals.passed += 1,
                Some(State::Tried) => totals.tried += 1,
                Some(State::NotAttempted) | None => {}
            }
        }
        totals
    }
}

impl LessonProgress {
    /// How far the answer of an exercise is.
    pub fn state(&self, id: &str) -> State {
        self.cells.get(id).map_or(State::NotAttempted, |cell| cell.state.clone())
    }

    /// The text to show in a cell: the learner's own, else the starter as it is today.
    pub fn text<'a>(&'a self, id: &str, starter: &'a Code) -> &'a str {
        self.cells.get(id).filter(|cell| cell.is_own()).map_or(&starter.text, |cell| &cell.text)
    }

    /// Whether an exercise was passed, and asks something else today.
    pub fn changed_since_passed(&self, exercise: &Exercise) -> bool {
        self.cells.get(&exercise.id).is_some_and(|cell| cell.changed_since_passed(exercise))
    }

    /// What the learner wrote in cells that the lesson has no more, by id.
    pub fn removed<'a>(&'a self, lesson: &'a Lesson) -> impl Iterator<Item = (&'a str, &'a CellProgress)> {
        let gone = |(id, cell): &(&String, &CellProgress)| cell.is_own() && lesson.block(id).is_none();
        self.cells.iter().filter(gone).map(|(id, cell)| (id.as_str(), cell))
    }

    /// The answer that passed, unless the lesson's starter changed since: then it may no longer fit.
    pub fn passed_answer(&self, id: &str, starter: &Code) -> Option<&str> {
        if self.changed(id, starter) { None } else { self.cells.get(id)?.answer.as_deref() }
    }

    /// A cell finished.
    pub fn cell_finished(&mut self, cell: Finished) {
        finished::record(&mut self.finished, cell);
    }

    /// Keeps what the learner wrote.
    pub fn edit(&mut self, id: &str, starter: &Code, text: impl Into<String>) {
        self.cell(id, starter).text = text.into();
    }

    /// Records a check of `text` at `now` (seconds since 1970). A pass is never taken back; a broken check changes nothing.
    pub fn checked(&mut self, exercise: &Exercise, text: &str, verdict: &Verdict, now: u64) {
        let cell = self.cell(&exercise.id, &exercise.starter);
        match verdict {
            Verdict::Pass { .. } => {
                cell.text = text.to_owned();
                cell.starter = exercise.starter.text.clone();
                cell.answer = Some(text.to_owned());
                cell.passed_as = Some(cell::asks(exercise));
                if !matches!(cell.state, State::Passed { .. }) {
                    cell.state = State::Passed { at: now };
                }
            }
            Verdict::Fail { .. } => {
                cell.text = text.to_owned();
                if cell.state == State::NotAttempted {
                    cell.state = State::Tried;
                }
            }
            Verdict::NotAttempted { .. } | Verdict::Broken { .. } => {}
        }
    }

    /// An id for a new cell of the learner's.
    pub fn new_own_id(&self, lesson: &Lesson) -> String {
        let free = |id: &String| {
            let known = self.own.iter().chain(&self.deleted).any(|cell| cell.id == *id);
            !known && lesson.position(id).is_none()
        };
        (1..).map(|n| format!("own-{n}")).find(free).unwrap_or_default()
    }

    /// Deletes a cell that the learner added. It can come back.
    pub fn delete_own(&mut self, id: &str) {
        if let Some(at) = self.own.iter().position(|cell| cell.id == id) {
            let cell = self.own.remove(at);
            self.finished.retain(|finished| finished.id != id);
            own::keep_deleted(&mut self.deleted, cell);
        }
    }

    /// Shows one more hint and says how many are shown now.
    pub fn hint(&mut self, exercise: &Exercise) -> usize {
        let cell = self.cell(&exercise.id, &exercise.starter);
        cell.hints = (cell.hints + 1).min(exercise.hints.len());
        cell.hints
    }

    /// Records that the solution was shown.
    pub fn solution_seen(&mut self, exercise: &Exercise) {
        self.cell(&exercise.id, &exercise.starter).solution_seen = true;
    }

    /// Records the choice (from 0) given to a quiz. The first answer stays: it is the prediction.
    pub fn answered(&mut self, quiz: &str, choice: usize) {
        self.quizzes.entry(quiz.to_owned()).or_insert(choice);
    }

    /// Whether the lesson's starter is another one than the learner's text was made from.
    pub fn changed(&self, id: &str, starter: &Code) -> bool {
        self.cells.get(id).is_some_and(|cell| cell.is_own() && cell.starter != starter.text)
    }

    fn cell(&mut self, id: &str, starter: &Code) -> &mut CellProgress {
        let cell = self.cells.entry(id.to_owned()).or_insert_with(|| CellProgress::new(starter));
        if !cell.is_own() {
            // Nothing of the learner's stands here: the lesson's text is today's.
            (cell.text, cell.starter) = (starter.text.clone(), starter.text.clone());
        }
        cell
    }
}
