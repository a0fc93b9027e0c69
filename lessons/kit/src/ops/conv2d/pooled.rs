//! ReLU and max pooling of images side by side. The maximum of what ReLU leaves is what ReLU leaves of the maximum.

use super::{
    Stage,
    lanes::{LANES, Lane, Size},
};
use crate::ops::kernel::simd::vectorized;

/// Height and width after pooling; what does not fill a window is left out, as in PyTorch.
pub fn size(then: Stage, (_, height, width): Size) -> (usize, usize) {
    let side = then.max_pool.max(1);
    (height / side, width / side)
}

/// What the stage makes of `z`.
pub fn forward(then: Stage, z: &[Lane], of: Size) -> Vec<Lane> {
    let (height, width) = size(then, of);
    let mut y = vec![[if then.relu { 0.0 } else { f32::NEG_INFINITY }; LANES]; of.0 * height * width];
    vectorized(
        #[inline(always)]
        || {
            for (at, largest) in y.iter_mut().enumerate() {
                for place in window(then, of, at) {
                    for (largest, z) in largest.iter_mut().zip(&z[place]) {
                        *largest = if *z > *largest { *z } else { *largest };
                    }
                }
            }
        },
    );
    y
}

/// The gradient of `z`: `dy` goes to the first place of each window that has the maximum, if ReLU let it pass.
pub fn backward(then: Stage, z: &[Lane], of: Size, dy: &[Lane]) -> Vec<Lane> {
    let mut dz = vec![[0.0; LANES]; z.len()];
    vectorized(
        #[inline(always)]
        || {
            for (at, dy) in dy.iter().enumerate() {
                let mut largest = [f32::NEG_INFINITY; LANES];
                for place in window(then, of, at) {
                    for (largest, z) in largest.iter_mut().zip(&z[place]) {
                        *largest = if *z > *largest { *z } else { *largest };
                    }
                }
                // What is still to be given.
                let mut left = *dy;
                for (left, largest) in left.iter_mut().zip(&largest) {
                    *left = if then.relu && *largest <= 0.0 { 0.0 } else { *left };
                }
                for place in window(then, of, at) {
                    for (((dz, left), z), largest) in dz[place].iter_mut().zip(&mut left).zip(&z[place]).zip(&largest) {
                        let here = z == largest;
                        *dz = if here { *left } else { 0.0 };
                        *left = if here { 0.0 } else { *left };
                    }
                }
            }
        },
    );
    dz
}

/// The places in `z` of window `at`.
#[inline(always)]
fn window(then: Stage, of: Size, at: usize) -> impl Iterator<Item = usize> {
    let ((_, high, wide), (height, width), side) = (of, size(then, of), then.max_pool.max(1));
    let (channel, y, x) = (at / (height * width), at / width % height, at % width);
    let first = (channel * high + y * side) * wide + x * side;
    (0..side * side).map(move |place| first + place / side * wide + place % side)
}
