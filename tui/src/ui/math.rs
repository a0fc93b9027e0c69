//! Formulas as text. `term-maths` draws them in two dimensions; what it cannot do stands here: alignment
//! environments, formulas inside a line, and terminals without UTF-8.

use super::wrap::width_of;
use term_maths::RenderedBlock;

/// A formula inside a sentence: one row. A fraction is written with a slash, what still needs more rows as its source.
pub fn inline(tex: &str, ascii: bool) -> String {
    if ascii {
        return tex.trim().to_owned();
    }
    for form in [tex.trim().to_owned(), flat(tex.trim())] {
        let block = term_maths::render(&form);
        if block.height() == 1 {
            return rows(&block).concat().trim().to_owned();
        }
    }
    words(tex)
}

/// A formula on rows of its own. `None` if it is wider than `width`, or the terminal has ASCII only: show the source.
pub fn display(tex: &str, width: usize, ascii: bool) -> Option<Vec<String>> {
    let drawn = if ascii { return None } else { rows_of(tex) };
    drawn.iter().all(|row| width_of(row) <= width).then_some(drawn)
}

fn rows_of(tex: &str) -> Vec<String> {
    let Some(body) = aligned(tex) else { return rows(&term_maths::render(tex.trim())) };
    let lines: Vec<Vec<RenderedBlock>> = body
        .split(r"\\")
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| line.split('&').map(|part| term_maths::render(part.trim())).collect())
        .collect();
    let left = lines.iter().map(|parts| parts.first().map_or(0, RenderedBlock::width)).max().unwrap_or(0);
    let mut drawn = Vec::new();
    for (at, parts) in lines.iter().enumerate() {
        let mut line = RenderedBlock::empty();
        for (column, part) in parts.iter().enumerate() {
            let pad = if column == 0 && parts.len() > 1 { left - part.width() } else { usize::from(column > 0) };
            line = line.beside(&part.pad(pad, 0, 0, 0));
        }
        // Rows with fractions run into each other without a gap.
        if at > 0 && (line.height() > 1 || lines[at - 1].iter().any(|part| part.height() > 1)) {
            drawn.push(String::new());
        }
        drawn.extend(rows(&line));
    }
    drawn
}

fn rows(block: &RenderedBlock) -> Vec<String> {
    block.cells().iter().map(|row| row.concat().trim_end().to_owned()).collect()
}

/// The inside of an alignment environment.
fn aligned(tex: &str) -> Option<&str> {
    ["aligned", "align*", "align", "gathered", "split"].iter().find_map(|name| {
        let inside = tex.trim().strip_prefix(&format!(r"\begin{{{name}}}"))?;
        inside.strip_suffix(&format!(r"\end{{{name}}}"))
    })
}

/// Fractions as `a/b`, with brackets around what is longer than a symbol.
fn flat(tex: &str) -> String {
    let mut out = String::new();
    let mut rest = tex;
    while let Some(at) = [r"\frac", r"\dfrac", r"\tfrac"].iter().filter_map(|name| rest.find(name)).min() {
        let after = &rest[at + rest[at..].find("frac").unwrap_or(0) + 4..];
        let Some((above, below, tail)) =
            group(after).and_then(|(above, tail)| group(tail).map(|(below, tail)| (above, below, tail)))
        else {
            break;
        };
        out.push_str(&rest[..at]);
        out.push_str(&format!("{}/{}", bracketed(&flat(above)), bracketed(&flat(below))));
        rest = tail;
    }
    out + rest
}

fn group(tex: &str) -> Option<(&str, &str)> {
    let tex = tex.trim_start();
    let mut depth = 0;
    for (at, c) in tex.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return (c == '}').then(|| (&tex[1..at], &tex[at + 1..]));
        }
    }
    None
}

fn bracketed(tex: &str) -> String {
    if tex.contains([' ', '+', '-', '=']) { format!("({tex})") } else { tex.to_owned() }
}

/// The source with its commands as symbols: `\sum_{i=1}^n` becomes `∑_(i=1)^n`.
fn words(tex: &str) -> String {
    let tex = flat(tex.trim());
    let mut out = String::new();
    let mut rest = tex.as_str();
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let name = rest[at + 1..].find(|c: char| !c.is_ascii_alphabetic()).map_or(rest.len(), |end| at + 1 + end);
        if name == at + 1 {
            // `\,` and its like are spaces.
            out.push(' ');
            rest = rest.get(at + 2..).unwrap_or("");
            continue;
        }
        let drawn = term_maths::render(&rest[at..name]);
        match drawn.height() {
            1 => out.push_str(rows(&drawn).concat().trim()),
            _ => out.push_str(&rest[at + 1..name]),
        }
        rest = &rest[name..];
    }
    out.push_str(rest);
    out.replace('{', "(").replace('}', ")")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_in_a_sentence_takes_one_row() {
        for (tex, text) in [
            (r"w x + b", "w x + b"),
            (r"x^2", "x²"),
            (r"\frac{a}{b}", "a/b"),
            (r"\frac{dL}{dw + 1}", "dL/(dw + 1)"),
            (r"\sum_{i=1}^{n} x_i", "∑_(i=1)^(n) x_i"),
        ] {
            assert_eq!(inline(tex, false), text, "{tex}");
        }
        assert_eq!(inline(r" \alpha ", true), r"\alpha");
    }

    #[test]
    fn a_display_formula_keeps_its_two_dimensions() {
        assert_eq!(display(r"\frac{a}{b}", 80, false).unwrap(), [" a", "───", " b"]);
        assert_eq!(display(r"\frac{a}{b}", 2, false), None);
        assert_eq!(display("x", 80, true), None);
    }

    #[test]
    fn aligned_rows_meet_at_the_ampersand() {
        let rows = display("\\begin{aligned} y &= w x + b \\\\ L(w) &= y^2 \\end{aligned}", 80, false).unwrap();
        assert_eq!(rows.len(), 2, "{rows:?}");
        let equals: Vec<_> = rows.iter().map(|row| row.chars().position(|c| c == '=')).collect();
        assert!(equals[0].is_some() && equals[0] == equals[1], "{rows:?}");
    }

    #[test]
    fn broken_formulas_do_not_stop_the_lesson() {
        for tex in ["", r"\", r"\frac", r"\frac{a", "{", "}", r"x_", r"\left(", r"\begin{aligned}", "学习^率", r"\\ &"]
        {
            inline(tex, false);
            display(tex, 40, false);
        }
    }
}
