//! The operations as methods of a device. By default each is composed of dfdx's operations, so it runs wherever dfdx
//! does; the CPU has kernels of its own.

use super::{
    Features, attention,
    attention::Mask,
    cross_entropy, dropout, embedding,
    features::Places,
    layer_norm, linear,
    linear::{After, Input},
    mode::is_fused,
    plain, positions,
};
#[cfg(feature = "cuda")]
use dfdx::tensor::Cuda;
use dfdx::{
    shapes::{Const, Dim, Rank0, Rank1, Rank2, Rank3, Shape},
    tensor::{Cpu, Tape, Tensor},
    tensor_ops::Device,
};

/// A device with the operations that lessons use. [`super::plain`] says what each computes.
pub trait Fused: Device<f32> {
    /// [`plain::linear`].
    fn linear<S: Features<I>, const I: usize, const O: usize, T: Tape<f32, Self>>(
        x: Tensor<S, f32, Self, T>,
        weight: &Tensor<Rank2<O, I>, f32, Self>,
        bias: Option<&Tensor<Rank1<O>, f32, Self>>,
        after: After<'_, S::With<O>, Self>,
        _input: Input,
    ) -> Tensor<S::With<O>, f32, Self, T> {
        plain::linear(x, weight, bias, after)
    }

    /// [`plain::in_projection`].
    fn in_projection<B: Dim, S: Dim, const C: usize, T: Tape<f32, Self>>(
        x: Tensor<(B, S, Const<C>), f32, Self, T>,
        weight: &Tensor<Rank3<3, C, C>, f32, Self>,
        bias: &Tensor<Rank2<3, C>, f32, Self>,
    ) -> Tensor<(B, S, Const<3>, Const<C>), f32, Self, T> {
        plain::in_projection(x, weight, bias)
    }

    /// [`plain::layer_norm`].
    fn layer_norm<S: Features<C>, const C: usize, T: Tape<f32, Self>>(
        x: Tensor<S, f32, Self, T>,
        weight: &Tensor<Rank1<C>, f32, Self>,
        bias: &Tensor<Rank1<C>, f32, Self>,
        eps: f32,
    ) -> Tensor<S, f32, Self, T> {
        plain::layer_norm(x, weight, bias, eps)
    }

    /// [`plain::attention`].
    fn attention<B: Dim, S: Dim, const C: usize, T: Tape<f32, Self>>(
        qkv: Tensor<(B, S, Const<3>, Const<C>), f32, Self, T>,
        heads: usize,
        mask: Mask,
    ) -> Tensor<(B, S, Const<C>), f32, Self, T> {
        plain::attention(qkv, heads, mask)
    }

    /// [`plain::cross_entropy`].
    fn cross_entropy<S: Features<V>, const V: usize, T: Tape<f32, Self>>(
        logits: Tensor<S, f32, Self, T>,
        targets: &[usize],
    ) -> Tensor<Rank0, f32, Self, T> {
        plain::cross_entropy(logits, targets)
    }

    /// [`plain::embedding`].
    fn embedding<S: Places, const V: usize, const C: usize, T: Tape<f32, Self>>(
        indices: Tensor<S, usize, Self, T>,
        weight: &Tensor<Rank2<V, C>, f32, Self>,
    ) -> Tensor<S::Vectors<C>, f32, Self, T> {
        plain::embedding(indices, weight)
    }

    /// [`plain::positions`].
    fn positions<B: Dim, S: Dim, const L: usize, const C: usize, T: Tape<f32, Self>>(
        x: Tensor<(B, S, Const<C>), f32, Self, T>,
        weight: &Tensor<Rank2<L, C>, f32, Self>,
    ) -> Tensor<(B, S, Const<C>), f32, Self, T> {
        plain::positions(x, weight)
    }

