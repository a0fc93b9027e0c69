//! The process on this machine: its program is found or built, it is started when somebody asks, and ended when nobody
//! does any more.

use super::{
    Completer, Completions, Context, Fallback, NoAnswer, State,
    context::byte,
    process::{Process, ProcessError},
    program,
    project::Project,
    subject::subject,
};
use crate::{
    runtime::{Sources, Stop},
    toolchain::Toolchain,
};
use gradus_protocol::{Documentation, FromAnalyst, LoadStage, Name, Progress, ToAnalyst};
use std::{
    path::PathBuf,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

/// How long a process waits for the next question before it ends.
pub const IDLE: Duration = Duration::from_secs(600);

/// What an analyst needs.
#[derive(Clone, Debug)]
pub struct AnalystOptions {
    /// The data folder.
    pub home: PathBuf,
    /// The kit's sources, which cells are analysed against.
    pub kit: Sources,
    /// Where the process's program comes from.
    pub program: Program,
    /// How long it waits for the next question; [`IDLE`].
    pub idle: Duration,
}

/// Where the process's program comes from.
#[derive(Clone, Debug)]
pub enum Program {
    /// Built from these sources, once.
    Sources(Sources),
    /// It is there already.
    File(PathBuf),
}

/// Analyses cells on this machine. Clones share one process; the last one ends it.
#[derive(Clone)]
pub struct Analyst(Arc<Desk>);

struct Desk {
    fallback: Fallback,
    options: AnalystOptions,
    state: Mutex<Inner>,
    changed: Condvar,
}

struct Inner {
    phase: Phase,
    /// At rest on the desk; in the hands of whoever asks otherwise.
    process: Option<Process>,
    /// What the process has read beside the kit.
    crates: Vec<String>,
    /// When the last answer came.
    used: Instant,
    /// Whether std's sources are missing and nobody was told yet.
    std_unknown: bool,
}

#[derive(Clone, Debug)]
enum Phase {
    Resting,
    /// The program is looked for or built, which may take minutes: nobody waits for it.
    Building(Progress),
    /// The process reads, which takes seconds.
    Reading(Progress),
    Ready,
    Unavailable(String),
}

impl Analyst {
    /// An analyst that does nothing until it is asked.
    pub fn new(options: AnalystOptions) -> Self {
        let (phase, used) = (Phase::Resting, Instant::now());
        let state = Inner { phase, process: None, crates: Vec::new(), used, std_unknown: false };
        let fallback = Fallback::new(&options.kit);
        Self(Arc::new(Desk { fallback, options, state: Mutex::new(state), changed: Condvar::new() }))
    }

    /// Waits until nothing is running, as after [`AnalystOptions::idle`].
    pub fn wait_for_rest(&self) {
        let resting = |inner: &mut Inner| !matches!(inner.phase, Phase::Resting);
        drop(self.0.changed.wait_while(self.0.lock(), resting).unwrap_or_else(PoisonError::into_inner));
    }

    /// Asks a question of the process, which reads the crates of this session first if it has not.
    fn ask(&self, context: &Context, request: &ToAnalyst) -> Result<FromAnalyst, NoAnswer> {
        let mut process = self.take()?;
        let read = self.0.lock().crates == context.crates;
        let answer = if read { Ok(()) } else { self.0.read(&mut process, &context.crates) };
        let answer = answer.and_then(|()| process.ask(request, |_| {}));
        match answer {
            Ok(answer) => {
                self.0.give_back(process);
                Ok(answer)
            }
            Err(ProcessError::Failed(reason)) => {
                self.0.give_back(process);
                Err(NoAnswer::Unavailable(say!("analyst-no-answer", reason = reason)))
            }
            // The next question starts another one.
            Err(error) => {
                self.0.enter(Phase::Resting);
                Err(NoAnswer::Unavailable(say!("analyst-no-answer", reason = error)))
            }
        }
    }

    /// The process, once it is ready and nobody else asks it.
    fn take(&self) -> Result<Process, NoAnswer> {
        self.wake();
        let mut inner = self.0.lock();
        loop {
            match &inner.phase {
                Phase::Building(progress) => return Err(NoAnswer::Loading(progress.clone())),
                Phase::Unavailable(reason) => return Err(NoAnswer::Unavailable(reason.clone())),
                // It was ended in between.
                Phase::Resting => return Err(NoAnswer::Loading(step(say!("analyst-step-start")))),
                Phase::Ready | Phase::Reading(_) => {}
            }
            let ready = matches!(inner.phase, Phase::Ready);
            if let Some(process) = inner.process.take_if(|_| ready) {
                return Ok(process);
            }
            inner = self.0.changed.wait(inner).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The request of a question about a place of a cell, and where the cell begins in it.
    fn placed(context: &Context, cell: &str, at: usize, make: fn(String, u32) -> ToAnalyst) -> (ToAnalyst, usize) {
        let (source, inside) = context.around(cell);
        (make(source, (inside.start + at) as u32), inside.start)
    }
}

impl Completer for Analyst {
    fn complete(&self, context: &Context, cell: &str, cursor: usize) -> Result<Completions, NoAnswer> {
        let make = |source, at| ToAnalyst::Complete { source, at };
        let (request, start) = Self::placed(context, cell, byte(cell, cursor), make);
        match self.ask(context, &request)? {
            FromAnalyst::Completions { items, replace: (from, to) } => {
                let place = |byte: u32| {
                    let byte = (byte as usize).saturating_sub(start).min(cell.len());
                    cell.get(..byte).map_or(cursor, |before| before.chars().count())
                };
                Ok(Completions { items, replace: place(from)..place(to) })
            }
            other => Err(NoAnswer::Unavailable(say!("analyst-no-answer", reason = format!("{other:?}")))),
        }
    }

    fn document(&self, context: &Context, cell: &str, cursor: usize) -> Result<Option<Documentation>, NoAnswer> {
        let Some(name) = subject(cell, byte(cell, cursor)) else { return Ok(None) };
        // A method or a macro is one only when it is called, and the cell may still be on the way there.
        for call in ["", "()", "!()"] {
            let cell = format!("{}{call}{}", &cell[..name.end], &cell[name.end..]);
            let make = |source, at| ToAnalyst::Document { source, at };
            let (request, _) = Self::placed(context, &cell, name.start, make);
            match self.ask(context, &request)? {
                FromAnalyst::Documentation(None) => {}
                FromAnalyst::Documentation(found) => return Ok(found),
                other => return Err(NoAnswer::Unavailable(say!("analyst-no-answer", reason = format!("{other:?}")))),
            }
        }
        Ok(None)
    }

    fn wake(&self) {
        let mut inner = self.0.lock();
        match &inner.phase {
            Phase::Resting => {}
            // It may have been built since, by `gradus setup` or by another Gradus.
            Phase::Unavailable(_) if program::find_for(&self.0.options).is_some() => {}
            _ => return,
        }
        inner.phase = Phase::Building(step(say!("analyst-step-start")));
        drop(inner);
        let desk = Arc::clone(&self.0);
        thread::spawn(move || desk.start());
    }

    fn state(&self) -> State {
        let inner = self.0.lock();
        match &inner.phase {
            Phase::Resting => State::Resting,
            Phase::Building(progress) | Phase::Reading(progress) => State::Loading(progress.clone()),
            Phase::Ready => State::Ready { memory: inner.process.as_ref().and_then(Process::memory) },
            Phase::Unavailable(reason) => State::Unavailable(reason.clone()),
        }
    }

    fn at_once(&self, names: &[Name], cell: &str, cursor: usize) -> Completions {
        self.0.fallback.complete(names, cell, cursor)
    }

    fn remark(&self) -> Option<String> {
        let mut inner = self.0.lock();
        std::mem::take(&mut inner.std_unknown).then(|| say!("analyst-no-std"))
    }
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self, phase: Phase) {
        self.lock().phase = phase;
        self.changed.notify_all();
    }

    fn give_back(&self, process: Process) {
        let mut inner = self.lock();
        (inner.process, inner.used, inner.phase) = (Some(process), Instant::now(), Phase::Ready);
        self.changed.notify_all();
    }

    /// Gets the process ready, and ends it when it has been idle.
    fn start(self: Arc<Self>) {
        match self.prepare() {
            Ok(process) => self.give_back(process),
            Err(reason) => return self.enter(Phase::Unavailable(reason)),
        }
        self.watch();
    }

    fn prepare(&self) -> Result<Process, String> {
        let program = {
            let AnalystOptions { home, program, .. } = &self.options;
            program::provide(home, program, &Stop::default(), |progress| self.enter(Phase::Building(progress)))?
        };
        self.enter(Phase::Reading(step(say!("analyst-step-start"))));
        let failed = |error: ProcessError| say!("analyst-no-answer", reason = error);
        let mut process = Process::start(&program).map_err(failed)?;
        self.read(&mut process, &[]).map_err(failed)?;
        Ok(process)
    }

    /// Has the process read the kit and what a session uses beside it.
    fn read(&self, process: &mut Process, crates: &[String]) -> Result<(), ProcessError> {
        let said = |error: &dyn std::fmt::Display| ProcessError::Failed(error.to_string());
        let project =
            Project::write(&program::reading(&self.options.home), &self.options.kit, crates).map_err(|e| said(&e))?;
        let toolchain = Toolchain::find().map_err(|e| said(&e))?;
        let Project { manifest, root } = project;
        let load = ToAnalyst::Load { manifest, root, sysroot: toolchain.sysroot, target: toolchain.host };
        let loaded = process.ask(&load, |stage| self.enter(Phase::Reading(told(stage))))?;
        let mut inner = self.lock();
        inner.crates = crates.to_vec();
        inner.std_unknown = matches!(loaded, FromAnalyst::Loaded { std: false });
        Ok(())
    }

    /// Ends the process once nobody has asked it for long.
    fn watch(&self) {
        let mut inner = self.lock();
        while matches!(inner.phase, Phase::Ready | Phase::Reading(_)) {
            let left = self.options.idle.saturating_sub(inner.used.elapsed());
            // Without it somebody asks right now, and will give it back.
            let idle = if inner.process.is_some() { left } else { self.options.idle.max(Duration::from_secs(1)) };
            if idle.is_zero() {
                (inner.process, inner.phase) = (None, Phase::Resting);
                self.changed.notify_all();
                return;
            }
            inner = self.changed.wait_timeout(inner, idle).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

fn step(step: String) -> Progress {
    Progress { step, done: 0, total: 0, seconds_left: None }
}

fn told(stage: LoadStage) -> Progress {
    let words = match stage {
        LoadStage::Asking => say!("analyst-step-asking"),
        LoadStage::Reading => say!("analyst-step-reading"),
        LoadStage::Indexing => say!("analyst-step-indexing"),
    };
    Progress { step: words, done: stage as u64 + 1, total: 3, seconds_left: None }
}
