//! Text from a GPT: read, draw a word, read it, draw the next.

use super::{
    Gpt, GptBlock, LayerNorm, Linear,
    decode::{Block, Decoder, Dense, Norm},
};
use crate::{
    interrupt,
    ops::{Fused, kernel::matvec::Panels},
};
use dfdx::{
    nn::Module,
    shapes::{HasShape, Shape},
    tensor::Tensor,
    tensor_ops::ReshapeTo,
};
use rand::{Rng, RngCore};

/// How the next word is drawn from the logits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling {
    /// Divides the logits: below 1 the likely words come oftener, at 0 always the likeliest.
    pub temperature: f32,
    /// Only so many of the likeliest words may come.
    pub top_k: Option<usize>,
}

impl Default for Sampling {
    /// By the model's own probabilities.
    fn default() -> Self {
        Self { temperature: 1.0, top_k: None }
    }
}

impl<const V: usize, const L: usize, const C: usize, const H: usize, const F: usize, const N: usize, D: Fused>
    Gpt<V, L, C, H, F, N, f32, D>
{
    /// `count` words that follow `prompt`, as nanoGPT's `generate`. Keys and values of what was read are kept while all of
    /// it fits the model's `L` places; beyond them the last `L` words are read anew for each.
    ///
    /// ```
    /// use gradus::prelude::*;
    /// let gpt = nn::Gpt::<10, 8, 16, 2, 64, 2>::new(&device(0));
    /// let sampling = nn::Sampling { temperature: 0.8, top_k: Some(5) };
    /// assert_eq!(gpt.generate(&[1, 2], 12, sampling, &mut seeded(0)).len(), 12);
    /// ```
    ///
    /// # Panics
    /// If the prompt is empty or holds a word that the model does not have.
    pub fn generate(&self, prompt: &[usize], count: usize, sampling: Sampling, rng: &mut impl Rng) -> Vec<usize> {
        assert!(!prompt.is_empty(), "{}", say!("nn-prompt"));
        if let Some(wrong) = prompt.iter().find(|word| **word >= V) {
            panic!("{}", say!("ops-index", index = *wrong, rows = V));
        }
        let mut text = prompt.to_vec();
        let mut decoder = self.decoder();
        while text.len() < prompt.len() + count {
            interrupt::check();
            let logits = match text.len() <= L {
                true => {
                    // All but the last were read in earlier rounds, except for the prompt.
                    let unread = text.split_at(decoder.read).1;
                    unread.iter().fold(Vec::new(), |_, word| decoder.read(*word))
                }
                false => self.logits(&text[text.len() - L..]),
            };
            text.push(draw(&logits, sampling, rng));
        }
        text.split_off(prompt.len())
    }

    /// The logits after a sequence, by the whole model.
    fn logits(&self, words: &[usize]) -> Vec<f32> {
        let words = self.wte.weight.device().tensor_from_vec(words.to_vec(), (1, words.len()));
        let mut logits = numbers(&self.forward(words));
        logits.split_off(logits.len() - V)
    }

    fn decoder(&self) -> Decoder {
        let words = numbers(&self.wte.weight);
        Decoder {
            heads: H,
            head: Panels::new(&words, C),
            words,
            places: numbers(&self.wpe.weight),
            blocks: self.h.modules.iter().map(block).collect(),
            norm: norm(&self.ln_f),
            read: 0,
        }
    }
}

fn block<const C: usize, const H: usize, const F: usize, D: Fused>(block: &GptBlock<C, H, F, f32, D>) -> Block {
    let attention = &block.self_attn;
    Block {
        norm1: norm(&block.norm1),
        projection: Dense {
            weight: Panels::new(&numbers(&attention.in_proj_weight), C),
            bias: numbers(&attention.in_proj_bias),
        },
        out: dense(&attention.out_proj),
        norm2: norm(&block.norm2),
        linear1: dense(&block.linear1),
        linear2: dense(&block.linear2),
        keys: Vec::new(),
        values: Vec::new(),
    }
}

fn dense<const I: usize, const O: usize, D: Fused>(layer: &Linear<I, O, f32, D>) -> Dense {
    Dense { weight: Panels::new(&numbers(&layer.weight), I), bias: numbers(&layer.bias) }
}

fn norm<const C: usize, D: Fused>(layer: &LayerNorm<C, f32, D>) -> Norm {
    Norm { weight: numbers(&layer.weight), bias: numbers(&layer.bias), eps: layer.eps }
}

