//! Nothing is lost: lessons that change, windows that write at the same time, resets, and the history.

#![allow(clippy::unwrap_used, reason = "a helper that cannot go on ends the test")]

use gradus_lessons::{
    Block, Catalog, CellProgress, Code, Exercise, Lesson, LessonProgress, OwnCell, Position, Progress, Scope, State,
    Store,
};
use gradus_protocol::Verdict;
use std::{fs, thread};

const SOUND: &str = include_str!("fixtures/sound.md");
const MINE: &str = "fn slope(w: f32, xs: [f32; 3]) -> f32 { w * 2.0 }";

fn lesson(text: &str) -> Lesson {
    let files =
        [("content/course.toml", include_str!("../content/course.toml")), ("content/foundations/01-line.md", text)];
    let catalog = Catalog::new(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    catalog.find("line").unwrap().clone()
}

fn passed(lesson: &Lesson) -> Progress {
    let mut progress = Progress::default();
    let exercise = lesson.exercise("slope").unwrap();
    progress.lesson_mut(&lesson.id).checked(exercise, MINE, &Verdict::Pass { message: String::new() }, 7);
    progress
}

/// The lesson as its author changed it.
fn revised(lesson: &Lesson, change: impl Fn(&mut Exercise)) -> Lesson {
    let mut lesson = lesson.clone();
    for block in &mut lesson.blocks {
        if let Block::Exercise(exercise) = block {
            change(exercise);
        }
    }
    lesson
}

fn done<'a>(progress: &'a Progress, lesson: &Lesson) -> &'a LessonProgress {
    progress.lesson(&lesson.id).unwrap()
}

fn write(progress: &mut Progress, lesson: &Lesson, text: &str) {
    let starter = lesson.exercise("slope").unwrap().starter.clone();
    progress.lesson_mut(&lesson.id).edit("slope", &starter, text);
}

fn texts(store: &Store, lesson: &Lesson) -> Vec<String> {
    store.history(&lesson.id).of("slope").map(|version| version.text.clone()).collect()
}

#[test]
fn an_exercise_that_asks_something_else_is_marked_and_a_mended_sentence_is_not() {
    let before = lesson(SOUND);
    let progress = passed(&before);
    let changed = |lesson: &Lesson| done(&progress, lesson).changed_since_passed(lesson.exercise("slope").unwrap());
    assert!(!changed(&before));
    let words = revised(&before, |exercise| {
        exercise.starter.text = exercise.starter.text.replace("todo!(\"", "todo!(\"please: ");
        exercise.starter.text.insert_str(0, "// In other words.\n");
    });
    assert!(!changed(&words), "words are not what it asks");
    let asks = revised(&before, |exercise| exercise.check.text.push_str("\nlet more = 1;"));
    assert!(changed(&asks));
    let kept = done(&progress, &asks);
    assert_eq!(kept.state("slope"), State::Passed { at: 7 }, "a pass stays");
    assert_eq!(kept.text("slope", &asks.exercise("slope").unwrap().starter), MINE, "and so does the text");
}

#[test]
fn what_nobody_wrote_in_follows_the_lesson() {
    let lesson = lesson(SOUND);
    let exercise = lesson.exercise("slope").unwrap();
    let mut progress = Progress::default();
    // A hint makes an entry of an exercise that was never edited.
    progress.lesson_mut(&lesson.id).hint(exercise);
    let newer = Code { text: "fn slope() {}".into(), ..exercise.starter.clone() };
    assert_eq!(done(&progress, &lesson).text("slope", &newer), "fn slope() {}");
    assert!(!done(&progress, &lesson).changed("slope", &newer));
}

#[test]
fn a_cell_that_the_lesson_has_no_more_stays_readable() {
    let lesson = lesson(SOUND);
    let mut progress = passed(&lesson);
    let gone = CellProgress { text: "let mine = 1;".into(), starter: "let a = 1;".into(), ..CellProgress::default() };
    progress.lesson_mut(&lesson.id).cells.insert("gone".into(), gone);
    let removed: Vec<_> =
        done(&progress, &lesson).removed(&lesson).map(|(id, cell)| (id, cell.text.as_str())).collect();
    assert_eq!(removed, [("gone", "let mine = 1;")]);
}

#[test]
fn a_reset_has_a_way_back() {
    let lesson = lesson(SOUND);
    let starter = lesson.exercise("slope").unwrap().starter.clone();
    let before = passed(&lesson);
    for (scope, passes) in
        [(Scope::Text("slope", &starter), true), (Scope::Exercise("slope"), false), (Scope::Lesson, false)]
    {
        let mut progress = before.clone();
        let done = progress.lesson_mut(&lesson.id);
        done.answered("guess", 1);
        let full = done.clone();
        done.reset(scope);
        assert_eq!(done.text("slope", &starter), starter.text);
        assert_eq!(done.state("slope").is_passed(), passes, "{scope:?}");
        assert_eq!(done.quizzes.is_empty(), scope == Scope::Lesson);
        // The way back is in the file.
        let mut done: LessonProgress = serde_json::from_str(&serde_json::to_string(&done).unwrap()).unwrap();
        assert!(done.bring_back());
        assert_eq!(done, full, "{scope:?}");
        assert!(!done.bring_back());
    }
}

