//! An engine that answers from a list: for tests of sessions, screens and protocols, in milliseconds.

use super::{Answerer, Cell, Dependency, Engine, EngineError, EngineEvent, Finished, Interrupter, Sink, Timing};
use crate::{
    analyst::{Completer, NoAnalysis},
    runtime::Stop,
};
use gradus_protocol::{CellError, CellId, Diagnostic, Name, Output, Status};
use std::{
    collections::HashMap,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// What a scripted engine does with a cell.
#[derive(Clone, Debug)]
pub struct Answer {
    outputs: Vec<Output>,
    status: Status,
    names: Option<Vec<Name>>,
    gate: Option<Gate>,
    asks: Option<(String, bool)>,
}

impl Answer {
    /// A cell that succeeds with these outputs.
    pub fn ok(outputs: impl IntoIterator<Item = Output>) -> Self {
        Self { outputs: outputs.into_iter().collect(), status: Status::Ok, names: None, gate: None, asks: None }
    }

    /// A cell that fails with this error.
    pub fn error(error: CellError) -> Self {
        Self { status: Status::Error, ..Self::ok([Output::Error(error)]) }
    }

    /// A cell under which the worker dies and is replaced.
    pub fn died(reason: impl Into<String>) -> Self {
        let message = reason.into();
        Self { status: Status::Died, names: Some(Vec::new()), ..Self::error(CellError::Died { message }) }
    }

    /// The names that the session has after the cell.
    pub fn with_names(self, names: impl IntoIterator<Item = Name>) -> Self {
        Self { names: Some(names.into_iter().collect()), ..self }
    }

    /// Sends the outputs, then asks for a line (a password, if it must not be seen) and prints what it was told.
    pub fn asking(self, prompt: impl Into<String>, password: bool) -> Self {
        Self { asks: Some((prompt.into(), password)), ..self }
    }

    /// Sends the outputs, then holds the cell running until the gate opens or the cell is interrupted.
    pub fn held_by(self, gate: &Gate) -> Self {
        Self { gate: Some(gate.clone()), ..self }
    }
}

/// Holds a cell running. Clones are handles to the same gate.
#[derive(Clone, Debug, Default)]
pub struct Gate(Arc<(Mutex<Door>, Condvar)>);

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Door {
    #[default]
    Closed,
    Open,
    Interrupted,
}

impl Gate {
    /// Lets the held cell, and every later one, pass.
    pub fn open(&self) {
        self.set(Door::Open);
    }

    fn set(&self, door: Door) {
        *unpoisoned(&self.0.0) = door;
        self.0.1.notify_all();
    }

    /// Waits until the gate is not closed; an interrupt is used up by the cell it stopped.
    fn pass(&self) -> Door {
        let door = unpoisoned(&self.0.0);
        let mut door = self.0.1.wait_while(door, |door| *door == Door::Closed).unwrap_or_else(PoisonError::into_inner);
        match *door {
            Door::Interrupted => std::mem::take(&mut *door),
            other => other,
        }
    }
}

/// The gate of the running cell, for the interrupter.
type Held = Arc<Mutex<Option<Gate>>>;

/// What whoever runs the cell says.
#[derive(Clone, Debug, Default)]
struct Reply(Arc<(Mutex<Said>, Condvar)>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Said {
    #[default]
    Nothing,
    Line(Option<String>),
    Interrupted,
}

impl Reply {
    fn say(&self, said: Said) {
        *unpoisoned(&self.0.0) = said;
        self.0.1.notify_all();
    }

    fn wait(&self) -> Said {
        let said = unpoisoned(&self.0.0);
        let mut said = self.0.1.wait_while(said, |said| *said == Said::Nothing).unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *said)
    }
}

/// Answers cells by their text, spaces around it aside. A cell it does not know succeeds in silence.
pub struct ScriptedEngine {
    sink: Sink,
    answers: HashMap<String, Answer>,
    names: Vec<Name>,
    unavailable: Option<String>,
    held: Held,
    reply: Reply,
    given: Arc<Mutex<Vec<Cell>>>,
    finished: Finished,
    completer: Arc<dyn Completer>,
}

impl ScriptedEngine {
    /// An engine that knows no cell yet.
    pub fn new(sink: Sink) -> Self {
        Self {
            sink,
            answers: HashMap::new(),
            names: Vec::new(),
            unavailable: None,
            held: Held::default(),
            reply: Reply::default(),
            given: Arc::default(),
            finished: Finished::default(),
            completer: Arc::new(NoAnalysis),
        }
    }

    /// Adds an answer for cells with this text.
    pub fn answer(mut self, code: impl AsRef<str>, answer: Answer) -> Self {
        self.answers.insert(code.as_ref().trim().to_owned(), answer);
        self
    }

    /// Has this one complete and document.
    pub fn with_completer(self, completer: impl Completer + 'static) -> Self {
        Self { completer: Arc::new(completer), ..self }
    }

    /// The cells that it was given, in order.
    pub fn given(&self) -> Arc<Mutex<Vec<Cell>>> {
        Arc::clone(&self.given)
    }

    /// Makes the engine refuse to start, for this reason.
    pub fn unavailable(self, reason: impl Into<String>) -> Self {
        Self { unavailable: Some(reason.into()), ..self }
    }
}

impl Engine for ScriptedEngine {
    fn start(&mut self) -> Result<(), EngineError> {
        match &self.unavailable {
            None => Ok(()),
            Some(reason) => Err(EngineError(reason.clone())),
        }
    }

    fn run(&mut self, cell: &Cell) -> Status {
        unpoisoned(&self.given).push(cell.clone());
        let answer = self.answers.get(cell.code.trim()).cloned().unwrap_or_else(|| Answer::ok([]));
        *unpoisoned(&self.held) = answer.gate.clone();
        let mut died = None;
        for output in answer.outputs {
            if let Output::Error(CellError::Died { message }) = &output {
                died = Some(message.clone());
            }
            (self.sink)(EngineEvent::Output(cell.id.clone(), output));
        }
        let said = answer.asks.map(|(prompt, password)| {
            self.reply.say(Said::Nothing);
            (self.sink)(EngineEvent::Ask { cell: cell.id.clone(), prompt, password });
            self.reply.wait()
        });
        if let Some(Said::Line(line)) = &said {
            let text = line.as_deref().unwrap_or("nobody answers");
            (self.sink)(EngineEvent::Output(cell.id.clone(), Output::stdout(text)));
        }
        let door = answer.gate.map(|gate| gate.pass());
        *unpoisoned(&self.held) = None;
        if door == Some(Door::Interrupted) || said == Some(Said::Interrupted) {
            (self.sink)(EngineEvent::Output(cell.id.clone(), Output::Error(CellError::Interrupted)));
            return Status::Interrupted;
        }
        if let Some(names) = answer.names {
            self.names = names;
        }
        if let Some(reason) = died {
            self.finished.lose();
            self.finished.strike(cell);
            (self.sink)(EngineEvent::Restarted(reason, self.finished.again()));
        }
        if answer.status == Status::Ok {
            self.finished.record(cell, Duration::ZERO);
        }
        answer.status
    }

    /// The errors that a run would give; a gate holds it until it opens or somebody stops it.
    fn proofread(&mut self, cell: &Cell, stop: &Stop) -> Option<Vec<Diagnostic>> {
        let Answer { outputs, gate, .. } =
            self.answers.get(cell.code.trim()).cloned().unwrap_or_else(|| Answer::ok([]));
        if let Some(gate) = gate {
            let held = gate.clone();
            stop.wake(move || held.set(Door::Interrupted));
            // What an earlier stop left at the gate is not this one's.
            while !stop.stopped() && gate.pass() == Door::Interrupted {}
        }
        if stop.stopped() {
            return None;
        }
        let errors = outputs.into_iter().filter_map(|output| match output {
            Output::Error(CellError::Compile { diagnostics }) => Some(diagnostics),
            _ => None,
        });
        Some(errors.flatten().collect())
    }

    /// Answered as the cell `:dep NAME = ..`, one crate after another.
    fn depend(&mut self, cell: &CellId, wanted: &[Dependency]) -> Status {
        let one = |dependency: &Dependency| self.run(&Cell::new(cell.0.clone(), format!(":dep {dependency}")));
        wanted.iter().map(one).find(|status| *status != Status::Ok).unwrap_or(Status::Ok)
    }

    fn restart(&mut self) -> Result<(), EngineError> {
        self.names.clear();
        self.finished = Finished::default();
        self.start()
    }

    fn again(&mut self) -> Vec<Cell> {
        self.finished.lost()
    }

    fn here(&self) -> Vec<Cell> {
        self.finished.here()
    }

    fn names(&self) -> Vec<Name> {
        self.names.clone()
    }

    fn completer(&self) -> Arc<dyn Completer> {
        Arc::clone(&self.completer)
    }

    fn timing(&self) -> Option<Timing> {
        (!unpoisoned(&self.given).is_empty()).then(Timing::default)
    }

    fn interrupter(&self) -> Interrupter {
        let (held, reply) = (Arc::clone(&self.held), self.reply.clone());
        Arc::new(move || {
            reply.say(Said::Interrupted);
            if let Some(gate) = &*unpoisoned(&held) {
                gate.set(Door::Interrupted);
            }
        })
    }

    fn answerer(&self) -> Answerer {
        let reply = self.reply.clone();
        Arc::new(move |line| reply.say(Said::Line(line)))
    }
}

fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
