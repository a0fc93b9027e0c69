//! More text at once than one read of a terminal takes (1,024 bytes): nothing may wait for the next key, or be lost.

#![allow(clippy::unwrap_used, reason = "a story may stop at the first surprise")]

mod common;

use common::{
    Home,
    learner::{SELECT_ALL, go_to, leave_editor, quit},
};
use gradus_lessons::Store;
use gradus_tests::Terminal;

const CELL: &str = "colony";

/// Lines of so many bytes in all, each another, the last one with a mark.
fn lines(bytes: usize) -> String {
    let mut text = String::new();
    for at in 1.. {
        let line = format!("// line {at:04}: not one byte of it may go astray, nor an ü or a 学\n");
        if text.len() + line.len() > bytes {
            break;
        }
        text += &line;
    }
    text + "// the very end"
}

/// Opens a cell's editor with everything in it selected.
fn editing(home: &Home) -> Terminal {
    let terminal = home.terminal(100, 30, &["learn", "neuron"]);
    go_to(&terminal, CELL);
    terminal.press("e");
    terminal.wait_for("Esc leave");
    terminal.press(SELECT_ALL);
    terminal
}

/// What was saved of the cell when the learner has left.
fn left(home: &Home, terminal: Terminal) -> String {
    leave_editor(&terminal);
    quit(terminal);
    let progress = Store::new(home.path()).load().unwrap().progress;
    progress.lessons["foundations/01-neuron"].cells[CELL].text.clone()
}

#[test]
fn a_paste_of_twenty_kilobytes_comes_in_whole() {
    let home = Home::new();
    let terminal = editing(&home);
    let text = lines(20_000);
    terminal.paste(&text.replace('\n', "\r"));
    terminal.wait_for("the very end");
    assert_eq!(left(&home, terminal), text);
}

#[test]
fn five_kilobytes_of_keys_come_in_without_another_key() {
    let home = Home::new();
    let terminal = editing(&home);
    let text = lines(5_000);
    terminal.press(&text.replace('\n', "\r"));
    terminal.wait_for("the very end");
    assert_eq!(left(&home, terminal), text);
}
