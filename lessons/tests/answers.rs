//! Which code answers an exercise, after all that can happen to cells in a notebook.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use gradus_lessons::{Attempt, Attempts, Lesson, Report, RunCell, parse::parse};
use gradus_protocol::{CellError, CellId, Name, NameKind, Output, Place, Status, Verdict};
use std::time::Duration;

fn lesson() -> Lesson {
    parse("01-line.md", include_str!("fixtures/sound.md")).unwrap()
}

fn report(outputs: Vec<Output>, status: Status) -> Report {
    Report { outputs, status, took: Duration::ZERO }
}

fn attempt(cell: &str, exercise: Option<&str>, code: &str) -> Attempt {
    let exercise = exercise.map(str::to_owned);
    Attempt { cell: CellId::new(cell), exercise, code: code.into(), report: report(Vec::new(), Status::Ok) }
}

/// Names with the cells that made them. `xs` comes from a cell above, and `best` from where `slope` does.
fn names(of: &[(&str, &str)]) -> Vec<Name> {
    let slope = of.iter().find(|(name, _)| *name == "slope").map(|(_, cell)| ("best", *cell));
    of.iter()
        .copied()
        .chain([("xs", "In[3]")])
        .chain(slope)
        .map(|(name, cell)| Name::new(name, NameKind::Item, CellId::new(cell), "fn"))
        .collect()
}

fn passes(_: &RunCell) -> Report {
    report(vec![Output::Verdict(Verdict::Pass { message: "Right.".into() })], Status::Ok)
}

/// The answer to the exercise `slope`, and the verdict's words.
fn judged(attempts: &[Attempt], session: &[(&str, &str)]) -> Option<(String, String)> {
    let mut all = Attempts::default();
    attempts.iter().cloned().for_each(|attempt| all.ran(attempt));
    let lesson = lesson();
    let exercise = lesson.exercise("slope").unwrap();
    let (code, verdict) = all.judge(&lesson, exercise, &names(session), passes)?;
    Some((code, verdict.message().to_owned()))
}

fn right(code: &str) -> Option<(String, String)> {
    Some((code.to_owned(), "Right.".to_owned()))
}

const SLOPE: &str = "fn slope(w: f32, xs: [f32; 3]) -> f32 { 2.0 * w }\nlet best = 0.0;";
const OTHER: &str = "fn slope(w: f32, xs: [f32; 3]) -> f32 { w + w }\nlet best = 0.0;";

#[test]
fn the_marked_cell_answers_whatever_its_id() {
    assert_eq!(judged(&[attempt("7", Some("slope"), &format!("\n{SLOPE}"))], &[("slope", "7")]), right(SLOPE));
}

#[test]
fn the_lessons_own_cell_needs_no_mark() {
    assert_eq!(judged(&[attempt("slope", None, SLOPE)], &[("slope", "slope")]), right(SLOPE));
}

#[test]
fn of_two_copies_the_one_that_ran_last_answers() {
    let (one, two) = (attempt("1", Some("slope"), SLOPE), attempt("2", Some("slope"), OTHER));
    assert_eq!(judged(&[one.clone(), two.clone()], &[("slope", "2")]), right(OTHER));
    assert_eq!(judged(&[one.clone(), two, one], &[("slope", "1")]), right(SLOPE));
}

#[test]
fn a_split_cell_answers_with_both_halves() {
    let halves = [attempt("1", Some("slope"), "\nfn twice(x: f32) -> f32 { 2.0 * x }"), attempt("2", None, SLOPE)];
    let whole = format!("fn twice(x: f32) -> f32 {{ 2.0 * x }}\n\n{SLOPE}");
    assert_eq!(judged(&halves, &[("twice", "1"), ("slope", "2")]), right(&whole));
}

#[test]
fn a_cell_without_its_mark_is_found_by_what_it_makes() {
    assert_eq!(judged(&[attempt("1", None, SLOPE)], &[("slope", "1")]), right(SLOPE));
}

#[test]
fn a_deleted_cell_is_missing() {
    assert_eq!(judged(&[attempt("1", None, "1 + 2")], &[]), None);
    assert_eq!(judged(&[attempt("1", Some("other"), SLOPE)], &[("slope", "1")]), None);
}

#[test]
fn a_cell_that_took_the_name_away_is_named() {
    let attempts = [attempt("1", Some("slope"), SLOPE), attempt("2", Some("other"), OTHER)];
    let (code, words) = judged(&attempts, &[("slope", "2")]).unwrap();
    assert_eq!(code, SLOPE);
    assert!(words.contains("`other`") || words.contains("other"), "{words}");
}

#[test]
fn a_mark_outlives_a_run_that_leaves_commands_away() {
    let code = format!("\n{SLOPE}");
    let again = [attempt("1", Some("slope"), &code), attempt("1", None, &code)];
    assert_eq!(judged(&again, &[]).unwrap().0, SLOPE);
}

#[test]
fn places_in_the_answers_cell_are_places_in_the_exercise() {
    let mut all = Attempts::default();
    all.ran(attempt("In[7]", Some("slope"), SLOPE));
    let lesson = lesson();
    let place = Place { cell: CellId::new("In[7]"), line: 2, column: 1 };
    let panics = |_: &RunCell| {
        let error = CellError::Panic { message: "overflow".into(), place: Some(place) };
        report(vec![Output::Error(error)], Status::Error)
    };
    let judged = all.judge(&lesson, lesson.exercise("slope").unwrap(), &names(&[("slope", "In[7]")]), panics);
    assert_eq!(judged.unwrap().1.message(), "Your code panicked on line 2: overflow");
}

#[test]
fn an_answer_that_did_not_compile_is_not_checked() {
    let mut broken = attempt("1", Some("slope"), "fn slope(w: f32");
    broken.report = report(vec![Output::Error(CellError::Compile { diagnostics: Vec::new() })], Status::Error);
    let (_, words) = judged(&[broken], &[("slope", "0")]).unwrap();
    assert!(words.starts_with("The cell does not compile yet"), "{words}");
}

#[test]
fn what_a_cell_above_should_have_made_is_missed() {
    let mut all = Attempts::default();
    all.ran(attempt("1", Some("slope"), SLOPE));
    let lesson = lesson();
    let mut names = names(&[("slope", "1")]);
    names.retain(|name| name.name != "xs");
    let (_, verdict) = all.judge(&lesson, lesson.exercise("slope").unwrap(), &names, passes).unwrap();
    assert_eq!(verdict.message(), "There is no xs yet: run the cells above this exercise first, then check again.");
}

#[test]
fn what_an_earlier_lesson_made_is_not_the_answers_to_make() {
    let text = include_str!("fixtures/sound.md").replace("; let best: f32\"", "; let best: f32; struct Known\"");
    let lesson = parse("01-line.md", &text).unwrap();
    let mut all = Attempts::default();
    all.ran(attempt("1", Some("slope"), SLOPE));
    let judged = |all: &Attempts, cell: &str| {
        let mut names = names(&[("slope", "1")]);
        names.push(Name::new("Known", NameKind::Item, CellId::new(cell), "struct"));
        let judged = all.judge(&lesson, lesson.exercise("slope").unwrap(), &names, passes);
        judged.unwrap().1.message().to_owned()
    };
    assert_eq!(judged(&all, "include:t/01-start#known"), "Right.");
    assert!(judged(&all, "2").contains("Another cell has made a new Known since"), "{}", judged(&all, "2"));
}
