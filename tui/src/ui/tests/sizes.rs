//! The screens of work that is kept, at the sizes that terminals have: narrow, usual, wide.

use super::{desk::Desk, script::Answer};
use gradus_protocol::{MimeBundle, Output};
use std::time::Duration;

const SIZES: [(u16, u16); 3] = [(60, 20), (100, 30), (160, 50)];

/// A learner who ran a cell, and wrote in it twice.
fn desk(width: u16, height: u16) -> Desk {
    let value = Answer::ok([Output::stdout("three points\n"), Output::Value(MimeBundle::plain("3"))]);
    let mut desk = Desk::new(width, height).answer("let xs = [1.0, 2.0, 3.0];\nxs.len()", value).open();
    desk.go_to("points");
    desk.keys("r");
    for text in ["let xs = [1.0];", "let xs = [1.0, 2.0];\nxs.len()"] {
        desk.write(text);
        desk.pass(Duration::from_secs(1));
        let wanted = desk.app.progress.clone();
        desk.until(|desk| desk.store.load().unwrap().progress == wanted);
    }
    desk
}

fn at_each_size(name: &str, keys: &str) {
    for (width, height) in SIZES {
        let mut desk = desk(width, height);
        desk.keys(keys);
        insta::assert_snapshot!(format!("{name}_at_{width}_by_{height}"), desk.screen());
    }
}

#[test]
fn the_lesson() {
    at_each_size("the_lesson", "");
}

#[test]
fn what_stood_here_before() {
    at_each_size("what_stood_here_before", "H");
}

#[test]
fn what_begins_anew() {
    at_each_size("what_begins_anew", "x");
}

#[test]
fn the_catalog() {
    at_each_size("the_catalog", "q");
}
