//! A cell's text: typed, saved, cut, opened elsewhere.

use super::{desk::Desk, script::Answer};
use crate::ui::app::Message;
use crossterm::event::{Event as Input, KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use gradus_lessons::State;
use ratatui::layout::Position;
use std::time::Duration;

const RIGHT: &str = "fn slope(w: f32) -> f32 { w + w }";
const CHECK: &str = "check(slope)";

#[test]
fn typing_is_saved_and_taken_up_again() {
    let mut desk =
        Desk::new(80, 30).answer(RIGHT, Answer::ok([]).with_names(&["slope"])).answer(CHECK, Answer::pass("")).open();
    desk.go_to("slope");
    desk.write(RIGHT);
    desk.keys("c");
    desk.pass(Duration::from_secs(1));
    desk.until(|desk| !desk.store.load().unwrap().progress.lessons.is_empty());
    let saved = desk.store.load().unwrap().progress;
    let id = &desk.app.notebook.as_ref().unwrap().lesson.id;
    assert_eq!(saved.lesson(id).unwrap().state("slope"), State::Passed { at: 1_000 });
    assert_eq!(saved.lesson(id).unwrap().cells["slope"].text, RIGHT);
    let store = desk.store.clone();
    desk.app.finish().unwrap();
    assert!(store.load().unwrap().progress.lessons.values().all(|lesson| lesson.position.begun()));
}

#[test]
fn the_cursor_stays_in_sight_while_typing() {
    let mut desk = Desk::new(40, 10).open();
    desk.go_to("points");
    desk.keys("e");
    for _ in 0..30 {
        desk.press(KeyCode::Enter);
    }
    desk.keys("x");
    let cursor = desk.cursor();
    assert!((1..9).contains(&cursor.y), "{cursor:?}\n{}", desk.screen());
    let left = desk.buffer()[(cursor.x - 1, cursor.y)].symbol().to_owned();
    assert_eq!(left, "x", "{}", desk.screen());
}

#[test]
fn ctrl_c_in_the_editor_copies_what_is_selected_and_else_stops_what_runs() {
    let mut desk = Desk::new(80, 30).answer("1 + 1", Answer::ok([])).open();
    desk.go_to("points");
    desk.write("1 + 1");
    desk.keys("e");
    desk.press_with(KeyCode::Char('c'), KeyModifiers::CONTROL);
    desk.sees("Nothing is selected");
    *desk.script.held.borrow_mut() = true;
    desk.press_with(KeyCode::Char('r'), KeyModifiers::CONTROL);
    desk.press_with(KeyCode::Home, KeyModifiers::CONTROL);
    desk.press_with(KeyCode::End, KeyModifiers::CONTROL | KeyModifiers::SHIFT);
    desk.press_with(KeyCode::Char('c'), KeyModifiers::CONTROL);
    assert_eq!(desk.app.take_copied().as_deref(), Some("1 + 1"));
    desk.sees("○ waiting");
    desk.press(KeyCode::End);
    desk.press_with(KeyCode::Char('c'), KeyModifiers::CONTROL);
    desk.misses("○ waiting");
    desk.press_with(KeyCode::Char('v'), KeyModifiers::CONTROL);
    desk.sees("1 + 11 + 1");
}

#[test]
fn a_line_longer_than_the_box_shows_where_it_is_typed_and_clicked() {
    let mut desk = Desk::new(40, 24).open();
    desk.go_to("points");
    desk.write("");
    desk.keys("e");
    desk.keys(&"abcdefghij".repeat(6));
    desk.sees("abcdefghij ");
    let cursor = desk.cursor();
    let at = Position::new(cursor.x - 4, cursor.y);
    let click = MouseEventKind::Down(MouseButton::Left);
    let mouse = MouseEvent { kind: click, column: at.x, row: at.y, modifiers: KeyModifiers::NONE };
    desk.update(Message::Input(Input::Mouse(mouse)));
    assert_eq!(desk.cursor(), at, "{}", desk.screen());
    desk.keys("X");
    desk.sees("abcdefXghij");
}

#[test]
fn a_cell_goes_to_the_learners_editor_and_comes_back() {
    let mut desk = Desk::new(80, 30).open();
    desk.go_to("guess");
    desk.keys("E");
    desk.sees("Only a cell can be opened");
    desk.go_to("points");
    desk.press(KeyCode::F(2));
    let cell = desk.app.take_outside().unwrap();
    assert_eq!((cell.id.as_str(), cell.markdown), ("points", false));
    desk.app.written_outside(&cell, Ok("1 + 1".into()));
    desk.draw();
    desk.sees("┃ 1 + 1");
    desk.sees("The text from the editor is in the cell");
    desk.keys("e");
    desk.press_with(KeyCode::Char('z'), KeyModifiers::CONTROL);
    desk.sees("xs.len()");
    desk.press(KeyCode::Esc);
    desk.keys("E");
    let cell = desk.app.take_outside().unwrap();
    desk.app.written_outside(&cell, Err("The editor did not end well.".into()));
    desk.draw();
    desk.sees("The editor did not end well.");
    desk.sees("xs.len()");
}

#[test]
fn what_is_cut_goes_to_the_terminals_clipboard() {
    let mut desk = Desk::new(80, 30).open();
    desk.go_to("points");
    desk.write("1 + 1");
    desk.keys("e");
    desk.press_with(KeyCode::Home, KeyModifiers::CONTROL);
    desk.press_with(KeyCode::End, KeyModifiers::CONTROL | KeyModifiers::SHIFT);
    desk.press_with(KeyCode::Char('x'), KeyModifiers::CONTROL);
    assert_eq!(desk.app.take_copied().as_deref(), Some("1 + 1"));
    desk.misses("1 + 1");
}
