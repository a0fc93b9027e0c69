//! A lesson opens where the learner left it, also when it changed under them.

use super::desk::Desk;
use crossterm::event::KeyCode;

/// Prose that fills more than a screen.
fn prose() -> String {
    (1..=40).map(|n| format!("Paragraph number {n}.\n\n")).collect()
}

/// The lesson with prose between its last two cells and at its end.
fn long(lesson: &str) -> String {
    let cell = "```rust,cell,id=use-it";
    lesson.replace(cell, &format!("{}{cell}", prose())) + "\n" + &prose().replace("Paragraph", "Epilogue")
}

/// The row of the screen where these words stand.
#[track_caller]
fn row(desk: &Desk, words: &str) -> usize {
    desk.sees(words);
    desk.screen().lines().position(|line| line.contains(words)).unwrap_or_default()
}

#[test]
fn a_lesson_that_grew_opens_at_the_cell_on_the_row_where_it_was() {
    let mut desk = Desk::new(80, 24).another_day(long).open();
    desk.go_to("use-it");
    desk.press(KeyCode::Down);
    desk.press(KeyCode::Down);
    let before = row(&desk, "slope(21.0)");
    let grown = |lesson: &str| {
        let new = format!("{}\n```rust,cell,id=new-one\n1 + 1\n```\n\n```rust,exercise", prose());
        long(lesson).replace("```rust,exercise", &new)
    };
    let desk = desk.another_day(grown).open();
    assert_eq!(desk.cell(), "use-it");
    assert_eq!(row(&desk, "slope(21.0)"), before);
}

#[test]
fn a_place_in_the_text_behind_a_cell_is_found_again() {
    let mut desk = Desk::new(80, 24).another_day(long).open();
    desk.go_to("use-it");
    while !desk.screen().contains("Epilogue number 30.") {
        desk.press(KeyCode::PageDown);
    }
    let before = row(&desk, "Epilogue number 30.");
    let desk = desk.another_day(long).open();
    assert_eq!(row(&desk, "Epilogue number 30."), before);
}

#[test]
fn a_cell_of_the_learners_own_is_a_place_too() {
    let mut desk = Desk::new(80, 24).another_day(long).open();
    desk.go_to("slope");
    desk.keys("b");
    let desk = desk.another_day(|lesson| prose() + &long(lesson)).open();
    assert_eq!(desk.cell(), "own-1");
}

#[test]
fn where_the_cell_is_gone_the_one_behind_it_is_chosen() {
    let mut desk = Desk::new(80, 24).open();
    desk.go_to("points");
    let gone = "```rust,cell,id=points\nlet xs = [1.0, 2.0, 3.0];\nxs.len()\n```\n";
    let desk = desk.another_day(|lesson| lesson.replace(gone, "")).open();
    let notebook = desk.app.notebook.as_ref().unwrap();
    assert_eq!(notebook.selected, notebook.position("guess"));
}

#[test]
fn who_only_looked_in_begins_with_the_title_again() {
    let desk = Desk::new(80, 24).another_day(long).open();
    let before = row(&desk, "The slope of a line");
    let desk = desk.another_day(long).open();
    assert_eq!(row(&desk, "The slope of a line"), before);
    assert_eq!(desk.app.notebook.as_ref().unwrap().top, 0);
}

#[test]
fn moving_alone_is_saved_and_reading_on_is_not_saved_twice() {
    let mut desk = Desk::new(80, 24).open();
    desk.go_to("use-it");
    desk.pass(std::time::Duration::from_secs(1));
    let here = |desk: &Desk| {
        let progress = desk.store.load().unwrap().progress;
        progress.lessons.get("basics/01-slope").and_then(|done| done.position.cell.clone())
    };
    desk.until(|desk| here(desk).as_deref() == Some("use-it"));
    desk.draw();
    assert_eq!(desk.app.idle(), None, "a frame that shows the same place has nothing to save");
}
