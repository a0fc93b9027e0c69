//! A learner at a real terminal, with the real engine.

#![allow(clippy::unwrap_used, reason = "a story may stop at the first surprise")]

mod common;

use common::{
    Home, PROGRAM,
    learner::{CTRL_R, ESC, RIGHT, SELECT_ALL, answer, go_to, leave, leave_editor, quit, shows_plot},
    may_unshare, worker_of,
};
use gradus_tests::Terminal;
use std::fs;

/// A mistake that the first exercise knows: plus and minus cancel.
const WRONG: &str = "\
fn loss(w: f32, b: f32, xs: &[f32], ys: &[f32]) -> f32 {
let errors = xs.iter().zip(ys).map(|(x, y)| w * x + b - y);
errors.sum::<f32>() / xs.len() as f32
}";

const DOWN: &str = "\x1b[B";

#[test]
fn a_learner_reads_runs_errs_is_told_why_and_passes() {
    let home = Home::new();
    let terminal = home.terminal(100, 30, &["learn"]);
    terminal.wait_for("From a line to a neuron");
    terminal.press("\r");
    terminal.wait_for("That program is one neuron");

    go_to(&terminal, "colony");
    terminal.press("r");
    terminal.wait_until("the plot", shows_plot);

    go_to(&terminal, "exercise: loss");
    terminal.press("c");
    terminal.wait_for("Still open.");
    terminal.press("h");
    terminal.wait_for("Hint 1 of 3");

    answer(&terminal, WRONG);
    terminal.wait_for("Not yet.");
    terminal.wait_for("a guess too high hides a guess too low");
    answer(&terminal, RIGHT);
    terminal.wait_for("Now the program can compare lines without eyes.");
    terminal.wait_for("exercise: loss (solved)");
    terminal.wait_for("1/5 solved");
    quit(terminal);

    let again = home.terminal(100, 30, &["learn", "neuron"]);
    again.wait_for("exercise: loss (solved)");
    again.wait_for("let squares");
    again.wait_for("1/5 solved");
    quit(again);
    let saved = fs::read_to_string(home.path().join("progress.json")).unwrap();
    assert!(saved.contains("let squares") && saved.contains("\"passed\""), "{saved}");
}

#[test]
fn a_killed_worker_is_said_and_costs_no_text() {
    let home = Home::new();
    let terminal = home.terminal(100, 30, &["learn", "neuron"]);
    go_to(&terminal, "colony");
    terminal.press("e");
    terminal.wait_for("Esc leave");
    terminal.press(SELECT_ALL);
    terminal.paste("println!(\"in {}\", \"the loop\");\nloop { std::thread::park(); } // mine");
    terminal.press(CTRL_R);
    terminal.wait_for("in the loop");
    worker_of(terminal.process()).unwrap().kill();
    terminal.wait_for("✗");
    let screen = terminal.wait_for("killed");
    assert!(screen.contains("loop { std::thread::park(); } // mine"), "{screen}");

    terminal.press(SELECT_ALL);
    terminal.paste("6 * 7 // mine");
    terminal.press(CTRL_R);
    let screen = terminal.wait_for("→ 42");
    assert!(screen.contains("6 * 7 // mine"), "{screen}");
}

#[test]
fn a_small_terminal_is_enough() {
    let home = Home::new();
    let terminal = home.terminal(40, 10, &["learn", "neuron"]);
    terminal.wait_for("What you will be able to do");
    terminal.wait_for("Ready");
    terminal.press("e");
    terminal.press(SELECT_ALL);
    terminal.paste("6 * 7");
    terminal.press(CTRL_R);
    terminal.wait_for("✓");
    leave_editor(&terminal);
    // What came out stands below the edge.
    terminal.press(&DOWN.repeat(3));
    terminal.wait_for("→ 42");
    terminal.press("?");
    terminal.wait_for("In a lesson");
    terminal.press("?");
    terminal.wait_until("the help's end", |screen| !screen.contents().contains("In a lesson"));
    terminal.press("q");
    terminal.wait_for("Foundations");
}

