//! Cells of the learner's own between the lesson's, and runs of many cells.

use super::{desk::Desk, script::Answer};
use crossterm::event::{KeyCode, KeyModifiers};
use gradus_lessons::OwnKind;
use gradus_protocol::{CellError, Output};

fn ids(desk: &Desk) -> Vec<String> {
    desk.script.ran.borrow().iter().map(|(id, _)| id.clone()).collect()
}

/// The ids of all cells and questions in the order in which they stand there.
fn order(desk: &Desk) -> Vec<String> {
    let notebook = desk.app.notebook.as_ref().unwrap();
    let known = ["setup", "points", "guess", "slope", "use-it", "own-1", "own-2", "own-3"];
    let mut found: Vec<_> = known.iter().filter_map(|id| Some((notebook.position(id)?, (*id).to_owned()))).collect();
    found.sort();
    found.into_iter().map(|(_, id)| id).collect()
}

/// The lesson as it opens the next time.
fn reopen(desk: &mut Desk) {
    desk.app.notebook = None;
    desk.keys("q");
    desk.press(KeyCode::Enter);
}

#[test]
fn own_cells_are_added_written_run_and_there_again() {
    let mut desk = Desk::new(80, 40).answer("xs[0]", Answer::ok([Output::stdout("the first")])).open();
    desk.go_to("points");
    desk.keys("b");
    assert_eq!(order(&desk), ["setup", "points", "own-1", "guess", "slope", "use-it"]);
    desk.sees("yours: own-1");
    desk.write("xs[0]");
    desk.keys("r");
    desk.sees("the first");
    assert_eq!(ids(&desk), ["setup", "points", "own-1"], "what stands above runs first");
    desk.keys("a");
    assert_eq!(order(&desk), ["setup", "points", "own-2", "own-1", "guess", "slope", "use-it"]);
    reopen(&mut desk);
    assert_eq!(order(&desk), ["setup", "points", "own-2", "own-1", "guess", "slope", "use-it"]);
    desk.go_to("own-1");
    desk.sees("xs[0]");
}

#[test]
fn two_keys_delete_an_own_cell_and_one_brings_it_back() {
    let mut desk = Desk::new(80, 40).open();
    desk.go_to("points");
    desk.keys("bb");
    desk.write("first");
    let before = order(&desk);
    desk.keys("d");
    desk.sees("d again deletes the cell.");
    desk.keys("jkd");
    assert_eq!(order(&desk), before, "other keys between are a change of mind");
    desk.keys("kk");
    desk.go_to("own-2");
    desk.keys("dd");
    assert_eq!(order(&desk), ["setup", "points", "own-1", "guess", "slope", "use-it"]);
    desk.sees("Deleted. z brings it back.");
    reopen(&mut desk);
    desk.keys("z");
    assert_eq!(order(&desk), before, "it comes back to its place, on another day, too");
    desk.sees("┃ first");
    desk.keys("z");
    desk.sees("No deleted cell is left");
    desk.go_to("points");
    desk.keys("dd");
    desk.sees("A lesson's cell stays");
    assert_eq!(order(&desk), before);
}

#[test]
fn an_own_cell_moves_past_prose_and_cells() {
    let mut desk = Desk::new(80, 40).open();
    desk.go_to("use-it");
    desk.keys("a");
    desk.keys("KK");
    assert_eq!(order(&desk), ["setup", "points", "own-1", "guess", "slope", "use-it"]);
    desk.press_with(KeyCode::Down, KeyModifiers::ALT);
    assert_eq!(order(&desk), ["setup", "points", "guess", "own-1", "slope", "use-it"]);
    desk.keys("JJJJJJ");
    desk.sees("It cannot go further.");
    reopen(&mut desk);
    let notebook = desk.app.notebook.as_ref().unwrap();
    assert_eq!(notebook.position("own-1"), Some(notebook.entries.len() - 2), "behind the last prose, above the recap");
}

#[test]
fn an_own_cell_can_be_text_that_reads_as_markdown() {
    let mut desk = Desk::new(80, 40).open();
    desk.go_to("points");
    desk.keys("b");
    desk.write("A *note* of mine");
    desk.keys("m");
    desk.sees("┃ A note of mine");
    desk.keys("r");
    assert_eq!(ids(&desk), ["setup"], "text does not run");
    let lesson = desk.app.catalog.lessons().next().unwrap().id.clone();
    let kind = |desk: &Desk| desk.app.progress.lesson(&lesson).unwrap().own[0].kind;
    assert_eq!(kind(&desk), OwnKind::Markdown);
    desk.keys("y");
    desk.sees("┃ A *note* of mine");
    assert_eq!(kind(&desk), OwnKind::Code);
}

#[test]
fn cells_are_run_and_gone_on_from() {
    let mut desk = Desk::new(80, 40).open();
    desk.go_to("points");
    desk.press_with(KeyCode::Enter, KeyModifiers::SHIFT);
    assert_eq!(ids(&desk), ["setup", "points"]);
    let selected = |desk: &Desk| desk.app.notebook.as_ref().unwrap().selected;
    assert_eq!(selected(&desk), desk.app.notebook.as_ref().unwrap().position("guess"));
    desk.go_to("points");
    desk.keys("e");
    desk.press_with(KeyCode::Enter, KeyModifiers::ALT);
    assert_eq!(desk.cell(), "own-1");
    assert!(desk.app.notebook.as_ref().unwrap().editing, "the new cell waits for its text");
}

#[test]
fn many_cells_run_down_to_here_above_here_and_all() {
    let boom = Answer::error(Output::Error(CellError::Failed { message: "no".into(), place: None }));
    let mut desk = Desk::new(80, 40).answer("boom()", boom).open();
    desk.go_to("points");
    desk.keys("b");
    desk.write("1");
    let after = |desk: &mut Desk, keys: &str| {
        desk.script.ran.borrow_mut().clear();
        desk.keys(keys);
        ids(desk)
    };
    desk.go_to("slope");
    assert_eq!(after(&mut desk, "U"), ["setup", "points", "own-1"]);
    assert_eq!(after(&mut desk, "R"), ["setup", "points", "own-1", "slope"]);
    assert_eq!(after(&mut desk, "*"), ["setup", "points", "own-1", "slope", "use-it"]);
    assert_eq!(after(&mut desk, "Tn"), [""; 0]);
    assert_eq!(after(&mut desk, "Ty"), ["setup", "points", "own-1", "slope"]);
    desk.go_to("own-1");
    desk.write("boom()");
    assert_eq!(after(&mut desk, "*"), ["setup", "points", "own-1"], "nothing runs after one that fails");
}

#[test]
fn the_scratch_notebook_is_kept_and_belongs_to_no_lesson() {
    let mut desk = Desk::new(80, 24).answer("1 + 1", Answer::ok([Output::stdout("two")]));
    desk.keys("s");
    desk.sees("A notebook of your own");
    desk.sees("yours: own-1");
    desk.write("1 + 1");
    desk.press_with(KeyCode::Enter, KeyModifiers::SHIFT);
    desk.sees("two");
    assert_eq!(desk.cell(), "own-2", "below the last cell there is always another");
    desk.press(KeyCode::Esc);
    insta::assert_snapshot!("the_scratch_notebook", desk.screen());
    desk.app.notebook = None;
    desk.keys("qs");
    desk.sees("1 + 1");
    assert_eq!(desk.app.progress.last, None, "the course begins where it was");
}
