//! Formulas in Markdown as MathML, which browsers draw without a script.

use crate::{html::EXTENSIONS, say};
use pulldown_cmark::{Event, Parser as Markdown};
use pulldown_latex::{Parser, RenderConfig, Storage, config::DisplayMode, event::Event as Piece, push_mathml};
use std::ops::Range;

/// A formula that cannot be typeset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadFormula {
    /// The formula as it is written.
    pub formula: String,
    /// Where it stands in the Markdown, in bytes.
    pub at: usize,
    /// What is wrong with it.
    pub cause: String,
}

/// The formulas of Markdown: where each stands with its dollars, its text, and whether it stands on lines of its own.
pub fn formulas(markdown: &str) -> Vec<(Range<usize>, String, bool)> {
    if !markdown.contains('$') {
        return Vec::new();
    }
    let formula = |(event, range)| match event {
        Event::InlineMath(formula) => Some((range, formula.into_string(), false)),
        Event::DisplayMath(formula) => Some((range, formula.into_string(), true)),
        _ => None,
    };
    Markdown::new_ext(markdown, EXTENSIONS).into_offset_iter().filter_map(formula).collect()
}

/// Markdown whose formulas are MathML, which Markdown passes on as HTML.
///
/// # Errors
/// The first formula that cannot be typeset.
pub fn typeset(markdown: &str) -> Result<String, BadFormula> {
    let (mut text, mut from) = (String::with_capacity(markdown.len()), 0);
    for (range, formula, display) in formulas(markdown) {
        text.push_str(&markdown[from..range.start]);
        let bad = |cause| BadFormula { formula: formula.clone(), at: range.start, cause };
        let math = mathml(&formula, display).map_err(bad)?;
        text.push_str(&if display { format!("<span class=\"formula\">{math}</span>") } else { math });
        from = range.end;
    }
    text.push_str(&markdown[from..]);
    Ok(text)
}

/// One formula as MathML that Markdown leaves alone.
pub(crate) fn mathml(formula: &str, display: bool) -> Result<String, String> {
    let storage = Storage::new();
    let pieces: Result<Vec<Piece<'_>>, _> = Parser::new(formula, &storage).collect();
    // Its errors are pictures of several lines; the last word of the first says it.
    let first = |error: String| error.lines().next().unwrap_or_default().trim_end_matches(':').to_owned();
    let pieces = pieces.map_err(|error| first(error.to_string()))?;
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let mut math = String::new();
    let all = pieces.into_iter().map(Ok::<_, std::convert::Infallible>);
    push_mathml(&mut math, all, RenderConfig { display_mode, ..RenderConfig::default() })
        .map_err(|error| say!("book-formula-unwritten", cause = error))?;
    Ok(guarded(&math))
}

/// MathML without what Markdown would read as its own: marks become references, line ends go. The renderer writes a
/// less-than sign as it is, and no space between two attributes of a large bracket.
fn guarded(math: &str) -> String {
    let mut guarded = String::with_capacity(math.len());
    let (mut inside, mut quoted) = (false, false);
    let mut rest = math.char_indices().peekable();
    while let Some((_, c)) = rest.next() {
        let next = rest.peek().map(|(_, next)| *next);
        match c {
            '<' if next.is_some_and(|next| next.is_ascii_alphabetic() || next == '/') => inside = true,
            '>' if inside => {
                inside = false;
                guarded.push('>');
                continue;
            }
            '"' if inside => {
                quoted = !quoted;
                guarded.push('"');
                if !quoted && next.is_some_and(|next| next.is_ascii_alphabetic()) {
                    guarded.push(' ');
                }
                continue;
            }
            _ => {}
        }
        match c {
            '\n' => guarded.push(' '),
            '*' | '_' | '\\' | '`' | '[' | ']' | '|' | '~' | '<' | '>' | '$' | '{' | '}' | '#' if !inside => {
                guarded.push_str(&format!("&#{};", c as u32));
            }
            _ => guarded.push(c),
        }
    }
    guarded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_become_mathml_and_the_rest_stays() {
        let text = typeset("A *slope* $w_1 < b$ costs `$5`.\n\n| $|x|$ | 2 |\n| - | - |\n").unwrap();
        assert!(text.starts_with("A *slope* <math display=\"inline\"><msub><mi>w</mi><mn>1</mn></msub>"), "{text}");
        assert!(text.contains("<mo>&#60;</mo>") && text.contains("`$5`"), "{text}");
        assert!(!text.contains("$|x|$"), "{text}");
        let display = typeset("So\n\n$$p = w x$$\n").unwrap();
        assert!(display.contains("<span class=\"formula\"><math display=\"block\">"), "{display}");
    }

    #[test]
    fn a_table_keeps_its_columns_around_a_norm() {
        let text = typeset("| a | b |\n| - | - |\n| $\\lVert x \\rVert_2$ | $\\|y\\|$ |\n").unwrap();
        let row = text.lines().last().unwrap();
        assert_eq!(row.matches('|').count(), 3, "{row}");
    }

    #[test]
    fn a_large_bracket_is_html_to_markdown() {
        let text = typeset("$\\Big(x\\Big)$").unwrap();
        assert!(text.contains("stretchy=\"true\" minsize="), "{text}");
    }

    #[test]
    fn a_formula_that_is_none_is_named() {
        let bad = typeset("Fine $x$, but $\\nosuch{y}$.").unwrap_err();
        assert_eq!((bad.formula.as_str(), bad.at), ("\\nosuch{y}", 14));
        assert!(bad.cause.contains("unknown"), "{}", bad.cause);
    }
}
