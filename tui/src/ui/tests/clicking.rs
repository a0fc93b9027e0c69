//! The mouse where keys are named and suggestions stand, in stories.

use super::{desk::Desk, script::Answer};
use crate::ui::app::{About, Message, Screen};
use crossterm::event::{
    Event as Input, KeyCode, KeyModifiers, MouseButton, MouseEvent,
    MouseEventKind::{self, Down, ScrollDown, ScrollUp},
};

/// Something that the mouse does where these words stand: the last time on the screen.
fn mouse(desk: &mut Desk, kind: MouseEventKind, words: &str) {
    let screen = desk.screen();
    let lines: Vec<&str> = screen.lines().collect();
    let row =
        lines.iter().rposition(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words:?} on\n{screen}"));
    let before = &lines[row][..lines[row].rfind(words).unwrap()];
    let column = crate::ui::wrap::width_of(before) as u16;
    let event = MouseEvent { kind, column, row: row as u16, modifiers: KeyModifiers::NONE };
    desk.update(Message::Input(Input::Mouse(event)));
}

fn click(desk: &mut Desk, words: &str) {
    mouse(desk, Down(MouseButton::Left), words);
}

fn text(desk: &Desk) -> String {
    desk.app.notebook.as_ref().unwrap().cell().unwrap().text.clone()
}

/// A cell in whose editor these names are offered.
fn offered(names: &[&'static str]) -> Desk {
    let mut desk = Desk::new(80, 24).open().answer("names", Answer::ok([]).with_names(names));
    desk.go_to("points");
    desk.write("names");
    desk.keys("r");
    desk.write("");
    desk.keys("esl");
    desk.press_with(KeyCode::Char(' '), KeyModifiers::CONTROL);
    desk
}

const NAMES: [&str; 10] = ["sl0", "sl1", "sl2", "sl3", "sl4", "sl5", "sl6", "sl7", "sl8", "sl9"];

#[test]
fn a_click_chooses_a_suggestion() {
    let mut desk = offered(&NAMES);
    click(&mut desk, "sl2");
    assert_eq!(text(&desk), "sl2");
    desk.misses("sl3");
}

#[test]
fn the_wheel_leads_through_the_list_and_not_through_the_lesson() {
    let mut desk = offered(&NAMES);
    let top = desk.app.notebook.as_ref().unwrap().top;
    desk.misses("sl9");
    for _ in 0..12 {
        mouse(&mut desk, ScrollDown, "sl4");
    }
    desk.sees("› sl9");
    mouse(&mut desk, ScrollUp, "sl4");
    desk.sees("› sl8");
    assert_eq!(desk.app.notebook.as_ref().unwrap().top, top);
    click(&mut desk, "sl5");
    assert_eq!(text(&desk), "sl5", "the list has moved");
}

#[test]
fn a_question_is_answered_by_a_click() {
    let mut desk = Desk::new(80, 24).open();
    desk.go_to("slope");
    desk.keys("s");
    click(&mut desk, "Show the solution");
    desk.sees("y yes");
    click(&mut desk, "no");
    desk.misses("y yes");
    desk.misses("2.0 * w");
    desk.keys("s");
    click(&mut desk, "yes");
    desk.sees("2.0 * w");
    desk.keys("x");
    click(&mut desk, "nothing");
    desk.misses("What begins anew");
}

#[test]
fn a_click_on_the_name_of_a_key_presses_it() {
    let mut desk = Desk::new(80, 30).open();
    desk.go_to("points");
    click(&mut desk, "r run");
    assert!(desk.script.ran.borrow().iter().any(|(id, _)| id == "points"), "at the bottom");
    click(&mut desk, "e edit");
    assert!(desk.app.notebook.as_ref().unwrap().editing, "on the frame");
    click(&mut desk, "Esc leave");
    assert!(!desk.app.notebook.as_ref().unwrap().editing);
    click(&mut desk, "q lessons");
    assert_eq!(desk.app.screen, Screen::Catalog);
    click(&mut desk, "search");
    click(&mut desk, "Esc close");
    assert!(desk.app.finder.is_none());
}

#[test]
fn the_help_scrolls_runs_what_counts_here_and_goes_at_a_click_beside_it() {
    let mut desk = Desk::new(80, 30).open();
    desk.go_to("points");
    let keys = |desk: &Desk| desk.app.sheet.as_ref().is_some_and(|sheet| sheet.about == About::Keys);
    click(&mut desk, "? keys");
    assert!(keys(&desk));
    mouse(&mut desk, ScrollDown, "run the cell");
    assert_eq!(desk.app.sheet.as_ref().unwrap().top, 3);
    click(&mut desk, "headings and cells");
    assert!(!keys(&desk) && desk.app.finder.is_some());
    desk.press(KeyCode::Esc);
    desk.keys("?");
    click(&mut desk, "▐");
    assert!(!keys(&desk), "beside it");
}

#[test]
fn what_counts_elsewhere_is_only_read() {
    let mut desk = Desk::new(80, 60).open();
    desk.keys("?");
    for _ in 0..12 {
        mouse(&mut desk, ScrollDown, "Keys");
    }
    click(&mut desk, "Ctrl-A Ctrl-E");
    click(&mut desk, "F8 Ctrl-N");
    assert!(desk.app.sheet.is_some());
    assert!(desk.script.ran.borrow().iter().all(|(id, _)| id == "setup:0" || !id.contains("points")));
}

#[test]
fn the_tour_goes_on_by_clicks() {
    let mut desk = Desk::first(80, 24);
    click(&mut desk, "go on");
    click(&mut desk, "back");
    click(&mut desk, "skip the tour");
    assert!(desk.app.panel.is_none());
}
