//! `Plot`: one builder, four pictures: PNG, SVG, coloured text and plain text; and sentences.
//!
//! ```text
//! mod.rs      Plot, the builder
//! kinds.rs    confusion, attention, graphs, embeddings, weights, images
//! diagram.rs  how a scalar::Value was computed
//! layout.rs   places for the nodes of a graph
//! pca.rs      the two directions of the greatest spread
//! spec.rs     what is to be drawn, as plain data
//! parts.rs    what it is made of: Mark, Series, Field, Heat, Images
//! data.rs     Pairs: everything that can be read as points
//! scale.rs    ranges and ticks
//! clip.rs     cutting lines at the edges
//! contour.rs  the line where a field crosses a level (marching squares)
//! palette.rs  colours that colour-blind readers tell apart
//! font.rs     the embedded font, and labels it cannot write
//! draw/       onto plotters: PNG and SVG share it
//! png.rs      pixels to PNG
//! text/       onto letters and braille, with colours and without
//! words.rs    in sentences, for who listens
//! ```
//!
//! ```
//! use gradus::prelude::*;
//! let adelie = [(181.0, 3750.0), (186.0, 3800.0)];
//! let plot = Plot::new("Penguins").x("flipper (mm)").y("mass (g)").points("Adelie", adelie);
//! assert!(plot.bundle().binary("image/png").is_some());
//! ```

mod clip;
mod contour;
mod data;
mod diagram;
mod draw;
mod font;
mod kinds;
mod layout;
mod palette;
mod parts;
mod pca;
mod png;
mod scale;
mod spec;
mod text;
mod words;

pub use data::{Pair, Pairs};

use crate::{Number, View, interrupt};
use gradus_protocol::{MimeBundle, TEXT_ANSI, TEXT_WORDS};
use spec::{Field, FieldKind, Mark, Series, Spec};
use std::ops::Range;

/// A plot. Each method adds something and hands the plot on; show it with `show!(plot)` or as a cell's last line.
#[derive(Clone, Debug)]
pub struct Plot {
    spec: Spec,
}

/// How finely functions of one variable are sampled.
const SAMPLES: usize = 400;
/// How finely functions of two variables are sampled, across and up.
const GRID: (usize, usize) = (96, 60);
/// Class numbers cannot be interpolated, so they are sampled more finely.
const CLASS_GRID: (usize, usize) = (160, 100);

impl Plot {
    /// An empty plot under a title.
    pub fn new(title: impl Into<String>) -> Self {
        Self { spec: Spec { title: title.into(), ..Spec::default() } }
    }

    /// What the x axis measures, with its unit: `"flipper (mm)"`.
    pub fn x(mut self, label: impl Into<String>) -> Self {
        self.spec.x_label = label.into();
        self
    }

    /// What the y axis measures, with its unit.
    pub fn y(mut self, label: impl Into<String>) -> Self {
        self.spec.y_label = label.into();
        self
    }

    /// Draws points, each an `(x, y)`.
    pub fn points(self, name: impl Into<String>, points: impl Pairs) -> Self {
        self.series(name.into(), Mark::Points, points.pairs())
    }

    /// Draws points from a list of x and a list of y; what is longer is cut.
    pub fn points_xy<X: Number, Y: Number>(self, name: impl Into<String>, xs: &[X], ys: &[Y]) -> Self {
        self.columns(name.into(), Mark::Points, data::wide(xs), data::wide(ys))
    }

    /// Draws a line through points, in their order.
    pub fn line(self, name: impl Into<String>, points: impl Pairs) -> Self {
        self.series(name.into(), Mark::Line, points.pairs())
    }

    /// Draws a line from a list of x and a list of y; what is longer is cut.
    pub fn line_xy<X: Number, Y: Number>(self, name: impl Into<String>, xs: &[X], ys: &[Y]) -> Self {
        self.columns(name.into(), Mark::Line, data::wide(xs), data::wide(ys))
    }

    /// Draws values against 0, 1, 2, ..: a loss curve.
    pub fn curve<Y: Number>(self, name: impl Into<String>, values: &[Y]) -> Self {
        let points = values.iter().enumerate().map(|(i, y)| (i as f64, y.to_f64())).collect();
        self.series(name.into(), Mark::Line, points)
    }

    /// Draws a function over a range.
    pub fn function(self, name: impl Into<String>, range: Range<f32>, f: impl Fn(f32) -> f32) -> Self {
        let step = (range.end - range.start) / SAMPLES as f32;
        let at = |i: usize| range.start + step * i as f32;
        let points = (0..=SAMPLES).map(|i| (f64::from(at(i)), f64::from(f(at(i))))).collect();
        self.series(name.into(), Mark::Line, points)
    }

