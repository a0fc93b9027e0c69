//! The direct engine: rustc infers the types, one compilation a cell, no other analysis.
//!
//! ```text
//! split.rs       Split        a cell taken apart: definitions, statements, the value to show
//! words.rs       Words        which names a piece mentions
//! item.rs        ItemPiece    what makes a definition the same as an earlier one
//! makers.rs      Makers       macros that make definitions or variables
//! readable.rs    readable     a type as a person writes it
//! statics.rs     Static       one place in memory for a static that many cells mention
//! scope.rs       Scope        definitions and variables between cells; Draft: what a cell would make of them
//! scope/seen.rs               how these look from outside: names, types, the context that completion reads
//! redefine.rs    Redefinition what a cell's definitions change
//! imports.rs                  what a generation sees of the others
//! freeze.rs      freeze       a type's printed name as Rust that a later cell can write
//! generate.rs    generate     the cell as a crate
//! source_map.rs  Generated    that crate's text, with the way back to what the learner wrote
//! compile.rs     Compiler     one rustc call
//! standby.rs     Standby      a rustc that has started and waits
//! link.rs        directly     linking without the C compiler in between
//! looks.rs       looks        where a cell looks whether it is to stop
//! kept.rs        Kept         where compiled cells are kept, and that nobody else can write there
//! level.rs       Level        how well a cell is optimised
//! pace.rs        Pace         cells that run long are compiled for speed
//! diagnose.rs    judge        rustc's errors: learn and try again, or tell the learner
//! legible.rs     legible      rustc's words without paths into the kit, tensors by their sizes
//! advise.rs      advise       what an error means here and what to try, in one sentence
//! build.rs                    a cell from its text to a library, attempt by attempt
//! proofread.rs                the errors of a cell that is still being written
//! attend.rs      Attendant    one run in the worker, from the request to its end
//! aftermath.rs                what the session knows after a run
//! enlarge.rs     Building     a larger runtime beside the session, and the session's move to it
//! replay.rs      replay       finished cells again, quietly, in a new worker
//! outline.rs     Outline      a cell taken apart for other engines
//! anatomy.rs     Anatomy      a cell before rustc sees it, for benches
//! direct.rs      DirectEngine ties them together
//! ```

mod advise;
mod aftermath;
mod anatomy;
mod attend;
mod build;
mod compile;
mod diagnose;
mod enlarge;
mod freeze;
mod generate;
mod imports;
mod item;
mod kept;
mod legible;
mod level;
mod link;
mod looks;
mod makers;
mod outline;
mod pace;
mod proofread;
mod readable;
mod redefine;
mod replay;
mod scope;
mod source_map;
mod split;
mod standby;
mod statics;
mod words;

use super::{
    Answerer, Cell, Dependency, Engine, EngineError, EngineEvent, Finished, Interrupter, Role, Sink, Timing,
    hush::Hush, speaks::Speaks,
};
use crate::analyst::{Completer, Context};
use crate::runtime::{self, Additions, Runtime, Sources, Stop};
use crate::worker::WorkerCommand;
pub use anatomy::Anatomy;
use attend::Attendant;
use build::NotBuilt;
use compile::Compiler;
use enlarge::Building;
use gradus_protocol::{CellError, CellId, Diagnostic, Name, Progress, Status};
pub use kept::{lessons_cells, lessons_folder, publish_lessons};
pub(super) use outline::{definitions, outline, readable_type};
use pace::Pace;
use scope::{Scope, Source};
use source_map::Generated;
use std::{collections::HashMap, path::PathBuf, sync::Arc};

/// What a direct engine needs.
#[derive(Clone)]
pub struct DirectOptions {
    /// The data folder; runtimes and compiled cells live there.
    pub home: PathBuf,
    /// What the runtime is built from.
    pub sources: Sources,
    /// How to start a worker.
    pub worker: WorkerCommand,
    /// Who completes and documents in cells.
    pub completer: Arc<dyn Completer>,
}

/// Runs cells with one rustc call each in a worker that keeps their variables.
pub struct DirectEngine {
    options: DirectOptions,
    sink: Sink,
    scope: Scope,
    ready: Option<Ready>,
    interrupts: attend::Interrupts,
    /// Every file that was compiled, for the places of panics.
    files: HashMap<String, (Arc<Generated>, Vec<Source>)>,
    pace: Pace,
    /// What the last cell cost.
    timing: Option<Timing>,
    finished: Finished,
    hush: Hush,
    /// What the runtime in use holds beside the kit.
    additions: Additions,
    /// What cells will need besides.
    foreseen: Additions,
    building: Option<Building>,
}

