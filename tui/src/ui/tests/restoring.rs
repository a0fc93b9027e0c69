//! Going on where one was: after a crash, and on another day.

use super::{desk::Desk, script::Answer};
use crossterm::event::KeyCode;
use gradus_kernel::Cell;
use gradus_lessons::Finished;
use gradus_protocol::{Again, CellError, CellId, Event, Output, Status};

const POINTS: &str = "let xs = [1.0, 2.0, 3.0];\nxs.len()";

fn ids(desk: &Desk) -> Vec<String> {
    desk.script.ran.borrow().iter().map(|(id, _)| id.clone()).collect()
}

/// A lesson whose worker died after two cells had finished.
fn crashed(width: u16, height: u16) -> Desk {
    let killed = Output::Error(CellError::Died { message: "it was killed".into() });
    let died = Answer { status: Status::Died, ..Answer::error(killed) };
    let mut desk = Desk::new(width, height).answer("forever()", died).open();
    desk.go_to("points");
    desk.keys("r");
    desk.go_to("use-it");
    desk.write("forever()");
    let cells = ["setup", "points"].map(CellId::new).to_vec();
    desk.script.tell(Event::Restarted { reason: "it was killed".into(), again: Some(Again { cells, seconds: 3 }) });
    *desk.script.lost.borrow_mut() = vec![Cell::new("setup", "use std::f32::consts::PI;"), Cell::new("points", POINTS)];
    desk.settle();
    desk.script.ran.borrow_mut().clear();
    desk
}

#[test]
fn after_a_crash_one_key_brings_the_variables_back() {
    let mut desk = crashed(80, 30);
    insta::assert_snapshot!(desk.screen());
    desk.keys("jk");
    desk.sees("2 cells had finished and can run again");
    desk.keys(".");
    assert_eq!(ids(&desk), ["setup", "points"]);
    desk.sees("2 cells ran again; everything is back.");
    desk.misses("had finished");
    desk.keys(".");
    desk.sees("There is nothing to run again.");
}

#[test]
fn the_key_works_while_typing_and_escape_puts_the_offer_away() {
    let mut desk = crashed(80, 30);
    desk.keys("e!");
    desk.press(KeyCode::F(7));
    assert_eq!(ids(&desk), ["setup", "points"]);
    desk.sees("!");
    let mut desk = crashed(80, 30);
    desk.press(KeyCode::Esc);
    desk.misses("had finished");
    assert!(ids(&desk).is_empty());
}

#[test]
fn cells_that_run_anyway_are_no_longer_offered() {
    let mut desk = crashed(80, 30);
    desk.go_to("points");
    desk.keys("r");
    desk.misses("had finished");
}

/// The lesson as it opens on the day after two cells had finished.
fn next_day(points: &str) -> Desk {
    let no = Answer::error(Output::Error(CellError::Failed { message: "no such file".into(), place: None }));
    let mut desk = Desk::new(80, 30).answer("gone()", no);
    let id = desk.app.catalog.lessons().next().unwrap().id.clone();
    let cell = |id: &str, code: &str| Finished { id: id.into(), code: code.into(), reference: false, took_ms: 900 };
    let done = desk.app.progress.lesson_mut(&id);
    done.cell_finished(cell("setup", "use std::f32::consts::PI;"));
    done.cell_finished(cell("points", points));
    done.cell_finished(cell("removed-since", "1"));
    done.cell_finished(Finished { reference: true, ..cell("slope", "fn slope(w: f32) -> f32 { 2.0 * w }") });
    desk.open()
}

#[test]
fn on_another_day_the_lesson_goes_on_where_it_was() {
    let mut desk = next_day("let xs = [1.0];");
    desk.sees("Continue where you were? 2 cells had finished");
    assert_eq!(ids(&desk), ["setup"], "what runs by itself is not offered");
    desk.keys(".");
    assert_eq!(ids(&desk), ["setup", "points", "slope"]);
    assert_eq!(
        desk.script.ran.borrow()[1].1,
        "let xs = [1.0];",
        "the code that finished, not the one that stands there"
    );
    desk.sees("2 cells ran again; everything is back.");
}

#[test]
fn what_cannot_be_restored_is_named_and_the_rest_runs() {
    let mut desk = next_day("gone()");
    desk.keys(".");
    assert_eq!(ids(&desk), ["setup", "points", "slope"]);
    desk.sees("Could not be restored: `points`.");
}

#[test]
fn what_finished_is_remembered_and_forgotten_with_the_variables() {
    let mut desk = Desk::new(80, 30).open();
    desk.go_to("points");
    desk.keys("r");
    let remembered = |desk: &Desk| {
        let lesson = desk.app.catalog.lessons().next().unwrap().id.clone();
        let done = desk.app.progress.lesson(&lesson).unwrap().clone();
        done.finished.into_iter().map(|cell| (cell.id, cell.code)).collect::<Vec<_>>()
    };
    assert_eq!(remembered(&desk)[1], ("points".into(), POINTS.into()));
    desk.keys("0y");
    assert_eq!(remembered(&desk), []);
}
