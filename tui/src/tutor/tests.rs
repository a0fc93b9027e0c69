//! Stories of a notebook: cells with commands, in a session with a scripted engine.

use super::*;
use crate::cli::fixture;
use gradus_kernel::{
    Engine, Session,
    engine::scripted::{Answer, ScriptedEngine},
};
use gradus_lessons::{State, Store};
use gradus_protocol::{CellError, CellId, Diagnostic, Event, Name, NameKind, Status, Verdict};
use std::{
    fs,
    sync::mpsc::{self, Receiver},
};
use tempfile::TempDir;

struct Notebook {
    session: Session,
    events: Receiver<Event>,
    home: TempDir,
}

impl Notebook {
    fn open() -> Self {
        let home = tempfile::tempdir().unwrap();
        let tutor = Tutor::new(fixture::catalog, Keeping::File(Store::new(home.path())));
        let (tell, events) = mpsc::channel();
        let session = Session::guided(engine, Box::new(tutor), move |event| drop(tell.send(event)));
        Self { session, events, home }
    }

    /// Runs a cell; gives its outputs as text, then how it ended where that is not well.
    fn run(&self, id: &str, code: &str) -> String {
        self.session.run(Cell::new(id, code));
        let mut told = Vec::new();
        loop {
            match self.events.recv().unwrap() {
                Event::Output { output: Output::Display { bundle, .. }, .. } => {
                    assert!(bundle.text("text/html").is_some(), "a notebook shows HTML");
                    told.push(bundle.text("text/plain").unwrap().to_owned());
                }
                Event::Output { output: Output::Verdict(verdict), .. } => {
                    told.push(gradus_kernel::command::verdict(&verdict).text("text/plain").unwrap().to_owned());
                }
                Event::Output {
                    output: Output::Error(CellError::Refused { message }) | Output::Note(message), ..
                } => {
                    told.push(message);
                }
                Event::Finished { cell, status, .. } if cell.0 == id => {
                    if status != Status::Ok {
                        told.push(format!("{status:?}"));
                    }
                    return told.join("\n");
                }
                _ => {}
            }
        }
    }

    fn progress(&self) -> Progress {
        Store::new(self.home.path()).load().unwrap().progress
    }

    fn state(&self) -> State {
        self.progress().lesson(&fixture::lesson().id).map_or(State::NotAttempted, |done| done.state("two"))
    }
}

/// Knows the fixture's answers and judges by the variable that ran last.
fn engine(sink: gradus_kernel::engine::Sink) -> Box<dyn Engine> {
    let two = |cell: &str| [Name::new("two", NameKind::Variable, CellId::new(cell), "i32")];
    let verdict = Output::Verdict(Verdict::Pass { message: "Now you can count.".into() });
    let broken = Diagnostic { code: None, message: "no".into(), rendered: String::new(), place: None, advice: None };
    Box::new(
        ScriptedEngine::new(sink)
            .answer("let two: i32 = 2;", Answer::ok([]).with_names(two("c1")))
            .answer("let two: i32 = 1 + 1;", Answer::ok([]).with_names(two("c2")))
            .answer("let two: i32 = ;", Answer::error(CellError::Compile { diagnostics: vec![broken] }))
            .answer(fixture::lesson().exercises().next().unwrap().check.text.clone(), Answer::ok([verdict])),
    )
}

#[test]
fn an_answer_is_checked_and_kept() {
    let notebook = Notebook::open();
    let opened = notebook.run("c0", ":lesson basics/01-two");
    assert_eq!(opened, "basics/01-two: Two\n0 of 1 exercises solved. About 5 minutes in all.");
    assert_eq!(notebook.run("c1", ":exercise two\nlet two: i32 = 2;"), "");
    assert_eq!(notebook.run("c9", ":check two"), "Right. Now you can count.");
    assert!(notebook.state().is_passed());
    let progress = notebook.progress();
    assert_eq!(progress.lesson(&fixture::lesson().id).unwrap().cells["two"].text, "let two: i32 = 2;");
    let told = notebook.run("c9", ":progress");
    assert_eq!(told, "basics/01-two: Two\n  two  passed\n1 of 1 exercises of the course solved");
}

