//! A cell that is being written, and what is found wrong with it, in stories.

use super::{desk::Desk, script::Answer};
use crate::ui::app::Message;
use crossterm::event::{Event as Input, KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use gradus_protocol::{CellError, CellId, Diagnostic, Output, Place};
use std::time::Duration;

fn wrong(line: u32, column: u32, code: Option<&str>, message: &str, advice: Option<&str>) -> Diagnostic {
    let place = Some(Place { cell: CellId::new("points"), line, column });
    let (code, advice) = (code.map(str::to_owned), advice.map(str::to_owned));
    Diagnostic { code, message: message.into(), rendered: String::new(), place, advice }
}

/// A desk at which some texts are wrong, its first cell being written.
fn writing(size: (u16, u16), text: &str, errors: &[Diagnostic]) -> Desk {
    let mut desk = Desk::new(size.0, size.1).open();
    desk.script.wrong.borrow_mut().insert(text.into(), errors.into());
    desk.go_to("points");
    desk.write("");
    desk.keys("e");
    desk.update(Message::Input(Input::Paste(text.into())));
    desk
}

/// Long enough for anybody to be through with a word.
fn pause(desk: &mut Desk) {
    desk.pass(Duration::from_secs(1));
}

fn mismatch() -> Diagnostic {
    wrong(1, 14, Some("E0308"), "mismatched types", Some("`\"3\"` is text: write `3`."))
}

#[test]
fn in_a_pause_what_is_wrong_comes_under_its_line() {
    let mut desk = writing((80, 24), "let n: i32 = \"3\";\nn", &[mismatch()]);
    desk.misses("mismatched");
    let before = desk.cursor();
    pause(&mut desk);
    desk.repaint();
    insta::assert_snapshot!(desk.screen());
    assert_eq!(desk.cursor(), before, "the line that is written in stays where it is");
    let row = |desk: &Desk, words: &str| desk.screen().lines().position(|line| line.contains(words)).unwrap();
    assert_eq!(usize::from(desk.cursor().y), row(&desk, "write `3`.") + 1);
    assert!(desk.script.ran.borrow().iter().all(|(id, _)| id != "points"), "nothing ran");
    pause(&mut desk);
    assert_eq!(desk.script.read.borrow().len(), 1, "a text is read once");
    desk.press(KeyCode::Esc);
    desk.sees("^ mismatched types");
}

#[test]
fn while_it_is_written_on_what_is_known_fades_and_goes_along() {
    let mut desk = writing((80, 24), "let n: i32 = \"3\";\nn", &[mismatch()]);
    pause(&mut desk);
    let faded = |desk: &Desk| desk.style_of("mismatched").add_modifier.contains(ratatui::style::Modifier::DIM);
    assert!(!faded(&desk));
    desk.press_with(KeyCode::Home, KeyModifiers::CONTROL);
    desk.press(KeyCode::Enter);
    assert!(faded(&desk));
    let screen = desk.screen();
    let at = screen.lines().position(|line| line.contains("let n: i32")).unwrap();
    assert!(screen.lines().nth(at + 1).unwrap().contains("mismatched"), "{screen}");
    pause(&mut desk);
    desk.misses("mismatched");
}

#[test]
fn a_click_below_what_is_told_meets_its_line() {
    let mut desk = writing((80, 24), "let n: i32 = \"3\";\nn", &[mismatch()]);
    pause(&mut desk);
    let screen = desk.screen();
    let row = screen.lines().position(|line| line.contains("let n: i32")).unwrap() as u16;
    let column = screen.lines().nth(row.into()).unwrap().chars().position(|c| c == 'l').unwrap() as u16;
    let click = |row| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        Message::Input(Input::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
    };
    desk.update(click(row + 3));
    assert_eq!(desk.cursor().y, row + 3);
    desk.update(click(row + 1));
    assert_eq!(desk.cursor().y, row, "a click on what is told is one on its line");
    desk.keys("x");
    desk.sees("xlet n");
}

#[test]
fn without_the_cells_above_only_syntax_is_judged() {
    let errors = [
        wrong(1, 1, Some("E0425"), "cannot find function `slope` in this scope", None),
        wrong(1, 9, None, "expected one of `.` or `;`", None),
    ];
    let mut desk = writing((80, 24), "slope(1)", &errors);
    desk.press(KeyCode::Esc);
    desk.go_to("use-it");
    desk.write("");
    desk.keys("e");
    let errors = errors.map(|error| {
        let place = error.place.map(|place| Place { cell: CellId::new("use-it"), ..place });
        Diagnostic { place, ..error }
    });
    desk.script.wrong.borrow_mut().insert("slope(1)".into(), errors.into());
    desk.update(Message::Input(Input::Paste("slope(1)".into())));
    pause(&mut desk);
    desk.sees("^ expected one of");
    desk.misses("cannot find function");
}

#[test]
fn below_a_cell_that_failed_names_are_not_missed() {
    let boom = Answer::error(Output::Error(CellError::Failed { message: "no".into(), place: None }));
    let mut desk = Desk::new(80, 40).open().answer("boom", boom);
    desk.script.wrong.borrow_mut().insert(
        "xs".into(),
        vec![{
            let place = Some(Place { cell: CellId::new("slope"), line: 1, column: 1 });
            Diagnostic { place, ..wrong(1, 1, Some("E0425"), "cannot find value `xs`", None) }
        }],
    );
    let told = |desk: &mut Desk, above: &str| {
        desk.go_to("points");
        desk.write(above);
        desk.keys("r");
        desk.go_to("slope");
        desk.write("xs");
        pause(desk);
        desk.screen().contains("^ cannot find value")
    };
    assert!(!told(&mut desk, "boom"));
    desk.write("");
    assert!(told(&mut desk, "fine"));
}

#[test]
fn a_text_that_ran_is_not_read() {
    let mut desk = writing((80, 24), "let n = 1;", &[]);
    desk.keys(" ");
    desk.press_with(KeyCode::Enter, KeyModifiers::CONTROL);
    desk.press(KeyCode::F(5));
    pause(&mut desk);
    assert!(desk.script.ran.borrow().iter().any(|(id, _)| id == "points"));
    assert!(desk.script.read.borrow().is_empty());
}
