//! Makes the README's pictures: drives the real program in a terminal and draws what it shows.
//!
//! ```sh
//! cargo run --release -p gradus-tests --example picture              # all of them
//! cargo run --release -p gradus-tests --example picture -- check     # one
//! ```
//!
//! With arguments of the program it is the program itself, so that nothing else has to be built.

#![allow(clippy::unwrap_used, reason = "run by hand")]

use gradus_tests::{Terminal, svg};
use portable_pty::CommandBuilder;
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// Plays until the screen is what a picture should show, and saves it.
type Scene = fn(&Stage);

/// The pictures, each with what is done to get there.
const SCENES: &[(&str, Scene)] = &[("catalog", catalog), ("lesson", lesson), ("check", check), ("beside", beside)];

/// Ctrl-Home, then Ctrl-Shift-End: everything in the editor is selected.
const SELECT_ALL: &str = "\x1b[1;5H\x1b[1;6F";
const ENTER: &str = "\r";
const ESC: &str = "\x1b";

/// A mistake that the first exercise knows: plus and minus cancel.
const WRONG: &str = "\
fn loss(w: f32, b: f32, xs: &[f32], ys: &[f32]) -> f32 {
    let errors = xs.iter().zip(ys).map(|(x, y)| w * x + b - y);
    errors.sum::<f32>() / xs.len() as f32
}";

fn main() -> ExitCode {
    let wanted = env::args().nth(1);
    if wanted.as_ref().is_some_and(|wanted| SCENES.iter().all(|(name, _)| name != wanted)) {
        return gradus_tui::main();
    }
    let stage = Stage::set();
    for (name, scene) in SCENES {
        if wanted.as_ref().is_none_or(|wanted| wanted == name) {
            scene(&stage);
        }
    }
    ExitCode::SUCCESS
}

/// The list of lessons.
fn catalog(stage: &Stage) {
    let terminal = stage.play("", 100, 32);
    terminal.wait_for("From a line to a neuron");
    // What a frame ends with: the words before it may be on screen when the rest is not.
    terminal.wait_for("q quit");
    stage.save("catalog", &terminal);
}

/// Prose, a cell, and the plot that it made.
fn lesson(stage: &Stage) {
    let terminal = stage.play("", 100, 50);
    open(&terminal);
    terminal.press("r");
    wait_for_plot(&terminal);
    stage.save("lesson", &terminal);
}

/// A check that names the mistake.
fn check(stage: &Stage) {
    let terminal = stage.play("", 100, 36);
    open(&terminal);
    terminal.press("t");
    terminal.wait_for("Outline");
    terminal.press("exercise loss");
    terminal.press(ENTER);
    terminal.wait_for("┏━ exercise: loss");
    terminal.press("e");
    terminal.wait_until("the cursor", |screen| !screen.hide_cursor());
    terminal.press(SELECT_ALL);
    terminal.paste(WRONG);
    terminal.wait_for("errors.sum");
    terminal.press(ESC);
    terminal.wait_until("the cursor's end", |screen| screen.hide_cursor());
    terminal.press("c");
    // The last words of the verdict, on a screen that is painted whole.
    terminal.wait_until("the verdict", |screen| {
        let text = screen.contents();
        text.contains("Not yet.") && text.contains("too low") && text.matches("c check · h hint").count() == 1
    });
    stage.save("check", &terminal);
}

/// Prose beside code, in the light theme.
fn beside(stage: &Stage) {
    let terminal = stage.play("beside = true\ntheme = \"light\"\n", 170, 44);
    open(&terminal);
    terminal.press("r");
    wait_for_plot(&terminal);
    stage.save("beside", &terminal);
}

/// Opens the first lesson.
fn open(terminal: &Terminal) {
    terminal.wait_for("From a line to a neuron");
    terminal.press(ENTER);
    terminal.wait_for("That program is one neuron");
    terminal.wait_for("Ready");
}

fn wait_for_plot(terminal: &Terminal) {
    // The plot's last line is its axis' name, without the quotation marks of the code.
    let axis = |line: &str| line.contains("bill length (mm)") && !line.contains('"');
    terminal.wait_until("the plot", |screen| screen.contents().lines().any(axis));
    terminal.wait_until("the cell's end", |screen| {
        screen.contents().lines().any(|line| line.contains("━ colony ━") && line.contains('✓'))
    });
}

/// Where the program plays: a data folder that is begun anew for each scene, but for its runtime.
struct Stage {
    exe: PathBuf,
    home: PathBuf,
}

impl Stage {
    fn set() -> Self {
        let exe = env::current_exe().unwrap();
        let home = exe.parent().unwrap().join("picture-home");
        fs::create_dir_all(&home).unwrap();
        let setup = Command::new(&exe).arg("setup").env("GRADUS_HOME", &home).status().unwrap();
        assert!(setup.success());
        Self { exe, home }
    }

    /// A learner who starts today, with these settings, and has taken the tour.
    fn play(&self, settings: &str, columns: u16, rows: u16) -> Terminal {
        let _ = fs::remove_file(self.home.join("progress.json"));
        let _ = fs::remove_dir_all(self.home.join("cells"));
        fs::write(self.home.join("settings.toml"), format!("toured = true\n{settings}")).unwrap();
        let mut command = CommandBuilder::new(&self.exe);
        command.arg("learn");
        command.env("GRADUS_HOME", &self.home);
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("LANG", "C.UTF-8");
        for stray in ["NO_COLOR", "LC_ALL", "LC_CTYPE", "TMUX", "TERM_PROGRAM"] {
            command.env_remove(stray);
        }
        Terminal::open(command, columns, rows)
    }

    fn save(&self, name: &str, terminal: &Terminal) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../book/src/images");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name).with_extension("svg"), svg::draw(&terminal.screen(), "gradus")).unwrap();
    }
}
