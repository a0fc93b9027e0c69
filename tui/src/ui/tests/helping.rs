//! Completion and documentation in a cell's editor, in stories.

use super::{desk::Desk, script::Answer};
use crate::ui::app::Message;
use crossterm::event::{Event as Input, KeyCode, KeyModifiers, MouseEvent, MouseEventKind};
use gradus_kernel::analyst::{
    Completer, Completions, Context, Documentation, NoAnswer, State, Suggestion, SuggestionKind,
};
use gradus_protocol::Progress;
use std::{sync::Arc, time::Duration};

/// Knows the methods of a tensor; or is still being built.
struct Knows {
    ready: bool,
}

fn building() -> Progress {
    Progress { step: "Building it".into(), done: 7, total: 70, seconds_left: Some(130) }
}

impl Completer for Knows {
    fn complete(&self, _: &Context, cell: &str, cursor: usize) -> Result<Completions, NoAnswer> {
        if !self.ready {
            return Err(NoAnswer::Loading(building()));
        }
        let start = cell.chars().take(cursor).collect::<String>().rfind('.').map_or(0, |dot| dot + 1);
        let method = |name: &str| Suggestion {
            label: format!("{name}(…)"),
            insert: name.into(),
            kind: SuggestionKind::Method,
            detail: Some("fn(self) -> Tensor<S, E, D, T>".into()),
        };
        Ok(Completions { items: ["exp", "matmul", "max", "mean"].map(method).into(), replace: start..cursor })
    }

    fn document(&self, _: &Context, _: &str, _: usize) -> Result<Option<Documentation>, NoAnswer> {
        let (signature, text) = ("fn exp(self) -> Self".to_owned(), "The exponential of each number.".to_owned());
        Ok(Some(Documentation { signature, text }))
    }

    fn wake(&self) {}

    fn state(&self) -> State {
        if self.ready { State::Ready { memory: None } } else { State::Loading(building()) }
    }
}

/// A cell that is being written, its cursor at the end of `text`.
fn writing(ready: bool, text: &str) -> Desk {
    let mut desk = Desk::new(80, 24).open().answer("fn slope() {}", Answer::ok([]).with_names(&["slope", "slip"]));
    *desk.script.completer.borrow_mut() = Arc::new(Knows { ready });
    desk.go_to("points");
    desk.write("fn slope() {}");
    desk.keys("r");
    desk.write("");
    desk.keys("e");
    desk.keys(text);
    desk
}

fn offers(desk: &Desk) -> Option<Vec<String>> {
    let offer = desk.app.notebook.as_ref().unwrap().offer.as_ref()?;
    Some(offer.fitting().iter().map(|item| item.insert.clone()).collect())
}

fn text(desk: &Desk) -> String {
    desk.app.notebook.as_ref().unwrap().cell().unwrap().text.clone()
}

#[test]
fn behind_a_dot_the_methods_come_and_typing_narrows_them() {
    let mut desk = writing(true, "let y = x.");
    desk.press(KeyCode::Tab);
    desk.until(|desk| offers(desk).is_some());
    desk.sees("matmul(…)  fn(self) -> Tensor<S, E, D, T>");
    insta::assert_snapshot!(desk.screen());
    desk.keys("m");
    assert_eq!(offers(&desk).unwrap(), ["matmul", "max", "mean"]);
    desk.keys("a");
    desk.press(KeyCode::Down);
    desk.press(KeyCode::Enter);
    assert_eq!((text(&desk).as_str(), offers(&desk)), ("let y = x.max", None));
    desk.keys("();");
    assert_eq!(text(&desk), "let y = x.max();");
}

#[test]
fn while_the_process_is_not_there_names_are_offered_at_once() {
    let mut desk = writing(false, "sl");
    desk.press_with(KeyCode::Char(' '), KeyModifiers::CONTROL);
    assert_eq!(offers(&desk).unwrap(), ["slope", "slip"]);
    desk.until(|desk| desk.screen().contains("until then names only"));
    desk.sees("Building it");
    assert_eq!(offers(&desk).unwrap(), ["slope", "slip"], "the list stays");
    desk.press(KeyCode::Esc);
    assert_eq!((text(&desk).as_str(), offers(&desk)), ("sl", None));
    assert!(desk.app.notebook.as_ref().unwrap().editing, "the first Esc takes the list away");
}

