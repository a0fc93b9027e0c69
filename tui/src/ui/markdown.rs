//! Prose: a walk over pulldown-cmark's events that leaves styled lines of a given width.

mod block;
mod table;
mod text;
mod walk;

use super::theme::Theme;
use pulldown_cmark::{Options, Parser};
use ratatui::text::Line;

/// Draws Markdown in lines at most `width` cells wide.
pub fn lines(markdown: &str, width: usize, theme: Theme) -> Vec<Line<'static>> {
    glossed(markdown, width, theme, &[]).lines
}

/// Prose as it is drawn.
#[derive(Default)]
pub struct Prose {
    /// Its lines.
    pub lines: Vec<Line<'static>>,
    /// Words of the glossary that were found, by their places in it.
    pub found: Vec<usize>,
    /// Its headings.
    pub headings: Vec<Heading>,
}

/// A heading among the lines.
pub struct Heading {
    /// Its first line.
    pub row: usize,
    /// Its level, from 1.
    pub level: u8,
    /// What it says.
    pub text: String,
}

/// As [`lines`], with each word of the glossary underlined where it first stands. Tells what was found, too.
pub fn glossed(markdown: &str, width: usize, theme: Theme, words: &[&str]) -> Prose {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_MATH;
    let mut walk = walk::Walk::new(width, theme, words);
    for event in Parser::new_ext(markdown, options) {
        walk.event(event);
    }
    walk.finish()
}

/// Puts measured numbers where prose says `{figure:NAME}`; one that nobody measured yet is an ellipsis.
pub fn with_figures(markdown: &str, figure: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = markdown;
    while let Some((before, after)) = rest.split_once("{figure:") {
        let Some((name, tail)) = after.split_once('}') else { break };
        out.push_str(before);
        out.push_str(&figure(name.trim()).unwrap_or_else(|| "…".to_owned()));
        rest = tail;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::{style::Modifier, text::Span};

    const THEME: Theme = Theme { color: true, rgb: true, ascii: false };

    fn drawn(markdown: &str, width: usize) -> String {
        let lines: Vec<String> = lines(markdown, width, THEME).iter().map(|line| line.to_string()).collect();
        lines.join("\n")
    }

    #[test]
    fn blocks_are_set_apart_and_wrapped() {
        let text = drawn("# A line\n\nThe *slope* of a line says how steep it is.\n\n## Next\n\nMore.", 24);
        insta::assert_snapshot!(text, @r"
        A line
        ━━━━━━━━━━━━━━━━━━━━━━━━

        The slope of a line says
        how steep it is.

        Next

        More.
        ");
    }

    #[test]
    fn headings_know_their_lines() {
        let text = "# A *line* of $x$\n\nWords.\n\n- item\n\n### The slope of it `w`\n\nMore.";
        for width in [7, 80] {
            let prose = glossed(text, width, THEME, &[]);
            let found: Vec<_> = prose.headings.iter().map(|found| (found.level, found.text.as_str())).collect();
            assert_eq!(found, [(1, "A line of x"), (3, "The slope of it w")]);
            for found in &prose.headings {
                let line = prose.lines[found.row].to_string();
                assert!(found.text.starts_with(line.trim_end()) && !line.trim().is_empty(), "{width}: {line}");
            }
        }
    }

    #[test]
    fn lists_nest_and_hang() {
        let text = drawn("- one that is longer than a line\n- two\n  1. inner\n  2. more\n\nAfter.", 20);
        insta::assert_snapshot!(text, @r"
        • one that is longer
          than a line
        • two
          1. inner
          2. more

        After.
        ");
    }

    #[test]
    fn quotes_code_and_formulas_keep_their_shape() {
        let text = drawn("> A remark that goes on.\n\n```rust\nlet w = 1;\n```\n\n$$\\frac{a}{b}$$\n\nso $x^2$.", 18);
        insta::assert_snapshot!(text, @r"
        ┃ A remark that
        ┃ goes on.

          let w = 1;

           a
          ───
           b

        so x².
        ");
    }

    #[test]
    fn tables_fit_the_width() {
        let text = drawn("| name | what it is |\n|---|--:|\n| w | the slope of the line |\n| 偏置 | b |", 24);
        insta::assert_snapshot!(text, @r"
        name │        what it is
        ─────┼──────────────────
        w    │  the slope of the
             │              line
        偏置 │                 b
        ");
    }

    #[test]
    fn no_line_is_wider_than_asked() {
        let markdown = "# 标题标题标题标题\n\n神经元把输入加权求和,再加上偏置。`let x = 1;` and [a link](https://example.org/long/path)\n\n\
                        > - 一二三四五六七八九十\n>   - b\n\n| a | b | c |\n|-|-|-|\n| 一二三四 | words and words | x |\n\n$$a+b+c+d+e+f+g$$";
        for width in 1..40 {
            for line in lines(markdown, width, THEME) {
                // A glyph two cells wide cannot fit into one, nor three columns into less than themselves.
                assert!(line.width() <= width.max(16), "{width}: {line}");
            }
        }
    }

    #[test]
    fn words_of_the_glossary_are_underlined_once_and_never_in_code() {
        let text = "`loss` is the *learning\nrate*, and the **losses** are two losses.";
        let Prose { lines, found, .. } = glossed(text, 80, THEME, &["loss", "learning rate", "bias"]);
        let underlined = |span: &&Span<'_>| span.style.add_modifier.contains(Modifier::UNDERLINED);
        let marked: Vec<&str> = lines[0].spans.iter().filter(underlined).map(|span| span.content.as_ref()).collect();
        assert_eq!(marked.concat(), "learning ratelosses");
        assert_eq!(found, [0, 1]);
    }

    #[test]
    fn short_code_and_formulas_stay_in_one_piece() {
        let text = drawn("The square of it is `error * error` and then $a + b$ is the sum.", 28);
        insta::assert_snapshot!(text, @r"
        The square of it is
        error * error and then a + b
        is the sum.
        ");
    }

    #[test]
    fn figures_are_filled_in() {
        let filled = with_figures("loss {figure:loss} and {figure:none}, {figure", |name| {
            (name == "loss").then(|| "0.12".to_owned())
        });
        assert_eq!(filled, "loss 0.12 and …, {figure");
    }
}