#[test]
fn a_check_in_the_answers_own_cell_comes_after_the_answer() {
    let notebook = Notebook::open();
    notebook.run("c0", ":lesson two");
    assert_eq!(notebook.run("c1", ":exercise two\n:check\nlet two: i32 = 2;"), "Right. Now you can count.");
}

#[test]
fn what_does_not_answer_yet_is_said() {
    let notebook = Notebook::open();
    notebook.run("c0", ":lesson two");
    let missing = notebook.run("c9", ":check two");
    assert!(missing.contains("begins with `:exercise two`") && missing.contains("let two: i32"), "{missing}");
    assert!(missing.ends_with("Error"));
    notebook.run("c1", ":exercise two\nlet two: i32 = todo!();");
    assert!(notebook.run("c9", ":check two").starts_with("Still open. Nothing is filled in yet"));
    notebook.run("c1", ":exercise two\nlet two: i32 = ;");
    assert!(notebook.run("c9", ":check two").starts_with("Not yet. The cell does not compile"));
    assert_eq!(notebook.state(), State::Tried);
}

#[test]
fn the_copy_that_ran_last_counts() {
    let notebook = Notebook::open();
    notebook.run("c0", ":lesson two");
    notebook.run("c1", ":exercise two\nlet two: i32 = 2;");
    notebook.run("c2", ":exercise two\nlet two: i32 = 1 + 1;");
    assert_eq!(notebook.run("c9", ":check two"), "Right. Now you can count.");
    assert_eq!(notebook.progress().lesson(&fixture::lesson().id).unwrap().cells["two"].text, "let two: i32 = 1 + 1;");
}

#[test]
fn hints_come_one_at_a_time_and_the_solution_asks_first() {
    let notebook = Notebook::open();
    notebook.run("c0", ":lesson two");
    assert_eq!(notebook.run("c9", ":hint two"), "Hint 1 of 3\nMore than one.");
    assert_eq!(notebook.run("c9", ":hint"), "Hint 2 of 3\nLess than three.");
    let question = notebook.run("c9", ":solution two");
    assert!(question.contains("2 of 3 hints") && question.contains("`:solution two yes`"), "{question}");
    assert_eq!(notebook.run("c9", ":solution two yes"), "One solution\nlet two: i32 = 2;");
    let done = notebook.progress().lesson(&fixture::lesson().id).unwrap().cells["two"].clone();
    assert!(done.hints == 2 && done.solution_seen);
    let last = notebook.run("c9", ":hint two");
    assert!(last.starts_with("Hint 3 of 3") && last.contains("last hint"), "{last}");
}

#[test]
fn a_mistyped_name_is_answered() {
    let notebook = Notebook::open();
    assert!(notebook.run("c9", ":check").starts_with("Say which exercise"));
    assert!(notebook.run("c9", ":lesson").starts_with("No lesson is open"));
    // Without a lesson an exercise is looked up in the whole course.
    assert_eq!(notebook.run("c9", ":hint two"), "Hint 1 of 3\nMore than one.");
    notebook.run("c0", ":lesson two");
    assert!(notebook.run("c9", ":check tow").starts_with("basics/01-two has no exercise `tow`. Did you mean `two`?"));
    assert!(notebook.run("c9", ":lesson twoo").contains("Error"));
}

#[test]
fn a_later_versions_progress_is_left_alone() {
    let notebook = Notebook::open();
    let file = Store::new(notebook.home.path()).file();
    fs::write(&file, r#"{ "version": 99 }"#).unwrap();
    notebook.run("c0", ":lesson two");
    notebook.run("c1", ":exercise two\nlet two: i32 = 2;");
    let told = notebook.run("c9", ":check two");
    assert!(told.starts_with("Right.") && told.contains("could not be saved"), "{told}");
    assert!(notebook.run("c9", ":hint two").contains("99"));
    assert_eq!(fs::read_to_string(&file).unwrap(), r#"{ "version": 99 }"#);
}
