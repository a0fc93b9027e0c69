//! Title, legend, axes and notes, and the box they leave for the data.
//!
//! From the top: title, legend, the y label (lying, so that it can be read), the box, ticks, the x label, notes.

use super::{
    super::{
        font::Labels,
        scale::share,
        spec::{FieldKind, Mark, Spec, Tick},
    },
    canvas::{Anchor, Canvas, Result},
    heat, series,
};
use plotters::prelude::DrawingBackend;
use std::ops::Range;

const EDGE: f64 = 20.0;
const TITLE: f64 = 21.0;
const LABEL: f64 = 15.0;
const TICK: f64 = 14.0;
const LINE: f64 = 23.0;
/// Room between what stands above and the box.
const ABOVE: f64 = 10.0;
/// So far the foot reaches into the edge below.
const INTO_EDGE: f64 = 4.0;
/// Room for a legend's sample mark.
const SAMPLE: f64 = 26.0;
/// Room for a heat map's scale.
const SCALE: f64 = 90.0;

/// One entry of the legend: the series it stands for (`None`: the boundary) and its words.
struct Entry {
    series: Option<usize>,
    words: String,
    at: (f64, f64),
}

/// Where everything stands, in pixels.
pub(super) struct Frame {
    pub x: Range<f64>,
    pub y: Range<f64>,
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    x_ticks: Vec<Tick>,
    y_ticks: Vec<Tick>,
    /// The size of their letters.
    letters: (f64, f64),
    /// Whether the words under the x axis run upwards, and how high they are.
    steep: bool,
    under: f64,
    title: String,
    x_label: String,
    y_label: String,
    legend: Vec<Entry>,
    notes: Vec<String>,
}

/// The size of a picture that holds something of this width and height, without title or axes, above so many notes.
pub(in super::super) fn around((wide, high): (f64, f64), notes: usize) -> (u32, u32) {
    let (width, height) = (wide + 2.0 * EDGE, high + ABOVE - INTO_EDGE + 2.0 * EDGE + LINE * notes as f64);
    (width.ceil() as u32, height.ceil() as u32)
}

impl Frame {
    pub fn lay_out<DB: DrawingBackend>(spec: &Spec, canvas: &Canvas<'_, DB>) -> Self {
        let (width, height) = (f64::from(spec.size.0), f64::from(spec.size.1));
        let mut labels = Labels::default();
        let title = labels.drawable(&spec.title);
        let (x_label, y_label) = (labels.drawable(&spec.x_label), labels.drawable(&spec.y_label));
        let notes: Vec<String> = spec.notes().iter().map(|note| labels.drawable(note)).collect();
        let (mut x_ticks, mut y_ticks) = spec.ticks((width / 110.0) as usize, (height / 75.0) as usize);
        if let Some(map) = spec.heat.as_ref().filter(|_| !spec.columns.is_empty()) {
            x_ticks = heat::names(map.columns, &spec.columns, |index| index as f64 + 0.5);
        }
        if let Some(map) = spec.heat.as_ref().filter(|_| !spec.rows.is_empty()) {
            y_ticks = heat::names(map.rows(), &spec.rows, |index| (map.rows() - index) as f64 - 0.5);
        }

        let mut top = EDGE;
        if !title.is_empty() {
            top += TITLE + 10.0;
        }
        let right = width - EDGE - if spec.heat.is_some() { SCALE } else { 0.0 };
        let legend = legend(spec, &mut labels, canvas, right, &mut top);
        if !y_label.is_empty() {
            top += LABEL + 6.0;
        }
        let widest = |ticks: &[Tick]| ticks.iter().map(|(_, words)| canvas.width(words, TICK)).fold(0.0, f64::max);
        let label = if x_label.is_empty() { 0.0 } else { LABEL + 8.0 };
        let left = if spec.has_axes() { EDGE + widest(&y_ticks) + 8.0 } else { EDGE };
        let (top, mut right) = (top + ABOVE, right);
        let foot = height - EDGE + INTO_EDGE - label - LINE * notes.len() as f64;
        let mut bottom = foot - if spec.has_axes() { TICK + 8.0 } else { 0.0 };
        let (mut steep, mut across, mut up) = (false, TICK, TICK);
        if let Some(map) = &spec.heat {
            let fits = |bottom: f64| heat::square(map, (right - left, bottom - top));
            let long = widest(&x_ticks);
            let cell = fits(bottom).0 / map.columns as f64;
            steep = !spec.columns.is_empty() && long * heat::letters(cell, TICK) / TICK + 2.0 > cell;
            let room = if steep { foot - 8.0 - long } else { bottom };
            let (wide, high) = fits(room);
            (right, bottom) = (left + wide, top + high);
            if !spec.columns.is_empty() {
                across = heat::fit(&mut x_ticks, wide / map.columns as f64, TICK);
            }
            if !spec.rows.is_empty() {
                up = heat::fit(&mut y_ticks, high / map.rows() as f64, TICK);
            }
        }
        let (x, y) = spec.ranges_in((right - left) / (bottom - top));
        Self {
            left,
            right,
            top,
            bottom,
            x,
            y,
            under: if steep { widest(&x_ticks) } else { TICK },
            x_ticks,
            y_ticks,
            letters: (across, up),
            steep,
            title,
            x_label,
            y_label,
            legend,
            notes,
        }
    }

    /// The pixel of a point of data.
    pub fn place(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let across = share(x, &self.x);
        let up = share(y, &self.y);
        (self.left + across * (self.right - self.left), self.bottom - up * (self.bottom - self.top))
    }

