//! The normalisation over slices.

use crate::ops::kernel::{
    parallel::{cut, cut_mut, each, share},
    reduce::{self, dot, sum, sum_of},
    simd::vectorized,
};
use crate::ops::spare::Numbers;

/// Rows with mean 0 and variance 1, and what each was divided by.
pub struct Normalised {
    rows: Numbers,
    /// `1 / sqrt(var + eps)` of each row.
    scales: Vec<f32>,
}

/// The output, and what the way back needs.
pub struct Forward {
    pub y: Vec<f32>,
    pub normalised: Normalised,
}

/// Normalises in place of `x`.
pub fn forward(mut x: Numbers, weight: &[f32], bias: &[f32], eps: f32) -> Forward {
    let c = weight.len();
    let n = x.len() / c.max(1);
    let (mut y, mut scales) = (vec![0.0; x.len()], vec![0.0; n]);
    let rows = share(n, x.len());
    let (mut y_rest, mut x_rest, mut scale_rest) = (&mut *y, &mut *x, &mut *scales);
    let mut shares = Vec::new();
    while !scale_rest.is_empty() {
        let scales = cut_mut(&mut scale_rest, rows);
        shares.push((cut_mut(&mut y_rest, rows * c), cut_mut(&mut x_rest, rows * c), scales));
    }
    each(shares, |(y, x, scales)| {
        vectorized(
            #[inline(always)]
            || {
                for ((y, x), scale) in y.chunks_exact_mut(c).zip(x.chunks_exact_mut(c)).zip(scales) {
                    let mean = sum(x) / c as f32;
                    let variance = sum_of(
                        x,
                        #[inline(always)]
                        |x| (x - mean) * (x - mean),
                    ) / c as f32;
                    *scale = 1.0 / (variance + eps).sqrt();
                    for ((y, x), (w, b)) in y.iter_mut().zip(x).zip(weight.iter().zip(bias)) {
                        *x = (*x - mean) * *scale;
                        *y = *x * w + b;
                    }
                }
            },
        );
    });
    Forward { y, normalised: Normalised { rows: x, scales } }
}

/// Adds to the input's gradient; returns those of weight and bias.
pub fn backward(normalised: &Normalised, weight: &[f32], dy: &[f32], dx: &mut [f32]) -> (Vec<f32>, Vec<f32>) {
    let c = weight.len();
    let rows = share(normalised.scales.len(), dy.len());
    let count = normalised.scales.len().div_ceil(rows);
    // Every share sums on its own, and the sums are added in order: the same numbers whichever thread was faster.
    let mut sums = vec![0.0; count * 2 * c];
    let (mut dx_rest, mut dy_rest, mut h_rest) = (dx, dy, &*normalised.rows);
    let mut scale_rest = &*normalised.scales;
    let mut shares = Vec::new();
    for sums in sums.chunks_exact_mut((2 * c).max(1)) {
        let scales = cut(&mut scale_rest, rows);
        let (dy, h) = (cut(&mut dy_rest, rows * c), cut(&mut h_rest, rows * c));
        shares.push((cut_mut(&mut dx_rest, rows * c), dy, h, scales, sums));
    }
    each(shares, |(dx, dy, h, scales, sums)| {
        let (dw, db) = sums.split_at_mut(c);
        let mut t = vec![0.0; c];
        vectorized(
            #[inline(always)]
            || {
                let rows = dx.chunks_exact_mut(c).zip(dy.chunks_exact(c)).zip(h.chunks_exact(c)).zip(scales);
                for (((dx, dy), h), scale) in rows {
                    for ((t, (dy, h)), (w, (dw, db))) in
                        t.iter_mut().zip(dy.iter().zip(h)).zip(weight.iter().zip(dw.iter_mut().zip(db.iter_mut())))
                    {
                        *t = dy * w;
                        *dw += dy * h;
                        *db += dy;
                    }
                    let (mean, along) = (sum(&t) / c as f32, dot(&t, h) / c as f32);
                    for (dx, (t, h)) in dx.iter_mut().zip(t.iter().zip(h)) {
                        *dx += scale * (t - mean - h * along);
                    }
                }
            },
        );
    });
    let mut total = vec![0.0; 2 * c];
    reduce::add_rows(&mut total, &sums);
    let db = total.split_off(c);
    (total, db)
}
