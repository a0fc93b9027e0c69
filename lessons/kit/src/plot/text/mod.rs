//! Plots as text: braille dots in a frame of letters. It says everything in words that the picture may not be able
//! to write.
//!
//! ```text
//! mod.rs      title, legend, axes, notes
//! braille.rs  Grid: dots, 2 x 4 a letter
//! series.rs   points, lines, bars, backgrounds onto the grid
//! ```

mod braille;
mod series;

use super::{
    font::Labels,
    scale::share,
    spec::{FieldKind, Mark, Spec},
};
use braille::Grid;
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// The whole plot's width in letters.
const WIDTH: usize = 64;
/// The box's height in lines.
const HEIGHT: usize = 15;

/// The plot as text.
pub(super) fn draw(spec: &Spec) -> String {
    let (x, y) = spec.ranges();
    let (x_ticks, y_ticks) = spec.ticks(6, 5);
    let left = y_ticks.iter().map(|(_, words)| words.width()).max().unwrap_or(0);
    let mut grid = Grid::new(WIDTH - left - 2, HEIGHT);
    series::draw(spec, &x, &y, &mut grid);

    let mut lines = vec![];
    lines.extend(Some(spec.title.clone()).filter(|title| !title.is_empty()));
    lines.extend(legend(spec));
    lines.extend(Some(spec.y_label.clone()).filter(|label| !label.is_empty()));
    for (row, dots) in grid.lines().into_iter().enumerate() {
        let tick = y_ticks.iter().find(|(value, _)| line_of(*value, &y) == Some(row));
        let (words, edge) = tick.map_or(("", '│'), |(_, words)| (words.as_str(), '┤'));
        let pad = " ".repeat(left - words.width());
        lines.push(format!("{pad}{words} {edge}{dots}").trim_end().to_owned());
    }
    lines.extend(foot(left, grid.columns(), &x, &x_ticks));
    if !spec.x_label.is_empty() {
        let pad = left + 2 + grid.columns().saturating_sub(spec.x_label.width()) / 2;
        lines.push(format!("{}{}", " ".repeat(pad), spec.x_label));
    }
    lines.extend(spec.heat.as_ref().map(series::key));
    lines.extend(spec.is_empty().then(|| format!("({})", say!("plot-empty"))));
    lines.extend(spec.notes());
    lines.extend(replaced(spec));
    lines.join("\n")
}

/// The line of the box that a y value stands in.
fn line_of(value: f64, y: &Range<f64>) -> Option<usize> {
    let up = share(value, y);
    (0.0..=1.0).contains(&up).then(|| (((1.0 - up) * HEIGHT as f64) as usize).min(HEIGHT - 1))
}

/// The x axis and the words under it; words that would touch are left out.
fn foot(left: usize, columns: usize, x: &Range<f64>, ticks: &[(f64, String)]) -> [String; 2] {
    let mut axis = vec!['─'; columns];
    let mut words = String::new();
    for (value, tick) in ticks {
        let column = ((share(*value, x) * columns as f64) as usize).min(columns - 1);
        axis[column] = '┬';
        let start = (left + 2 + column).saturating_sub(tick.width() / 2);
        if words.is_empty() || start > words.width() {
            words += &" ".repeat(start - words.width());
            words += tick;
        }
    }
    [format!("{} └{}", " ".repeat(left), axis.into_iter().collect::<String>()), words]
}

/// Marks and names, in as many lines as they need.
fn legend(spec: &Spec) -> Vec<String> {
    let named = spec.series.iter().enumerate().filter(|(_, series)| !series.name.is_empty());
    let entries = named.map(|(index, series)| {
        let mark = match (series.mark, series::letter(spec, index)) {
            (Mark::Points, Some(letter)) => letter.to_string(),
            (Mark::Points, None) => "⠂".to_owned(),
            (Mark::Line, Some(letter)) => format!("⠤{letter}⠤"),
            (Mark::Line, None) => "⠤⠤".to_owned(),
            (Mark::Bars, letter) => letter.unwrap_or('⣿').to_string(),
        };
        format!("{mark} {}", series.name)
    });
    let half = spec.field.as_ref().filter(|field| field.kind == FieldKind::Probability);
    let mut lines: Vec<String> = vec![];
    for entry in entries.chain(half.map(|_| format!("⠶⠶ {}", say!("plot-half")))) {
        match lines.last_mut() {
            Some(line) if line.width() + 3 + entry.width() <= WIDTH => *line += &format!("   {entry}"),
            _ => lines.push(entry),
        }
    }
    lines
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
