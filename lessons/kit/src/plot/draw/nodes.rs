//! Nodes and edges of a graph; words beside points.

use super::{
    super::{
        font,
        palette::{self, blend},
        spec::{Series, Spec},
    },
    canvas::{Anchor, Canvas, Result},
    frame::Frame,
    series::marker,
};
use plotters::prelude::DrawingBackend;

/// Words beside points, in pixels.
const WORD: f64 = 13.0;

/// Circles with words in them; of many nodes, their classes' markers.
pub(super) fn draw<DB: DrawingBackend>(
    spec: &Spec,
    index: usize,
    series: &Series,
    frame: &Frame,
    canvas: &Canvas<'_, DB>,
) -> Result<()> {
    const RADIUS: f64 = 12.0;
    if !spec.round_nodes() {
        let count = spec.series.iter().map(|series| series.points.len()).max().unwrap_or(0);
        let radius = (110.0 / (count as f64).sqrt()).clamp(2.0, 7.0);
        return series.points.iter().try_for_each(|point| marker(index, frame.place(*point), radius, canvas));
    }
    let colour = canvas.theme.series(index);
    for (node, point) in series.points.iter().enumerate() {
        let (x, y) = frame.place(*point);
        canvas.circle((x, y), RADIUS + 1.5, canvas.theme.paper)?;
        canvas.circle((x, y), RADIUS, colour)?;
        let Some(word) = series.labels.get(node) else { continue };
        let word = if font::can_write(word) { word.clone() } else { node.to_string() };
        let em = (1.7 * RADIUS / canvas.width(&word, 1.0).max(0.1)).min(RADIUS + 1.0);
        canvas.text(&word, (x, y + 0.36 * em), em, palette::on(colour), Anchor::Middle)?;
    }
    Ok(())
}

pub(super) fn edges<DB: DrawingBackend>(series: &Series, frame: &Frame, canvas: &Canvas<'_, DB>) -> Result<()> {
    let many = series.points.len() > 1000;
    let colour = blend(canvas.theme.paper, canvas.theme.quiet, if many { 0.35 } else { 0.6 });
    for ends in series.points.chunks_exact(2) {
        canvas.path(&[frame.place(ends[0]), frame.place(ends[1])], colour, if many { 1.0 } else { 1.5 })?;
    }
    Ok(())
}

/// Words beside their points, to the right or else to the left; one that would cover an earlier one is left out.
pub(super) fn words_beside<DB: DrawingBackend>(series: &Series, frame: &Frame, canvas: &Canvas<'_, DB>) -> Result<()> {
    const AWAY: f64 = 9.0;
    let mut taken: Vec<[f64; 4]> = vec![];
    for (index, (point, label)) in series.points.iter().zip(&series.labels).enumerate() {
        let word = if font::can_write(label) { label.clone() } else { index.to_string() };
        let ((x, y), wide) = (frame.place(*point), canvas.width(&word, WORD));
        let free = |left: &f64| {
            let place = [*left, y - WORD / 2.0, left + wide, y + WORD / 2.0];
            let covers = |other: &[f64; 4]| {
                place[0] < other[2] && other[0] < place[2] && place[1] < other[3] && other[1] < place[3]
            };
            place[2] < frame.right + AWAY && !taken.iter().any(covers)
        };
        if let Some(left) = [x + AWAY, x - AWAY - wide].into_iter().find(free) {
            canvas.text(&word, (left, y + 0.36 * WORD), WORD, canvas.theme.ink, Anchor::Left)?;
            taken.push([left, y - WORD / 2.0, left + wide, y + WORD / 2.0]);
        }
    }
    Ok(())
}
