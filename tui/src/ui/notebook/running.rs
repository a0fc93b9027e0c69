//! Which cells run when one is asked for, and what comes of them.
//!
//! A cell runs with everything above it that has not run in this session, so that a lesson can be taken up anywhere;
//! an exercise above that is still open runs with the reference solution, and its frame says so.

use super::{CellEntry, Entry, Follow, Kind, Notebook, RunState, World, answering::Ask};
use crate::say;
use gradus_kernel::{Cell, Role};
use gradus_lessons::{Mode, RunCell, Step, StepKind, plan};
use gradus_protocol::{CellError, CellId, Event, Output, Progress, Status};
use std::time::Duration;

/// Whether cells can run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Readiness {
    /// The session starts.
    Starting,
    /// A long step is under way.
    Preparing(Progress),
    /// Cells answer at once.
    Ready,
    /// Cells cannot run; why, and what to do.
    Unavailable(String),
}

impl Notebook {
    /// Runs included code and the setups that stand before any other cell, so that they are there when the learner is.
    pub(super) fn prepare(&mut self, world: &mut World<'_>) {
        let first =
            self.entries.iter().position(|entry| matches!(entry, Entry::Cell(cell) if cell.kind != Kind::Setup));
        let steps = self.missing_above(first.unwrap_or(self.entries.len()), world);
        self.start(steps);
    }

    /// Runs the selected cell, after whatever it still needs.
    pub fn run(&mut self, world: &mut World<'_>) {
        let Some((selected, own)) = self.own_step() else { return };
        let mut steps = self.missing_above(selected, world);
        self.say_first(steps.len());
        steps.push(own);
        self.follow = Some(Follow::Result(selected));
        self.start(steps);
    }

    /// Runs every cell from the beginning down to the selected one.
    pub fn run_to_here(&mut self, world: &mut World<'_>) {
        let Some((selected, own)) = self.own_step() else { return };
        self.ran.clear();
        let mut steps = self.missing_above(selected, world);
        steps.push(own);
        self.message = Some(say!("ui-running-all", count = steps.len()));
        self.follow = Some(Follow::Result(selected));
        self.start(steps);
    }

    /// Stops the running cell and what waits behind it.
    pub fn interrupt(&mut self) {
        self.checking = None;
        self.session.interrupt();
        self.message = Some(say!("ui-interrupting"));
    }

    /// Forgets all variables.
    pub fn restart(&mut self, world: &mut World<'_>) {
        self.checking = None;
        self.going_on = None;
        world.progress.lesson_mut(&self.lesson.id).finished.clear();
        self.session.restart();
        self.message = Some(say!("ui-restarting"));
    }

    pub(super) fn say_first(&mut self, count: usize) {
        self.message = (count > 0).then(|| say!("ui-running-above", count = count));
    }

    /// The selected cell as it stands.
    pub(super) fn own_step(&self) -> Option<(usize, Step)> {
        let (selected, entry) = (self.selected?, self.cell()?);
        let opt = self.lesson.blocks[selected].opt();
        let cell = RunCell { id: CellId::new(&entry.id), code: entry.text.clone(), hidden: false, opt };
        Some((selected, Step { kind: StepKind::Cell, block: Some(selected), cell, reference: false }))
    }

    /// What stands above a block and has not run in this session. An answer that did not run well is no ground to
    /// build on: unless it was passed before, the reference stands in for it.
    pub(super) fn missing_above(&self, block: usize, world: &World<'_>) -> Vec<Step> {
        let above = |step: &Step| step.kind != StepKind::Check && step.block.is_none_or(|at| at < block);
        let steps = plan(world.catalog, &self.lesson, Mode::Mine, world.progress).into_iter().filter(above);
        steps.filter_map(|step| self.still_needed(step, world)).collect()
    }

    fn still_needed(&self, mut step: Step, world: &World<'_>) -> Option<Step> {
        let id = step.cell.id.0.clone();
        if !self.ran.contains(&id) {
            return Some(step);
        }
        let Entry::Cell(entry) = &self.entries[step.block?] else { return None };
        let went_wrong = matches!(entry.run, RunState::Failed(_) | RunState::Stopped | RunState::Skipped);
        if step.kind != StepKind::Answer || !went_wrong || self.is_passed(&id, world.progress) {
            return (entry.run == RunState::Skipped).then_some(step);
        }
        step.cell.code = self.lesson.exercise(&id)?.solution.text.clone();
        step.reference = true;
        Some(step)
    }

    /// Queues steps as one batch.
    pub(super) fn start(&mut self, steps: Vec<Step>) {
        if steps.is_empty() {
            return;
        }
        for step in &steps {
            self.queued(&step.cell.id, &step.cell.code, step.reference);
        }
        self.offer_less();
        self.session.run_all(steps.into_iter().map(|step| to_kernel(step.cell)).collect());
    }

