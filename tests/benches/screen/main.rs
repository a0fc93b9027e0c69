//! How fast the screen is: the real program in a real pseudo-terminal, on a notebook of 500 cells with 50 images.
//!
//! ```text
//! cargo bench -p gradus-tests --bench screen [-- [--rounds N] [--keys N] [--cells N]]
//! ```
//!
//! | line | what it is |
//! | --- | --- |
//! | `figure first-frame-ms X` | from the program's start to its first frame's last byte; the median of the rounds |
//! | `figure key-to-screen-p99-ms X` | from a key's bytes to the last byte of the frame that shows it |
//! | `figure idle-cpu-percent X` | of one core, over ten seconds in which nobody does anything, session and worker included |
//! | `figure ui-memory-mb X` | the program's own resident memory (RSS), after all of that |
//!
//! A frame ends where the program ends its synchronized update, so what is measured is a whole frame, as the terminal
//! has it.

#![allow(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

#[path = "../common/mod.rs"]
mod common;
mod lesson;

use common::{
    Wishes,
    machine::{descendants, memory},
    stats::{median, quantile},
};
use gradus_tests::Terminal;
use portable_pty::CommandBuilder;
use std::{
    fs,
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

/// The program, as it is released.
const PROGRAM: &str = env!("CARGO_BIN_EXE_gradus-under-test");
const COLUMNS: u16 = 120;
const ROWS: u16 = 40;
/// How long all cells may take to run once.
const PATIENCE: Duration = Duration::from_secs(900);
/// How long nobody does anything.
const IDLE: Duration = Duration::from_secs(10);

fn main() {
    let Some(wishes) = Wishes::read() else { return };
    println!("{}", common::machine::describe());
    let home = common::gradus::home();
    let setup = Command::new(PROGRAM).arg("setup").env("GRADUS_HOME", home.path()).output().unwrap();
    assert!(setup.status.success(), "{}", String::from_utf8_lossy(&setup.stderr));
    // The first tour would lie over the screen.
    fs::write(home.path().join("settings.toml"), "toured = true\n").unwrap();
    let cells = wishes.number("--cells", 500);
    let folder = home.path().join("foundations");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join("99-long.md");
    fs::write(&file, lesson::text(cells)).unwrap();

    let first: Vec<Duration> = (0..wishes.number("--rounds", 11)).map(|_| first_frame(home.path(), &file)).collect();
    println!("first-frame p50 {:.1} p90 {:.1}", median(&first).unwrap(), quantile(&first, 0.9).unwrap());
    println!("figure first-frame-ms {:.1}", median(&first).unwrap());

    let terminal = open(home.path(), &file);
    terminal.wait_for("Ready");
    run_all(&terminal, cells);
    let keys = wishes.number("--keys", 1_000);
    let kinds = [
        ("moving", moving(&terminal, keys / 4)),
        ("scrolling", scrolling(&terminal, keys / 4)),
        ("typing", typing(&terminal, keys / 2)),
    ];
    let mut all = Vec::new();
    for (kind, times) in kinds {
        println!("keys {kind} p50 {:.2} p99 {:.2}", median(&times).unwrap(), quantile(&times, 0.99).unwrap());
        all.extend(times);
    }
    println!("figure key-to-screen-p99-ms {:.2}", quantile(&all, 0.99).unwrap());

    println!("figure idle-cpu-percent {:.2}", idle(&terminal));
    let used = memory(terminal.process()).unwrap();
    println!("memory pss {:.1} rss {:.1} own {:.1}", used.pss, used.rss, used.own);
    println!("figure ui-memory-mb {:.1}", used.rss);
}

fn open(home: &Path, file: &Path) -> Terminal {
    let mut command = CommandBuilder::new(PROGRAM);
    for stray in ["NO_COLOR", "LC_ALL", "LC_CTYPE", "TMUX", "TERM_PROGRAM", "COLORTERM"] {
        command.env_remove(stray);
    }
    // Real pictures, whatever the emulator says that it can.
    command.args(["learn".as_ref(), file.as_os_str(), "--images".as_ref(), "kitty".as_ref()]);
    command.env("GRADUS_HOME", home);
    command.env("LANG", "C.UTF-8");
    command.env("TERM", "xterm-256color");
    Terminal::open(command, COLUMNS, ROWS)
}

/// From the start to the first frame with the lesson in it.
fn first_frame(home: &Path, file: &Path) -> Duration {
    let began = Instant::now();
    let terminal = open(home, file);
    terminal.wait_for_frame(0);
    let took = began.elapsed();
    terminal.wait_for(lesson::TITLE);
    took
}

/// Runs every cell of the notebook, so that all its results and images are there.
fn run_all(terminal: &Terminal, cells: usize) {
    let runs = |screen: &gradus_tests::Screen| screen.contents().contains("Runs ");
    terminal.press("*");
    terminal.wait_until("that cells run", runs);
    terminal.wait_long_until("the last cell's end", PATIENCE, |screen| !runs(screen));
    terminal.press("G");
    terminal.wait_for(&format!("→ {cells}"));
    // Pictures are encoded once they are seen: all of them are, once.
    terminal.press("g");
    terminal.wait_until("the beginning", |screen| screen.contents().contains(lesson::TITLE));
}

/// How long a key takes until the frame that shows it has ended.
fn key(terminal: &Terminal, key: &str) -> Duration {
    let (before, began) = (terminal.frames(), Instant::now());
    terminal.press(key);
    terminal.wait_for_frame(before);
    began.elapsed()
}

/// From cell to cell, through the notebook and back.
fn moving(terminal: &Terminal, count: usize) -> Vec<Duration> {
    (0..count).map(|at| key(terminal, if at < count / 2 { "n" } else { "p" })).collect()
}

/// Line by line and page by page.
fn scrolling(terminal: &Terminal, count: usize) -> Vec<Duration> {
    (0..count)
        .map(|at| key(terminal, ["\x1b[B", " ", "\x1b[B", "\x1b[B", "-", "\x1b[B", "\x1b[A", " "][at % 8]))
        .collect()
}

/// In the editor of a cell in the middle.
fn typing(terminal: &Terminal, count: usize) -> Vec<Duration> {
    key(terminal, "n");
    key(terminal, "e");
    let text = "let number = 1 + 2; ";
    (0..count)
        .map(|at| {
            let key_of = |at: usize| if at % 40 == 39 { "\r" } else { &text[at % 20..=at % 20] };
            key(terminal, key_of(at))
        })
        .collect()
}

/// What the program and all it started use of a core while nobody does anything.
fn idle(terminal: &Terminal) -> f64 {
    terminal.press("\x1b");
    terminal.wait_until("the editor's end", |screen| screen.hide_cursor());
    let program = terminal.process();
    let used = || -> f64 { [program].into_iter().chain(descendants(program)).filter_map(processor_seconds).sum() };
    // What was typed is saved first.
    thread::sleep(Duration::from_secs(2));
    let (before, began) = (used(), Instant::now());
    thread::sleep(IDLE);
    100.0 * (used() - before) / began.elapsed().as_secs_f64()
}

/// The processor time of a process, in seconds.
fn processor_seconds(process: u32) -> Option<f64> {
    let text = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name in parentheses may hold anything.
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: f64 = [11, 12].into_iter().filter_map(|at| fields.get(at)?.parse::<f64>().ok()).sum();
    // Linux counts in hundredths for every program that looks (USER_HZ).
    Some(ticks / 100.0)
}
