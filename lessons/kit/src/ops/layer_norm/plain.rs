//! The normalisation of dfdx's operations.

use crate::ops::Features;
use dfdx::{
    shapes::{Axis, Const, HasShape, Rank1},
    tensor::{Tape, Tensor},
    tensor_ops::{BroadcastTo, Device, ReshapeTo},
};

/// `(x - mean) / sqrt(var + eps) * weight + bias` over the last axis.
pub fn layer_norm<S: Features<C>, const C: usize, D: Device<f32>, T: Tape<f32, D>>(
    x: Tensor<S, f32, D, T>,
    weight: &Tensor<Rank1<C>, f32, D>,
    bias: &Tensor<Rank1<C>, f32, D>,
    eps: f32,
) -> Tensor<S, f32, D, T> {
    let shape = *x.shape();
    let flat = (shape.rows(), Const::<C>);
    let h = x.reshape_like(&flat).normalize::<Axis<1>>(eps);
    let y = h * weight.retaped::<T>().broadcast_like(&flat) + bias.retaped::<T>().broadcast_like(&flat);
    y.reshape_like(&shape)
}