#[test]
fn where_no_name_begins_tab_indents() {
    let mut desk = writing(true, "");
    desk.press(KeyCode::Tab);
    assert_eq!((text(&desk).as_str(), offers(&desk)), ("    ", None));
}

#[test]
fn a_list_goes_when_the_cursor_leaves_its_word() {
    for leave in [KeyCode::Char(' '), KeyCode::Char(';'), KeyCode::Home] {
        let mut desk = writing(true, "x.m");
        desk.press(KeyCode::Tab);
        desk.until(|desk| offers(desk).is_some());
        desk.press(leave);
        assert_eq!(offers(&desk), None, "{leave:?}");
    }
}

#[test]
fn documentation_lies_over_the_screen() {
    let mut desk = writing(true, "x.exp()");
    desk.press(KeyCode::BackTab);
    desk.until(|desk| desk.screen().contains("The exponential of each number."));
    desk.sees("fn exp(self) -> Self");
    desk.press(KeyCode::Esc);
    desk.misses("exponential");
    assert!(desk.app.notebook.as_ref().unwrap().editing);
}

#[test]
fn commands_do_not_disturb_the_editor() {
    let mut desk = writing(true, ":va");
    desk.press(KeyCode::Tab);
    desk.until(|desk| offers(desk).is_some());
    assert_eq!(offers(&desk).unwrap(), ["vars"]);
    desk.press(KeyCode::Enter);
    desk.sees(":vars");
    assert_eq!(text(&desk), ":vars");
}

#[test]
fn what_the_mouse_rests_on_is_told_beside_it() {
    let mut desk = writing(true, "x.exp()");
    let row = desk.screen().lines().position(|line| line.contains("x.exp()")).unwrap() as u16;
    let column = desk.screen().lines().nth(row.into()).unwrap().find("exp").unwrap() as u16 - 2;
    let moved = |column| {
        Message::Input(Input::Mouse(MouseEvent {
            kind: MouseEventKind::Moved,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        }))
    };
    desk.update(moved(column));
    desk.misses("The exponential");
    desk.pass(Duration::from_secs(1));
    desk.until(|desk| desk.app.hover.shown.is_some());
    desk.repaint();
    desk.sees("The exponential of each number.");
    desk.update(moved(0));
    desk.misses("The exponential");
    desk.keys("y");
    assert_eq!(text(&desk), "x.exp()y", "the editor knows nothing of it");
}

#[test]
fn words_are_looked_for_in_the_cell_and_lines_become_comments() {
    let mut desk = writing(true, "let loss = 1;");
    desk.press(KeyCode::Enter);
    desk.keys("loss");
    desk.press_with(KeyCode::Char('f'), KeyModifiers::CONTROL);
    desk.sees("Look for:");
    desk.keys("loss");
    desk.sees("Look for: loss▏ 1 of 2");
    desk.press(KeyCode::Enter);
    desk.sees("2 of 2");
    desk.keys("y");
    desk.sees("lossy▏ not in this cell");
    desk.press(KeyCode::Esc);
    desk.misses("Look for");
    assert_eq!(text(&desk), "let loss = 1;\nloss");
    desk.press_with(KeyCode::Char('7'), KeyModifiers::CONTROL);
    assert_eq!(text(&desk), "let loss = 1;\n// loss");
    desk.press_with(KeyCode::Char('z'), KeyModifiers::CONTROL);
    desk.press(KeyCode::Home);
    desk.press(KeyCode::Char(' '));
    desk.press(KeyCode::BackTab);
    assert_eq!(text(&desk), "let loss = 1;\nloss", "at a line's beginning Shift-Tab indents less");
}
