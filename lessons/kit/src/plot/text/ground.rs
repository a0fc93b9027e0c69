//! What lies under the points: probabilities, classes, heat maps.

use super::{
    super::{
        palette,
        spec::{Field, FieldKind, Heat},
    },
    grid::Grid,
    line::{Line, Style},
};
use plotters::style::RGBColor;
use std::ops::Range;

/// From the least to the greatest value of a heat map without colours.
pub(super) const SHADES: [char; 5] = [' ', '░', '▒', '▓', '█'];
/// A probability is drawn in so many tones.
const TONES: f64 = 20.0;
/// The width of the key to a heat map's colours.
const KEY: usize = 24;
/// A heat map of few rows or columns is stretched to at least so many letters across, or half letters down.
const LEAST: (usize, usize) = (20, 12);

/// Colours the ground.
pub(super) fn colour(field: &Field, x: &Range<f64>, y: &Range<f64>, grid: &mut Grid) {
    let (columns, halves) = (grid.columns(), 2 * grid.rows());
    let between = |range: &Range<f64>, i: usize, n: usize| {
        let share = (i as f64 + 0.5) / n as f64;
        range.start + (range.end - range.start) * share
    };
    for half in 0..halves {
        for column in 0..columns {
            let at = (between(x, column, columns), between(y, halves - 1 - half, halves));
            grid.paper(column, half, Some(tone(field, field.at(at))));
        }
    }
}

fn tone(field: &Field, value: Option<f64>) -> RGBColor {
    match (field.kind, value) {
        // Where nothing is known both classes are as likely.
        (_, None) => palette::muted_probability(0.5),
        (FieldKind::Classes, Some(class)) => palette::muted(class as usize),
        (FieldKind::Probability, Some(p)) => palette::muted_probability((p.clamp(0.0, 1.0) * TONES).round() / TONES),
    }
}

/// The letters across and the half letters down that a heat map takes of the room: whole ones for each value where
/// there is room, and as many down as across, since half a letter is a square.
pub(super) fn extent(heat: &Heat, room: (usize, usize)) -> (usize, usize) {
    let most = (room.0 / heat.columns, room.1 / heat.rows());
    let alike = most.0.min(most.1).max(1);
    let stretched = |most: usize, count: usize, least: usize| alike.max(most.min(least.div_ceil(count))) * count;
    let across = stretched(most.0, heat.columns, LEAST.0);
    let down = stretched(most.1, heat.rows(), LEAST.1);
    (across.min(room.0), down.min(room.1))
}

/// A heat map in colours over the whole grid, of which it takes so many half letters down.
pub(super) fn heat(heat: &Heat, halves: usize, grid: &mut Grid) {
    let columns = grid.columns();
    for half in 0..halves {
        for column in 0..columns {
            let level = heat.level(column * heat.columns / columns, half * heat.rows() / halves);
            grid.paper(column, half, level.map(palette::heat));
        }
    }
}

/// A heat map in shades.
pub(super) fn shade(heat: &Heat, grid: &mut Grid) {
    let (columns, rows) = (grid.columns(), grid.rows());
    for row in 0..rows {
        for column in 0..columns {
            let level = heat.level(column * heat.columns / columns, row * heat.rows() / rows);
            let shade = level.map_or('?', |level| Heat::shade(level, &SHADES));
            grid.letter(2 * column as i64, 4 * row as i64, shade);
        }
    }
}

/// What a heat map's colours or shades mean.
pub(super) fn key(heat: &Heat, left: usize, coloured: bool) -> Line {
    let (least, greatest) = (short(heat.range.start), short(heat.range.end));
    if !coloured {
        let shades: String = SHADES.iter().collect();
        return Line::new(Style::default(), say!("plot-shades", shades = shades, least = least, greatest = greatest));
    }
    let mut line = Line::new(Style::default(), " ".repeat(left)).with(Style::ink(palette::FAINT), format!("{least} "));
    for step in 0..KEY {
        line.push(Style::default().on(Some(palette::heat((step as f64 + 0.5) / KEY as f64))), " ");
    }
    line.with(Style::ink(palette::FAINT), format!(" {greatest}"))
}

fn short(value: f64) -> String {
    if value.is_finite() { format!("{}", (value * 1e4).round() / 1e4) } else { "-".into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_squares_unless_there_are_few_or_many() {
        let room = (60, 36);
        let extent = |columns: usize, rows: usize| {
            extent(&Heat { columns, values: vec![0.0; columns * rows], range: 0.0..1.0 }, room)
        };
        assert_eq!(extent(28, 28), (28, 28));
        assert_eq!(extent(10, 10), (30, 30));
        assert_eq!(extent(40, 3), (40, 12));
        assert_eq!(extent(2, 40), (20, 36));
        assert_eq!(extent(784, 1), (60, 12));
    }
}
