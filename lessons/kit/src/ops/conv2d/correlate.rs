//! The two sums of a convolution over images side by side: the output's and the weights' gradient. Blocks of outputs
//! and pixels (or taps) keep their sums in registers while a vector that is loaded serves several of them.
//!
//! Written with pulp's vectors and not as loops over arrays: the compiler takes blocks of arrays apart into single numbers
//! (measured: twenty times slower).

use super::lanes::{LANES, Lane, Size};
use crate::ops::kernel::simd::dispatch;
use pulp::{Simd, WithSimd};

/// Where the taps of a square kernel lie in padded images.
#[derive(Clone, Copy, Debug)]
pub struct Taps {
    /// Channels, height and width of the input, padding included.
    pub input: Size,
    /// Channels, height and width of the output.
    pub output: Size,
    /// The kernel's side.
    pub kernel: usize,
    /// The kernel's step.
    pub stride: usize,
}

/// `out = bias + weight * x`. `weight` is `(outputs, channels, kernel, kernel)`.
pub fn correlate(taps: &Taps, x: &[Lane], weight: &[f32], bias: &[f32], out: &mut [Lane]) {
    dispatch(Correlate { taps, x, weight, bias, out });
}

/// Adds to `dweight` what the gradient `dz` of the output says.
pub fn add_weight_gradient(taps: &Taps, x: &[Lane], dz: &[Lane], dweight: &mut [f32]) {
    dispatch(Gradient { taps, x, dz, dweight });
}

/// How many of the machine's vectors a lane is.
const fn vectors<S: Simd>() -> usize {
    LANES / S::F32_LANES
}

struct Correlate<'a> {
    taps: &'a Taps,
    x: &'a [Lane],
    weight: &'a [f32],
    bias: &'a [f32],
    out: &'a mut [Lane],
}

impl WithSimd for Correlate<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        let outputs = self.taps.output.0;
        let mut first = 0;
        while first + 4 <= outputs {
            self.outputs::<S, 4>(simd, first);
            first += 4;
        }
        while first + 2 <= outputs {
            self.outputs::<S, 2>(simd, first);
            first += 2;
        }
        if first < outputs {
            self.outputs::<S, 1>(simd, first);
        }
    }
}

impl Correlate<'_> {
    /// `OUT` outputs from `first` on.
    #[inline(always)]
    fn outputs<S: Simd, const OUT: usize>(&mut self, simd: S, first: usize) {
        let (_, height, width) = self.taps.output;
        // The weights of a tap beside each other.
        let each = self.weight.len() / self.taps.output.0;
        let packed: Vec<[f32; OUT]> =
            (0..each).map(|tap| std::array::from_fn(|at| self.weight[(first + at) * each + tap])).collect();
        for y in 0..height {
            let mut x = 0;
            while x + 4 <= width {
                self.pixels::<S, OUT, 4>(simd, first, &packed, (y, x));
                x += 4;
            }
            while x < width {
                self.pixels::<S, OUT, 1>(simd, first, &packed, (y, x));
                x += 1;
            }
        }
    }

    /// `OUT` outputs at `PIX` pixels of a row.
    #[inline(always)]
    fn pixels<S: Simd, const OUT: usize, const PIX: usize>(
        &mut self,
        simd: S,
        first: usize,
        packed: &[[f32; OUT]],
        (y, x): (usize, usize),
    ) {
        let Taps { input: (channels, high, wide), output: (_, height, width), kernel, stride } = *self.taps;
        let vectors = vectors::<S>();
        let images = S::as_simd_f32s(self.x.as_flattened()).0;
        for vector in 0..vectors {
            let mut sums = [[simd.splat_f32s(0.0); PIX]; OUT];
            for (sums, bias) in sums.iter_mut().zip(&self.bias[first..]) {
                *sums = [simd.splat_f32s(*bias); PIX];
            }
            let mut taps = packed.chunks_exact(kernel);
            for channel in 0..channels {
                for row in 0..kernel {
                    let from = (channel * high + y * stride + row) * wide + x * stride;
                    let row = &images[from * vectors..][..((PIX - 1) * stride + kernel) * vectors];
                    let Some(weights) = taps.next() else { return };
                    for (tap, weights) in weights.iter().enumerate() {
                        let weights: [S::f32s; OUT] = std::array::from_fn(|at| simd.splat_f32s(weights[at]));
                        for pixel in 0..PIX {
                            let x = row[(pixel * stride + tap) * vectors + vector];
                            for at in 0..OUT {
                                sums[at][pixel] = simd.mul_add_e_f32s(weights[at], x, sums[at][pixel]);
                            }
                        }
                    }
                }
            }
            let out = S::as_mut_simd_f32s(self.out.as_flattened_mut()).0;
            for (at, sums) in sums.iter().enumerate() {
                let to = ((first + at) * height + y) * width + x;
                for (pixel, sum) in sums.iter().enumerate() {
                    out[(to + pixel) * vectors + vector] = *sum;
                }
            }
        }
    }
}

