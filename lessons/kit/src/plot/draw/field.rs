//! Backgrounds: probabilities and classes. Neighbours of one colour become one rectangle, so that an SVG
//! stays small.

use super::{
    super::{
        clip, contour,
        palette::Theme,
        spec::{Field, FieldKind},
    },
    canvas::{Canvas, Result},
    frame::Frame,
};
use plotters::{
    prelude::DrawingBackend,
    style::{Color, RGBColor},
};
use std::collections::BTreeMap;

/// Each cell of the grid is drawn as so many squared, interpolated.
const FINE: usize = 2;
/// Opposite corners of a rectangle.
type Corners = [(f64, f64); 2];

/// Rectangles that are drawn one colour after the other, so that `slim` can join an SVG's to one path a colour. They
/// must not lie on each other.
#[derive(Default)]
pub(super) struct ByColour(BTreeMap<(u8, u8, u8), Vec<Corners>>);

impl ByColour {
    pub fn add(&mut self, colour: RGBColor, corners: Corners) {
        self.0.entry(colour.rgb()).or_default().push(corners);
    }

    pub fn draw<DB: DrawingBackend>(self, canvas: &Canvas<'_, DB>) -> Result<()> {
        for ((r, g, b), rectangles) in self.0 {
            rectangles.into_iter().try_for_each(|[from, to]| canvas.rectangle(from, to, RGBColor(r, g, b), 1.0))?;
        }
        Ok(())
    }
}

/// A probability is drawn in so many tones.
const TONES: f64 = 16.0;

pub(super) fn background<DB: DrawingBackend>(field: &Field, frame: &Frame, canvas: &Canvas<'_, DB>) -> Result<()> {
    let (columns, rows) = ((field.columns - 1) * FINE, (field.rows() - 1) * FINE);
    let node = |i: usize, j: usize| {
        let x = field.x.start + (field.x.end - field.x.start) * i as f64 / columns as f64;
        let y = field.y.start + (field.y.end - field.y.start) * j as f64 / rows as f64;
        let (x, y) = frame.place((x, y));
        (x.clamp(frame.left, frame.right), y.clamp(frame.top, frame.bottom))
    };
    let mut by_colour = ByColour::default();
    for j in 0..rows {
        let colours: Vec<_> = (0..columns).map(|i| colour(field, i, j, &canvas.theme)).collect();
        for (start, end, colour) in runs(&colours) {
            let ((left, top), (right, bottom)) = (node(start, j + 1), node(end, j));
            // A pixel under or over the neighbours: edges on half pixels would show as seams in an SVG.
            let (top, right) = ((top - 1.0).max(frame.top), (right + 1.0).min(frame.right));
            by_colour.add(colour, [(left, top), (right, bottom)]);
        }
    }
    by_colour.draw(canvas)?;
    let width = if field.kind == FieldKind::Probability { 2.0 } else { 1.0 };
    for line in contour::borders(field) {
        for part in clip::polyline(&line, &frame.x, &frame.y) {
            let part: Vec<_> = part.into_iter().map(|p| frame.place(p)).collect();
            canvas.path(&part, canvas.theme.ink, width)?;
        }
    }
    Ok(())
}

/// The colour of one fine cell, from the four nodes around its middle.
fn colour(field: &Field, i: usize, j: usize, theme: &Theme) -> Option<RGBColor> {
    let (column, row) = (i / FINE, j / FINE);
    let part = |k: usize| ((k % FINE) as f64 + 0.5) / FINE as f64;
    let (across, up) = (part(i), part(j));
    let corners = [
        (field.value(column, row), (1.0 - across) * (1.0 - up)),
        (field.value(column + 1, row), across * (1.0 - up)),
        (field.value(column, row + 1), (1.0 - across) * up),
        (field.value(column + 1, row + 1), across * up),
    ];
    match field.kind {
        FieldKind::Probability => {
            let p: f64 = corners.iter().map(|(value, weight)| value * weight).sum();
            p.is_finite().then(|| theme.probability((p.clamp(0.0, 1.0) * TONES).round() / TONES))
        }
        FieldKind::Classes => {
            let weight = |class: f64| corners.iter().filter(|c| c.0 == class).map(|c| c.1).sum::<f64>();
            let class = corners.iter().map(|c| c.0).max_by(|a, b| weight(*a).total_cmp(&weight(*b)))?;
            Some(theme.background(class as usize))
        }
    }
}

/// The start, end and colour of every run of one colour.
pub(super) fn runs(colours: &[Option<RGBColor>]) -> impl Iterator<Item = (usize, usize, RGBColor)> {
    colours
        .chunk_by(|a, b| a == b)
        .scan(0, |end, run| {
            let start = *end;
            *end += run.len();
            Some((start, *end, run[0]))
        })
        .filter_map(|(start, end, colour)| Some((start, end, colour?)))
}
