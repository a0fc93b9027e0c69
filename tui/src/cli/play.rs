//! Plays a lesson's steps through a runner, from the first to the last, and counts how they went.

use super::tell::Teller;
use crate::{
    runner::{Listener, SessionRunner},
    say,
};
use gradus_lessons::{Block, Exercise, Lesson, Report, RunCell, Runner, Step, StepKind, judge, ready};
use gradus_protocol::{CellId, Event, Output, Status, Verdict};
use std::io;

/// How the steps of a lesson went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Cells that ran, answers included, checks not.
    pub cells: usize,
    /// Checks that passed.
    pub passed: usize,
    /// Checks that did not pass.
    pub not_passed: usize,
    /// Exercises without an answer of the learner's, which ran with the reference. Nobody's answer is judged there.
    pub open: usize,
    /// Cells that failed and are not an answer of the learner's.
    pub failed: usize,
    /// Steps that never ran, because a cell before them failed.
    pub skipped: usize,
}

impl Tally {
    /// Whether everything ran and no check failed; exercises may be open.
    pub fn is_fine(self) -> bool {
        self.not_passed + self.failed + self.skipped == 0
    }
}

/// Passes events on to a teller, except what a check did behind the scenes: of a check only its start, its verdict
/// and its end are told.
pub struct Stage<'a> {
    teller: &'a mut dyn Teller,
    check: Option<CellId>,
    end: Option<Event>,
}

impl<'a> Stage<'a> {
    /// A stage in front of a teller.
    pub fn new(teller: &'a mut dyn Teller) -> Self {
        Self { teller, check: None, end: None }
    }

    fn output(&mut self, cell: &CellId, output: Output) -> io::Result<()> {
        self.teller.event(&Event::Output { cell: cell.clone(), output })
    }
}

impl Listener for Stage<'_> {
    fn hear(&mut self, event: &Event) -> io::Result<()> {
        match event {
            Event::Output { cell, .. } if self.check.as_ref() == Some(cell) => Ok(()),
            Event::Finished { cell, .. } if self.check.as_ref() == Some(cell) => {
                self.end = Some(event.clone());
                Ok(())
            }
            _ => self.teller.event(event),
        }
    }
}

/// Plays the steps in order. After a cell that fails the rest is skipped; after an answer that does not pass, the
/// reference takes its place, so that one mistake is not told many times.
///
/// # Errors
/// When the teller cannot pass something on. The runner's trouble is for the caller to look at.
pub fn play(lesson: &Lesson, steps: &[Step], runner: &mut SessionRunner<Stage<'_>>) -> io::Result<Tally> {
    let mut tally = Tally::default();
    let mut answer: Option<&RunCell> = None;
    for (at, step) in steps.iter().enumerate() {
        runner.listener.teller.step(step)?;
        let exercise = match step.block.and_then(|block| lesson.blocks.get(block)) {
            Some(Block::Exercise(exercise)) => Some(exercise),
            _ => None,
        };
        match (step.kind, exercise, answer) {
            (StepKind::Check, ..) if step.reference => tally.open += 1,
            (StepKind::Check, Some(exercise), Some(answer)) => {
                let passed = check(lesson, exercise, answer, &step.cell, runner)?.passed();
                if runner.trouble.is_some() {
                    break;
                }
                *(if passed { &mut tally.passed } else { &mut tally.not_passed }) += 1;
                if !passed && answer.code != exercise.solution.text {
                    let note = say!("run-reference-after", exercise = exercise.id);
                    runner.listener.output(&answer.id, Output::Note(note))?;
                    runner.run(&RunCell { code: exercise.solution.text.clone(), ..answer.clone() });
                }
            }
            (kind, ..) => {
                if step.reference {
                    runner.listener.output(&step.cell.id, Output::Note(say!("run-reference")))?;
                }
                let status = runner.run(&step.cell).status;
                if runner.trouble.is_some() {
                    break;
                }
                tally.cells += 1;
                if kind == StepKind::Answer {
                    answer = Some(&step.cell);
                    // No check will tell that the reference did not run.
                    tally.failed += usize::from(step.reference && status != Status::Ok);
                } else if status != Status::Ok {
                    tally.failed += 1;
                    if kind == StepKind::Own {
                        // Nothing builds on it.
                        continue;
                    }
                    let rest = &steps[at + 1..];
                    tally.skipped = rest.len();
                    for step in rest {
                        runner.listener.teller.event(&skipped(&step.cell.id))?;
                    }
                    break;
                }
            }
        }
        if runner.trouble.is_some() {
            break;
        }
    }
    Ok(tally)
}

/// Judges an answer and tells the verdict.
fn check(
    lesson: &Lesson,
    exercise: &Exercise,
    answer: &RunCell,
    cell: &RunCell,
    runner: &mut SessionRunner<Stage<'_>>,
) -> io::Result<Verdict> {
    if let Some(verdict) = ready(lesson, exercise, &answer.code, &runner.names()) {
        runner.listener.output(&cell.id, Output::Verdict(verdict.clone()))?;
        runner.listener.teller.event(&skipped(&cell.id))?;
        return Ok(verdict);
    }
    runner.listener.check = Some(cell.id.clone());
    let report: Report = runner.run(cell);
    runner.listener.check = None;
    let verdict = judge(exercise, &report);
    if runner.trouble.is_none() {
        runner.listener.output(&cell.id, Output::Verdict(verdict.clone()))?;
    }
    if let Some(end) = runner.listener.end.take() {
        runner.listener.teller.event(&end)?;
    }
    Ok(verdict)
}

fn skipped(cell: &CellId) -> Event {
    Event::Finished { cell: cell.clone(), run: 0, status: Status::Skipped, took_ms: 0, kept: false }
}

#[cfg(test)]
mod tests;
