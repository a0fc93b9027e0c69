//! A block of a transformer: attention, then two linear layers, each around a residual.

use super::{Dropout, LayerNorm, Linear, MultiHeadAttention, Sequence};
use crate::{
    ops::{Activation, Fused},
    prelude::Dev,
};
use dfdx::{
    nn::{BuildModule, BuildOnDevice, Module, ModuleVisitor, NonMutableModule, TensorCollection},
    shapes::{Dim, Dtype},
    tensor::{PutTape, SplitTape, Storage, Tape},
    tensor_ops::{Device, TryAdd},
};

/// `torch.nn.TransformerEncoderLayer(C, H, F, dropout=0, activation="gelu", batch_first=True)`.
///
/// `NORM_FIRST`: the residual carries what is not normalised, as in GPT; otherwise each sum is normalised, as in the
/// first transformer and BERT. `CAUSAL`: see [`MultiHeadAttention`].
#[derive(Clone, Debug)]
pub struct TransformerBlock<
    const C: usize,
    const H: usize,
    const F: usize,
    const CAUSAL: bool,
    const NORM_FIRST: bool,
    E: Dtype = f32,
    D: Storage<E> = Dev,
> {
    /// Lets places speak with each other.
    pub self_attn: MultiHeadAttention<C, H, CAUSAL, E, D>,
    /// Of the attention's input, or of its sum with the residual.
    pub norm1: LayerNorm<C, E, D>,
    /// Widens every place to `F` numbers, followed by GELU.
    pub linear1: Linear<C, F, E, D>,
    /// Brings it back to `C`.
    pub linear2: Linear<F, C, E, D>,
    /// Of the linear layers' input, or of their sum with the residual.
    pub norm2: LayerNorm<C, E, D>,
    /// On what attention and linear layers add to the residual: none at first (PyTorch: 0.1).
    pub dropout: Dropout,
}

/// A block of GPT: causal, normalised first.
pub type GptBlock<const C: usize, const H: usize, const F: usize, E = f32, D = Dev> =
    TransformerBlock<C, H, F, true, true, E, D>;

/// A block of BERT: sees both ways, normalised last.
pub type BertBlock<const C: usize, const H: usize, const F: usize, E = f32, D = Dev> =
    TransformerBlock<C, H, F, false, false, E, D>;

impl<const C: usize, const H: usize, const F: usize, const CAUSAL: bool, const NORM_FIRST: bool, D: Fused>
    TransformerBlock<C, H, F, CAUSAL, NORM_FIRST, f32, D>
{
    /// A block with new weights.
    pub fn new(device: &D) -> Self {
        Self::build(device)
    }

    fn run<B: Dim, S: Dim, T: Tape<f32, D>>(
        &self,
        x: Sequence<B, S, C, D, T>,
    ) -> Result<Sequence<B, S, C, D, T>, D::Err> {
        let (residual, tape) = x.split_tape();
        let x = residual.clone().put_tape(tape);
        if NORM_FIRST {
            let x = self.add(&self.self_attn.out_proj, self.self_attn.gather(self.norm1.try_forward(x)?), residual)?;
            let (residual, tape) = x.split_tape();
            let x = self.norm2.try_forward(residual.clone().put_tape(tape))?;
            self.add(&self.linear2, self.linear1.then(x, Activation::Gelu), residual)
        } else {
            let x = self.add(&self.self_attn.out_proj, self.self_attn.gather(x), residual)?;
            let (residual, tape) = self.norm1.try_forward(x)?.split_tape();
            let x = self.linear1.then(residual.clone().put_tape(tape), Activation::Gelu);
            self.norm2.try_forward(self.add(&self.linear2, x, residual)?)
        }
    }

    /// `residual + dropout(layer(x))`, in one pass where nothing is dropped.
    fn add<B: Dim, S: Dim, const I: usize, T: Tape<f32, D>>(
        &self,
        layer: &Linear<I, C, f32, D>,
        x: Sequence<B, S, I, D, T>,
        residual: Sequence<B, S, C, D>,
    ) -> Result<Sequence<B, S, C, D, T>, D::Err> {
        match T::OWNS_TAPE && self.dropout.p > 0.0 {
            true => self.dropout.try_forward(layer.try_forward(x)?)?.try_add(residual),
            false => Ok(layer.then(x, &residual)),
        }
    }
}

impl<const C: usize, const H: usize, const F: usize, const CAUSAL: bool, const NORM_FIRST: bool, D: Device<f32>>
    TensorCollection<f32, D> for TransformerBlock<C, H, F, CAUSAL, NORM_FIRST, f32, D>
{
    type To<E2: Dtype, D2: Device<E2>> = TransformerBlock<C, H, F, CAUSAL, NORM_FIRST, E2, D2>;

    fn iter_tensors<V: ModuleVisitor<Self, f32, D>>(visitor: &mut V) -> Result<Option<Self::To<V::E2, V::D2>>, V::Err> {
        visitor.visit_fields(
            (
                Self::module("self_attn", |s| &s.self_attn, |s| &mut s.self_attn),
                Self::module("norm1", |s| &s.norm1, |s| &mut s.norm1),
                Self::module("linear1", |s| &s.linear1, |s| &mut s.linear1),
                Self::module("linear2", |s| &s.linear2, |s| &mut s.linear2),
                Self::module("norm2", |s| &s.norm2, |s| &mut s.norm2),
            ),
            |(self_attn, norm1, linear1, linear2, norm2)| TransformerBlock {
                self_attn,
                norm1,
                linear1,
                linear2,
                norm2,
                dropout: Dropout { p: 0.0 },
            },
        )
    }
}

impl<const C: usize, const H: usize, const F: usize, const CAUSAL: bool, const NORM_FIRST: bool, D: Device<f32>>
    BuildOnDevice<D, f32> for TransformerBlock<C, H, F, CAUSAL, NORM_FIRST, f32, D>
{
    type Built = Self;
}

impl<
    const C: usize,
    const H: usize,
    const F: usize,
    const CAUSAL: bool,
    const NORM_FIRST: bool,
    E: Dtype,
    D: Storage<E>,
> NonMutableModule for TransformerBlock<C, H, F, CAUSAL, NORM_FIRST, E, D>
{
}

impl<
    B: Dim,
    S: Dim,
    const C: usize,
    const H: usize,
    const F: usize,
    const CAUSAL: bool,
    const NORM_FIRST: bool,
    D: Fused,
    T: Tape<f32, D>,
> Module<Sequence<B, S, C, D, T>> for TransformerBlock<C, H, F, CAUSAL, NORM_FIRST, f32, D>
{
    type Output = Sequence<B, S, C, D, T>;
    type Error = D::Err;

    fn try_forward(&self, x: Sequence<B, S, C, D, T>) -> Result<Self::Output, D::Err> {
        self.run(x)
    }
}
