//! What can be asked of a training beside its steps.

use super::{LearningRate, Train, clip};
use crate::{Number, prelude::Dev};
use dfdx::nn::TensorCollection;

impl<'a, M, O> Train<'a, M, O> {
    /// Measures the model on data that it does not learn from, every so many steps or epochs: a loss, a share of
    /// mistakes; less is better.
    pub fn evaluate<N: Number>(mut self, every: usize, mut measure: impl FnMut(&M) -> N + 'a) -> Self {
        self.plan.every = every.max(1);
        self.measure = Some(Box::new(move |model| measure(model).to_f64()));
        self
    }

    /// Ends when this many evaluations in a row have not been the best so far. Without [`Train::evaluate`] the loss of
    /// each step, or the mean loss of each epoch, is what must become better.
    pub fn stop_early(mut self, patience: usize) -> Self {
        self.plan.patience = Some(patience);
        self
    }

    /// Scales all gradients down together where their common length exceeds `most` (as PyTorch's `clip_grad_norm_`).
    pub fn clip(mut self, most: f32) -> Self
    where
        M: TensorCollection<f32, Dev>,
    {
        self.clip = Some((clip::clip::<M>, most));
        self
    }

    /// The learning rate rises for `warm_up` steps in a straight line to the optimizer's own, then falls along a cosine
    /// to a tenth of it at the last step. The optimizer keeps its own for the next training.
    pub fn warm_up_cosine(mut self, warm_up: usize) -> Self
    where
        O: LearningRate,
    {
        self.plan.warm_up = warm_up;
        self.rate = Some(O::learning_rate);
        self
    }

    /// The seed of the first epoch; each later one has the next. 0 if not said.
    pub fn seed(mut self, seed: u64) -> Self {
        self.plan.seed = seed;
        self
    }

    /// What stands above the curve.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.plan.title = Some(title.into());
        self
    }

    /// Shows nothing.
    pub fn quiet(mut self) -> Self {
        self.plan.quiet = true;
        self
    }
}
