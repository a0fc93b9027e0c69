//! A screen as a picture that looks the same everywhere: pixels and frames are shapes, words are set to the width of
//! their columns.

use crate::Screen;
use std::{collections::BTreeMap, fmt::Write};
use vt100::{Cell, Color};

/// A character's place: as wide as half its height, so that half-blocks are square pixels.
const WIDE: f32 = 9.0;
const HIGH: f32 = 18.0;
/// Around the text, and above it for the window's bar.
const MARGIN: f32 = 16.0;
const BAR: f32 = 34.0;

const PAPER: &str = "#16191f";
const INK: &str = "#d5dae3";
const FONT: &str =
    "ui-monospace, 'SF Mono', 'Cascadia Mono', 'JetBrains Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace";

/// The sixteen named colours, as a calm dark terminal shows them.
const NAMED: [&str; 16] = [
    "#16191f", "#e5737b", "#8fc379", "#e0b870", "#6aaef0", "#c58be0", "#56bfc6", "#b4bcc9", //
    "#747d8d", "#ef8b92", "#a6d491", "#edcb8b", "#8cc4f7", "#d6a6ec", "#79d2d8", "#f0f3f7",
];

/// Draws a screen in a window with this title.
pub fn draw(screen: &Screen, title: &str) -> String {
    let (rows, columns) = screen.size();
    let (rows, columns) = (rows.get(), columns.get());
    let (width, height) = (2.0 * MARGIN + WIDE * f32::from(columns), BAR + 2.0 * MARGIN + HIGH * f32::from(rows));
    // A program with a paper of its own fills the window with it.
    let paper = screen.cell(0, 0).and_then(|cell| colour(cell.bgcolor())).unwrap_or_else(|| PAPER.to_owned());
    let mut paint = Paint { paper: paper.clone(), ..Paint::default() };
    for row in 0..rows {
        let cells: Vec<&Cell> = (0..columns).filter_map(|column| screen.cell(row, column)).collect();
        paint.row(f32::from(row) * HIGH, &cells);
    }
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" \
         height=\"{height}\" role=\"img\" aria-label=\"{title}\">\n\
         <rect x=\".5\" y=\".5\" width=\"{}\" height=\"{}\" rx=\"10\" fill=\"{paper}\" stroke=\"#39404c\"/>\n\
         <g fill=\"#4a5260\"><circle cx=\"22\" cy=\"19\" r=\"5.5\"/><circle cx=\"41\" cy=\"19\" r=\"5.5\"/>\
         <circle cx=\"60\" cy=\"19\" r=\"5.5\"/></g>\n\
         <g font-family=\"{FONT}\" font-size=\"15\">\n\
         <text x=\"{}\" y=\"24\" text-anchor=\"middle\" font-size=\"13\" fill=\"#8b94a3\">{title}</text>\n\
         <g transform=\"translate({MARGIN} {})\">\n",
        width - 1.0,
        height - 1.0,
        width / 2.0,
        BAR + MARGIN / 2.0,
    );
    paint.write(&mut svg);
    svg + "</g>\n</g>\n</svg>\n"
}

/// What is painted: areas and strokes by colour, words one by one.
#[derive(Default)]
struct Paint {
    /// What needs no area, because the window has it.
    paper: String,
    areas: BTreeMap<String, String>,
    strokes: BTreeMap<(String, bool), String>,
    words: String,
}

/// What words have in common that are set together.
#[derive(Clone, PartialEq)]
struct Hand {
    ink: String,
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
}

struct Word {
    column: usize,
    columns: usize,
    text: String,
    hand: Hand,
}

impl Paint {
    fn row(&mut self, y: f32, cells: &[&Cell]) {
        let mut word: Option<Word> = None;
        let mut areas: Vec<(f32, f32, f32, f32, String)> = Vec::new();
        for (column, cell) in cells.iter().enumerate() {
            let x = column as f32 * WIDE;
            let (ink, paper) = colours(cell);
            if let Some(paper) = paper.filter(|paper| *paper != self.paper) {
                areas.push((x, y, WIDE, HIGH, paper));
            }
            let glyph = cell.contents().chars().next().unwrap_or(' ');
            let hand = Hand {
                ink: ink.clone(),
                bold: cell.bold(),
                dim: cell.dim(),
                italic: cell.italic(),
                underline: cell.underline(),
            };
            let shape = block(glyph);
            let is_word =
                !glyph.is_whitespace() && shape.is_none() && arms(glyph).is_none() && !cell.is_wide_continuation();
            let goes_on = word.as_ref().is_some_and(|word| is_word && word.hand == hand);
            if !goes_on && let Some(word) = word.take() {
                self.word(y, &word);
            }
            if let Some((left, top, right, bottom)) = shape {
                areas.push((x + left * WIDE, y + top * HIGH, (right - left) * WIDE, (bottom - top) * HIGH, ink));
            } else if let Some(arms) = arms(glyph) {
                self.stroke(x, y, glyph, arms, ink);
            } else if is_word {
                let columns = if cell.is_wide() { 2 } else { 1 };
                let word = word.get_or_insert_with(|| Word { column, columns: 0, text: String::new(), hand });
                word.columns += columns;
                word.text.push_str(cell.contents());
            }
        }
        if let Some(word) = word {
            self.word(y, &word);
        }
        self.fill(areas);
    }

