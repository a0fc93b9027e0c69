//! A notebook over the direct engine, for stories: run a cell, ask for its value or its error.

use gradus_kernel::{
    Cell, Engine,
    analyst::NoAnalysis,
    engine::{
        Answerer, Dependency, EngineEvent, Sink,
        direct::{DirectEngine, DirectOptions},
    },
};
use gradus_protocol::{Again, CellError, CellId, Output, Progress, Status};
use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, OnceLock},
};

/// An engine and what it said.
pub struct Notebook {
    pub engine: DirectEngine,
    pub said: Arc<Mutex<Vec<EngineEvent>>>,
    /// How the last worker ended, and what could run again.
    pub restarted: Option<(String, Option<Again>)>,
    /// The long steps that were told.
    pub steps: Vec<Progress>,
    lines: Arc<Mutex<VecDeque<String>>>,
    cells: usize,
}

impl Notebook {
    /// A session of its own on the shared runtime.
    pub fn open() -> Self {
        // Built once for all tests of this folder.
        drop(super::runtime());
        let said = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&said);
        let lines: Arc<Mutex<VecDeque<String>>> = Arc::default();
        let answerer: Arc<OnceLock<Answerer>> = Arc::default();
        let (typed, answering) = (Arc::clone(&lines), Arc::clone(&answerer));
        let sink: Sink = Arc::new(move |event| {
            if let EngineEvent::Ask { .. } = event {
                answering.get().unwrap()(typed.lock().unwrap().pop_front());
            }
            heard.lock().unwrap().push(event);
        });
        let (home, sources, worker) = (super::home(), super::sources(), super::worker_command());
        let options = DirectOptions { home, sources, worker, completer: Arc::new(NoAnalysis) };
        let engine = DirectEngine::new(options, sink);
        assert!(answerer.set(engine.answerer()).is_ok());
        Self { engine, said, lines, restarted: None, steps: Vec::new(), cells: 0 }
    }

    /// Runs a cell of its own id.
    pub fn run(&mut self, code: &str) -> (Status, Vec<Output>) {
        self.cells += 1;
        let id = format!("c{}", self.cells);
        self.run_cell(&Cell::new(id, code))
    }

    /// Runs a cell.
    pub fn run_cell(&mut self, cell: &Cell) -> (Status, Vec<Output>) {
        self.said.lock().unwrap().clear();
        let status = self.engine.run(cell);
        (status, self.outputs())
    }

    fn outputs(&mut self) -> Vec<Output> {
        let said = std::mem::take(&mut *self.said.lock().unwrap());
        let mut outputs = Vec::new();
        for event in said {
            match event {
                EngineEvent::Output(_, output) => outputs.push(output),
                EngineEvent::Restarted(reason, again) => self.restarted = Some((reason, again)),
                EngineEvent::Preparing(progress) => self.steps.push(progress),
                EngineEvent::Prepared | EngineEvent::Ask { .. } => {}
            }
        }
        outputs
    }

    /// What is typed when cells ask; without a line, nobody answers.
    pub fn types(&self, lines: &[&str]) {
        self.lines.lock().unwrap().extend(lines.iter().map(|line| line.to_string()));
    }

    /// Asks for crates as `:dep` does.
    pub fn depend(&mut self, lines: &[&str]) -> (Status, Vec<Output>) {
        let wanted: Vec<_> = lines.iter().map(|line| Dependency::parse(line).unwrap()).collect();
        self.said.lock().unwrap().clear();
        let status = self.engine.depend(&CellId::new("dep"), &wanted);
        (status, self.outputs())
    }

    /// Runs a cell that must succeed, and gives the text of its value.
    pub fn value(&mut self, code: &str) -> String {
        let (status, outputs) = self.run(code);
        assert_eq!(status, Status::Ok, "{code}\n{outputs:#?}");
        let value = outputs.iter().find_map(|output| match output {
            Output::Value(bundle) => bundle.text("text/plain"),
            _ => None,
        });
        value.unwrap_or_default().to_owned()
    }

    /// Runs a cell that must fail, and gives the reason with the notes before it.
    pub fn error(&mut self, code: &str) -> (CellError, Vec<String>) {
        let (status, outputs) = self.run(code);
        assert_ne!(status, Status::Ok, "{code}\n{outputs:#?}");
        let notes = notes(&outputs);
        let error = outputs.into_iter().find_map(|output| match output {
            Output::Error(error) => Some(error),
            _ => None,
        });
        (error.expect("a failed cell says why"), notes)
    }

    /// Runs a cell that must not compile, and gives code, line and column of the first error.
    pub fn rejected(&mut self, code: &str) -> (String, u32, u32) {
        match self.error(code).0 {
            CellError::Compile { diagnostics } => {
                let first = &diagnostics[0];
                let at = first.place.clone().expect("an error of the learner's has a place");
                for hidden in ["gradus_cell", "__rt", "__new", "__g1"] {
                    assert!(!first.rendered.contains(hidden), "{}", first.rendered);
                }
                (first.code.clone().unwrap_or_default(), at.line, at.column)
            }
            other => panic!("{code}: {other:?}"),
        }
    }

    /// Runs a cell that must not compile, and gives the first sentence of ours about it.
    pub fn advice(&mut self, code: &str) -> String {
        match self.error(code).0 {
            CellError::Compile { diagnostics } => diagnostics.into_iter().find_map(|d| d.advice).unwrap_or_default(),
            other => panic!("{code}: {other:?}"),
        }
    }

    /// Runs a cell that must be refused in our words, and gives them.
    pub fn refused(&mut self, code: &str) -> String {
        match self.error(code).0 {
            CellError::Refused { message } => message,
            other => panic!("{code}: {other:?}"),
        }
    }
}

/// The engine's notes among outputs.
pub fn notes(outputs: &[Output]) -> Vec<String> {
    outputs
        .iter()
        .filter_map(|output| if let Output::Note(note) = output { Some(note.clone()) } else { None })
        .collect()
}
