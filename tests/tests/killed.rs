//! The terminal UI ends as by `kill -9`, with a cell running and a text half written, and is opened again.

#![allow(clippy::unwrap_used, reason = "a story may stop at the first surprise")]

mod common;

use common::{
    Home,
    learner::{CTRL_R, RIGHT, SELECT_ALL, answer, chosen, go_to, quit, shows_plot},
    process, worker_of,
};

/// What stands in the exercise when everything ends.
const HALF: &str = "println!(\"under way\");\nloop { std::thread::park(); } // half a thought";
const EXERCISE: &str = "gradient";

#[test]
fn text_passes_outputs_and_the_place_are_there_again() {
    let home = Home::new();
    let terminal = home.terminal(100, 30, &["learn", "neuron"]);
    go_to(&terminal, "colony");
    terminal.press("r");
    terminal.wait_until("the plot", shows_plot);
    go_to(&terminal, "exercise: loss");
    answer(&terminal, RIGHT);
    terminal.wait_for("1/5 solved");
    // A cell that gets another name while the way is looked for would be taken for the next one.
    terminal.wait_for("exercise: loss (solved)");
    go_to(&terminal, &format!("exercise: {EXERCISE}"));
    terminal.press("e");
    terminal.wait_for("Esc leave");
    terminal.press(SELECT_ALL);
    terminal.paste(HALF);
    terminal.press(CTRL_R);
    terminal.wait_for("under way");
    home.wait_until_saved("what was written last", |progress| {
        progress.lessons.get("foundations/01-neuron").is_some_and(|done| {
            let written = done.cells.get(EXERCISE).is_some_and(|cell| cell.text == HALF);
            written && done.position.cell.as_deref() == Some(EXERCISE)
        })
    });
    let worker = worker_of(terminal.process()).unwrap();
    process(terminal.process()).kill();
    // A cell that never ends must not outlive the program that runs it.
    worker.wait_for_end();
    drop(terminal);

    let again = home.terminal(100, 30, &["learn"]);
    again.wait_for("Enter open");
    again.press("\r");
    again.wait_for("half a thought");
    let screen = again.wait_for("Continue where you were?");
    assert!(screen.contains("1/5 solved"), "{screen}");
    assert_eq!(chosen(&again.screen()).as_deref(), Some("exercise: gradient"), "{screen}");
    again.press(".");
    again.wait_for("everything is back");
    again.press("g");
    go_to(&again, "colony");
    again.wait_until("the plot", shows_plot);
    go_to(&again, "exercise: loss (solved)");
    again.wait_for("let squares");
    quit(again);
}
