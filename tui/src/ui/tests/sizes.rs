//! The screens of work that is kept, at the sizes that terminals have: narrow, usual, wide.

use super::{desk::Desk, script::Answer};
use crate::ui::pictures;
use crossterm::event::{KeyCode, KeyModifiers};
use gradus_protocol::{MimeBundle, Output, Verdict};
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

#[test]
fn the_scratch_notebook() {
    for (width, height) in SIZES {
        let outputs = [
            Output::stdout("three points\n"),
            Output::stderr("one of them far from the others\n"),
            Output::Value(MimeBundle::plain("[1.0, 2.0, 30.0]")),
        ];
        let code = "// What a mean hides.\nlet points = vec![1.0, 2.0, 30.0];\npoints";
        let mut desk = Desk::new(width, height).answer(code, Answer::ok(outputs));
        desk.keys("s");
        desk.write(code);
        desk.press_with(KeyCode::Enter, KeyModifiers::SHIFT);
        desk.press(KeyCode::Esc);
        desk.keys("m");
        desk.write("**Next:** the median, which one point far away does not move.");
        insta::assert_snapshot!(format!("the_scratch_notebook_at_{width}_by_{height}"), desk.screen());
    }
}

#[test]
fn an_answer_beside_the_solution() {
    for (width, height) in SIZES {
        let mut desk = Desk::new(width, height).open();
        desk.go_to("slope");
        let mine = "fn slope(w: f32) -> f32 {\n    // My own way, in words that are longer than a narrow screen is wide.\n    w + w\n}";
        desk.write(mine);
        desk.keys("Dy");
        insta::assert_snapshot!(format!("an_answer_beside_the_solution_at_{width}_by_{height}"), desk.screen());
    }
}

#[test]
fn the_recap() {
    for (width, height) in SIZES {
        let png = pictures::tests::png(20, 20);
        let plot = MimeBundle::default().with_binary("image/png", png).with_text("text/plain", "⣿ mine");
        let right = "fn slope(w: f32) -> f32 { w * 2.0 }";
        let pass = Output::Verdict(Verdict::Pass { message: "That is the slope.".into() });
        let mut desk = Desk::new(width, height)
            .answer("1", Answer::ok([Output::Display { bundle: plot, id: None }]))
            .answer(right, Answer::ok([]).with_names(&["slope"]))
            .answer("check(slope)", Answer::ok([pass]))
            .open();
        desk.go_to("points");
        desk.write("1");
        desk.keys("r");
        desk.go_to("slope");
        desk.write(right);
        desk.keys("cG");
        insta::assert_snapshot!(format!("the_recap_at_{width}_by_{height}"), desk.screen());
    }
}
