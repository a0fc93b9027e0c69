//! The settings screen and the first tour.

use super::{desk::Desk, script::Answer};
use crate::{
    settings::{Settings, SettingsFile},
    ui::{
        Images,
        app::{Message, Panel},
        pictures::{self, Pictures},
        theme::{Look, Theme},
    },
};
use crossterm::event::{Event as Input, KeyCode, MouseButton, MouseEvent, MouseEventKind};
use gradus_protocol::{MimeBundle, Output};
use ratatui::style::{Color, Modifier};
use ratatui_image::picker::Picker;

const THEME: Theme = Theme { color: true, rgb: true, ascii: false };

#[test]
fn the_settings_at_three_sizes() {
    for (width, height) in [(60, 20), (100, 30), (160, 50)] {
        let mut desk = Desk::new(width, height);
        desk.keys(",j");
        insta::assert_snapshot!(format!("the_settings_at_{width}_by_{height}"), desk.screen());
    }
}

#[test]
fn a_theme_counts_at_once_and_is_kept() {
    let mut desk = Desk::new(80, 24);
    desk.keys(",");
    assert_eq!(desk.buffer()[(0, 10)].bg, Color::Reset);
    desk.press(KeyCode::Right);
    desk.sees("‹ light ›");
    assert_eq!(desk.buffer()[(0, 10)].bg, Color::Rgb(0xfa, 0xf9, 0xf6));
    desk.press(KeyCode::Left);
    desk.press(KeyCode::Left);
    desk.sees("‹ high contrast ›");
    assert!(desk.buffer().content.iter().all(|cell| cell.bg == Color::Rgb(0, 0, 0)));
    assert!(desk.buffer().content.iter().all(|cell| !cell.modifier.contains(Modifier::DIM)));
    desk.press(KeyCode::Esc);
    desk.misses("Settings");
    let kept = SettingsFile::open(desk.store.file().parent().unwrap()).settings;
    assert_eq!(kept, Settings { theme: Look::Contrast, toured: true, ..Settings::default() });
}

#[test]
fn a_low_screen_keeps_the_chosen_setting_in_sight() {
    let mut desk = Desk::new(40, 8);
    desk.keys(",jjjj");
    desk.sees("› For screen readers");
    desk.keys("jjkkkkkk");
    desk.sees("› Colours");
}

#[test]
fn pictures_change_while_they_are_on_the_screen() {
    let plot = MimeBundle::plain("dots").with_binary("image/png", pictures::tests::png(200, 200));
    let mut desk = Desk::with(60, 24, THEME, |outbox, theme| {
        let mut pictures =
            Pictures::new(Some(Picker::halfblocks()), move |drawn| drop(outbox.send(Message::Picture(drawn))));
        pictures.draw_by(Images::Auto, theme);
        pictures
    })
    .answer("let xs = [1.0, 2.0, 3.0];\nxs.len()", Answer::ok([Output::Display { bundle: plot, id: None }]))
    .open();
    desk.go_to("points");
    desk.keys("r");
    let blocks = |desk: &Desk| desk.buffer().content.iter().any(|cell| ["▀", "▄"].contains(&cell.symbol()));
    desk.until(blocks);
    desk.keys(",jjj");
    desk.press(KeyCode::Left);
    desk.sees("‹ off: plots as text ›");
    desk.press(KeyCode::Esc);
    desk.sees("dots");
    assert!(!blocks(&desk));
    desk.keys(",jjj");
    desk.press(KeyCode::Right);
    desk.press(KeyCode::Esc);
    desk.until(blocks);
}

#[test]
fn the_tour_comes_once_at_the_first_start_and_again_when_asked_for() {
    let mut desk = Desk::new(100, 30);
    desk.keys(",t");
    for (step, title) in ["Welcome", "Read", "Run", "Solve", "That is all"].into_iter().enumerate() {
        desk.sees(&format!("Tour {} of 5", step + 1));
        desk.sees(title);
        desk.press(KeyCode::Enter);
    }
    desk.misses("Tour");
    desk.app.panel = Some(Panel::Tour(0));
    desk.draw();
    desk.press(KeyCode::Right);
    desk.press(KeyCode::Left);
    desk.sees("Tour 1 of 5");
    // Nothing below it hears keys or clicks.
    desk.keys("zz/");
    desk.update(Message::Input(Input::Paste("x".into())));
    let at = MouseEventKind::Down(MouseButton::Left);
    let click = MouseEvent { kind: at, column: 1, row: 1, modifiers: crossterm::event::KeyModifiers::NONE };
    desk.update(Message::Input(Input::Mouse(click)));
    desk.sees("Tour 1 of 5");
    desk.press(KeyCode::Esc);
    desk.misses("Tour");
}

#[test]
fn the_tour_at_three_sizes() {
    for (width, height) in [(60, 20), (100, 30), (160, 50)] {
        let mut desk = Desk::new(width, height);
        desk.app.panel = Some(Panel::Tour(2));
        desk.draw();
        insta::assert_snapshot!(format!("the_tour_at_{width}_by_{height}"), desk.screen());
    }
}

#[test]
fn a_learner_of_today_is_shown_around_and_only_once() {
    let mut desk = Desk::first(80, 24);
    desk.sees("Tour 1 of 5");
    desk.press(KeyCode::Esc);
    desk.misses("Tour");
    assert!(SettingsFile::open(desk.store.file().parent().unwrap()).settings.toured);
}

#[test]
fn without_colour_and_utf8_settings_tour_and_output_are_still_there() {
    let theme = Theme { color: false, rgb: true, ascii: true };
    let output = Answer::ok([Output::stdout("loss 1\nloss 2\n")]);
    let mut desk =
        Desk::with(80, 24, theme, |_, _| Pictures::off()).answer("let xs = [1.0, 2.0, 3.0];\nxs.len()", output);
    let plain = |desk: &Desk| {
        let cells = &desk.buffer().content;
        cells.iter().all(|cell| cell.symbol().is_ascii() && cell.fg == Color::Reset && cell.bg == Color::Reset)
    };
    desk.keys(",");
    desk.press(KeyCode::Right);
    desk.sees("> Colours");
    desk.sees("< light >");
    assert!(plain(&desk), "a theme colours nothing where colours are unwanted\n{}", desk.screen());
    desk.keys("t");
    assert!(plain(&desk), "{}", desk.screen());
    desk.press(KeyCode::Esc);
    let mut desk = desk.open();
    desk.go_to("points");
    desk.keys("rO/loss");
    desk.press(KeyCode::Enter);
    assert!(plain(&desk), "{}", desk.screen());
    let of = |with| desk.buffer().content.iter().filter(|cell| cell.modifier.contains(with)).count();
    assert_eq!((of(Modifier::REVERSED), of(Modifier::UNDERLINED)), (4, 4), "the current place and the other one");
}
