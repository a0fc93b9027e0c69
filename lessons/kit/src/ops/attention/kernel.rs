//! Attention over slices: each thread has some sequences of the batch.

use super::Mask;
use crate::ops::kernel::{
    gemm::{Into, Threads, mm, rows, turned},
    math::exp,
    parallel::{cut, cut_mut, each, share},
    reduce::{dot, max, sum},
    simd::vectorized,
};
use crate::ops::spare::Numbers;

/// `C` is `heads * size`.
#[derive(Clone, Copy, Debug)]
pub struct Dims {
    pub batch: usize,
    pub time: usize,
    pub heads: usize,
    /// Of a head.
    pub size: usize,
    pub mask: Mask,
}

impl Dims {
    fn features(self) -> usize {
        self.heads * self.size
    }

    fn scale(self) -> f32 {
        1.0 / (self.size as f32).sqrt()
    }

    /// How many sequences a thread takes.
    fn share(self) -> usize {
        share(self.batch, self.batch * self.time * self.time * self.features() / 8)
    }

    /// Where a head's queries, keys and values begin in a sequence.
    fn starts(self, head: usize) -> [usize; 3] {
        [0, 1, 2].map(|part| part * self.features() + head * self.size)
    }
}

/// The output, and the attention weights of every sequence and head.
pub fn forward(dims: Dims, x: &[f32]) -> (Vec<f32>, Numbers) {
    let (t, c) = (dims.time, dims.features());
    let mut y = vec![0.0; dims.batch * t * c];
    // The product sets every one of them.
    let mut weights = Numbers::any(dims.batch * dims.heads * t * t);
    let count = dims.share();
    let (mut y_rest, mut weight_rest, mut x_rest) = (&mut *y, &mut *weights, x);
    let mut shares = Vec::new();
    while !y_rest.is_empty() {
        let weights = cut_mut(&mut weight_rest, count * dims.heads * t * t);
        shares.push((cut_mut(&mut y_rest, count * t * c), weights, cut(&mut x_rest, count * t * 3 * c)));
    }
    each(shares, |(y, weights, x)| {
        let sequences = y.chunks_exact_mut(t * c).zip(x.chunks_exact(t * 3 * c));
        for ((y, x), weights) in sequences.zip(weights.chunks_exact_mut(dims.heads * t * t)) {
            for (head, p) in weights.chunks_exact_mut(t * t).enumerate() {
                one_head(dims, head, x, p, y);
            }
        }
    });
    (y, weights)
}

fn one_head(dims: Dims, head: usize, x: &[f32], p: &mut [f32], y: &mut [f32]) {
    let (t, c, d) = (dims.time, dims.features(), dims.size);
    let [q, k, v] = dims.starts(head).map(|start| &x[start..]);
    mm((t, t, d), dims.scale(), (q, rows(3 * c)), (k, turned(3 * c)), (p, rows(t)), Into::Set, Threads::One);
    vectorized(
        #[inline(always)]
        || {
            for (place, row) in p.chunks_exact_mut(t).enumerate() {
                let (seen, hidden) = row.split_at_mut(if dims.mask == Mask::Causal { place + 1 } else { t });
                softmax(seen);
                hidden.fill(0.0);
            }
        },
    );
    mm((t, d, t), 1.0, (p, rows(t)), (v, rows(3 * c)), (&mut y[head * d..], rows(c)), Into::Set, Threads::One);
}

/// `e^x / sum e^x`, in place.
#[inline(always)]
pub fn softmax(x: &mut [f32]) {
    let most = max(x);
    x.iter_mut().for_each(|x| *x = exp(*x - most));
    let scale = 1.0 / sum(x);
    x.iter_mut().for_each(|x| *x *= scale);
}

/// Adds to the gradient of queries, keys and values.
pub fn backward(dims: Dims, x: &[f32], weights: &[f32], dy: &[f32], dx: &mut [f32]) {
    let (t, c) = (dims.time, dims.features());
    let count = dims.share();
    let (mut dx_rest, mut dy_rest, mut weight_rest, mut x_rest) = (dx, dy, weights, x);
    let mut shares = Vec::new();
    while !dx_rest.is_empty() {
        let weights = cut(&mut weight_rest, count * dims.heads * t * t);
        let (x, dy) = (cut(&mut x_rest, count * t * 3 * c), cut(&mut dy_rest, count * t * c));
        shares.push((cut_mut(&mut dx_rest, count * t * 3 * c), dy, weights, x));
    }
    each(shares, |(dx, dy, weights, x)| {
        let mut ds = vec![0.0; t * t];
        let sequences = dx.chunks_exact_mut(t * 3 * c).zip(dy.chunks_exact(t * c)).zip(x.chunks_exact(t * 3 * c));
        for (((dx, dy), x), weights) in sequences.zip(weights.chunks_exact(dims.heads * t * t)) {
            for (head, p) in weights.chunks_exact(t * t).enumerate() {
                one_head_back(dims, head, (x, p, dy), &mut ds, dx);
            }
        }
    });
}

fn one_head_back(dims: Dims, head: usize, (x, p, dy): (&[f32], &[f32], &[f32]), ds: &mut [f32], dx: &mut [f32]) {
    let (t, c, d) = (dims.time, dims.features(), dims.size);
    let packed = rows(3 * c);
    let [q, k, v] = dims.starts(head);
    let dy = (&dy[head * d..], rows(c));
    let one = Threads::One;
    mm((t, d, t), 1.0, (p, turned(t)), dy, (&mut dx[v..], packed), Into::Add, one);
    mm((t, t, d), 1.0, dy, (&x[v..], turned(3 * c)), (ds, rows(t)), Into::Set, one);
    vectorized(
        #[inline(always)]
        || {
            for (ds, p) in ds.chunks_exact_mut(t).zip(p.chunks_exact(t)) {
                let along = dot(ds, p);
                ds.iter_mut().zip(p).for_each(|(ds, p)| *ds = p * (*ds - along));
            }
        },
    );
    mm((t, d, t), dims.scale(), (ds, rows(t)), (&x[k..], packed), (&mut dx[q..], packed), Into::Add, one);
    mm((t, d, t), dims.scale(), (ds, turned(t)), (&x[q..], packed), (&mut dx[k..], packed), Into::Add, one);
}
