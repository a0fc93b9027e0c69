//! The starting weights of GPT-2 and BERT.

use super::{Embedding, Linear, TransformerBlock};
use crate::ops::Fused;
use dfdx::{shapes::Shape, tensor::Tensor};
use rand_distr::Normal;

/// The deviation that both papers take.
const DEVIATION: f32 = 0.02;

/// A table of words or places.
pub fn table<const V: usize, const C: usize, D: Fused>(table: &mut Embedding<V, C, f32, D>) {
    normal(&mut table.weight, DEVIATION);
}

/// A block of a model of `blocks`: the two layers that add to the residual are divided by `sqrt(2 blocks)`, if any.
pub fn block<const C: usize, const H: usize, const F: usize, const CAUSAL: bool, const FIRST: bool, D: Fused>(
    block: &mut TransformerBlock<C, H, F, CAUSAL, FIRST, f32, D>,
    blocks: usize,
) {
    let adding = DEVIATION / (2.0 * blocks as f32).sqrt().max(1.0);
    normal(&mut block.self_attn.in_proj_weight, DEVIATION);
    layer(&mut block.self_attn.out_proj, adding);
    layer(&mut block.linear1, DEVIATION);
    layer(&mut block.linear2, adding);
}

fn layer<const I: usize, const O: usize, D: Fused>(layer: &mut Linear<I, O, f32, D>, deviation: f32) {
    normal(&mut layer.weight, deviation);
    layer.bias.fill_with_zeros();
}

fn normal<S: Shape, D: Fused>(weights: &mut Tensor<S, f32, D>, deviation: f32) {
    // A deviation above zero is a distribution.
    if let Ok(normal) = Normal::new(0.0, deviation) {
        weights.fill_with_distr(normal);
    }
}
