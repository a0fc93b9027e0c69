//! What a learner does, and what the screen says.

use super::{desk::Desk, script::Answer};
use crate::ui::app::Message;
use crossterm::event::{Event as Input, KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use gradus_protocol::{CellError, Diagnostic, Event, MimeBundle, Output, Place, Progress, Status};

#[test]
fn a_cell_is_edited_run_and_shows_what_it_printed() {
    let mut desk = Desk::new(80, 30)
        .answer("1 + 1", Answer::ok([Output::stdout("hello\n"), Output::Value(MimeBundle::plain("2"))]))
        .open();
    desk.go_to("points");
    desk.write("1 + 1");
    desk.sees("┃ 1 + 1");
    desk.keys("r");
    desk.sees("hello");
    desk.sees("→ 2");
    desk.sees("✓ 120 ms");
    desk.keys("e");
    desk.keys("0");
    desk.press(KeyCode::Esc);
    desk.sees("● changed since it ran");
}

#[test]
fn reading_and_writing_go_on_while_the_session_warms_up() {
    let mut desk = Desk::new(80, 30).answer("1", Answer::ok([Output::stdout("ran")]));
    *desk.script.held.borrow_mut() = true;
    desk.press(KeyCode::Enter);
    let progress = Progress { step: "compiling dfdx".into(), done: 3, total: 98, seconds_left: Some(70) };
    desk.script.tell(Event::Preparing(progress));
    desk.settle();
    desk.sees("compiling dfdx 3/98, 2 min left");
    desk.go_to("points");
    desk.write("1");
    desk.keys("r");
    desk.sees("○ waiting");
    desk.script.tell(Event::Ready);
    desk.script.release();
    desk.settle();
    desk.sees("● Ready");
    desk.sees("  ran");
}

#[test]
fn a_machine_that_cannot_run_cells_says_why_and_still_shows_the_lesson() {
    let mut desk = Desk::new(80, 24).open();
    desk.script.tell(Event::Unavailable { message: "There is no Rust compiler. Install one from rustup.rs.".into() });
    desk.settle();
    desk.sees("✗ There is no Rust compiler. Install one from rustup.rs.");
    desk.sees("The slope of a line");
}

#[test]
fn panics_and_a_dead_worker_are_told_in_words() {
    let place = Some(Place { cell: gradus_protocol::CellId::new("points"), line: 2, column: 1 });
    let panic = Output::Error(CellError::Panic { message: "index out of bounds".into(), place });
    let mut desk = Desk::new(80, 30).answer("boom()", Answer::error(panic)).open();
    desk.go_to("points");
    desk.write("boom()");
    desk.keys("r");
    desk.sees("✗ Line 2 panicked: index out of bounds");
    desk.sees("✗ failed 120 ms");
    desk.script.tell(Event::Restarted { reason: "The process was killed; variables are gone.".into(), again: None });
    desk.settle();
    desk.sees("The process was killed");
    desk.sees("┃ boom()");
}

#[test]
fn a_killed_worker_costs_variables_and_no_text() {
    let killed = Output::Error(CellError::Died { message: "it was killed".into() });
    let died = Answer { status: Status::Died, ..Answer::error(killed) };
    let mut desk = Desk::new(80, 30).answer("forever()", died).open();
    desk.go_to("points");
    desk.write("forever()");
    desk.keys("r");
    desk.script.tell(Event::Restarted { reason: "A new process is ready.".into(), again: None });
    desk.settle();
    desk.sees("┃ forever()");
    desk.sees("✗ The process that runs cells ended: it was killed.");
    desk.sees("A new process is ready.");
    desk.script.ran.borrow_mut().clear();
    desk.go_to("slope");
    desk.keys("r");
    let ran: Vec<String> = desk.script.ran.borrow().iter().map(|(id, _)| id.clone()).collect();
    assert_eq!(ran[0], "setup", "what the new process lacks runs again: {ran:?}");
}

#[test]
fn long_output_shows_its_ends_until_asked_for_all() {
    let lines: String = (0..100).map(|n| format!("line {n}\n")).collect();
    let mut desk = Desk::new(80, 40).answer("1", Answer::ok([Output::stdout(lines)])).open();
    desk.go_to("points");
    desk.write("1");
    desk.keys("r");
    desk.sees("line 3");
    desk.sees("… 86 more lines (o shows them)");
    desk.sees("line 99");
    desk.misses("line 50");
    desk.keys("o");
    for _ in 0..3 {
        desk.press(KeyCode::PageDown);
    }
    desk.press(KeyCode::PageUp);
    desk.sees("line 60");
}

#[test]
fn a_click_selects_and_the_wheel_scrolls() {
    let mut desk = Desk::new(80, 30).open();
    let mouse =
        |kind, row| Message::Input(Input::Mouse(MouseEvent { kind, column: 20, row, modifiers: KeyModifiers::NONE }));
    let row = desk.screen().lines().position(|line| line.contains("let xs")).unwrap() as u16;
    desk.go_to("guess");
    desk.keys("g");
    desk.update(mouse(MouseEventKind::Down(MouseButton::Left), row));
    assert_eq!(desk.app.notebook.as_ref().unwrap().cell().unwrap().id, "points");
    let before = desk.screen();
    desk.update(mouse(MouseEventKind::ScrollDown, row));
    assert_ne!(desk.screen(), before);
}

#[test]
fn a_cell_that_needed_no_compiler_says_so() {
    let mut desk = Desk::new(80, 30).open();
    *desk.script.kept.borrow_mut() = true;
    desk.go_to("points");
    desk.keys("r");
    desk.sees("✓ from cache, 120 ms");
}

#[test]
fn what_is_wrong_stands_under_its_line() {
    let place = Some(Place { cell: gradus_protocol::CellId::new("points"), line: 1, column: 9 });
    let diagnostic = Diagnostic {
        code: None,
        message: "cannot find value `z`".into(),
        rendered: "error: cannot find value `z`".into(),
        place,
        advice: Some("No cell makes `z` yet.".into()),
    };
    let error = Output::Error(CellError::Compile { diagnostics: vec![diagnostic] });
    let mut desk = Desk::new(80, 40).answer("let y = z;\ny", Answer::error(error)).open();
    desk.go_to("points");
    desk.write("let y = z;\ny");
    desk.keys("r");
    let screen = desk.screen();
    let at = screen.lines().position(|line| line.contains("let y = z;")).unwrap();
    let below: Vec<&str> = screen.lines().skip(at + 1).take(3).collect();
    assert!(below[0].contains("        ^ cannot find value `z`") && below[2].contains("┃ y"), "{screen}");
    assert!(below[1].contains("No cell makes `z` yet."), "{screen}");
    desk.keys("e ");
    desk.press(KeyCode::Esc);
    desk.misses("^ cannot find");
}

#[test]
fn stopping_says_when_nothing_runs() {
    let mut desk = Desk::new(80, 20).open();
    desk.keys("i");
    desk.sees("No cell is running");
}
