//! Plots as text: braille dots in a frame of letters, for terminals that draw no pictures. With colours and without
//! them it is the same drawing; the plain one stands beside a picture as well, and says everything in words that the
//! picture may not be able to write.
//!
//! ```text
//! mod.rs      title, legend, axes, notes
//! table.rs    heat maps with names or numbers
//! images.rs   small pictures
//! diagram.rs  how a value was computed
//! grid.rs     Grid: dots, 2 x 4 a letter, letters over them, colours under them
//! line.rs     Line: text in colours, and how escape sequences say them
//! series.rs   points, lines, bars, borders onto the grid
//! ground.rs   probabilities, classes, heat maps under them
//! ```

mod diagram;
mod grid;
mod ground;
mod images;
mod line;
mod series;
mod table;

use super::{
    font::Labels,
    palette,
    scale::share,
    spec::{FieldKind, Mark, Spec, Tick},
};
use grid::Grid;
use line::{Line, Style};
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// How large, and whether in colours.
#[derive(Clone, Copy)]
struct Look {
    /// The whole plot's width in letters.
    width: usize,
    /// The box's height in lines.
    height: usize,
    coloured: bool,
}

const PLAIN: Look = Look { width: 64, height: 15, coloured: false };
const COLOURED: Look = Look { width: 72, height: 16, coloured: true };

/// The mark of a lone histogram in colours.
const FULL: &str = "██";

/// The plot as plain text.
pub(super) fn plain(spec: &Spec) -> String {
    draw(spec, PLAIN).iter().map(Line::plain).collect::<Vec<_>>().join("\n")
}

/// The plot as text with ANSI colours.
pub(super) fn ansi(spec: &Spec) -> String {
    draw(spec, COLOURED).iter().map(Line::ansi).collect::<Vec<_>>().join("\n")
}

/// The box that the data is drawn in.
struct Area {
    /// The width of the words to its left.
    left: usize,
    columns: usize,
    /// Its height in half lines.
    halves: usize,
}

fn draw(spec: &Spec, look: Look) -> Vec<Line> {
    let faint = Style::ink(palette::FAINT);
    let mut lines = vec![];
    lines.extend(words(Style::default().bold(), &spec.title));
    lines.extend(legend(spec, look));
    lines.extend(words(Style::default(), &spec.y_label));
    lines.extend(match (&spec.images, &spec.diagram) {
        (Some(pictures), _) => images::lines(pictures, look),
        (_, Some(computation)) => diagram::lines(computation),
        _ => table::lines(spec, look).unwrap_or_else(|| boxed(spec, look)),
    });
    lines.extend(spec.is_empty().then(|| Line::new(faint, format!("({})", say!("plot-empty")))));
    lines.extend(spec.notes().iter().map(|note| Line::new(faint, note)));
    // Coloured text replaces the picture: what that cannot write is no matter.
    lines.extend(replaced(spec).filter(|_| !look.coloured).map(|text| Line::new(Style::default(), text)));
    lines
}

fn words(style: Style, text: &str) -> Option<Line> {
    (!text.is_empty()).then(|| Line::new(style, text))
}

/// The data in its box, with what stands under it.
fn boxed(spec: &Spec, look: Look) -> Vec<Line> {
    let (x_ticks, y_ticks) = spec.ticks(6, 5);
    let left = y_ticks.iter().map(|(_, words)| words.width()).max().unwrap_or(0);
    let room = (look.width - left - 2, 2 * look.height);
    let (columns, halves) = match &spec.heat {
        Some(heat) if look.coloured => ground::extent(heat, room),
        _ => room,
    };
    let area = Area { left, columns, halves };
    let mut grid = Grid::new(columns, halves.div_ceil(2));
    let (x, y) = spec.ranges_in(columns as f64 / halves as f64);
    match (&spec.heat, &spec.field) {
        (Some(heat), _) if look.coloured => ground::heat(heat, halves, &mut grid),
        (Some(heat), _) => ground::shade(heat, &mut grid),
        (None, Some(field)) => ground::colour(field, &x, &y, &mut grid),
        (None, None) => {}
    }
    series::draw(spec, &x, &y, &mut grid);
    if !spec.has_axes() {
        return grid.lines(look.coloured);
    }

    let faint = Style::ink(palette::FAINT);
    let mut lines = vec![];
    if look.coloured && spec.field.is_some() && spec.y_label.is_empty() {
        // The legend's coloured marks must not touch the ground that they explain.
        lines.push(Line::default());
    }
    for (row, dots) in grid.lines(look.coloured).into_iter().enumerate() {
        let tick = y_ticks.iter().find(|(value, _)| area.line_of(*value, &y) == Some(row));
        let (words, edge) = tick.map_or(("", '│'), |(_, words)| (words.as_str(), '┤'));
        let pad = " ".repeat(left - words.width());
        let mut line = Line::new(faint, format!("{pad}{words} {edge}"));
        line.append(dots);
        lines.push(line);
    }
    lines.extend(area.foot(&x, &x_ticks).map(|line| Line::new(faint, line)));
    if !spec.x_label.is_empty() {
        let pad = left + 2 + columns.saturating_sub(spec.x_label.width()) / 2;
        lines.push(Line::new(Style::default(), format!("{}{}", " ".repeat(pad), spec.x_label)));
    }
    lines.extend(spec.heat.as_ref().map(|heat| ground::key(heat, left + 2, look.coloured)));
    lines
}

