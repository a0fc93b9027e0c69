//! What is to be drawn, as plain data. Everything in it is finite: what is not was counted and left out.

pub(super) use super::parts::{Field, FieldKind, Heat, Images, Mark, Series};

use super::{diagram::Diagram, scale};
use std::{ops::Range, sync::LazyLock};

/// A whole plot.
#[derive(Clone, Debug)]
pub(super) struct Spec {
    pub title: String,
    pub x_label: String,
    pub y_label: String,
    pub series: Vec<Series>,
    pub field: Option<Field>,
    pub heat: Option<Heat>,
    /// The names of a heat map's columns and rows, and whether its values are written into it.
    pub columns: Vec<String>,
    pub rows: Vec<String>,
    pub numbers: bool,
    pub images: Option<Images>,
    pub diagram: Option<Diagram>,
    /// Whether the points are the nodes of a graph, whose places mean nothing in numbers.
    pub graph: bool,
    pub x_range: Option<Range<f64>>,
    pub y_range: Option<Range<f64>>,
    /// The picture's size in pixels, and whether the learner said so.
    pub size: (u32, u32),
    pub sized: bool,
    /// Whether pictures are on dark paper.
    pub dark: bool,
    /// Points left out because they are not finite.
    pub skipped: usize,
    /// Things to say under the plot.
    pub notes: Vec<String>,
    /// Whether another plot soon takes its place.
    pub in_motion: bool,
}

/// `GRADUS_PLOTS=dark` puts pictures on dark paper, unless a plot says otherwise.
static DARK: LazyLock<bool> = LazyLock::new(|| std::env::var_os("GRADUS_PLOTS").is_some_and(|paper| paper == "dark"));

impl Default for Spec {
    fn default() -> Self {
        Self {
            title: String::new(),
            x_label: String::new(),
            y_label: String::new(),
            series: vec![],
            field: None,
            heat: None,
            columns: vec![],
            rows: vec![],
            numbers: false,
            images: None,
            diagram: None,
            graph: false,
            x_range: None,
            y_range: None,
            size: (800, 500),
            sized: false,
            dark: *DARK,
            skipped: 0,
            notes: vec![],
            in_motion: false,
        }
    }
}

impl Spec {
    pub fn add(&mut self, name: String, mark: Mark, mut points: Vec<(f64, f64)>) {
        let finite = |p: &(f64, f64)| p.0.is_finite() && p.1.is_finite();
        self.skipped += points.iter().filter(|p| !finite(p)).count();
        if matches!(mark, Mark::Line | Mark::Edges) {
            points.iter_mut().filter(|p| !finite(p)).for_each(|p| *p = (f64::NAN, f64::NAN));
        } else {
            points.retain(finite);
        }
        self.series.push(Series { name, mark, points, labels: vec![] });
    }

    /// Takes a size that suits what is drawn, unless the learner said one.
    pub fn fit(&mut self, size: (u32, u32)) {
        if !self.sized {
            self.size = size;
        }
    }

    pub fn set_heat(&mut self, rows: Vec<Vec<f64>>) {
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        if columns == 0 {
            return;
        }
        let pad = |row: Vec<f64>| row.into_iter().chain(std::iter::repeat(f64::NAN)).take(columns);
        let values: Vec<f64> = rows.into_iter().flat_map(pad).collect();
        let finite = values.iter().copied().filter(|v| v.is_finite());
        let range = finite.clone().fold(f64::INFINITY, f64::min)..finite.fold(f64::NEG_INFINITY, f64::max);
        self.skipped += values.iter().filter(|v| !v.is_finite()).count();
        self.heat = Some(Heat { columns, values, range });
    }

    /// The series with their numbers, in the order in which they are drawn: edges lie under nodes.
    pub fn in_order(&self) -> impl Iterator<Item = (usize, &Series)> {
        let edges = |edges: bool| self.series.iter().enumerate().filter(move |(_, s)| (s.mark == Mark::Edges) == edges);
        edges(true).chain(edges(false))
    }

