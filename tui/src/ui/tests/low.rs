//! What a run gave comes into sight on a low screen, too; and what is told by colours is told by marks as well.

use super::{desk::Desk, script::Answer};
use crate::ui::app::touring;
use crossterm::event::{KeyCode, KeyModifiers};
use gradus_protocol::Output;

/// A cell of twelve lines that gives twenty, selected.
fn long(width: u16, height: u16) -> Desk {
    let code: String = (1..=12).map(|line| format!("let line_{line} = {line};\n")).collect();
    let out: String = (1..=20).map(|line| format!("out {line}\n")).collect();
    let mut desk = Desk::new(width, height).open().answer(&code, Answer::ok([Output::stdout(out.as_str())]));
    desk.go_to("points");
    desk.write(code.trim_end());
    desk
}

#[test]
fn the_beginning_of_the_output_and_the_end_of_the_code_are_seen() {
    for (width, height) in [(80, 10), (60, 20), (60, 10), (100, 30)] {
        let mut desk = long(width, height);
        desk.keys("r");
        desk.sees("out 1");
        desk.sees("let line_12");
    }
}

#[test]
fn from_the_editor_too_and_typing_goes_back_to_the_line() {
    for (width, height) in [(80, 10), (60, 20)] {
        let mut desk = long(width, height);
        desk.keys("e");
        desk.press_with(KeyCode::Home, KeyModifiers::CONTROL);
        desk.press(KeyCode::F(5));
        desk.sees("out 1");
        desk.sees("let line_12");
        desk.keys("x");
        desk.sees("xlet line_1 ");
    }
}

#[test]
fn an_edited_line_stays_where_there_is_room_for_both() {
    let mut desk = long(80, 10);
    desk.keys("e");
    desk.press_with(KeyCode::End, KeyModifiers::CONTROL);
    desk.press(KeyCode::Up);
    desk.press(KeyCode::F(5));
    desk.sees("let line_11");
    desk.sees("out 1");
}

#[test]
fn who_goes_on_sees_what_the_cell_gave() {
    for (width, height) in [(80, 10), (60, 20)] {
        let mut desk = long(width, height);
        desk.keys("N");
        desk.sees("out 1");
        assert_ne!(
            desk.app.notebook.as_ref().unwrap().selected,
            desk.app.notebook.as_ref().unwrap().position("points")
        );
    }
    let mut desk = Desk::new(80, 12).open();
    desk.go_to("points");
    desk.keys("N");
    desk.sees("What is the slope");
}

#[test]
fn who_scrolled_away_is_left_alone() {
    let mut desk = long(80, 10);
    *desk.script.held.borrow_mut() = true;
    desk.keys("r");
    desk.keys("g");
    let before = desk.screen();
    desk.script.release();
    desk.settle();
    desk.misses("out 1");
    assert_eq!(desk.screen().lines().nth(1), before.lines().nth(1));
}

#[test]
fn what_goes_to_the_standard_error_stands_behind_a_mark() {
    let outputs = [Output::stdout("fine\n"), Output::stderr("careful\nvery\n"), Output::stdout("fine again\n")];
    let mut desk = Desk::new(80, 40).open().answer("print", Answer::ok(outputs));
    desk.go_to("points");
    desk.write("print");
    desk.keys("r");
    for line in ["     fine", "   ! careful", "   ! very", "     fine again"] {
        assert!(
            desk.screen().lines().any(|shown| shown.trim_end_matches(['▐', ' ']) == line),
            "no {line:?} on\n{}",
            desk.screen()
        );
    }
    desk.keys("O");
    desk.sees(" ! careful");
}

#[test]
fn the_tour_names_its_keys_on_the_lowest_screen() {
    for (width, height) in [(40, 10), (80, 10), (80, 24)] {
        let mut desk = Desk::first(width, height);
        for _ in 1..touring::STEPS {
            desk.sees("go on");
            desk.press(KeyCode::Enter);
        }
        desk.sees("begin");
        desk.press(KeyCode::Enter);
        assert!(desk.app.panel.is_none());
    }
}
