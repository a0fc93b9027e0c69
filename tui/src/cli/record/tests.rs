use super::*;
use crate::cli::{fixture, lint};
use gradus_kernel::engine::scripted::{Answer, ScriptedEngine};
use gradus_protocol::{CellError, CellId, MimeBundle, Name, NameKind, Output, Verdict};
use std::collections::BTreeSet;

const RECORDED: &str = "course/recorded/basics/01-two.json";

fn engine(half: Answer, verdict: Verdict) -> impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static {
    let lesson = fixture::lesson();
    let name = Name::new("two", NameKind::Variable, CellId::new("two"), "i32");
    move |sink| {
        let exercise = lesson.exercise("two").unwrap();
        let engine = ScriptedEngine::new(sink)
            .answer("1.0 / 2.0", half)
            .answer(&exercise.solution.text, Answer::ok([]).with_names([name]))
            .answer(&exercise.check.text, Answer::ok([Output::Verdict(verdict)]))
            .answer("println!(\"{two}\");", Answer::ok([Output::stdout("2\n")]));
        Box::new(engine)
    }
}

fn value(text: &str) -> Answer {
    Answer::ok([Output::Value(MimeBundle::plain(text).with_binary("image/png", *b"PNG"))])
}

fn pass() -> Verdict {
    Verdict::Pass { message: "right".into() }
}

fn subject(recorded: Option<String>) -> Subject {
    let files = fixture::catalog().sources().iter().map(|s| (s.file.clone(), s.text.clone())).collect::<Vec<_>>();
    let catalog = gradus_lessons::Catalog::new(files.into_iter().chain(recorded.map(|text| (RECORDED.into(), text))));
    Subject {
        lessons: catalog.lessons().cloned().collect(),
        files: BTreeSet::from([fixture::FILE.to_owned()]),
        problems: catalog.problems().to_vec(),
        sources: catalog.sources().to_vec(),
        catalog,
    }
}

fn recorded(half: Answer, verdict: Verdict, into: &Path) -> (Outcome, String) {
    let mut out = Vec::new();
    let outcome = run(&[subject(None)], |_| engine(half.clone(), verdict.clone()), into, &mut out).unwrap();
    (outcome, anstream::adapter::strip_str(&String::from_utf8(out).unwrap()).to_string())
}

#[test]
fn what_was_recorded_is_what_lint_compares_with() {
    let folder = tempfile::tempdir().unwrap();
    let (outcome, told) = recorded(value("0.5"), pass(), folder.path());
    assert_eq!(outcome, Outcome::Fine);
    assert!(told.starts_with("basics/01-two: 3 cells and 1 figure recorded in "), "{told}");
    let text = fs::read_to_string(folder.path().join("basics/01-two.json")).unwrap();
    assert!(text.contains("\"half\": 0.5") && !text.contains("image/png"), "{text}");

    let lint = |recorded: Option<String>, half: &str| {
        let mut subject = subject(recorded);
        lint::run(&mut subject, |_| engine(value(half), pass()), 1, &mut Vec::new()).unwrap();
        let of_recording = |found: &&gradus_lessons::Problem| found.instead.contains("gradus record basics/01-two");
        subject.problems.iter().filter(of_recording).map(|problem| problem.found.clone()).collect::<Vec<_>>()
    };
    assert_eq!(lint(Some(text.clone()), "0.55"), [] as [&str; 0]);
    assert_eq!(lint(None, "0.5"), ["the lesson is not recorded"]);
    let off = lint(Some(text.clone()), "0.7");
    assert!(off.len() == 1 && off[0].contains("the figure half is off"), "{off:?}");
    let stale = lint(Some(text.replace("\"source\": \"", "\"source\": \"0")), "0.5");
    assert!(stale.len() == 3 && stale[0].contains("the cell half was changed"), "{stale:?}");
}

#[test]
fn a_lesson_that_fails_is_not_recorded() {
    let folder = tempfile::tempdir().unwrap();
    let panic = Answer::error(CellError::Panic { message: "no half".into(), place: None });
    for (half, verdict, why) in
        [(panic, pass(), "no half"), (value("0.5"), Verdict::Fail { message: "too bad".into() }, "too bad")]
    {
        let (outcome, told) = recorded(half, verdict, folder.path());
        assert_eq!(outcome, Outcome::NotFine);
        assert!(told.contains(why) && told.ends_with("01-two.md is not recorded\n"), "{told}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}

#[test]
fn a_recording_that_cannot_be_written_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "").unwrap();
    let error = run(&[subject(None)], |_| engine(value("0.5"), pass()), &file, &mut Vec::new()).unwrap_err();
    assert!(format!("{error:#}").contains("01-two.json cannot be written"), "{error:#}");
}