impl Area {
    /// The line of the box that a y value stands in.
    fn line_of(&self, value: f64, y: &Range<f64>) -> Option<usize> {
        let up = share(value, y);
        let line = || ((1.0 - up) * self.halves as f64 / 2.0) as usize;
        (0.0..=1.0).contains(&up).then(|| line().min(self.halves.div_ceil(2) - 1))
    }

    /// The x axis and the words under it; words that would touch are left out.
    fn foot(&self, x: &Range<f64>, ticks: &[Tick]) -> [String; 2] {
        let mut axis = vec!['─'; self.columns];
        let mut words = String::new();
        for (value, tick) in ticks {
            let column = ((share(*value, x) * self.columns as f64) as usize).min(self.columns - 1);
            axis[column] = '┬';
            let end = self.left + 2 + self.columns;
            let start = (self.left + 2 + column).saturating_sub(tick.width() / 2).min(end.saturating_sub(tick.width()));
            if words.is_empty() || start > words.width() {
                words += &" ".repeat(start - words.width());
                words += tick;
            }
        }
        [format!("{} └{}", " ".repeat(self.left), axis.into_iter().collect::<String>()), words]
    }
}

/// Marks and names, in as many lines as they need.
fn legend(spec: &Spec, look: Look) -> Vec<Line> {
    let named = spec.series.iter().enumerate().filter(|(_, series)| !series.name.is_empty());
    let entries = named.map(|(index, series)| {
        let mark = match (series.mark, series::letter(spec, index)) {
            (Mark::Points, Some(letter)) => letter.to_string(),
            (Mark::Points, None) => "⠢⠔".to_owned(),
            (Mark::Line | Mark::Edges, Some(letter)) => format!("⠤{letter}⠤"),
            (Mark::Line | Mark::Edges, None) => "⠤⠤".to_owned(),
            (Mark::Bars, None) if look.coloured => FULL.to_owned(),
            (Mark::Bars, letter) => letter.unwrap_or('⣿').to_string(),
        };
        let ink = series::ink(spec, index);
        let style = match &spec.field {
            _ if series.mark == Mark::Bars && mark != FULL => Style::ink(palette::DARK).on(Some(ink)),
            Some(field) if series.mark == Mark::Points && index < field.classes() => {
                Style::ink(ink).on(Some(palette::muted(index)))
            }
            Some(_) => Style::ink(ink).on(Some(palette::muted_probability(0.5))),
            None => Style::ink(ink),
        };
        entry(&mark, style.bold(), &series.name, look)
    });
    let half = spec.field.as_ref().filter(|field| field.kind == FieldKind::Probability).map(|_| {
        let style = Style::ink(palette::PALE).on(Some(palette::muted_probability(0.5)));
        entry("⠶⠶", style, &say!("plot-half"), look)
    });
    let mut lines: Vec<Line> = vec![];
    for entry in entries.chain(half) {
        match lines.last_mut() {
            Some(line) if line.width() + 3 + entry.width() <= look.width => {
                line.push(Style::default(), "   ");
                line.append(entry);
            }
            _ => lines.push(entry),
        }
    }
    lines
}

/// A mark, with some of its ground around it where it has one, and a name.
fn entry(mark: &str, style: Style, name: &str, look: Look) -> Line {
    let mark = if look.coloured && style.paper.is_some() { format!(" {mark} ") } else { mark.to_owned() };
    Line::new(style, mark).with(Style::default(), format!(" {name}"))
}

/// What `#1`, `#2`, .. in the picture stand for, in the order in which the picture meets them.
fn replaced(spec: &Spec) -> Option<String> {
    let mut labels = Labels::default();
    for label in spec.labels() {
        labels.drawable(label);
    }
    let replaced = labels.replaced();
    let pairs: Vec<String> = replaced.iter().enumerate().map(|(i, label)| format!("#{} = {label}", i + 1)).collect();
    (!pairs.is_empty()).then(|| say!("plot-replaced", pairs = pairs.join(", ")))
}

#[cfg(test)]
mod tests;
