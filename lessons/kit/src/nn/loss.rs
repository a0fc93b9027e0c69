//! `nn.functional.cross_entropy`.

use crate::ops::{Features, Fused};
use dfdx::{
    shapes::{Rank0, Shape},
    tensor::{Storage, Tape, Tensor},
};

/// The mean of `-ln softmax(logits)[target]` over all rows: `torch.nn.functional.cross_entropy` with classes as targets,
/// as numbers or as a tensor of them. Rows whose target is [`IGNORE_INDEX`](crate::ops::IGNORE_INDEX) do not count.
///
/// ```
/// use gradus::prelude::*;
/// let dev = device(0);
/// let logits = dev.zeros::<Rank2<2, 3>>();
/// assert!((nn::cross_entropy(logits, &[0, 2]).array() - 3.0_f32.ln()).abs() < 1e-6);
/// ```
///
/// # Panics
/// If there is not one target a row, or a target is no class.
pub fn cross_entropy<S: Features<V>, const V: usize, D: Fused, T: Tape<f32, D>>(
    logits: Tensor<S, f32, D, T>,
    targets: impl Classes,
) -> Tensor<Rank0, f32, D, T> {
    D::cross_entropy(logits, &targets.classes())
}

/// Classes, one a row: a list, or a tensor of them.
pub trait Classes {
    /// As a list.
    fn classes(&self) -> Vec<usize>;
}

impl Classes for &[usize] {
    fn classes(&self) -> Vec<usize> {
        self.to_vec()
    }
}

impl<const N: usize> Classes for &[usize; N] {
    fn classes(&self) -> Vec<usize> {
        self.to_vec()
    }
}

impl Classes for &Vec<usize> {
    fn classes(&self) -> Vec<usize> {
        self.to_vec()
    }
}

impl<S: Shape, D: Storage<usize>, T> Classes for &Tensor<S, usize, D, T> {
    fn classes(&self) -> Vec<usize> {
        self.as_vec()
    }
}