#[test]
fn without_colour_and_utf8_everything_is_said_in_ascii() {
    let home = Home::new();
    let mut command = home.in_terminal(PROGRAM, &["learn", "neuron"]);
    command.env("LANG", "C");
    command.env("NO_COLOR", "1");
    let terminal = Terminal::open(command, 100, 30);
    terminal.wait_for("You will teach a program");
    go_to(&terminal, "colony");
    terminal.press("r");
    terminal.wait_until("the plot", shows_plot);
    let screen = terminal.screen();
    assert!(screen.contents().is_ascii(), "{}", screen.contents());
    let (rows, columns) = screen.size();
    let cells = (0..rows.get()).flat_map(|row| (0..columns.get()).map(move |column| (row, column)));
    for cell in cells.filter_map(|(row, column)| screen.cell(row, column)) {
        assert_eq!((cell.fgcolor(), cell.bgcolor()), Default::default(), "`{}` is coloured", cell.contents());
    }
}

#[test]
fn a_full_disk_is_said_and_the_old_file_stays() {
    if !may_unshare("-rm") {
        return;
    }
    let home = Home::new();
    let old = "{\"version\":1,\"lessons\":{\"foundations/01-neuron\":{\"position\":0}},\"last\":null}\n";
    home.file("progress.json", old);
    // A data folder on a disk of its own, so small that it can be filled; only this script's processes see it.
    let script = format!(
        "set -e; cd {home}; mkdir full; mount -t tmpfs -o size=64k tmpfs full; cp -P progress.json settings.toml runtimes cells full
         dd if=/dev/zero of=full/rest bs=4k 2>/dev/null || true
         GRADUS_HOME=$PWD/full {PROGRAM} learn neuron || true
         echo; cmp progress.json full/progress.json && ls full && echo INTACT",
        home = home.path().display()
    );
    let terminal = Terminal::open(home.in_terminal("unshare", &["-rm", "sh", "-c", &script]), 100, 30);
    terminal.wait_for("You will teach a program");
    go_to(&terminal, "colony");
    terminal.press("e");
    terminal.wait_for("Esc leave");
    terminal.press("// mine");
    terminal.wait_for("Not saved: your progress");
    leave_editor(&terminal);
    terminal.press("q");
    terminal.wait_for("Enter open");
    terminal.press("q");
    let (_, last) = terminal.wait_for_end();
    assert!(last.contains("what was saved before is intact") && last.contains("INTACT"), "{last}");
}

#[test]
fn the_first_start_shows_the_learner_around_and_the_next_does_not() {
    let home = Home::new();
    fs::remove_file(home.path().join("settings.toml")).unwrap();
    let terminal = home.terminal(100, 30, &["learn"]);
    terminal.wait_for("Tour 1 of 5");
    terminal.press(ESC);
    terminal.wait_until("the tour's end", |screen| !screen.contents().contains("Tour"));
    leave(terminal);
    assert_eq!(fs::read_to_string(home.path().join("settings.toml")).unwrap(), "toured = true\n");
    let terminal = home.terminal(100, 30, &["learn"]);
    assert!(!terminal.wait_for("Enter open").contains("Tour"));
    leave(terminal);
}

#[test]
fn a_terminal_that_can_do_little_is_told_a_lesson_line_by_line() {
    let home = Home::new();
    let mut command = home.in_terminal(PROGRAM, &["learn", "foundations/01-neuron"]);
    command.env("TERM", "dumb");
    let terminal = Terminal::open(command, 90, 60);
    terminal.wait_for("Cell colony");
    terminal.press("r\r");
    terminal.wait_for("colony ran well.");
    terminal.press("c\r");
    terminal.wait_for("Only an exercise can be checked");
    let screen = terminal.screen();
    let drawn = |c: char| matches!(c, '─'..='◿' | '\u{2800}'..='\u{28ff}');
    assert!(!screen.alternate_screen() && !screen.contents().contains(drawn), "{}", screen.contents());
    terminal.press("q\r");
    terminal.wait_for("lesson:");
    terminal.press("q\r");
    let (status, _) = terminal.wait_for_end();
    assert!(status.success(), "{status}");
}
