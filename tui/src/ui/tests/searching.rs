//! Words looked for in a whole lesson: in its text, in code, in what cells gave.

use super::{desk::Desk, script::Answer};
use crate::ui::app::Message;
use crossterm::event::{Event as Input, KeyCode, KeyModifiers};
use gradus_protocol::Output;
use ratatui::style::Modifier;

const POINTS: &str = "let xs = [1.0, 2.0, 3.0];\nxs.len()";

/// A lesson whose first cell said this.
fn said(output: &str) -> Desk {
    let mut desk = Desk::new(80, 24).answer(POINTS, Answer::ok([Output::stdout(output)])).open();
    desk.go_to("points");
    desk.keys("rg");
    desk
}

fn typed(desk: &mut Desk, words: &str) {
    desk.keys("/");
    desk.keys(words);
}

/// The text of the current place, as it is marked.
fn marked(desk: &Desk) -> String {
    let cells = desk.buffer().content.iter();
    cells.filter(|cell| cell.modifier.contains(Modifier::REVERSED)).map(|cell| cell.symbol()).collect()
}

#[test]
fn text_code_and_outputs_are_searched_and_counted() {
    let mut desk = said("xs hold three\n");
    typed(&mut desk, "XS");
    desk.sees("/ XS▏ 0 of 0");
    desk.press(KeyCode::Backspace);
    desk.press(KeyCode::Backspace);
    desk.keys("xs");
    desk.sees("/ xs▏ 1 of 3");
    assert_eq!(marked(&desk), "xs");
    desk.press(KeyCode::Enter);
    desk.sees("/ xs  1 of 3 (n next, N before, Esc end)");
    assert_eq!(desk.cell(), "points");
    desk.keys("nn");
    desk.sees("3 of 3");
    desk.keys("n");
    desk.sees("1 of 3");
    desk.keys("N");
    desk.sees("3 of 3");
    // A test screen keeps what stood under the second half of a wide letter.
    desk.repaint();
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn a_place_out_of_sight_comes_into_sight_and_its_cell_is_chosen() {
    let mut desk = said(&"\n".repeat(40));
    typed(&mut desk, "slope(21");
    desk.press(KeyCode::Enter);
    desk.sees("slope(21.0)");
    assert_eq!((desk.cell(), marked(&desk).as_str()), ("use-it", "slope(21"));
    desk.press(KeyCode::Esc);
    assert_eq!(marked(&desk), "");
    desk.misses("of 1");
    desk.keys("p");
    assert_eq!(desk.cell(), "slope", "keys mean again what they meant");
}

#[test]
fn words_over_the_end_of_a_line_of_prose_are_one_place() {
    let mut desk = Desk::longer(&"a long sentence of weighted sums that wraps ".repeat(4), 40, 24, super::desk::THEME);
    desk = desk.open();
    typed(&mut desk, "sums that wraps a long");
    desk.sees("of 3");
}

#[test]
fn what_is_folded_or_cut_opens_where_the_words_stand_in_it() {
    let lines: String = (0..60).map(|step| format!("step {step}\n")).collect();
    let mut desk = said(&lines);
    desk.misses("step 30");
    typed(&mut desk, "step 30");
    desk.sees("0 of 0");
    desk.press(KeyCode::Enter);
    desk.sees("1 of 1");
    assert_eq!(marked(&desk), "step 30");
    desk.press(KeyCode::Esc);
    desk.keys("g");
    desk.misses("use std::f32::consts::PI;");
    typed(&mut desk, "consts");
    desk.press(KeyCode::Enter);
    desk.sees("use std::f32::consts::PI;");
    desk.sees("1 of 1");
}

#[test]
fn a_search_ends_where_a_cell_is_written_in_and_takes_pasted_words() {
    let mut desk = said("");
    desk.press_with(KeyCode::Char('f'), KeyModifiers::CONTROL);
    desk.update(Message::Input(Input::Paste("xs.len\nmore".into())));
    desk.sees("/ xs.len▏ 1 of 1");
    desk.press(KeyCode::Enter);
    desk.keys("e");
    desk.misses("of 1");
    desk.keys("n");
    assert!(desk.app.notebook.as_ref().unwrap().cell().unwrap().text.starts_with('n'));
}

#[test]
fn what_the_screen_puts_around_a_cell_is_no_place() {
    let mut desk = said("");
    typed(&mut desk, "edit");
    desk.sees("0 of 0");
}
