//! Sums over sequences, over slices.

use crate::ops::kernel::{
    reduce::{self, add_rows},
    simd::vectorized,
};

/// Adds a sequence to every sequence.
pub fn add(y: &mut [f32], sequence: &[f32]) {
    vectorized(
        #[inline(always)]
        || y.chunks_exact_mut(sequence.len().max(1)).for_each(|y| reduce::add(y, sequence)),
    );
}

/// Adds the sum of the sequences.
pub fn sum(dsequence: &mut [f32], dy: &[f32]) {
    vectorized(
        #[inline(always)]
        || add_rows(dsequence, dy),
    );
}
