//! A line that a running cell waits for.

use super::desk::Desk;
use crossterm::event::KeyCode;
use gradus_protocol::{CellId, Event, Status};

fn asked(prompt: &str, password: bool) -> Desk {
    let mut desk = Desk::new(80, 24).open();
    desk.script.tell(Event::Started { cell: CellId::new("points"), run: 1 });
    desk.script.tell(Event::Ask { cell: CellId::new("points"), prompt: prompt.into(), password });
    desk.settle();
    desk
}

#[test]
fn what_is_typed_is_seen_and_sent_by_enter() {
    let mut desk = asked("Name: ", false);
    desk.keys("Addq");
    desk.press(KeyCode::Backspace);
    desk.press(KeyCode::Backspace);
    desk.keys("a");
    desk.sees("? Name: Ada");
    desk.press(KeyCode::Enter);
    desk.misses("Name:");
    assert_eq!(*desk.script.answered.borrow(), [Some("Ada".to_owned())]);
}

#[test]
fn a_password_is_not_seen_and_escape_is_no_answer() {
    let mut desk = asked("", true);
    desk.keys("abc");
    desk.sees("The cell reads a line: •••");
    desk.press(KeyCode::Esc);
    assert_eq!(*desk.script.answered.borrow(), [None]);
}

#[test]
fn a_cell_that_ends_asks_nothing_more() {
    let mut desk = asked("Name: ", false);
    let (cell, status) = (CellId::new("points"), Status::Interrupted);
    desk.script.tell(Event::Finished { cell, run: 1, status, took_ms: 1, kept: false });
    desk.settle();
    desk.misses("Name:");
}
