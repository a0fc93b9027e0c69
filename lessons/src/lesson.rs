//! A lesson as the rest of the product sees it: plain data, no I/O. `parse.rs` makes it, `lint.rs` judges it.

use std::collections::BTreeMap;
use std::{fmt, str::FromStr};

/// `track/NN-name`, as typed on the command line and as the file lies under `content/`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LessonId {
    /// The track, a folder under `content/`.
    pub track: String,
    /// `NN-name`, the file name without `.md`.
    pub name: String,
}

impl fmt::Display for LessonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.track, self.name)
    }
}

impl FromStr for LessonId {
    type Err = NotALessonId;

    fn from_str(text: &str) -> Result<Self, NotALessonId> {
        match text.split_once('/') {
            Some((track, name)) if is_id(track) && is_id(name) => {
                Ok(Self { track: track.to_owned(), name: name.to_owned() })
            }
            _ => Err(NotALessonId(text.to_owned())),
        }
    }
}

/// The track of the scratch notebook. No track of the course may have this name.
const SCRATCH: &str = "scratch";

impl LessonId {
    /// The scratch notebook: no lesson of the course, kept like one.
    pub fn scratch() -> Self {
        Self { track: SCRATCH.to_owned(), name: "notebook".to_owned() }
    }

    /// Whether it is the scratch notebook's.
    pub fn is_scratch(&self) -> bool {
        self.track == SCRATCH
    }
}

/// A text that names no lesson.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not of the form track/NN-name")]
pub struct NotALessonId(pub String);

/// Whether a text can be an id: small letters, digits, `-` and `_`.
pub fn is_id(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')
}

/// One lesson: one Markdown file.
#[derive(Clone, Debug, PartialEq)]
pub struct Lesson {
    /// The file it came from, as the caller named it; problems carry it.
    pub file: String,
    /// Where it stands in the course.
    pub id: LessonId,
    /// Its title in words.
    pub title: String,
    /// How long a learner needs, in minutes.
    pub minutes: u32,
    /// The longest that its cells may run with the reference solutions, in seconds.
    pub seconds: u32,
    /// The line of `seconds` in the file, from 1 (1 without it).
    pub seconds_line: usize,
    /// Lessons that come before it.
    pub needs: Vec<LessonId>,
    /// The line of `needs` in the file, from 1 (1 without it).
    pub needs_line: usize,
    /// The learner's own code from earlier lessons that this one starts with (else the reference).
    pub include: Vec<Include>,
    /// What each exercise trains, keyed by exercise id.
    pub skills: BTreeMap<String, String>,
    /// Further runtimes it needs: `frames` for polars.
    pub uses: Vec<String>,
    /// The seed every random number of the lesson comes from.
    pub seed: u64,
    /// Prose and cells in reading order.
    pub blocks: Vec<Block>,
    /// Glossary entries that the lesson defines.
    pub terms: Vec<Term>,
}

/// Code taken over from an earlier lesson: `include = ["track/NN-name#id"]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Include {
    /// The earlier lesson.
    pub lesson: LessonId,
    /// The exercise or cell in it.
    pub id: String,
    /// Its line in the file, from 1.
    pub line: usize,
}

impl fmt::Display for Include {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.lesson, self.id)
    }
}

/// A piece of a lesson, in reading order.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Markdown between cells.
    Prose(Prose),
    /// A cell that runs as it stands.
    Cell(Cell),
    /// A gap to fill, with its check.
    Exercise(Exercise),
    /// A question asked before the cell it predicts.
    Quiz(Quiz),
}

/// Markdown text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose {
    /// The Markdown source.
    pub markdown: String,
    /// Its first line in the file, from 1.
    pub line: usize,
}

/// Rust source of one fence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The source.
    pub text: String,
    /// The first line of the source in the file, from 1.
    pub line: usize,
}

/// How a cell takes part in the lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Runs as it is; the learner may edit it.
    Plain,
    /// Runs, folded away.
    Setup,
    /// A variation to play with; not run by `gradus run`, not checked.
    Try,
}

/// A cell that runs as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Unique in the lesson; given by the author, or `setup`, or `cell-N` (N from 1, by position).
    pub id: String,
    /// How it takes part.
    pub kind: CellKind,
    /// The source.
    pub code: Code,
    /// `opt=`: the optimisation level, if not the default 0.
    pub opt: Option<u8>,
    /// `figure=NAME tol=X`: a measured number that prose may state.
    pub figure: Option<Figure>,
    /// `compare=kinds`: what of its outputs a later run must give again.
    pub compared: Compared,
}

