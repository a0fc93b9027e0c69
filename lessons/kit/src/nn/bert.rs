//! BERT: a vector for every word, from the words on both sides.

use super::{BertBlock, Embedding, LayerNorm, Sequence, start};
use crate::{ops::Fused, prelude::Dev};
use dfdx::{
    nn::{BuildModule, Module, ModuleVisitor, NonMutableModule, TensorCollection, modules::Repeated},
    shapes::{Dim, Dtype},
    tensor::{Storage, Tape, Tensor},
    tensor_ops::Device,
};

/// BERT's encoder (Devlin et al., 2019) for single sentences: no segments, no pooler. What is asked of the vectors, a
/// masked word or a class, is a [`Linear`](super::Linear) layer after it.
///
/// Parameters as [`Gpt`](super::Gpt)'s: words, longest sequence, features, heads, width within a block, blocks.
///
/// ```
/// use gradus::prelude::*;
/// type Tiny = nn::Bert<10, 8, 16, 2, 64, 2>;
/// let dev = device(0);
/// let vectors = Tiny::new(&dev).forward(dev.tensor([[1_usize, 2, 3]]));
/// assert_eq!(vectors.array()[0][2].len(), 16);
/// ```
#[derive(Clone, Debug)]
pub struct Bert<
    const V: usize,
    const L: usize,
    const C: usize,
    const H: usize,
    const F: usize,
    const N: usize,
    E: Dtype = f32,
    D: Storage<E> = Dev,
> {
    /// A vector for each word.
    pub word_embeddings: Embedding<V, C, E, D>,
    /// A vector for each place.
    pub position_embeddings: Embedding<L, C, E, D>,
    /// Of their sum.
    pub norm: LayerNorm<C, E, D>,
    /// The blocks.
    pub layers: Repeated<BertBlock<C, H, F, E, D>, N>,
}

impl<const V: usize, const L: usize, const C: usize, const H: usize, const F: usize, const N: usize, D: Fused>
    Bert<V, L, C, H, F, N, f32, D>
{
    /// A model with BERT's starting weights: normal with deviation 0.02, no bias.
    pub fn new(device: &D) -> Self {
        let mut bert = Self::build(device);
        start::table(&mut bert.word_embeddings);
        start::table(&mut bert.position_embeddings);
        // A residual of one block: undivided.
        bert.layers.modules.iter_mut().for_each(|block| start::block(block, 0));
        bert
    }
}

impl<const V: usize, const L: usize, const C: usize, const H: usize, const F: usize, const N: usize, D: Device<f32>>
    TensorCollection<f32, D> for Bert<V, L, C, H, F, N, f32, D>
{
    type To<E2: Dtype, D2: Device<E2>> = Bert<V, L, C, H, F, N, E2, D2>;

    fn iter_tensors<W: ModuleVisitor<Self, f32, D>>(visitor: &mut W) -> Result<Option<Self::To<W::E2, W::D2>>, W::Err> {
        visitor.visit_fields(
            (
                Self::module("word_embeddings", |s| &s.word_embeddings, |s| &mut s.word_embeddings),
                Self::module("position_embeddings", |s| &s.position_embeddings, |s| &mut s.position_embeddings),
                Self::module("norm", |s| &s.norm, |s| &mut s.norm),
                Self::module("layers", |s| &s.layers, |s| &mut s.layers),
            ),
            |(word_embeddings, position_embeddings, norm, layers)| Bert {
                word_embeddings,
                position_embeddings,
                norm,
                layers,
            },
        )
    }
}

impl<
    const V: usize,
    const L: usize,
    const C: usize,
    const H: usize,
    const F: usize,
    const N: usize,
    E: Dtype,
    D: Storage<E>,
> NonMutableModule for Bert<V, L, C, H, F, N, E, D>
{
}

impl<
    B: Dim,
    S: Dim,
    const V: usize,
    const L: usize,
    const C: usize,
    const H: usize,
    const F: usize,
    const N: usize,
    D: Fused,
    T: Tape<f32, D>,
> Module<Tensor<(B, S), usize, D, T>> for Bert<V, L, C, H, F, N, f32, D>
{
    type Output = Sequence<B, S, C, D, T>;
    type Error = D::Err;

    fn try_forward(&self, words: Tensor<(B, S), usize, D, T>) -> Result<Self::Output, D::Err> {
        let x = D::positions(self.word_embeddings.try_forward(words)?, &self.position_embeddings.weight);
        self.layers.try_forward(self.norm.try_forward(x)?)
    }
}
