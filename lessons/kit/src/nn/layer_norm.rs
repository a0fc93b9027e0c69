//! `nn.LayerNorm`.

use crate::{
    ops::{Features, Fused},
    prelude::Dev,
};
use dfdx::{
    nn::{BuildModule, BuildOnDevice, Module, ModuleVisitor, NonMutableModule, TensorCollection, TensorOptions},
    shapes::{Dtype, Rank1},
    tensor::{Storage, Tape, Tensor},
    tensor_ops::Device,
};

/// Every row with mean 0 and variance 1, then scaled and shifted: `torch.nn.LayerNorm(C)`.
///
/// ```
/// use gradus::prelude::*;
/// let dev = device(0);
/// let y = nn::LayerNorm::<2>::new(&dev).forward(dev.tensor([[1.0_f32, 3.0]]));
/// assert!((y.array()[0][1] - 1.0).abs() < 1e-4);
/// ```
#[derive(Clone, Debug)]
pub struct LayerNorm<const C: usize, E: Dtype = f32, D: Storage<E> = Dev> {
    /// The scale of every feature: 1 at first.
    pub weight: Tensor<Rank1<C>, E, D>,
    /// The shift of every feature: 0 at first.
    pub bias: Tensor<Rank1<C>, E, D>,
    /// Is added to the variance: 1e-5, as in PyTorch.
    pub eps: f32,
}

impl<const C: usize, D: Fused> LayerNorm<C, f32, D> {
    /// A layer that scales and shifts nothing yet.
    pub fn new(device: &D) -> Self {
        Self::build(device)
    }
}

impl<const C: usize, D: Device<f32>> TensorCollection<f32, D> for LayerNorm<C, f32, D> {
    type To<E2: Dtype, D2: Device<E2>> = LayerNorm<C, E2, D2>;

    fn iter_tensors<V: ModuleVisitor<Self, f32, D>>(visitor: &mut V) -> Result<Option<Self::To<V::E2, V::D2>>, V::Err> {
        visitor.visit_fields(
            (
                Self::tensor("weight", |s| &s.weight, |s| &mut s.weight, TensorOptions::reset_to_ones()),
                Self::tensor("bias", |s| &s.bias, |s| &mut s.bias, TensorOptions::reset_to_zeros()),
            ),
            |(weight, bias)| LayerNorm { weight, bias, eps: 1e-5 },
        )
    }
}

layer!(LayerNorm<C>);

impl<S: Features<C>, const C: usize, D: Fused, T: Tape<f32, D>> Module<Tensor<S, f32, D, T>> for LayerNorm<C, f32, D> {
    type Output = Tensor<S, f32, D, T>;
    type Error = D::Err;

    fn try_forward(&self, x: Tensor<S, f32, D, T>) -> Result<Self::Output, D::Err> {
        Ok(D::layer_norm(x, &self.weight, &self.bias, self.eps))
    }
}
