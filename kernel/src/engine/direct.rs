//! The direct engine: rustc infers the types, one compilation a cell, no other analysis.
//!
//! ```text
//! split.rs       Split        a cell taken apart: definitions, statements, the value to show
//! words.rs       Words        which names a piece mentions
//! item.rs        ItemPiece    what makes a definition the same as an earlier one
//! scope.rs       Scope        definitions and variables between cells; Draft: what a cell would make of them
//! freeze.rs      freeze       a type's printed name as Rust that a later cell can write
//! generate.rs    generate     the cell as a crate
//! source_map.rs  Generated    that crate's text, with the way back to what the learner wrote
//! compile.rs     Compiler     one rustc call
//! diagnose.rs    judge        rustc's errors: learn and try again, or tell the learner
//! attend.rs      Attendant    one run in the worker, from the request to its end
//! direct.rs      DirectEngine ties them together
//! ```

mod attend;
mod compile;
mod diagnose;
mod freeze;
mod generate;
mod item;
mod scope;
mod source_map;
mod split;
mod words;

use super::{Cell, Engine, EngineError, EngineEvent, Interrupter, Role, Sink};
use crate::runtime::{self, Runtime, Sources, Spec};
use crate::{toolchain::Toolchain, worker::WorkerCommand};
use attend::{Attendant, Ending};
use compile::{Compiled, Compiler};
use diagnose::Judgement;
use freeze::Frozen;
use generate::Lessons;
use gradus_protocol::{CellError, CellId, Diagnostic, Name, Output, Place, Status, Stored};
use scope::{Draft, Gone, Scope, Source, Variable};
use source_map::Generated;
use std::{collections::HashMap, os::unix::fs::DirBuilderExt, path::PathBuf, sync::Arc};

/// How often a cell is generated anew before its errors are shown as they are. Each attempt teaches one thing more
/// (a moved variable, a type without a name), so a cell rarely needs more than three.
const ATTEMPTS: usize = 12;

/// What a direct engine needs.
#[derive(Clone, Debug)]
pub struct DirectOptions {
    /// The data folder; runtimes and compiled cells live there.
    pub home: PathBuf,
    /// What the runtime is built from.
    pub sources: Sources,
    /// How to start a worker.
    pub worker: WorkerCommand,
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
}

/// What exists once the engine has started.
struct Ready {
    runtime: Arc<Runtime>,
    compiler: Compiler,
    attendant: Attendant,
}

/// A cell that compiled.
struct Built {
    draft: Draft,
    lessons: Lessons,
    library: PathBuf,
}

/// Why a cell did not compile.
enum NotBuilt {
    Error(CellError),
    Interrupted,
}

impl DirectEngine {
    /// An engine that has not started yet.
    pub fn new(options: DirectOptions, sink: Sink) -> Self {
        let interrupts = attend::Interrupts::default();
        Self { options, sink, scope: Scope::default(), ready: None, interrupts, files: HashMap::new() }
    }

    fn say(&self, cell: &CellId, output: Output) {
        (self.sink)(EngineEvent::Output(cell.clone(), output));
    }

    fn fail(&self, cell: &CellId, error: CellError) -> Status {
        let status = if matches!(error, CellError::Interrupted) { Status::Interrupted } else { Status::Error };
        self.say(cell, Output::Error(error));
        status
    }

    fn prepare(&mut self) -> Result<Ready, EngineError> {
        let told = |error: &dyn std::fmt::Display| EngineError(error.to_string());
        let toolchain = Toolchain::find().map_err(|e| told(&e))?;
        let spec = Spec::kit(self.options.sources.clone(), toolchain);
        let progress = |progress| (self.sink)(EngineEvent::Preparing(progress));
        let runtime = Arc::new(runtime::ensure(&self.options.home, &spec, progress).map_err(|e| told(&e))?);
        let folder = self.options.home.join("cells").join(&runtime.key);
        // Compiled cells are code that will run: nobody else may put some there.
        let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(&folder);
        made.map_err(|e| EngineError(say!("cell-no-folder", folder = folder.display(), error = e)))?;
        let compiler = Compiler::new(Arc::clone(&runtime), folder);
        let attendant = self.attendant(&runtime)?;
        self.interrupts.compiling(compiler.running.clone());
        Ok(Ready { runtime, compiler, attendant })
    }

