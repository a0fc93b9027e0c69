use super::*;
use crate::cli::{
    fixture,
    tell::{Plots, Reading},
};
use gradus_kernel::engine::scripted::{Answer, ScriptedEngine};
use gradus_lessons::Recorded;
use gradus_protocol::{
    CellError, CellId, Diagnostic, DisplayId, Event, MimeBundle, Name, NameKind, Output, Status, TEXT_ANSI, Verdict,
};

fn engine(verdict: Verdict) -> impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static {
    let lesson = fixture::lesson();
    let name = Name::new("two", NameKind::Variable, CellId::new("two"), "i32");
    let plot = |text: &str| MimeBundle::default().with_binary("image/png", *b"PNG").with_text("text/plain", text);
    let curve = DisplayId("curve".into());
    move |sink| {
        let exercise = lesson.exercise("two").unwrap();
        let half = Answer::ok([
            Output::stdout("loss "),
            Output::stdout("falls\nno line end"),
            Output::Display { bundle: plot("⣀"), id: Some(curve.clone()) },
            Output::Update { bundle: plot("⣀⣀"), id: curve },
            Output::Value(MimeBundle::plain("0.5")),
        ]);
        let engine = ScriptedEngine::new(sink)
            .answer("1.0 / 2.0", half)
            .answer(&exercise.solution.text, Answer::ok([Output::Note("two is new".into())]).with_names([name]))
            .answer(&exercise.check.text, Answer::ok([Output::Verdict(verdict)]))
            .answer("println!(\"{two}\");", Answer::ok([Output::stdout("2\n")]));
        Box::new(engine)
    }
}

/// Times differ from run to run.
fn without_times(text: &str) -> String {
    let digits = |word: &str| word.chars().all(|c| c.is_ascii_digit() || c == '.') && word.contains('.');
    let line = |line: &str| match line.trim().split_once(" s") {
        Some((number, rest)) if digits(number) => format!("  T s{rest}"),
        _ => line.to_owned(),
    };
    anstream::adapter::strip_str(text).to_string().lines().map(line).collect::<Vec<_>>().join("\n")
}

