//! What an editor has to find out about a text: which brackets belong together, how lines become comments. Places are
//! bytes.

use std::ops::Range;

const PAIRS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

/// The bracket that closes what one opens, and what stands around a selection when it is typed there.
pub(super) fn closing(open: char) -> Option<char> {
    let quote = (open == '"').then_some('"');
    PAIRS.iter().find(|(known, _)| *known == open).map(|(_, close)| *close).or(quote)
}

/// The bracket at a place, or the one just before it, and the one that belongs to it. Brackets in strings and comments
/// (`quiet`) are text.
pub(super) fn brackets(text: &str, at: usize, quiet: &[Range<usize>]) -> Option<(usize, usize)> {
    let bracket = |at: usize| {
        let c = text[at..].chars().next()?;
        let pair = PAIRS.iter().find(|(open, close)| c == *open || c == *close)?;
        (!quiet.iter().any(|range| range.contains(&at))).then_some((at, *pair, c == pair.0))
    };
    let before = text[..at].char_indices().next_back().map(|(at, _)| at);
    let (here, (open, close), opens) =
        [Some(at), before].into_iter().flatten().filter(|at| *at < text.len()).find_map(bracket)?;
    let mut depth = 0_i32;
    let mut step = |(at, c): (usize, char)| {
        let counts = (c == open || c == close) && !quiet.iter().any(|range| range.contains(&at));
        if counts {
            depth += if (c == open) == opens { 1 } else { -1 };
        }
        counts && depth == 0
    };
    let partner = if opens {
        text[here..].char_indices().map(|(at, c)| (here + at, c)).find(|place| step(*place))
    } else {
        text[..here + close.len_utf8()].char_indices().rev().find(|place| step(*place))
    };
    partner.map(|(at, _)| (here, at))
}

/// Lines as comments; when all of them are, as code again.
pub(super) fn commented(lines: &[&str]) -> Vec<String> {
    let blank = |line: &&str| line.trim().is_empty();
    let indent = |line: &&str| line.len() - line.trim_start().len();
    let written = || lines.iter().filter(|line| !blank(line));
    if written().all(|line| line.trim_start().starts_with("//")) {
        let code = |line: &&str| {
            let (before, after) = line.split_once("//").unwrap_or((line, ""));
            format!("{before}{}", after.strip_prefix(' ').unwrap_or(after))
        };
        return lines.iter().map(|line| if blank(line) { (*line).to_owned() } else { code(line) }).collect();
    }
    let least = written().map(indent).min().unwrap_or(0);
    let comment = |line: &&str| format!("{}// {}", &line[..least], &line[least..]);
    lines.iter().map(|line| if blank(line) { (*line).to_owned() } else { comment(line) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_find_their_partners_and_text_is_none() {
        let text = "f(a[1], \")\") }";
        let quiet = [0..0, 8..11];
        assert_eq!(brackets(text, 1, &quiet), Some((1, 11)));
        assert_eq!(brackets(text, 12, &quiet), Some((11, 1)), "behind the one that closes");
        assert_eq!(brackets(text, 3, &quiet), Some((3, 5)));
        assert_eq!(brackets(text, 9, &quiet), None);
        assert_eq!(brackets(text, text.len(), &quiet), None, "it closes nothing");
        assert_eq!(brackets("", 0, &[]), None);
    }

    #[test]
    fn lines_become_comments_and_code_again() {
        let code = ["    let a = 1;", "", "        b();"];
        let comments = commented(&code);
        assert_eq!(comments, ["    // let a = 1;", "", "    //     b();"]);
        let comments: Vec<&str> = comments.iter().map(String::as_str).collect();
        assert_eq!(commented(&comments), code);
    }
}