    /// Joins areas that touch, so that no seam shows between them.
    fn fill(&mut self, areas: Vec<(f32, f32, f32, f32, String)>) {
        let mut joined: Vec<(f32, f32, f32, f32, String)> = Vec::new();
        for area in areas {
            let before = joined.iter_mut().rev().take(4).find(|before| {
                before.0 + before.2 == area.0 && (before.1, before.3, &before.4) == (area.1, area.3, &area.4)
            });
            match before {
                Some(before) => before.2 += area.2,
                None => joined.push(area),
            }
        }
        for (x, y, wide, high, colour) in joined {
            write!(self.areas.entry(colour).or_default(), "M{x} {y}h{wide}v{high}h-{wide}z").unwrap();
        }
    }

    fn stroke(&mut self, x: f32, y: f32, glyph: char, arms: [bool; 4], ink: String) {
        let (centre, middle) = (x + WIDE / 2.0, y + HIGH / 2.0);
        let path = self.strokes.entry((ink, "━┃┏┓┗┛".contains(glyph))).or_default();
        let [up, right, down, left] = arms;
        if "╭╮╰╯".contains(glyph) {
            let (edge_y, edge_x) = (if up { y } else { y + HIGH }, if left { x } else { x + WIDE });
            let turn = if up { middle - WIDE / 2.0 } else { middle + WIDE / 2.0 };
            write!(path, "M{centre} {edge_y}V{turn}Q{centre} {middle} {edge_x} {middle}").unwrap();
            return;
        }
        if up || down {
            write!(path, "M{centre} {}V{}", if up { y } else { middle }, if down { y + HIGH } else { middle }).unwrap();
        }
        if left || right {
            let (from, to) = (if left { x } else { centre }, if right { x + WIDE } else { centre });
            // A line of many columns is one stroke.
            let before = format!("M{from} {middle}");
            match path.strip_suffix(&format!("H{from}")).filter(|path| ends_in_row(path, middle)) {
                Some(longer) if left => *path = format!("{longer}H{to}"),
                _ => write!(path, "{before}H{to}").unwrap(),
            }
        }
    }

    fn word(&mut self, y: f32, word: &Word) {
        let Word { column, columns, text, hand: Hand { ink, bold, dim, italic, underline } } = word;
        let (x, base, length) = (*column as f32 * WIDE, y + 13.5, *columns as f32 * WIDE);
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        let mut style = String::new();
        for (set, attribute) in [
            (*bold, " font-weight=\"700\""),
            (*dim, " opacity=\".6\""),
            (*italic, " font-style=\"italic\""),
            (*underline, " text-decoration=\"underline\""),
        ] {
            style.push_str(if set { attribute } else { "" });
        }
        writeln!(
            self.words,
            "<text x=\"{x}\" y=\"{base}\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\" fill=\"{ink}\"{style}>{text}</text>"
        )
        .unwrap();
    }

    fn write(&self, svg: &mut String) {
        svg.push_str("<g shape-rendering=\"crispEdges\">\n");
        for (colour, path) in &self.areas {
            writeln!(svg, "<path fill=\"{colour}\" d=\"{path}\"/>").unwrap();
        }
        svg.push_str("</g>\n<g fill=\"none\">\n");
        for ((colour, heavy), path) in &self.strokes {
            let width = if *heavy { 2.4 } else { 1.3 };
            writeln!(svg, "<path stroke=\"{colour}\" stroke-width=\"{width}\" d=\"{path}\"/>").unwrap();
        }
        svg.push_str("</g>\n");
        svg.push_str(&self.words);
    }
}

/// Whether a path's last stroke began in this row.
fn ends_in_row(path: &str, middle: f32) -> bool {
    path.rsplit_once('M').is_some_and(|(_, last)| last.ends_with(&format!(" {middle}")))
}

