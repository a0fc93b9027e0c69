//! The name that documentation is asked for.

use std::ops::Range;

/// The bytes of the name at `at`: the one that the cursor touches; else what is called by the bracket that
/// the cursor stands in.
pub(super) fn subject(cell: &str, at: usize) -> Option<Range<usize>> {
    let in_name = |c: char| c.is_alphanumeric() || c == '_';
    let start = |end: usize| {
        let start = cell[..end].rfind(|c| !in_name(c)).map_or(0, |before| before + char_at(cell, before).len_utf8());
        (start < end).then_some(start..end)
    };
    let end = at + cell[at..].find(|c| !in_name(c)).unwrap_or(cell.len() - at);
    start(end).or_else(|| {
        let mut depth = 0_usize;
        for (place, c) in cell[..at].char_indices().rev() {
            match c {
                ')' => depth += 1,
                '(' if depth == 0 => return start(cell[..place].trim_end_matches(['!', ' ']).len()),
                '(' => depth -= 1,
                ';' | '{' | '}' if depth == 0 => return None,
                _ => {}
            }
        }
        None
    })
}

fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The word at the mark, or what it is an argument of.
    fn asked(marked: &str) -> Option<String> {
        let at = marked.find('|').unwrap();
        let cell = marked.replacen('|', "", 1);
        subject(&cell, at).map(|range| cell[range].to_owned())
    }

    #[test]
    fn the_name_under_the_cursor_counts_wherever_it_is_touched() {
        for marked in ["x.|exp()", "x.e|xp()", "x.exp|()"] {
            assert_eq!(asked(marked).as_deref(), Some("exp"), "{marked}");
        }
    }

    #[test]
    fn inside_brackets_it_is_what_they_call() {
        assert_eq!(asked("t.reshape(|").as_deref(), Some("reshape"));
        assert_eq!(asked("f(g(1), |)").as_deref(), Some("f"));
        assert_eq!(asked("show!(|").as_deref(), Some("show"));
        assert_eq!(asked("öl(1, | )").as_deref(), Some("öl"));
    }

    #[test]
    fn elsewhere_there_is_nothing_to_ask_about() {
        assert_eq!(asked("|"), None);
        assert_eq!(asked("f(1); | "), None);
    }
}