    /// [`plain::dropout`].
    fn dropout<S: Shape, T: Tape<f32, Self>>(x: Tensor<S, f32, Self, T>, p: f32) -> Tensor<S, f32, Self, T> {
        plain::dropout(x, p)
    }
}

impl Fused for Cpu {
    fn linear<S: Features<I>, const I: usize, const O: usize, T: Tape<f32, Self>>(
        x: Tensor<S, f32, Self, T>,
        weight: &Tensor<Rank2<O, I>, f32, Self>,
        bias: Option<&Tensor<Rank1<O>, f32, Self>>,
        after: After<'_, S::With<O>, Self>,
        input: Input,
    ) -> Tensor<S::With<O>, f32, Self, T> {
        match is_fused() {
            true => linear::fused(x, weight, bias, after, input),
            false => plain::linear(x, weight, bias, after),
        }
    }

    fn in_projection<B: Dim, S: Dim, const C: usize, T: Tape<f32, Self>>(
        x: Tensor<(B, S, Const<C>), f32, Self, T>,
        weight: &Tensor<Rank3<3, C, C>, f32, Self>,
        bias: &Tensor<Rank2<3, C>, f32, Self>,
    ) -> Tensor<(B, S, Const<3>, Const<C>), f32, Self, T> {
        match is_fused() {
            true => linear::fused_projection(x, weight, bias),
            false => plain::in_projection(x, weight, bias),
        }
    }

    fn layer_norm<S: Features<C>, const C: usize, T: Tape<f32, Self>>(
        x: Tensor<S, f32, Self, T>,
        weight: &Tensor<Rank1<C>, f32, Self>,
        bias: &Tensor<Rank1<C>, f32, Self>,
        eps: f32,
    ) -> Tensor<S, f32, Self, T> {
        match is_fused() {
            true => layer_norm::fused(x, weight, bias, eps),
            false => plain::layer_norm(x, weight, bias, eps),
        }
    }

    fn attention<B: Dim, S: Dim, const C: usize, T: Tape<f32, Self>>(
        qkv: Tensor<(B, S, Const<3>, Const<C>), f32, Self, T>,
        heads: usize,
        mask: Mask,
    ) -> Tensor<(B, S, Const<C>), f32, Self, T> {
        match is_fused() {
            true => attention::fused(qkv, heads, mask),
            false => plain::attention(qkv, heads, mask),
        }
    }

    fn cross_entropy<S: Features<V>, const V: usize, T: Tape<f32, Self>>(
        logits: Tensor<S, f32, Self, T>,
        targets: &[usize],
    ) -> Tensor<Rank0, f32, Self, T> {
        match is_fused() {
            true => cross_entropy::fused(logits, targets),
            false => plain::cross_entropy(logits, targets),
        }
    }

    fn embedding<S: Places, const V: usize, const C: usize, T: Tape<f32, Self>>(
        indices: Tensor<S, usize, Self, T>,
        weight: &Tensor<Rank2<V, C>, f32, Self>,
    ) -> Tensor<S::Vectors<C>, f32, Self, T> {
        match is_fused() {
            true => embedding::fused(indices, weight),
            false => plain::embedding(indices, weight),
        }
    }

    fn positions<B: Dim, S: Dim, const L: usize, const C: usize, T: Tape<f32, Self>>(
        x: Tensor<(B, S, Const<C>), f32, Self, T>,
        weight: &Tensor<Rank2<L, C>, f32, Self>,
    ) -> Tensor<(B, S, Const<C>), f32, Self, T> {
        match is_fused() {
            true => positions::fused(x, weight),
            false => plain::positions(x, weight),
        }
    }

    fn dropout<S: Shape, T: Tape<f32, Self>>(x: Tensor<S, f32, Self, T>, p: f32) -> Tensor<S, f32, Self, T> {
        match is_fused() {
            true => dropout::fused(x, p),
            false => plain::dropout(x, p),
        }
    }
}

#[cfg(feature = "cuda")]
impl Fused for Cuda {}
