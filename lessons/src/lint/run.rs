//! Laws that running a lesson shows.
//!
//! One session does what a learner does: cells in order; at an exercise the starter, every wrong answer, every other
//! right answer, then the solution, from which the session goes on. A replay in a fresh session runs the solutions
//! alone, which is the lesson's reference run: it keeps the time budget and gives what was recorded. The try cells
//! follow at its end.

mod exercise;

use super::{failure::failure, paper::problem_at};
use crate::{
    Block, Catalog, Cell, CellKind, Code, Lesson, Mode, Problem, Progress, Report, RunCell, Runner, Step, StepKind,
    compare, include_of, measured, plan, recorded::Run, say,
};
use gradus_protocol::{CellId, Status};
use std::time::Duration;

/// What running a lesson's laws gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Laws {
    /// What broke a law, in the order it was met.
    pub problems: Vec<Problem>,
    /// How many cells ran, checks included.
    pub runs: usize,
    /// How long the cells took, compiling included.
    pub took: Duration,
}

/// The laws of a lesson that need an engine. A lesson outside the course needs no recording. On a machine that others
/// use too, `patience` is how many times its seconds a lesson may take; 1 holds it to them.
pub fn run_laws(catalog: &Catalog, lesson: &Lesson, runner: &mut dyn Runner, patience: u32) -> Laws {
    let mut trial = Trial::new(catalog, lesson, runner);
    // Without a session there is nothing more to say.
    if trial.restart() {
        trial.learn();
        trial.replay = true;
        if trial.restart()
            && let Some(runs) = trial.reference()
        {
            trial.in_time(patience);
            if catalog.lesson(&lesson.id).is_some_and(|known| known.file == lesson.file) {
                trial.laws.problems.extend(compare(catalog, lesson, &runs));
            }
            trial.variations();
        }
    }
    trial.laws
}

/// The reference run alone, for recording it: every cell with the solutions, in a fresh session. All of it, or none
/// of it when a problem says why.
pub fn run_reference(catalog: &Catalog, lesson: &Lesson, runner: &mut dyn Runner) -> (Laws, Vec<Run>) {
    let mut trial = Trial::new(catalog, lesson, runner);
    trial.replay = true;
    let runs = if trial.restart() { trial.reference() } else { None };
    let runs = runs.filter(|_| trial.laws.problems.is_empty()).unwrap_or_default();
    (trial.laws, runs)
}

struct Trial<'a> {
    catalog: &'a Catalog,
    lesson: &'a Lesson,
    runner: &'a mut dyn Runner,
    laws: Laws,
    /// Whether this is the replay: a line that the session before complained about is not mentioned again.
    replay: bool,
    /// Whether the process that runs cells ended, and its variables with it.
    dead: bool,
    /// How long the cells took since the session was fresh.
    since_restart: Duration,
}

impl<'a> Trial<'a> {
    fn new(catalog: &'a Catalog, lesson: &'a Lesson, runner: &'a mut dyn Runner) -> Self {
        let (laws, since_restart) = (Laws::default(), Duration::ZERO);
        Self { catalog, lesson, runner, laws, replay: false, dead: false, since_restart }
    }

    fn learn(&mut self) {
        for step in self.steps() {
            match self.block(&step) {
                Some(Block::Exercise(exercise)) if step.kind == StepKind::Answer => self.exercise(exercise),
                Some(Block::Exercise(_)) => {}
                block => drop(self.cell(step, block)),
            }
            if self.dead {
                // A cell of the lesson itself ends the process: nothing after it would mean anything.
                return;
            }
        }
    }

    /// Every cell with the solutions, and what came of it; `None` when one ended the process.
    fn reference(&mut self) -> Option<Vec<Run>> {
        let mut runs = Vec::new();
        for step in self.steps() {
            match self.block(&step) {
                Some(Block::Exercise(exercise)) if step.kind == StepKind::Check => {
                    let verdict = self.check(exercise, &exercise.solution);
                    self.must_pass(&exercise.solution, &verdict);
                }
                block => {
                    let cell = step.cell.clone();
                    let report = self.cell(step, block);
                    runs.push(Run { cell, report });
                }
            }
            if self.dead {
                return None;
            }
        }
        Some(runs)
    }

