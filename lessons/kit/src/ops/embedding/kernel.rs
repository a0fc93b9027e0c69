//! Rows of a table over slices.

use crate::ops::kernel::{reduce, simd::vectorized};

/// The rows that are asked for, one after the other.
pub fn forward(indices: &[usize], table: &[f32], width: usize) -> Vec<f32> {
    let mut y = Vec::with_capacity(indices.len() * width);
    indices.iter().for_each(|index| y.extend_from_slice(&table[index * width..][..width]));
    y
}

/// Adds every row of `dy` to the row of the table that it was.
pub fn backward(indices: &[usize], dy: &[f32], width: usize, dtable: &mut [f32]) {
    vectorized(
        #[inline(always)]
        || {
            for (index, dy) in indices.iter().zip(dy.chunks_exact(width.max(1))) {
                reduce::add(&mut dtable[index * width..][..width], dy);
            }
        },
    );
}
