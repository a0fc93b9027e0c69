//! evcxr as an engine, for sessions that choose it: rust-analyzer finds the types, cargo compiles each cell, and crates
//! are added to the cell's own manifest. Slower than the [direct engine](super::direct) and far larger; it is here for what
//! the direct engine's one library cannot take in.
//!
//! ```text
//! evcxr/bench.rs    Bench     the folder that evcxr works in, and how it is kept from fetching anything unasked
//! evcxr/cell.rs     Prepared  a cell as evcxr is given it
//! evcxr/process.rs  Process   the program that evcxr is in (`kernel/evcxr`)
//! evcxr/start.rs    Ready     everything that a session needs there, found or built
//! evcxr/interrupts.rs         what is stopped, and answered
//! evcxr/budget.rs   Budget    how much a cell may print
//! evcxr/tell.rs               its errors and endings as every engine tells them
//! ```
//!
//! Its cells link to the same library as those of the direct engine, so the kit, its displays, questions and interrupts
//! are the same; nothing of it is compiled anew.

mod bench;
mod budget;
mod cell;
mod interrupts;
mod process;
mod start;
mod tell;

use super::{
    Answerer, Cell, Dependency, Engine, EngineError, EngineEvent, Finished, Interrupter, Kind, Sink, Timing, direct,
    speaks::Speaks,
};
use crate::{
    analyst::{Completer, Context, Program},
    runtime::{self, RuntimeError, Sources},
    toolchain::Toolchain,
};
use budget::{BUDGET, Budget};
use cell::Prepared;
use gradus_protocol::{
    CellError, CellId, Ending, Evaluated, FromEvaluator, Name, NameKind, Output, Status, ToEvaluator,
};
use interrupts::Interrupts;
use start::Ready;
use std::{collections::BTreeMap, path::PathBuf, sync::Arc, time::Duration};

/// What an evcxr engine needs.
#[derive(Clone)]
pub struct EvcxrOptions {
    /// The data folder.
    pub home: PathBuf,
    /// The kit's sources.
    pub kit: Sources,
    /// Where the program comes from that evcxr is in.
    pub program: Program,
    /// Where cells keep trained models.
    pub kept: Option<PathBuf>,
    /// Who completes and documents in its cells.
    pub completer: Arc<dyn Completer>,
}

/// Runs cells with evcxr.
pub struct EvcxrEngine {
    options: EvcxrOptions,
    sink: Sink,
    ready: Option<Ready>,
    interrupts: Interrupts,
    finished: Finished,
    variables: Vec<(String, String)>,
    items: Vec<String>,
    /// Where names come from, and the keyword of a definition.
    origins: BTreeMap<String, (CellId, &'static str)>,
    crates: Vec<Dependency>,
    timing: Option<Timing>,
}

impl EvcxrEngine {
    /// An engine that has not started yet.
    pub fn new(options: EvcxrOptions, sink: Sink) -> Self {
        Self {
            options,
            sink,
            ready: None,
            interrupts: Interrupts::default(),
            finished: Finished::default(),
            variables: Vec::new(),
            items: Vec::new(),
            origins: BTreeMap::new(),
            crates: Vec::new(),
            timing: None,
        }
    }

    /// Sends a request for a cell and tells what comes of it, up to the end.
    fn ask(&mut self, cell: &CellId, request: &ToEvaluator) -> Option<Evaluated> {
        let Self { ready, sink, interrupts, .. } = self;
        let ready = ready.as_mut()?;
        let mut budget = Budget::new(BUDGET);
        let tell = |output| sink(EngineEvent::Output(cell.clone(), output));
        ready.process.speaker().send(request);
        if interrupts.lock().requested {
            // It came while there was nobody to pass it on to.
            ready.process.speaker().send(&ToEvaluator::Interrupt);
        }
        let ended = ready.ended(|message| match message {
            FromEvaluator::Output(output) => budget.admit(output).into_iter().for_each(tell),
            FromEvaluator::Ask { question, prompt, password } => {
                interrupts.lock().question = Some(question);
                sink(EngineEvent::Ask { cell: cell.clone(), prompt, password });
            }
            FromEvaluator::Hello { .. } | FromEvaluator::Ended(_) => {}
        });
        budget.end().into_iter().for_each(tell);
        ended
    }

