//! `nn.MultiheadAttention` over one sequence.

use super::{Linear, Sequence};
use crate::{
    ops::{Fused, Mask},
    prelude::Dev,
};
use dfdx::{
    nn::{BuildModule, BuildOnDevice, Module, ModuleVisitor, NonMutableModule, TensorCollection, TensorOptions},
    shapes::{Dim, Dtype, Rank2, Rank3},
    tensor::{Storage, Tape, Tensor},
    tensor_ops::Device,
};
use rand_distr::Uniform;

/// Every place gathers from the places it looks at, in `H` heads side by side: `torch.nn.MultiheadAttention(C, H)` with
/// query, key and value of one input. `CAUSAL`: a place looks at itself and at those before it, as in GPT; otherwise at
/// all, as in BERT.
///
/// ```
/// use gradus::prelude::*;
/// let dev = device(0);
/// let attention = nn::MultiHeadAttention::<8, 2, true>::new(&dev);
/// let y = attention.forward(dev.sample_normal::<Rank3<1, 5, 8>>());
/// assert_eq!(y.array()[0].len(), 5);
/// ```
#[derive(Clone, Debug)]
pub struct MultiHeadAttention<const C: usize, const H: usize, const CAUSAL: bool, E: Dtype = f32, D: Storage<E> = Dev> {
    /// Makes queries, keys and values, in this order. PyTorch has the same numbers as `(3 C, C)`.
    pub in_proj_weight: Tensor<Rank3<3, C, C>, E, D>,
    /// Is added to them.
    pub in_proj_bias: Tensor<Rank2<3, C>, E, D>,
    /// Mixes what the heads found.
    pub out_proj: Linear<C, C, E, D>,
}

impl<const C: usize, const H: usize, const CAUSAL: bool, D: Fused> MultiHeadAttention<C, H, CAUSAL, f32, D> {
    /// Which places a place looks at.
    pub const MASK: Mask = if CAUSAL { Mask::Causal } else { Mask::Full };

    /// A layer with new weights: the projections by Glorot and Bengio (2010), as PyTorch's.
    pub fn new(device: &D) -> Self {
        Self::build(device)
    }

    /// What every place gathered, before the heads are mixed.
    pub fn gather<B: Dim, S: Dim, T: Tape<f32, D>>(&self, x: Sequence<B, S, C, D, T>) -> Sequence<B, S, C, D, T> {
        D::attention(D::in_projection(x, &self.in_proj_weight, &self.in_proj_bias), H, Self::MASK)
    }
}

impl<const C: usize, const H: usize, const CAUSAL: bool, D: Device<f32>> TensorCollection<f32, D>
    for MultiHeadAttention<C, H, CAUSAL, f32, D>
{
    type To<E2: Dtype, D2: Device<E2>> = MultiHeadAttention<C, H, CAUSAL, E2, D2>;

    fn iter_tensors<V: ModuleVisitor<Self, f32, D>>(visitor: &mut V) -> Result<Option<Self::To<V::E2, V::D2>>, V::Err> {
        let weight = TensorOptions::reset_with(|w| {
            // sqrt(6 / (inputs + outputs)), with C inputs and 3 C outputs.
            let bound = (6.0 / (4 * C) as f32).sqrt();
            w.try_fill_with_distr(Uniform::new_inclusive(-bound, bound))
        });
        visitor.visit_fields(
            (
                Self::tensor("in_proj_weight", |s| &s.in_proj_weight, |s| &mut s.in_proj_weight, weight),
                Self::tensor(
                    "in_proj_bias",
                    |s| &s.in_proj_bias,
                    |s| &mut s.in_proj_bias,
                    TensorOptions::reset_to_zeros(),
                ),
                Self::module("out_proj", |s| &s.out_proj, |s| &mut s.out_proj),
            ),
            |(in_proj_weight, in_proj_bias, out_proj)| MultiHeadAttention { in_proj_weight, in_proj_bias, out_proj },
        )
    }
}

impl<const C: usize, const H: usize, const CAUSAL: bool, D: Device<f32>> BuildOnDevice<D, f32>
    for MultiHeadAttention<C, H, CAUSAL, f32, D>
{
    type Built = Self;
}

impl<const C: usize, const H: usize, const CAUSAL: bool, E: Dtype, D: Storage<E>> NonMutableModule
    for MultiHeadAttention<C, H, CAUSAL, E, D>
{
}

impl<B: Dim, S: Dim, const C: usize, const H: usize, const CAUSAL: bool, D: Fused, T: Tape<f32, D>>
    Module<Sequence<B, S, C, D, T>> for MultiHeadAttention<C, H, CAUSAL, f32, D>
{
    type Output = Sequence<B, S, C, D, T>;
    type Error = D::Err;

    fn try_forward(&self, x: Sequence<B, S, C, D, T>) -> Result<Self::Output, D::Err> {
        self.out_proj.try_forward(self.gather(x))
    }
}
