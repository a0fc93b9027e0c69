//! What a learner is told about an answer.

#![allow(clippy::unwrap_used, reason = "a helper that cannot go on ends the test")]

use gradus_lessons::{Lesson, Report, judge, parse::parse, ready, unfilled};
use gradus_protocol::{CellError, CellId, Name, NameKind, Output, Place, Status, Verdict};
use std::time::Duration;

const RIGHT: &str = "fn slope(w: f32, xs: [f32; 3]) -> f32 { w * 2.0 }\nlet best = 0.0_f32;";

fn lesson() -> Lesson {
    parse("sound.md", include_str!("fixtures/sound.md")).unwrap()
}

fn names(all: &[(&str, &str)]) -> Vec<Name> {
    let name = |(name, cell): &(&str, &str)| Name::new(*name, NameKind::Variable, CellId::new(*cell), "");
    all.iter().map(name).collect()
}

fn told(answer: &str, session: &[(&str, &str)]) -> Option<Verdict> {
    let lesson = lesson();
    ready(&lesson, lesson.exercise("slope").unwrap(), answer, &names(session))
}

fn after(outputs: Vec<Output>, status: Status) -> Verdict {
    let report = Report { outputs, status, took: Duration::ZERO };
    judge(lesson().exercise("slope").unwrap(), &report)
}

fn after_error(error: CellError) -> Verdict {
    after(vec![Output::Error(error)], Status::Error)
}

fn panic_at(message: &str, cell: Option<&str>) -> Verdict {
    let place = cell.map(|cell| Place { cell: CellId::new(cell), line: 3, column: 1 });
    after_error(CellError::Panic { message: message.to_owned(), place })
}

fn pass() -> Output {
    Output::Verdict(Verdict::Pass { message: "Right.".into() })
}

#[test]
fn an_open_gap_is_no_attempt() {
    let here = [("xs", "points"), ("slope", "slope"), ("best", "slope")];
    let starter = lesson().exercise("slope").unwrap().starter.text.clone();
    for answer in [
        starter.as_str(),
        &format!("// my try\n{starter}\n\n"),
        "",
        "fn slope(w: f32, xs: [f32; 3]) -> f32 { ____ * w }",
        "fn slope(w: f32, xs: [f32; 3]) -> f32 { todo!(\"later\") }\nlet best = 1.0_f32;",
    ] {
        assert!(matches!(told(answer, &here), Some(Verdict::NotAttempted { .. })), "{answer}");
        assert_eq!(told(answer, &here), unfilled(lesson().exercise("slope").unwrap(), answer));
    }
    assert_eq!(told(RIGHT, &here), None);
    assert_eq!(unfilled(lesson().exercise("slope").unwrap(), RIGHT), None);
}

#[test]
fn a_missing_name_says_what_to_run_or_define() {
    let told_missing = told(RIGHT, &[("xs", "points")]).unwrap();
    assert!(told_missing.message().contains("run the cell slope"), "{told_missing:?}");
    let renamed = told("fn slop() {}\nlet best = 0.0_f32;", &[("xs", "points"), ("best", "slope")]).unwrap();
    assert!(renamed.message().contains("fn slope(w: f32, xs: [f32; 3]) -> f32"), "{renamed:?}");
    let other = told(RIGHT, &[("slope", "slope"), ("best", "slope")]).unwrap();
    assert!(other.message().contains("There is no xs yet: run the cell points first"), "{other:?}");
    let earlier = told(RIGHT, &[("xs", "points"), ("slope", "slope"), ("best", "points")]).unwrap();
    assert!(earlier.message().contains("run the cell slope first"), "{earlier:?}");
}

#[test]
fn a_shadowed_name_names_both_cells() {
    let shadowed = told(RIGHT, &[("xs", "points"), ("slope", "slope"), ("best", "scratch")]).unwrap();
    assert!(shadowed.message().contains("from the cell scratch: run the cell slope again"), "{shadowed:?}");
}

#[test]
fn exactly_one_verdict_wins() {
    assert!(after(vec![Output::stdout("hm"), pass()], Status::Ok).passed());
    assert!(matches!(after(vec![pass(), pass()], Status::Ok), Verdict::Broken { .. }));
    assert!(matches!(after(vec![], Status::Ok), Verdict::Broken { .. }));
    let fail = Verdict::Fail { message: "Look at the sign.".into() };
    assert_eq!(after(vec![Output::Verdict(fail.clone())], Status::Error), fail);
}

#[test]
fn a_pass_that_then_panics_is_no_pass() {
    let error = Output::Error(CellError::Panic { message: "late".into(), place: None });
    assert!(!after(vec![pass(), error], Status::Error).passed());
    assert!(!after(vec![pass()], Status::Interrupted).passed());
    assert!(!after(vec![pass()], Status::Died).passed());
}

#[test]
fn a_check_that_does_not_compile_names_signatures_and_nothing_hidden() {
    let verdict = after_error(CellError::Compile { diagnostics: vec![] });
    assert_eq!(
        verdict.message(),
        "The check cannot use your answer as it is declared. \
         It expects these: fn slope(w: f32, xs: [f32; 3]) -> f32; let xs: [f32; 3]; let best: f32"
    );
    assert!(matches!(verdict, Verdict::Fail { .. }));
}

#[test]
fn a_panic_is_whose_code_panicked() {
    assert!(matches!(panic_at("index out of bounds", Some("check:slope")), Verdict::Broken { .. }));
    let own = panic_at("index out of bounds", Some("slope"));
    assert_eq!(own, Verdict::Fail { message: "Your code panicked on line 3: index out of bounds".into() });
    assert!(panic_at("no", Some("points")).message().contains("the cell points"));
    assert!(matches!(panic_at("shapes differ", None), Verdict::Fail { .. }));
    assert!(matches!(panic_at("not yet implemented: slope", Some("slope")), Verdict::NotAttempted { .. }));
    assert!(matches!(panic_at("not yet implemented", Some("check:slope")), Verdict::Broken { .. }));
}

#[test]
fn errors_of_the_check_are_ours() {
    for error in [CellError::Failed { message: "no".into(), place: None }, CellError::Refused { message: "no".into() }]
    {
        assert!(matches!(after_error(error), Verdict::Broken { .. }));
    }
    let died = after(vec![Output::Error(CellError::Died { message: "killed by SIGSEGV".into() })], Status::Died);
    assert!(died.message().contains("killed by SIGSEGV"), "{died:?}");
    assert!(matches!(after(vec![], Status::Interrupted), Verdict::NotAttempted { .. }));
    assert!(matches!(after(vec![], Status::Skipped), Verdict::NotAttempted { .. }));
}
