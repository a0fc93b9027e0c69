//! The operations as methods of a device. By default each is composed of dfdx's operations, so it runs wherever dfdx
//! does; the CPU has kernels of its own.

use super::{
    Features, Window, adam, attention,
    attention::Mask,
    conv2d::{self, Images, Stage},
    cross_entropy, dropout, embedding,
    features::Places,
    layer_norm, linear,
    linear::{Activation, After, Input},
    mode::is_fused,
    plain, pool2d, positions, segment, sparse_mm,
};
use crate::graph::{Csr, Segments, SparseInput};
#[cfg(feature = "cuda")]
use dfdx::tensor::Cuda;
use dfdx::{
    shapes::{Const, Dim, Rank0, Rank1, Rank2, Rank3, Rank4, Shape},
    tensor::{Cpu, Storage, Tape, Tensor},
    tensor_ops::{AdamConfig, Device},
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

    /// [`plain::sparse_mm`].
    fn sparse_mm<M: Dim, const C: usize, T: Tape<f32, Self>>(
        a: &Csr,
        x: Tensor<(M, Const<C>), f32, Self, T>,
        bias: Option<&Tensor<Rank1<C>, f32, Self>>,
        activation: Activation,
    ) -> Tensor<(usize, Const<C>), f32, Self, T> {
        plain::sparse_mm(a, x, bias, activation)
    }

    /// [`plain::sparse_linear`].
    fn sparse_linear<const I: usize, const O: usize, T: Tape<f32, Self>>(
        x: SparseInput<T>,
        weight: &Tensor<Rank2<O, I>, f32, Self>,
    ) -> Tensor<(usize, Const<O>), f32, Self, T> {
        plain::sparse_linear(x, weight)
    }

    /// [`plain::segment_sum`].
    fn segment_sum<M: Dim, const C: usize, T: Tape<f32, Self>>(
        x: Tensor<(M, Const<C>), f32, Self, T>,
        segments: &Segments,
    ) -> Tensor<(usize, Const<C>), f32, Self, T> {
        plain::segment_sum(x, segments)
    }

    /// [`plain::segment_mean`].
    fn segment_mean<M: Dim, const C: usize, T: Tape<f32, Self>>(
        x: Tensor<(M, Const<C>), f32, Self, T>,
        segments: &Segments,
    ) -> Tensor<(usize, Const<C>), f32, Self, T> {
        plain::segment_mean(x, segments)
    }

    /// [`plain::segment_max`].
    fn segment_max<M: Dim, const C: usize, T: Tape<f32, Self>>(
        x: Tensor<(M, Const<C>), f32, Self, T>,
        segments: &Segments,
    ) -> Tensor<(usize, Const<C>), f32, Self, T> {
        plain::segment_max(x, segments)
    }

    /// [`plain::segment_softmax`].
    fn segment_softmax<M: Dim, const C: usize, T: Tape<f32, Self>>(
        x: Tensor<(M, Const<C>), f32, Self, T>,
        segments: &Segments,
    ) -> Tensor<(M, Const<C>), f32, Self, T> {
        plain::segment_softmax(x, segments)
    }

    /// [`plain::conv2d`].
    fn conv2d<B: Dim, const C: usize, H: Dim, W: Dim, const O: usize, const K: usize, T: Tape<f32, Self>>(
        x: Images<B, C, H, W, Self, T>,
        weight: &Tensor<Rank4<O, C, K, K>, f32, Self>,
        bias: Option<&Tensor<Rank1<O>, f32, Self>>,
        window: Window,
        then: Stage,
        _input: Input,
    ) -> Images<B, O, usize, usize, Self, T> {
        plain::conv2d(x, weight, bias, window, then)
    }

    /// [`plain::max_pool2d`].
    fn max_pool2d<B: Dim, const C: usize, H: Dim, W: Dim, T: Tape<f32, Self>>(
        x: Images<B, C, H, W, Self, T>,
        window: Window,
    ) -> Images<B, C, usize, usize, Self, T> {
        plain::max_pool2d(x, window)
    }

    /// [`plain::avg_pool2d`].
    fn avg_pool2d<B: Dim, const C: usize, H: Dim, W: Dim, T: Tape<f32, Self>>(
        x: Images<B, C, H, W, Self, T>,
        window: Window,
    ) -> Images<B, C, usize, usize, Self, T> {
        plain::avg_pool2d(x, window)
    }

    /// [`plain::adam`].
    fn adam<S: Shape>(
        config: &AdamConfig,
        step: i32,
        parameter: &mut Tensor<S, f32, Self>,
        mean: &mut <Self as Storage<f32>>::Vec,
        square: &mut <Self as Storage<f32>>::Vec,
        gradient: &mut <Self as Storage<f32>>::Vec,
    ) -> Result<(), Self::Err> {
        plain::adam(config, step, parameter, mean, square, gradient)
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

    fn sparse_mm<M: Dim, const C: usize, T: Tape<f32, Self>>(
        a: &Csr,
        x: Tensor<(M, Const<C>), f32, Self, T>,
        bias: Option<&Tensor<Rank1<C>, f32, Self>>,
        activation: Activation,
    ) -> Tensor<(usize, Const<C>), f32, Self, T> {
        match is_fused() {
            true => sparse_mm::fused(a, x, bias, activation),
            false => plain::sparse_mm(a, x, bias, activation),
        }
    }

    fn sparse_linear<const I: usize, const O: usize, T: Tape<f32, Self>>(
        x: SparseInput<T>,
        weight: &Tensor<Rank2<O, I>, f32, Self>,
    ) -> Tensor<(usize, Const<O>), f32, Self, T> {
        match is_fused() {
            true => sparse_mm::fused_linear(x, weight),
            false => plain::sparse_linear(x, weight),
        }
    }

    fn segment_sum<M: Dim, const C: usize, T: Tape<f32, Self>>(
        x: Tensor<(M, Const<C>), f32, Self, T>,
        segments: &Segments,
    ) -> Tensor<(usize, Const<C>), f32, Self, T> {
        match is_fused() {
            true => segment::fused_sum(x, segments),
            false => plain::segment_sum(x, segments),
        }
    }

    fn segment_mean<M: Dim, const C: usize, T: Tape<f32, Self>>(
        x: Tensor<(M, Const<C>), f32, Self, T>,
        segments: &Segments,
    ) -> Tensor<(usize, Const<C>), f32, Self, T> {
        match is_fused() {
            true => segment::fused_mean(x, segments),
            false => plain::segment_mean(x, segments),
        }
    }

    fn segment_max<M: Dim, const C: usize, T: Tape<f32, Self>>(
        x: Tensor<(M, Const<C>), f32, Self, T>,
        segments: &Segments,
    ) -> Tensor<(usize, Const<C>), f32, Self, T> {
        match is_fused() {
            true => segment::fused_max(x, segments),
            false => plain::segment_max(x, segments),
        }
    }

    fn segment_softmax<M: Dim, const C: usize, T: Tape<f32, Self>>(
        x: Tensor<(M, Const<C>), f32, Self, T>,
        segments: &Segments,
    ) -> Tensor<(M, Const<C>), f32, Self, T> {
        match is_fused() {
            true => segment::fused_softmax(x, segments),
            false => plain::segment_softmax(x, segments),
        }
    }

    fn conv2d<B: Dim, const C: usize, H: Dim, W: Dim, const O: usize, const K: usize, T: Tape<f32, Self>>(
        x: Images<B, C, H, W, Self, T>,
        weight: &Tensor<Rank4<O, C, K, K>, f32, Self>,
        bias: Option<&Tensor<Rank1<O>, f32, Self>>,
        window: Window,
        then: Stage,
        input: Input,
    ) -> Images<B, O, usize, usize, Self, T> {
        match is_fused() {
            true => conv2d::fused(x, weight, bias, window, then, input),
            false => plain::conv2d(x, weight, bias, window, then),
        }
    }

    fn max_pool2d<B: Dim, const C: usize, H: Dim, W: Dim, T: Tape<f32, Self>>(
        x: Images<B, C, H, W, Self, T>,
        window: Window,
    ) -> Images<B, C, usize, usize, Self, T> {
        match is_fused() {
            true => pool2d::fused_max(x, window),
            false => plain::max_pool2d(x, window),
        }
    }

    fn avg_pool2d<B: Dim, const C: usize, H: Dim, W: Dim, T: Tape<f32, Self>>(
        x: Images<B, C, H, W, Self, T>,
        window: Window,
    ) -> Images<B, C, usize, usize, Self, T> {
        match is_fused() {
            true => pool2d::fused_avg(x, window),
            false => plain::avg_pool2d(x, window),
        }
    }

    fn adam<S: Shape>(
        config: &AdamConfig,
        step: i32,
        parameter: &mut Tensor<S, f32, Self>,
        mean: &mut <Self as Storage<f32>>::Vec,
        square: &mut <Self as Storage<f32>>::Vec,
        gradient: &mut <Self as Storage<f32>>::Vec,
    ) -> Result<(), Self::Err> {
        match is_fused() {
            true => adam::fused(config, step, parameter, mean, square, gradient),
            false => plain::adam(config, step, parameter, mean, square, gradient)?,
        }
        Ok(())
    }
}

#[cfg(feature = "cuda")]
impl Fused for Cuda {}
