//! Makes the README's pictures: drives the real program in a terminal and draws what it shows.
//!
//! ```sh
//! cargo run --release -p gradus-tests --example picture
//! ```
//!
//! With arguments it is the program itself, so that nothing else has to be built.

#![allow(clippy::unwrap_used, reason = "run by hand")]

use gradus_tests::{Screen, Terminal, svg};
use portable_pty::CommandBuilder;
use std::{
    env, fs,
    path::Path,
    process::{Command, ExitCode},
};

const COLUMNS: u16 = 100;
const ROWS: u16 = 50;

fn main() -> ExitCode {
    if env::args_os().nth(1).is_some() {
        return gradus_tui::main();
    }
    let exe = env::current_exe().unwrap();
    let home = exe.parent().unwrap().join("picture-home");
    // A learner who starts today: nothing is written or compiled yet; the runtime is kept.
    let _ = fs::remove_file(home.join("progress.json"));
    let _ = fs::remove_dir_all(home.join("cells"));
    let setup = Command::new(&exe).arg("setup").env("GRADUS_HOME", &home).status().unwrap();
    assert!(setup.success());

    let mut command = CommandBuilder::new(&exe);
    command.arg("learn");
    command.env("GRADUS_HOME", &home);
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    for stray in ["NO_COLOR", "LC_ALL", "LC_CTYPE", "TMUX", "TERM_PROGRAM"] {
        command.env_remove(stray);
    }
    let terminal = Terminal::open(command, COLUMNS, ROWS);
    terminal.wait_for("From a line to a neuron");
    save("catalog", &terminal.screen());

    terminal.press("\r");
    terminal.wait_for("That program is one neuron");
    terminal.wait_for("Ready");
    terminal.press("r");
    // The plot's last line is its axis' name, without the quotation marks of the code.
    let axis = |line: &str| line.contains("bill length (mm)") && !line.contains('"');
    terminal.wait_until("the plot", |screen| screen.contents().lines().any(axis));
    terminal.wait_until("the cell's end", |screen| {
        screen.contents().lines().any(|line| line.contains("━ colony ━") && line.contains('✓'))
    });
    save("lesson", &terminal.screen());
    ExitCode::SUCCESS
}

fn save(name: &str, screen: &Screen) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../book/src/images");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name).with_extension("svg"), svg::draw(screen, "gradus")).unwrap();
}
