//! A session that answers from a table.

use crate::ui::runs::{EventSink, Runs};
use gradus_kernel::{
    Cell,
    analyst::{Completer, Context, Moment, NoAnalysis},
};
use gradus_protocol::{CellId, Diagnostic, Event, Name, NameKind, Output, Status, Verdict};
use std::{cell::RefCell, collections::HashMap, rc::Rc, sync::Arc};

/// What the session answers to a cell's code.
#[derive(Clone)]
pub struct Answer {
    pub outputs: Vec<Output>,
    pub status: Status,
    pub names: Vec<&'static str>,
}

impl Answer {
    pub fn ok(outputs: impl Into<Vec<Output>>) -> Self {
        Self { outputs: outputs.into(), status: Status::Ok, names: Vec::new() }
    }

    /// A check that passes.
    pub fn pass(message: &str) -> Self {
        Self::ok([Output::Verdict(Verdict::Pass { message: message.into() })])
    }

    /// A check that fails.
    pub fn fail(message: &str) -> Self {
        Self::ok([Output::Verdict(Verdict::Fail { message: message.into() })])
    }

    pub fn error(output: Output) -> Self {
        Self { outputs: vec![output], status: Status::Error, names: Vec::new() }
    }

    pub fn with_names(self, names: &[&'static str]) -> Self {
        Self { names: names.to_vec(), ..self }
    }
}

/// A session that answers at once, or keeps cells waiting while it is held.
pub struct Script {
    pub answers: RefCell<HashMap<String, Answer>>,
    /// Every cell that ran, by id and code.
    pub ran: RefCell<Vec<(String, String)>>,
    pub held: RefCell<bool>,
    /// Whether cells come from what was compiled before.
    pub kept: RefCell<bool>,
    /// What runs again when that is asked for.
    pub lost: RefCell<Vec<Cell>>,
    /// What cells were answered.
    pub answered: RefCell<Vec<Option<String>>>,
    waiting: RefCell<Vec<Cell>>,
    names: RefCell<Vec<Name>>,
    pub completer: RefCell<Arc<dyn Completer>>,
    /// What is wrong with texts.
    pub wrong: RefCell<HashMap<String, Vec<Diagnostic>>>,
    /// Every text that was read.
    pub read: RefCell<Vec<String>>,
    sink: RefCell<Option<EventSink>>,
}

impl Default for Script {
    fn default() -> Self {
        Self {
            answers: RefCell::default(),
            ran: RefCell::default(),
            held: RefCell::default(),
            kept: RefCell::default(),
            lost: RefCell::default(),
            answered: RefCell::default(),
            waiting: RefCell::default(),
            names: RefCell::default(),
            completer: RefCell::new(Arc::new(NoAnalysis)),
            wrong: RefCell::default(),
            read: RefCell::default(),
            sink: RefCell::default(),
        }
    }
}

/// The script as a session.
pub struct Scripted(Rc<Script>);

impl Scripted {
    pub fn new(script: &Rc<Script>, sink: EventSink) -> Self {
        *script.sink.borrow_mut() = Some(sink);
        Self(Rc::clone(script))
    }
}

impl Script {
    pub fn tell(&self, event: Event) {
        if let Some(sink) = &*self.sink.borrow() {
            sink(event);
        }
    }

    /// Names that are there from the beginning.
    pub fn know(&self, names: impl IntoIterator<Item = Name>) {
        self.names.borrow_mut().extend(names);
    }

    /// Lets the waiting cells run.
    pub fn release(&self) {
        *self.held.borrow_mut() = false;
        let cells = self.waiting.take();
        self.serve(cells);
    }

    /// True if all went well.
    fn serve(&self, cells: Vec<Cell>) -> bool {
        let mut failed = false;
        for cell in cells {
            if failed {
                self.finished(&cell.id, Status::Skipped);
                continue;
            }
            self.ran.borrow_mut().push((cell.id.0.clone(), cell.code.clone()));
            self.tell(Event::Started { cell: cell.id.clone(), run: 1 });
            let answer = self.answers.borrow().get(cell.code.trim()).cloned().unwrap_or_else(|| Answer::ok([]));
            for output in answer.outputs {
                self.tell(Event::Output { cell: cell.id.clone(), output });
            }
            let name = |name: &str| Name::new(name, NameKind::Item, cell.id.clone(), "fn");
            self.names.borrow_mut().extend(answer.names.into_iter().map(name));
            failed = answer.status != Status::Ok;
            self.finished(&cell.id, answer.status);
        }
        !failed
    }

    fn finished(&self, cell: &CellId, status: Status) {
        self.tell(Event::Finished { cell: cell.clone(), run: 1, status, took_ms: 120, kept: *self.kept.borrow() });
    }
}

impl Runs for Scripted {
    fn run_all(&self, cells: Vec<Cell>) {
        if *self.0.held.borrow() {
            self.0.waiting.borrow_mut().extend(cells);
        } else {
            self.0.serve(cells);
        }
    }

    fn interrupt(&self) {
        for cell in self.0.waiting.take() {
            self.0.finished(&cell.id, Status::Skipped);
        }
    }

    fn restart(&self) {
        self.interrupt();
        self.0.tell(Event::Restarted { reason: String::new(), again: None });
    }

    fn run_again(&self) {
        let cells: Vec<Cell> = self.0.lost.take();
        self.restore(cells);
    }

    fn restore(&self, cells: Vec<Cell>) {
        let (mut restored, mut lost) = (Vec::new(), Vec::new());
        for cell in cells {
            let id = cell.id.clone();
            let well = self.0.serve(vec![cell]);
            (if well { &mut restored } else { &mut lost }).push(id);
        }
        self.0.tell(Event::Restored { cells: restored, lost });
    }

    fn answer(&self, line: Option<String>) {
        self.0.answered.borrow_mut().push(line);
    }

    fn names(&self) -> Vec<Name> {
        self.0.names.borrow().clone()
    }

    fn proofread(&self, cell: Cell, reply: Box<dyn FnOnce(Vec<Diagnostic>) + Send>) {
        reply(self.0.wrong.borrow().get(&cell.code).cloned().unwrap_or_default());
        self.0.read.borrow_mut().push(cell.code);
    }

    fn moment(&self) -> Moment {
        let completer = Arc::clone(&self.0.completer.borrow());
        Moment::new(completer, Context::default(), self.names())
    }
}
