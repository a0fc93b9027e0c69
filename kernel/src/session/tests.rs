use super::*;
use crate::engine::scripted::{Answer, Gate, ScriptedEngine};
use gradus_protocol::{CellError, CellId, NameKind, Output};
use std::sync::mpsc::{self, Receiver};

/// A session over scripted answers, and its events.
fn session(answers: impl IntoIterator<Item = (&'static str, Answer)> + Send + 'static) -> (Session, Receiver<Event>) {
    let script = move |sink| {
        let engine = ScriptedEngine::new(sink);
        let known = answers.into_iter().fold(engine, |engine, (code, answer)| engine.answer(code, answer));
        Box::new(known) as Box<dyn Engine>
    };
    let (tell, events) = mpsc::channel();
    (Session::start(script, move |event| tell.send(event).unwrap()), events)
}

fn cells<const N: usize>(codes: [&str; N]) -> [Cell; N] {
    codes.map(|code| Cell::new(code, code))
}

/// Ends the session and writes its events down, a word each.
fn story(session: Session, events: &Receiver<Event>) -> Vec<String> {
    session.close();
    events.try_iter().map(|event| word(&event)).collect()
}

fn word(event: &Event) -> String {
    match event {
        Event::Preparing(progress) => progress.step.clone(),
        Event::Ready => "ready".into(),
        Event::Unavailable { message } => format!("unavailable: {message}"),
        Event::Started { cell, run } => format!("{cell} starts as {run}"),
        Event::Output { cell, output: Output::Stream { data, .. } } => {
            format!("{cell} says {}", String::from_utf8_lossy(data))
        }
        Event::Output { cell, output } => format!("{cell} gives {output:?}"),
        Event::Finished { cell, run, status, .. } => format!("{cell} ends as {run}: {status:?}"),
        Event::Restarted { reason, again: None } => format!("restarted: {reason}"),
        Event::Restarted { reason, again: Some(again) } => format!("restarted: {reason}, offers {}", ids(&again.cells)),
        Event::Ask { cell, prompt, .. } => format!("{cell} asks {prompt}"),
        Event::Names { names } => format!("knows {} names", names.len()),
        Event::Restored { cells, lost } => format!("restored {}, lost {}", ids(cells), ids(lost)),
    }
}

fn ids(cells: &[CellId]) -> String {
    cells.iter().map(|cell| cell.0.as_str()).collect::<Vec<_>>().join(" ")
}

/// Waits for an event that is told with these words.
fn until(events: &Receiver<Event>, words: &str) -> Vec<String> {
    let mut seen = Vec::new();
    while seen.last().is_none_or(|last| last != words) {
        seen.push(word(&events.recv().unwrap()));
    }
    seen
}

fn failure() -> Answer {
    Answer::error(CellError::Failed { message: "no".into(), place: None })
}

#[test]
fn cells_run_in_order_and_are_counted() {
    let (session, events) = session([]);
    session.run_all(cells(["a"]));
    session.run(Cell::probe("check", "check"));
    session.run_all(cells(["b"]));
    let told = until(&events, "b ends as 2: Ok");
    let starts: Vec<_> = told.iter().filter(|word| word.contains("starts")).map(String::as_str).collect();
    assert_eq!(starts, ["a starts as 1", "check starts as 1", "b starts as 2"], "a probe does not count");
}

#[test]
fn a_run_is_told_from_start_to_end() {
    let (session, events) = session([("a", Answer::ok([Output::stdout("1"), Output::stdout("2")]))]);
    session.run_all(cells(["a"]));
    assert_eq!(
        until(&events, "a ends as 1: Ok"),
        ["ready", "a starts as 1", "a says 1", "a says 2", "a ends as 1: Ok"]
    );
}

#[test]
fn after_a_failure_the_rest_of_its_batch_is_skipped_and_the_next_batch_runs() {
    let (session, events) = session([("bad", failure())]);
    session.run_all(cells(["a", "bad", "b", "c"]));
    session.run_all(cells(["d"]));
    let told = until(&events, "d ends as 3: Ok");
    let ends: Vec<_> = told.iter().filter(|word| word.contains("ends")).collect();
    let wanted =
        ["a ends as 1: Ok", "bad ends as 2: Error", "b ends as 0: Skipped", "c ends as 0: Skipped", "d ends as 3: Ok"];
    assert_eq!(ends, wanted.iter().collect::<Vec<_>>());
}

#[test]
fn an_interrupt_stops_the_running_cell_and_skips_the_queue_but_not_what_comes_later() {
    let (session, events) = session([("long", Answer::ok([Output::stdout("on")]).held_by(&Gate::default()))]);
    session.run_all(cells(["long", "a"]));
    session.run_all(cells(["b"]));
    until(&events, "long says on");
    assert!(session.busy());
    session.interrupt();
    session.run_all(cells(["c"]));
    let told = until(&events, "c ends as 2: Ok");
    assert_eq!(
        told,
        [
            "long gives Error(Interrupted)",
            "long ends as 1: Interrupted",
            "a ends as 0: Skipped",
            "b ends as 0: Skipped",
            "c starts as 2",
            "c ends as 2: Ok"
        ]
    );
}

#[test]
fn a_restart_stops_the_running_cell_forgets_the_names_and_counts_anew() {
    let name = Name::new("x", NameKind::Variable, CellId::new("a"), "i32");
    let gate = Gate::default();
    let (session, events) = session([
        ("a", Answer::ok([]).with_names([name.clone()])),
        ("long", Answer::ok([Output::stdout("on")]).held_by(&gate)),
    ]);
    session.run_all(cells(["a"]));
    until(&events, "a ends as 1: Ok");
    assert_eq!(session.names(), [name]);
    session.run_all(cells(["long", "b"]));
    until(&events, "long says on");
    session.restart();
    session.run_all(cells(["c"]));
    let told = until(&events, "c ends as 1: Ok");
    let wanted =
        ["long ends as 2: Interrupted", "b ends as 0: Skipped", "restarted: ", "c starts as 1", "c ends as 1: Ok"];
    assert_eq!(told[1..], wanted);
    assert!(session.names().is_empty());
}

#[test]
fn a_dead_worker_is_told_and_the_session_goes_on() {
    let (session, events) = session([("boom", Answer::died("it aborted"))]);
    session.run_all(cells(["boom", "a"]));
    session.run_all(cells(["b"]));
    let told = until(&events, "b ends as 2: Ok");
    assert_eq!(told[3..6], ["restarted: it aborted", "boom ends as 1: Died", "a ends as 0: Skipped"]);
}

#[test]
fn finished_cells_run_again_when_asked_and_those_that_fail_are_named() {
    let (session, events) = session([("boom", Answer::died("it aborted")), ("bad", failure())]);
    session.run_all(cells(["a", "b"]));
    session.run(Cell::probe("check", "check"));
    session.run(Cell::new("b", "newer b"));
    session.run_all(cells(["bad"]));
    session.run_all(cells(["boom"]));
    until(&events, "restarted: it aborted, offers a b");
    session.run_again();
    let told = until(&events, "restored a b, lost ");
    let ended: Vec<_> = told.iter().filter(|word| word.contains("ends")).collect();
    assert_eq!(ended, ["boom ends as 5: Died", "a ends as 6: Ok", "b ends as 7: Ok"]);
    session.run_again();
    assert_eq!(until(&events, "restored , lost "), ["restored , lost "], "nothing is lost any more");
}

#[test]
fn a_session_of_another_day_goes_on_after_a_cell_that_fails_but_not_after_a_stop() {
    let gate = Gate::default();
    let (session, events) = session([("bad", failure()), ("long", Answer::ok([Output::stdout("on")]).held_by(&gate))]);
    session.restore(cells(["a", "bad", "b"]).to_vec());
    let told = until(&events, "restored a b, lost bad");
    assert!(told.contains(&"b ends as 3: Ok".into()), "{told:?}");
    session.restore(cells(["c", "long", "d"]).to_vec());
    until(&events, "long says on");
    session.interrupt();
    let told = until(&events, "restored c, lost long d");
    assert!(told.contains(&"d ends as 0: Skipped".into()), "{told:?}");
}

#[test]
fn an_engine_that_cannot_start_says_why_for_every_try() {
    let (tell, events) = mpsc::channel();
    let session = Session::start(
        |sink| Box::new(ScriptedEngine::new(sink).unavailable("no Rust here")),
        move |event| tell.send(event).unwrap(),
    );
    session.run_all(cells(["a", "b"]));
    let told = until(&events, "b ends as 0: Skipped");
    let why = "unavailable: no Rust here";
    assert_eq!(told, [why, why, "a ends as 0: Skipped", "b ends as 0: Skipped"]);
}

#[test]
fn closing_stops_what_runs_and_leaves_no_cell_without_an_end() {
    let (session, events) = session([("long", Answer::ok([Output::stdout("on")]).held_by(&Gate::default()))]);
    session.run_all(cells(["long", "a"]));
    until(&events, "long says on");
    let told = story(session, &events);
    assert_eq!(told[1..], ["long ends as 1: Interrupted", "a ends as 0: Skipped"]);
}

#[test]
fn an_open_gate_lets_a_cell_end() {
    let gate = Gate::default();
    let (session, events) = session([("long", Answer::ok([Output::stdout("on")]).held_by(&gate))]);
    session.run_all(cells(["long"]));
    until(&events, "long says on");
    gate.open();
    until(&events, "long ends as 1: Ok");
}

#[test]
fn an_engine_that_panics_leaves_nobody_waiting() {
    let (tell, events) = mpsc::channel();
    let session = Session::start(|_| panic!("a fault of ours"), move |event| tell.send(event).unwrap());
    assert!(matches!(events.recv(), Ok(Event::Unavailable { .. })));
    session.close();
}
