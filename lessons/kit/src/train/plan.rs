//! What was asked for, as plain data; and the learning rate at each step.

use crate::nn;
use dfdx::{
    optim::{Adam, RMSprop, Sgd},
    shapes::Dtype,
    tensor::Storage,
};
use std::f64::consts::PI;

/// What a training was asked for, but for what depends on the model's type.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub title: Option<String>,
    pub quiet: bool,
    pub seed: u64,
    /// A measurement each so many steps or epochs.
    pub every: usize,
    /// How many rounds in a row may be no better.
    pub patience: Option<usize>,
    /// How many steps the learning rate rises.
    pub warm_up: usize,
}

/// An optimizer whose learning rate can change from step to step.
pub trait LearningRate {
    /// The learning rate, in place.
    fn learning_rate(&mut self) -> &mut f64;
}

macro_rules! learning_rates {
    ($($optimizer:ident),*) => {$(
        impl<M, E: Dtype, D: Storage<E>> LearningRate for $optimizer<M, E, D> {
            fn learning_rate(&mut self) -> &mut f64 {
                &mut self.cfg.lr
            }
        }
    )*};
}
learning_rates!(Sgd, Adam, RMSprop);

impl<M, D: Storage<f32>> LearningRate for nn::Adam<M, D> {
    fn learning_rate(&mut self) -> &mut f64 {
        &mut self.cfg.lr
    }
}

/// What a cosine falls to, as a share of the full learning rate; nanoGPT's.
const LEAST: f64 = 0.1;

/// The share of the full learning rate at a step: a line up, then half a cosine down (Loshchilov and Hutter, "SGDR",
/// 2017; the warm-up: Goyal and others, "Accurate, Large Minibatch SGD", 2017).
pub(super) fn warm_up_cosine(step: usize, warm_up: usize, total: usize) -> f64 {
    if step < warm_up {
        return (step + 1) as f64 / warm_up as f64;
    }
    let (done, all) = (step - warm_up, total.saturating_sub(warm_up + 1).max(1));
    let share = (done as f64 / all as f64).min(1.0);
    LEAST + (1.0 - LEAST) * (1.0 + (PI * share).cos()) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_rises_in_a_line_and_falls_along_a_cosine() {
        let rates: Vec<f64> = (0..104).map(|step| warm_up_cosine(step, 4, 105)).collect();
        assert_eq!(rates[..5], [0.25, 0.5, 0.75, 1.0, 1.0]);
        assert!((rates[54] - 0.55).abs() < 1e-12, "half way down: {}", rates[54]);
        assert!(rates[4..].windows(2).all(|pair| pair[0] > pair[1]));
        assert!((warm_up_cosine(104, 4, 105) - LEAST).abs() < 1e-12);
        assert!((warm_up_cosine(900, 4, 105) - LEAST).abs() < 1e-12);
        assert_eq!(warm_up_cosine(0, 0, 1), 1.0);
    }
}