/// What exists once the engine has started.
struct Ready {
    runtime: Arc<Runtime>,
    compiler: Compiler,
    attendant: Attendant,
}

impl DirectEngine {
    /// An engine that has not started yet.
    pub fn new(options: DirectOptions, sink: Sink) -> Self {
        let (sink, hush) = Hush::over(sink);
        Self {
            options,
            sink,
            scope: Scope::default(),
            ready: None,
            interrupts: attend::Interrupts::default(),
            files: HashMap::new(),
            pace: Pace::default(),
            timing: None,
            finished: Finished::default(),
            hush,
            additions: Additions::default(),
            foreseen: Additions::default(),
            building: None,
        }
    }

    /// Compiles a cell and runs it.
    fn perform(&mut self, cell: &Cell) -> Status {
        match self.build(cell) {
            Ok(_) if self.interrupts.requested() => self.sink.fail(&cell.id, CellError::Interrupted),
            Ok(built) => self.execute(cell, built),
            Err(NotBuilt::Error(error)) => self.sink.fail(&cell.id, error),
            Err(NotBuilt::Interrupted) => self.sink.fail(&cell.id, CellError::Interrupted),
        }
    }

    fn prepare(&mut self) -> Result<Ready, EngineError> {
        let told = |error: &dyn std::fmt::Display| EngineError(error.to_string());
        // With what cells will need, if that is there already; else with the kit alone for now.
        let whole = self.spec(self.whole())?;
        if let Some(runtime) = runtime::find(&self.options.home, &whole) {
            self.additions = whole.additions;
            return self.settle(runtime);
        }
        let progress = |progress: Progress| (self.sink)(EngineEvent::Preparing(progress));
        let spec = self.spec(self.additions.clone())?;
        let runtime = runtime::ensure(&self.options.home, &spec, progress).map_err(|e| told(&e))?;
        self.settle(runtime)
    }

    fn attendant(&self, runtime: &Runtime) -> Result<Attendant, EngineError> {
        Attendant::start(&self.options.worker, runtime, Arc::clone(&self.sink), &self.interrupts)
            .map_err(|e| EngineError(e.to_string()))
    }
}

impl Engine for DirectEngine {
    fn start(&mut self) -> Result<(), EngineError> {
        if self.ready.is_none() {
            self.ready = Some(self.prepare()?);
        }
        self.build_ahead();
        Ok(())
    }

    fn run(&mut self, cell: &Cell) -> Status {
        self.interrupts.begin();
        if let Err(error) = self.start() {
            return self.sink.fail(&cell.id, CellError::Refused { message: error.0 });
        }
        self.scope.unmade.retain(|_, maker| *maker != cell.id);
        let status = match self.provide(cell) {
            Ok(()) => self.perform(cell),
            Err(error) => self.sink.fail(&cell.id, error),
        };
        if status != Status::Ok && cell.role == Role::Learner {
            self.scope.expect(cell);
        }
        status
    }

    fn proofread(&mut self, cell: &Cell, stop: &Stop) -> Option<Vec<Diagnostic>> {
        self.errors_in(cell, stop)
    }

    fn foresee(&mut self, additions: Additions) {
        self.foreseen = std::mem::take(&mut self.foreseen).and(additions);
        self.begin_larger();
        self.build_ahead();
    }

    fn depend(&mut self, cell: &CellId, wanted: &[Dependency]) -> Status {
        self.interrupts.begin();
        match self.start() {
            Ok(()) => self.took_in(cell, wanted),
            Err(error) => self.sink.fail(cell, CellError::Refused { message: error.0 }),
        }
    }

    fn restart(&mut self) -> Result<(), EngineError> {
        self.scope = Scope::default();
        self.files.clear();
        self.finished = Finished::default();
        if let Some(ready) = self.ready.take() {
            let Ready { runtime, compiler, attendant } = ready;
            drop(attendant);
            let attendant = self.attendant(&runtime)?;
            self.ready = Some(Ready { runtime, compiler, attendant });
        }
        self.start()
    }

    fn again(&mut self) -> Vec<Cell> {
        let lost = self.finished.lost();
        self.begin_anew(&lost);
        lost
    }

    fn here(&self) -> Vec<Cell> {
        self.finished.here()
    }

    fn names(&self) -> Vec<Name> {
        self.scope.names()
    }

    fn context(&self) -> Context {
        let mut context = self.scope.context();
        self.additions.lines("kit").into_iter().for_each(|line| context.depend(line));
        context
    }

    fn completer(&self) -> Arc<dyn Completer> {
        Arc::clone(&self.options.completer)
    }

    fn timing(&self) -> Option<Timing> {
        self.timing
    }

    fn readable(&self, type_name: &str) -> (String, String) {
        readable_type(type_name)
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

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
