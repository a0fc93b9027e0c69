//! Stories of cells that begin with commands, on the scripted engine.

use super::*;
use crate::{
    analyst::{Completions, NoAnswer, State},
    command::probe,
    engine::scripted::{Answer, ScriptedEngine},
};
use gradus_protocol::{CellError, CellId, Diagnostic, Documentation, NameKind, Output, Progress};
use std::sync::mpsc::{self, Receiver};

/// Answers every question for documentation, or none.
struct Told(State);

impl Completer for Told {
    fn complete(&self, _: &Context, _: &str, _: usize) -> Result<Completions, NoAnswer> {
        unreachable!("no command completes")
    }

    fn document(&self, _: &Context, cell: &str, cursor: usize) -> Result<Option<Documentation>, NoAnswer> {
        let signature = format!("{cell} at {cursor}");
        Ok((cell != "nothing").then(|| Documentation { signature, text: "Says it all.".into() }))
    }

    fn wake(&self) {}

    fn state(&self) -> State {
        self.0.clone()
    }
}

fn ready() -> State {
    State::Ready { memory: None }
}

/// A session in which `x` is known and some cells have answers.
fn session(state: State) -> (Session, Receiver<Event>) {
    let (tell, events) = mpsc::channel();
    let make = move |sink| {
        let x = Name {
            full_type: Some("Tensor<Rank2<4, 2>, f32, Cpu>".into()),
            ..Name::new("x", NameKind::Variable, CellId::new("a"), "Tensor<4x2, f32>")
        };
        let diagnostic =
            Diagnostic { code: None, message: "no `y`".into(), rendered: String::new(), place: None, advice: None };
        let engine = ScriptedEngine::new(sink)
            .with_completer(Told(state))
            .answer("let x = t();", Answer::ok([]).with_names([x]))
            .answer(":dep rand", Answer::ok([Output::stdout("rand is here")]))
            .answer(":dep itertools = \"0.13\"", Answer::ok([Output::stdout("itertools is here")]))
            .answer("print", Answer::ok([Output::stdout("ran")]))
            .answer(probe("x.exp()"), Answer::ok([Output::stdout("core::f32")]))
            .answer(probe("y"), Answer::error(CellError::Compile { diagnostics: vec![diagnostic] }));
        Box::new(engine) as Box<dyn Engine>
    };
    let session = Session::start(make, move |event| drop(tell.send(event)));
    session.run(Cell::new("a", "let x = t();"));
    (session, events)
}

/// What a cell gives: outputs as text, then how it ended.
fn gives(session: &(Session, Receiver<Event>), code: &str) -> Vec<String> {
    session.0.run(Cell::new("c", code));
    let mut told = Vec::new();
    loop {
        match session.1.recv().unwrap() {
            Event::Output { output: Output::Display { bundle, .. }, .. } => {
                told.push(bundle.text("text/plain").unwrap().to_owned());
            }
            Event::Output { output: Output::Stream { data, .. }, .. } => told.push(String::from_utf8(data).unwrap()),
            Event::Output { output: Output::Error(CellError::Refused { message }), .. } => told.push(message),
            Event::Output { output, .. } => told.push(format!("{output:?}")),
            Event::Finished { cell, status, .. } if cell.0 == "c" => {
                told.push(format!("{status:?}"));
                return told;
            }
            _ => {}
        }
    }
}

#[test]
fn commands_are_answered_in_order_and_then_the_rust_below_runs() {
    let session = session(ready());
    let told = gives(&session, ":type x\n:opt 3\nprint");
    assert_eq!(told[0], "Tensor<4x2, f32>\nTensor<Rank2<4, 2>, f32, Cpu>");
    assert!(told[1].contains("level 3"));
    assert_eq!(told[2..], ["ran", "Ok"]);
    assert!(gives(&session, ":opt")[0].contains("level 3"), "it stays");
}

#[test]
fn a_level_may_be_for_one_cell_alone() {
    let ((tell, events), (tell_given, given)) = (mpsc::channel(), mpsc::channel());
    let make = move |sink| {
        let engine = ScriptedEngine::new(sink);
        tell_given.send(engine.given()).unwrap();
        Box::new(engine) as Box<dyn Engine>
    };
    let session = (Session::start(make, move |event| drop(tell.send(event))), events);
    for code in [":opt 1", ":opt 3 here\nfast", "next", ":opt auto", ":opt 2 here\nlast", "end"] {
        gives(&session, code);
    }
    let given = given.recv().unwrap();
    let levels: Vec<_> = super::lock(&given).iter().map(|cell| (cell.code.trim().to_owned(), cell.opt)).collect();
    let wanted = [("fast", Some(3)), ("next", Some(1)), ("last", Some(2)), ("end", None)];
    assert_eq!(levels, wanted.map(|(code, level)| (code.to_owned(), level)));
}

#[test]
fn a_line_that_is_no_command_stops_the_cell_before_its_rust() {
    let session = session(ready());
    let told = gives(&session, ":vras\nprint");
    assert!(told[0].contains(":vars"), "{told:?}");
    assert_eq!(told[1..], ["Error"]);
}

#[test]
fn the_type_of_an_expression_is_told_and_its_probe_stays_hidden() {
    let session = session(ready());
    assert_eq!(gives(&session, ":type x.exp()"), ["core::f32", "Ok"]);
    let told = gives(&session, ":type y");
    assert!(told[0].contains("no `y`") && told[0].contains("`y`"), "{told:?}");
    assert_eq!(told.len(), 2);
}

#[test]
fn documentation_is_told_or_promised() {
    let told = gives(&session(ready()), ":doc x.exp()");
    assert_eq!(told[0], "```rust\nx.exp() at 5\n```\n\nSays it all.");
    let told = gives(&session(ready()), ":doc nothing");
    assert_eq!(told[1..], ["Error"]);
    let loading = Progress { step: "reading".into(), done: 1, total: 3, seconds_left: None };
    let told = gives(&session(State::Loading(loading)), ":doc x");
    assert!(told[0].contains("reading") && told[1] == "Ok", "{told:?}");
}

#[test]
fn the_cost_is_that_of_the_last_cell_or_of_the_code_on_the_line() {
    let session = session(ready());
    assert!(gives(&session, ":time")[0].contains("ms: generate"));
    let told = gives(&session, ":time print");
    assert_eq!(told[0], "ran");
    assert!(told[1].contains("ms: generate"), "{told:?}");
}

#[test]
fn crates_are_asked_for_before_the_rust_below_runs() {
    let session = session(ready());
    let told = gives(&session, ":dep rand\n:dep itertools = \"0.13\"\nprint");
    assert_eq!(told, ["rand is here", "itertools is here", "ran", "Ok"]);
    assert!(gives(&session, ":dep 1a")[0].contains(":dep itertools"));
}

#[test]
fn variables_are_a_table() {
    let told = gives(&session(ready()), ":vars");
    assert!(told[0].contains("x") && told[0].contains("Tensor<4x2, f32>"), "{told:?}");
}

#[test]
fn a_hidden_check_holds_no_commands() {
    let (session, events) = session(ready());
    session.run(Cell::probe("c", ":vars"));
    let told = events.iter().take_while(|event| !matches!(event, Event::Finished { cell, .. } if cell.0 == "c"));
    assert!(!told.into_iter().any(|event| matches!(event, Event::Output { .. })));
}
