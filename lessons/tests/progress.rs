//! A learner's state, its file, and the session it gives.

#![allow(clippy::unwrap_used, reason = "a helper that cannot go on ends the test")]

use gradus_lessons::{
    Catalog, Lesson, Mode, OwnCell, OwnKind, OwnPlace, PROGRESS_VERSION, Progress, State, StepKind, Store, StoreError,
    inherited, plan, plan_with_own,
};
use gradus_protocol::Verdict;
use std::{fs, path::Path};

const SOUND: &str = include_str!("fixtures/sound.md");
const MINE: &str = "fn slope(w: f32, xs: [f32; 3]) -> f32 { w * 2.0 }\nlet best = 0.0_f32;";

fn catalog() -> Catalog {
    let next = SOUND.replace("01-line", "02-next").replace(
        "seed = 7",
        "needs = [\"foundations/01-line\"]\ninclude = [\"foundations/01-line#points\", \"foundations/01-line#slope\"]",
    );
    Catalog::new([
        ("content/course.toml".to_owned(), include_str!("../content/course.toml").to_owned()),
        ("content/foundations/01-line.md".to_owned(), SOUND.to_owned()),
        ("content/foundations/02-next.md".to_owned(), next),
    ])
}

fn pass() -> Verdict {
    Verdict::Pass { message: "Right.".into() }
}

fn fail() -> Verdict {
    Verdict::Fail { message: "No.".into() }
}

/// A learner who edited a cell and passed the first lesson's exercise.
fn learner(lesson: &Lesson) -> Progress {
    let mut progress = Progress::default();
    let exercise = lesson.exercise("slope").unwrap();
    let done = progress.lesson_mut(&lesson.id);
    done.checked(exercise, "fn slope() {}", &fail(), 5);
    done.hint(exercise);
    done.checked(exercise, MINE, &pass(), 1_700_000_000);
    done.answered("guess", 1);
    done.position.block = 7;
    progress
}

#[test]
fn a_pass_is_kept_with_its_date_and_answer() {
    let catalog = catalog();
    let lesson = catalog.find("line").unwrap();
    let exercise = lesson.exercise("slope").unwrap();
    let mut progress = learner(lesson);
    let done = progress.lesson_mut(&lesson.id);
    assert_eq!(done.state("slope"), State::Passed { at: 1_700_000_000 });
    done.checked(exercise, "broken", &fail(), 9);
    assert_eq!(done.state("slope"), State::Passed { at: 1_700_000_000 }, "a later try takes nothing back");
    assert_eq!(done.text("slope", &exercise.starter), "broken");
    assert_eq!(done.passed_answer("slope", &exercise.starter), Some(MINE), "lessons that include it go on with it");
    done.answered("guess", 0);
    assert_eq!(done.quizzes["guess"], 1, "the first answer is the prediction");
    for _ in 0..5 {
        done.hint(exercise);
    }
    assert_eq!(done.cells["slope"].hints, 3, "there are three");
    let totals = progress.totals(lesson);
    assert_eq!((totals.passed, totals.tried, totals.exercises), (1, 0, 1));
}

#[test]
fn a_broken_check_is_not_held_against_the_learner() {
    let catalog = catalog();
    let lesson = catalog.find("line").unwrap();
    let mut progress = Progress::default();
    let done = progress.lesson_mut(&lesson.id);
    done.checked(lesson.exercise("slope").unwrap(), MINE, &Verdict::Broken { message: String::new() }, 1);
    assert_eq!(done.state("slope"), State::NotAttempted);
    done.checked(lesson.exercise("slope").unwrap(), MINE, &fail(), 1);
    assert_eq!(done.state("slope"), State::Tried);
}

#[test]
fn a_changed_starter_is_marked_and_the_answer_kept() {
    let catalog = catalog();
    let lesson = catalog.find("line").unwrap();
    let progress = learner(lesson);
    let done = progress.lesson(&lesson.id).unwrap();
    let mut starter = lesson.exercise("slope").unwrap().starter.clone();
    assert!(!done.changed("slope", &starter));
    starter.text.push_str("\n// new");
    assert!(done.changed("slope", &starter));
    assert_eq!(done.text("slope", &starter), MINE);
    assert_eq!(done.passed_answer("slope", &starter), None);
}

#[test]
fn what_is_saved_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path().join("deep/gradus"));
    assert_eq!(store.load().unwrap().progress, Progress::default());
    let catalog = catalog();
    let progress = learner(catalog.find("line").unwrap());
    store.change(|state| *state = progress.clone()).unwrap();
    let loaded = store.load().unwrap();
    assert_eq!((loaded.progress, loaded.note), (progress, None));
    let left = files(&folder.path().join("deep/gradus"));
    assert_eq!(left, ["history", "progress.json", "progress.lock"], "nothing unfinished is left behind");
}

#[test]
fn a_later_versions_file_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path());
    let text = format!("{{\"version\": {}, \"lessons\": 7}}", PROGRESS_VERSION + 1);
    fs::write(store.file(), &text).unwrap();
    let refused = store.load().unwrap_err();
    assert!(matches!(refused, StoreError::Newer { .. }));
    assert!(refused.to_string().contains("update Gradus"), "{refused}");
    assert!(store.change(|state| state.last = None).is_err(), "saving would destroy it");
    assert_eq!(fs::read_to_string(store.file()).unwrap(), text);
}

#[test]
fn a_broken_file_is_set_aside_not_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path());
    for (text, aside) in [("{\"version\": 1, \"les", "progress.broken-1.json"), ("[]", "progress.broken-2.json")] {
        fs::write(store.file(), text).unwrap();
        let loaded = store.load().unwrap();
        assert_eq!(loaded.progress, Progress::default());
        assert!(loaded.note.unwrap().contains(aside));
        assert_eq!(fs::read_to_string(folder.path().join(aside)).unwrap(), text);
        assert!(!store.file().exists());
    }
}

fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

fn steps(lesson: &str, mode: Mode, progress: &Progress) -> String {
    let catalog = catalog();
    plan(&catalog, catalog.find(lesson).unwrap(), mode, progress)
        .iter()
        .map(|step| {
            let code = step.cell.code.lines().find(|line| line.contains("todo") || line.contains("w ")).unwrap_or("");
            let reference = if step.reference { " (reference)" } else { "" };
            format!("{:?} {}{reference} {}", step.kind, step.cell.id, code.trim()).trim().to_owned()
        })
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_session_runs_solutions_starters_or_mine() {
    let catalog = catalog();
    let progress = learner(catalog.find("line").unwrap());
    let solutions = steps("next", Mode::Solutions, &progress);
    let starters = steps("line", Mode::Starters, &progress);
    let mine = steps("next", Mode::Mine, &progress);
    insta::assert_snapshot!(format!("solutions\n{solutions}\n\nstarters\n{starters}\n\nmine\n{mine}"));
}

#[test]
fn only_answers_are_inherited() {
    let catalog = catalog();
    let whose = |progress: &Progress| {
        let found = inherited(&catalog, catalog.find("next").unwrap(), progress);
        [found.own, found.reference].map(|answers| answers.iter().map(ToString::to_string).collect::<Vec<_>>())
    };
    // The cell `points` is included, too.
    let slope = vec!["foundations/01-line#slope".to_owned()];
    assert_eq!(whose(&learner(catalog.find("line").unwrap())), [slope.clone(), vec![]]);
    assert_eq!(whose(&Progress::default()), [vec![], slope]);
}

#[test]
fn checks_are_hidden_and_follow_their_answers() {
    let catalog = catalog();
    let steps = plan(&catalog, catalog.find("line").unwrap(), Mode::Solutions, &Progress::default());
    let check = steps.iter().position(|step| step.kind == StepKind::Check).unwrap();
    assert_eq!(steps[check - 1].kind, StepKind::Answer);
    assert!(steps.iter().all(|step| step.cell.hidden == (step.kind == StepKind::Check)));
    assert_eq!(steps[1].cell.opt, Some(2));
}

#[test]
fn a_learners_own_cell_stays_beside_its_neighbour() {
    let catalog = catalog();
    let lesson = catalog.find("line").unwrap();
    for position in 0..=lesson.blocks.len() {
        assert_eq!(OwnPlace::before(lesson, position).position(lesson), position);
    }
    let points = lesson.position("points").unwrap();
    let place = OwnPlace::before(lesson, points + 1);
    let mut grown = lesson.clone();
    grown.blocks.insert(0, grown.blocks[points + 1].clone());
    assert_eq!(place.position(&grown), points + 2);
    grown.blocks.retain(|block| block.id() != Some("points"));
    assert_eq!(place.position(&grown), grown.blocks.len(), "a neighbour that is gone");
}

#[test]
fn a_learners_own_cells_run_where_they_stand() {
    let catalog = catalog();
    let lesson = catalog.find("line").unwrap();
    let mut progress = Progress::default();
    let points = lesson.position("points").unwrap();
    for (id, position, own) in [("first", 0, 0), ("behind", points + 1, 0), ("next", points + 1, 1), ("end", 99, 0)] {
        let place = OwnPlace { own, ..OwnPlace::before(lesson, position) };
        let cell = OwnCell { id: id.into(), text: "1 + 1".into(), place, ..OwnCell::default() };
        progress.lesson_mut(&lesson.id).own.push(cell);
    }
    let note = OwnCell { id: "note".into(), kind: OwnKind::Markdown, text: "Words.".into(), ..OwnCell::default() };
    let empty = OwnCell { id: "empty".into(), ..OwnCell::default() };
    progress.lesson_mut(&lesson.id).own.extend([note, empty]);
    let (mine, all) = (plan(&catalog, lesson, Mode::Mine, &progress), plan_with_own(&catalog, lesson, &progress));
    let ids: Vec<&str> = all.iter().map(|step| step.cell.id.0.as_str()).collect();
    let at = |id: &str| ids.iter().position(|known| *known == id).unwrap();
    assert_eq!((at("first"), at("end")), (0, all.len() - 1));
    assert_eq!(ids[at("points")..][..3], ["points", "behind", "next"]);
    assert_eq!(all.iter().filter(|step| step.kind == StepKind::Own).count(), 4, "code alone, and not the empty cell");
    let rest: Vec<_> = all.into_iter().filter(|step| step.kind != StepKind::Own).collect();
    assert_eq!(rest, mine);
}

#[test]
fn own_cells_are_saved_and_a_deleted_one_keeps_its_id() {
    let lesson = Lesson::scratch("Scratch".into());
    let mut progress = Progress { last: Some("foundations/01-line".into()), ..Progress::default() };
    let done = progress.lesson_mut(&lesson.id);
    for text in ["1", "2"] {
        let id = done.new_own_id(&lesson);
        done.own.push(OwnCell { id, text: text.into(), ..OwnCell::default() });
    }
    done.delete_own("own-1");
    assert_eq!((done.own[0].text.as_str(), done.deleted[0].text.as_str()), ("2", "1"));
    assert_eq!(done.new_own_id(&lesson), "own-3");
    assert_eq!(progress.last.as_deref(), Some("foundations/01-line"), "the course goes on where it was");
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path());
    store.change(|state| *state = progress.clone()).unwrap();
    assert_eq!(store.load().unwrap().progress, progress);
}
