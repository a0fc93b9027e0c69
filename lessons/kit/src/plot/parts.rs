//! What a plot is made of: series of points, fields behind them, heat maps, small pictures.

use super::scale;
use std::ops::Range;

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Points,
    Line,
    /// Lines between pairs of points: the edges of a graph.
    Edges,
    /// A histogram: the points are (middle, count) of equal intervals.
    Bars,
}

/// Named points.
#[derive(Clone, Debug)]
pub(super) struct Series {
    pub name: String,
    pub mark: Mark,
    /// A gap in a line is a point of NaN.
    pub points: Vec<(f64, f64)>,
    /// Words beside the points, or within them where they are the nodes of a graph.
    pub labels: Vec<String>,
}

/// What the values of a field mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FieldKind {
    /// Of the second class, 0 to 1.
    Probability,
    /// Class numbers.
    Classes,
}

/// Values on a regular grid of nodes behind the points, row by row from the lowest y.
#[derive(Clone, Debug)]
pub(super) struct Field {
    pub kind: FieldKind,
    pub x: Range<f64>,
    pub y: Range<f64>,
    pub columns: usize,
    pub values: Vec<f64>,
}

impl Field {
    pub fn rows(&self) -> usize {
        self.values.len() / self.columns
    }

    pub fn value(&self, column: usize, row: usize) -> f64 {
        self.values[row * self.columns + column]
    }

    /// The value at a place: between nodes a probability is interpolated, a class is the nearest node's. `None`
    /// outside.
    pub fn at(&self, (x, y): (f64, f64)) -> Option<f64> {
        let (across, up) = (scale::share(x, &self.x), scale::share(y, &self.y));
        if !(0.0..=1.0).contains(&across) || !(0.0..=1.0).contains(&up) {
            return None;
        }
        let (across, up) = (across * (self.columns - 1) as f64, up * (self.rows() - 1) as f64);
        let value = match self.kind {
            FieldKind::Classes => self.value(across.round() as usize, up.round() as usize),
            FieldKind::Probability => {
                let (column, row) = ((across as usize).min(self.columns - 2), (up as usize).min(self.rows() - 2));
                let (right, above) = (across - column as f64, up - row as f64);
                let along = |row| (1.0 - right) * self.value(column, row) + right * self.value(column + 1, row);
                (1.0 - above) * along(row) + above * along(row + 1)
            }
        };
        value.is_finite().then_some(value)
    }

    /// How many classes there are; two for a probability.
    pub fn classes(&self) -> usize {
        match self.kind {
            FieldKind::Probability => 2,
            FieldKind::Classes => self.values.iter().fold(0.0_f64, |most, v| most.max(*v)) as usize + 1,
        }
    }
}

/// Rows of numbers as a map of colours, the first row at the top.
#[derive(Clone, Debug)]
pub(super) struct Heat {
    pub columns: usize,
    pub values: Vec<f64>,
    /// The least and the greatest finite value.
    pub range: Range<f64>,
}

impl Heat {
    pub fn rows(&self) -> usize {
        self.values.len() / self.columns
    }

    /// The one of these shades, from the least to the greatest, that a level has.
    pub fn shade(level: f64, shades: &[char; 5]) -> char {
        shades[((level * 5.0) as usize).min(4)]
    }

    /// Where a value stands between the least and the greatest, 0 to 1; `None` for NaN.
    pub fn level(&self, column: usize, row: usize) -> Option<f64> {
        let value = self.values[row * self.columns + column];
        let span = self.range.end - self.range.start;
        value.is_finite().then(|| if span > 0.0 { (value - self.range.start) / span } else { 0.5 })
    }
}

/// Small pictures in rows, each with a word above it.
#[derive(Clone, Debug)]
pub(super) struct Images {
    pub width: usize,
    pub height: usize,
    /// Brightness from 0 to 1, row by row from the top.
    pub pixels: Vec<Vec<f64>>,
    pub captions: Vec<String>,
}
