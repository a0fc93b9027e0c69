//! GPT: predicts the next word from those before it.

use super::{Embedding, GptBlock, LayerNorm, start};
use crate::{
    ops::{After, Fused, Input},
    prelude::Dev,
};
use dfdx::{
    nn::{BuildModule, Module, ModuleVisitor, NonMutableModule, TensorCollection, modules::Repeated},
    shapes::{Const, Dim, Dtype},
    tensor::{Storage, Tape, Tensor},
    tensor_ops::Device,
};

/// GPT-2's architecture (Radford et al., 2019), names and starting weights as in nanoGPT.
///
/// | parameter | meaning | nanoGPT |
/// | --- | --- | --- |
/// | `V` | words, or characters | `vocab_size` |
/// | `L` | the longest sequence | `block_size` |
/// | `C` | numbers a place | `n_embd` |
/// | `H` | heads of attention | `n_head` |
/// | `F` | numbers a place within a block, usually `4 C` | |
/// | `N` | blocks | `n_layer` |
///
/// The table of words is also the last layer: `logits = x wte^T`.
///
/// ```
/// use gradus::prelude::*;
/// type Tiny = nn::Gpt<10, 8, 16, 2, 64, 2>;
/// let dev = device(0);
/// let gpt = Tiny::new(&dev);
/// let logits = gpt.forward(dev.tensor([[1_usize, 2, 3]]));
/// assert_eq!(logits.array()[0][2].len(), 10);
/// ```
#[derive(Clone, Debug)]
pub struct Gpt<
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
    pub wte: Embedding<V, C, E, D>,
    /// A vector for each place.
    pub wpe: Embedding<L, C, E, D>,
    /// The blocks.
    pub h: Repeated<GptBlock<C, H, F, E, D>, N>,
    /// Before the last layer.
    pub ln_f: LayerNorm<C, E, D>,
}

impl<const V: usize, const L: usize, const C: usize, const H: usize, const F: usize, const N: usize, D: Fused>
    Gpt<V, L, C, H, F, N, f32, D>
{
    /// A model with GPT-2's starting weights: normal with deviation 0.02; those that add to the residual divided by
    /// `sqrt(2 N)`, so that the sum of all blocks begins as wide as one; no bias.
    pub fn new(device: &D) -> Self {
        let mut gpt = Self::build(device);
        start::table(&mut gpt.wte);
        start::table(&mut gpt.wpe);
        gpt.h.modules.iter_mut().for_each(|block| start::block(block, N));
        gpt
    }

    /// Sets the dropout of every block (nanoGPT's `dropout`).
    pub fn set_dropout(&mut self, p: f32) {
        self.h.modules.iter_mut().for_each(|block| block.dropout.p = p);
    }
}

impl<const V: usize, const L: usize, const C: usize, const H: usize, const F: usize, const N: usize, D: Device<f32>>
    TensorCollection<f32, D> for Gpt<V, L, C, H, F, N, f32, D>
{
    type To<E2: Dtype, D2: Device<E2>> = Gpt<V, L, C, H, F, N, E2, D2>;

    fn iter_tensors<W: ModuleVisitor<Self, f32, D>>(visitor: &mut W) -> Result<Option<Self::To<W::E2, W::D2>>, W::Err> {
        visitor.visit_fields(
            (
                Self::module("wte", |s| &s.wte, |s| &mut s.wte),
                Self::module("wpe", |s| &s.wpe, |s| &mut s.wpe),
                Self::module("h", |s| &s.h, |s| &mut s.h),
                Self::module("ln_f", |s| &s.ln_f, |s| &mut s.ln_f),
            ),
            |(wte, wpe, h, ln_f)| Gpt { wte, wpe, h, ln_f },
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
> NonMutableModule for Gpt<V, L, C, H, F, N, E, D>
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
> Module<Tensor<(B, S), usize, D, T>> for Gpt<V, L, C, H, F, N, f32, D>
{
    type Output = Tensor<(B, S, Const<V>), f32, D, T>;
    type Error = D::Err;

    fn try_forward(&self, words: Tensor<(B, S), usize, D, T>) -> Result<Self::Output, D::Err> {
        let x = D::positions(self.wte.try_forward(words)?, &self.wpe.weight);
        let x = self.ln_f.try_forward(self.h.try_forward(x)?)?;
        Ok(D::linear(x, &self.wte.weight, None, After::default(), Input::Computed))
    }
}
