//! Whether two texts say the same, with numbers as alike as two processors give them.

/// How far apart numbers with a fraction may be, relative to the larger.
const RELATIVE: f64 = 1e-3;

/// Below this a number is as good as 0.
const NOTHING: f64 = 1e-6;

/// The first lines in which two texts differ in more than rounding; an empty one where a text has ended.
pub(super) fn difference<'a>(was: &'a str, now: &'a str) -> Option<(&'a str, &'a str)> {
    let (mut before, mut after) = (was.lines(), now.lines());
    loop {
        match (before.next(), after.next()) {
            (None, None) => return None,
            (Some(was), Some(now)) if alike(was, now) => {}
            (was, now) => return Some((was.unwrap_or(""), now.unwrap_or(""))),
        }
    }
}

fn alike(was: &str, now: &str) -> bool {
    // Columns move when a number loses its sign, so the width of blanks says nothing.
    let (was, now) = (pieces(was), pieces(now));
    was.len() == now.len() && was.iter().zip(&now).all(|(was, now)| was == now || same_number(was, now))
}

/// Words, numbers and marks, without the blanks between them.
fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphabetic() && c != '_').unwrap_or(rest.len());
        let end = [number(rest), word].into_iter().find(|end| *end > 0).unwrap_or(first.len_utf8());
        pieces.push(&rest[..end]);
        rest = rest[end..].trim_start();
    }
    pieces
}

/// Where the number ends that a text begins with; 0 without one.
fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits = |from: usize| from + bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let at = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let start = usize::from(at(0) == b'-');
    let mut end = digits(start);
    if end == start {
        return 0;
    }
    if at(end) == b'.' && at(end + 1).is_ascii_digit() {
        end = digits(end + 1);
    }
    if matches!(at(end), b'e' | b'E') {
        let exponent = end + 1 + usize::from(matches!(at(end + 1), b'-' | b'+'));
        if at(exponent).is_ascii_digit() {
            end = digits(exponent);
        }
    }
    end
}

fn same_number(was: &str, now: &str) -> bool {
    // Counts are exact on every machine.
    if !was.contains(['.', 'e', 'E']) && !now.contains(['.', 'e', 'E']) {
        return false;
    }
    match (was.parse(), now.parse()) {
        (Ok(was), Ok(now)) => close(was, now),
        _ => false,
    }
}

fn close(was: f64, now: f64) -> bool {
    (was - now).abs() <= (RELATIVE * was.abs().max(now.abs())).max(NOTHING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_differ_as_processors_do() {
        for (was, now) in [
            ("loss 0.12345 after 500 steps", "loss 0.12349 after 500 steps"),
            ("[ 1.0, -0.0000001]", "[ 1.0,  0.0000001]"),
            ("1.5e-3\n2.0", "1.5001e-3\n2.000001"),
            ("w1=3.001", "w1=3"),
            ("", ""),
        ] {
            assert_eq!(difference(was, now), None, "{was} and {now}");
        }
    }

    #[test]
    fn the_first_line_that_differs_is_named() {
        assert_eq!(difference("a\nloss 0.12\nc", "a\nloss 0.13\nd"), Some(("loss 0.12", "loss 0.13")));
        assert_eq!(difference("a\nb", "a"), Some(("b", "")));
        assert_eq!(difference("2708 nodes", "2707 nodes"), Some(("2708 nodes", "2707 nodes")), "counts are exact");
        assert!(difference("0.5", "-0.5").is_some());
        assert!(difference("1 0.5", "10.5").is_some());
        assert!(difference("NaN", "0.5").is_some());
        assert!(difference("word", "sword").is_some());
    }
}
