//! A session that moves from one kind of engine to another. Values of two engines never meet: the finished cells run again
//! in the new one, unheard, and the old one stays until they have.

use super::{
    Answerer, Cell, Dependency, Engine, EngineError, Interrupter, Kind, Sink, Timing,
    hush::{Failures, Hush},
    speaks::Speaks,
};
use crate::{
    analyst::{Completer, Context},
    runtime::{Additions, Stop},
};
use gradus_protocol::{CellError, CellId, Diagnostic, Name, Status};
use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

/// Makes an engine of a kind.
pub type Make = Box<dyn Fn(Kind, Sink) -> Box<dyn Engine> + Send>;

/// An engine that can become another kind.
pub struct Switching {
    make: Make,
    sink: Sink,
    hush: Hush,
    kind: Kind,
    engine: Box<dyn Engine>,
    reach: Reach,
    /// What cells will need, and the crates that they have asked for.
    foreseen: Additions,
    crates: Vec<Dependency>,
}

/// The engine at work, as other threads reach it.
#[derive(Clone)]
struct Reach(Arc<Mutex<Handles>>);

struct Handles {
    interrupted: bool,
    interrupter: Interrupter,
    answerer: Answerer,
}

impl Reach {
    fn lock(&self) -> MutexGuard<'_, Handles> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn to(&self, engine: &dyn Engine) {
        let mut handles = self.lock();
        (handles.interrupter, handles.answerer) = (engine.interrupter(), engine.answerer());
    }
}

impl Switching {
    /// Begins with this kind.
    pub fn new(kind: Kind, make: Make, sink: Sink) -> Self {
        let (sink, hush) = Hush::over(sink);
        let engine = make(kind, Arc::clone(&sink));
        let handles = Handles { interrupted: false, interrupter: engine.interrupter(), answerer: engine.answerer() };
        let reach = Reach(Arc::new(Mutex::new(handles)));
        Self { make, sink, hush, kind, engine, reach, foreseen: Additions::default(), crates: Vec::new() }
    }

    /// The cells of the session in another engine. An interrupt ends it.
    fn replay(&self, engine: &mut dyn Engine, cell: &CellId, cells: &[Cell]) -> Result<Failures, CellError> {
        self.hush.begin();
        let mut stopped = self.reach.lock().interrupted;
        if !stopped && !self.crates.is_empty() {
            stopped = engine.depend(cell, &self.crates) == Status::Interrupted;
        }
        for cell in cells {
            stopped |= self.reach.lock().interrupted;
            // Whatever follows one that died would miss what came before.
            if stopped || engine.run(cell) == Status::Died {
                break;
            }
        }
        let failures = self.hush.end();
        match stopped || self.reach.lock().interrupted {
            true => Err(CellError::Interrupted),
            false => Ok(failures),
        }
    }
}

impl Engine for Switching {
    fn start(&mut self) -> Result<(), EngineError> {
        self.engine.start()
    }

    fn run(&mut self, cell: &Cell) -> Status {
        self.engine.run(cell)
    }

    fn proofread(&mut self, cell: &Cell, stop: &Stop) -> Option<Vec<Diagnostic>> {
        self.engine.proofread(cell, stop)
    }

    fn foresee(&mut self, additions: Additions) {
        self.foreseen = std::mem::take(&mut self.foreseen).and(additions.clone());
        self.engine.foresee(additions);
    }

    fn depend(&mut self, cell: &CellId, wanted: &[Dependency]) -> Status {
        let status = self.engine.depend(cell, wanted);
        if status == Status::Ok {
            self.crates.retain(|known| wanted.iter().all(|new| new.name != known.name));
            self.crates.extend(wanted.iter().cloned());
        }
        status
    }

    fn restart(&mut self) -> Result<(), EngineError> {
        self.engine.restart()
    }

    fn again(&mut self) -> Vec<Cell> {
        self.engine.again()
    }

    fn here(&self) -> Vec<Cell> {
        self.engine.here()
    }

    fn kind(&self) -> Kind {
        self.kind
    }

    fn choose(&mut self, cell: &CellId, kind: Kind) -> Result<(), CellError> {
        if kind == self.kind {
            self.sink.note(cell, say!("engine-there", name = kind));
            return Ok(());
        }
        self.reach.lock().interrupted = false;
        let cells = self.engine.here();
        self.sink.note(
            cell,
            match kind {
                Kind::Direct => say!("engine-plan-direct", cells = cells.len()),
                Kind::Evcxr => {
                    say!("engine-plan-evcxr", cells = cells.len(), seconds = super::evcxr::estimate(cells.len()))
                }
            },
        );
        let began = Instant::now();
        let mut engine = (self.make)(kind, Arc::clone(&self.sink));
        self.reach.to(&*engine);
        engine.foresee(self.foreseen.clone());
        let started =
            engine.start().map_err(|error| CellError::Refused { message: say!("engine-stays", error = error) });
        let moved = match started {
            _ if self.reach.lock().interrupted => Err(CellError::Interrupted),
            Ok(()) => self.replay(&mut *engine, cell, &cells),
            Err(error) => Err(error),
        };
        let failures = match moved {
            Ok(failures) => failures,
            Err(error) => {
                self.reach.to(&*self.engine);
                return Err(error);
            }
        };
        (self.engine, self.kind) = (engine, kind);
        let seconds = format!("{:.1}", began.elapsed().as_secs_f64());
        let failed: Vec<String> = failures.iter().map(|(cell, _)| format!("`{cell}`")).collect();
        self.sink.note(
            cell,
            match failed.is_empty() {
                true => say!("engine-done", name = kind, cells = cells.len(), seconds = seconds),
                false => {
                    let failed = failed.join(", ");
                    say!("engine-partly", name = kind, cells = cells.len(), seconds = seconds, failed = failed)
                }
            },
        );
        Ok(())
    }

