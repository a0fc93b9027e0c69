//! dfdx's dropout, which draws other numbers.

use super::check;
use dfdx::{
    shapes::Shape,
    tensor::{Tape, Tensor},
    tensor_ops::Device,
};

/// Zeros with probability `p`; the others times `1 / (1 - p)`.
///
/// # Panics
/// If `p` is not a probability below 1.
pub fn dropout<S: Shape, D: Device<f32>, T: Tape<f32, D>>(x: Tensor<S, f32, D, T>, p: f32) -> Tensor<S, f32, D, T> {
    check(p);
    x.dropout(p)
}
