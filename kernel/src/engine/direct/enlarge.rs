//! A session moves to a larger runtime: with polars, with crates of the learner's choice.
//!
//! The session goes on in the runtime it has while the larger one is built. Types of two runtimes never meet: a new
//! worker starts on the new one, and the finished cells run there again, unheard.

use super::{DirectEngine, Ready, compile::Compiler, kept::Kept, quoted};
use crate::{
    engine::{Cell, Dependency, EngineError, EngineEvent, Sink, speaks::Speaks},
    runtime::{self, Additions, Listener, Planned, Runtime, RuntimeError, Spec, Stop},
    toolchain::Toolchain,
};
use gradus_protocol::{CellError, CellId, Progress, Status};
use std::{
    path::PathBuf,
    sync::{
        Arc,
        mpsc::{self, Receiver},
    },
    thread,
    time::Instant,
};

/// A runtime that is being built beside the session. Dropping it ends the build.
pub struct Building {
    /// What it will hold beside the kit.
    additions: Additions,
    stop: Stop,
    news: Receiver<Result<Runtime, RuntimeError>>,
}

/// Tells what a build says.
struct Teller {
    sink: Sink,
    /// Who asked for it, and in words for what; nobody when it is built ahead.
    asked: Option<(CellId, String)>,
}

impl Listener for Teller {
    fn planned(&mut self, Planned { crates, seconds }: Planned) {
        if let Some((cell, what)) = &self.asked {
            let note = match seconds {
                Some(seconds) => say!("enlarge-plan", what = what, crates = crates, time = duration(seconds)),
                None => say!("enlarge-plan-unknown", what = what, crates = crates),
            };
            self.sink.note(cell, note);
        }
    }

    fn progress(&mut self, progress: Progress) {
        (self.sink)(EngineEvent::Preparing(progress));
    }
}

impl Building {
    fn begin(home: PathBuf, spec: Spec, mut teller: Teller) -> Self {
        let (tell, news) = mpsc::channel();
        let (stop, stopping) = (Stop::default(), tell.clone());
        stop.wake(move || drop(stopping.send(Err(RuntimeError::Stopped))));
        let additions = spec.additions.clone();
        let until = stop.clone();
        thread::spawn(move || {
            let sink = Arc::clone(&teller.sink);
            let built = runtime::ensure_until(&home, &spec, &until, &mut teller);
            // Nobody listens when the session is over.
            let _ = tell.send(built);
            sink(EngineEvent::Prepared);
        });
        Self { additions, stop, news }
    }
}

impl Drop for Building {
    fn drop(&mut self) {
        self.stop.stop();
    }
}

impl DirectEngine {
    /// What the runtime in use is, or was to be, built from.
    pub(super) fn spec(&self, additions: Additions) -> Result<Spec, EngineError> {
        let toolchain = Toolchain::find().map_err(|error| EngineError(error.to_string()))?;
        Ok(Spec::kit(self.options.sources.clone(), toolchain).with(additions))
    }

    /// A compiler and a worker on a runtime.
    pub(super) fn settle(&self, runtime: Runtime) -> Result<Ready, EngineError> {
        let kept = Kept::open(&self.options.home, &runtime.key)
            .map_err(|e| EngineError(say!("cell-no-folder", folder = self.options.home.display(), error = e)))?;
        let compiler = Compiler::new(&runtime, kept);
        let attendant = self.attendant(&runtime)?;
        self.interrupts.compiling(compiler.running.clone());
        Ok(Ready { runtime: Arc::new(runtime), compiler, attendant })
    }

    /// What the session has and what its cells will need.
    pub(super) fn whole(&self) -> Additions {
        self.additions.clone().and(self.foreseen.clone())
    }

    /// Lets a session in which nothing ran yet start again with what cells will need, if that is built: a later move would
    /// run its cells twice.
    pub(super) fn begin_larger(&mut self) {
        let wanted = self.whole();
        let untouched = self.finished.here().is_empty() && self.scope.names().is_empty();
        if untouched && wanted != self.additions && self.ready.is_some() {
            let built = self.spec(wanted).ok().and_then(|spec| runtime::find(&self.options.home, &spec));
            if built.is_some() {
                self.ready = None;
            }
        }
    }

    /// Begins to build what cells will need, unless it is there or under way.
    pub(super) fn build_ahead(&mut self) {
        let wanted = self.whole();
        let under_way = self.building.as_ref().is_some_and(|building| building.additions == wanted);
        if wanted != self.additions && !under_way && self.ready.is_some() {
            // That the machine cannot build is told when a cell needs it.
            self.building = self.begin(wanted, None).ok();
        }
    }

    fn begin(&self, additions: Additions, asked: Option<(CellId, String)>) -> Result<Building, EngineError> {
        let teller = Teller { sink: Arc::clone(&self.sink), asked };
        Ok(Building::begin(self.options.home.clone(), self.spec(additions)?, teller))
    }

