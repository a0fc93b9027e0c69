//! Masks made anew from a seed, over slices.

use crate::ops::kernel::{
    parallel::{each, share},
    simd::vectorized,
};

/// Zero, or what makes up for the zeros.
///
/// The bits are a hash of place and seed (Wellons' `lowbias32`, whose avalanche is within 0.2 % of perfect), which
/// vectorizes, as a generator with a state would not.
#[inline(always)]
fn factor(place: usize, seed: u64, p: f32) -> f32 {
    let mut bits = (place as u32) ^ (seed as u32);
    bits = (bits ^ (bits >> 16)).wrapping_mul(0x7feb_352d);
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x846c_a68b);
    bits = (bits ^ (bits >> 16)) ^ ((seed >> 32) as u32);
    bits = (bits ^ (bits >> 15)).wrapping_mul(0x846c_a68b);
    bits ^= bits >> 16;
    // 24 bits are what an f32 holds exactly.
    let uniform = (bits >> 8) as f32 / 16_777_216.0;
    if uniform < p { 0.0 } else { 1.0 / (1.0 - p) }
}

/// Drops numbers in place.
pub fn scale(x: &mut [f32], p: f32, seed: u64) {
    let share = share(x.len(), x.len());
    each(x.chunks_mut(share).enumerate().collect(), |(at, x)| {
        vectorized(
            #[inline(always)]
            || {
                for (place, x) in (at * share..).zip(x) {
                    *x *= factor(place, seed, p);
                }
            },
        );
    });
}

/// Adds `dy` where nothing was dropped.
pub fn add_scaled(dx: &mut [f32], dy: &[f32], p: f32, seed: u64) {
    let share = share(dx.len(), dx.len());
    each(dx.chunks_mut(share).zip(dy.chunks(share)).enumerate().collect(), |(at, (dx, dy))| {
        vectorized(
            #[inline(always)]
            || {
                for (place, (dx, dy)) in (at * share..).zip(dx.iter_mut().zip(dy)) {
                    *dx += dy * factor(place, seed, p);
                }
            },
        );
    });
}