    fn attendant(&self, runtime: &Runtime) -> Result<Attendant, EngineError> {
        Attendant::start(&self.options.worker, runtime, Arc::clone(&self.sink), &self.interrupts)
            .map_err(|e| EngineError(e.to_string()))
    }

    /// Compiles the cell, learning from each failed attempt.
    fn build(&mut self, cell: &Cell) -> Result<Built, NotBuilt> {
        let ready = self.ready.as_ref().ok_or_else(|| refused(say!("cell-not-started")))?;
        let split = match split::split(&cell.code) {
            Ok(split) => split,
            Err(error) => return Err(syntax_error(&ready.compiler, cell, &error)),
        };
        let draft = self.scope.draft(cell, split);
        let mut lessons = Lessons::default();
        let mut last = Vec::new();
        for _ in 0..ATTEMPTS {
            let generated = generate::generate(&self.scope, &draft, &lessons);
            match compile(&ready.compiler, &generated, cell.opt)? {
                Compiled::Library(library) => {
                    let name = Compiler::file_name(&generated.text, cell.opt);
                    self.files.insert(name, (Arc::new(generated), draft.sources.clone()));
                    if cell.role == Role::Probe && !(lessons.moved.is_empty() && lessons.carried.is_empty()) {
                        let names: Vec<_> = lessons.moved.union(&lessons.carried).cloned().collect();
                        return Err(refused(say!("cell-probe-moves", names = names.join(", "))));
                    }
                    return Ok(Built { draft, lessons, library });
                }
                Compiled::Interrupted => return Err(NotBuilt::Interrupted),
                Compiled::Rejected(errors) => {
                    match diagnose::judge(&errors, &generated, &draft.sources, &draft.split.assigned, &mut lessons) {
                        Judgement::Retry => last = errors,
                        Judgement::Borrows(names) => {
                            return Err(refused(say!("cell-borrows", names = quoted(&names))));
                        }
                        Judgement::Errors(diagnostics) => {
                            self.explain_gone(cell, &draft, &diagnostics);
                            return Err(NotBuilt::Error(CellError::Compile { diagnostics }));
                        }
                    }
                }
            }
        }
        let words = last.iter().map(|error| error.message.as_str()).collect::<Vec<_>>().join("\n");
        Err(refused(say!("cell-attempts", errors = words)))
    }

    /// A name rustc cannot find may be a variable that is gone: says why.
    fn explain_gone(&self, cell: &Cell, draft: &Draft, diagnostics: &[Diagnostic]) {
        let unknown = |name: &str| {
            let quoted = format!("`{name}`");
            diagnostics.iter().any(|d| d.code.as_deref() == Some("E0425") && d.message.contains(&quoted))
        };
        for (name, gone) in self.scope.gone.iter().filter(|(name, _)| unknown(name)) {
            let note = match gone {
                Gone::Moved(by) => say!("cell-gone-moved", name = name, cell = by),
                Gone::Redefined { item, by } => say!("cell-gone-redefined", name = name, item = item, cell = by),
            };
            self.say(&cell.id, Output::Note(note));
        }
        for (name, item) in draft.dropped.iter().filter(|(name, _)| unknown(name)) {
            self.say(&cell.id, Output::Note(say!("cell-gone-redefined", name = name, item = item, cell = cell.id)));
        }
    }

