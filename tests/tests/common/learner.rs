//! What a learner does at the keyboard, and waits for on the screen.

use gradus_tests::{Screen, Terminal};

/// Ctrl-Home, then Ctrl-Shift-End: everything in the editor is selected.
pub const SELECT_ALL: &str = "\x1b[1;5H\x1b[1;6F";
/// The key that leaves things.
pub const ESC: &str = "\x1b";

/// The key that runs the cell.
pub const CTRL_R: &str = "\x12";

/// An answer to the first exercise of the neuron that passes.
pub const RIGHT: &str = "\
fn loss(w: f32, b: f32, xs: &[f32], ys: &[f32]) -> f32 {
let squares = xs.iter().zip(ys).map(|(x, y)| (w * x + b - y).powi(2));
squares.sum::<f32>() / xs.len() as f32
}";

/// The name in the frame of the chosen cell, once it is painted whole.
pub fn chosen(screen: &Screen) -> Option<String> {
    let text = screen.contents();
    let mut heads = text.lines().filter_map(|line| {
        let head = line.trim_start();
        let drawn = head.strip_prefix("┏━ ").and_then(|rest| rest.split_once(" ━"));
        let (name, _) = drawn.or_else(|| head.strip_prefix("+= ")?.split_once(" ="))?;
        Some(name.to_owned())
    });
    heads.next()
}

/// Whether a plot of penguins is on the screen, in half-blocks or in coloured letters; its code alone is none.
pub fn shows_plot(screen: &Screen) -> bool {
    let text = screen.contents();
    let axis = text.lines().any(|line| line.contains("body mass (g)") && !line.contains('"'));
    axis || text.matches(['▀', '▄']).count() > 300
}

/// Presses `n` until the cell of this name is the chosen one.
pub fn go_to(terminal: &Terminal, name: &str) {
    terminal.wait_for("q lessons");
    // The frame's upper edge may have left the screen; that of the next cell has not.
    let mut at = chosen(&terminal.screen());
    for _ in 0..20 {
        if at.as_deref() == Some(name) {
            return;
        }
        terminal.press("n");
        terminal.wait_until("the next cell", |screen| chosen(screen).is_some_and(|next| Some(next) != at));
        at = chosen(&terminal.screen()).or(at);
    }
    panic!("no {name} in 20 cells. The screen:\n{}", terminal.screen().contents());
}

/// Stops editing. What comes right after Esc would be taken for Alt and a key.
pub fn leave_editor(terminal: &Terminal) {
    terminal.press(ESC);
    terminal.wait_until("the cursor's end", Screen::hide_cursor);
}

/// Leaves a lesson, and the program.
pub fn quit(terminal: Terminal) {
    terminal.press("q");
    leave(terminal);
}

/// Leaves the program from the list of lessons.
pub fn leave(terminal: Terminal) {
    terminal.wait_for("Enter open");
    terminal.press("q");
    let (status, _) = terminal.wait_for_end();
    assert!(status.success(), "{status}");
}

/// Writes an answer into the chosen exercise and has it checked.
pub fn answer(terminal: &Terminal, code: &str) {
    terminal.press("e");
    terminal.wait_for("Esc leave");
    terminal.press(SELECT_ALL);
    terminal.paste(code);
    let last = code.lines().nth(1).unwrap();
    terminal.wait_for(&last[..40]);
    leave_editor(terminal);
    terminal.press("c");
}
