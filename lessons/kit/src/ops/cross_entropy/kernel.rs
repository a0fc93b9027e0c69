//! Softmax and logarithm over slices.

use super::IGNORE_INDEX;
use crate::ops::kernel::{
    math::exp,
    parallel::{cut, cut_mut, each, share},
    reduce::{max, sum},
    simd::vectorized,
};
use crate::ops::spare::Numbers;

/// The loss, and what the way back needs.
pub struct Forward {
    pub loss: f32,
    /// How many rows count.
    pub counted: f32,
    /// Of every class, in place of the logits.
    pub probabilities: Numbers,
}

/// Turns logits into probabilities, in place.
pub fn forward(mut logits: Numbers, classes: usize, targets: &[usize]) -> Forward {
    let rows = share(targets.len(), 4 * logits.len());
    let mut losses = vec![0.0; targets.len()];
    let (mut x_rest, mut loss_rest) = (&mut *logits, &mut *losses);
    let mut shares = Vec::new();
    for targets in targets.chunks(rows) {
        shares.push((cut_mut(&mut x_rest, rows * classes), cut_mut(&mut loss_rest, rows), targets));
    }
    each(shares, |(x, losses, targets)| {
        vectorized(
            #[inline(always)]
            || {
                for ((row, loss), target) in x.chunks_exact_mut(classes).zip(losses).zip(targets) {
                    let at_target = row.get(*target).copied();
                    let most = max(row);
                    row.iter_mut().for_each(|x| *x = exp(*x - most));
                    let total = sum(row);
                    row.iter_mut().for_each(|x| *x /= total);
                    *loss = at_target.map_or(0.0, |x| most + total.ln() - x);
                }
            },
        );
    });
    let counted = targets.iter().filter(|target| **target != IGNORE_INDEX).count() as f32;
    // Added up in f64: the sum of a thousand rows would lose three digits.
    let loss = losses.iter().map(|loss| f64::from(*loss)).sum::<f64>() / f64::from(counted);
    Forward { loss: loss as f32, counted, probabilities: logits }
}

/// Adds `scale (p - onehot(target))` to the gradient of the logits.
pub fn backward(probabilities: &[f32], classes: usize, targets: &[usize], scale: f32, dlogits: &mut [f32]) {
    let rows = share(targets.len(), probabilities.len());
    let (mut p_rest, mut d_rest) = (probabilities, dlogits);
    let mut shares = Vec::new();
    for targets in targets.chunks(rows) {
        shares.push((cut(&mut p_rest, rows * classes), cut_mut(&mut d_rest, rows * classes), targets));
    }
    each(shares, |(p, d, targets)| {
        vectorized(
            #[inline(always)]
            || {
                for ((p, d), target) in p.chunks_exact(classes).zip(d.chunks_exact_mut(classes)).zip(targets) {
                    if *target == IGNORE_INDEX {
                        continue;
                    }
                    d.iter_mut().zip(p).for_each(|(d, p)| *d += scale * p);
                    d[*target] -= scale;
                }
            },
        );
    });
}
