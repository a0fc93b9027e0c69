//! Which cells run when one is asked for, and what comes of them.
//!
//! A cell runs with everything above it that has not run in this session, so that a lesson can be taken up anywhere;
//! an exercise above that is still open runs with the reference solution, and its frame says so.

use super::{CellEntry, Entry, Follow, Kind, Notebook, RunState, World, answering::Ask};
use crate::say;
use gradus_kernel::{Cell, Role};
use gradus_lessons::{Block, Mode, RunCell, Step, StepKind, include_of, plan};
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

/// How far many cells run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Down to the selected one.
    Here,
    /// All above the selected one.
    Above,
    /// To the end.
    End,
}

impl Notebook {
    /// Runs included code and the setups that stand before any other cell, so that they are there when the learner is.
    pub(super) fn prepare(&mut self, world: &mut World<'_>) {
        let first =
            self.entries.iter().position(|entry| matches!(entry, Entry::Cell(cell) if cell.kind != Kind::Setup));
        let steps = self.missing_above(first.unwrap_or(self.entries.len()), world);
        self.start(steps);
    }

    /// Runs the selected cell, after whatever of the lesson it still needs. Markdown is shown as it reads.
    pub fn run(&mut self, world: &mut World<'_>) {
        if self.cell().is_some_and(|cell| cell.kind == Kind::Note) {
            return self.leave();
        }
        let Some((selected, own)) = self.own_step() else { return };
        let mut steps = self.missing_above(selected, world);
        self.say_first(steps.len());
        steps.push(own);
        self.follow = Some(Follow::Result(selected));
        self.start(steps);
    }

    /// Runs the selected cell and selects the next one; below the last one of the scratch notebook a new one is added.
    pub fn run_and_go_on(&mut self, world: &mut World<'_>) {
        self.follow = None;
        self.run(world);
        self.leave();
        let Some(selected) = self.selected else { return };
        let (message, follow) = (self.message.take(), self.follow);
        match (selected + 1..self.entries.len()).find(|at| self.entries[*at].selectable()) {
            Some(next) => self.select(next),
            None if self.lesson.id.is_scratch() => {
                self.add(true, world);
                self.edit();
            }
            None => {}
        }
        self.message = message;
        self.follow_run(follow);
    }

    /// What a run gives is kept in sight while another cell is selected already.
    fn follow_run(&mut self, follow: Option<Follow>) {
        if follow.is_some() {
            (self.follow, self.reveal) = (follow, false);
        }
    }

    /// Runs the selected cell and adds one below it, to be written at once.
    pub fn run_and_add(&mut self, world: &mut World<'_>) {
        self.follow = None;
        self.run(world);
        let (message, follow) = (self.message.take(), self.follow);
        self.add(true, world);
        self.message = message;
        self.edit();
        self.follow_run(follow.map(|_| Follow::Result(self.selected.map_or(0, |at| at.saturating_sub(1)))));
    }

    /// Runs every cell from the beginning: down to the selected one, all above it, or to the end. Variations to play with
    /// are left out, unless one is selected.
    pub fn run_many(&mut self, reach: Reach, world: &mut World<'_>) {
        let end = if reach == Reach::End { self.entries.len() } else { self.selected.unwrap_or(0) };
        self.ran.clear();
        let mut steps = self.missing_above(end, world);
        let own = (0..end).filter(|at| self.blocks[*at].is_none());
        steps.extend(own.filter_map(|at| self.step_of(at)));
        // Included code stands in no entry and comes first.
        steps.sort_by_key(|step| self.position(&step.cell.id.0));
        if reach == Reach::Here {
            steps.extend(self.own_step().map(|(_, step)| step));
            self.follow = self.selected.map(Follow::Result);
        }
        self.message = Some(say!("ui-running-all", count = steps.len()));
        self.start(steps);
    }

    /// Forgets all variables, then runs every cell down to the selected one.
    pub fn restart_to_here(&mut self, world: &mut World<'_>) {
        self.restart(world);
        self.restarting = true;
    }

    /// Stops the running cell and what waits behind it.
    pub fn interrupt(&mut self) {
        let running = self.busy() || matches!(self.readiness, Readiness::Starting | Readiness::Preparing(_));
        self.give_up_check();
        self.session.interrupt();
        self.message = Some(if running { say!("ui-interrupting") } else { say!("ui-nothing-runs") });
    }

    /// Forgets all variables.
    pub fn restart(&mut self, world: &mut World<'_>) {
        self.give_up_check();
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
        let selected = self.selected?;
        Some((selected, self.step_of(selected)?))
    }

