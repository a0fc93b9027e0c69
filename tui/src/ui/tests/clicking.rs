//! The mouse where keys are named and suggestions stand, in stories.

use super::{desk::Desk, script::Answer};
use crate::ui::app::{About, Screen};
use crossterm::event::{
    KeyCode, KeyModifiers,
    MouseEventKind::{ScrollDown, ScrollUp},
};

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
    desk.click("sl2");
    assert_eq!(text(&desk), "sl2");
    desk.misses("sl3");
}

#[test]
fn the_wheel_leads_through_the_list_and_not_through_the_lesson() {
    let mut desk = offered(&NAMES);
    let top = desk.app.notebook.as_ref().unwrap().top;
    desk.misses("sl9");
    for _ in 0..12 {
        desk.mouse(ScrollDown, "sl4");
    }
    desk.sees("› sl9");
    desk.mouse(ScrollUp, "sl4");
    desk.sees("› sl8");
    assert_eq!(desk.app.notebook.as_ref().unwrap().top, top);
    desk.click("sl5");
    assert_eq!(text(&desk), "sl5", "the list has moved");
}

#[test]
fn a_question_is_answered_by_a_click() {
    let mut desk = Desk::new(80, 24).open();
    desk.go_to("slope");
    desk.keys("s");
    desk.click("Show the solution");
    desk.sees("y yes");
    desk.click("no");
    desk.misses("y yes");
    desk.misses("2.0 * w");
    desk.keys("s");
    desk.click("yes");
    desk.sees("2.0 * w");
    desk.keys("x");
    desk.click("nothing");
    desk.misses("What begins anew");
}

#[test]
fn a_click_on_the_name_of_a_key_presses_it() {
    let mut desk = Desk::new(80, 30).open();
    desk.go_to("points");
    desk.click("r run");
    assert!(desk.script.ran.borrow().iter().any(|(id, _)| id == "points"), "at the bottom");
    desk.click("e edit");
    assert!(desk.app.notebook.as_ref().unwrap().editing, "on the frame");
    desk.click("Esc leave");
    assert!(!desk.app.notebook.as_ref().unwrap().editing);
    desk.click("q lessons");
    assert_eq!(desk.app.screen, Screen::Catalog);
    desk.click("search");
    desk.click("Esc close");
    assert!(desk.app.finder.is_none());
}

#[test]
fn the_help_scrolls_runs_what_counts_here_and_goes_at_a_click_beside_it() {
    let mut desk = Desk::new(80, 30).open();
    desk.go_to("points");
    let keys = |desk: &Desk| desk.app.sheet.as_ref().is_some_and(|sheet| sheet.about == About::Keys);
    desk.click("? keys");
    assert!(keys(&desk));
    desk.mouse(ScrollDown, "run the cell");
    assert_eq!(desk.app.sheet.as_ref().unwrap().top, 3);
    desk.click("headings and cells");
    assert!(!keys(&desk) && desk.app.finder.is_some());
    desk.press(KeyCode::Esc);
    desk.keys("?");
    desk.click("▐");
    assert!(!keys(&desk), "beside it");
}

#[test]
fn what_counts_elsewhere_is_only_read() {
    let mut desk = Desk::new(80, 60).open();
    desk.keys("?");
    for _ in 0..12 {
        desk.mouse(ScrollDown, "Keys");
    }
    desk.click("Ctrl-A Ctrl-E");
    desk.click("F8 Ctrl-N");
    assert!(desk.app.sheet.is_some());
    assert!(desk.script.ran.borrow().iter().all(|(id, _)| id == "setup:0" || !id.contains("points")));
}

#[test]
fn the_tour_goes_on_by_clicks() {
    let mut desk = Desk::first(80, 24);
    desk.click("go on");
    desk.click("back");
    desk.click("skip the tour");
    assert!(desk.app.panel.is_none());
}