    /// Whether there is anything to draw.
    pub fn is_empty(&self) -> bool {
        let others = self.heat.is_some() || self.field.is_some() || self.images.is_some() || self.diagram.is_some();
        !others && self.finite().next().is_none()
    }

    /// Whether the nodes of a graph are so few that each is a circle with a word in it.
    pub fn round_nodes(&self) -> bool {
        const FEW: usize = 60;
        let nodes = self.series.iter().filter(|series| series.mark == Mark::Points);
        self.graph && nodes.map(|series| series.points.len()).sum::<usize>() <= FEW
    }

    /// Whether places are told by axes.
    pub fn has_axes(&self) -> bool {
        !self.graph && self.images.is_none() && self.diagram.is_none()
    }

    fn finite(&self) -> impl Iterator<Item = (f64, f64)> {
        self.series.iter().flat_map(|s| s.points.iter().copied()).filter(|p| !p.0.is_nan())
    }

    /// The ranges of x and y in a box of this width to height: a graph's are of one scale.
    pub fn ranges_in(&self, aspect: f64) -> (Range<f64>, Range<f64>) {
        let (x, y) = self.ranges();
        if self.graph { scale::alike(x, y, aspect) } else { (x, y) }
    }

    /// The ranges of x and y that the axes show.
    pub fn ranges(&self) -> (Range<f64>, Range<f64>) {
        if let Some(heat) = &self.heat {
            return (0.0..heat.columns as f64, 0.0..heat.rows() as f64);
        }
        let bars = self.series.iter().filter(|s| s.mark == Mark::Bars);
        let half = bars.clone().map(|s| bar_width(s) / 2.0).fold(0.0, f64::max);
        let floor = bars.map(|_| 0.0).next();
        let x = scale::around(self.finite().flat_map(|p| [p.0 - half, p.0 + half]), None);
        let y = scale::around(self.finite().map(|p| p.1).chain(floor), floor);
        (self.x_range.clone().unwrap_or(x), self.y_range.clone().unwrap_or(y))
    }

    /// Round places on both axes with their words; about so many of each. A heat map counts its columns and rows.
    pub fn ticks(&self, across: usize, up: usize) -> (Vec<Tick>, Vec<Tick>) {
        if !self.has_axes() {
            return (vec![], vec![]);
        }
        let (x, y) = self.ranges();
        let Some(heat) = &self.heat else { return (scale::ticks(&x, across), scale::ticks(&y, up)) };
        let rows = heat.rows();
        let row = |index: usize| (rows - index) as f64 - 0.5;
        (indices(heat.columns, across, |index| index as f64 + 0.5), indices(rows, up, row))
    }

    /// Every label, in the order in which a picture meets them.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        let labels = [&self.title, &self.x_label, &self.y_label];
        let all = labels.into_iter().chain(&self.notes).chain(self.series.iter().map(|s| &s.name));
        all.map(String::as_str)
    }

    /// What is said under the plot.
    pub fn notes(&self) -> Vec<String> {
        let skipped = (self.skipped > 0).then(|| crate::say!("plot-skipped", count = self.skipped));
        self.notes.iter().cloned().chain(skipped).collect()
    }
}

/// A place on an axis and its words.
pub(super) type Tick = (f64, String);

/// Some of the first `length` whole numbers, each where `place` puts it.
fn indices(length: usize, count: usize, place: impl Fn(usize) -> f64) -> Vec<Tick> {
    (0..length).step_by(length.div_ceil(count.max(1)).max(1)).map(|i| (place(i), i.to_string())).collect()
}

/// The width of a histogram's bars.
pub(super) fn bar_width(series: &Series) -> f64 {
    match series.points[..] {
        [first, second, ..] => second.0 - first.0,
        _ => 1.0,
    }
}
