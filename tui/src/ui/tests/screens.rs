//! Whole screens, and screens that must not break.

use super::{desk::Desk, script::Answer};
use crate::ui::{
    app::Message,
    pictures::{self, Pictures},
    theme::Theme,
};
use crossterm::event::{Event as Input, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use gradus_protocol::{CellId, Event, MimeBundle, Output, Status};
use ratatui::style::Color;
use ratatui_image::picker::{Picker, ProtocolType};

#[test]
fn the_last_row_says_whether_a_cell_runs() {
    let mut desk = Desk::new(80, 24).open();
    let cell = CellId::new("points");
    desk.sees("● Ready");
    desk.script.tell(Event::Started { cell: cell.clone(), run: 1 });
    desk.settle();
    desk.sees("Working");
    desk.misses("Ready");
    desk.script.tell(Event::Finished { cell, run: 1, status: Status::Ok, took_ms: 1, kept: false });
    desk.settle();
    desk.sees("● Ready");
}

fn lesson(width: u16, height: u16) -> Desk {
    let value = Answer::ok([Output::stdout("three points\n"), Output::Value(MimeBundle::plain("3"))]);
    let mut desk = Desk::new(width, height).answer("let xs = [1.0, 2.0, 3.0];\nxs.len()", value).open();
    desk.go_to("points");
    desk.keys("r");
    desk
}

#[test]
fn the_catalog() {
    insta::assert_snapshot!(Desk::new(80, 24).screen());
}

#[test]
fn a_lesson_at_80_by_24() {
    insta::assert_snapshot!(lesson(80, 24).screen());
}

#[test]
fn a_lesson_at_40_by_10() {
    insta::assert_snapshot!(lesson(40, 10).screen());
}

#[test]
fn a_lesson_at_120_by_40() {
    let mut desk = lesson(120, 40);
    desk.keys("g");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn the_help() {
    let mut desk = lesson(80, 140);
    desk.keys("?");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn without_colour_and_utf8_everything_is_still_there() {
    let mut desk = Desk::with(80, 24, Theme { color: false, rgb: true, ascii: true }, |_, _| Pictures::off()).open();
    desk.go_to("points");
    desk.keys("r");
    assert!(desk.screen().is_ascii());
    assert!(desk.buffer().content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn without_utf8_every_symbol_has_its_like_in_ascii() {
    let table =
        "| name | what |\n|---|--:|\n| w | “the slope” — about ½ |\n\n> A quote … with `code` and $w \\times x$.";
    let plot = " 1.0 ┤⣿⡇⠁█▀▄░▒▓\n 0.0 │⠒\n     └──┬──┬─\n       0.0 1.0";
    let answer = Answer::ok([Output::Display { bundle: MimeBundle::plain(plot), id: None }]);
    let theme = Theme { color: true, rgb: true, ascii: true };
    let mut desk = Desk::longer(table, 80, 60, theme).answer("1", answer).open();
    desk.go_to("points");
    desk.write("1");
    desk.keys("r");
    desk.go_to("slope");
    desk.keys("chsy");
    desk.draw();
    assert!(desk.buffer().content.iter().all(|cell| cell.symbol().is_ascii()), "{}", desk.screen());
    insta::assert_snapshot!(desk.screen());
    desk.keys("?");
    assert!(desk.buffer().content.iter().all(|cell| cell.symbol().is_ascii()), "{}", desk.screen());
}

/// A small generator, so that a failure can be repeated from its seed.
fn random(seed: &mut u64) -> usize {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize
}

#[test]
fn no_keys_and_no_size_break_it() {
    const KEYS: &[KeyCode] = &[
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::F(5),
    ];
    const CHARS: &[char] = &[
        'q', 'e', 'r', 'R', 'c', 'h', 's', 'S', 'y', 'n', 'p', 'z', 'o', 'x', '0', '1', '2', '?', 'i', 'g', 'G', 'w',
        'H', 'l', 'b', 't', '/', '学', 'é', '🙂',
    ];
    const CONTROLLED: &[char] = &['a', 'e', 'k', 'z', 'y', 'd', 'x', 'v', 'r', 'c', 'u'];
    let mut seed = 7;
    let plot = MimeBundle::default().with_binary("image/png", pictures::tests::png(300, 600));
    let mut desk = Desk::with(60, 20, Theme { color: true, rgb: true, ascii: false }, |outbox, _| {
        Pictures::new(Some(Picker::halfblocks()), move |drawn| drop(outbox.send(Message::Picture(drawn))))
    })
    .answer("let xs = [1.0, 2.0, 3.0];\nxs.len()", Answer::ok([Output::Display { bundle: plot, id: None }]))
    .open();
    desk.go_to("points");
    desk.keys("r");
    for _ in 0..10_000 {
        let message = match random(&mut seed) % 12 {
            0..=4 => {
                Input::Key(KeyEvent::new(KeyCode::Char(CHARS[random(&mut seed) % CHARS.len()]), KeyModifiers::NONE))
            }
            5..=7 => {
                let modifiers = [KeyModifiers::NONE, KeyModifiers::CONTROL, KeyModifiers::SHIFT][random(&mut seed) % 3];
                Input::Key(KeyEvent::new(KEYS[random(&mut seed) % KEYS.len()], modifiers))
            }
            8 => {
                let code = KeyCode::Char(CONTROLLED[random(&mut seed) % CONTROLLED.len()]);
                Input::Key(KeyEvent::new(code, KeyModifiers::CONTROL))
            }
            9 => Input::Paste("let 学 = \"🙂\";\n\tx".into()),
            10 => {
                let kind = [
                    MouseEventKind::Down(MouseButton::Left),
                    MouseEventKind::Drag(MouseButton::Left),
                    MouseEventKind::ScrollDown,
                    MouseEventKind::ScrollUp,
                ][random(&mut seed) % 4];
                let (column, row) = (random(&mut seed) as u16 % 70, random(&mut seed) as u16 % 30);
                Input::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
            }
            _ => {
                desk.resize(1 + random(&mut seed) as u16 % 100, 1 + random(&mut seed) as u16 % 40);
                continue;
            }
        };
        desk.update(Message::Input(message));
    }
    desk.resize(1, 1);
}

#[test]
fn every_kind_of_picture_scrolls_on_a_small_screen() {
    for protocol in [ProtocolType::Kitty, ProtocolType::Sixel, ProtocolType::Iterm2] {
        let mut picker = Picker::halfblocks();
        picker.set_protocol_type(protocol);
        let plot = MimeBundle::default().with_binary("image/png", pictures::tests::png(300, 600));
        let mut desk = Desk::with(40, 12, Theme { color: true, rgb: true, ascii: false }, |outbox, _| {
            Pictures::new(Some(picker), move |drawn| drop(outbox.send(Message::Picture(drawn))))
        })
        .answer("let xs = [1.0, 2.0, 3.0];\nxs.len()", Answer::ok([Output::Display { bundle: plot, id: None }]))
        .open();
        desk.go_to("points");
        desk.keys("r");
        // Escape sequences stand in the cells where the picture begins.
        desk.until(|desk| desk.buffer().content.iter().any(|cell| cell.symbol().contains('\u{1b}')));
        for key in ["j", "k"] {
            for _ in 0..40 {
                desk.keys(key);
            }
        }
    }
}
