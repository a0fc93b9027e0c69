//! Title, legend, axes and notes, and the box they leave for the data.
//!
//! From the top: title, legend, the y label (lying, so that it can be read), the box, ticks, the x label, notes.

use super::{
    super::{
        font::Labels,
        palette::{self, INK, MESH, QUIET},
        scale::share,
        spec::{FieldKind, Mark, Spec},
    },
    canvas::{Anchor, Canvas, Result},
    series,
};
use plotters::prelude::DrawingBackend;
use std::ops::Range;

const EDGE: f64 = 20.0;
const TITLE: f64 = 21.0;
const LABEL: f64 = 15.0;
const TICK: f64 = 14.0;
const LINE: f64 = 23.0;
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
    x_ticks: Vec<(f64, String)>,
    y_ticks: Vec<(f64, String)>,
    title: String,
    x_label: String,
    y_label: String,
    legend: Vec<Entry>,
    notes: Vec<String>,
}

impl Frame {
    pub fn lay_out<DB: DrawingBackend>(spec: &Spec, canvas: &Canvas<'_, DB>) -> Self {
        let (width, height) = (f64::from(spec.size.0), f64::from(spec.size.1));
        let mut labels = Labels::default();
        let title = labels.drawable(&spec.title);
        let (x_label, y_label) = (labels.drawable(&spec.x_label), labels.drawable(&spec.y_label));
        let notes: Vec<String> = spec.notes().iter().map(|note| labels.drawable(note)).collect();
        let (x, y) = spec.ranges();
        let (x_ticks, y_ticks) = spec.ticks((width / 110.0) as usize, (height / 75.0) as usize);

        let mut top = EDGE;
        if !title.is_empty() {
            top += TITLE + 10.0;
        }
        let right = width - EDGE - if spec.heat.is_some() { SCALE } else { 0.0 };
        let legend = legend(spec, &mut labels, canvas, right, &mut top);
        if !y_label.is_empty() {
            top += LABEL + 6.0;
        }
        let widest = y_ticks.iter().map(|(_, words)| canvas.width(words, TICK)).fold(0.0, f64::max);
        let label = if x_label.is_empty() { 0.0 } else { LABEL + 8.0 };
        Self {
            left: EDGE + widest + 8.0,
            right,
            top: top + 10.0,
            bottom: height - EDGE + 4.0 - TICK - 8.0 - label - LINE * notes.len() as f64,
            x,
            y,
            x_ticks,
            y_ticks,
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
        if spec.heat.is_some() {
            return Ok(());
        }
        for (x, _) in &self.x_ticks {
            let at = self.place((*x, self.y.start)).0;
            canvas.path(&[(at, self.top), (at, self.bottom)], MESH, 1.0)?;
        }
        for (y, _) in &self.y_ticks {
            let at = self.place((self.x.start, *y)).1;
            canvas.path(&[(self.left, at), (self.right, at)], MESH, 1.0)?;
        }
        Ok(())
    }

    /// Everything written, and the axes, over the data.
    pub fn words<DB: DrawingBackend>(&self, spec: &Spec, canvas: &Canvas<'_, DB>) -> Result<()> {
        let corners = [(self.left, self.top), (self.left, self.bottom), (self.right, self.bottom)];
        canvas.path(&corners, QUIET, 1.0)?;
        for (x, words) in &self.x_ticks {
            let at = self.place((*x, self.y.start)).0;
            canvas.path(&[(at, self.bottom), (at, self.bottom + 4.0)], QUIET, 1.0)?;
            canvas.text(words, (at, self.bottom + 8.0 + TICK * 0.8), TICK, QUIET, Anchor::Middle)?;
        }
        for (y, words) in &self.y_ticks {
            let at = self.place((self.x.start, *y)).1;
            canvas.path(&[(self.left - 4.0, at), (self.left, at)], QUIET, 1.0)?;
            canvas.text(words, (self.left - 8.0, at + TICK * 0.36), TICK, QUIET, Anchor::Right)?;
        }
        canvas.text(&self.title, (EDGE, EDGE + TITLE * 0.8), TITLE, INK, Anchor::Left)?;
        canvas.text(&self.y_label, (EDGE, self.top - 16.0), LABEL, INK, Anchor::Left)?;
        let label = self.bottom + 8.0 + TICK + 6.0 + LABEL * 0.8;
        canvas.text(&self.x_label, ((self.left + self.right) / 2.0, label), LABEL, INK, Anchor::Middle)?;
        for entry in &self.legend {
            self.entry(spec, entry, canvas)?;
        }
        let foot = f64::from(spec.size.1) - EDGE / 2.0 - LINE * self.notes.len() as f64;
        for (line, note) in self.notes.iter().enumerate() {
            canvas.text(note, (EDGE, foot + LINE * (line as f64 + 0.7)), TICK, QUIET, Anchor::Left)?;
        }
        if spec.is_empty() {
            let middle = ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0);
            canvas.text(&say!("plot-empty"), middle, LABEL, QUIET, Anchor::Middle)?;
        }
        Ok(())
    }

    fn entry<DB: DrawingBackend>(&self, spec: &Spec, entry: &Entry, canvas: &Canvas<'_, DB>) -> Result<()> {
        let (x, y) = entry.at;
        let middle = (x + SAMPLE / 2.0 - 3.0, y - LABEL * 0.36);
        let ends = [(middle.0 - 9.0, middle.1), (middle.0 + 9.0, middle.1)];
        match entry.series.map(|index| (index, spec.series[index].mark)) {
            None => canvas.path(&ends, INK, 2.0)?,
            Some((index, Mark::Line)) => canvas.path(&ends, palette::series(index), 3.0)?,
            Some((index, Mark::Points)) => series::marker(index, middle, 5.5, canvas)?,
            Some((index, Mark::Bars)) => {
                let (from, to) = ((middle.0 - 7.0, middle.1 - 6.0), (middle.0 + 7.0, middle.1 + 6.0));
                canvas.rectangle(from, to, palette::series(index), 0.75)?;
            }
        }
        canvas.text(&entry.words, (x + SAMPLE, y), LABEL, INK, Anchor::Left)
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
