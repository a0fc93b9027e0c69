//! Plots of one kind each: what lessons show of a model.

use super::{
    Pairs, Plot,
    data::{self, wide},
    layout, pca,
    spec::{Images, Mark, Series},
};
use crate::{Number, prelude::Dev};
use dfdx::nn::TensorCollection;

/// The size of a picture whose box is a square with a scale beside it.
const SQUARE: (u32, u32) = (640, 560);
/// So many curves can be told apart.
const CURVES: usize = 6;

impl Plot {
    /// How often each class was taken for which: `truth` down, `predicted` across, counts in the cells.
    ///
    /// ```
    /// use gradus::prelude::*;
    /// let plot = Plot::new("Who is who?").confusion(&[0, 0, 1, 1], &[0, 1, 1, 1], &["Adelie", "Gentoo"]);
    /// assert!(plot.bundle().text("text/plain").is_some_and(|text| text.contains("3 of 4 are right")));
    /// ```
    pub fn confusion(mut self, truth: &[usize], predicted: &[usize], names: &[impl ToString]) -> Self {
        let classes = truth.iter().chain(predicted).map(|class| class + 1).max().unwrap_or(0).max(names.len());
        let mut counts = vec![vec![0.0; classes]; classes];
        truth.iter().zip(predicted).for_each(|(t, p)| counts[*t][*p] += 1.0);
        let right: f64 = (0..classes).map(|class| counts[class][class]).sum();
        let all = truth.len().min(predicted.len());
        let name = |class: usize| names.get(class).map_or_else(|| class.to_string(), ToString::to_string);
        let names: Vec<String> = (0..classes).map(name).collect();
        self.spec.numbers = true;
        self.spec.set_heat(counts);
        (self.spec.rows, self.spec.columns) = (names.clone(), names);
        self.spec.fit(SQUARE);
        self.x(say!("plot-predicted")).y(say!("plot-truth")).note(say!("plot-right", right = right, all = all))
    }

    /// How much each token (a row) looks at which (the columns): the weights of one head.
    pub fn attention<R: AsRef<[V]>, V: Number>(
        mut self,
        tokens: &[impl ToString],
        looked_at: &[impl ToString],
        weights: &[R],
    ) -> Self {
        self.spec.rows = tokens.iter().map(visible).collect();
        self.spec.columns = looked_at.iter().map(visible).collect();
        self.spec.fit(SQUARE);
        self.heat(weights).x(say!("plot-looked-at")).y(say!("plot-token"))
    }

    /// Names the rows of a heat map, from the top, and its columns.
    pub fn names(mut self, rows: &[impl ToString], columns: &[impl ToString]) -> Self {
        self.spec.rows = rows.iter().map(visible).collect();
        self.spec.columns = columns.iter().map(visible).collect();
        self
    }

    /// Writes the values of a heat map into its cells.
    pub fn numbers(mut self) -> Self {
        self.spec.numbers = true;
        self
    }

    /// Draws the nodes of a graph, each in the colour of its class, and the edges between them. Nodes that are joined
    /// stand close to each other; their places mean nothing else.
    pub fn graph(mut self, edges: impl Pairs, classes: &[usize], names: &[impl ToString]) -> Self {
        let edges: Vec<_> = edges.pairs().into_iter().map(|(a, b)| (a as usize, b as usize)).collect();
        let count = edges.iter().map(|(a, b)| a.max(b) + 1).max().unwrap_or(0).max(classes.len());
        let places = layout::layout(count, &edges);
        let ends = edges.iter().flat_map(|(a, b)| [places[*a], places[*b]]).collect();
        self.spec.graph = true;
        let class = |node: usize| classes.get(node).copied().unwrap_or(0);
        for group in 0..=classes.iter().copied().max().unwrap_or(0) {
            let nodes: Vec<usize> = (0..count).filter(|node| class(*node) == group).collect();
            self.spec.series.push(Series {
                name: names.get(group).map(ToString::to_string).unwrap_or_default(),
                mark: Mark::Points,
                points: nodes.iter().map(|node| places[*node]).collect(),
                labels: nodes.iter().map(ToString::to_string).collect(),
            });
        }
        self.series(String::new(), Mark::Edges, ends)
    }

    /// Writes words beside the points that were added last, one each.
    pub fn labels(mut self, words: &[impl ToString]) -> Self {
        if let Some(series) = self.spec.series.last_mut() {
            series.labels = words.iter().map(ToString::to_string).collect();
        }
        self
    }

