//! The step over slices: one pass that reads and writes every number once.

use super::decays;
use crate::ops::kernel::{
    parallel::{cut_mut, each, share},
    simd::vectorized,
};
use dfdx::tensor_ops::AdamConfig;

/// What a step multiplies with.
#[derive(Clone, Copy)]
pub struct Rates {
    betas: [f32; 2],
    /// `1 - b`: of `f32`s it would lose three digits.
    rests: [f32; 2],
    /// `lr / (1 - b1^t)`.
    rate: f32,
    /// `1 / (1 - b2^t)`.
    square_scale: f32,
    eps: f32,
    /// Times the weight, added to the gradient.
    gradient_decay: f32,
    /// Times the weight, what remains of it.
    keep: f32,
}

impl Rates {
    /// Those of a step, the first being 1; computed in f64, because `b2^t` is close to 1.
    pub fn at(config: &AdamConfig, step: i32) -> Self {
        let (gradient_decay, decay) = decays(config);
        let [b1, b2] = config.betas;
        Self {
            betas: [b1 as f32, b2 as f32],
            rests: [(1.0 - b1) as f32, (1.0 - b2) as f32],
            rate: (config.lr / (1.0 - b1.powi(step))) as f32,
            square_scale: (1.0 / (1.0 - b2.powi(step))) as f32,
            eps: config.eps as f32,
            gradient_decay: gradient_decay as f32,
            keep: (1.0 - config.lr * decay) as f32,
        }
    }
}

/// Changes weights, mean and square, and sets the gradient to zero.
pub fn step(rates: Rates, weights: &mut [f32], mean: &mut [f32], square: &mut [f32], gradient: &mut [f32]) {
    let share = share(weights.len(), weights.len() / 2);
    let (mut w_rest, mut m_rest, mut v_rest, mut g_rest) = (weights, mean, square, gradient);
    let mut shares = Vec::new();
    while !w_rest.is_empty() {
        let (w, m) = (cut_mut(&mut w_rest, share), cut_mut(&mut m_rest, share));
        shares.push((w, m, cut_mut(&mut v_rest, share), cut_mut(&mut g_rest, share)));
    }
    each(shares, |(w, m, v, g)| {
        let ([b1, b2], [r1, r2]) = (rates.betas, rates.rests);
        vectorized(
            #[inline(always)]
            || {
                for ((w, m), (v, g)) in w.iter_mut().zip(m).zip(v.iter_mut().zip(g)) {
                    let slope = std::mem::take(g) + rates.gradient_decay * *w;
                    *m = *m * b1 + slope * r1;
                    *v = *v * b2 + slope * slope * r2;
                    *w = *w * rates.keep - rates.rate * *m / ((*v * rates.square_scale).sqrt() + rates.eps);
                }
            },
        );
    });
}
