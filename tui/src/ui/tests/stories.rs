//! What a learner does, and what the screen says.

use super::{desk::Desk, script::Answer};
use crate::ui::{
    Images,
    app::Message,
    pictures::{self, Pictures},
    theme::Theme,
};
use crossterm::event::{Event as Input, KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use gradus_lessons::State;
use gradus_protocol::{
    CellError, Diagnostic, DisplayId, Event, MimeBundle, Output, Place, Progress, Status, TEXT_ANSI, Verdict,
};
use ratatui::{layout::Position, style::Color};
use ratatui_image::picker::Picker;
use std::time::Duration;

const WRONG: &str = "fn slope(w: f32) -> f32 { w }";
const RIGHT: &str = "fn slope(w: f32) -> f32 { w + w }";
const CHECK: &str = "check(slope)";

fn fail(message: &str) -> Answer {
    Answer::ok([Output::Verdict(Verdict::Fail { message: message.into() })])
}

fn pass(message: &str) -> Answer {
    Answer::ok([Output::Verdict(Verdict::Pass { message: message.into() })])
}

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
fn a_wrong_answer_is_told_why_and_a_right_one_passes() {
    let mut desk = Desk::new(80, 40)
        .answer(WRONG, Answer::ok([]).with_names(&["slope"]))
        .answer(RIGHT, Answer::ok([]).with_names(&["slope"]))
        .answer(CHECK, fail("This is half of it."))
        .open();
    desk.go_to("slope");
    desk.keys("c");
    desk.sees("○ Still open.");
    desk.write(WRONG);
    desk.keys("c");
    desk.sees("✗ Not yet. This is half of it.");
    desk.sees("0/1 solved");
    desk = desk.answer(CHECK, pass("That is the slope."));
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
fn a_figure_is_the_recorded_one_until_the_learner_measures_it() {
    let mut desk = Desk::new(80, 60)
        .answer("fn slope(w: f32) -> f32 {\n    2.0 * w\n}", Answer::ok([]).with_names(&["slope"]))
        .answer("slope(21.0)", Answer::ok([Output::Value(MimeBundle::plain("42"))]))
        .open();
    desk.go_to("use-it");
    desk.sees("The slope at 21 is 41.5.");
    desk.keys("r");
    desk.sees("The slope at 21 is 42.");
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
fn typing_is_saved_and_taken_up_again() {
    let mut desk =
        Desk::new(80, 30).answer(RIGHT, Answer::ok([]).with_names(&["slope"])).answer(CHECK, pass("")).open();
    desk.go_to("slope");
    desk.write(RIGHT);
    desk.keys("c");
    desk.pass(Duration::from_secs(1));
    desk.until(|desk| !desk.store.load().unwrap().progress.lessons.is_empty());
    let saved = desk.store.load().unwrap().progress;
    let id = &desk.app.notebook.as_ref().unwrap().lesson.id;
    assert_eq!(saved.lesson(id).unwrap().state("slope"), State::Passed { at: 1_000 });
    assert_eq!(saved.lesson(id).unwrap().cells["slope"].text, RIGHT);
    let store = desk.store.clone();
    desk.app.finish().unwrap();
    assert!(store.load().unwrap().progress.lessons.values().all(|lesson| lesson.position.begun()));
}

#[test]
fn the_cursor_stays_in_sight_while_typing() {
    let mut desk = Desk::new(40, 10).open();
    desk.go_to("points");
    desk.keys("e");
    for _ in 0..30 {
        desk.press(KeyCode::Enter);
    }
    desk.keys("x");
    let cursor = desk.cursor();
    assert!((1..9).contains(&cursor.y), "{cursor:?}\n{}", desk.screen());
    let left = desk.buffer()[(cursor.x - 1, cursor.y)].symbol().to_owned();
    assert_eq!(left, "x", "{}", desk.screen());
}

#[test]
fn ctrl_c_in_the_editor_copies_what_is_selected_and_else_stops_what_runs() {
    let mut desk = Desk::new(80, 30).answer("1 + 1", Answer::ok([])).open();
    desk.go_to("points");
    desk.write("1 + 1");
    desk.keys("e");
    desk.press_with(KeyCode::Char('c'), KeyModifiers::CONTROL);
    desk.sees("Nothing is selected");
    *desk.script.held.borrow_mut() = true;
    desk.press_with(KeyCode::Char('r'), KeyModifiers::CONTROL);
    desk.press_with(KeyCode::Home, KeyModifiers::CONTROL);
    desk.press_with(KeyCode::End, KeyModifiers::CONTROL | KeyModifiers::SHIFT);
    desk.press_with(KeyCode::Char('c'), KeyModifiers::CONTROL);
    assert_eq!(desk.app.take_copied().as_deref(), Some("1 + 1"));
    desk.sees("○ waiting");
    desk.press(KeyCode::End);
    desk.press_with(KeyCode::Char('c'), KeyModifiers::CONTROL);
    desk.misses("○ waiting");
    desk.press_with(KeyCode::Char('v'), KeyModifiers::CONTROL);
    desk.sees("1 + 11 + 1");
}

#[test]
fn an_answer_is_checked_from_within_the_editor() {
    let mut desk = Desk::new(80, 40)
        .answer(WRONG, Answer::ok([]).with_names(&["slope"]))
        .answer(CHECK, fail("This is half of it."))
        .open();
    desk.go_to("slope");
    desk.write(WRONG);
    desk.keys("e");
    desk.sees("Ctrl-T check");
    desk.press_with(KeyCode::Char('t'), KeyModifiers::CONTROL);
    desk.sees("✗ Not yet. This is half of it.");
}

#[test]
fn a_line_longer_than_the_box_shows_where_it_is_typed_and_clicked() {
    let mut desk = Desk::new(40, 24).open();
    desk.go_to("points");
    desk.write("");
    desk.keys("e");
    desk.keys(&"abcdefghij".repeat(6));
    desk.sees("abcdefghij ");
    let cursor = desk.cursor();
    let at = Position::new(cursor.x - 4, cursor.y);
    let click = MouseEventKind::Down(MouseButton::Left);
    let mouse = MouseEvent { kind: click, column: at.x, row: at.y, modifiers: KeyModifiers::NONE };
    desk.update(Message::Input(Input::Mouse(mouse)));
    assert_eq!(desk.cursor(), at, "{}", desk.screen());
    desk.keys("X");
    desk.sees("abcdefXghij");
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
fn a_picture_is_drawn_and_scrolls_off_row_by_row() {
    let plot = MimeBundle::default()
        .with_binary("image/png", pictures::tests::png(200, 200))
        .with_text("text/plain", "a plot");
    let answer = Answer::ok([Output::Display { bundle: plot, id: Some(DisplayId("p".into())) }]);
    let mut desk = Desk::with(60, 20, Theme { color: true, rgb: true, ascii: false }, |outbox, _| {
        Pictures::new(Some(Picker::halfblocks()), move |drawn| drop(outbox.send(Message::Picture(drawn))))
    })
    .answer("1", answer)
    .open();
    desk.go_to("points");
    desk.write("1");
    desk.keys("r");
    let blocks = |desk: &Desk| desk.screen().lines().filter(|line| line.contains(['▀', '▄'])).count();
    desk.until(|desk| blocks(desk) >= 5);
    for _ in 0..40 {
        let before = blocks(&desk);
        desk.press(KeyCode::Down);
        assert!(before.abs_diff(blocks(&desk)) <= 1, "{}", desk.screen());
    }
}

#[test]
fn a_plot_is_coloured_text_where_pictures_would_be_coarse() {
    let plot = MimeBundle::default()
        .with_binary("image/png", pictures::tests::png(200, 200))
        .with_text(TEXT_ANSI, "\u{1b}[38;2;1;2;3m⣿\u{1b}[0m in colours")
        .with_text("text/plain", "⣿ without");
    let open = |images: Images, width: u16| {
        let mut desk = Desk::with(width, 24, Theme { color: true, rgb: true, ascii: false }, |outbox, theme| {
            let sink = move |drawn| drop(outbox.send(Message::Picture(drawn)));
            let mut pictures = Pictures::new(Some(Picker::halfblocks()), sink);
            pictures.draw_by(images, theme);
            pictures
        })
        .answer("1", Answer::ok([Output::Display { bundle: plot.clone(), id: None }]))
        .open();
        desk.go_to("points");
        desk.write("1");
        desk.keys("r");
        desk
    };
    let desk = open(Images::Auto, 60);
    desk.sees("⣿ in colours");
    let dots = desk.buffer().content.iter().find(|cell| cell.symbol() == "⣿").unwrap();
    assert_eq!(dots.fg, Color::Rgb(1, 2, 3));
    // Asked for, or no room for the text: half blocks.
    for mut desk in [open(Images::Half, 60), open(Images::Auto, 12)] {
        desk.until(|desk| desk.screen().contains(['▀', '▄']));
        assert!(!desk.screen().contains('⣿'), "{}", desk.screen());
    }
}

#[test]
fn without_pictures_a_plot_is_text() {
    let plot = MimeBundle::default()
        .with_binary("image/png", pictures::tests::png(20, 20))
        .with_text(TEXT_ANSI, "in colours")
        .with_text("text/plain", "⣿ a plot");
    let mut desk = Desk::with(60, 24, Theme { color: false, rgb: true, ascii: true }, |_, _| Pictures::off())
        .answer("1", Answer::ok([Output::Display { bundle: plot, id: None }]))
        .open();
    desk.go_to("points");
    desk.write("1");
    desk.keys("r");
    desk.sees("# a plot");
    assert!(desk.screen().is_ascii(), "{}", desk.screen());
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
fn a_cell_goes_to_the_learners_editor_and_comes_back() {
    let mut desk = Desk::new(80, 30).open();
    desk.go_to("guess");
    desk.keys("E");
    desk.sees("Only a cell can be opened");
    desk.go_to("points");
    desk.press(KeyCode::F(2));
    let cell = desk.app.take_outside().unwrap();
    assert_eq!((cell.id.as_str(), cell.markdown), ("points", false));
    desk.app.written_outside(&cell, Ok("1 + 1".into()));
    desk.draw();
    desk.sees("┃ 1 + 1");
    desk.sees("The text from the editor is in the cell");
    desk.keys("e");
    desk.press_with(KeyCode::Char('z'), KeyModifiers::CONTROL);
    desk.sees("xs.len()");
    desk.press(KeyCode::Esc);
    desk.keys("E");
    let cell = desk.app.take_outside().unwrap();
    desk.app.written_outside(&cell, Err("The editor did not end well.".into()));
    desk.draw();
    desk.sees("The editor did not end well.");
    desk.sees("xs.len()");
}

#[test]
fn what_is_cut_goes_to_the_terminals_clipboard() {
    let mut desk = Desk::new(80, 30).open();
    desk.go_to("points");
    desk.write("1 + 1");
    desk.keys("e");
    desk.press_with(KeyCode::Home, KeyModifiers::CONTROL);
    desk.press_with(KeyCode::End, KeyModifiers::CONTROL | KeyModifiers::SHIFT);
    desk.press_with(KeyCode::Char('x'), KeyModifiers::CONTROL);
    assert_eq!(desk.app.take_copied().as_deref(), Some("1 + 1"));
    desk.misses("1 + 1");
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
        .answer(CHECK, pass("That is the slope."))
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
            .answer(CHECK, pass("That is the slope."))
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
