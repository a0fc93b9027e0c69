//! Blocks in layers with arrows between them: how a value was computed, from left to right.

use super::{
    super::{
        diagram::{BLOCK, Diagram},
        palette::blend,
    },
    canvas::{Anchor, Canvas, Result},
    frame::Frame,
};
use plotters::prelude::DrawingBackend;

pub(super) fn draw<DB: DrawingBackend>(diagram: &Diagram, frame: &Frame, canvas: &Canvas<'_, DB>) -> Result<()> {
    let em = diagram.letters_in((frame.right - frame.left, frame.bottom - frame.top));
    let corner = |place: usize| {
        let (x, y) = diagram.corner(place);
        (frame.left + x * em, frame.top + y * em)
    };
    let left = |place: usize| (corner(place).0, corner(place).1 + BLOCK.1 * em / 2.0);
    let right = |place: usize| (left(place).0 + BLOCK.0 * em, left(place).1);
    for route in &diagram.routes {
        let last = route.len() - 1;
        for (index, pair) in route.windows(2).enumerate() {
            if index > 0 {
                canvas.path(&[left(pair[0]), right(pair[0])], canvas.theme.quiet, 1.2)?;
            }
            curve(right(pair[0]), left(pair[1]), (index + 1 == last).then_some(0.6 * em), canvas)?;
        }
    }
    for (index, block) in diagram.blocks.iter().enumerate() {
        let (x, y) = corner(index);
        let colour = canvas.theme.series(usize::from(!block.computed));
        let ground = blend(canvas.theme.paper, colour, 0.16);
        let (right, bottom) = (x + BLOCK.0 * em, y + BLOCK.1 * em);
        canvas.rectangle((x, y), (right, bottom), ground, 1.0)?;
        canvas.path(&[(x, y), (right, y), (right, bottom), (x, bottom), (x, y)], colour, 1.0)?;
        let line = |number: f64| y + (0.3 + 1.25 * number) * em;
        let left = x + 0.5 * em;
        canvas.text(&block.head, (left, line(0.8)), em, canvas.theme.ink, Anchor::Left)?;
        canvas.text(&block.data, (right - 0.5 * em, line(1.8)), 0.9 * em, canvas.theme.ink, Anchor::Right)?;
        canvas.text(&say!("plot-data"), (left, line(1.8)), 0.9 * em, canvas.theme.quiet, Anchor::Left)?;
        canvas.text(&block.grad, (right - 0.5 * em, line(2.7)), 0.9 * em, canvas.theme.ink, Anchor::Right)?;
        canvas.text(&say!("plot-grad"), (left, line(2.7)), 0.9 * em, canvas.theme.quiet, Anchor::Left)?;
    }
    Ok(())
}

/// A soft curve that leaves and arrives level; with a head of this length at the end of its arrow.
fn curve<DB: DrawingBackend>(
    start: (f64, f64),
    end: (f64, f64),
    head: Option<f64>,
    canvas: &Canvas<'_, DB>,
) -> Result<()> {
    let stop = (end.0 - head.unwrap_or(0.0), end.1);
    let bend = (stop.0 - start.0) / 2.0;
    // Bézier's cubic curve.
    let at = |t: f64| {
        let (a, b, c, d) = ((1.0 - t).powi(3), 3.0 * t * (1.0 - t).powi(2), 3.0 * t * t * (1.0 - t), t.powi(3));
        let x = a * start.0 + b * (start.0 + bend) + c * (stop.0 - bend) + d * stop.0;
        (x, (a + b) * start.1 + (c + d) * stop.1)
    };
    let points: Vec<_> = (0..=24).map(|i| at(f64::from(i) / 24.0)).collect();
    canvas.path(&points, canvas.theme.quiet, 1.2)?;
    let Some(head) = head else { return Ok(()) };
    let corners = [end, (stop.0, stop.1 - 0.5 * head), (stop.0, stop.1 + 0.5 * head)];
    canvas.polygon(&corners, canvas.theme.quiet)
}
