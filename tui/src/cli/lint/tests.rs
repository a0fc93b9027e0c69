use super::*;
use crate::cli::fixture;
use gradus_kernel::engine::scripted::{Answer, ScriptedEngine};
use gradus_protocol::{CellError, MimeBundle, Output, Verdict};

fn subject(text: String) -> Subject {
    Subject::asked(Asked::file("draft.md", text, std::iter::empty()))
}

fn reported(subject: &Subject) -> (Outcome, String) {
    let mut out = Vec::new();
    let outcome = report(subject, &mut out).unwrap();
    (outcome, anstream::adapter::strip_str(&String::from_utf8(out).unwrap()).to_string())
}

#[test]
fn a_sound_lesson_passes() {
    let (outcome, text) = reported(&Subject::course(fixture::catalog()));
    assert_eq!((outcome, text.as_str()), (Outcome::Fine, "1 passed, 0 failed\n"));
}

#[test]
fn a_broken_file_shows_all_its_problems_with_their_lines() {
    let text = fixture::TEXT
        .replace("minutes = 5", "minutes = \"five\"")
        .replace("rust,cell,id=end", "rust,sell,id=end")
        .replace("rust,check,for=two", "rust,check,for=tow");
    let (outcome, text) = reported(&subject(text));
    assert_eq!(outcome, Outcome::NotFine);
    for place in ["draft.md:5:", "draft.md:27:", "draft.md:43:", "draft.md:69:"] {
        assert!(text.contains(place), "no {place} in\n{text}");
    }
    assert!(text.ends_with("\n0 passed, 1 failed\n"), "{text}");
}

#[test]
fn a_check_that_passes_everything_breaks_the_laws_when_it_runs() {
    let mut subject = Subject::course(fixture::catalog());
    let make = |_: &[String]| {
        |sink| {
            let pass = Output::Verdict(Verdict::Pass { message: "fine".into() });
            let engine = ScriptedEngine::new(sink)
                .answer("1.0 / 2.0", Answer::ok([Output::Value(MimeBundle::plain("0.5"))]))
                .answer("gradus::check::close(\"two\", two, 2)", Answer::ok([pass]));
            Box::new(engine) as Box<dyn Engine>
        }
    };
    let mut out = Vec::new();
    assert_eq!(run(&mut subject, make, 1, &mut out).unwrap(), None);
    let (outcome, text) = reported(&subject);
    assert_eq!(outcome, Outcome::NotFine);
    assert!(text.contains("course/basics/01-two.md:"), "{text}");
    assert!(String::from_utf8(out).unwrap().starts_with("basics/01-two: "));
}

#[test]
fn a_lesson_whose_cell_fails_fails() {
    let mut subject = Subject::course(fixture::catalog());
    let make = |_: &[String]| {
        |sink| {
            let panic = Answer::error(CellError::Panic { message: "no half".into(), place: None });
            Box::new(ScriptedEngine::new(sink).answer("1.0 / 2.0", panic)) as Box<dyn Engine>
        }
    };
    run(&mut subject, make, 1, &mut Vec::new()).unwrap();
    let (outcome, text) = reported(&subject);
    assert_eq!(outcome, Outcome::NotFine);
    assert!(text.contains("no half") && text.contains("01-two.md:17:"), "{text}");
}
