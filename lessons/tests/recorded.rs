//! What a reference run gave, and the law that it still does.

#![allow(clippy::unwrap_used, reason = "a helper that cannot go on ends the test")]

#[allow(dead_code, reason = "each test file uses its part")]
mod scripted;

use gradus_lessons::{Recorded, parse::parse, run_laws, run_reference};
use gradus_protocol::{MimeBundle, Output};
use scripted::*;

fn plot(svg: &str) -> Output {
    let bundle = MimeBundle::default().with_binary("image/png", *b"PNG").with_text("image/svg+xml", svg);
    Output::Value(bundle.with_text(gradus_protocol::TEXT_ANSI, "\u{1b}[0m").with_text("text/plain", svg))
}

#[test]
fn a_recording_is_readable_and_stable() {
    let text = recording(SOUND);
    insta::assert_snapshot!(text);
    let catalog = catalog(SOUND);
    let read = catalog.recorded(&catalog.find("line").unwrap().id).unwrap();
    assert_eq!(read.to_json().unwrap(), text);
    assert_eq!(read.figures["loss"], 0.2513);
}

#[test]
fn outputs_are_recorded_as_they_stood_in_the_end() {
    let shown = |text: &str| MimeBundle::plain(text).with_binary("image/png", *b"PNG");
    let id = gradus_protocol::DisplayId("curve".into());
    let outputs = vec![
        Output::stdout("a"),
        Output::stdout("b\n"),
        Output::Display { bundle: shown("begun"), id: Some(id.clone()) },
        Output::stderr("\u{fffd}c"),
        Output::Update { bundle: shown("done"), id },
    ];
    let catalog = catalog_of(&[(FILE, SOUND)]);
    let lesson = catalog.find("line").unwrap();
    let (_, runs) = run_reference(&catalog, lesson, &mut Scripted::new(gives("points", outputs)));
    let recorded = Recorded::from_runs(lesson, &runs);
    let done = Output::Display { bundle: MimeBundle::plain("done"), id: None };
    assert_eq!(recorded.cells["points"].outputs, [Output::stdout("ab\n"), done, Output::stderr("\u{fffd}c")]);
    assert!(!recorded.cells.contains_key("check:slope"), "{recorded:?}");
}

#[test]
fn a_lesson_of_the_course_is_recorded() {
    let catalog = catalog_of(&[(FILE, SOUND)]);
    let lesson = catalog.find("line").unwrap();
    let laws = run_laws(&catalog, lesson, &mut Scripted::new(|_, _| None), 1);
    assert_eq!(laws.problems.len(), 1, "{}", list(&laws));
    assert!(laws.problems[0].instead.contains("gradus record foundations/01-line"), "{}", list(&laws));

    let draft = parse("draft.md", &SOUND.replace("01-line", "02-draft")).unwrap();
    let laws = run_laws(&catalog, &draft, &mut Scripted::new(|_, _| None), 1);
    assert_eq!(list(&laws), "", "a file outside the course needs none");
}

#[test]
fn a_recording_of_another_source_is_named() {
    let changed = SOUND.replace("[1.0_f32, 2.0, 3.0]", "[1.0_f32, 2.0, 4.0]").replace("id=measure", "id=measured");
    let answers = gives("measured", vec![Output::Value(MimeBundle::plain("0.25"))]);
    insta::assert_snapshot!(list(&laws_against(&recording(SOUND), &changed, answers)));
    let prose = SOUND.replace("Some points", "A few points");
    assert_eq!(list(&laws_against(&recording(SOUND), &prose, |_, _| None)), "", "prose is not recorded");
}

#[test]
fn a_broken_recording_is_a_problem_of_the_course() {
    let catalog = catalog_of(&[(FILE, SOUND), (RECORDED, "{\n  \"cells\": 3\n}\n")]);
    assert_eq!(catalog.problems().len(), 1);
    assert_eq!(catalog.problems()[0].line, 2);
    assert!(catalog.problems()[0].instead.contains("gradus record foundations/01-line"));
}

#[test]
fn other_outputs_than_recorded_are_found() {
    let catalog = catalog_of(&[(FILE, SOUND)]);
    let lesson = catalog.find("line").unwrap();
    let was = vec![Output::stdout("loss 0.12345\n"), plot("<svg>1</svg>")];
    let (_, runs) = run_reference(&catalog, lesson, &mut Scripted::new(gives("points", was.clone())));
    let recorded = Recorded::from_runs(lesson, &runs).to_json().unwrap();
    let against = |now: Vec<Output>| list(&laws_against(&recorded, SOUND, gives("points", now)));

    assert_eq!(against(was.clone()), "");
    assert_eq!(against(vec![Output::stdout("loss 0.12349\n"), plot("<svg>2</svg>")]), "", "as processors differ");
    let moved = Output::Note("The session has polars now.".into());
    assert_eq!(against([vec![moved], was].concat()), "", "what the session had to do is not the lesson's");
    let text = against(vec![Output::stdout("loss 0.13\n"), plot("<svg>1</svg>")]);
    assert!(text.contains("01-line.md:25:") && text.contains("\"loss 0.12345\", now it is \"loss 0.13\""), "{text}");
    let order = against(vec![plot("<svg>1</svg>"), Output::stdout("loss 0.12345\n")]);
    assert!(order.contains("it was stdout, value (image/svg+xml + text/plain), now it is value"), "{order}");
    assert!(against(vec![Output::stdout("loss 0.12345\n")]).contains("now it is stdout;"));
    assert!(against(Vec::new()).contains("now it is nothing;"));
}

#[test]
fn of_a_cell_that_says_so_only_the_kinds_are_compared() {
    let sound = SOUND.replace("rust,cell,id=points", "rust,cell,id=points,compare=kinds");
    assert_ne!(sound, SOUND);
    let against = |now: Vec<Output>| list(&laws_against(&recording(&sound), &sound, gives("points", now)));
    let value = |text: &str| Output::Value(MimeBundle::plain(text));
    let kinds = against(vec![Output::stdout("To be\n"), value("1")]);
    assert!(kinds.contains("now it is stdout, value"), "{kinds}");

    let catalog = catalog_of(&[(FILE, &sound)]);
    let lesson = catalog.find("line").unwrap();
    let was = gives("points", vec![Output::stdout("To be\n"), value("1")]);
    let (_, runs) = run_reference(&catalog, lesson, &mut Scripted::new(was));
    let recorded = Recorded::from_runs(lesson, &runs).to_json().unwrap();
    let other = gives("points", vec![Output::stdout("or not\n"), value("2")]);
    assert_eq!(list(&laws_against(&recorded, &sound, other)), "");
}

#[test]
fn a_figure_keeps_its_tolerance() {
    let against = |now: &str| {
        let now = vec![Output::Value(MimeBundle::plain(now))];
        list(&laws_against(&recording(SOUND), SOUND, gives("measure", now)))
    };
    assert_eq!(against("0.2713"), "", "the tolerance is 0.02");
    let off = against("0.2714");
    assert!(off.contains("the figure loss") && off.contains("it was 0.2513, now it is 0.2714"), "{off}");
}
