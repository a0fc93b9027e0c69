use super::*;
use crate::cli::fixture;
use gradus_kernel::{
    Engine,
    engine::{
        Sink,
        scripted::{Answer, ScriptedEngine},
    },
};
use gradus_lessons::{Mode, OwnCell, Progress, plan, plan_with_own};
use gradus_protocol::{CellError, MimeBundle, Name, NameKind};

/// Keeps what it is told.
#[derive(Default)]
struct Kept(Vec<Event>);

impl Teller for Kept {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        self.0.push(event.clone());
        Ok(())
    }

    fn done(&mut self, _: Tally, _: &[Name]) -> io::Result<()> {
        Ok(())
    }
}

fn value(text: &str) -> Answer {
    Answer::ok([Output::Value(MimeBundle::plain(text))])
}

fn with_two() -> Name {
    Name::new("two", NameKind::Variable, CellId::new("two"), "i32")
}

fn verdict(verdict: Verdict) -> Answer {
    // The compiler's words about hidden code must not be told.
    Answer::ok([Output::stdout("hidden"), Output::Verdict(verdict)])
}

fn engine(check: Verdict) -> impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static {
    let lesson = fixture::lesson();
    move |sink| {
        let exercise = lesson.exercise("two").unwrap();
        let engine = ScriptedEngine::new(sink)
            .answer("1.0 / 2.0", value("0.5"))
            .answer(&exercise.starter.text, Answer::error(CellError::Panic { message: "not yet".into(), place: None }))
            .answer(&exercise.solution.text, Answer::ok([]).with_names([with_two()]))
            .answer(&exercise.check.text, verdict(check));
        Box::new(engine)
    }
}

fn played(mode: Mode, make: impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static) -> (Tally, Vec<Event>) {
    played_steps(&plan(&fixture::catalog(), &fixture::lesson(), mode, &Progress::default()), make)
}

fn played_steps(steps: &[Step], make: impl FnOnce(Sink) -> Box<dyn Engine> + Send + 'static) -> (Tally, Vec<Event>) {
    let mut kept = Kept::default();
    let mut runner = SessionRunner::start(make, Stage::new(&mut kept));
    let tally = play(&fixture::lesson(), steps, &mut runner).unwrap();
    drop(runner);
    (tally, kept.0)
}

fn pass() -> Verdict {
    Verdict::Pass { message: "right".into() }
}

#[test]
fn solutions_pass_and_checks_stay_behind_the_scenes() {
    let (tally, events) = played(Mode::Solutions, engine(pass()));
    assert_eq!(tally, Tally { cells: 3, passed: 1, ..Tally::default() });
    assert!(tally.is_fine());
    let told = serde_json::to_string(&events).unwrap();
    assert!(!told.contains("hidden"), "{told}");
    let of_check: Vec<_> =
        events.iter().filter(|event| serde_json::to_string(event).unwrap().contains("check:")).collect();
    assert!(
        matches!(
            of_check.as_slice(),
            [
                Event::Started { .. },
                Event::Output { output: Output::Verdict(Verdict::Pass { .. }), .. },
                Event::Finished { status: Status::Ok, .. },
            ]
        ),
        "{of_check:?}"
    );
}

#[test]
fn an_unsolved_exercise_is_not_fine_and_the_cells_after_it_still_run() {
    let (tally, events) = played(Mode::Starters, engine(pass()));
    assert_eq!(tally, Tally { cells: 3, not_passed: 1, ..Tally::default() });
    assert!(!tally.is_fine());
    assert!(
        events.iter().any(|event| {
            matches!(event, Event::Output { output: Output::Verdict(Verdict::NotAttempted { .. }), .. })
        })
    );
    assert!(matches!(events.last(), Some(Event::Finished { cell, status: Status::Ok, .. }) if cell.0 == "end"));
}

#[test]
fn the_reference_in_a_learners_place_is_not_judged() {
    let (tally, events) = played(Mode::Mine, engine(pass()));
    assert_eq!(tally, Tally { cells: 3, open: 1, ..Tally::default() });
    assert!(!serde_json::to_string(&events).unwrap().contains("verdict"), "{events:?}");
}

#[test]
fn after_a_cell_that_fails_the_rest_is_skipped() {
    let panic = || Answer::error(CellError::Panic { message: "no".into(), place: None });
    let (tally, events) =
        played(Mode::Solutions, move |sink| Box::new(ScriptedEngine::new(sink).answer("1.0 / 2.0", panic())));
    assert_eq!(tally, Tally { cells: 1, failed: 1, skipped: 3, ..Tally::default() });
    let skipped = events.iter().filter(|event| matches!(event, Event::Finished { status: Status::Skipped, .. }));
    assert_eq!(skipped.count(), 3);
}

#[test]
fn after_a_learners_own_cell_that_fails_the_lesson_goes_on() {
    let (catalog, lesson) = (fixture::catalog(), fixture::lesson());
    let mut progress = Progress::default();
    let own = OwnCell { id: "own-1".into(), text: "panic!()".into(), ..OwnCell::default() };
    progress.lesson_mut(&lesson.id).own.push(own);
    let panic = || Answer::error(CellError::Panic { message: "no".into(), place: None });
    let steps = plan_with_own(&catalog, &lesson, &progress);
    let (tally, _) = played_steps(&steps, move |sink| Box::new(ScriptedEngine::new(sink).answer("panic!()", panic())));
    assert_eq!((tally.failed, tally.skipped), (1, 0), "{tally:?}");
    assert!(!tally.is_fine());
}