    fn perform(&mut self, cell: &Cell) -> Status {
        let prepared = cell::prepare(cell);
        let request =
            ToEvaluator::Run { cell: cell.id.clone(), code: prepared.code.clone(), opt: cell.opt.unwrap_or(0) };
        let Some(ended) = self.ask(&cell.id, &request) else { return self.revive(cell) };
        self.look(&ended);
        self.timing = Some(Timing { compile: ended.compiling, attempts: 1, run: ended.running, ..Timing::default() });
        let exit = tell::exit(&ended);
        match ended.ending {
            Ending::Done => {
                self.remember(cell, &prepared);
                self.finished.record(cell, ended.compiling + ended.running);
                Status::Ok
            }
            Ending::Faulty(faults) => {
                let told = |fault| tell::diagnostic(fault, &cell.id, &cell.code, &prepared);
                self.sink.fail(&cell.id, CellError::Compile { diagnostics: faults.into_iter().map(told).collect() })
            }
            Ending::Failed(error) => {
                // What it defined is there, and what it bound is not.
                self.remember(cell, &prepared);
                self.sink.fail(&cell.id, located(error, cell, &prepared))
            }
            Ending::Died { killed: true, .. } => {
                self.lost(&cell.id, None, say!("worker-exit-replaced"), say!("cell-replaced"));
                Status::Interrupted
            }
            Ending::Died { .. } => {
                let how = exit.map(|exit| exit.to_string()).unwrap_or_default();
                self.lost(&cell.id, Some(cell), how.clone(), how);
                Status::Died
            }
        }
    }

    /// The variables are gone: says how under the cell, and why to the session, with what could run again.
    fn lost(&mut self, cell: &CellId, under: Option<&Cell>, how: String, reason: String) {
        under.into_iter().for_each(|cell| self.finished.strike(cell));
        self.finished.lose();
        self.variables.clear();
        self.sink.say(cell, Output::Error(CellError::Died { message: how }));
        (self.sink)(EngineEvent::Restarted(reason, self.finished.again()));
    }

    /// The program itself is gone, and the next cell starts another.
    fn revive(&mut self, cell: &Cell) -> Status {
        self.ready = None;
        self.interrupts.lock().speaker = None;
        self.items.clear();
        self.lost(&cell.id, Some(cell), say!("evcxr-gone"), say!("evcxr-gone"));
        Status::Died
    }

    fn look(&mut self, ended: &Evaluated) {
        self.variables.clone_from(&ended.variables);
        self.items.clone_from(&ended.items);
    }

    /// Remembers which cell a name is from.
    fn remember(&mut self, cell: &Cell, prepared: &Prepared) {
        for (name, keyword) in &prepared.items {
            self.origins.insert(name.clone(), (cell.id.clone(), keyword));
        }
        for name in &prepared.bindings {
            self.origins.insert(name.clone(), (cell.id.clone(), "let"));
        }
    }

    fn add(&mut self, cell: &CellId, dependency: &Dependency) -> Result<(), CellError> {
        let Dependency { name, wanted } = dependency;
        if name.starts_with("gradus") {
            return Err(refused(say!("dep-own", name = name)));
        }
        let toolchain = Toolchain::find().map_err(|error| refused(error.to_string()))?;
        let (name, wanted) = match wanted {
            Some(wanted) => (name.clone(), wanted.clone()),
            None => runtime::newest(&toolchain, name, &self.interrupts.building()).map_err(|error| match error {
                RuntimeError::Stopped => CellError::Interrupted,
                error => refused(say!("evcxr-dep-failed", error = error)),
            })?,
        };
        let dependency = Dependency { name: name.clone(), wanted: Some(wanted.clone()) };
        self.sink.note(cell, say!("evcxr-dep-plan", what = dependency));
        let ended = self.ask(cell, &ToEvaluator::Depend { name, wanted: wanted.to_string() });
        let ended = ended.ok_or_else(|| refused(say!("evcxr-gone")))?;
        self.look(&ended);
        match ended.ending {
            Ending::Done => {
                let seconds = format!("{:.1}", ended.compiling.as_secs_f64());
                self.sink.note(cell, say!("evcxr-dep-done", what = dependency, seconds = seconds));
                self.crates.retain(|known| known.name != dependency.name);
                self.crates.push(dependency);
                Ok(())
            }
            Ending::Failed(CellError::Interrupted) => Err(CellError::Interrupted),
            ending => Err(refused(say!("evcxr-dep-failed", error = why(&ending)))),
        }
    }
}

impl Engine for EvcxrEngine {
    fn start(&mut self) -> Result<(), EngineError> {
        if self.ready.is_none() {
            self.ready = Some(self.prepare()?);
        }
        Ok(())
    }