    /// Runs a compiled cell and keeps what it leaves.
    fn execute(&mut self, cell: &Cell, built: Built) -> Status {
        let Built { draft, lessons, library } = built;
        let Some(ready) = self.ready.as_mut() else { return Status::Error };
        let dropped: Vec<String> = draft.dropped.iter().map(|(name, _)| name.clone()).collect();
        for (name, item) in &draft.dropped {
            let note = say!("cell-dropped", name = name, item = item);
            (self.sink)(EngineEvent::Output(cell.id.clone(), Output::Note(note)));
        }
        let ending = ready.attendant.run(&cell.id, &dropped, library);
        let bindings = draft.split.bindings.clone();
        let witness = match cell.role {
            Role::Learner => Some(self.scope.commit(draft)),
            Role::Probe => None,
        };
        match ending {
            Ending::Done { ok, stored, error } => {
                if let Some(witness) = witness {
                    self.keep(cell, &bindings, witness, stored);
                    self.lose(cell, &lessons, ok);
                }
                match error {
                    Some(error) => self.fail(&cell.id, self.located(error)),
                    None if ok => Status::Ok,
                    None => self.fail(&cell.id, CellError::Refused { message: say!("cell-unexplained") }),
                }
            }
            Ending::Died(reason) => self.revive(&cell.id, CellError::Died { message: reason.clone() }, reason),
            Ending::Unstoppable => self.revive(&cell.id, CellError::Interrupted, say!("cell-replaced")),
        }
    }

    /// Takes over the variables that the cell stored.
    fn keep(&mut self, cell: &Cell, bindings: &[split::Binding], witness: usize, stored: Vec<Stored>) {
        let mut nameless = Vec::new();
        for binding in bindings {
            let Some(stored) = stored.iter().rfind(|stored| stored.name == binding.name) else { continue };
            let signature = stored.signature.as_deref().map(freeze::freeze);
            let (frozen, partial) = match freeze::freeze(&stored.type_name) {
                Frozen::Whole(path) => (Some(path.clone()), path),
                Frozen::Partly(partial) => (None, partial),
            };
            let signature = match signature {
                Some(Frozen::Whole(signature)) if frozen.is_none() => Some(signature),
                _ => None,
            };
            // A closure of the cell itself whose signature nothing pins could be inferred otherwise by a later cell.
            let open = stored.type_name.contains(&format!("{}::{{{{closure}}}}::", scope::ENTRY_POINT));
            if frozen.is_none() && signature.is_none() && open {
                nameless.push(binding.name.clone());
                continue;
            }
            let name = binding.name.clone();
            self.scope.witnesses[witness].outputs.push(scope::Output { name: name.clone(), partial, signature });
            self.scope.gone.remove(&name);
            let type_name = stored.type_name.clone();
            let variable = Variable { mutable: binding.mutable, type_name, frozen, witness, cell: cell.id.clone() };
            self.scope.variables.insert(name, variable);
        }
        if !nameless.is_empty() {
            self.forget(&nameless);
            self.say(&cell.id, Output::Note(say!("cell-nameless", names = quoted(&nameless))));
        }
    }

    /// Forgets the variables that the cell took away.
    fn lose(&mut self, cell: &Cell, lessons: &Lessons, ok: bool) {
        for name in &lessons.thawed {
            if let Some(variable) = self.scope.variables.get_mut(name) {
                variable.frozen = None;
            }
        }
        for name in &lessons.moved {
            if !self.was_bound_by(name, &cell.id) {
                self.scope.lose(name, &cell.id);
            }
        }
        let skipped: Vec<String> = lessons.skipped.iter().cloned().collect();
        self.forget(&skipped);
        skipped.iter().for_each(|name| self.scope.lose(name, &cell.id));
        if !ok {
            lessons.carried.iter().for_each(|name| self.scope.lose(name, &cell.id));
            let lost: Vec<String> = lessons.moved.union(&lessons.carried).cloned().collect();
            if !lost.is_empty() {
                self.say(&cell.id, Output::Note(say!("cell-lost", names = quoted(&lost))));
            }
        }
    }

    /// Whether the variable was introduced by this cell (`let x = f(x);` moves the old and binds the new).
    fn was_bound_by(&self, name: &str, cell: &CellId) -> bool {
        let newest = self.scope.witnesses.len().saturating_sub(1);
        self.scope.variables.get(name).is_some_and(|v| v.cell == *cell && v.witness == newest)
    }

    fn forget(&mut self, names: &[String]) {
        if let Some(ready) = &mut self.ready {
            ready.attendant.forget(names);
        }
        for name in names {
            self.scope.variables.remove(name);
        }
    }

