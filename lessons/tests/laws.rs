//! The laws of a lesson, on paper and run by a scripted session.

#![allow(clippy::unwrap_used, reason = "a helper that cannot go on ends the test")]

#[allow(dead_code, reason = "each test file uses its part")]
mod scripted;

use gradus_lessons::{Report, RunCell, lint_all, lint_lesson, parse::parse, render, run_laws};
use gradus_protocol::{CellError, CellId, Diagnostic, Output, Place, Status, Verdict};
use scripted::*;
use std::time::Duration;

#[test]
fn a_sound_lesson_breaks_no_law() {
    assert_eq!(lint_all(&catalog(SOUND)), []);
    let (laws, log) = laws(SOUND, |_, _| None);
    assert_eq!(list(&laws), "");
    assert_eq!(laws.took, Duration::from_millis(10) * u32::try_from(laws.runs).unwrap());
    insta::assert_snapshot!(log.join("\n"));
}

#[test]
fn a_check_that_passes_anything_is_found() {
    let (laws, _) = laws(SOUND, |cell, _| cell.hidden.then(|| verdict(Verdict::Pass { message: "Fine.".into() })));
    insta::assert_snapshot!(list(&laws));
}

#[test]
fn a_silent_check_is_found() {
    let (laws, _) = laws(SOUND, |cell, _| cell.hidden.then(|| report(Vec::new(), Status::Ok)));
    insta::assert_snapshot!(list(&laws));
}

#[test]
fn a_mistake_answered_with_other_words_is_found() {
    let twist = |cell: &RunCell, answer: &str| {
        (cell.hidden && answer.contains("{ w }")).then(|| verdict(Verdict::Fail { message: "Wrong.".into() }))
    };
    let (laws, _) = laws(SOUND, twist);
    insta::assert_snapshot!(render(&laws.problems, catalog(SOUND).sources(), false));
}

#[test]
fn a_cell_that_fails_is_found_at_its_line() {
    let compile = |cell: &RunCell, _: &str| {
        let place = Some(Place { cell: CellId::new("cell-4"), line: 1, column: 5 });
        let diagnostic =
            Diagnostic { code: None, message: "no `ys`".into(), rendered: String::new(), place, advice: None };
        let error = Output::Error(CellError::Compile { diagnostics: vec![diagnostic] });
        (cell.id.0 == "cell-4").then(|| report(vec![error], Status::Error))
    };
    let (found, _) = laws(SOUND, compile);
    assert_eq!(found.problems.len(), 1);
    assert_eq!(found.problems[0].line, 40, "the try cell runs once, at the end of the replay");
    assert!(found.problems[0].found.contains("no `ys`"));

    let (found, _) = laws(SOUND, |cell, _| (cell.id.0 == "points").then(|| panic("out of points", "points", 1)));
    assert_eq!(list(&found).lines().count(), 1, "once, though it fails in the replay too: {}", list(&found));
    assert_eq!(found.problems[0].line, 25);
}

#[test]
fn what_fails_only_in_a_fresh_session_is_found() {
    let mut runs = 0;
    let second = move |cell: &RunCell, _: &str| {
        runs += usize::from(cell.id.0 == "points");
        (cell.id.0 == "points" && runs == 2).then(|| panic("out of points", "points", 1))
    };
    let (laws, _) = laws(SOUND, second);
    assert_eq!(laws.problems.len(), 1, "{}", list(&laws));
    assert!(laws.problems[0].found.contains("in a fresh session"), "{}", list(&laws));
}

#[test]
fn a_mistake_may_end_the_process() {
    let dies = |cell: &RunCell, answer: &str| {
        let error = Output::Error(CellError::Died { message: "Half of it, without end.".into() });
        (cell.hidden && answer.contains("{ w }")).then(|| report(vec![error], Status::Died))
    };
    let (laws, log) = laws(SOUND, dies);
    assert_eq!(list(&laws), "", "the lesson goes on");
    let died = log.iter().position(|line| line == "restart").unwrap();
    let again =
        log[died + 1..].iter().take_while(|line| *line != "restart").filter(|l| l.starts_with("points")).count();
    assert_eq!(again, 2, "the cells before run again: {log:?}");
}

#[test]
fn a_cell_that_ends_the_process_ends_the_trial() {
    let dies = |cell: &RunCell, _: &str| (cell.id.0 == "points").then(|| report(Vec::new(), Status::Died));
    let (laws, log) = laws(SOUND, dies);
    assert_eq!(laws.problems.len(), 1, "{}", list(&laws));
    assert_eq!(log.len(), 6, "two cells of the session, two of the replay: {log:?}");
}

#[test]
fn a_check_lists_what_it_reads() {
    let problems = lint_all(&catalog(&SOUND.replace("; let best: f32", "")));
    assert_eq!(problems, [], "the check does not read best");
    let text = SOUND.replace("close(\"slope(1)\", slope(1.0, xs), 2.0)", "close(\"slope(1)\", slope(best, xs), 2.0)");
    let catalog = catalog(&text.replace("; let best: f32", ""));
    insta::assert_snapshot!(render(&lint_all(&catalog), catalog.sources(), false));
}

