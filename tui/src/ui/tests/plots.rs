//! Plots and numbers among the prose.

use super::{desk::Desk, script::Answer};
use crate::ui::{Images, app::Message, pictures, pictures::Pictures, theme::Theme};
use crossterm::event::KeyCode;
use gradus_protocol::{DisplayId, MimeBundle, Output, TEXT_ANSI};
use ratatui::style::Color;
use ratatui_image::picker::Picker;

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