    /// The lines behind the data.
    pub fn mesh<DB: DrawingBackend>(&self, spec: &Spec, canvas: &Canvas<'_, DB>) -> Result<()> {
        if spec.heat.is_some() || !spec.has_axes() {
            return Ok(());
        }
        for (x, _) in &self.x_ticks {
            let at = self.place((*x, self.y.start)).0;
            canvas.path(&[(at, self.top), (at, self.bottom)], canvas.theme.mesh, 1.0)?;
        }
        for (y, _) in &self.y_ticks {
            let at = self.place((self.x.start, *y)).1;
            canvas.path(&[(self.left, at), (self.right, at)], canvas.theme.mesh, 1.0)?;
        }
        Ok(())
    }

    /// Everything written, and the axes, over the data.
    pub fn words<DB: DrawingBackend>(&self, spec: &Spec, canvas: &Canvas<'_, DB>) -> Result<()> {
        if spec.has_axes() {
            let corners = [(self.left, self.top), (self.left, self.bottom), (self.right, self.bottom)];
            canvas.path(&corners, canvas.theme.quiet, 1.0)?;
        }
        for (x, words) in &self.x_ticks {
            let at = self.place((*x, self.y.start)).0;
            canvas.path(&[(at, self.bottom), (at, self.bottom + 4.0)], canvas.theme.quiet, 1.0)?;
            if self.steep {
                canvas.steep_text(words, (at, self.bottom + 8.0), self.letters.0, canvas.theme.quiet)?;
            } else {
                let em = self.letters.0;
                canvas.text(words, (at, self.bottom + 8.0 + TICK * 0.8), em, canvas.theme.quiet, Anchor::Middle)?;
            }
        }
        for (y, words) in &self.y_ticks {
            let at = self.place((self.x.start, *y)).1;
            canvas.path(&[(self.left - 4.0, at), (self.left, at)], canvas.theme.quiet, 1.0)?;
            let em = self.letters.1;
            canvas.text(words, (self.left - 8.0, at + em * 0.36), em, canvas.theme.quiet, Anchor::Right)?;
        }
        canvas.text(&self.title, (EDGE, EDGE + TITLE * 0.8), TITLE, canvas.theme.ink, Anchor::Left)?;
        canvas.text(&self.y_label, (EDGE, self.top - 16.0), LABEL, canvas.theme.ink, Anchor::Left)?;
        let label = self.bottom + 8.0 + self.under + 6.0 + LABEL * 0.8;
        canvas.text(&self.x_label, ((self.left + self.right) / 2.0, label), LABEL, canvas.theme.ink, Anchor::Middle)?;
        for entry in &self.legend {
            self.entry(spec, entry, canvas)?;
        }
        let foot = f64::from(spec.size.1) - EDGE / 2.0 - LINE * self.notes.len() as f64;
        for (line, note) in self.notes.iter().enumerate() {
            canvas.text(note, (EDGE, foot + LINE * (line as f64 + 0.7)), TICK, canvas.theme.quiet, Anchor::Left)?;
        }
        if spec.is_empty() {
            let middle = ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0);
            canvas.text(&say!("plot-empty"), middle, LABEL, canvas.theme.quiet, Anchor::Middle)?;
        }
        Ok(())
    }

    fn entry<DB: DrawingBackend>(&self, spec: &Spec, entry: &Entry, canvas: &Canvas<'_, DB>) -> Result<()> {
        let (x, y) = entry.at;
        let middle = (x + SAMPLE / 2.0 - 3.0, y - LABEL * 0.36);
        let ends = [(middle.0 - 9.0, middle.1), (middle.0 + 9.0, middle.1)];
        match entry.series.map(|index| (index, spec.series[index].mark)) {
            None => canvas.path(&ends, canvas.theme.ink, 2.0)?,
            Some((index, Mark::Line | Mark::Edges)) => canvas.path(&ends, canvas.theme.series(index), 3.0)?,
            Some((index, Mark::Points)) if spec.round_nodes() => {
                canvas.circle(middle, 6.5, canvas.theme.series(index))?
            }
            Some((index, Mark::Points)) => series::marker(index, middle, 5.5, canvas)?,
            Some((index, Mark::Bars)) => {
                let (from, to) = ((middle.0 - 7.0, middle.1 - 6.0), (middle.0 + 7.0, middle.1 + 6.0));
                canvas.rectangle(from, to, canvas.theme.series(index), 0.75)?;
            }
        }
        canvas.text(&entry.words, (x + SAMPLE, y), LABEL, canvas.theme.ink, Anchor::Left)
    }
}

/// Places the legend's entries in as many lines as they need and moves `top` below them.
fn legend<DB: DrawingBackend>(
    spec: &Spec,
    labels: &mut Labels,
    canvas: &Canvas<'_, DB>,
    right: f64,
    top: &mut f64,
) -> Vec<Entry> {
    let boundary = spec.field.as_ref().is_some_and(|f| f.kind == FieldKind::Probability);
    let named = spec.series.iter().enumerate().filter(|(_, s)| !s.name.is_empty());
    let words: Vec<(Option<usize>, String)> = named
        .map(|(index, s)| (Some(index), labels.drawable(&s.name)))
        .chain(boundary.then(|| (None, say!("plot-half"))))
        .collect();
    let mut x = EDGE;
    let mut entries = vec![];
    for (series, words) in words {
        let wide = SAMPLE + canvas.width(&words, LABEL) + 22.0;
        if x > EDGE && x + wide > right {
            (x, *top) = (EDGE, *top + LINE);
        }
        entries.push(Entry { series, words, at: (x, *top + LABEL) });
        x += wide;
    }
    if !entries.is_empty() {
        *top += LINE + 6.0;
    }
    entries
}
