//! Outputs that are older than what they were made of.

use super::{desk::Desk, script::Answer};
use crate::ui::theme::Theme;

const THEME: Theme = Theme { color: true, rgb: true, ascii: false };
const MORE: &str = "```rust,cell,id=data\nlet data = 1;\n```\n\n```rust,cell,id=half\nlet half = data / 2;\n```\n\n\
                    ```rust,cell,id=shown\nhalf\n```\n\n```rust,cell,id=apart\nlet database = 3;\n```\n";

fn ran() -> Desk {
    let mut desk = Desk::longer(MORE, 80, 60, THEME)
        .answer("let data = 1;", Answer::ok([]).with_names(&["data"]))
        .answer("let data = 10;", Answer::ok([]))
        .answer("let half = data / 2;", Answer::ok([]).with_names(&["half"]))
        .open();
    desk.go_to("apart");
    desk.keys("R");
    desk.misses("changed since");
    desk.go_to("data");
    desk
}

/// What stands at the right of a cell's upper edge.
fn state(desk: &Desk, id: &str) -> String {
    let screen = desk.screen();
    let edge = screen.lines().find(|line| line.contains(&format!("━ {id} ")) || line.contains(&format!("─ {id} ")));
    let edge = edge.unwrap_or_else(|| panic!("no {id} on\n{screen}"));
    edge.rsplit(['━', '─'])
        .map(str::trim)
        .find(|part| part.contains(char::is_alphanumeric))
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn what_uses_an_edited_cell_is_older_than_it() {
    let mut desk = ran();
    desk.write("let data = 10;");
    assert_eq!(state(&desk, "data"), "● changed since it ran");
    assert_eq!(state(&desk, "half"), "● data changed since");
    assert_eq!(state(&desk, "shown"), "● half changed since");
    assert_eq!(state(&desk, "apart"), "✓ 120 ms", "it uses nothing of them");
    desk.write("let data = 1;");
    desk.misses("changed since");
}

#[test]
fn running_what_changed_leaves_those_below_old_until_they_run() {
    let mut desk = ran();
    desk.write("let data = 10;");
    desk.keys("r");
    assert_eq!(state(&desk, "data"), "✓ 120 ms");
    assert_eq!(state(&desk, "half"), "● data changed since");
    desk.go_to("half");
    desk.keys("r");
    assert_eq!(state(&desk, "half"), "✓ 120 ms");
    assert_eq!(state(&desk, "shown"), "● half changed since", "it shows what an older half was");
    desk.go_to("shown");
    desk.keys("r");
    desk.misses("changed since");
}

#[test]
fn a_cell_that_runs_again_as_it_was_makes_nothing_old() {
    let mut desk = ran();
    desk.keys("r");
    desk.misses("changed since");
}
