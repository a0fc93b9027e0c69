//! The layer of dfdx's operations.

use super::{Activation, After};
use crate::ops::Features;
use dfdx::{
    shapes::{Axis, Const, Dim, HasShape, Rank1, Rank2, Rank3, Shape},
    tensor::{Tape, Tensor, WithEmptyTape},
    tensor_ops::{BroadcastTo, Device, PermuteTo, ReshapeTo, TryAdd, TryMatMul},
};

/// `act(x W^T + b) + residual`: see [`crate::ops`] for the shapes.
pub fn linear<S: Features<I>, const I: usize, const O: usize, D: Device<f32>, T: Tape<f32, D>>(
    x: Tensor<S, f32, D, T>,
    weight: &Tensor<Rank2<O, I>, f32, D>,
    bias: Option<&Tensor<Rank1<O>, f32, D>>,
    after: After<'_, S::With<O>, D>,
) -> Tensor<S::With<O>, f32, D, T> {
    let shape = x.shape().with::<O>();
    let rows = x.shape().rows();
    let x = x.reshape_like(&(rows, Const::<I>));
    let mut z = x.matmul(weight.retaped::<T>().permute::<Rank2<I, O>, _>());
    if let Some(bias) = bias {
        z = z + bias.retaped::<T>().broadcast_like(&(rows, Const::<O>));
    }
    let y = match after.activation {
        Activation::Identity => z,
        Activation::Relu => z.relu(),
        Activation::Gelu => gelu(z),
        Activation::GeluTanh => z.fast_gelu(),
    };
    let y = y.reshape_like(&shape);
    match after.residual {
        Some(residual) => y + residual.retaped::<T>(),
        None => y,
    }
}

/// Queries, keys and values of every place: three layers of one input, their weights one after the other.
pub fn in_projection<B: Dim, S: Dim, const C: usize, D: Device<f32>, T: Tape<f32, D>>(
    x: Tensor<(B, S, Const<C>), f32, D, T>,
    weight: &Tensor<Rank3<3, C, C>, f32, D>,
    bias: &Tensor<Rank2<3, C>, f32, D>,
) -> Tensor<(B, S, Const<3>, Const<C>), f32, D, T> {
    let (batch, time, _) = *x.shape();
    let rows = batch.size() * time.size();
    let weight = weight.retaped::<T>().reshape_like(&(3 * C, Const::<C>)).permute::<(Const<C>, usize), _>();
    let bias = bias.retaped::<T>().reshape_like(&(3 * C,)).broadcast_like::<_, Axis<0>>(&(rows, 3 * C));
    let y = x.reshape_like(&(rows, Const::<C>)).matmul(weight);
    let y = y.try_add(bias).unwrap_or_else(|error| panic!("{error:?}"));
    y.reshape_like(&(batch, time, Const::<3>, Const::<C>))
}

/// `x Phi(x) = x / 2 + |x| (1/2 - tail)`, where `tail` is the probability above `|x|`, by Abramowitz and Stegun 7.1.26.
///
/// Not dfdx 0.13's `accurate_gelu`, whose derivative lacks a factor `1 / sqrt 2`: the gradient test found it.
pub fn gelu<S: Shape, D: Device<f32>, T: Tape<f32, D>>(x: Tensor<S, f32, D, T>) -> Tensor<S, f32, D, T> {
    let size = x.with_empty_tape().abs();
    let a = size.with_empty_tape() * std::f32::consts::FRAC_1_SQRT_2;
    let t = (a.with_empty_tape() * 0.327_591_1 + 1.0).recip();
    let mut p = t.with_empty_tape() * 1.061_405_4 - 1.453_152;
    for coefficient in [1.421_413_8, -0.284_496_74, 0.254_829_6] {
        p = p * t.with_empty_tape() + coefficient;
    }
    let tail = p * t * a.square().negate().exp() * 0.5;
    x * 0.5 + size * (tail.negate() + 0.5)
}
