//! Lessons and their meaning: one Markdown file each. Knows no engine and no terminal.
//!
//! ```text
//! content/*.md --parse--> Lesson --catalog--> Catalog
//! Lesson + Progress --plan--> Steps --a Runner--> Reports --judge--> Verdicts
//! ```
//!
//! | module | what it holds |
//! | --- | --- |
//! | `lesson` | [`Lesson`] and its parts: plain data |
//! | [`parse`] | Markdown to `Lesson`, all problems at once; its documentation is the format's specification |
//! | `problem` | [`Problem`] and its picture in rustc's look |
//! | `catalog` | [`Catalog`]: all lessons by track, and finding one by what a learner types |
//! | `figure` | measured numbers: `{figure:NAME}` in prose |
//! | `html` | Markdown as HTML |
//! | [`book`] | a course as pages of an mdBook |
//! | [`notebook`] | a lesson as a Jupyter notebook, and answers out of one |
//! | `plan` | which cells a session runs, in order, with whose answers |
//! | `answers` | which code answers an exercise in a notebook, whatever became of its cells |
//! | `recorded` | [`Recorded`]: what a lesson's reference run gave, and the law that it still does |
//! | `runner` | [`Runner`]: what the laws ask of an engine |
//! | `judge` | a check's outcome in words |
//! | `lint` | the laws of a lesson, on paper and run |
//! | `export` | a learner's work as Markdown, a page, plain text |
//! | `progress` | a learner's state, its history, and their files |

mod answers;
pub mod book;
mod catalog;
pub mod export;
mod figure;
mod html;
mod judge;
mod lesson;
mod lint;
pub mod notebook;
pub mod parse;
mod plan;
mod problem;
mod progress;
mod recorded;
mod runner;

gradus_words::messages!("../messages/en.ftl");

pub use answers::{Attempt, Attempts};
pub use catalog::{Catalog, NotFound, Track};
pub use figure::{figures, fill_figures, measured};
pub use html::{escaped, html};
pub use judge::{did_not_run, judge, ready, unfilled};
pub use lesson::{
    Block, Cell, CellKind, Code, Compared, Exercise, Expected, Figure, Include, Lesson, LessonId, NotALessonId, Prose,
    Quiz, Term, Wrong, is_id,
};
pub use lint::{Laws, lint_all, lint_lesson, run_laws, run_reference};
pub use plan::{Inherited, Mode, Step, StepKind, check_cell, include_of, inherited, plan, plan_with_own};
pub use problem::{Problem, Source, nearest, render};
pub use progress::{
    CellProgress, Changed, Finished, History, LessonProgress, Loaded, OwnCell, OwnKind, OwnPlace, PROGRESS_VERSION,
    Position, Presence, Progress, Reset, Scope, State, Store, StoreError, Top, Totals, Version, duration,
};
pub use recorded::{Recorded, RecordedCell, Run, compare, compare_sources, settled};
pub use runner::{Report, RunCell, Runner};