    /// Draws vectors of any length as points in the plane along which they spread most, each in the colour of its class
    /// (principal component analysis).
    pub fn embedding<R: AsRef<[V]>, V: Number>(
        mut self,
        vectors: &[R],
        classes: &[usize],
        names: &[impl ToString],
    ) -> Self {
        let vectors: Vec<Vec<f64>> = vectors.iter().map(|vector| wide(vector.as_ref())).collect();
        let projection = pca::project(&vectors);
        let class = |index: usize| classes.get(index).copied().unwrap_or(0);
        for group in 0..=classes.iter().copied().max().unwrap_or(0) {
            let points = projection.points.iter().enumerate().filter(|(index, _)| class(*index) == group);
            let name = names.get(group).map(ToString::to_string).unwrap_or_default();
            self.spec.add(name, Mark::Points, points.map(|(_, point)| *point).collect());
        }
        let [first, second] = projection.shares.map(|share| (100.0 * share).round() as u64);
        self.x(say!("plot-component", number = 1, percent = first)).y(say!(
            "plot-component",
            number = 2,
            percent = second
        ))
    }

    /// How a model's weights are spread: one curve for each of its matrices (the six largest), all counted in the same
    /// `bins` intervals. Biases are left out.
    pub fn weights<M: TensorCollection<f32, Dev>>(mut self, model: &M, bins: usize) -> Self {
        let mut tensors = crate::keep::matrices(model);
        // Curves cross, so that of a deep model the largest tensors say most.
        tensors.sort_by_key(|(_, values)| std::cmp::Reverse(values.len()));
        let left_out = tensors.len().saturating_sub(CURVES);
        tensors.truncate(CURVES);
        tensors.sort_by(|a, b| a.0.cmp(&b.0));
        let all: Vec<f64> = tensors.iter().flat_map(|(_, values)| values.iter().copied()).collect();
        let edges = data::bars(&all, bins).0;
        let width = edges.get(1).map_or(1.0, |second| second.0 - edges[0].0);
        for (name, values) in tensors {
            let mut counts = vec![0.0; edges.len()];
            for value in values.iter().filter(|value| value.is_finite()) {
                let bin = ((value - edges[0].0) / width + 0.5) as usize;
                counts[bin.min(edges.len() - 1)] += 100.0 / values.len() as f64;
            }
            self.spec.add(name, Mark::Line, edges.iter().map(|bar| bar.0).zip(counts).collect());
        }
        let plot = self.x(say!("plot-weight")).y(say!("plot-share"));
        if left_out > 0 { plot.note(say!("plot-smaller", count = left_out)) } else { plot }
    }

    /// Draws small pictures in rows: brightnesses row by row from the top, `width` a row, from 0 (empty) to the largest
    /// (full). `captions` stand above them, as far as there are any.
    pub fn images<R: AsRef<[V]>, V: Number>(
        mut self,
        pictures: &[R],
        width: usize,
        captions: &[impl ToString],
    ) -> Self {
        let pixels: Vec<Vec<f64>> = pictures.iter().map(|picture| wide(picture.as_ref())).collect();
        let most = pixels.iter().flatten().copied().filter(|v| v.is_finite()).fold(0.0, f64::max);
        let scaled = |pixel: &f64| if most > 0.0 && pixel.is_finite() { (pixel / most).clamp(0.0, 1.0) } else { 0.0 };
        let pixels: Vec<Vec<f64>> = pixels.iter().map(|picture| picture.iter().map(scaled).collect()).collect();
        let width = width.max(1);
        let height = pixels.iter().map(|picture| picture.len().div_ceil(width)).max().unwrap_or(0);
        if height > 0 {
            let captions = captions.iter().take(pixels.len()).map(ToString::to_string).collect();
            self.spec.images = Some(Images { width, height, pixels, captions });
        }
        self
    }

    /// Puts the pictures on dark paper.
    pub fn dark(mut self) -> Self {
        self.spec.dark = true;
        self
    }

    /// Puts the pictures on light paper, whatever `GRADUS_PLOTS` says.
    pub fn light(mut self) -> Self {
        self.spec.dark = false;
        self
    }
}

/// A token with its blanks made visible.
fn visible(token: &impl ToString) -> String {
    let token = token.to_string();
    if token.trim().is_empty() { token.replace('\n', "\\n").replace('\t', "\\t").replace(' ', "_") } else { token }
}