/// The numbers of a tensor, from whatever device.
fn numbers<S: Shape, D: Fused>(tensor: &Tensor<S, f32, D>) -> Vec<f32> {
    let tensor = tensor.clone().contiguous();
    let mut numbers = vec![0.0; tensor.shape().num_elements()];
    tensor.copy_into(&mut numbers);
    numbers
}

/// A word by its probability.
fn draw(logits: &[f32], sampling: Sampling, rng: &mut dyn RngCore) -> usize {
    let mut order: Vec<usize> = (0..logits.len()).collect();
    let likelier = |a: &usize, b: &usize| logits[*b].total_cmp(&logits[*a]);
    let kept = sampling.top_k.unwrap_or(order.len()).clamp(1, order.len());
    if kept < order.len() {
        order.select_nth_unstable_by(kept - 1, likelier);
        order.truncate(kept);
    }
    let Some(best) = order.iter().copied().min_by(likelier) else { return 0 };
    if sampling.temperature <= 0.0 {
        return best;
    }
    let weight = |word: &usize| ((logits[*word] - logits[best]) / sampling.temperature).exp();
    let total: f32 = order.iter().map(weight).sum();
    let mut left = rng.gen_range(0.0..1.0) * total;
    for word in &order {
        left -= weight(word);
        if left < 0.0 {
            return *word;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::{nn, *};

    type Tiny = nn::Gpt<11, 6, 12, 3, 48, 2>;

    /// A model whose weights are large enough that words differ.
    fn tiny() -> Tiny {
        let dev = device(5);
        let mut gpt = Tiny::new(&dev);
        gpt.wte.weight = dev.sample_normal();
        gpt.wpe.weight = dev.sample_normal();
        for block in &mut gpt.h.modules {
            block.self_attn.in_proj_weight = dev.sample_normal::<Rank3<3, 12, 12>>() * 0.3;
            block.self_attn.in_proj_bias = dev.sample_normal();
            block.linear1.weight = dev.sample_normal::<Rank2<48, 12>>() * 0.3;
            block.norm1.bias = dev.sample_normal();
        }
        gpt
    }

    #[test]
    fn the_cache_gives_the_models_own_logits() {
        let (gpt, words) = (tiny(), [3, 1, 10, 0, 7, 7]);
        let mut decoder = gpt.decoder();
        for n in 1..=words.len() {
            let (cached, whole) = (decoder.read(words[n - 1]), gpt.logits(&words[..n]));
            let off = cached.iter().zip(&whole).map(|(c, w)| (c - w).abs()).fold(0.0, f32::max);
            assert!(off < 1e-4, "after {n} words the logits are off by {off}");
        }
    }

    #[test]
    fn the_likeliest_words_also_beyond_the_context() {
        let gpt = tiny();
        let always = Sampling { temperature: 0.0, top_k: None };
        let text = gpt.generate(&[2, 4], 15, always, &mut seeded(0));
        let mut slow = vec![2, 4];
        for _ in 0..15 {
            let logits = gpt.logits(&slow[slow.len().saturating_sub(6)..]);
            slow.push((0..11).max_by(|a, b| logits[*a].total_cmp(&logits[*b])).unwrap());
        }
        assert_eq!(text, slow[2..]);
        assert_eq!(text, gpt.generate(&[2, 4], 15, Sampling { temperature: 5.0, top_k: Some(1) }, &mut seeded(1)));
    }

    #[test]
    fn words_come_as_often_as_their_probability_says() {
        let logits = [0.0, 2.0_f32.ln(), f32::NEG_INFINITY, 5.0_f32.ln()];
        let count = |sampling: Sampling| {
            let (mut rng, mut counts) = (seeded(9), [0_i32; 4]);
            (0..8000).for_each(|_| counts[draw(&logits, sampling, &mut rng)] += 1);
            counts
        };
        let all = count(Sampling::default());
        assert!(all.iter().zip([1000, 2000, 0, 5000]).all(|(got, expected)| (got - expected).abs() < 150), "{all:?}");
        let two = count(Sampling { temperature: 1.0, top_k: Some(2) });
        assert!(two[0] == 0 && (two[1] - 2286).abs() < 150, "{two:?}");
        let cold = count(Sampling { temperature: 0.5, top_k: None });
        assert!((cold[0] - 267).abs() < 60, "{cold:?}");
    }
}
