//! Nothing is lost: resets, other windows, lessons that change, undo on another day.

use super::{desk::Desk, script::Answer};
use crossterm::event::{KeyCode, KeyModifiers};
use gradus_lessons::{LessonId, OwnCell, OwnPlace, Progress};
use std::time::Duration;

const POINTS: &str = "let xs = [1.0, 2.0, 3.0];\nxs.len()\n";
const RIGHT: &str = "fn slope(w: f32) -> f32 { 2.0 * w }";
const CHECK: &str = "check(slope)";

fn desk() -> Desk {
    let pass = Answer::pass("");
    Desk::new(80, 40).answer(RIGHT, Answer::ok([]).with_names(&["slope"])).answer(CHECK, pass).open()
}

fn lesson() -> LessonId {
    LessonId { track: "basics".into(), name: "01-slope".into() }
}

fn text(desk: &Desk) -> String {
    desk.app.notebook.as_ref().unwrap().cell().unwrap().text.clone()
}

fn undo(desk: &mut Desk) {
    desk.press_with(KeyCode::Char('z'), KeyModifiers::CONTROL);
}

/// Saves what is to be saved.
fn save(desk: &mut Desk) {
    desk.pass(Duration::from_secs(1));
    let wanted = desk.app.progress.clone();
    desk.until(|desk| desk.store.load().unwrap().progress == wanted);
}

/// What another window or a notebook does meanwhile.
fn elsewhere(desk: &Desk, change: impl FnOnce(&mut Progress)) {
    desk.store.change(change).unwrap();
}

#[test]
fn undo_goes_back_to_the_texts_of_another_day() {
    let mut desk = desk();
    desk.go_to("points");
    for text in ["first", "second"] {
        desk.write(text);
        save(&mut desk);
    }
    let mut desk = desk.another_day(str::to_owned).open();
    desk.go_to("points");
    assert_eq!(text(&desk), "second");
    desk.keys("e");
    undo(&mut desk);
    assert_eq!(text(&desk), "first");
    undo(&mut desk);
    assert_eq!(text(&desk).trim_end(), POINTS.trim_end());
    undo(&mut desk);
    assert_eq!(text(&desk).trim_end(), POINTS.trim_end(), "there is nothing before the first text");
    desk.press_with(KeyCode::Char('y'), KeyModifiers::CONTROL);
    assert_eq!(text(&desk), "first", "and redo goes on again");
}

#[test]
fn what_stood_in_a_cell_can_be_read() {
    let mut desk = desk();
    desk.go_to("points");
    desk.keys("H");
    desk.sees("Nothing else has stood here yet");
    desk.write("first");
    save(&mut desk);
    desk.write("second");
    save(&mut desk);
    desk.keys("H");
    desk.sees("2 earlier texts of points, the newest first");
    desk.sees("first");
    desk.sees("ago");
}

#[test]
fn a_cell_an_exercise_and_the_lesson_begin_anew_and_come_back() {
    let mut desk = desk();
    desk.go_to("guess");
    desk.keys("2");
    desk.go_to("slope");
    desk.write(RIGHT);
    desk.keys("hc");
    desk.sees("exercise: slope (solved)");
    desk.keys("x");
    insta::assert_snapshot!(desk.screen());
    desk.keys("y");
    desk.sees("todo!(\"the slope\")");
    desk.sees("exercise: slope (solved)");
    desk.keys("xb");
    desk.sees("2.0 * w");
    desk.keys("xe");
    desk.sees("todo!(\"the slope\")");
    desk.misses("(solved)");
    desk.misses("Hint 1 of 3");
    desk.keys("xb");
    desk.sees("exercise: slope (solved)");
    desk.sees("Hint 1 of 3");
    desk.keys("xl");
    desk.misses("(solved)");
    desk.sees("0/1 solved");
    let mut desk = desk.another_day(str::to_owned).open();
    desk.go_to("guess");
    desk.sees("what do you think?");
    desk.keys("xb");
    desk.sees("1/1 solved");
    desk.misses("what do you think?");
    desk.go_to("slope");
    assert_eq!(text(&desk), RIGHT);
    desk.keys("xb");
    desk.sees("No reset of this lesson can be undone.");
    desk.keys("xn");
    assert_eq!(text(&desk), RIGHT, "any other key resets nothing");
}

