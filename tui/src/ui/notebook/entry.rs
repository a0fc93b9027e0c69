//! One block of a lesson as the learner sees it now.

use super::Proof;
use crate::ui::{editor::CellEditor, outputs::Outputs, search::places};
use gradus_lessons::{Block, CellKind, LessonProgress, OwnCell, OwnKind, State};
use gradus_protocol::Verdict;
use std::time::Duration;

/// A block of the lesson.
pub enum Entry {
    /// Markdown; its text stays in the lesson.
    Prose,
    /// A cell or an exercise.
    Cell(Box<CellEntry>),
    /// A question.
    Quiz(QuizEntry),
    /// What the lesson gave, below its end.
    Recap,
}

/// What kind of cell it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Runs as it is.
    Plain,
    /// Runs by itself, folded away.
    Setup,
    /// A variation to play with.
    Try,
    /// A gap to fill.
    Exercise,
    /// Rust that the learner added.
    Own,
    /// Markdown that the learner added.
    Note,
}

impl Kind {
    /// Whether the learner added the cell.
    pub fn is_own(self) -> bool {
        matches!(self, Self::Own | Self::Note)
    }
}

/// How far a cell's run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RunState {
    /// Not run in this session.
    #[default]
    Idle,
    /// Waits for the session or for other cells.
    Queued,
    /// Runs since this time.
    Running(Duration),
    /// Ended well after this long.
    Ok(Duration),
    /// Did not end well.
    Failed(Duration),
    /// Stopped on request.
    Stopped,
    /// Did not run, because a cell before it failed or the session began anew.
    Skipped,
}

impl RunState {
    /// Whether it waits or runs.
    pub fn busy(self) -> bool {
        matches!(self, Self::Queued | Self::Running(_))
    }
}

/// A cell or an exercise.
pub struct CellEntry {
    /// Its id.
    pub id: String,
    /// What kind it is.
    pub kind: Kind,
    /// The text as it stands.
    pub text: String,
    /// The editor, once it was edited.
    pub editor: Option<Box<dyn CellEditor>>,
    /// How far its run is.
    pub run: RunState,
    /// Whether its last run did not end well.
    pub failed: bool,
    /// Whether its compiled form was kept from an earlier run.
    pub kept: bool,
    /// The text that ran last; another one now means that the output is an old text's.
    pub ran: Option<String>,
    /// When it was last asked to run: runs of the lesson are counted.
    pub began: u64,
    /// When it was last asked to run with something new: another text, or what it uses had changed.
    pub changed: u64,
    /// The cell above that it uses and that has changed since it ran.
    pub older_than: Option<String>,
    /// What was found wrong with a text that was being written.
    pub proof: Option<Proof>,
    /// What it produced.
    pub outputs: Outputs,
    /// Whether the reference solution ran in place of the learner's answer.
    pub reference: bool,
    /// Whether its answer is being checked.
    pub checking: bool,
    /// What the last check said.
    pub verdict: Option<Verdict>,
    /// The text that it said it of.
    pub judged: Option<String>,
    /// How many hints are shown.
    pub hints: usize,
    /// Whether the solution is shown.
    pub solution: bool,
    /// Whether it is shown what separates the answer from the solution.
    pub difference: bool,
    /// Whether the exercise was ever passed.
    pub passed: bool,
    /// Whether it asks something else than when it was passed.
    pub changed_since_passed: bool,
    /// Whether only its first line is shown.
    pub folded: bool,
    /// Whether all of its output is shown.
    pub expanded: bool,
    /// Grows with every change that can be seen.
    pub revision: u64,
}

/// A question.
#[derive(Default)]
pub struct QuizEntry {
    /// The choice given to it, from 0.
    pub chosen: Option<usize>,
    /// Grows with every change that can be seen.
    pub revision: u64,
}

impl Entry {
    pub(super) fn new(block: &Block, done: &LessonProgress) -> Self {
        let kind = match block {
            Block::Prose(_) => return Self::Prose,
            Block::Quiz(quiz) => {
                return Self::Quiz(QuizEntry { chosen: done.quizzes.get(&quiz.id).copied(), revision: 0 });
            }
            Block::Exercise(_) => Kind::Exercise,
            Block::Cell(cell) => match cell.kind {
                CellKind::Plain => Kind::Plain,
                CellKind::Setup => Kind::Setup,
                CellKind::Try => Kind::Try,
            },
        };
        let id = block.id().unwrap_or_default().to_owned();
        let text = block.code().map(|(starter, _)| done.text(&id, starter).to_owned()).unwrap_or_default();
        Self::Cell(Box::new(CellEntry {
            hints: done.cells.get(&id).map_or(0, |cell| cell.hints),
            passed: matches!(done.state(&id), State::Passed { .. }),
            changed_since_passed: matches!(block, Block::Exercise(exercise) if done.changed_since_passed(exercise)),
            folded: kind == Kind::Setup,
            ..CellEntry::new(id, kind, text)
        }))
    }

    /// A cell that the learner added.
    pub(super) fn own(cell: &OwnCell) -> Self {
        let kind = match cell.kind {
            OwnKind::Code => Kind::Own,
            OwnKind::Markdown => Kind::Note,
        };
        Self::Cell(Box::new(CellEntry::new(cell.id.clone(), kind, cell.text.clone())))
    }

    /// Whether it is a setup, which runs by itself.
    pub fn is_setup(&self) -> bool {
        matches!(self, Self::Cell(cell) if cell.kind == Kind::Setup)
    }

    /// Whether it is to be read: the lesson's text, or the learner's.
    pub fn is_prose(&self) -> bool {
        matches!(self, Self::Prose) || matches!(self, Self::Cell(cell) if cell.kind == Kind::Note)
    }

    /// Whether keys can act on it.
    pub fn selectable(&self) -> bool {
        !matches!(self, Self::Prose | Self::Recap)
    }
}

impl CellEntry {
    fn new(id: String, kind: Kind, text: String) -> Self {
        Self {
            id,
            kind,
            text,
            editor: None,
            run: RunState::Idle,
            failed: false,
            kept: false,
            ran: None,
            began: 0,
            changed: 0,
            older_than: None,
            proof: None,
            outputs: Outputs::default(),
            reference: false,
            checking: false,
            verdict: None,
            judged: None,
            hints: 0,
            solution: false,
            difference: false,
            passed: false,
            changed_since_passed: false,
            folded: false,
            expanded: false,
            revision: 0,
        }
    }

    /// Whether it waits, runs or is being checked.
    pub fn busy(&self) -> bool {
        self.checking || self.run.busy()
    }

    /// Whether these words stand in its text.
    pub fn holds(&self, words: &str) -> bool {
        !places(&self.text, words).is_empty()
    }

    /// Whether the output belongs to another text than the one that stands here.
    pub fn stale(&self) -> bool {
        !self.reference && self.ran.as_ref().is_some_and(|ran| *ran != self.text)
    }

    /// Whether the verdict belongs to another text than the one that stands here.
    pub fn verdict_is_stale(&self) -> bool {
        self.judged.as_ref().is_some_and(|judged| *judged != self.text)
    }
}