    fn names(&self) -> Vec<Name> {
        self.engine.names()
    }

    fn context(&self) -> Context {
        self.engine.context()
    }

    fn completer(&self) -> Arc<dyn Completer> {
        self.engine.completer()
    }

    fn timing(&self) -> Option<Timing> {
        self.engine.timing()
    }

    fn readable(&self, type_name: &str) -> (String, String) {
        self.engine.readable(type_name)
    }

    fn interrupter(&self) -> Interrupter {
        let reach = self.reach.clone();
        Arc::new(move || {
            let interrupter = {
                let mut handles = reach.lock();
                handles.interrupted = true;
                Arc::clone(&handles.interrupter)
            };
            interrupter();
        })
    }

    fn answerer(&self) -> Answerer {
        let reach = self.reach.clone();
        Arc::new(move |line| {
            let answerer = Arc::clone(&reach.lock().answerer);
            answerer(line);
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::EngineEvent;
    use crate::engine::scripted::{Answer, Gate, ScriptedEngine};
    use gradus_protocol::NameKind;
    use gradus_protocol::Output;

    type Said = Arc<Mutex<Vec<EngineEvent>>>;

    fn session(evcxr: impl Fn(ScriptedEngine) -> ScriptedEngine + Send + 'static) -> (Switching, Said) {
        let said = Said::default();
        let heard = Arc::clone(&said);
        let make: Make = Box::new(move |kind, sink| {
            let engine = ScriptedEngine::new(sink);
            Box::new(match kind {
                Kind::Direct => engine,
                Kind::Evcxr => evcxr(engine),
            })
        });
        (Switching::new(Kind::Direct, make, Arc::new(move |event| heard.lock().unwrap().push(event))), said)
    }

    fn notes(said: &Said) -> Vec<String> {
        let note = |event: &EngineEvent| match event {
            EngineEvent::Output(_, Output::Note(words)) => Some(words.clone()),
            EngineEvent::Output(_, other) => Some(format!("{other:?}")),
            _ => None,
        };
        said.lock().unwrap().iter().filter_map(note).collect()
    }

    #[test]
    fn finished_cells_run_again_unheard_and_the_session_goes_on_there() {
        let x = Name::new("x", NameKind::Variable, CellId::new("a"), "i32");
        let (mut session, said) = session(move |engine| {
            let answer = Answer::ok([Output::stdout("unheard")]).with_names([x.clone()]);
            engine.answer("let x = 1;", answer).answer("x", Answer::ok([Output::stdout("1")]))
        });
        session.run(&Cell::new("a", "let x = 1;"));
        assert_eq!(session.depend(&CellId::new("b"), &[Dependency::parse("rand").unwrap()]), Status::Ok);
        assert_eq!(session.choose(&CellId::new("c"), Kind::Evcxr), Ok(()));
        assert_eq!((session.kind(), session.names().len()), (Kind::Evcxr, 1));
        let notes = notes(&said);
        assert_eq!(notes.len(), 2, "what it will do, and what it did: {notes:?}");
        session.run(&Cell::new("d", "x"));
        assert!(said.lock().unwrap().contains(&EngineEvent::Output(CellId::new("d"), Output::stdout("1"))));
    }

    #[test]
    fn an_engine_that_cannot_start_leaves_everything_as_it_was() {
        let (mut session, _) = session(|engine| engine.unavailable("no sources"));
        session.run(&Cell::new("a", "1"));
        let Err(CellError::Refused { message }) = session.choose(&CellId::new("b"), Kind::Evcxr) else { panic!() };
        assert!(message.contains("no sources"), "{message}");
        assert_eq!((session.kind(), session.here().len()), (Kind::Direct, 1));
    }

    #[test]
    fn an_interrupt_leaves_the_session_where_it_is() {
        let gate = Gate::default();
        let held = gate.clone();
        let (mut session, _) = session(move |engine| engine.answer("long", Answer::ok([]).held_by(&held)));
        session.run(&Cell::new("a", "long"));
        let stop = session.interrupter();
        let waiting = std::thread::spawn(move || session.choose(&CellId::new("b"), Kind::Evcxr).map(|()| session));
        // The gate takes an interrupt whether it is reached before or after.
        while !waiting.is_finished() {
            stop();
            std::thread::yield_now();
        }
        assert!(matches!(waiting.join().unwrap(), Err(CellError::Interrupted)));
    }

    #[test]
    fn a_cell_that_fails_there_is_named() {
        let failing = || Answer::error(CellError::Refused { message: "no".into() });
        let (mut session, said) = session(move |engine| engine.answer("borrow", failing()));
        session.run(&Cell::new("a", "borrow"));
        assert_eq!(session.choose(&CellId::new("b"), Kind::Evcxr), Ok(()));
        assert!(notes(&said)[1].contains("`a`"), "{said:?}");
    }
}
