//! Formulas as text. `term-maths` draws them in two dimensions; what it cannot do stands here: alignment
//! environments, formulas inside a line, and terminals without UTF-8.

mod accent;
mod plain;
mod symbol;

use plain::{GAP, plain};
use term_maths::RenderedBlock;

/// A formula inside a sentence: one row. A fraction is written with a slash, a root with brackets, an accent as a mark on
/// its letter, what still needs more rows as its source.
pub fn inline(tex: &str, ascii: bool) -> String {
    let one = |tex: &str| if ascii { plain(tex) } else { one_row(tex) };
    formulas(tex).into_iter().map(one).collect::<Vec<_>>().join(GAP)
}

/// Stands for a slash while a row is drawn.
const SLASH: &str = "\u{2215}";

fn one_row(tex: &str) -> String {
    let (tex, accented) = accent::set_aside(&apart(tex));
    // `term-maths` makes a fraction of a slash, too, and with it a second row.
    let slashed = flat(&tex).replace('/', SLASH);
    let drawn = [tex.clone(), slashed].iter().map(|form| term_maths::render(form)).find(|block| block.height() == 1);
    let row = drawn
        .map_or_else(|| words(&tex), |block| rows(&block).concat().trim().replace(SLASH, "/").replace("( - ", "(-"));
    accent::put_back(&row, &accented)
}

/// A formula on rows of its own; formulas with wide spaces between them stand side by side or, where there is no room,
/// one below the other. What is wider than `width` all the same is one row, for the caller to wrap.
pub fn display(tex: &str, width: usize, ascii: bool) -> Vec<String> {
    let fits = |block: &RenderedBlock| block.width() <= width;
    let body = aligned(tex);
    let lines = body.map(|body| align(body, ascii)).unwrap_or_default();
    if !lines.is_empty() && lines.iter().all(fits) {
        return below(&lines);
    }
    let formulas: Vec<String> = match body {
        Some(body) => body.split(r"\\").map(|line| line.replace('&', " ")).collect(),
        None => formulas(tex).into_iter().map(str::to_owned).collect(),
    };
    let blocks: Vec<RenderedBlock> = formulas.iter().map(|tex| block(tex, ascii)).collect();
    let beside = side_by_side(&blocks);
    if body.is_none() && fits(&beside) {
        return rows(&beside);
    }
    let narrow = |(block, tex): (RenderedBlock, &String)| {
        if fits(&block) { block } else { RenderedBlock::from_text(&inline(tex, ascii)) }
    };
    below(&blocks.into_iter().zip(&formulas).map(narrow).collect::<Vec<_>>())
}

/// The lines of an alignment, the first `&` of each below the others.
fn align(body: &str, ascii: bool) -> Vec<RenderedBlock> {
    let lines = body.split(r"\\").map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<Vec<RenderedBlock>> =
        lines.map(|line| line.split('&').map(|part| block(part.trim(), ascii)).collect()).collect();
    let left = lines.iter().filter_map(|parts| parts.first()).map(RenderedBlock::width).max().unwrap_or(0);
    let line = |parts: &Vec<RenderedBlock>| {
        let mut line = RenderedBlock::empty();
        for (column, part) in parts.iter().enumerate() {
            let pad = if column == 0 && parts.len() > 1 { left - part.width() } else { usize::from(column > 0) };
            line = line.beside(&part.pad(pad, 0, 0, 0));
        }
        line
    };
    lines.iter().map(line).collect()
}

fn block(tex: &str, ascii: bool) -> RenderedBlock {
    if ascii { RenderedBlock::from_text(&plain(tex)) } else { term_maths::render(&apart(tex)) }
}

fn side_by_side(blocks: &[RenderedBlock]) -> RenderedBlock {
    let mut all = RenderedBlock::empty();
    for (at, block) in blocks.iter().enumerate() {
        all = all.beside(&block.pad(if at > 0 { GAP.len() } else { 0 }, 0, 0, 0));
    }
    all
}

/// Blocks one below the other. Fractions run into each other without a gap.
fn below(blocks: &[RenderedBlock]) -> Vec<String> {
    let mut drawn = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if at > 0 && (block.height() > 1 || blocks[at - 1].height() > 1) {
            drawn.push(String::new());
        }
        drawn.extend(rows(block));
    }
    drawn
}

/// The formulas that `\quad` and `\qquad` keep apart: left to itself, `term-maths` shows one space there.
fn formulas(tex: &str) -> Vec<&str> {
    let (mut found, mut start, mut depth) = (Vec::new(), 0, 0);
    for (at, c) in tex.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            '\\' if depth == 0 => {
                if let Some(name) = [r"\qquad", r"\quad"].into_iter().find(|name| tex[at..].starts_with(name)) {
                    found.push(tex[start..at].trim());
                    start = at + name.len();
                }
            }
            _ => {}
        }
    }
    found.push(tex[start..].trim());
    found.retain(|tex| !tex.is_empty());
    found
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

