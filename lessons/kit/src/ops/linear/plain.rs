//! The layer of dfdx's operations.

use super::{Activation, After};
use crate::ops::Features;
use dfdx::{
    shapes::{Const, HasShape, Rank1, Rank2, Shape},
    tensor::{Tape, Tensor, WithEmptyTape},
    tensor_ops::{BroadcastTo, Device, PermuteTo, ReshapeTo, TryMatMul},
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
