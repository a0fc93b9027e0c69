//! The two sums of a convolution over images side by side: the output's and the weights' gradient. Blocks of outputs
//! and pixels (or taps) keep their sums in registers while a vector that is loaded serves several of them.

use super::lanes::{LANES, Lane, Size};
use crate::ops::kernel::simd::{fused_multiply_add, vectorized};

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
    let run = Correlate { taps, x, weight, bias };
    if fused_multiply_add() {
        vectorized(
            #[inline(always)]
            || run.all::<true>(out),
        );
    } else {
        vectorized(
            #[inline(always)]
            || run.all::<false>(out),
        );
    }
}

/// Adds to `dweight` what the gradient `dz` of the output says.
pub fn add_weight_gradient(taps: &Taps, x: &[Lane], dz: &[Lane], dweight: &mut [f32]) {
    let run = Gradient { taps, x, dz };
    if fused_multiply_add() {
        vectorized(
            #[inline(always)]
            || run.all::<true>(dweight),
        );
    } else {
        vectorized(
            #[inline(always)]
            || run.all::<false>(dweight),
        );
    }
}

/// `a b + c`. Rounded once where the machine has an instruction for it; without, that would be a call.
#[inline(always)]
fn multiply_add<const FMA: bool>(a: f32, b: &Lane, c: &mut Lane) {
    for (c, b) in c.iter_mut().zip(b) {
        *c = if FMA { a.mul_add(*b, *c) } else { a * b + *c };
    }
}

/// The same for two vectors.
#[inline(always)]
fn multiply_add_lanes<const FMA: bool>(a: &Lane, b: &Lane, c: &mut Lane) {
    for ((c, a), b) in c.iter_mut().zip(a).zip(b) {
        *c = if FMA { a.mul_add(*b, *c) } else { a * b + *c };
    }
}

struct Correlate<'a> {
    taps: &'a Taps,
    x: &'a [Lane],
    weight: &'a [f32],
    bias: &'a [f32],
}

impl Correlate<'_> {
    #[inline(always)]
    fn all<const FMA: bool>(&self, out: &mut [Lane]) {
        let outputs = self.taps.output.0;
        let mut first = 0;
        while first + 4 <= outputs {
            self.outputs::<4, FMA>(first, out);
            first += 4;
        }
        while first + 2 <= outputs {
            self.outputs::<2, FMA>(first, out);
            first += 2;
        }
        if first < outputs {
            self.outputs::<1, FMA>(first, out);
        }
    }

    /// `OUT` outputs from `first` on.
    #[inline(always)]
    fn outputs<const OUT: usize, const FMA: bool>(&self, first: usize, out: &mut [Lane]) {
        let (_, height, width) = self.taps.output;
        // The weights of a tap beside each other.
        let each = self.weight.len() / self.taps.output.0;
        let packed: Vec<[f32; OUT]> =
            (0..each).map(|tap| std::array::from_fn(|at| self.weight[(first + at) * each + tap])).collect();
        for y in 0..height {
            let mut x = 0;
            while x + 4 <= width {
                self.pixels::<OUT, 4, FMA>(first, &packed, (y, x), out);
                x += 4;
            }
            while x < width {
                self.pixels::<OUT, 1, FMA>(first, &packed, (y, x), out);
                x += 1;
            }
        }
    }

    /// `OUT` outputs at `PIX` pixels of a row.
    #[inline(always)]
    fn pixels<const OUT: usize, const PIX: usize, const FMA: bool>(
        &self,
        first: usize,
        packed: &[[f32; OUT]],
        (y, x): (usize, usize),
        out: &mut [Lane],
    ) {
        let Taps { input: (channels, high, wide), output: (_, height, width), kernel, stride } = *self.taps;
        let mut sums = [[[0.0; LANES]; PIX]; OUT];
        for (sums, bias) in sums.iter_mut().zip(&self.bias[first..]) {
            *sums = [[*bias; LANES]; PIX];
        }
        let mut taps = packed.chunks_exact(kernel);
        for channel in 0..channels {
            for row in 0..kernel {
                let from = (channel * high + y * stride + row) * wide + x * stride;
                let row = &self.x[from..from + (PIX - 1) * stride + kernel];
                let Some(weights) = taps.next() else { return };
                for (tap, weights) in weights.iter().enumerate() {
                    for pixel in 0..PIX {
                        let x = &row[pixel * stride + tap];
                        for (sums, weight) in sums.iter_mut().zip(weights) {
                            multiply_add::<FMA>(*weight, x, &mut sums[pixel]);
                        }
                    }
                }
            }
        }
        for (at, sums) in sums.iter().enumerate() {
            out[((first + at) * height + y) * width + x..][..PIX].copy_from_slice(sums);
        }
    }
}

struct Gradient<'a> {
    taps: &'a Taps,
    x: &'a [Lane],
    dz: &'a [Lane],
}

impl Gradient<'_> {
    #[inline(always)]
    fn all<const FMA: bool>(&self, dweight: &mut [f32]) {
        let outputs = self.taps.output.0;
        let mut first = 0;
        while first + 2 <= outputs {
            self.outputs::<2, FMA>(first, dweight);
            first += 2;
        }
        if first < outputs {
            self.outputs::<1, FMA>(first, dweight);
        }
    }

    /// All taps of `OUT` outputs from `first` on.
    #[inline(always)]
    fn outputs<const OUT: usize, const FMA: bool>(&self, first: usize, dweight: &mut [f32]) {
        let Taps { input: (channels, ..), kernel, .. } = *self.taps;
        for channel in 0..channels {
            for row in 0..kernel {
                let mut tap = 0;
                while tap + 5 <= kernel {
                    self.taps::<OUT, 5, FMA>(first, (channel, row, tap), dweight);
                    tap += 5;
                }
                while tap + 3 <= kernel {
                    self.taps::<OUT, 3, FMA>(first, (channel, row, tap), dweight);
                    tap += 3;
                }
                while tap < kernel {
                    self.taps::<OUT, 1, FMA>(first, (channel, row, tap), dweight);
                    tap += 1;
                }
            }
        }
    }

    /// `TAPS` taps of a row of the kernel, for `OUT` outputs: the sum over all pixels, then over the images.
    #[inline(always)]
    fn taps<const OUT: usize, const TAPS: usize, const FMA: bool>(
        &self,
        first: usize,
        (channel, row, tap): (usize, usize, usize),
        dweight: &mut [f32],
    ) {
        let Taps { input: (channels, high, wide), output: (_, height, width), kernel, stride } = *self.taps;
        let mut sums = [[[0.0; LANES]; TAPS]; OUT];
        for y in 0..height {
            let from = (channel * high + y * stride + row) * wide + tap;
            let x = &self.x[from..from + (width - 1) * stride + TAPS];
            let dz: [&[Lane]; OUT] = std::array::from_fn(|at| &self.dz[((first + at) * height + y) * width..][..width]);
            for pixel in 0..width {
                let x = &x[pixel * stride..][..TAPS];
                for (sums, dz) in sums.iter_mut().zip(&dz) {
                    for (sum, x) in sums.iter_mut().zip(x) {
                        multiply_add_lanes::<FMA>(&dz[pixel], x, sum);
                    }
                }
            }
        }
        for (at, sums) in sums.iter().enumerate() {
            let place = (((first + at) * channels + channel) * kernel + row) * kernel + tap;
            for (dweight, sum) in dweight[place..].iter_mut().zip(sums) {
                *dweight += sum.iter().sum::<f32>();
            }
        }
    }
}
