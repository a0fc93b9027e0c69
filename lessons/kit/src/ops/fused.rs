//! The operations as methods of a device. By default each is composed of dfdx's operations, so it runs wherever dfdx
//! does; the CPU has kernels of its own.

use super::{
    Features,
    linear::{self, After, Input},
    mode::is_fused,
    plain,
};
#[cfg(feature = "cuda")]
use dfdx::tensor::Cuda;
use dfdx::{
    shapes::{Rank1, Rank2},
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
}

#[cfg(feature = "cuda")]
impl Fused for Cuda {}
