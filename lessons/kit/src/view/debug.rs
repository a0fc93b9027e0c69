//! `{:?}` laid out for reading. Rust has it all on one line or one field a line: 344 rows of data would be one line
//! of 60,000 letters or 7,000 lines.

use std::fmt;

/// The longest text that stays as it is.
const SHORT: usize = 200;
/// How wide lines are filled.
const WIDTH: usize = 100;
/// At most this many lines are shown.
const LINES: usize = 20;

/// A value as `{:?}`; when that is long, the items of its outermost brackets fill lines, and the rest is counted.
pub(super) fn debug(value: &dyn fmt::Debug) -> String {
    let text = format!("{value:?}");
    if text.chars().count() <= SHORT {
        return text;
    }
    match split(&text) {
        Some((head, items, tail)) => lay_out(head, &items, tail),
        None => cut(&text, WIDTH * LINES),
    }
}

/// Divides `Name [a, b(c, d)]` into `Name [`, its items, and `]`; `None` if it has no brackets that close at the end.
fn split(text: &str) -> Option<(&str, Vec<&str>, &str)> {
    let first = text.find(['[', '{', '('])? + 1;
    let last = text.len() - 1;
    let (mut depth, mut start, mut items) = (0_usize, first, vec![]);
    let mut letters = text.char_indices().skip_while(|(at, _)| *at < first);
    while let Some((at, letter)) = letters.next() {
        match letter {
            // Brackets within text do not count, nor does an escaped quote end it.
            '"' => loop {
                match letters.next()?.1 {
                    '\\' => _ = letters.next(),
                    '"' => break,
                    _ => {}
                }
            },
            '[' | '{' | '(' => depth += 1,
            ']' | '}' | ')' if depth == 0 => {
                items.push(text[start..at].trim());
                return (at == last).then(|| (&text[..first], items, &text[at..]));
            }
            ']' | '}' | ')' => depth -= 1,
            ',' if depth == 0 => {
                items.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    None
}

fn lay_out(head: &str, items: &[&str], tail: &str) -> String {
    let mut lines = vec![head.to_owned()];
    let mut shown = 0;
    for item in items.iter().filter(|item| !item.is_empty()) {
        let item = cut(item, 2 * WIDTH);
        // The first line holds the head alone.
        let full = lines.len() > LINES;
        match lines.last_mut().filter(|line| line.starts_with(' ') && line.len() + item.len() + 2 <= WIDTH) {
            Some(line) => *line += &format!(" {item},"),
            None if full => break,
            None => lines.push(format!("    {item},")),
        }
        shown += 1;
    }
    if shown < items.len() {
        lines.push(format!("    {}", say!("view-more", count = items.len() - shown)));
    }
    lines.push(tail.to_owned());
    lines.join("\n")
}

/// At most so many letters, and how many are left out.
fn cut(text: &str, most: usize) -> String {
    let left = text.chars().count().saturating_sub(most);
    if left == 0 {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most).collect();
    format!("{kept} {}", say!("view-more-letters", count = left))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    #[expect(dead_code, reason = "read by Debug alone")]
    struct Penguin {
        name: &'static str,
        flipper_mm: Option<f32>,
    }

    #[test]
    fn short_values_stay_on_one_line() {
        let one = Penguin { name: "Ada, [the \"first\"]", flipper_mm: Some(181.0) };
        assert_eq!(debug(&one), format!("{one:?}"));
    }

    #[test]
    fn rows_stand_one_a_line_and_the_rest_is_counted() {
        let rows: Vec<_> = (0..344)
            .map(|i| Penguin { name: "a, ] \"b\" and quite a long name for a bird", flipper_mm: Some(i as f32) })
            .collect();
        let shown = debug(&rows);
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines.len(), 1 + 20 + 1 + 1, "{shown}");
        assert_eq!(lines[2], format!("    {:?},", rows[1]));
        assert_eq!(lines[21..], ["    … and 324 more", "]"]);
    }

    #[test]
    fn many_numbers_fill_lines() {
        let shown = debug(&vec![0.25_f32; 100]);
        assert!(shown.lines().count() < 12 && shown.lines().all(|line| line.len() <= WIDTH), "{shown}");
        assert_eq!(shown.matches("0.25").count(), 100);
    }

    #[test]
    fn long_text_is_cut() {
        let shown = debug(&"x".repeat(5000));
        assert!(shown.len() < 2100 && shown.ends_with("… and 3002 more letters"), "{shown}");
    }
}
