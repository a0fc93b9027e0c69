//! Laws that running a lesson shows.
//!
//! One session does what a learner does: cells in order; at an exercise the starter, every wrong answer, every other
//! right answer, then the solution, from which the session goes on. A replay in a fresh session runs the solutions
//! alone, and the try cells at its end.

use super::{failure::failure, paper::problem_at};
use crate::{
    Block, Catalog, Cell, CellKind, Code, Exercise, Lesson, Mode, Problem, Progress, Report, RunCell, Runner, Step,
    StepKind, check_cell, judge, measured, plan, ready, say,
};
use gradus_protocol::{CellId, Status, Verdict};
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

/// The laws of a lesson that need an engine.
pub fn run_laws(catalog: &Catalog, lesson: &Lesson, runner: &mut dyn Runner) -> Laws {
    let mut trial = Trial { catalog, lesson, runner, laws: Laws::default(), replay: false, dead: false };
    // Without a session there is nothing more to say.
    if trial.restart() {
        trial.learn();
        trial.replay = true;
        if trial.restart() {
            trial.replay();
        }
    }
    trial.laws
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
}

impl<'a> Trial<'a> {
    fn learn(&mut self) {
        for step in self.steps() {
            match self.block(&step) {
                Some(Block::Exercise(exercise)) if step.kind == StepKind::Answer => self.exercise(exercise),
                Some(Block::Exercise(_)) => {}
                block => self.cell(step, block),
            }
            if self.dead {
                // A cell of the lesson itself ends the process: nothing after it would mean anything.
                return;
            }
        }
    }

    fn replay(&mut self) {
        for step in self.steps() {
            match self.block(&step) {
                Some(Block::Exercise(exercise)) if step.kind == StepKind::Check => {
                    let verdict = self.check(exercise, &exercise.solution);
                    self.must_pass(&exercise.solution, &verdict);
                }
                block => self.cell(step, block),
            }
            if self.dead {
                return;
            }
        }
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
        match self.runner.restart() {
            Ok(()) => true,
            Err(message) => {
                self.broken(1, say!("law-no-session", message = message), say!("law-no-session-instead"));
                false
            }
        }
    }

    /// A cell as it stands, a solution in the replay, or included code: it must end well.
    fn cell(&mut self, step: Step, block: Option<&'a Block>) {
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
    }

    fn included(&mut self, step: &Step, report: &Report) {
        let code = Code { text: step.cell.code.clone(), line: 1 };
        let include = self.lesson.include.iter().find(|include| format!("include:{include}") == step.cell.id.0);
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

    /// As a learner meets it: the starter first, then mistakes, then right answers, the solution last.
    fn exercise(&mut self, exercise: &'a Exercise) {
        // A starter need not compile: `____` does not. Its check runs all the same, so that a check that passes
        // anything is found.
        self.run(&exercise.id, &exercise.starter, exercise.opt);
        let report = self.send(&check_cell(exercise));
        if judge(exercise, &report).passed() {
            let found = say!("law-starter-passes", id = exercise.id);
            self.broken(exercise.starter.line, found, say!("law-starter-passes-instead"));
        }
        for wrong in &exercise.wrong {
            self.revive(exercise);
            let report = self.run(&exercise.id, &wrong.code, exercise.opt);
            if self.must_run(&wrong.code, &report) {
                let verdict = self.check(exercise, &wrong.code);
                self.must_fail(&wrong.code, &wrong.expect, &verdict);
            }
        }
        for right in exercise.right.iter().chain([&exercise.solution]) {
            self.revive(exercise);
            let report = self.run(&exercise.id, right, exercise.opt);
            if self.must_run(right, &report) {
                let verdict = self.check(exercise, right);
                self.must_pass(right, &verdict);
            }
        }
    }

    /// Runs what stands before an exercise again after an answer ended the process, as endless recursion does.
    fn revive(&mut self, exercise: &Exercise) {
        if !std::mem::take(&mut self.dead) {
            return;
        }
        let here = self.lesson.position(&exercise.id);
        for step in self.steps() {
            if step.kind != StepKind::Check && step.block < here {
                self.send(&step.cell);
            }
        }
    }

    /// What a learner with this answer is told.
    fn check(&mut self, exercise: &Exercise, answer: &Code) -> Verdict {
        let names = self.runner.names();
        match ready(self.lesson, exercise, &answer.text, &names) {
            Some(verdict) => verdict,
            None => judge(exercise, &self.send(&check_cell(exercise))),
        }
    }

    fn must_run(&mut self, code: &Code, report: &Report) -> bool {
        let failure = failure(code, report);
        if let Some((words, line)) = &failure {
            self.broken(*line, words.clone(), say!("law-must-run-instead"));
        }
        failure.is_none()
    }

    fn must_pass(&mut self, code: &Code, verdict: &Verdict) {
        if !verdict.passed() {
            let found = say!("law-right-rejected", message = verdict.message());
            self.broken(code.line, found, say!("law-right-rejected-instead"));
        }
    }

    fn must_fail(&mut self, code: &Code, expect: &str, verdict: &Verdict) {
        let message = verdict.message();
        let found = match verdict {
            Verdict::Fail { .. } if message.to_lowercase().contains(&expect.to_lowercase()) => return,
            Verdict::Fail { .. } => say!("law-wrong-words", message = message, expect = expect),
            Verdict::Pass { .. } => say!("law-wrong-passes", message = message),
            Verdict::NotAttempted { .. } => say!("law-wrong-unchecked", message = message),
            Verdict::Broken { .. } => say!("law-wrong-breaks", message = message),
        };
        self.broken(code.line, found, say!("law-wrong-instead-words", expect = expect));
    }

    fn run(&mut self, id: &str, code: &Code, opt: Option<u8>) -> Report {
        let cell = RunCell { id: CellId::new(id), code: code.text.clone(), hidden: false, opt: opt.unwrap_or(0) };
        self.send(&cell)
    }

    fn send(&mut self, cell: &RunCell) -> Report {
        let report = self.runner.run(cell);
        self.laws.runs += 1;
        self.laws.took += report.took;
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