    /// Counts values in `bins` equal intervals and draws the counts as bars.
    pub fn histogram<V: Number>(mut self, name: impl Into<String>, values: &[V], bins: usize) -> Self {
        let (bars, skipped) = data::bars(&data::wide(values), bins);
        self.spec.skipped += skipped;
        self.spec.series.push(Series { name: name.into(), mark: Mark::Bars, points: bars, labels: vec![] });
        self
    }

    /// Draws rows of numbers as a map of colours, the first row at the top.
    pub fn heat<R: AsRef<[V]>, V: Number>(mut self, rows: &[R]) -> Self {
        let rows: Vec<Vec<f64>> = rows.iter().map(|row| data::wide(row.as_ref())).collect();
        self.spec.set_heat(rows);
        self
    }

    /// Colours the background by the probability of the second class, with a line where it is one half.
    ///
    /// Call it after the points: it covers what the plot holds so far, and `x_range` and `y_range` where given.
    pub fn boundary(self, probability: impl Fn(f32, f32) -> f32) -> Self {
        self.field(FieldKind::Probability, |x, y| probability(x, y).into())
    }

    /// Colours the background by the class that a function gives each point (0, 1, 2, ..), in the order in which
    /// the classes' points were added.
    ///
    /// Call it after the points, as [`Plot::boundary`].
    pub fn regions(self, class: impl Fn(f32, f32) -> usize) -> Self {
        self.field(FieldKind::Classes, |x, y| class(x, y) as f64)
    }

    /// Shows this range of x instead of all there is.
    pub fn x_range<N: Number>(mut self, range: Range<N>) -> Self {
        self.spec.x_range = scale::given(range.start.to_f64(), range.end.to_f64());
        self
    }

    /// Shows this range of y instead of all there is.
    pub fn y_range<N: Number>(mut self, range: Range<N>) -> Self {
        self.spec.y_range = scale::given(range.start.to_f64(), range.end.to_f64());
        self
    }

    /// The picture's size in pixels (800 x 500 if not said), held between 240 x 180 and 4000 x 4000.
    pub fn size(mut self, width: u32, height: u32) -> Self {
        self.spec.size = (width.clamp(240, 4000), height.clamp(180, 4000));
        self.spec.sized = true;
        self
    }

    /// Says something under the plot.
    pub fn note(mut self, words: impl Into<String>) -> Self {
        self.spec.notes.push(words.into());
        self
    }

    /// A plot that is soon replaced: without the forms that only a last one needs.
    pub(crate) fn in_motion(mut self) -> Self {
        self.spec.in_motion = true;
        self
    }

    fn columns(mut self, name: String, mark: Mark, xs: Vec<f64>, ys: Vec<f64>) -> Self {
        if xs.len() != ys.len() {
            self.spec.notes.push(say!("plot-uneven", name = name, xs = xs.len(), ys = ys.len()));
        }
        self.series(name, mark, xs.into_iter().zip(ys).collect())
    }

    fn series(mut self, name: String, mark: Mark, points: Vec<(f64, f64)>) -> Self {
        self.spec.add(name, mark, points);
        self
    }

    fn field(mut self, kind: FieldKind, value: impl Fn(f32, f32) -> f64) -> Self {
        if self.spec.series.is_empty() && (self.spec.x_range.is_none() || self.spec.y_range.is_none()) {
            self.spec.notes.push(say!("plot-boundary-first"));
        }
        let (x, y) = self.spec.ranges();
        let at = |range: &Range<f64>, i: usize, n: usize| range.start + (range.end - range.start) * i as f64 / n as f64;
        let (across, up) = if kind == FieldKind::Classes { CLASS_GRID } else { GRID };
        let values = (0..=up)
            .flat_map(|j| (0..=across).map(move |i| (i, j)))
            .map(|(i, j)| {
                // A model asked thousands of times may take a while.
                interrupt::check();
                value(at(&x, i, across) as f32, at(&y, j, up) as f32)
            })
            .collect();
        self.spec.field = Some(Field { kind, x, y, columns: across + 1, values });
        self
    }
}

impl View for Plot {
    fn bundle(&self) -> MimeBundle {
        let text = text::plain(&self.spec);
        let bundle = match draw::png(&self.spec) {
            Ok(bytes) => MimeBundle::default().with_binary("image/png", bytes),
            // A picture that could not be drawn must not hide the one that could.
            Err(error) => return MimeBundle::plain(format!("{text}\n{}", say!("plot-failed", error = error))),
        };
        let svg = if self.spec.in_motion { None } else { draw::svg(&self.spec).ok() };
        let bundle = match svg {
            Some(svg) => bundle.with_text("image/svg+xml", svg),
            None => bundle,
        };
        let bundle = bundle.with_text(TEXT_WORDS, words::words(&self.spec));
        bundle.with_text(TEXT_ANSI, text::ansi(&self.spec)).with_text("text/plain", text)
    }
}
