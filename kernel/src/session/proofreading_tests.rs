//! Stories of cells that are read while they are being written, on the scripted engine.

use super::*;
use crate::engine::scripted::{Answer, Gate, ScriptedEngine};
use gradus_protocol::{CellError, Status};
use std::sync::mpsc::{self, Receiver, Sender};

type Read = (String, Vec<String>);

/// A session in which `bad` does not compile, and `slow` is held by a gate; its events, and what is said of texts.
fn session(gate: &Gate) -> (Session, Receiver<Event>, Sender<Read>, Receiver<Read>) {
    let (tell, events) = mpsc::channel();
    let slow = Answer::ok([]).held_by(gate);
    let wrong = Diagnostic { code: None, message: "no `y`".into(), rendered: String::new(), place: None, advice: None };
    let make = move |sink| {
        let bad = Answer::error(CellError::Compile { diagnostics: vec![wrong] });
        Box::new(ScriptedEngine::new(sink).answer("bad", bad).answer("slow", slow)) as Box<dyn Engine>
    };
    let (said, heard) = mpsc::channel();
    (Session::start(make, move |event| drop(tell.send(event))), events, said, heard)
}

fn read(session: &Session, said: &Sender<Read>, code: &str) {
    let (said, text) = (said.clone(), code.to_owned());
    let reply = move |found: Vec<Diagnostic>| {
        drop(said.send((text, found.into_iter().map(|error| error.message).collect())));
    };
    session.proofread(Cell::new("draft", code), reply);
}

fn nothing(code: &str) -> Read {
    (code.into(), Vec::new())
}

#[test]
fn what_is_wrong_is_told_and_nothing_runs() {
    let (session, events, said, heard) = session(&Gate::default());
    read(&session, &said, "bad");
    assert_eq!(heard.recv().unwrap(), ("bad".into(), vec!["no `y`".into()]));
    read(&session, &said, ":vars\nbad");
    assert_eq!(heard.recv().unwrap().1, ["no `y`"], "commands are no Rust");
    read(&session, &said, ":vars");
    assert_eq!(heard.recv().unwrap(), nothing(":vars"));
    session.close();
    assert_eq!(events.try_iter().collect::<Vec<_>>(), [Event::Ready]);
}

#[test]
fn a_cell_that_is_to_run_goes_first_and_the_reading_begins_anew() {
    let gate = Gate::default();
    let (session, events, said, heard) = session(&gate);
    read(&session, &said, "slow");
    session.run(Cell::new("a", "a"));
    let ended = |event: &Event| matches!(event, Event::Finished { status: Status::Ok, .. });
    assert!(events.iter().any(|event| ended(&event)), "although the gate is closed");
    gate.open();
    assert_eq!(heard.recv().unwrap(), nothing("slow"));
}

#[test]
fn of_a_text_that_was_written_on_nobody_hears() {
    let (session, _events, said, heard) = session(&Gate::default());
    read(&session, &said, "slow");
    read(&session, &said, "bad");
    assert_eq!(heard.recv().unwrap().0, "bad");
    read(&session, &said, "slow");
    session.close();
    drop(said);
    assert_eq!(heard.iter().count(), 0, "closing ends what is being read");
}

#[test]
fn what_brings_crates_is_not_read() {
    let (session, _events, said, heard) = session(&Gate::default());
    read(&session, &said, ":dep rand\nbad");
    read(&session, &said, "good");
    drop(said);
    assert_eq!(heard.recv().unwrap(), nothing("good"));
    session.close();
    assert_eq!(heard.iter().count(), 0);
}