    /// Moves the session to a runtime with polars if the cell speaks of it and the session's has none.
    pub(super) fn provide(&mut self, cell: &Cell) -> Result<(), CellError> {
        if !self.needs_frames(cell) {
            return Ok(());
        }
        self.enlarge(&cell.id, Additions::frames(), "polars".into())
    }

    /// Whether the cell speaks of polars, which the session's runtime has not.
    pub(super) fn needs_frames(&self, cell: &Cell) -> bool {
        !self.additions.frames && speaks_of_frames(&cell.code) && !self.scope.defines("polars")
    }

    /// Makes crates usable.
    pub(super) fn take_in(&mut self, cell: &CellId, wanted: &[Dependency]) -> Result<(), CellError> {
        let mut additions = Additions::default();
        let stop = Stop::default();
        self.interrupts.building(stop.clone());
        for Dependency { name, wanted } in wanted {
            if name.starts_with("gradus") {
                return Err(refused(say!("dep-own", name = name)));
            }
            let toolchain = Toolchain::find().map_err(|error| refused(error.to_string()))?;
            let found = match wanted {
                Some(wanted) => (name.clone(), wanted.clone()),
                None => runtime::newest(&toolchain, name, &stop).map_err(why)?,
            };
            additions.crates.insert(found.0, found.1);
        }
        let what = additions.to_string();
        if self.additions.clone().and(additions.clone()) == self.additions {
            self.sink.note(cell, say!("enlarge-there", what = what));
            return Ok(());
        }
        self.enlarge(cell, additions, what)
    }

    /// Moves the session to a runtime that has these, too. If that fails, the session is as it was.
    fn enlarge(&mut self, cell: &CellId, more: Additions, what: String) -> Result<(), CellError> {
        let wanted = self.additions.clone().and(more);
        // One that is under way for something else would keep this one waiting.
        let building = match self.building.take().filter(|building| building.additions == wanted) {
            Some(building) => building,
            None => self.begin(wanted.clone(), Some((cell.clone(), what.clone()))).map_err(|e| refused(e.0))?,
        };
        self.interrupts.building(building.stop.clone());
        let runtime = building.news.recv().unwrap_or(Err(RuntimeError::Stopped)).map_err(why)?;
        let began = Instant::now();
        let ready = self.settle(runtime).map_err(|error| refused(error.0))?;
        self.ready = Some(ready);
        self.additions = wanted;
        let count = self.finished.here().len();
        let failed: Vec<String> = self.replay().into_iter().map(|(cell, _)| cell.0).collect();
        let seconds = format!("{:.1}", began.elapsed().as_secs_f64());
        let note = match failed.is_empty() {
            true => say!("enlarge-done", what = what, cells = count, seconds = seconds),
            false => say!("enlarge-partly", what = what, cells = count, seconds = seconds, failed = quoted(&failed)),
        };
        self.sink.note(cell, note);
        Ok(())
    }

    /// As [`DirectEngine::take_in`], told as the end of a cell.
    pub(super) fn took_in(&mut self, cell: &CellId, wanted: &[Dependency]) -> Status {
        match self.take_in(cell, wanted) {
            Ok(()) => Status::Ok,
            Err(error) => self.sink.fail(cell, error),
        }
    }
}

fn why(error: RuntimeError) -> CellError {
    match error {
        RuntimeError::Stopped => CellError::Interrupted,
        error => refused(say!("enlarge-failed", error = error)),
    }
}

fn refused(message: String) -> CellError {
    CellError::Refused { message }
}

fn duration(seconds: u64) -> String {
    match seconds {
        0..90 => say!("enlarge-seconds", seconds = seconds.max(1)),
        _ => say!("enlarge-minutes", minutes = (seconds + 30) / 60),
    }
}

/// Whether the code names what only the runtime with polars has.
fn speaks_of_frames(code: &str) -> bool {
    // Outside of comments and text: these are words of prose, too.
    let Ok(tokens) = code.parse::<proc_macro2::TokenStream>() else { return false };
    names_frames(tokens)
}

fn names_frames(tokens: proc_macro2::TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(word) => word == "polars" || word == "gradus_frames",
        proc_macro2::TokenTree::Group(group) => names_frames(group.stream()),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_code_speaks_of_frames() {
        assert!(speaks_of_frames("use gradus_frames::prelude::*;"));
        assert!(speaks_of_frames("fn f() { polars::df!() }"));
        assert!(!speaks_of_frames("// polars\nlet x = \"polars\"; let polarsky = 1;"));
    }

    #[test]
    fn a_long_time_is_told_in_minutes() {
        assert_eq!(duration(0), duration(1));
        assert_eq!(
            (duration(89), duration(400)),
            (say!("enlarge-seconds", seconds = 89), say!("enlarge-minutes", minutes = 7))
        );
    }
}