/// A cell's ink, and its paper where that is not the window's.
fn colours(cell: &Cell) -> (String, Option<String>) {
    let (ink, paper) = (colour(cell.fgcolor()), colour(cell.bgcolor()));
    if cell.inverse() {
        (paper.unwrap_or_else(|| PAPER.to_owned()), Some(ink.unwrap_or_else(|| INK.to_owned())))
    } else {
        (ink.unwrap_or_else(|| INK.to_owned()), paper)
    }
}

fn colour(colour: Color) -> Option<String> {
    let hex = |r: u8, g: u8, b: u8| format!("#{r:02x}{g:02x}{b:02x}");
    match colour {
        Color::Default => None,
        Color::Idx(index @ 0..16) => Some(NAMED[usize::from(index)].to_owned()),
        // xterm's cube of 6 x 6 x 6 colours, then its greys.
        Color::Idx(index @ 16..232) => {
            let step = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
            let index = index - 16;
            Some(hex(step(index / 36), step(index / 6 % 6), step(index % 6)))
        }
        Color::Idx(index) => Some(hex(8 + 10 * (index - 232), 8 + 10 * (index - 232), 8 + 10 * (index - 232))),
        Color::Rgb(r, g, b) => Some(hex(r, g, b)),
    }
}

/// The part of its place that a block character fills: left, top, right, bottom.
fn block(glyph: char) -> Option<(f32, f32, f32, f32)> {
    let eighths = |first: char| (glyph as u32 - first as u32) as f32 / 8.0;
    match glyph {
        '▀' => Some((0.0, 0.0, 1.0, 0.5)),
        '▐' => Some((0.5, 0.0, 1.0, 1.0)),
        '▁'..='█' => Some((0.0, 1.0 - eighths('▁') - 0.125, 1.0, 1.0)),
        '▉'..='▏' => Some((0.0, 0.0, 0.875 - eighths('▉'), 1.0)),
        _ => None,
    }
}

/// The arms of a frame's character: up, right, down, left.
fn arms(glyph: char) -> Option<[bool; 4]> {
    let arms = match glyph {
        '─' | '━' => [false, true, false, true],
        '│' | '┃' => [true, false, true, false],
        '┌' | '╭' | '┏' => [false, true, true, false],
        '┐' | '╮' | '┓' => [false, false, true, true],
        '└' | '╰' | '┗' => [true, true, false, false],
        '┘' | '╯' | '┛' => [true, false, false, true],
        '├' => [true, true, true, false],
        '┤' => [true, false, true, true],
        '┬' => [false, true, true, true],
        '┴' => [true, true, false, true],
        '┼' => [true; 4],
        _ => return None,
    };
    Some(arms)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(bytes: &str) -> String {
        let mut parser = vt100::Parser::new(2.try_into().unwrap(), 8.try_into().unwrap(), 0);
        parser.process(bytes.as_bytes());
        draw(parser.screen(), "test")
    }

    #[test]
    fn words_are_set_to_their_columns_and_pixels_are_shapes() {
        let svg = drawn("\x1b[31ma<b 学\x1b[0m\r\n\x1b[38;2;1;2;3;48;2;9;9;9m▀▀");
        assert!(
            svg.contains("textLength=\"27\" lengthAdjust=\"spacingAndGlyphs\" fill=\"#e5737b\">a&lt;b</text>"),
            "{svg}"
        );
        assert!(
            svg.contains("textLength=\"18\" lengthAdjust=\"spacingAndGlyphs\" fill=\"#e5737b\">学</text>"),
            "{svg}"
        );
        assert!(svg.contains("<path fill=\"#010203\" d=\"M0 18h18v9h-18z\"/>"), "{svg}");
        assert!(svg.contains("<path fill=\"#090909\" d=\"M0 18h18v18h-18z\"/>"), "{svg}");
    }

    #[test]
    fn a_frame_is_drawn_with_strokes_that_go_through() {
        let svg = drawn("╭──╮\r\n│  │");
        assert!(svg.contains("M9 9H27"), "{svg}");
        assert!(svg.contains("M4.5 18V36"), "{svg}");
    }

    #[test]
    fn reversed_text_swaps_ink_and_paper() {
        let svg = drawn("\x1b[7mx");
        assert!(svg.contains(&format!("<path fill=\"{INK}\" d=\"M0 0h9v18h-9z\"/>")), "{svg}");
        assert!(svg.contains(&format!("fill=\"{PAPER}\">x</text>")), "{svg}");
    }
}
