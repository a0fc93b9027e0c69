//! Small pictures in rows, each with a word above it: ink on paper, as much as each pixel is bright.

use super::{
    super::{font, palette::blend, spec::Images},
    canvas::{Anchor, Canvas, Result},
    field::{ByColour, runs},
    frame::Frame,
};
use plotters::prelude::DrawingBackend;

const GAP: f64 = 10.0;
const CAPTION: f64 = 13.0;
/// A pixel is drawn at most this large.
const LARGEST: f64 = 6.0;

pub(super) fn draw<DB: DrawingBackend>(images: &Images, frame: &Frame, canvas: &Canvas<'_, DB>) -> Result<()> {
    let (width, height) = (images.width as f64, images.height as f64);
    let above = if images.captions.is_empty() { 0.0 } else { CAPTION + 5.0 };
    let room = (frame.right - frame.left, frame.bottom - frame.top);
    let count = images.pixels.len();
    // The number of columns that lets the pictures be largest.
    let zoom = |columns: usize| {
        let rows = count.div_ceil(columns) as f64;
        let across = ((room.0 + GAP) / columns as f64 - GAP) / width;
        across.min(((room.1 + GAP) / rows - GAP - above) / height).min(LARGEST)
    };
    let Some(columns) = (1..=count).max_by(|a, b| zoom(*a).total_cmp(&zoom(*b)).then(a.cmp(b))) else { return Ok(()) };
    let zoom = zoom(columns).max(0.5);
    let mut by_colour = ByColour::default();
    for (index, pixels) in images.pixels.iter().enumerate() {
        let (column, row) = ((index % columns) as f64, (index / columns) as f64);
        let left = frame.left + column * (width * zoom + GAP);
        let top = frame.top + row * (height * zoom + above + GAP) + above;
        if let Some(caption) = images.captions.get(index) {
            let word = if font::can_write(caption) { caption.clone() } else { index.to_string() };
            let middle = (left + width * zoom / 2.0, top - 5.0);
            canvas.text(&word, middle, CAPTION, canvas.theme.ink, Anchor::Middle)?;
        }
        let ground = blend(canvas.theme.paper, canvas.theme.ink, 0.06);
        canvas.rectangle((left, top), (left + width * zoom, top + height * zoom), ground, 1.0)?;
        for (y, line) in pixels.chunks(images.width).enumerate() {
            // Few tones make long runs, so that an SVG stays small.
            let tone = |v: &f64| (*v > 0.03).then(|| blend(ground, canvas.theme.ink, (v * 16.0).round() / 16.0));
            let colours: Vec<_> = line.iter().map(tone).collect();
            for (start, end, colour) in runs(&colours) {
                let from = (left + start as f64 * zoom, top + y as f64 * zoom);
                by_colour.add(colour, [from, (left + end as f64 * zoom, from.1 + zoom)]);
            }
        }
    }
    by_colour.draw(canvas)
}