#[test]
fn a_lesson_that_changes_keeps_texts_and_passes_and_marks_what_changed() {
    let mut desk = desk();
    desk.go_to("points");
    desk.write("mine // to keep");
    desk.go_to("slope");
    desk.write(RIGHT);
    desk.keys("c");
    desk.sees("exercise: slope (solved)");
    let revised = |lesson: &str| lesson.replace("id=points", "id=other").replace("check(slope)", "check(slope, 2)");
    let desk = desk.another_day(revised);
    desk.sees("1 changed");
    desk.sees("! Compute a slope (changed since you passed)");
    let mut desk = desk.open();
    desk.sees("A cell that you wrote in is no longer in it; H");
    desk.go_to("slope");
    desk.sees("exercise: slope (solved; changed since you passed)");
    desk.sees("1/1 solved");
    assert_eq!(text(&desk), RIGHT);
    desk.keys("H");
    desk.sees("One cell that you wrote in is no longer in this lesson.");
    desk.sees("mine // to keep");
    // Passed again, it is as good as new.
    desk.press(KeyCode::Esc);
    let pass = Answer::pass("");
    let mut desk = desk.answer(RIGHT, Answer::ok([]).with_names(&["slope"])).answer("check(slope, 2)", pass);
    desk.keys("c");
    desk.sees("exercise: slope (solved) ");
}

#[test]
fn a_second_window_is_noticed() {
    let mut desk = Desk::new(120, 40);
    let _other = desk.store.enter(&lesson());
    desk.press(KeyCode::Enter);
    desk.sees("This lesson is open in another window, too.");
}

#[test]
fn what_another_window_wrote_comes_in_beside_what_is_written_here() {
    let mut desk = desk();
    desk.go_to("points");
    desk.write("mine");
    save(&mut desk);
    let starter = |id: &str| {
        let lesson = desk.app.catalog.lesson(&lesson()).unwrap();
        lesson.block(id).unwrap().code().unwrap().0.clone()
    };
    let (slope, points) = (starter("slope"), starter("points"));
    elsewhere(&desk, |progress| {
        let done = progress.lesson_mut(&lesson());
        done.edit("slope", &slope, "theirs");
        done.edit("points", &points, "theirs, too");
    });
    desk.write("mine again");
    desk.pass(Duration::from_secs(1));
    desk.until(|desk| desk.screen().contains("Changed in another window or notebook: slope."));
    desk.sees("theirs");
    assert_eq!(text(&desk), "mine again");
    let saved = desk.store.load().unwrap().progress;
    let texts = |id: &str| saved.lesson(&lesson()).unwrap().cells[id].text.clone();
    assert_eq!((texts("slope").as_str(), texts("points").as_str()), ("theirs", "mine again"));
    desk.keys("H");
    desk.sees("theirs, too");
}

#[test]
fn a_cell_that_another_window_added_comes_in_and_stays() {
    let mut desk = desk();
    desk.go_to("points");
    desk.write("mine");
    save(&mut desk);
    elsewhere(&desk, |progress| {
        let place = OwnPlace { after: Some("points".into()), ..OwnPlace::default() };
        let own = OwnCell { id: "own-1".into(), text: "theirs()".into(), place, ..OwnCell::default() };
        progress.lesson_mut(&lesson()).own.push(own);
    });
    desk.write("mine again");
    desk.pass(Duration::from_secs(1));
    desk.until(|desk| desk.screen().contains("Changed in another window or notebook: own-1."));
    desk.sees("theirs()");
    assert_eq!((desk.cell(), text(&desk).as_str()), ("points", "mine again"), "the selection stays");
    // A cell of one's own beside it takes nothing away.
    desk.keys("b");
    save(&mut desk);
    let own = desk.store.load().unwrap().progress.lesson(&lesson()).unwrap().own.clone();
    assert_eq!(own.len(), 2, "{own:?}");
}