struct Gradient<'a> {
    taps: &'a Taps,
    x: &'a [Lane],
    dz: &'a [Lane],
    dweight: &'a mut [f32],
}

impl WithSimd for Gradient<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        let outputs = self.taps.output.0;
        let mut first = 0;
        while first + 2 <= outputs {
            self.outputs::<S, 2>(simd, first);
            first += 2;
        }
        if first < outputs {
            self.outputs::<S, 1>(simd, first);
        }
    }
}

impl Gradient<'_> {
    /// All taps of `OUT` outputs from `first` on.
    #[inline(always)]
    fn outputs<S: Simd, const OUT: usize>(&mut self, simd: S, first: usize) {
        let Taps { input: (channels, ..), kernel, .. } = *self.taps;
        for channel in 0..channels {
            for row in 0..kernel {
                let mut tap = 0;
                while tap + 5 <= kernel {
                    self.taps::<S, OUT, 5>(simd, first, (channel, row, tap));
                    tap += 5;
                }
                while tap + 3 <= kernel {
                    self.taps::<S, OUT, 3>(simd, first, (channel, row, tap));
                    tap += 3;
                }
                while tap < kernel {
                    self.taps::<S, OUT, 1>(simd, first, (channel, row, tap));
                    tap += 1;
                }
            }
        }
    }

    /// `TAPS` taps of a row of the kernel, for `OUT` outputs: the sum over all pixels, then over the images.
    #[inline(always)]
    fn taps<S: Simd, const OUT: usize, const TAPS: usize>(
        &mut self,
        simd: S,
        first: usize,
        (channel, row, tap): (usize, usize, usize),
    ) {
        let Taps { input: (channels, high, wide), output: (_, height, width), kernel, stride } = *self.taps;
        let vectors = vectors::<S>();
        let images = S::as_simd_f32s(self.x.as_flattened()).0;
        let gradients = S::as_simd_f32s(self.dz.as_flattened()).0;
        let mut sums = [[simd.splat_f32s(0.0); TAPS]; OUT];
        for y in 0..height {
            let from = (channel * high + y * stride + row) * wide + tap;
            let x = &images[from * vectors..][..((width - 1) * stride + TAPS) * vectors];
            let dz: [&[S::f32s]; OUT] = std::array::from_fn(|at| {
                &gradients[((first + at) * height + y) * width * vectors..][..width * vectors]
            });
            for pixel in 0..width {
                for vector in 0..vectors {
                    let x: [S::f32s; TAPS] = std::array::from_fn(|tap| x[(pixel * stride + tap) * vectors + vector]);
                    for at in 0..OUT {
                        let dz = dz[at][pixel * vectors + vector];
                        for tap in 0..TAPS {
                            sums[at][tap] = simd.mul_add_e_f32s(dz, x[tap], sums[at][tap]);
                        }
                    }
                }
            }
        }
        for (at, sums) in sums.iter().enumerate() {
            let place = (((first + at) * channels + channel) * kernel + row) * kernel + tap;
            for (dweight, sum) in self.dweight[place..].iter_mut().zip(sums) {
                *dweight += simd.reduce_sum_f32s(*sum);
            }
        }
    }
}
