//! Exercises: answers and their checks, hints, solutions, questions.

use super::{desk::Desk, script::Answer};
use crate::ui::{app::Message, pictures};
use crossterm::event::{Event as Input, KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use gradus_protocol::{CellError, Diagnostic, MimeBundle, Output};
use std::time::Duration;

const WRONG: &str = "fn slope(w: f32) -> f32 { w }";
const RIGHT: &str = "fn slope(w: f32) -> f32 { w + w }";
const CHECK: &str = "check(slope)";

#[test]
fn a_wrong_answer_is_told_why_and_a_right_one_passes() {
    let mut desk = Desk::new(80, 40)
        .answer(WRONG, Answer::ok([]).with_names(&["slope"]))
        .answer(RIGHT, Answer::ok([]).with_names(&["slope"]))
        .answer(CHECK, Answer::fail("This is half of it."))
        .open();
    desk.go_to("slope");
    desk.keys("c");
    desk.sees("○ Still open.");
    desk.write(WRONG);
    desk.keys("c");
    desk.sees("✗ Not yet. This is half of it.");
    desk.sees("0/1 solved");
    desk = desk.answer(CHECK, Answer::pass("That is the slope."));
    desk.write(RIGHT);
    desk.keys("c");
    desk.sees("✓ Right. That is the slope.");
    desk.sees("1/1 solved");
    let ran: Vec<String> = desk.script.ran.borrow().iter().map(|(id, _)| id.clone()).collect();
    assert_eq!(ran.last().unwrap(), "check:slope");
}

#[test]
fn an_answer_that_does_not_compile_is_not_checked() {
    let rendered = "\u{1b}[31merror\u{1b}[0m: expected `;`".to_owned();
    let diagnostic = Diagnostic { code: None, message: "expected `;`".into(), rendered, place: None, advice: None };
    let error = Output::Error(CellError::Compile { diagnostics: vec![diagnostic] });
    let mut desk = Desk::new(80, 40).answer("fn slope(", Answer::error(error)).open();
    desk.go_to("slope");
    desk.write("fn slope(");
    desk.keys("c");
    desk.sees("error: expected `;`");
    desk.sees("✗ Not yet. The cell does not compile yet.");
    assert!(desk.script.ran.borrow().iter().all(|(id, _)| id != "check:slope"));
}

#[test]
fn what_stands_above_runs_first_and_an_open_exercise_with_its_solution() {
    let mut desk = Desk::new(80, 40).answer("slope(21.0)", Answer::ok([Output::Value(MimeBundle::plain("42"))])).open();
    desk.go_to("use-it");
    desk.keys("r");
    let ran: Vec<String> = desk.script.ran.borrow().iter().map(|(id, _)| id.clone()).collect();
    assert_eq!(ran[1..], ["points", "slope", "use-it"]);
    assert!(desk.script.ran.borrow()[2].1.contains("2.0 * w"), "the solution stands in");
    desk.keys("G");
    desk.sees("The slope at 21 is 42.");
    desk.go_to("slope");
    desk.sees("so the reference solution ran");
    desk.sees("todo!");
}

#[test]
fn hints_come_one_at_a_time_and_the_solution_after_a_question() {
    let mut desk = Desk::new(80, 44).open();
    desk.go_to("slope");
    desk.keys("h");
    desk.sees("Hint 1 of 3");
    desk.misses("Hint 2 of 3");
    desk.keys("hhh");
    desk.sees("Hint 3 of 3");
    desk.sees("That was the last hint.");
    desk.keys("sn");
    desk.misses("One solution");
    desk.keys("sy");
    desk.sees("One solution");
    desk.sees("todo!");
    desk.keys("Sy");
    desk.misses("todo!");
}

#[test]
fn an_answer_stands_beside_the_solution_after_a_question() {
    let mut desk = Desk::new(80, 44).open();
    desk.go_to("points");
    desk.keys("D");
    desk.sees("Only exercises have a solution");
    desk.go_to("slope");
    desk.write("fn slope(w: f32) -> f32 {\n    w + w\n}");
    desk.keys("Dn");
    desk.misses("2.0 * w");
    desk.keys("Dy");
    desk.sees("From your answer (-) to one solution (+)");
    desk.sees("-     w + w");
    desk.sees("+     2.0 * w");
    insta::assert_snapshot!(desk.screen());
    desk.keys("D");
    desk.misses("2.0 * w");
    desk.keys("Sy");
    desk.keys("Dy");
    desk.sees("Your answer is this solution, line for line.");
}

#[test]
fn a_question_takes_one_answer_and_says_why() {
    let mut desk = Desk::new(80, 40).open();
    desk.go_to("guess");
    desk.keys("1");
    desk.sees("✗ Not 1: the answer is 2. For one step to the right");
    desk.keys("2");
    desk.sees("✗ Not 1");
}

#[test]
fn an_answer_is_checked_from_within_the_editor() {
    let mut desk = Desk::new(80, 40)
        .answer(WRONG, Answer::ok([]).with_names(&["slope"]))
        .answer(CHECK, Answer::fail("This is half of it."))
        .open();
    desk.go_to("slope");
    desk.write(WRONG);
    desk.keys("e");
    desk.sees("Ctrl-T check");
    desk.press_with(KeyCode::Char('t'), KeyModifiers::CONTROL);
    desk.sees("✗ Not yet. This is half of it.");
}

#[test]
fn a_click_answers_a_question_and_a_second_one_on_a_cell_writes_in_it() {
    let mut desk = Desk::new(80, 40).open();
    let click = |desk: &mut Desk, words: &str| {
        let row = desk.screen().lines().position(|line| line.contains(words)).unwrap() as u16;
        let kind = MouseEventKind::Down(MouseButton::Left);
        desk.update(Message::Input(Input::Mouse(MouseEvent { kind, column: 10, row, modifiers: KeyModifiers::NONE })));
    };
    click(&mut desk, "2) 2");
    desk.sees("✓ Right. For one step");
    let editing = |desk: &Desk| desk.app.notebook.as_ref().unwrap().editing;
    click(&mut desk, "xs.len()");
    assert!(desk.cell() == "points" && !editing(&desk));
    click(&mut desk, "xs.len()");
    assert!(editing(&desk));
}

#[test]
fn a_lesson_promises_and_ends_with_what_was_built() {
    let plot =
        MimeBundle::default().with_binary("image/png", pictures::tests::png(20, 20)).with_text("text/plain", "⣿ mine");
    let mut desk = Desk::new(80, 60)
        .answer("1", Answer::ok([Output::Display { bundle: plot, id: None }]))
        .answer(RIGHT, Answer::ok([]).with_names(&["slope"]))
        .answer(CHECK, Answer::pass("That is the slope."))
        .open();
    desk.sees("What you will be able to do:");
    desk.sees("○ Compute a slope");
    desk.go_to("points");
    desk.write("1");
    desk.keys("r");
    desk.keys("G");
    desk.sees("One exercise is still open");
    desk.go_to("slope");
    desk.write(RIGHT);
    desk.keys("c");
    desk.sees("That was the last exercise of this lesson.");
    desk.sees("▰ 1/1 solved");
    desk.keys("g");
    desk.sees("✓ Compute a slope");
    desk.keys("G");
    desk.sees("Every exercise is solved.");
    desk.sees("Your plot, from points:");
    insta::assert_snapshot!("the_recap", desk.screen());
    desk.keys(">");
    desk.sees("This is the last lesson.");
}

#[test]
fn what_works_after_it_failed_gets_a_calm_word() {
    let boom = Answer::error(Output::Error(CellError::Failed { message: "no".into(), place: None }));
    let mut desk = Desk::new(80, 40).answer("boom()", boom).open();
    desk.go_to("points");
    desk.keys("r");
    desk.misses("That works now.");
    desk.write("boom()");
    desk.keys("r");
    desk.write("1");
    desk.keys("r");
    desk.sees("That works now.");
}

#[test]
fn a_solved_exercise_goes_on_by_itself_only_for_those_who_want_that() {
    let solved = |advance: bool, key: bool| {
        let mut desk = Desk::new(80, 44)
            .answer(RIGHT, Answer::ok([]).with_names(&["slope"]))
            .answer(CHECK, Answer::pass("That is the slope."))
            .open();
        desk.app.settings.advance = advance;
        desk.go_to("slope");
        desk.write(RIGHT);
        desk.keys("c");
        if key {
            desk.press(KeyCode::Down);
        }
        desk.pass(Duration::from_secs(1));
        assert_eq!(desk.cell(), "slope", "there is time to read");
        desk.pass(Duration::from_secs(5));
        desk.cell().to_owned()
    };
    assert_eq!(solved(true, false), "use-it");
    assert_eq!(solved(false, false), "slope");
    assert_eq!(solved(true, true), "slope", "any key stays");
}