/// What of a cell's outputs is compared with those that were recorded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compared {
    /// Their kinds and their texts.
    #[default]
    Whole,
    /// Their kinds alone: the texts depend on the last digits of long sums, which processors round differently.
    Kinds,
}

/// A number that a cell measures and prose states as `{figure:NAME}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its name.
    pub name: String,
    /// How far a re-run may be off.
    pub tolerance: f64,
}

/// A gap to fill, and everything that judges and helps.
#[derive(Clone, Debug, PartialEq)]
pub struct Exercise {
    /// Unique in the lesson.
    pub id: String,
    /// What the learner starts from; must fail its check.
    pub starter: Code,
    /// The names the check reads, with the signatures it relies on.
    pub expects: Vec<Expected>,
    /// Hidden Rust that ends in a `Verdict`.
    pub check: Code,
    /// The reference answer.
    pub solution: Code,
    /// Other correct answers, which must pass.
    pub right: Vec<Code>,
    /// Named mistakes, which must be answered in words.
    pub wrong: Vec<Wrong>,
    /// A ladder of hints (Markdown), gentlest first.
    pub hints: Vec<Prose>,
    /// `opt=`: the optimisation level, if not the default 0.
    pub opt: Option<u8>,
}

/// A name that a check reads: `fn slope(w: f32) -> f32` or `let loss: f32`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The name alone.
    pub name: String,
    /// As the author wrote it, for the learner to read.
    pub signature: String,
}

/// A named mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The wrong answer.
    pub code: Code,
    /// Words that the check's message must hold.
    pub expect: String,
}

/// A question with choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quiz {
    /// Unique in the lesson.
    pub id: String,
    /// The question (Markdown).
    pub question: String,
    /// The choices (Markdown).
    pub choices: Vec<String>,
    /// The right choice, from 0.
    pub answer: usize,
    /// Why (Markdown), shown after any answer.
    pub why: String,
    /// Its line in the file, from 1.
    pub line: usize,
}

/// A glossary entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word.
    pub word: String,
    /// What it means (Markdown).
    pub meaning: String,
    /// Its line in the file, from 1.
    pub line: usize,
}

impl Block {
    /// The id that the rest of the lesson knows it by; prose has none.
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::Prose(_) => None,
            Self::Cell(cell) => Some(&cell.id),
            Self::Exercise(exercise) => Some(&exercise.id),
            Self::Quiz(quiz) => Some(&quiz.id),
        }
    }

    /// The optimisation level that its fence asks for.
    pub fn opt(&self) -> Option<u8> {
        match self {
            Self::Cell(cell) => cell.opt,
            Self::Exercise(exercise) => exercise.opt,
            Self::Prose(_) | Self::Quiz(_) => None,
        }
    }

    /// The code a learner starts from, and the reference: a cell's own text, an exercise's starter and solution.
    pub fn code(&self) -> Option<(&Code, &Code)> {
        match self {
            Self::Cell(cell) => Some((&cell.code, &cell.code)),
            Self::Exercise(exercise) => Some((&exercise.starter, &exercise.solution)),
            Self::Prose(_) | Self::Quiz(_) => None,
        }
    }
}

impl Exercise {
    /// The id that the check runs under in a session: `check:<exercise id>`.
    pub fn check_id(&self) -> String {
        format!("check:{}", self.id)
    }
}

impl Lesson {
    /// The scratch notebook: nothing but what the learner adds.
    pub fn scratch(title: String) -> Self {
        Self {
            file: String::new(),
            id: LessonId::scratch(),
            title,
            minutes: 0,
            seconds: 0,
            seconds_line: 1,
            needs: Vec::new(),
            needs_line: 1,
            include: Vec::new(),
            skills: BTreeMap::new(),
            uses: Vec::new(),
            seed: 0,
            blocks: Vec::new(),
            terms: Vec::new(),
        }
    }

    /// The exercises in reading order.
    pub fn exercises(&self) -> impl Iterator<Item = &Exercise> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Exercise(exercise) => Some(exercise),
            _ => None,
        })
    }

    /// The exercise of an id.
    pub fn exercise(&self, id: &str) -> Option<&Exercise> {
        self.exercises().find(|exercise| exercise.id == id)
    }

    /// Where the cell, exercise or quiz of an id stands among the blocks.
    pub fn position(&self, id: &str) -> Option<usize> {
        self.blocks.iter().position(|block| block.id() == Some(id))
    }

    /// The cell, exercise or quiz of an id.
    pub fn block(&self, id: &str) -> Option<&Block> {
        self.position(id).map(|at| &self.blocks[at])
    }
}
