//! One cell's output on the whole screen.

use super::{desk::Desk, script::Answer};
use crate::ui::{
    app::Message,
    pictures::{self, Pictures},
    theme::Theme,
};
use crossterm::event::{Event as Input, KeyCode, KeyModifiers, MouseEvent, MouseEventKind};
use gradus_protocol::{DisplayId, MimeBundle, Output, TEXT_ANSI};
use ratatui::style::Modifier;
use ratatui_image::picker::Picker;

const THEME: Theme = Theme { color: true, rgb: true, ascii: false };
const POINTS: &str = "let xs = [1.0, 2.0, 3.0];\nxs.len()";

/// Steps of a training, one of them in red.
fn training() -> String {
    (0..60).map(|step| format!("step {step:2}: \x1b[31mloss\x1b[0m {:.3}\n", 1.0 / (1.0 + step as f32))).collect()
}

fn viewed(width: u16, height: u16) -> Desk {
    let mut desk = Desk::new(width, height).answer(POINTS, Answer::ok([Output::stdout(training())])).open();
    desk.go_to("points");
    desk.keys("rO");
    desk
}

#[test]
fn all_of_an_output_at_three_sizes() {
    for (width, height) in [(60, 20), (100, 30), (160, 50)] {
        let mut desk = viewed(width, height);
        desk.keys("/step 3");
        desk.press(KeyCode::Enter);
        insta::assert_snapshot!(format!("all_of_an_output_at_{width}_by_{height}"), desk.screen());
    }
}

#[test]
fn it_scrolls_from_end_to_end_and_goes_back_to_the_lesson() {
    let mut desk = viewed(60, 12);
    desk.sees("step  0");
    desk.keys("G");
    desk.sees("step 59");
    desk.misses("step  0");
    desk.keys("kkb");
    desk.misses("step 59");
    desk.keys("g");
    desk.sees("1-10 of 60");
    let wheel = MouseEvent { kind: MouseEventKind::ScrollDown, column: 3, row: 3, modifiers: KeyModifiers::NONE };
    desk.update(Message::Input(Input::Mouse(wheel)));
    desk.sees("4-13 of 60");
    desk.press(KeyCode::Esc);
    desk.sees("46 more lines");
}

#[test]
fn words_are_found_forth_and_back_and_marked() {
    let mut desk = viewed(60, 12);
    desk.keys("/loss 0.0");
    desk.sees("/ loss 0.0  1/");
    desk.sees("step 10");
    desk.press(KeyCode::Enter);
    desk.keys("n");
    desk.sees("2/");
    desk.keys("NN");
    let last = desk.screen();
    assert!(last.contains("step 59"), "before the first comes the last\n{last}");
    let marked = desk.buffer().content.iter().filter(|cell| cell.modifier.contains(Modifier::REVERSED)).count();
    assert_eq!(marked, "loss 0.0".len());
    desk.keys("/nowhere");
    desk.sees("0/0");
    desk.press(KeyCode::Esc);
    desk.misses("nowhere");
}

#[test]
fn without_an_output_a_sentence_says_what_to_do() {
    let mut desk = Desk::new(80, 24).open();
    desk.go_to("points");
    desk.keys("O");
    desk.sees("There is no output yet: r runs the cell.");
}

fn plotted(bundle: MimeBundle, picker: Picker) -> Desk {
    let id = Some(DisplayId("p".into()));
    let mut desk = Desk::with(80, 24, THEME, |outbox, _| {
        Pictures::new(Some(picker), move |drawn| drop(outbox.send(Message::Picture(drawn))))
    })
    .answer(POINTS, Answer::ok([Output::Display { bundle, id }, Output::stdout("the end\n")]))
    .open();
    desk.go_to("points");
    desk.keys("rO");
    desk
}

/// Columns that a picture takes.
fn wide(desk: &Desk) -> usize {
    let blocks = |line: &str| line.chars().filter(|c| ['▀', '▄'].contains(c)).count();
    desk.screen().lines().map(blocks).max().unwrap_or(0)
}

#[test]
fn a_plot_is_looked_at_closely_and_moved() {
    let png = pictures::tests::png(200, 200);
    let mut desk = plotted(MimeBundle::plain("dots").with_binary("image/png", png), Picker::halfblocks());
    desk.until(|desk| wide(desk) == 20);
    desk.keys("+");
    // As high as the screen between header and foot, so 44 columns wide.
    desk.until(|desk| wide(desk) == 44);
    desk.sees("1 ×");
    desk.misses("the end");
    desk.keys("+");
    desk.sees("2 ×");
    let seen = |desk: &Desk| desk.buffer().content.iter().map(|cell| (cell.fg, cell.bg)).collect::<Vec<_>>();
    let whole = seen(&desk);
    desk.until(|desk| seen(desk) != whole);
    let middle = seen(&desk);
    desk.press(KeyCode::Right);
    desk.until(|desk| seen(desk) != middle);
    desk.keys("--");
    desk.press(KeyCode::Char('-'));
    desk.sees("the end");
    desk.keys("+");
    desk.press(KeyCode::Esc);
    desk.sees("the end");
}

#[test]
fn a_plot_in_coloured_text_is_looked_at_as_a_picture() {
    let png = pictures::tests::png(200, 200);
    let bundle = MimeBundle::plain("dots").with_binary("image/png", png).with_text(TEXT_ANSI, "in colours");
    let mut desk = plotted(bundle, Picker::halfblocks());
    desk.sees("in colours");
    desk.keys("+");
    desk.until(|desk| wide(desk) == 44);
}

#[test]
fn what_has_no_picture_cannot_be_looked_at_closely() {
    let mut desk = viewed(80, 24);
    desk.keys("+");
    desk.sees("There is no plot");
}