    fn run(&mut self, cell: &Cell) -> Status {
        self.interrupts.begin();
        if let Err(error) = self.start() {
            let stopped = self.interrupts.lock().requested;
            let error = if stopped { CellError::Interrupted } else { CellError::Refused { message: error.0 } };
            return self.sink.fail(&cell.id, error);
        }
        self.perform(cell)
    }

    fn depend(&mut self, cell: &CellId, wanted: &[Dependency]) -> Status {
        self.interrupts.begin();
        let done = match self.start() {
            Ok(()) => wanted.iter().try_for_each(|dependency| self.add(cell, dependency)),
            Err(error) => Err(refused(error.0)),
        };
        match done {
            Ok(()) => Status::Ok,
            Err(error) => self.sink.fail(cell, error),
        }
    }

    fn restart(&mut self) -> Result<(), EngineError> {
        self.interrupts.begin();
        self.finished = Finished::default();
        self.origins.clear();
        let cleared = match self.ready.is_some() {
            true => self.ask(&CellId::new(""), &ToEvaluator::Clear),
            false => None,
        };
        match cleared {
            Some(ended) if ended.ending == Ending::Done => self.look(&ended),
            _ => {
                self.ready = None;
                (self.variables, self.items) = (Vec::new(), Vec::new());
            }
        }
        self.start()
    }

    fn again(&mut self) -> Vec<Cell> {
        self.finished.lost()
    }

    fn here(&self) -> Vec<Cell> {
        self.finished.here()
    }

    fn kind(&self) -> Kind {
        Kind::Evcxr
    }

    fn names(&self) -> Vec<Name> {
        let known = |name: &str| self.origins.get(name).cloned().unwrap_or_else(|| (CellId::new(""), ""));
        let variables = self.variables.iter().map(|(name, ty)| {
            let (short, full) = self.readable(ty);
            Name { full_type: Some(full), ..Name::new(name, NameKind::Variable, known(name).0, short) }
        });
        let items = self.items.iter().map(|name| {
            let (cell, keyword) = known(name);
            Name::new(name, NameKind::Item, cell, keyword)
        });
        variables.chain(items).collect()
    }

    fn context(&self) -> Context {
        let mut context = Context::default();
        for cell in self.finished.here() {
            direct::definitions(&cell.code).into_iter().for_each(|text| context.define(text));
        }
        self.variables.iter().for_each(|(name, ty)| context.bind(name, false, Some(ty)));
        self.crates.iter().for_each(|dependency| context.depend(dependency.to_string()));
        context
    }

    fn completer(&self) -> Arc<dyn Completer> {
        Arc::clone(&self.options.completer)
    }

    fn timing(&self) -> Option<Timing> {
        self.timing
    }

    fn readable(&self, type_name: &str) -> (String, String) {
        direct::readable_type(type_name)
    }

    fn interrupter(&self) -> Interrupter {
        let interrupts = self.interrupts.clone();
        Arc::new(move || interrupts.request())
    }

    fn answerer(&self) -> Answerer {
        let interrupts = self.interrupts.clone();
        Arc::new(move |line| interrupts.answer(line))
    }
}

/// A place of this cell as its writer counts; a failed `?` where there is only one.
fn located(error: CellError, cell: &Cell, prepared: &Prepared) -> CellError {
    match error {
        CellError::Panic { message, place: Some(place) } if place.cell == cell.id => {
            CellError::Panic { message, place: Some(prepared.place(place)) }
        }
        CellError::Failed { message, .. } => {
            let at = |(line, column)| gradus_protocol::Place { cell: cell.id.clone(), line, column };
            CellError::Failed { message, place: prepared.question.map(at) }
        }
        other => other,
    }
}

/// Why a request that is no cell did not succeed.
fn why(ending: &Ending) -> String {
    match ending {
        Ending::Done => String::new(),
        Ending::Faulty(faults) => faults.iter().map(|fault| fault.message.as_str()).collect::<Vec<_>>().join("\n"),
        Ending::Failed(CellError::Refused { message }) => message.trim().to_owned(),
        Ending::Failed(_) | Ending::Died { .. } => say!("evcxr-gone"),
    }
}

fn refused(message: String) -> CellError {
    CellError::Refused { message }
}

/// What starting evcxr takes, and a cell beside its own run (measured: see ARCHITECTURE.md).
const START: Duration = Duration::from_secs(8);
const EACH: Duration = Duration::from_millis(400);

/// About how many seconds a session of so many cells takes to move here, where the program is there.
pub(super) fn estimate(cells: usize) -> u64 {
    (START + EACH * u32::try_from(cells).unwrap_or(u32::MAX)).as_secs()
}

#[cfg(test)]
mod tests;
