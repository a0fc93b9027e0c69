//! The key that a name on the screen means: whoever clicks on it presses it.

use crate::ui::wrap::width_of;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The key of a name as the help writes it: `r`, `Ctrl-R`, `Esc`, `F5`, `↓`.
pub fn named(name: &str) -> Option<KeyEvent> {
    let one = |name: &str| {
        let mut letters = name.chars();
        letters.next().filter(|_| letters.next().is_none())
    };
    if let Some(letter) = name.strip_prefix("Ctrl-").and_then(one) {
        return Some(KeyEvent::new(KeyCode::Char(letter.to_ascii_lowercase()), KeyModifiers::CONTROL));
    }
    if let Some(key) = name.strip_prefix("Alt-").and_then(named) {
        return Some(KeyEvent::new(key.code, KeyModifiers::ALT));
    }
    let code = match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Tab" => KeyCode::Tab,
        "Shift-Tab" => KeyCode::BackTab,
        "Space" => KeyCode::Char(' '),
        "Backspace" => KeyCode::Backspace,
        "PgDn" => KeyCode::PageDown,
        "PgUp" => KeyCode::PageUp,
        "↑" => KeyCode::Up,
        "↓" => KeyCode::Down,
        "←" => KeyCode::Left,
        "→" => KeyCode::Right,
        _ => match name.strip_prefix('F').and_then(|number| number.parse().ok()) {
            Some(number) => KeyCode::F(number),
            None => KeyCode::Char(one(name)?),
        },
    };
    Some(KeyEvent::new(code, KeyModifiers::NONE))
}

/// The key that is named at a column of a text such as `r run  Esc leave` or `e edit · r run`: the first word of each of
/// its parts names one.
pub fn pointed(text: &str, column: usize) -> Option<KeyEvent> {
    let mut from = 0;
    // Two spaces or a dot part what belongs to one key from the next.
    for part in text.replace(" · ", "   ").split("  ") {
        let words = part.trim();
        let start = from + width_of(part) - width_of(part.trim_start());
        if (start..start + width_of(words)).contains(&column) {
            return named(words.split(' ').next()?);
        }
        from += width_of(part) + 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::keys::{KEYS, action};

    #[test]
    fn every_name_in_the_help_is_a_key_that_does_what_it_says() {
        for key in KEYS.iter().filter(|key| !key.codes.is_empty() && !key.shown.is_empty()) {
            for name in key.shown.split(' ') {
                // `1-9` means many keys, and Ctrl-Space is none that a letter follows.
                let Some(pressed) = named(name) else {
                    assert!(name.contains('-'), "{name}");
                    continue;
                };
                let does = action(key.place, pressed);
                // One line of the help may name two keys that lead to and fro.
                let line = KEYS.iter().find(|other| other.place == key.place && Some(other.action) == does).unwrap();
                assert_eq!((line.says)(), (key.says)(), "{:?} {name}", key.place);
            }
        }
    }

    #[test]
    fn a_part_of_a_text_is_its_key() {
        let text = "r run  Ctrl-T check ·  Esc leave · d d delete";
        let at = |words: &str| pointed(text, width_of(&text[..text.find(words).unwrap()]));
        let code = |words| at(words).map(|key| key.code);
        assert_eq!(code("run"), Some(KeyCode::Char('r')));
        assert_eq!(at("check"), Some(KeyEvent::new(KeyCode::Char('t'), KeyModifiers::CONTROL)));
        assert_eq!((code("leave"), code("delete")), (Some(KeyCode::Esc), Some(KeyCode::Char('d'))));
        assert_eq!((pointed(text, 5), pointed(text, 200), pointed("1-3 answer", 0)), (None, None, None));
    }
}
