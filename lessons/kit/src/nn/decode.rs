//! One word at a time through a GPT, with the keys and values of the words before it kept.
//!
//! The weights are copied out of the tensors once, in the order in which they are read; then a step is a few products of
//! a matrix with one vector, without tensors, tape or allocation of anything large. All of it is known at run time, so
//! cells do not compile it.

use crate::ops::kernel::{
    math::{exp, gelu},
    matvec::Panels,
    reduce::{add, dot, max, sum, sum_of},
    simd::vectorized,
};

/// A model, and what it has read so far.
pub struct Decoder {
    pub heads: usize,
    /// One row a word.
    pub words: Vec<f32>,
    /// The same, as the layer that gives the logits.
    pub head: Panels,
    /// One row a place.
    pub places: Vec<f32>,
    pub blocks: Vec<Block>,
    pub norm: Norm,
    /// How many words were read.
    pub read: usize,
}

/// A block, and the keys and values of the words read: one row each.
pub struct Block {
    pub norm1: Norm,
    /// Makes query, key and value, one after the other.
    pub projection: Dense,
    pub out: Dense,
    pub norm2: Norm,
    pub linear1: Dense,
    pub linear2: Dense,
    pub keys: Vec<f32>,
    pub values: Vec<f32>,
}

/// `W x + b`.
pub struct Dense {
    pub weight: Panels,
    pub bias: Vec<f32>,
}

/// Layer norm.
pub struct Norm {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
    pub eps: f32,
}

impl Decoder {
    /// Reads a word and returns the logits of the one that follows it.
    pub fn read(&mut self, word: usize) -> Vec<f32> {
        let c = self.norm.weight.len();
        let mut x = self.words[word * c..][..c].to_vec();
        add(&mut x, &self.places[self.read * c..][..c]);
        for block in &mut self.blocks {
            block.read(self.heads, &mut x);
        }
        self.read += 1;
        self.head.times(&self.norm.apply(&x), &[])
    }
}

impl Block {
    fn read(&mut self, heads: usize, x: &mut [f32]) {
        let c = x.len();
        let qkv = self.projection.apply(&self.norm1.apply(x));
        self.keys.extend_from_slice(&qkv[c..2 * c]);
        self.values.extend_from_slice(&qkv[2 * c..]);
        let gathered = gather(&qkv[..c], &self.keys, &self.values, heads);
        add(x, &self.out.apply(&gathered));
        let mut hidden = self.linear1.apply(&self.norm2.apply(x));
        vectorized(
            #[inline(always)]
            || hidden.iter_mut().for_each(|x| *x = gelu(*x).0),
        );
        add(x, &self.linear2.apply(&hidden));
    }
}

/// Attention of one query to all keys, head by head.
fn gather(query: &[f32], keys: &[f32], values: &[f32], heads: usize) -> Vec<f32> {
    let c = query.len();
    let size = c / heads;
    let scale = 1.0 / (size as f32).sqrt();
    let mut y = vec![0.0; c];
    let mut weights = vec![0.0; keys.len() / c];
    vectorized(
        #[inline(always)]
        || {
            for (head, (y, query)) in y.chunks_exact_mut(size).zip(query.chunks_exact(size)).enumerate() {
                for (weight, key) in weights.iter_mut().zip(keys.chunks_exact(c)) {
                    *weight = scale * dot(query, &key[head * size..][..size]);
                }
                let most = max(&weights);
                weights.iter_mut().for_each(|weight| *weight = exp(*weight - most));
                let total = sum(&weights);
                for (weight, value) in weights.iter().zip(values.chunks_exact(c)) {
                    let weight = weight / total;
                    for (y, value) in y.iter_mut().zip(&value[head * size..][..size]) {
                        *y += weight * value;
                    }
                }
            }
        },
    );
    y
}

impl Dense {
    fn apply(&self, x: &[f32]) -> Vec<f32> {
        self.weight.times(x, &self.bias)
    }
}

impl Norm {
    fn apply(&self, x: &[f32]) -> Vec<f32> {
        let n = x.len() as f32;
        let mut y = x.to_vec();
        vectorized(
            #[inline(always)]
            || {
                let mean = sum(x) / n;
                let scale = 1.0
                    / (sum_of(
                        x,
                        #[inline(always)]
                        |x| (x - mean) * (x - mean),
                    ) / n
                        + self.eps)
                        .sqrt();
                for (y, (w, b)) in y.iter_mut().zip(self.weight.iter().zip(&self.bias)) {
                    *y = (*y - mean) * scale * w + b;
                }
            },
        );
        y
    }
}