    /// A cell as it stands. There is nothing to run in Markdown, nor in an empty cell of the learner's.
    fn step_of(&self, at: usize) -> Option<Step> {
        let Entry::Cell(entry) = self.entries.get(at)? else { return None };
        if entry.kind == Kind::Note || (entry.kind == Kind::Own && entry.text.trim().is_empty()) {
            return None;
        }
        let opt = self.block(at).and_then(Block::opt);
        let cell = RunCell { id: CellId::new(&entry.id), code: entry.text.clone(), hidden: false, opt };
        Some(Step { kind: StepKind::Cell, block: self.blocks[at], cell, reference: false })
    }

    /// What of the lesson stands above an entry and has not run in this session. An answer that did not run well is no
    /// ground to build on: unless it was passed before, the reference stands in for it. The learner's own cells run
    /// when they are asked to.
    pub(super) fn missing_above(&self, at: usize, world: &World<'_>) -> Vec<Step> {
        let block = self.blocks[..at.min(self.blocks.len())].iter().flatten().count();
        let above = |step: &Step| step.kind != StepKind::Check && step.block.is_none_or(|at| at < block);
        let steps = plan(world.catalog, &self.lesson, Mode::Mine, world.progress).into_iter().filter(above);
        steps.filter_map(|step| self.still_needed(step, world)).collect()
    }

    fn still_needed(&self, mut step: Step, world: &World<'_>) -> Option<Step> {
        let id = step.cell.id.0.clone();
        if !self.ran.contains(&id) {
            return Some(step);
        }
        let Entry::Cell(entry) = &self.entries[self.entry_of(step.block?)?] else { return None };
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
                if include_of(&cell).is_some() {
                    self.include_failed = None;
                }
                let now = world.now;
                self.with_cell(&cell, |entry| {
                    entry.outputs = Default::default();
                    entry.verdict = None;
                    entry.run = RunState::Running(now);
                });
            }
            Event::Output { cell, output } => self.output(&cell, output),
            Event::Ask { prompt, password, .. } => self.ask = Some(Ask::new(prompt, password)),
            Event::Finished { cell, status, took_ms, kept, .. } => {
                self.ask = None;
                self.with_cell(&cell, |entry| entry.kept = kept);
                let changed = self.finished(&cell, status, took_ms, world);
                self.age();
                return changed;
            }
            Event::Restarted { reason, again } => {
                self.restarted(reason);
                self.offer_again(again, world);
                if std::mem::take(&mut self.restarting) {
                    self.going_on = None;
                    self.run_many(Reach::Here, world);
                }
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
            && include_of(cell).is_some()
        {
            self.include_failed = Some(say!("ui-include-failed", cell = cell, error = first_line(error)));
        }
        self.with_cell(cell, |entry| entry.outputs.push(output));
    }

    fn finished(&mut self, cell: &CellId, status: Status, took_ms: u64, world: &mut World<'_>) -> bool {
        let took = Duration::from_millis(took_ms);
        let include_failed = include_of(cell).is_some() && status != Status::Ok;
        if status == Status::Skipped || include_failed {
            self.ran.remove(&cell.0);
        }
        let mut works = false;
        self.with_cell(cell, |entry| {
            works = status == Status::Ok && entry.failed;
            entry.failed = matches!(status, Status::Error | Status::Died) || (entry.failed && status != Status::Ok);
            entry.run = match status {
                Status::Ok => RunState::Ok(took),
                Status::Error | Status::Died => RunState::Failed(took),
                Status::Interrupted => RunState::Stopped,
                Status::Skipped => RunState::Skipped,
            };
        });
        self.look_on(&cell.0);
        let busy = |entry: &Entry| matches!(entry, Entry::Cell(cell) if cell.run.busy());
        if status != Status::Died && !self.entries.iter().any(busy) {
            // What was announced is done. (A death announced its restart just before.)
            self.message = works.then(|| say!("ui-calm-works"));
        }
        if status == Status::Skipped
            && let Some(failed) = self.failed_above(&cell.0)
        {
            self.message = Some(say!("ui-above-failed", cell = failed));
        }
        if status != Status::Ok && self.include_failed.is_some() {
            // It stands in no cell of this lesson that could say so.
            self.message.clone_from(&self.include_failed);
        }
        let remembered = status == Status::Ok && self.remember(cell, took_ms, world);
        self.check_finished(cell, status, took, world) || remembered
    }

    /// Where a run gave nothing to look at, what is selected below it is looked at.
    fn look_on(&mut self, id: &str) {
        let Some(Follow::Result(at)) = self.follow.filter(|_| self.position(id).map(Follow::Result) == self.follow)
        else {
            return;
        };
        let nothing = matches!(&self.entries[at], Entry::Cell(cell) if cell.outputs.items().is_empty());
        if nothing && self.selected != Some(at) {
            (self.follow, self.reveal) = (None, true);
        }
    }

    /// The nearest cell above that did not end well.
    fn failed_above(&self, id: &str) -> Option<&str> {
        let at = self.position(id)?;
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
