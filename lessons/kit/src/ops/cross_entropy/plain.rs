//! The loss of dfdx's operations.

use super::{IGNORE_INDEX, check};
use crate::ops::Features;
use dfdx::{
    shapes::{Axis, Const, HasShape, Rank0},
    tensor::{Tape, Tensor},
    tensor_ops::{Device, ReshapeTo, SumTo},
};

/// The mean of `-ln softmax(logits)[target]` over the rows that count.
///
/// # Panics
/// If there is not one target a row, or a target is no class.
pub fn cross_entropy<S: Features<V>, const V: usize, D: Device<f32>, T: Tape<f32, D>>(
    logits: Tensor<S, f32, D, T>,
    targets: &[usize],
) -> Tensor<Rank0, f32, D, T> {
    check(logits.shape().rows(), V, targets);
    let counted = targets.iter().filter(|target| **target != IGNORE_INDEX).count();
    let mut hot = vec![0.0; targets.len() * V];
    for (row, target) in targets.iter().enumerate().filter(|(_, target)| **target != IGNORE_INDEX) {
        hot[row * V + target] = -1.0 / counted as f32;
    }
    let flat = (targets.len(), Const::<V>);
    let hot = logits.device().tensor_from_vec(hot, flat);
    (logits.reshape_like(&flat).log_softmax::<Axis<1>>() * hot).sum()
}
