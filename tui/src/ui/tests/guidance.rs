//! What says where the learner stands and what to press, in stories.

use super::{desk::Desk, script::Answer};
use crate::ui::{app::Message, saver::Kept, theme::Theme};
use crossterm::event::KeyCode;
use gradus_protocol::{Output, Verdict};
use ratatui::style::Modifier;

const THEME: Theme = Theme { color: true, rgb: true, ascii: false };
const UNSAVED: &str = "your progress could not be saved to /home/somebody/with/a/long/name/.local/share/gradus/courses/\
                       progress.json (No space left on device): what was saved before is intact; make room or make \
                       the folder writable, then it is saved with the next change";

#[test]
fn a_failed_save_is_said_in_full_until_it_works_again() {
    let mut desk = Desk::new(80, 24).open();
    desk.update(Message::Saved(Err(UNSAVED.into())));
    insta::assert_snapshot!(desk.screen());
    desk.keys("j");
    desk.sees("make room");
    desk.keys("q");
    desk.sees("No space left on device");
    desk.update(Message::Saved(Ok(Kept::default())));
    desk.misses("make room");
    desk.sees("Saved again.");
}

#[test]
fn a_failed_save_leaves_room_for_the_lesson_on_a_small_screen() {
    let mut desk = Desk::new(40, 16).open();
    desk.update(Message::Saved(Err(UNSAVED.into())));
    desk.sees("space left on device");
    desk.sees("The slope of a line");
    desk.sees("Ready");
}

#[test]
fn a_sentence_that_would_hide_the_keys_stands_above_them() {
    let mut desk = Desk::new(60, 24).open();
    desk.go_to("points");
    desk.keys("w");
    desk.sees("No word on this screen is explained in the lesson. Such");
    desk.sees("? keys");
    desk.keys("j");
    desk.misses("No word");
}

#[test]
fn after_the_end_the_keys_find_the_nearest_cell() {
    let prose = "More to read.\n\n".repeat(30);
    let mut desk = Desk::longer(&prose, 80, 24, THEME).open();
    desk.keys("G");
    desk.misses("slope(21.0)");
    desk.keys("p");
    assert_eq!(desk.cell(), "use-it");
    desk.sees("┃ slope(21.0)");
    desk.keys("p");
    assert_eq!(desk.cell(), "slope");
    desk.keys("Gn");
    assert_eq!(desk.cell(), "use-it", "nothing stands below the end");
}

#[test]
fn two_keys_at_once_are_two_steps() {
    let mut desk = Desk::new(80, 12).open();
    desk.keys("n");
    desk.sees("┏━ points");
    // Both arrive before the screen is drawn.
    for _ in 0..2 {
        let key = crossterm::event::KeyEvent::from(KeyCode::Char('n'));
        let now = std::time::Duration::ZERO;
        desk.app.update(Message::Input(crossterm::event::Event::Key(key)), now, 1_000);
    }
    assert_eq!(desk.cell(), "slope");
}

#[test]
fn the_line_below_names_the_keys_of_what_is_selected() {
    let mut desk = Desk::new(80, 24).open();
    let last = |desk: &Desk| desk.screen().lines().last().unwrap().to_owned();
    for (id, keys) in [("points", " r run  n next"), ("guess", " 1-2 answer  n"), ("slope", " r run  c check  n next")]
    {
        desk.go_to(id);
        assert!(last(&desk).contains(keys), "{}", desk.screen());
    }
    desk.go_to("guess");
    desk.keys("1");
    assert!(!last(&desk).contains("answer"), "{}", desk.screen());
    desk.resize(40, 10);
    desk.go_to("points");
    assert!(last(&desk).contains("r run  ? keys"), "{}", desk.screen());
}

#[test]
fn the_help_wraps_on_a_narrow_screen() {
    let mut desk = Desk::new(40, 30).open();
    desk.keys("?");
    insta::assert_snapshot!(desk.screen());
    for _ in 0..300 {
        desk.keys("j");
    }
    desk.sees("close the settings");
    desk.sees("these keys");
}

#[test]
fn what_an_earlier_text_gave_is_dimmed() {
    let wrong = "fn slope(w: f32) -> f32 { w }";
    let mut desk = Desk::new(80, 44)
        .answer("1", Answer::ok([Output::stdout("old words")]))
        .answer(wrong, Answer::ok([]).with_names(&["slope"]))
        .answer("check(slope)", Answer::ok([Output::Verdict(Verdict::Fail { message: "Half of it.".into() })]))
        .open();
    let dim = |desk: &Desk, words| desk.style_of(words).add_modifier.contains(Modifier::DIM);
    desk.go_to("points");
    desk.write("1");
    desk.keys("r");
    assert!(!dim(&desk, "old words"));
    desk.write("2");
    desk.sees("● changed since it ran");
    assert!(dim(&desk, "old words"));
    desk.go_to("slope");
    desk.write(wrong);
    desk.keys("c");
    assert!(!dim(&desk, "Half of it."));
    desk.keys("Sy");
    desk.sees("● changed since it ran");
    assert!(dim(&desk, "Half of it."));
}

const GLOSSARY: &str = "The **loss** and the *learning\nrate*. All losses are numbers.

```term,loss
One number for *how wrong* a model is.
```

```term,learning rate
How far a step goes.
```

```term,slope
How steep it is.
```";

#[test]
fn words_of_the_glossary_are_underlined_and_explained_on_a_key() {
    let mut desk = Desk::longer(GLOSSARY, 80, 24, THEME).open();
    let underlined = |desk: &Desk, words| desk.style_of(words).add_modifier.contains(Modifier::UNDERLINED);
    assert!(underlined(&desk, "slope w: how"));
    desk.keys("G");
    assert!(underlined(&desk, "loss and"));
    assert!(underlined(&desk, "learning rate"));
    assert!(!underlined(&desk, "losses are"));
    assert!(!underlined(&desk, "slope at 21"), "it stood above before");
    desk.keys("w");
    insta::assert_snapshot!(desk.screen());
    desk.press(KeyCode::Esc);
    desk.misses("How steep it is.");
}

#[test]
fn a_cell_is_copied_to_the_terminals_clipboard() {
    let mut desk = Desk::new(80, 24).open();
    desk.go_to("points");
    desk.keys("C");
    desk.sees("2 lines sent to the terminal's clipboard");
    assert_eq!(desk.app.take_copied().unwrap().trim(), "let xs = [1.0, 2.0, 3.0];\nxs.len()");
    assert_eq!(desk.app.take_copied(), None);
    desk.go_to("guess");
    desk.keys("C");
    desk.sees("Only a cell's code can be copied.");
}