    /// Takes in what happened in the session. True if the learner's state changed.
    pub fn event(&mut self, event: Event, world: &mut World<'_>) -> bool {
        match event {
            Event::Preparing(progress) => self.readiness = Readiness::Preparing(progress),
            Event::Ready => self.readiness = Readiness::Ready,
            Event::Unavailable { message } => self.readiness = Readiness::Unavailable(message),
            Event::Started { cell, .. } => {
                self.readiness = Readiness::Ready;
                let now = world.now;
                self.with_cell(&cell, |entry| {
                    entry.outputs = Default::default();
                    entry.verdict = None;
                    entry.run = RunState::Running(now);
                });
            }
            Event::Output { cell, output } => self.output(&cell, output),
            Event::Ask { prompt, password, .. } => self.ask = Some(Ask::new(prompt, password)),
            Event::Finished { cell, status, took_ms, .. } => {
                self.ask = None;
                let changed = self.finished(&cell, status, took_ms, world);
                self.age();
                return changed;
            }
            Event::Restarted { reason, again } => {
                self.restarted(reason);
                self.offer_again(again, world);
            }
            Event::Restored { cells, lost } => self.restored(&cells, &lost),
            // The list of variables asks the session itself.
            Event::Names { .. } => {}
        }
        false
    }

    fn output(&mut self, cell: &CellId, output: Output) {
        if self.check_output(cell, &output) {
            return;
        }
        if let Output::Update { bundle, id } = &output {
            // A display may stand under another cell than the one that updates it.
            for entry in &mut self.entries {
                if let Entry::Cell(entry) = entry
                    && entry.outputs.update(id, bundle)
                {
                    entry.revision += 1;
                }
            }
            return;
        }
        if let Output::Error(error) = &output
            && cell.0.starts_with("include:")
        {
            self.message = Some(say!("ui-include-failed", cell = cell, error = first_line(error)));
        }
        self.with_cell(cell, |entry| entry.outputs.push(output));
    }

    fn finished(&mut self, cell: &CellId, status: Status, took_ms: u64, world: &mut World<'_>) -> bool {
        let took = Duration::from_millis(took_ms);
        if status == Status::Skipped {
            self.ran.remove(&cell.0);
        }
        self.with_cell(cell, |entry| {
            entry.run = match status {
                Status::Ok => RunState::Ok(took),
                Status::Error | Status::Died => RunState::Failed(took),
                Status::Interrupted => RunState::Stopped,
                Status::Skipped => RunState::Skipped,
            };
        });
        let busy = |entry: &Entry| matches!(entry, Entry::Cell(cell) if cell.run.busy());
        if status != Status::Died && !self.entries.iter().any(busy) {
            // What was announced is done. (A death announced its restart just before.)
            self.message = None;
        }
        if status == Status::Skipped
            && let Some(failed) = self.failed_above(&cell.0)
        {
            self.message = Some(say!("ui-above-failed", cell = failed));
        }
        let remembered = status == Status::Ok && self.remember(cell, took_ms, world);
        self.check_finished(cell, status, took, world) || remembered
    }

    /// The nearest cell above that did not end well.
    fn failed_above(&self, id: &str) -> Option<&str> {
        let at = self.lesson.position(id)?;
        self.entries[..at].iter().rev().find_map(|entry| match entry {
            Entry::Cell(cell) if matches!(cell.run, RunState::Failed(_)) => Some(cell.id.as_str()),
            _ => None,
        })
    }

    fn restarted(&mut self, reason: String) {
        self.ran.clear();
        for entry in &mut self.entries {
            if let Entry::Cell(entry) = entry
                && !entry.run.busy()
            {
                entry.run = RunState::Idle;
                entry.reference = false;
                entry.ran = None;
                entry.revision += 1;
            }
        }
        self.age();
        self.message = Some(if reason.is_empty() { say!("ui-restarted") } else { reason });
    }

    pub(super) fn with_cell(&mut self, id: &CellId, change: impl FnOnce(&mut CellEntry)) {
        if let Some(entry) = self.cell_of(&id.0) {
            change(entry);
            entry.revision += 1;
        }
    }
}

pub(super) fn to_kernel(cell: RunCell) -> Cell {
    let role = if cell.hidden { Role::Probe } else { Role::Learner };
    Cell { id: cell.id, code: cell.code, role, opt: cell.opt }
}

fn first_line(error: &CellError) -> String {
    let text = match error {
        CellError::Compile { diagnostics } => diagnostics.first().map_or("", |d| &d.message),
        CellError::Panic { message, .. }
        | CellError::Failed { message, .. }
        | CellError::Refused { message }
        | CellError::Died { message } => message,
        CellError::Interrupted => "",
    };
    text.lines().next().unwrap_or_default().to_owned()
}