#[test]
fn what_a_text_replaces_is_kept_for_another_day() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path());
    let lesson = lesson(SOUND);
    let starter = lesson.exercise("slope").unwrap().starter.text.clone();
    for text in ["one", "one", "two", "three"] {
        store.change(|progress| write(progress, &lesson, text)).unwrap();
    }
    assert_eq!(texts(&store, &lesson), [starter.as_str(), "one", "two"]);
    // A program was killed while it added a line.
    let file = folder.path().join("history/foundations/01-line.jsonl");
    let torn = fs::read_to_string(&file).unwrap() + "{\"at\":1,\"cell\":\"slo";
    fs::write(&file, torn).unwrap();
    store.change(|progress| write(progress, &lesson, "four")).unwrap();
    assert_eq!(texts(&store, &lesson), [starter.as_str(), "one", "two", "three"]);
    // Nor does a reset lose a text.
    store.change(|progress| progress.lesson_mut(&lesson.id).reset(Scope::Lesson)).unwrap();
    assert_eq!(texts(&store, &lesson).last().unwrap(), "four");
}

#[test]
fn a_long_history_keeps_the_newest_texts_of_each_cell() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path());
    let lesson = lesson(SOUND);
    let long = |n: usize| format!("{n} {}", "x".repeat(20_000));
    store.change(|progress| write(progress, &lesson, "short")).unwrap();
    for n in 0..60 {
        store.change(|progress| write(progress, &lesson, &long(n))).unwrap();
    }
    let size = fs::metadata(folder.path().join("history/foundations/01-line.jsonl")).unwrap().len();
    assert!(size < 600_000, "{size}");
    let texts = texts(&store, &lesson);
    assert!(texts.len() >= 4 && *texts.last().unwrap() == long(58), "{}", texts.len());
}

#[test]
fn two_programs_that_write_at_once_lose_nothing() {
    const EACH: u64 = 40;
    let folder = tempfile::tempdir().unwrap();
    let lesson = lesson(SOUND);
    thread::scope(|scope| {
        for side in 0..3 {
            let (store, lesson) = (Store::new(folder.path()), &lesson);
            scope.spawn(move || {
                for n in 0..EACH {
                    let answer = |progress: &mut Progress| {
                        progress.lesson_mut(&lesson.id).quizzes.insert(format!("{side}-{n}"), 1);
                    };
                    store.change(answer).unwrap();
                }
            });
        }
    });
    let kept = Store::new(folder.path()).load().unwrap().progress;
    assert_eq!(done(&kept, &lesson).quizzes.len() as u64, 3 * EACH);
}

#[test]
fn what_both_changed_is_put_together() {
    let lesson = lesson(SOUND);
    let exercise = lesson.exercise("slope").unwrap();
    let points = Code { text: "let xs = 1;".into(), line: 1 };
    let mut base = Progress::default();
    write(&mut base, &lesson, "base");
    let (mut mine, mut theirs) = (base.clone(), base.clone());
    mine.lesson_mut(&lesson.id).edit("points", &points, "mine");
    mine.lesson_mut(&lesson.id).checked(exercise, "wrong", &Verdict::Fail { message: String::new() }, 1);
    theirs.lesson_mut(&lesson.id).checked(exercise, MINE, &Verdict::Pass { message: String::new() }, 2);
    theirs.lesson_mut(&lesson.id).answered("guess", 1);
    let own = |id: &str, text: &str| OwnCell { id: id.into(), text: text.into(), ..OwnCell::default() };
    mine.lesson_mut(&lesson.id).own = vec![own("own-1", "1")];
    theirs.lesson_mut(&lesson.id).own = vec![own("own-2", "2")];
    let position = Position { block: 3, ..Position::default() };
    theirs.lessons.insert("other/01-new".into(), LessonProgress { position, ..LessonProgress::default() });
    let merged = Progress::merged(&base, &mine, &theirs);
    let both = done(&merged, &lesson);
    assert_eq!(both.cells["points"].text, "mine");
    assert_eq!(both.quizzes["guess"], 1);
    assert_eq!(both.cells["slope"].text, "wrong", "who saves last wins the text");
    assert_eq!(both.state("slope"), State::Passed { at: 2 }, "and no pass is lost");
    assert_eq!(both.cells["slope"].answer.as_deref(), Some(MINE));
    assert_eq!(both.own, [own("own-1", "1"), own("own-2", "2")]);
    assert_eq!(merged.lessons["other/01-new"].position.block, 3);
    // Who changed nothing takes all of the other's, what was taken away too.
    let mut reset = merged.clone();
    reset.lesson_mut(&lesson.id).reset(Scope::Exercise("slope"));
    assert_eq!(Progress::merged(&merged, &merged, &reset), reset);
    assert_eq!(Progress::merged(&merged, &reset, &merged), reset);
}

#[test]
fn a_second_window_on_a_lesson_is_noticed_and_one_that_closed_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let (store, lesson) = (Store::new(folder.path()), lesson(SOUND));
    let first = store.enter(&lesson.id);
    let second = store.enter(&lesson.id);
    assert!(!first.others() && second.others());
    drop(first);
    assert!(store.enter(&lesson.id).others(), "the second is still open");
    drop(second);
    assert!(!store.enter(&lesson.id).others());
}

#[test]
fn a_file_of_the_first_version_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path());
    let old = r#"{"version":1,"lessons":{"foundations/01-line":{"cells":{"slope":{"text":"mine","starter":"old",
        "state":{"state":"passed","at":5},"answer":"mine","hints":2,"solution_seen":true}},"quizzes":{"guess":1},
        "position":4}},"last":"foundations/01-line"}"#;
    fs::write(store.file(), old).unwrap();
    let lesson = lesson(SOUND);
    let progress = store.load().unwrap().progress;
    let kept = done(&progress, &lesson);
    assert_eq!((kept.position.block, kept.cells["slope"].hints, kept.quizzes["guess"]), (4, 2, 1));
    assert!(kept.changed_since_passed(lesson.exercise("slope").unwrap()), "its starter was another one");
    store.change(|progress| progress.last = None).unwrap();
    assert!(fs::read_to_string(store.file()).unwrap().contains("\"version\": 3"));
}