fn script(progress: &Progress, told: impl FnOnce(&Script<'_>)) {
    let (catalog, lesson) = (fixture::catalog(), fixture::lesson());
    told(&Script { catalog: &catalog, lesson: &lesson, mode: Mode::Solutions, progress });
}

fn text(out: &mut Vec<u8>, pictures: Pictures) -> Text<&mut Vec<u8>> {
    Text::new(out, Meter::stderr(), pictures)
}

#[test]
fn a_run_is_told_cell_by_cell_with_verdicts_in_words() {
    let mut out = Vec::new();
    script(&Progress::default(), |script| {
        let verdict = Verdict::Fail { message: "three is too large".into() };
        let outcome = perform(script, engine(verdict), &mut text(&mut out, Pictures::AsText), |_| Ok(())).unwrap();
        assert_eq!(outcome, Outcome::NotFine);
    });
    insta::assert_snapshot!(without_times(std::str::from_utf8(&out).unwrap()));
}

#[test]
fn plots_are_told_in_the_colours_that_the_terminal_shows() {
    let told = |plots: Plots| {
        let mut out = Vec::new();
        let bundle = MimeBundle::default()
            .with_text(TEXT_ANSI, "\u{1b}[38;2;135;95;0m⣿\u{1b}[0m in colours")
            .with_text("text/plain", "plain");
        let event = Event::Output { cell: CellId::new("a"), output: Output::Value(bundle) };
        text(&mut out, Pictures::AsText).with_plots(plots).event(&event).unwrap();
        String::from_utf8(out).unwrap().lines().last().unwrap().to_owned()
    };
    assert_eq!(told(Plots::Plain), "  plain");
    assert_eq!(told(Plots::Coloured { rgb: true, columns: 14 }), "  \u{1b}[38;2;135;95;0m⣿\u{1b}[0m in colours");
    assert_eq!(told(Plots::Coloured { rgb: false, columns: 14 }), "  \u{1b}[38;5;94m⣿\u{1b}[0m in colours");
    assert_eq!(told(Plots::Coloured { rgb: true, columns: 13 }), "  plain");
}

#[test]
fn json_is_one_event_a_line_that_reads_back() {
    let mut out = Vec::new();
    script(&Progress::default(), |script| {
        let pass = Verdict::Pass { message: "right".into() };
        assert_eq!(perform(script, engine(pass), &mut Json(&mut out), |_| Ok(())).unwrap(), Outcome::Fine);
    });
    let out = String::from_utf8(out).unwrap();
    let events: Vec<Event> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let [.., Event::Finished { status: Status::Ok, .. }, Event::Names { names }] = events.as_slice() else {
        panic!("{out}")
    };
    assert_eq!(names[0].ty, "i32");
    assert!(out.contains(r#""image/png":"UE5H""#), "{out}");
    assert!(out.contains(r#""text/plain":"0.5""#), "{out}");
}

#[test]
fn a_lesson_reads_as_text_and_its_pictures_are_saved() {
    let folder = tempfile::tempdir().unwrap();
    let (lesson, mut out) = (fixture::lesson(), Vec::new());
    script(&Progress::default(), |script| {
        let text = text(&mut out, Pictures::Saved(folder.path().to_owned()));
        let pass = Verdict::Pass { message: "right".into() };
        let outcome = perform(script, engine(pass), &mut Reading::new(&lesson, text), |_| Ok(())).unwrap();
        assert_eq!(outcome, Outcome::Fine);
    });
    assert_eq!(std::fs::read(folder.path().join("half-1.png")).unwrap(), b"PNG");
    let told = std::str::from_utf8(&out).unwrap().replace(&*folder.path().to_string_lossy(), "FOLDER");
    insta::assert_snapshot!(without_times(&told));
}

#[test]
fn a_lesson_states_the_recorded_number_until_its_cell_has_run() {
    let recorded = Recorded { figures: [("half".to_owned(), 0.52)].into(), ..Recorded::default() };
    let (lesson, mut out) = (fixture::lesson(), Vec::new());
    script(&Progress::default(), |script| {
        let text = text(&mut out, Pictures::AsText);
        let pass = Verdict::Pass { message: "right".into() };
        perform(script, engine(pass), &mut Reading::new(&lesson, text).with_recorded(Some(&recorded)), |_| Ok(()))
            .unwrap();
    });
    let told = String::from_utf8(out).unwrap();
    assert!(told.contains("and 0.52 is between"), "{told}");
}

#[test]
fn the_compilers_words_are_told_and_the_rest_is_skipped() {
    let diagnostic = Diagnostic {
        code: Some("E0308".into()),
        message: "mismatched types".into(),
        rendered: "\u{1b}[1merror[E0308]\u{1b}[0m: mismatched types\n --> half:1:1\n".into(),
        place: None,
        advice: None,
    };
    let error = CellError::Compile { diagnostics: vec![diagnostic] };
    let make = |sink| Box::new(ScriptedEngine::new(sink).answer("1.0 / 2.0", Answer::error(error))) as _;
    let mut out = Vec::new();
    script(&Progress::default(), |script| {
        let outcome = perform(script, make, &mut text(&mut out, Pictures::AsText), |_| Ok(())).unwrap();
        assert_eq!(outcome, Outcome::NotFine);
    });
    insta::assert_snapshot!(without_times(std::str::from_utf8(&out).unwrap()));
}

#[test]
fn a_machine_that_cannot_run_cells_is_an_error_with_its_reason() {
    let make = |sink| Box::new(ScriptedEngine::new(sink).unavailable("install Rust")) as _;
    script(&Progress::default(), |script| {
        let error = perform(script, make, &mut Json(Vec::new()), |_| Ok(())).unwrap_err();
        assert_eq!(error.to_string(), "install Rust");
    });
}

#[test]
fn ctrl_c_ends_a_run_as_interrupted() {
    script(&Progress::default(), |script| {
        let pass = Verdict::Pass { message: "right".into() };
        let stop = |stopper: Sender<Happening>| Ok(stopper.send(Happening::Stop)?);
        let outcome = perform(script, engine(pass), &mut Json(Vec::new()), stop).unwrap();
        assert_eq!(outcome, Outcome::Interrupted);
    });
}

#[test]
fn a_lesson_without_the_learners_answers_is_open() {
    let (catalog, lesson, progress) = (fixture::catalog(), fixture::lesson(), Progress::default());
    let open = |mode| is_open(&Script { catalog: &catalog, lesson: &lesson, mode, progress: &progress });
    assert_eq!([Mode::Mine, Mode::Solutions, Mode::Starters].map(open), [true, false, false]);
}