    /// What ran since the restart kept the lesson's time.
    fn in_time(&mut self, patience: u32) {
        let budget = Duration::from_secs(self.lesson.seconds.into());
        if self.since_restart > budget * patience {
            let took = format!("{:.1}", self.since_restart.as_secs_f64());
            let found = say!("law-seconds", took = took, budget = self.lesson.seconds);
            let (line, instead) = (self.lesson.seconds_line, say!("law-seconds-instead"));
            self.laws.problems.push(problem_at(self.catalog, self.lesson, line, found, instead));
        }
    }

    /// The try cells run to their ends.
    fn variations(&mut self) {
        let lesson = self.lesson;
        for block in &lesson.blocks {
            if let Block::Cell(cell) = block
                && cell.kind == CellKind::Try
            {
                let report = self.run(&cell.id, &cell.code, cell.opt);
                self.must_run(&cell.code, &report);
            }
        }
    }

    fn steps(&self) -> Vec<Step> {
        plan(self.catalog, self.lesson, Mode::Solutions, &Progress::default())
    }

    fn block(&self, step: &Step) -> Option<&'a Block> {
        step.block.map(|at| &self.lesson.blocks[at])
    }

    fn restart(&mut self) -> bool {
        self.dead = false;
        self.since_restart = Duration::ZERO;
        match self.runner.restart() {
            Ok(()) => true,
            Err(message) => {
                self.broken(1, say!("law-no-session", message = message), say!("law-no-session-instead"));
                false
            }
        }
    }

    /// A cell as it stands, a solution in the replay, or included code: it must end well.
    fn cell(&mut self, step: Step, block: Option<&'a Block>) -> Report {
        let report = self.send(&step.cell);
        match block.and_then(|block| Some((block, block.code()?.1))) {
            Some((block, code)) => {
                self.must_run(code, &report);
                if let Block::Cell(cell) = block {
                    self.figure(cell, &report);
                }
            }
            None => self.included(&step, &report),
        }
        report
    }

    fn included(&mut self, step: &Step, report: &Report) {
        let code = Code { text: step.cell.code.clone(), line: 1 };
        let from = include_of(&step.cell.id);
        let include = self.lesson.include.iter().find(|include| from == Some(include.to_string().as_str()));
        if let (Some((words, _)), Some(include)) = (failure(&code, report), include) {
            let found = say!("law-include-fails", include = include, words = words);
            self.broken(include.line, found, say!("law-include-fails-instead"));
        }
    }

    fn figure(&mut self, cell: &Cell, report: &Report) {
        let Some(figure) = cell.figure.as_ref().filter(|_| report.status == Status::Ok && self.replay) else { return };
        let Some((number, _)) = measured(report) else {
            let found = say!("law-no-number", name = figure.name);
            return self.broken(cell.code.line, found, say!("law-no-number-instead"));
        };
        let lesson = self.lesson;
        for block in &lesson.blocks {
            if let Block::Prose(prose) = block
                && is_measurement(&number)
                && let Some(at) = prose.markdown.find(&number)
            {
                let line = prose.line + prose.markdown[..at].matches('\n').count();
                let instead = say!("law-number-typed-instead", name = figure.name);
                self.broken(line, say!("law-number-typed", number = number, name = figure.name), instead);
            }
        }
    }

    fn must_run(&mut self, code: &Code, report: &Report) -> bool {
        let failure = failure(code, report);
        if let Some((words, line)) = &failure {
            self.broken(*line, words.clone(), say!("law-must-run-instead"));
        }
        failure.is_none()
    }

    fn run(&mut self, id: &str, code: &Code, opt: Option<u8>) -> Report {
        let cell = RunCell { id: CellId::new(id), code: code.text.clone(), hidden: false, opt };
        self.send(&cell)
    }

    fn send(&mut self, cell: &RunCell) -> Report {
        let report = self.runner.run(cell);
        self.laws.runs += 1;
        self.laws.took += report.took;
        self.since_restart += report.took;
        self.dead |= report.status == Status::Died;
        report
    }

    fn broken(&mut self, line: usize, found: String, instead: String) {
        let problem = problem_at(self.catalog, self.lesson, line, found, instead);
        if !self.replay {
            self.laws.problems.push(problem);
        } else if !self.laws.problems.iter().any(|known| known.line == line) {
            self.laws.problems.push(Problem { found: say!("law-replay", found = problem.found), ..problem });
        }
    }
}

/// Whether a number is long enough that prose cannot hold it by chance.
fn is_measurement(number: &str) -> bool {
    number.contains('.') && number.chars().filter(char::is_ascii_digit).count() >= 4
}