#[test]
fn a_measured_number_is_not_typed_by_hand() {
    let typed = SOUND.replace("Some points, and", "Some points, 0.2513, and");
    let (laws, _) = laws(&typed, |_, _| None);
    assert_eq!(laws.problems.len(), 1, "{}", list(&laws));
    assert!(laws.problems[0].instead.contains("{figure:loss}"), "{}", list(&laws));
    assert_eq!(laws.problems[0].line, 14);
}

#[test]
fn a_figure_needs_a_number() {
    let twist = |cell: &RunCell, _: &str| (cell.id.0 == "measure").then(|| report(Vec::new(), Status::Ok));
    let (laws, _) = laws(SOUND, twist);
    assert!(list(&laws).contains("gives no number"), "{}", list(&laws));
}

#[test]
fn no_session_is_said_once() {
    let catalog = catalog(SOUND);
    let mut runner = Scripted::new(|_, _| None);
    runner.restarts_left = 0;
    let laws = run_laws(&catalog, catalog.find("line").unwrap(), &mut runner, 1);
    assert_eq!(laws.problems.len(), 1);
    assert!(laws.problems[0].found.contains("the compiler is gone"));
    assert_eq!(laws.runs, 0);
}

#[test]
fn laws_on_paper_are_all_listed() {
    let poor = SOUND
        .replace("minutes = 10", "minutes = 10\nneeds = [\"foundations/02-later\", \"foundations/01-lin\"]")
        .replace("seed = 7", "include = [\"foundations/01-line#slope\", \"foundations/02-later#no\"]")
        .replace("let best: f32", "let rest: f32")
        .replace("{\n    todo!()\n}\n", "{\n    2.0 * w // the answer\n}\n")
        .replace("hint,for=slope", "text")
        .replacen("```text\nBegin", "```hint,for=slope\nBegin", 1)
        .replace(
            "fn slope(w: f32, _xs: [f32; 3]) -> f32 {\n    w + w",
            "fn slope(w: f32, xs: [f32; 3]) -> f32 {\n    2.0*w",
        )
        .replace("rust,wrong,for=slope,expect=half", "rust")
        + "\n```quiz,id=late\nquestion = \"?\"\nchoices = [\"a\", \"b\"]\nanswer = \"b\"\nwhy = \"b\"\n```\n";
    let later = SOUND.replace("01-line", "02-later");
    let catalog = catalog_of(&[(FILE, &poor), ("content/foundations/02-later.md", &later)]);
    let problems: Vec<String> = lint_all(&catalog).iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(problems.join("\n"));
}

#[test]
fn a_lesson_keeps_its_time() {
    let slow = |cell: &RunCell, _: &str| {
        (cell.id.0 == "points").then(|| Report { took: Duration::from_millis(2_950), ..report(Vec::new(), Status::Ok) })
    };
    // One cell of 2.95 s, the rest of the reference run 10 ms each: the sum counts, not the tries nor the session before.
    let lesson = |seconds: &str| SOUND.replace("seed = 7", &format!("seed = 7\n{seconds}"));
    assert_eq!(list(&laws_against(&recording(SOUND), &lesson("seconds = 3"), slow)), "");
    let late = list(&laws_against(&recording(SOUND), &lesson("seconds = 2"), slow));
    assert!(late.contains("01-line.md:7:") && late.contains("takes 3.0 s") && late.contains("budget is 2 s"), "{late}");

    let minute = |cell: &RunCell, _: &str| {
        (cell.id.0 == "points").then(|| Report { took: Duration::from_secs(60), ..report(Vec::new(), Status::Ok) })
    };
    assert!(list(&laws(SOUND, minute).0).contains("budget is 60 s"), "a minute when nothing is said");
    let catalog = catalog(SOUND);
    let patient = run_laws(&catalog, catalog.find("line").unwrap(), &mut Scripted::new(minute), 2);
    assert!(!list(&patient).contains("budget"), "two minutes, where a lesson may take twice its time");
}

#[test]
fn no_code_of_a_lesson_reaches_for_a_network() {
    let lesson = SOUND
        .replace("let xs =", "use std::net::ToSocketAddrs;\nlet xs =")
        .replace("let ys =", "let page = reqwest::blocking::get(\"https://example.org\");\nlet ys =")
        .replace("gradus::check::close(", "std::process::Command::new(\"curl\");\ngradus::check::close(")
        .replace("{ w }", "{ std::net::TcpStream::connect(\"a\"); w }");
    let catalog = catalog_of(&[]);
    let problems = lint_lesson(&catalog, &parse("draft.md", &lesson).unwrap());
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(lines.join("\n"));
    for problem in &problems {
        assert!(lesson.lines().nth(problem.line - 1).unwrap().contains("::"), "{problem}");
    }
}
