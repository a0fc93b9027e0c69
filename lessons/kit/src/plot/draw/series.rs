//! Points, lines, bars. Classes differ by shape as well as by colour.

use super::{
    super::{
        clip,
        spec::{Mark, Series, Spec, bar_width},
    },
    canvas::{Canvas, Result},
    frame::Frame,
    nodes,
};
use plotters::{prelude::DrawingBackend, style::RGBColor};

pub(super) fn draw<DB: DrawingBackend>(
    spec: &Spec,
    index: usize,
    series: &Series,
    frame: &Frame,
    canvas: &Canvas<'_, DB>,
) -> Result<()> {
    match series.mark {
        Mark::Edges => nodes::edges(series, frame, canvas),
        Mark::Points if spec.graph => nodes::draw(spec, index, series, frame, canvas),
        Mark::Points => points(index, series, frame, canvas),
        Mark::Line => line(index, series, frame, canvas),
        Mark::Bars => {
            let alone = spec.series.iter().filter(|s| s.mark == Mark::Bars).count() == 1;
            bars(index, series, if alone { 0.85 } else { 0.55 }, frame, canvas)
        }
    }
}

fn points<DB: DrawingBackend>(index: usize, series: &Series, frame: &Frame, canvas: &Canvas<'_, DB>) -> Result<()> {
    // Many points would hide each other.
    let radius = match series.points.len() {
        0..=60 => 6.0,
        61..=400 => 5.0,
        401..=3000 => 3.5,
        _ => 2.0,
    };
    let inside =
        |(x, y): (f64, f64)| (frame.x.start..=frame.x.end).contains(&x) && (frame.y.start..=frame.y.end).contains(&y);
    for point in series.points.iter().copied().filter(|p| inside(*p)) {
        marker(index, frame.place(point), radius, canvas)?;
    }
    nodes::words_beside(series, frame, canvas)
}

/// One marker with a thin pale edge, so that neighbours stay apart.
pub(super) fn marker<DB: DrawingBackend>(
    index: usize,
    at: (f64, f64),
    radius: f64,
    canvas: &Canvas<'_, DB>,
) -> Result<()> {
    shape(index, at, radius + 1.0, canvas.theme.paper, canvas)?;
    shape(index, at, radius, canvas.theme.series(index), canvas)
}

fn shape<DB: DrawingBackend>(
    index: usize,
    (x, y): (f64, f64),
    r: f64,
    colour: RGBColor,
    canvas: &Canvas<'_, DB>,
) -> Result<()> {
    // Each scaled to look as large as the circle.
    let at = |corners: &[(f64, f64)]| corners.iter().map(|(dx, dy)| (x + r * dx, y + r * dy)).collect::<Vec<_>>();
    match index % 5 {
        0 => canvas.circle((x, y), r, colour),
        1 => canvas.polygon(&at(&[(0.0, -1.25), (1.15, 0.8), (-1.15, 0.8)]), colour),
        2 => canvas.polygon(&at(&[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]), colour),
        3 => canvas.polygon(&at(&[(0.0, -1.3), (1.1, 0.0), (0.0, 1.3), (-1.1, 0.0)]), colour),
        _ => canvas.polygon(&at(&[(0.0, 1.25), (1.15, -0.8), (-1.15, -0.8)]), colour),
    }
}

fn line<DB: DrawingBackend>(index: usize, series: &Series, frame: &Frame, canvas: &Canvas<'_, DB>) -> Result<()> {
    for part in clip::polyline(&series.points, &frame.x, &frame.y) {
        let part: Vec<_> = part.into_iter().map(|p| frame.place(p)).collect();
        canvas.path(&part, canvas.theme.series(index), 2.5)?;
    }
    Ok(())
}

fn bars<DB: DrawingBackend>(
    index: usize,
    series: &Series,
    opacity: f64,
    frame: &Frame,
    canvas: &Canvas<'_, DB>,
) -> Result<()> {
    let half = bar_width(series) / 2.0;
    let inside = |(x, y): (f64, f64)| {
        let (x, y) = frame.place((x, y));
        (x.clamp(frame.left, frame.right), y.clamp(frame.top, frame.bottom))
    };
    for &(middle, count) in &series.points {
        let ((left, top), (right, bottom)) = (inside((middle - half, count)), inside((middle + half, 0.0)));
        if count > 0.0 && right - left > 1.0 {
            canvas.rectangle((left + 0.5, top), (right - 0.5, bottom), canvas.theme.series(index), opacity)?;
        }
    }
    Ok(())
}