    /// After the worker ended: says why, forgets the variables, starts another.
    fn revive(&mut self, cell: &CellId, error: CellError, reason: String) -> Status {
        let status = if matches!(error, CellError::Interrupted) { Status::Interrupted } else { Status::Died };
        self.say(cell, Output::Error(error));
        self.scope.lose_all();
        let runtime = self.ready.take().map(|ready| (ready.runtime, ready.compiler));
        if let Some((runtime, compiler)) = runtime {
            match self.attendant(&runtime) {
                Ok(attendant) => self.ready = Some(Ready { runtime, compiler, attendant }),
                Err(error) => self.say(cell, Output::Note(error.to_string())),
            }
        }
        (self.sink)(EngineEvent::Restarted(reason));
        status
    }

    /// A panic's place in the generated file as a place in a cell.
    fn located(&self, error: CellError) -> CellError {
        match error {
            CellError::Panic { message, place } => {
                let at = |place: Place| {
                    let (generated, sources) = self.files.get(&place.cell.0)?;
                    generated.place(sources, place.line, place.column)
                };
                CellError::Panic { message, place: place.and_then(at) }
            }
            other => other,
        }
    }
}

impl Engine for DirectEngine {
    fn start(&mut self) -> Result<(), EngineError> {
        if self.ready.is_none() {
            self.ready = Some(self.prepare()?);
        }
        Ok(())
    }

    fn run(&mut self, cell: &Cell) -> Status {
        self.interrupts.begin();
        if let Err(error) = self.start() {
            return self.fail(&cell.id, CellError::Refused { message: error.0 });
        }
        match self.build(cell) {
            Ok(_) if self.interrupts.requested() => self.fail(&cell.id, CellError::Interrupted),
            Ok(built) => self.execute(cell, built),
            Err(NotBuilt::Error(error)) => self.fail(&cell.id, error),
            Err(NotBuilt::Interrupted) => self.fail(&cell.id, CellError::Interrupted),
        }
    }

    fn restart(&mut self) -> Result<(), EngineError> {
        self.scope = Scope::default();
        self.files.clear();
        if let Some(ready) = self.ready.take() {
            let Ready { runtime, compiler, attendant } = ready;
            drop(attendant);
            let attendant = self.attendant(&runtime)?;
            self.ready = Some(Ready { runtime, compiler, attendant });
        }
        self.start()
    }

    fn names(&self) -> Vec<Name> {
        self.scope.names()
    }

    fn interrupter(&self) -> Interrupter {
        let interrupts = self.interrupts.clone();
        Arc::new(move || interrupts.request())
    }
}

fn refused(message: String) -> NotBuilt {
    NotBuilt::Error(CellError::Refused { message })
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn compile(compiler: &Compiler, generated: &Generated, opt: u8) -> Result<Compiled, NotBuilt> {
    compiler.compile(&generated.text, opt).map_err(|e| refused(say!("cell-no-compile", error = e)))
}

/// What rustc says about a cell that is no sequence of statements; syn's words if rustc sees nothing wrong.
fn syntax_error(compiler: &Compiler, cell: &Cell, error: &split::SplitError) -> NotBuilt {
    let sources = [Source { cell: cell.id.clone(), text: cell.code.as_str().into() }];
    let mut generated = Generated::default();
    generated.line("fn main() {");
    generated.piece(&sources, 0, &(0..cell.code.len()));
    generated.line("}");
    let diagnostics = match compile(compiler, &generated, 0) {
        Err(not_built) => return not_built,
        Ok(Compiled::Interrupted) => return NotBuilt::Interrupted,
        Ok(Compiled::Library(_)) => vec![Diagnostic {
            code: None,
            message: error.message.clone(),
            rendered: error.message.clone(),
            place: Some(source_map::place(&sources[0], error.at)),
        }],
        Ok(Compiled::Rejected(errors)) => {
            match diagnose::judge(&errors, &generated, &sources, &words::Words::new(), &mut Lessons::default()) {
                Judgement::Errors(diagnostics) => diagnostics,
                Judgement::Retry | Judgement::Borrows(_) => Vec::new(),
            }
        }
    };
    NotBuilt::Error(CellError::Compile { diagnostics })
}
