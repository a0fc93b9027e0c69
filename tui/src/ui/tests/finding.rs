//! The outline of a lesson and the search for one.

use super::{desk::Desk, script::Answer};
use crate::ui::{app::Message, theme::Theme};
use crossterm::event::{Event as Input, KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use gradus_protocol::{Output, Verdict};
use ratatui::style::Modifier;

const THEME: Theme = Theme { color: true, rgb: true, ascii: false };
const MORE: &str = "## Down the hill\n\nA step.\n\n### A smaller `step`\n\nMore to read.\n\nAnd more.\n\nAnd more.\n\n\
                    ```rust,cell,id=descend\nlet step = 0.1;\n```\n\n## What you know now\n\nThe end.\n\nBye.";

fn outline(width: u16, height: u16) -> Desk {
    let mut desk = Desk::longer(MORE, width, height, THEME)
        .answer("let xs = [1.0, 2.0, 3.0];\nxs.len()", Answer::ok([Output::stdout("three\n")]))
        .open();
    desk.go_to("points");
    desk.keys("rn1t");
    // The test screen keeps letters behind wide glyphs, which terminals wipe away.
    desk.repaint();
    desk
}

#[test]
fn the_outline_at_60_by_20() {
    insta::assert_snapshot!(outline(60, 20).screen());
}

#[test]
fn the_outline_at_100_by_30() {
    let mut desk = outline(100, 30);
    insta::assert_snapshot!(desk.screen());
    desk.keys("step");
    desk.repaint();
    insta::assert_snapshot!(desk.screen());
    let underlined = desk.buffer().content.iter().filter(|cell| cell.modifier.contains(Modifier::UNDERLINED));
    let letters: String = underlined.map(|cell| cell.symbol()).collect();
    assert_eq!(letters, "stepstep", "what was typed is underlined where it was found");
}

#[test]
fn the_outline_at_160_by_50() {
    insta::assert_snapshot!(outline(160, 50).screen());
}

#[test]
fn the_outline_at_40_by_10() {
    insta::assert_snapshot!(outline(40, 10).screen());
}

#[test]
fn enter_goes_to_a_heading_and_to_a_cell() {
    let mut desk = outline(80, 20);
    desk.keys("knowzz");
    desk.sees("Nothing fits");
    desk.press(KeyCode::Enter);
    desk.sees("Nothing fits");
    desk.press_with(KeyCode::Char('u'), KeyModifiers::CONTROL);
    desk.keys("smaller");
    desk.press(KeyCode::Enter);
    desk.misses("Outline");
    assert!(desk.screen().lines().take(4).any(|line| line.contains("A smaller step")), "{}", desk.screen());
    assert_eq!(desk.cell(), "descend", "what is seen there is selected");
    desk.keys("texslo");
    desk.press(KeyCode::Enter);
    assert_eq!(desk.cell(), "slope");
    desk.sees("┃ fn slope(w: f32)");
}

#[test]
fn the_outline_opens_where_the_learner_is_and_esc_changes_nothing() {
    let mut desk = outline(80, 40);
    desk.press(KeyCode::Esc);
    let before = desk.screen();
    desk.keys("t");
    desk.sees("› ");
    let chosen = desk.screen().lines().find(|line| line.contains("› ") && line.contains('│')).unwrap().to_owned();
    assert!(chosen.contains("What is the slope of"), "{chosen}");
    desk.press(KeyCode::Down);
    desk.press(KeyCode::Esc);
    assert_eq!(desk.screen(), before);
}

#[test]
fn exercises_show_how_far_they_are() {
    let verdict = Output::Verdict(Verdict::Fail { message: "half".into() });
    let mut desk = outline(80, 30)
        .answer("check(slope)", Answer::ok([verdict]))
        .answer("fn slope(w: f32) -> f32 { w }", Answer::ok([]).with_names(&["slope"]));
    desk.sees("○ exercise: slope");
    desk.press(KeyCode::Esc);
    desk.go_to("slope");
    desk.write("fn slope(w: f32) -> f32 { w }");
    desk.keys("ct");
    desk.sees("✗ exercise: slope");
    desk.sees("not yet");
}

#[test]
fn a_click_goes_there_and_the_wheel_chooses() {
    let mut desk = outline(80, 30);
    let mouse = |kind, column, row| {
        Message::Input(Input::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }))
    };
    let row = desk.screen().lines().position(|line| line.contains("use-it")).unwrap() as u16;
    desk.update(mouse(MouseEventKind::ScrollDown, 20, row));
    desk.update(mouse(MouseEventKind::Down(MouseButton::Left), 0, row));
    desk.sees("Outline");
    desk.update(mouse(MouseEventKind::Down(MouseButton::Left), 20, row));
    desk.misses("Outline");
    assert_eq!(desk.cell(), "use-it");
}

#[test]
fn the_search_finds_lessons_by_a_few_letters() {
    for (width, height) in [(60, 20), (100, 30), (160, 50)] {
        let mut desk = Desk::new(width, height);
        desk.keys("/");
        insta::assert_snapshot!(format!("the_search_at_{width}_by_{height}"), desk.screen());
        desk.keys("zzz");
        desk.sees("Nothing fits");
        for _ in 0..3 {
            desk.press(KeyCode::Backspace);
        }
        desk.update(Message::Input(Input::Paste("slo\nand more".into())));
        desk.press(KeyCode::Enter);
        desk.sees("A line has a slope");
    }
}

#[test]
fn the_keys_of_the_list_are_in_the_help() {
    let mut desk = outline(80, 160);
    desk.press(KeyCode::F(1));
    desk.sees("While you look for something");
    desk.press(KeyCode::Esc);
    desk.sees("Outline");
}
