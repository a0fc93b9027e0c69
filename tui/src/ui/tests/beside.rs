//! Prose beside code on a wide screen.

use super::{desk::Desk, script::Answer};
use crate::ui::app::Message;
use crossterm::event::{Event as Input, KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use gradus_protocol::Output;

fn wide(width: u16, height: u16) -> Desk {
    let mut desk = Desk::new(width, height)
        .answer("let xs = [1.0, 2.0, 3.0];\nxs.len()", Answer::ok([Output::stdout("three points\n")]));
    desk.keys(",j");
    desk.press(KeyCode::Enter);
    desk.press(KeyCode::Esc);
    desk.open()
}

#[test]
fn prose_stands_beside_its_cells() {
    let mut desk = wide(160, 50);
    desk.go_to("points");
    desk.keys("r");
    desk.repaint();
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn a_screen_that_is_too_narrow_for_it_stacks() {
    let desk = wide(159, 50);
    let screen = desk.screen();
    let at = |words: &str| screen.lines().position(|line| line.contains(words)).unwrap();
    assert!(at("神经元") > at("setup"), "{screen}");
}

#[test]
fn a_click_and_the_editor_find_the_right_column() {
    let mut desk = wide(160, 50);
    let screen = desk.screen();
    let (row, line) = screen.lines().enumerate().find(|(_, line)| line.contains("exercise: slope")).unwrap();
    let column = line.chars().position(|c| c == '╭').unwrap() as u16;
    assert!(column > 60, "{line}");
    let click = |column, row| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        Message::Input(Input::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
    };
    desk.update(click(column + 4, row as u16 + 1));
    assert_eq!(desk.cell(), "slope");
    desk.press(KeyCode::Enter);
    let cursor = desk.cursor();
    assert!(cursor.x > column && cursor.y > row as u16, "{cursor:?}");
    desk.update(click(column + 4, row as u16 + 2));
    assert_eq!(desk.cursor().y, row as u16 + 2);
    desk.keys("//");
    desk.sees("//");
}
