//! An answer and its check, hints, the solution.
//!
//! ```text
//! c --gap open?--> verdict
//!   --changed since it ran?--> run the answer --went wrong?--> verdict
//!   --names there?--> run the check --> verdict
//! ```

use super::{Follow, Notebook, RunState, World, running::to_kernel};
use crate::say;
use gradus_lessons::{Exercise, Report, check_cell, did_not_run, judge, ready, unfilled};
use gradus_protocol::{CellId, Output, Status, Verdict};
use std::time::Duration;

/// How long a verdict can be read before the lesson goes on by itself, for those who want that.
const ADVANCE: Duration = Duration::from_secs(3);

/// A check under way.
pub(super) struct Check {
    exercise: String,
    /// The answer as it was when the check was asked for.
    answer: String,
    outputs: Vec<Output>,
}

impl Notebook {
    /// Checks the selected exercise. True if the learner's state changed.
    pub fn check(&mut self, world: &mut World<'_>) -> bool {
        let Some((exercise, answer)) = self.exercise() else {
            self.message = Some(say!("ui-check-nothing"));
            return false;
        };
        if self.checking.is_some() {
            return false;
        }
        if let Some(verdict) = unfilled(&exercise, &answer) {
            return self.conclude(&exercise, &answer, verdict, world);
        }
        let fresh =
            self.cell().is_some_and(|cell| matches!(cell.run, RunState::Ok(_)) && !cell.reference && !cell.stale());
        self.checking = Some(Check { exercise: exercise.id.clone(), answer: answer.clone(), outputs: Vec::new() });
        self.with_cell(&CellId::new(&exercise.id), |cell| cell.checking = true);
        if fresh {
            return self.run_check(&exercise, &answer, world);
        }
        self.run(world);
        false
    }

    /// The selected exercise and the answer in it.
    fn exercise(&self) -> Option<(Exercise, String)> {
        let cell = self.cell()?;
        Some((self.lesson.exercise(&cell.id)?.clone(), cell.text.clone()))
    }

    fn run_check(&mut self, exercise: &Exercise, answer: &str, world: &mut World<'_>) -> bool {
        if let Some(verdict) = ready(&self.lesson, exercise, answer, &self.session.names()) {
            return self.conclude(exercise, answer, verdict, world);
        }
        self.session.run_all(vec![to_kernel(check_cell(exercise))]);
        false
    }

    /// Nothing waits for the check's verdict any more.
    pub(super) fn give_up_check(&mut self) {
        if let Some(check) = self.checking.take() {
            self.with_cell(&CellId::new(&check.exercise), |cell| cell.checking = false);
        }
    }

    /// Keeps an output if it is the check's.
    pub(super) fn check_output(&mut self, cell: &CellId, output: &Output) -> bool {
        let Some(check) = &mut self.checking else { return cell.0.starts_with("check:") };
        let own = cell.0 == check.exercise || cell.0.strip_prefix("check:") == Some(&check.exercise);
        if own {
            check.outputs.push(output.clone());
        }
        cell.0.starts_with("check:")
    }

    /// Goes on when a cell that the check waits for has ended. True if the learner's state changed.
    pub(super) fn check_finished(
        &mut self,
        cell: &CellId,
        status: Status,
        took: Duration,
        world: &mut World<'_>,
    ) -> bool {
        let Some(check) = &mut self.checking else { return false };
        let Some(exercise) = self.lesson.exercise(&check.exercise).cloned() else { return false };
        let answer = check.answer.clone();
        let report = |outputs: &mut Vec<Output>| Report { outputs: std::mem::take(outputs), status, took };
        if cell.0 == exercise.check_id() {
            let verdict = judge(&exercise, &report(&mut check.outputs));
            self.conclude(&exercise, &answer, verdict, world)
        } else if cell.0 == exercise.id {
            let report = report(&mut check.outputs);
            if status == Status::Ok {
                self.run_check(&exercise, &answer, world)
            } else {
                let verdict = did_not_run(&exercise, &report);
                self.conclude(&exercise, &answer, verdict, world)
            }
        } else {
            false
        }
    }

    fn conclude(&mut self, exercise: &Exercise, answer: &str, verdict: Verdict, world: &mut World<'_>) -> bool {
        self.checking = None;
        let before = self.passed(world.progress).0;
        world.progress.lesson_mut(&self.lesson.id).checked(exercise, answer, &verdict, world.wall);
        let passed = verdict.passed();
        self.with_cell(&CellId::new(&exercise.id), |cell| {
            cell.checking = false;
            cell.passed |= passed;
            cell.changed_since_passed &= !passed;
            cell.verdict = Some(verdict);
            cell.judged = Some(answer.to_owned());
        });
        let (solved, count) = self.passed(world.progress);
        if solved > before {
            let all = solved == count;
            self.message =
                Some(if all { say!("ui-calm-all") } else { say!("ui-calm-solved", solved = solved, count = count) });
            self.advance_at = Some(world.now + ADVANCE);
        }
        self.follow = self.position(&exercise.id).map(Follow::Result);
        true
    }

    /// Goes to what comes after the exercise that was solved, when its time has come.
    pub fn advance(&mut self, now: Duration) {
        if self.advance_at.is_some_and(|due| due <= now) {
            self.advance_at = None;
            self.leave();
            self.step(true);
        }
    }

    /// Shows one more hint of the selected exercise. True if the learner's state changed.
    pub fn hint(&mut self, world: &mut World<'_>) -> bool {
        let Some((exercise, _)) = self.exercise() else {
            self.message = Some(say!("ui-hint-nothing"));
            return false;
        };
        let before = self.cell().map_or(0, |cell| cell.hints);
        let shown = world.progress.lesson_mut(&self.lesson.id).hint(&exercise);
        if shown == before {
            self.message = Some(say!("ui-hint-last"));
        }
        self.with_cell(&CellId::new(&exercise.id), |cell| cell.hints = shown);
        self.follow = self.selected.map(Follow::Help);
        shown != before
    }

    /// Shows or hides the solution of the selected exercise.
    pub fn show_solution(&mut self, world: &mut World<'_>) {
        let Some((exercise, _)) = self.exercise() else { return };
        world.progress.lesson_mut(&self.lesson.id).solution_seen(&exercise);
        self.with_cell(&CellId::new(&exercise.id), |cell| cell.solution = !cell.solution);
        self.follow = self.selected.map(Follow::Help);
    }

    /// Shows or hides what separates the answer of the selected exercise from the solution.
    pub fn show_difference(&mut self, world: &mut World<'_>) {
        let Some((exercise, _)) = self.exercise() else { return };
        world.progress.lesson_mut(&self.lesson.id).solution_seen(&exercise);
        self.with_cell(&CellId::new(&exercise.id), |cell| cell.difference = !cell.difference);
        self.follow = self.selected.map(Follow::Help);
    }

    /// Whether the solution of the selected exercise is no secret: it is shown, or the exercise is passed.
    pub fn knows_solution(&self) -> bool {
        self.cell().is_some_and(|cell| cell.solution || cell.difference || cell.passed)
    }

    /// Puts the solution into the selected exercise; undo in the editor brings the answer back.
    pub fn take_solution(&mut self, world: &mut World<'_>) {
        let Some((exercise, _)) = self.exercise() else { return };
        world.progress.lesson_mut(&self.lesson.id).solution_seen(&exercise);
        self.edit();
        self.leave();
        self.replace_text(&exercise.solution.text, world);
    }
}
