//! What a terminal is left like: after keys of all kinds, after a panic, and inside tmux.

#![allow(clippy::unwrap_used, reason = "a story may stop at the first surprise")]

mod common;

use common::{Home, PROGRAM};
use gradus_tests::{Screen, Terminal};
use std::process::Command;

/// A program that panics while its screen is up.
const PANICS: &str = env!("CARGO_BIN_EXE_gradus-panics");

/// Runs a program in a shell that says afterwards how it ended, and how the terminal was left.
fn in_a_shell(home: &Home, program: &str) -> Terminal {
    let script = format!("{program}; echo ended $?; stty -a");
    Terminal::open(home.in_terminal("sh", &["-c", &script]), 100, 40)
}

/// Whether it is a terminal in which a shell can go on.
#[track_caller]
fn is_sane(screen: &Screen) {
    let text = screen.contents();
    assert!(!screen.alternate_screen(), "the screen of before is back\n{text}");
    assert!(!screen.hide_cursor(), "the cursor shows\n{text}");
    assert!(!screen.bracketed_paste(), "{text}");
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "{text}");
    for mode in ["icanon", "echo", "isig", "icrnl", "opost"] {
        let is = |word: &str| text.split([' ', ';', '\n', '\r']).any(|known| known == word);
        assert!(is(mode) && !is(&format!("-{mode}")), "no {mode} in\n{text}");
    }
}

/// A small generator, so that a failure can be repeated from its seed.
fn random(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize
}

#[test]
fn after_a_panic_the_terminal_is_as_it_was_and_says_why() {
    let home = Home::bare();
    let terminal = in_a_shell(&home, PANICS);
    terminal.wait_for("ended 101");
    let (_, text) = terminal.wait_until_end(is_sane);
    assert!(text.contains("the session could not be made"), "{text}");
}

#[test]
fn after_keys_of_all_kinds_the_terminal_is_as_it_was() {
    // No key that runs a cell: what cells do is another story.
    const KEYS: [&str; 34] = [
        "j",
        "k",
        "n",
        "p",
        "t",
        "?",
        "v",
        "w",
        "f",
        "o",
        "g",
        "G",
        "x",
        "b",
        "H",
        "/",
        "e",
        "a",
        "z",
        "1",
        " ",
        "\t",
        "\x1b[Z",
        "\x1b[A",
        "\x1b[B",
        "\x1b[C",
        "\x1b[D",
        "\x1b[5~",
        "\x1b[6~",
        "\x7f",
        "学",
        "}",
        "\x1b[<0;5;5M",
        "\x1a",
    ];
    // Twice, it is Esc whatever comes next; once, it would be Alt and the next key.
    const ESC: &str = "\x1b\x1b";
    let home = Home::new();
    let terminal = in_a_shell(&home, &format!("{PROGRAM} learn neuron"));
    terminal.wait_for("You will teach a program");
    let mut seed = 11;
    let mut keys = String::new();
    for _ in 0..500 {
        keys.push_str(KEYS[random(&mut seed) % KEYS.len()]);
    }
    // Enough to leave every place that they lead to.
    keys.push_str(&ESC.repeat(4));
    keys.push('q');
    terminal.press(&keys);
    terminal.wait_for("Enter open");
    terminal.press("q");
    terminal.wait_for("ended 0");
    terminal.wait_until_end(is_sane);
}

#[test]
fn inside_tmux_a_lesson_reads_and_runs() {
    if !Command::new("tmux").arg("-V").output().is_ok_and(|output| output.status.success()) {
        eprintln!("SKIPPED: there is no tmux here");
        return;
    }
    let home = Home::new();
    let socket = home.path().join("tmux");
    let inside = format!("{PROGRAM} learn neuron");
    let mut command = home.in_terminal(
        "tmux",
        &["-S", socket.to_str().unwrap(), "-f", "/dev/null", "new-session", "-x", "100", "-y", "30", &inside],
    );
    command.env("TERM", "xterm-256color");
    let terminal = Terminal::open(command, 100, 31);
    terminal.wait_for("You will teach a program");
    terminal.wait_for("Ready");
    terminal.press("e");
    terminal.wait_for("Esc leave");
    terminal.press("\x1b[1;5H\x1b[1;6F");
    terminal.paste("6 * 7");
    terminal.press("\x12");
    terminal.wait_for("→ 42");
    // tmux waits a moment after Esc before it passes it on.
    terminal.press("\x1b");
    terminal.wait_for("q lessons");
    terminal.press("q");
    terminal.wait_for("Enter open");
    terminal.press("q");
    let (_, last) = terminal.wait_for_end();
    assert!(last.contains("[exited]"), "{last}");
}
