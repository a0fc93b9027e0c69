//! `nn.Embedding`.

use crate::{
    ops::{Fused, Places},
    prelude::Dev,
};
use dfdx::{
    nn::{BuildModule, BuildOnDevice, Module, ModuleVisitor, NonMutableModule, TensorCollection, TensorOptions},
    shapes::{Dtype, Rank2},
    tensor::{Storage, Tape, Tensor},
    tensor_ops::Device,
};
use rand_distr::StandardNormal;

/// A vector of `C` numbers for each of `V` words: `torch.nn.Embedding(V, C)`.
///
/// ```
/// use gradus::prelude::*;
/// let dev = device(0);
/// let table = nn::Embedding::<10, 4>::new(&dev);
/// let y = table.forward(dev.tensor([3_usize, 3, 9]));
/// assert_eq!(y.array()[0], table.weight.array()[3]);
/// ```
#[derive(Clone, Debug)]
pub struct Embedding<const V: usize, const C: usize, E: Dtype = f32, D: Storage<E> = Dev> {
    /// One row a word.
    pub weight: Tensor<Rank2<V, C>, E, D>,
}

impl<const V: usize, const C: usize, D: Fused> Embedding<V, C, f32, D> {
    /// A table of normally distributed numbers, as PyTorch's.
    pub fn new(device: &D) -> Self {
        Self::build(device)
    }
}

impl<const V: usize, const C: usize, D: Device<f32>> TensorCollection<f32, D> for Embedding<V, C, f32, D> {
    type To<E2: Dtype, D2: Device<E2>> = Embedding<V, C, E2, D2>;

    fn iter_tensors<W: ModuleVisitor<Self, f32, D>>(visitor: &mut W) -> Result<Option<Self::To<W::E2, W::D2>>, W::Err> {
        let weight = TensorOptions::reset_with(|w| w.try_fill_with_distr(StandardNormal));
        visitor.visit_fields(Self::tensor("weight", |s| &s.weight, |s| &mut s.weight, weight), |weight| Embedding {
            weight,
        })
    }
}

layer!(Embedding<V, C>);

impl<S: Places, const V: usize, const C: usize, D: Fused, T: Tape<f32, D>> Module<Tensor<S, usize, D, T>>
    for Embedding<V, C, f32, D>
{
    type Output = Tensor<S::Vectors<C>, f32, D, T>;
    type Error = D::Err;

    fn try_forward(&self, indices: Tensor<S, usize, D, T>) -> Result<Self::Output, D::Err> {
        Ok(D::embedding(indices, &self.weight))
    }
}