/// A thin space between the name of a function and what it is of, where no bracket stands between them: `ln p`.
fn apart(tex: &str) -> String {
    let mut out = tex.to_owned();
    for name in [r"\ln", r"\log", r"\exp", r"\sin", r"\cos", r"\tanh", r"\max", r"\min"] {
        let mut pieces = out.split(name);
        let mut spaced = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let after = piece.trim_start();
            let separate = piece.len() > after.len() || !after.starts_with(|c: char| c.is_ascii_alphabetic());
            let of = after.starts_with(|c: char| c.is_alphanumeric() || c == '\\') && !after.starts_with(r"\left");
            spaced.push_str(name);
            spaced.push_str(if separate && of { r"\," } else { "" });
            spaced.push_str(piece);
        }
        out = spaced;
    }
    out
}

/// Fractions as `a/b` and roots as `√a`, with brackets around what is longer than a symbol.
fn flat(tex: &str) -> String {
    let tex = rooted(tex);
    let mut out = String::new();
    let mut rest = tex.as_str();
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

fn rooted(tex: &str) -> String {
    const ROOT: &str = r"\sqrt";
    let Some((before, after)) = tex.split_once(ROOT) else { return tex.to_owned() };
    match group(after) {
        Some((inside, tail)) => format!("{before}√{}{}", bracketed(&rooted(inside)), rooted(tail)),
        None => format!("{before}{ROOT}{}", rooted(after)),
    }
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
            (r"\sqrt{d_i d_j}", "√(dᵢ dⱼ)"),
            (r"\hat A H", "A\u{302} H"),
            (r"\tilde{D}^{-1/2} \tilde A", "D\u{303}^(-1/2) A\u{303}"),
            (r"\hat A_{ij}", "A\u{302}ᵢⱼ"),
            (r"p_t = \frac{1}{76}", "pₜ = 1/76"),
            (r"\ln 76", "ln 76"),
            (r"\exp(-s)", "exp(-s)"),
            (r"\ln p_t + \exp(s)", "ln pₜ + exp(s)"),
        ] {
            assert_eq!(inline(tex, false), text, "{tex}");
        }
        assert_eq!(inline(r" \alpha ", true), "alpha");
    }

    #[test]
    fn a_display_formula_keeps_its_two_dimensions() {
        assert_eq!(display(r"\frac{a}{b}", 80, false), [" a", "───", " b"]);
        assert_eq!(display(r"\frac{a}{b}", 2, false), ["a/b"]);
        assert_eq!(display(r"\frac{a}{b}", 80, true), ["a/b"]);
    }

    #[test]
    fn wide_spaces_keep_formulas_apart() {
        let two = r"w = \text{a b} \qquad b = \frac{1}{n}";
        assert_eq!(display(two, 80, false), ["                1", "w = a b    b = ───", "                n"]);
        assert_eq!(display(two, 10, false), ["w = a b", "", "     1", "b = ───", "     n"]);
        assert_eq!(display(two, 80, true), ["w = a b    b = 1/n"]);
        assert_eq!(display(two, 10, true), ["w = a b", "b = 1/n"]);
        assert_eq!(inline(two, false), "w = a b    b = 1/n");
    }

    #[test]
    fn aligned_rows_meet_at_the_ampersand() {
        let rows = display("\\begin{aligned} y &= w x + b \\\\ L(w) &= y^2 \\end{aligned}", 80, false);
        assert_eq!(rows.len(), 2, "{rows:?}");
        let equals: Vec<_> = rows.iter().map(|row| row.chars().position(|c| c == '=')).collect();
        assert!(equals[0].is_some() && equals[0] == equals[1], "{rows:?}");
        let ascii = display("\\begin{aligned} y &= w x + b \\\\ L(w) &= y^2 \\end{aligned}", 80, true);
        assert_eq!(ascii, ["   y = w x + b", "L(w) = y^2"]);
    }

    #[test]
    fn broken_formulas_do_not_stop_the_lesson() {
        for tex in ["", r"\", r"\frac", r"\frac{a", "{", "}", r"x_", r"\left(", r"\begin{aligned}", "学习^率", r"\\ &"]
        {
            for ascii in [false, true] {
                inline(tex, ascii);
                display(tex, 40, ascii);
                display(tex, 1, ascii);
            }
        }
    }
}
