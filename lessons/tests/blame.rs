//! Whose mistake it is that a check does not compile. Codes, messages and places are rustc's own for these sources.

#![allow(clippy::unwrap_used, reason = "a helper that cannot go on ends the test")]

use gradus_lessons::{Exercise, Expected, Report, judge, parse::parse};
use gradus_protocol::{CellError, CellId, Diagnostic, Output, Place, Status, Verdict};
use std::time::Duration;

/// Reads a function `slope`.
const SLOPE: &str = r#"check(|c| {
    let got = slope(2.0, xs);
    let near = |wanted: f32| (got - wanted).abs() < 1e-3;
    c.mistake(near(1.0), "half")?;
    let all: Vec<f32> = vec![got, slope(1.0, xs)];
    for one in &all {
        c.close("the slope", *one, 2.0, 1e-3)?;
    }
    c.pass("Right.")
})"#;

/// Reads a type `Neuron`.
const NEURON: &str = r#"check(|c| {
    let neuron = Neuron { w: 2.0 };
    let out = neuron.forward(1.0);
    assert_eq!(out, 2.0_f32);
    c.mistake(neuron.w < 0.0, "negative")?;
    c.pass("Right.")
})"#;

fn exercise(check: &str) -> Exercise {
    let lesson = parse("sound.md", include_str!("fixtures/sound.md")).unwrap();
    let mut exercise = lesson.exercise("slope").unwrap().clone();
    exercise.check.text = check.to_owned();
    if check == NEURON {
        exercise.expects = vec![Expected { name: "Neuron".into(), signature: "struct Neuron { w: f32 }".into() }];
    }
    exercise
}

/// A code (empty for none), a message, and where in the check it points.
type Error<'a> = (&'a str, &'a str, u32, u32);

fn verdict(check: &str, errors: &[Error<'_>]) -> Verdict {
    let exercise = exercise(check);
    let diagnostics = errors.iter().map(|(code, message, line, column)| Diagnostic {
        code: (!code.is_empty()).then(|| (*code).to_owned()),
        message: (*message).to_owned(),
        rendered: format!("error: {message}"),
        place: Some(Place { cell: CellId::new(exercise.check_id()), line: *line, column: *column }),
        advice: None,
    });
    let error = Output::Error(CellError::Compile { diagnostics: diagnostics.collect() });
    judge(&exercise, &Report { outputs: vec![error], status: Status::Error, took: Duration::ZERO })
}

#[track_caller]
fn told_as_the_answers(check: &str, errors: &[Error<'_>]) {
    let verdict = verdict(check, errors);
    assert!(matches!(&verdict, Verdict::Fail { message } if message.contains("as it is declared")), "{verdict:?}");
}

#[track_caller]
fn told_as_ours(check: &str, errors: &[Error<'_>]) {
    let Verdict::Broken { message } = verdict(check, errors) else { panic!("held against the learner: {errors:?}") };
    assert!(message.contains(errors[0].1) && message.contains("our mistake"), "{message}");
}

#[test]
fn an_answer_that_takes_something_else_is_the_answers() {
    told_as_the_answers(SLOPE, &[("E0308", "mismatched types", 2, 21)]);
    told_as_the_answers(SLOPE, &[("E0308", "mismatched types", 5, 41)]);
    told_as_the_answers(SLOPE, &[("E0061", "this function takes 1 argument but 2 arguments were supplied", 2, 15)]);
    told_as_the_answers(SLOPE, &[("E0618", "expected function, found `f32`", 2, 15)]);
}

#[test]
fn an_answer_that_gives_something_else_is_the_answers_wherever_it_shows() {
    told_as_the_answers(SLOPE, &[("E0277", "cannot subtract `f32` from `f64`", 3, 35)]);
    told_as_the_answers(SLOPE, &[("E0308", "mismatched types", 3, 37)]);
    told_as_the_answers(SLOPE, &[("E0369", "cannot subtract `f32` from `()`", 3, 35)]);
    told_as_the_answers(SLOPE, &[("E0308", "mismatched types", 5, 30)]);
    told_as_the_answers(SLOPE, &[("E0277", "the trait bound `String: Into<f64>` is not satisfied", 7, 30)]);
}

#[test]
fn a_type_without_what_the_check_uses_is_the_answers() {
    let missing = "no method named `forward` found for struct `Neuron` in the current scope";
    told_as_the_answers(NEURON, &[("E0599", missing, 3, 22)]);
    told_as_the_answers(NEURON, &[("E0560", "struct `Neuron` has no field named `w`", 2, 27)]);
    told_as_the_answers(NEURON, &[("E0308", "mismatched types", 2, 30)]);
    told_as_the_answers(NEURON, &[("E0061", "this method takes 0 arguments but 1 argument was supplied", 3, 22)]);
    told_as_the_answers(NEURON, &[("E0308", "mismatched types", 4, 21)]);
    told_as_the_answers(NEURON, &[("E0308", "mismatched types", 5, 26)]);
    told_as_the_answers(NEURON, &[("E0609", "no field `w` on type `Wrapped`", 5, 22)]);
}

#[test]
fn a_name_that_nobody_is_asked_for_is_ours() {
    let unknown = "cannot find function `xs_nope` in this scope";
    told_as_ours(&SLOPE.replace("near(1.0)", "xs_nope()"), &[("E0425", unknown, 4, 15)]);
    let beside = SLOPE.replace("slope(2.0, xs)", "slope(2.0, xs_nope())");
    told_as_ours(&beside, &[("E0425", unknown, 2, 26)]);
    // It would not compile with any answer, whatever else is wrong with this one.
    told_as_ours(&beside, &[("E0425", unknown, 2, 26), ("E0308", "mismatched types", 2, 21)]);
    told_as_the_answers(SLOPE, &[("E0423", "expected function, found struct `slope`", 2, 15)]);
}

#[test]
fn what_no_answer_takes_part_in_is_ours() {
    let method = "no method named `clos` found for mutable reference `&mut Checker` in the current scope";
    told_as_ours(&SLOPE.replace("c.close", "c.clos"), &[("E0599", method, 7, 11)]);
    let count = "this method takes 4 arguments but 3 arguments were supplied";
    told_as_ours(&SLOPE.replace(", 1e-3)?", ")?"), &[("E0061", count, 7, 11)]);
    let typed = SLOPE.replace("let near", "let n: usize = \"three\"; let near");
    told_as_ours(&typed, &[("E0308", "mismatched types", 3, 20)]);
    let bare = "expected one of `!`, `(`, `+`, `::`, `;`, `<`, or `=`, found `|`";
    told_as_ours(&SLOPE.replace("near =", "near"), &[("", bare, 3, 14)]);
    told_as_ours(
        &SLOPE.replace("let near", "nope!(got); let near"),
        &[("", "cannot find macro `nope` in this scope", 3, 5)],
    );
}
