//! Points, lines, bars and borders onto the grid.

use super::{
    super::{
        clip, contour, palette,
        scale::share,
        spec::{Mark, Series, Spec, bar_width},
    },
    grid::Grid,
};
use plotters::style::RGBColor;
use std::ops::Range;
use unicode_width::UnicodeWidthStr;

/// Letters that tell series apart without colour; plain ones, as wide on every terminal.
const LETTERS: [char; 7] = ['o', 'x', '+', '*', '#', '%', '@'];
/// So few points are seen better as letters.
const FEW: usize = 150;
/// A line among several carries its letter every so many columns.
const APART: usize = 12;
/// Of several series' bars every so many carry the series' letter.
const BARS_APART: usize = 3;

/// A series' letter, where dots alone would not tell it from others, or could be overlooked.
pub(super) fn letter(spec: &Spec, index: usize) -> Option<char> {
    let Series { mark, ref points, .. } = spec.series[index];
    let alike = spec.series.iter().filter(|s| s.mark == mark).count();
    // Many points as letters would hide the lines through them.
    let seen_better = mark == Mark::Points && (spec.field.is_some() || spec.graph || points.len() <= FEW);
    (alike > 1 || seen_better).then(|| LETTERS[index % LETTERS.len()])
}

/// A series' colour on what lies under it.
pub(super) fn ink(spec: &Spec, index: usize) -> RGBColor {
    if spec.field.is_some() { palette::on_muted(index) } else { palette::on_any_paper(index) }
}

/// Turns data into dots.
struct Place<'a> {
    x: &'a Range<f64>,
    y: &'a Range<f64>,
    size: (usize, usize),
}

impl Place<'_> {
    fn dot(&self, (x, y): (f64, f64)) -> (i64, i64) {
        let at = |share: f64, dots: usize| (share * dots as f64).floor().clamp(-1.0, dots as f64) as i64;
        let on_edge = |at: i64, share: f64, dots: usize| if share == 1.0 { dots as i64 - 1 } else { at };
        let (across, down) = (share(x, self.x), 1.0 - share(y, self.y));
        (on_edge(at(across, self.size.0), across, self.size.0), on_edge(at(down, self.size.1), down, self.size.1))
    }
}

pub(super) fn draw(spec: &Spec, x: &Range<f64>, y: &Range<f64>, grid: &mut Grid) {
    let place = Place { x, y, size: grid.size() };
    grid.pen(palette::PALE);
    for border in spec.field.iter().flat_map(contour::borders) {
        for part in clip::polyline(&border, x, y) {
            part.windows(2).for_each(|pair| grid.line(place.dot(pair[0]), place.dot(pair[1])));
        }
    }
    for (index, series) in spec.in_order() {
        let letter = letter(spec, index);
        grid.pen(ink(spec, index));
        match series.mark {
            Mark::Points => {
                points(series, letter, &place, grid);
                if !spec.graph {
                    words_beside(series, &place, grid);
                }
            }
            Mark::Edges => {
                grid.pen(palette::FAINT);
                let ends = series.points.chunks_exact(2);
                ends.for_each(|ends| grid.line(place.dot(ends[0]), place.dot(ends[1])));
            }
            Mark::Line => line(index, series, letter, &place, grid),
            Mark::Bars => {
                let mut layer = Grid::new(grid.columns(), grid.rows());
                layer.pen(ink(spec, index));
                bars(index, series, letter, &place, &mut layer);
                grid.lay_bars(&layer);
            }
        }
    }
}

fn points(series: &Series, letter: Option<char>, place: &Place<'_>, grid: &mut Grid) {
    for point in &series.points {
        let (x, y) = place.dot(*point);
        match letter {
            Some(letter) => grid.letter(x, y, letter),
            None => grid.dot(x, y),
        }
    }
}

/// Words beside their points, to the right or else to the left, where nothing else is written. Letters that are two wide
/// would break the lines.
fn words_beside(series: &Series, place: &Place<'_>, grid: &mut Grid) {
    for (index, (point, label)) in series.points.iter().zip(&series.labels).enumerate() {
        let narrow = label.chars().count() == label.width();
        let word = if narrow { label.clone() } else { index.to_string() };
        let (x, y) = place.dot(*point);
        let before = -(word.chars().count() as i64) - 1;
        for first in [2, before] {
            let letters = || word.chars().zip(first..).map(|(letter, column)| (x + 2 * column, letter));
            if letters().all(|(x, _)| grid.is_free(x, y)) {
                letters().for_each(|(x, letter)| grid.letter(x, y, letter));
                break;
            }
        }
    }
}

fn line(index: usize, series: &Series, letter: Option<char>, place: &Place<'_>, grid: &mut Grid) {
    // Each series starts elsewhere, so that lines close to each other show both letters.
    let (columns, mut last) = (grid.columns(), None);
    let marked = |column: usize| column % APART == (3 + 4 * index) % APART && column < columns;
    for part in clip::polyline(&series.points, place.x, place.y) {
        for pair in part.windows(2) {
            let (a, b) = (place.dot(pair[0]), place.dot(pair[1]));
            grid.line(a, b);
            let column = b.0.max(0) as usize / 2;
            if let Some(letter) = letter.filter(|_| marked(column) && last != Some(column)) {
                grid.letter(b.0, b.1, letter);
                last = Some(column);
            }
        }
    }
}

fn bars(index: usize, series: &Series, letter: Option<char>, place: &Place<'_>, grid: &mut Grid) {
    let half = bar_width(series) / 2.0;
    for (bar, &(middle, count)) in series.points.iter().enumerate().filter(|(_, (_, count))| *count > 0.0) {
        let ((left, top), (right, bottom)) = (place.dot((middle - half, count)), place.dot((middle + half, 0.0)));
        // A gap of one dot keeps bars apart, where they are wide enough to spare it.
        let right = if right - left > 2 { right - 1 } else { right.max(left + 1) };
        for x in left..right {
            grid.line((x, top), (x, bottom));
        }
        if let Some(letter) = letter.filter(|_| bar % BARS_APART == index % BARS_APART) {
            // Below the edge, where it does not hide how high the bar is.
            grid.letter((left + right - 1) / 2, (top + 4).min(bottom - 1).max(top), letter);
        }
    }
}
