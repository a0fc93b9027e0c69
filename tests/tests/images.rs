//! Pictures as a terminal gets them, by each protocol, and the same inside tmux.

#![allow(clippy::unwrap_used, reason = "a story may stop at the first surprise")]

mod common;

use common::Home;
use gradus_tests::{
    Terminal,
    images::{self, Picture},
};
use portable_pty::CommandBuilder;
use std::process::Command;

/// The terminal UI with a cell that gives a picture.
const PICTURED: &str = env!("CARGO_BIN_EXE_gradus-pictured");

/// Colours of sixels are parts of a hundred, at most 256 of them; a wrong picture is a hundred times as far away.
const NEAR: f64 = 4.0;

fn decoded(protocol: &str, bytes: &[u8]) -> Option<Picture> {
    match protocol {
        "kitty" => images::kitty(bytes),
        "iterm2" => images::iterm2(bytes, Picture::sample().height),
        _ => images::sixel(bytes),
    }
}

fn command(home: &Home, protocol: &str) -> CommandBuilder {
    home.in_terminal(PICTURED, &[home.path().to_str().unwrap(), protocol])
}

/// Runs the cell and waits for its picture in what the terminal got, as `seen` reads it.
fn picture(terminal: &Terminal, what: &str, seen: impl Fn(&[u8]) -> Option<Picture>) -> Picture {
    terminal.wait_for("Ready");
    terminal.press("r");
    let mut found = None;
    terminal.wait_until_sent(what, |bytes| {
        found = seen(bytes);
        found.is_some()
    });
    found.unwrap()
}

#[track_caller]
fn is_sample(protocol: &str, got: &Picture) {
    if let Some(folder) = std::env::var_os("GRADUS_SHOW") {
        std::fs::write(std::path::Path::new(&folder).join(format!("{protocol}.png")), got.png()).unwrap();
    }
    let sample = Picture::sample();
    assert_eq!((got.width, got.height), (sample.width, sample.height), "{protocol}");
    assert!(got.distance(&sample) < NEAR, "{protocol}: {}", got.distance(&sample));
}

#[test]
fn each_protocol_draws_the_picture() {
    for protocol in ["kitty", "iterm2", "sixel"] {
        let home = Home::bare();
        let terminal = Terminal::open(command(&home, protocol), 80, 30);
        is_sample(protocol, &picture(&terminal, protocol, |bytes| decoded(protocol, bytes)));
        assert!(!terminal.sent().windows(7).any(|bytes| bytes == b"\x1bPtmux;"), "nobody asked for a wrapper");
    }
}

#[test]
fn inside_tmux_each_protocol_is_wrapped_and_every_escape_doubled() {
    for protocol in ["kitty", "iterm2", "sixel"] {
        let home = Home::bare();
        let mut command = command(&home, protocol);
        command.env("TERM_PROGRAM", "tmux");
        let terminal = Terminal::open(command, 80, 30);
        let wrapped = |bytes: &[u8]| decoded(protocol, &images::unwrapped(bytes)?);
        is_sample(protocol, &picture(&terminal, protocol, wrapped));
    }
}

#[test]
fn a_real_tmux_passes_the_picture_on() {
    if !Command::new("tmux").arg("-V").output().is_ok_and(|output| output.status.success()) {
        eprintln!("SKIPPED: there is no tmux here");
        return;
    }
    for protocol in ["kitty", "iterm2", "sixel"] {
        let home = Home::bare();
        let socket = home.path().join("tmux");
        let inside = format!("{PICTURED} {} {protocol}", home.path().display());
        let session = ["-S", socket.to_str().unwrap(), "-f", "/dev/null", "new-session", "-x", "80", "-y", "30"];
        let settings = [";", "set", "-g", "allow-passthrough", "on"];
        let arguments = [&session[..], &[&inside], &settings].concat();
        let terminal = Terminal::open(home.in_terminal("tmux", &arguments), 80, 31);
        is_sample(protocol, &picture(&terminal, protocol, |bytes| decoded(protocol, bytes)));
        terminal.press("q");
        terminal.wait_for("Enter open");
        terminal.press("q");
        let (_, last) = terminal.wait_for_end();
        assert!(last.contains("[exited]"), "{last}");
    }
}
