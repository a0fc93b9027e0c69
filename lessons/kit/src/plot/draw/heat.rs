//! Heat maps: coloured cells, the numbers in them, the names of their columns and rows, and what colours mean.

use super::{
    super::{
        font, palette, scale,
        spec::{Heat, Spec, Tick},
    },
    canvas::{Anchor, Canvas, Result},
    field::runs,
    frame::Frame,
};
use plotters::prelude::DrawingBackend;

/// Letters in a cell are between these sizes; where not even the smallest fit, there are none.
const LETTERS: (f64, f64) = (9.0, 17.0);

/// How far a cell reaches below the next one, which covers it: between two that only touch, paper shines through where a
/// browser scales the picture.
const OVERLAP: f64 = 0.5;

pub(super) fn draw<DB: DrawingBackend>(spec: &Spec, heat: &Heat, frame: &Frame, canvas: &Canvas<'_, DB>) -> Result<()> {
    let rows = heat.rows();
    for row in 0..rows {
        let colours: Vec<_> = (0..heat.columns).map(|column| heat.level(column, row).map(palette::heat)).collect();
        let (top, bottom) = ((rows - row) as f64, (rows - row - 1) as f64);
        for (start, end, colour) in runs(&colours) {
            let (right, low) = frame.place((end as f64, bottom));
            let corner = ((right + OVERLAP).min(frame.right), (low + OVERLAP).min(frame.bottom));
            canvas.rectangle(frame.place((start as f64, top)), corner, colour, 1.0)?;
        }
    }
    if spec.numbers {
        numbers(heat, frame, canvas)?;
    }
    key(heat, frame, canvas)
}

fn numbers<DB: DrawingBackend>(heat: &Heat, frame: &Frame, canvas: &Canvas<'_, DB>) -> Result<()> {
    let (wide, high) = cell(heat, frame);
    let words: Vec<String> = heat.values.iter().map(|value| said(*value)).collect();
    let widest = words.iter().map(|words| canvas.width(words, 1.0)).fold(0.0, f64::max);
    let em = (0.55 * high).min((wide - 6.0) / widest.max(0.1)).min(LETTERS.1);
    if em < LETTERS.0 {
        return Ok(());
    }
    for (index, words) in words.iter().enumerate() {
        let (column, row) = (index % heat.columns, index / heat.columns);
        let Some(level) = heat.level(column, row) else { continue };
        let (x, y) = frame.place((column as f64 + 0.5, (heat.rows() - row) as f64 - 0.5));
        canvas.text(words, (x, y + 0.36 * em), em, palette::on_heat(level), Anchor::Middle)?;
    }
    Ok(())
}

/// The width and the height of a cell.
fn cell(heat: &Heat, frame: &Frame) -> (f64, f64) {
    ((frame.right - frame.left) / heat.columns as f64, (frame.bottom - frame.top) / heat.rows() as f64)
}

/// A value as it is written into its cell: counts whole, others with two decimals.
pub(in super::super) fn said(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value}") } else { format!("{value:.2}") }
}

/// The names of columns or rows as ticks, each where `place` puts it. What the font cannot write is its index.
pub(super) fn names(length: usize, labels: &[String], place: impl Fn(usize) -> f64) -> Vec<Tick> {
    let word = |index: usize| match labels.get(index) {
        Some(label) if font::can_write(label) => cut(label),
        _ => index.to_string(),
    };
    (0..length).map(|index| (place(index), word(index))).collect()
}

/// At most so many letters.
const LONGEST: usize = 18;

fn cut(label: &str) -> String {
    if label.chars().count() <= LONGEST {
        return label.to_owned();
    }
    label.chars().take(LONGEST - 1).chain(['…']).collect()
}

/// The size of the letters of names where a cell has `room`.
pub(super) fn letters(room: f64, largest: f64) -> f64 {
    (room - 1.0).clamp(LETTERS.0, largest)
}

/// The size of the letters of names where a cell has `room`; where that is too little, some indices take their place.
pub(super) fn fit(ticks: &mut Vec<Tick>, room: f64, largest: f64) -> f64 {
    if room >= LETTERS.0 {
        return letters(room, largest);
    }
    let apart = (2.0 * largest / room).ceil() as usize;
    let places = ticks.iter().step_by(apart).zip(0..);
    *ticks = places.map(|((place, _), index): (&Tick, usize)| (*place, (index * apart).to_string())).collect();
    largest
}

/// The box for so many columns and rows in this room: squares, unless one side would be far shorter than the other.
pub(super) fn square(heat: &Heat, (width, height): (f64, f64)) -> (f64, f64) {
    const STRETCH: f64 = 2.5;
    let (columns, rows) = (heat.columns as f64, heat.rows() as f64);
    let side = (width / columns).min(height / rows);
    let alike = (0.5..=2.0).contains(&(columns / rows));
    let most = if alike { side } else { STRETCH * side };
    ((width / columns).min(most) * columns, (height / rows).min(most) * rows)
}

/// The colours' meaning, to the right.
fn key<DB: DrawingBackend>(heat: &Heat, frame: &Frame, canvas: &Canvas<'_, DB>) -> Result<()> {
    const STEPS: usize = 64;
    if heat.range.start > heat.range.end {
        return Ok(());
    }
    let (left, right) = (frame.right + 18.0, frame.right + 34.0);
    let y = |share: f64| frame.bottom - share * (frame.bottom - frame.top);
    for step in 0..STEPS {
        let (low, high) = (step as f64 / STEPS as f64, (step + 1) as f64 / STEPS as f64);
        let bottom = (y(low) + OVERLAP).min(frame.bottom);
        canvas.rectangle((left, y(high)), (right, bottom), palette::heat((low + high) / 2.0), 1.0)?;
    }
    if heat.range.start == heat.range.end {
        return canvas.text(
            &format!("{}", heat.range.start),
            (right + 6.0, y(0.5) + 5.0),
            13.0,
            canvas.theme.quiet,
            Anchor::Left,
        );
    }
    for (value, words) in scale::ticks(&heat.range, 5) {
        let at = y(scale::share(value, &heat.range));
        canvas.path(&[(right, at), (right + 4.0, at)], canvas.theme.quiet, 1.0)?;
        canvas.text(&words, (right + 8.0, at + 5.0), 13.0, canvas.theme.quiet, Anchor::Left)?;
    }
    Ok(())
}
