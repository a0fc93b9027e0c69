//! What a session of a lesson runs, in order: included code, cells and checks, with whose answer each takes.

use crate::{
    Block, Catalog, CellKind, Exercise, Include, Lesson, LessonId, RunCell,
    progress::{OwnKind, Progress, State},
};
use gradus_protocol::CellId;

/// Whose answers the exercises run with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The reference solutions.
    Solutions,
    /// What a learner starts from.
    Starters,
    /// The learner's own: their edited cells, their answer where they passed or wrote one, else the solution.
    Mine,
}

/// What a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    /// Code taken over from an earlier lesson.
    Include,
    /// A cell, or a setup.
    Cell,
    /// An answer to an exercise.
    Answer,
    /// The check of the answer before it.
    Check,
    /// A cell that the learner added.
    Own,
}

/// One run of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it is.
    pub kind: StepKind,
    /// Its place among the lesson's blocks; `None` for included code, and for cells that the learner added.
    pub block: Option<usize>,
    /// What to run.
    pub cell: RunCell,
    /// Whether the reference stands in for a missing answer of the learner (only in [`Mode::Mine`]).
    pub reference: bool,
}

/// What the id of a cell with an earlier lesson's code begins with.
const INCLUDE: &str = "include:";

/// Which include of its lesson (`track/NN-name#id`) a cell's code is; `None` for any other cell.
pub fn include_of(cell: &CellId) -> Option<&str> {
    cell.0.strip_prefix(INCLUDE)
}

/// The steps of a session: included code, then cells, answers and their checks in reading order. Try cells are
/// left out. An include that the catalog cannot resolve is left out too; `lint` reports it.
pub fn plan(catalog: &Catalog, lesson: &Lesson, mode: Mode, progress: &Progress) -> Vec<Step> {
    let mut steps = Vec::new();
    for include in &lesson.include {
        let Some(block) = catalog.lesson(&include.lesson).and_then(|earlier| earlier.block(&include.id)) else {
            continue;
        };
        if let Some((code, reference)) = included(&include.lesson, block, mode, progress) {
            let cell = run_cell(format!("{INCLUDE}{include}"), code, block.opt());
            steps.push(Step { kind: StepKind::Include, block: None, cell, reference });
        }
    }
    for (at, block) in lesson.blocks.iter().enumerate() {
        if matches!(block, Block::Cell(cell) if cell.kind == CellKind::Try) {
            continue;
        }
        let (Some(id), Some((code, reference))) = (block.id(), chosen(&lesson.id, block, mode, progress)) else {
            continue;
        };
        let kind = if matches!(block, Block::Exercise(_)) { StepKind::Answer } else { StepKind::Cell };
        steps.push(Step { kind, block: Some(at), cell: run_cell(id.to_owned(), code, block.opt()), reference });
        if let Block::Exercise(exercise) = block {
            steps.push(Step { kind: StepKind::Check, block: Some(at), cell: check_cell(exercise), reference });
        }
    }
    steps
}

/// The steps of [`Mode::Mine`] with the cells that the learner added, each where it stands. Nothing builds on these, so
/// only who asks for all of a learner's work runs them.
pub fn plan_with_own(catalog: &Catalog, lesson: &Lesson, progress: &Progress) -> Vec<Step> {
    let mut steps = plan(catalog, lesson, Mode::Mine, progress);
    let own = progress.lesson(&lesson.id).into_iter().flat_map(|done| &done.own);
    for cell in own.filter(|cell| cell.kind == OwnKind::Code && !cell.text.trim().is_empty()) {
        let position = cell.place.position(lesson);
        let behind = steps.iter().position(|step| step.block.is_some_and(|block| block >= position));
        let step = Step {
            kind: StepKind::Own,
            block: None,
            cell: run_cell(cell.id.clone(), cell.text.clone(), None),
            reference: false,
        };
        steps.insert(behind.unwrap_or(steps.len()), step);
    }
    steps
}

/// The check of an exercise as a cell to run.
pub fn check_cell(exercise: &Exercise) -> RunCell {
    let id = CellId::new(exercise.check_id());
    RunCell { id, code: exercise.check.text.clone(), hidden: true, opt: exercise.opt }
}

pub(crate) fn run_cell(id: String, code: String, opt: Option<u8>) -> RunCell {
    RunCell { id: CellId::new(id), code, hidden: false, opt }
}

/// Included code, and whether the reference stands in for the learner's. Only an answer that passed can carry the
/// lessons after it.
fn included(lesson: &LessonId, block: &Block, mode: Mode, progress: &Progress) -> Option<(String, bool)> {
    let (starter, solution) = block.code()?;
    let own = progress.lesson(lesson).and_then(|done| done.passed_answer(block.id()?, starter));
    Some(match own.filter(|_| mode == Mode::Mine) {
        Some(answer) => (answer.to_owned(), false),
        None => (solution.text.clone(), mode == Mode::Mine && matches!(block, Block::Exercise(_))),
    })
}

/// Answers of earlier lessons that a lesson begins with. Code that those lessons give as it stands is neither the
/// learner's nor missing, so it is not among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inherited {
    /// The learner's own, which passed.
    pub own: Vec<Include>,
    /// Those for which the reference stands in.
    pub reference: Vec<Include>,
}

/// Whose answers a lesson begins with.
pub fn inherited(catalog: &Catalog, lesson: &Lesson, progress: &Progress) -> Inherited {
    let mut inherited = Inherited::default();
    for include in &lesson.include {
        let block = catalog.lesson(&include.lesson).and_then(|earlier| earlier.block(&include.id));
        let Some(block @ Block::Exercise(_)) = block else { continue };
        match included(&include.lesson, block, Mode::Mine, progress) {
            Some((_, false)) => inherited.own.push(include.clone()),
            Some((_, true)) => inherited.reference.push(include.clone()),
            None => {}
        }
    }
    inherited
}

/// The code a block of the lesson itself runs with, and whether the reference stands in for the learner's.
fn chosen(lesson: &LessonId, block: &Block, mode: Mode, progress: &Progress) -> Option<(String, bool)> {
    let (starter, solution) = block.code()?;
    Some(match mode {
        Mode::Starters => (starter.text.clone(), false),
        Mode::Solutions => (solution.text.clone(), false),
        Mode::Mine => match progress.lesson(lesson).and_then(|done| done.cells.get(block.id()?)) {
            Some(cell) if cell.text != starter.text || matches!(cell.state, State::Passed { .. }) => {
                (cell.text.clone(), false)
            }
            _ => (solution.text.clone(), matches!(block, Block::Exercise(_))),
        },
    })
}
