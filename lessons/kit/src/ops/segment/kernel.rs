//! Maximum and softmax over the rows of each segment, over slices. Memory is what they cost, so they run on one thread.

use crate::graph::Segments;
use crate::ops::kernel::{math::exp, simd::vectorized};

/// What stands for "no row" where an empty segment has its maximum.
const NONE: u32 = u32::MAX;

/// The maximum of each segment and column, and the first row that has it.
pub fn max(segments: &Segments, width: usize, x: &[f32]) -> (Vec<f32>, Vec<u32>) {
    let mut y = vec![f32::NEG_INFINITY; segments.count() * width];
    let mut chosen = vec![NONE; segments.count() * width];
    for segment in 0..segments.count() {
        let (y, chosen) = (&mut y[segment * width..][..width], &mut chosen[segment * width..][..width]);
        for &row in segments.members(segment) {
            let x = &x[row as usize * width..][..width];
            for ((y, chosen), x) in y.iter_mut().zip(chosen.iter_mut()).zip(x) {
                if *chosen == NONE || x > y {
                    (*y, *chosen) = (*x, row);
                }
            }
        }
        y.iter_mut().zip(chosen).filter(|(_, chosen)| **chosen == NONE).for_each(|(y, _)| *y = 0.0);
    }
    (y, chosen)
}

/// Adds each maximum's gradient to the row it came from.
pub fn backward_max(chosen: &[u32], width: usize, dy: &[f32], dx: &mut [f32]) {
    for (at, (&row, dy)) in chosen.iter().zip(dy).enumerate().filter(|(_, (row, _))| **row != NONE) {
        dx[row as usize * width + at % width] += dy;
    }
}

/// Softmax in place. Every segment's maximum is taken away first, so that no exponential overflows.
pub fn softmax(segments: &Segments, width: usize, x: &mut [f32]) {
    let (largest, _) = max(segments, width, x);
    let mut sums = vec![0.0; largest.len()];
    vectorized(
        #[inline(always)]
        || {
            for (&segment, x) in segments.ids().iter().zip(x.chunks_exact_mut(width.max(1))) {
                let at = segment as usize * width;
                let (largest, sums) = (&largest[at..][..width], &mut sums[at..][..width]);
                for ((x, largest), sum) in x.iter_mut().zip(largest).zip(sums) {
                    *x = exp(*x - largest);
                    *sum += *x;
                }
            }
            for (&segment, x) in segments.ids().iter().zip(x.chunks_exact_mut(width.max(1))) {
                let sums = &sums[segment as usize * width..][..width];
                x.iter_mut().zip(sums).for_each(|(x, sum)| *x /= sum);
            }
        },
    );
}

/// Adds `y (dy - sum of y dy over the segment)` to `dx`.
pub fn backward_softmax(segments: &Segments, width: usize, y: &[f32], dy: &[f32], dx: &mut [f32]) {
    let mut sums = vec![0.0; segments.count() * width];
    let rows = |of| <[f32]>::chunks_exact(of, width.max(1));
    for ((&segment, y), dy) in segments.ids().iter().zip(rows(y)).zip(rows(dy)) {
        let sums = &mut sums[segment as usize * width..][..width];
        sums.iter_mut().zip(y.iter().zip(dy)).for_each(|(sum, (y, dy))| *sum += y * dy);
    }
    let dx = dx.chunks_exact_mut(width.max(1));
    for (((&segment, y), dy), dx) in segments.ids().iter().zip(rows(y)).zip(rows(dy)).zip(dx) {
        let sums = &sums[segment as usize * width..][..width];
        for ((dx, sum), (y, dy)) in dx.iter_mut().zip(sums).zip(y.iter().zip(dy)) {
            *dx += y * (dy - sum);
        }
    }
}
