//! A matrix times one vector: what a model does for one word at a time. Every number of the matrix is used once, so the
//! speed is that of reading it from one end to the other, with sums that need no adding up across a vector's lanes.

use super::{reduce::LANES, simd::vectorized};

/// How many outputs are summed at once: four vectors of AVX-512, enough to hide the time an addition takes.
const WIDTH: usize = 4 * LANES;

/// A matrix for many products: its rows in panels of [`WIDTH`], each panel turned, the last one filled up with zeros.
pub struct Panels {
    inputs: usize,
    outputs: usize,
    /// For each panel, for each input, `WIDTH` numbers.
    numbers: Vec<f32>,
}

impl Panels {
    /// Packs `W`, one row an output.
    ///
    /// # Panics
    /// If `W` is not whole rows of `inputs` numbers.
    pub fn new(w: &[f32], inputs: usize) -> Self {
        assert!(inputs > 0 && w.len().is_multiple_of(inputs));
        let outputs = w.len() / inputs;
        let mut numbers = vec![0.0; outputs.div_ceil(WIDTH) * WIDTH * inputs];
        for (panel, rows) in numbers.chunks_exact_mut(WIDTH * inputs).zip(w.chunks(WIDTH * inputs)) {
            // Sixteen inputs at a time: a line of each row, read while it is in the cache.
            for (block, columns) in panel.chunks_mut(WIDTH * LANES).enumerate() {
                for (at, row) in rows.chunks_exact(inputs).enumerate() {
                    for (column, number) in columns.chunks_exact_mut(WIDTH).zip(&row[block * LANES..]) {
                        column[at] = *number;
                    }
                }
            }
        }
        Self { inputs, outputs, numbers }
    }

    /// `W x + b`. A `b` of no numbers is none.
    ///
    /// # Panics
    /// If `x` has not one number for each input.
    pub fn times(&self, x: &[f32], b: &[f32]) -> Vec<f32> {
        assert_eq!(x.len(), self.inputs);
        let mut y = vec![0.0; self.outputs];
        vectorized(
            #[inline(always)]
            || {
                for (y, panel) in y.chunks_mut(WIDTH).zip(self.numbers.chunks_exact(WIDTH * self.inputs)) {
                    y.copy_from_slice(&sums(panel, x).as_flattened()[..y.len()]);
                }
                for (y, b) in y.iter_mut().zip(b) {
                    *y += b;
                }
            },
        );
        y
    }
}

/// The sums of a panel. Four arrays, each with a loop of its own: as one of four the compiler keeps them in memory.
#[inline(always)]
fn sums(panel: &[f32], x: &[f32]) -> [[f32; LANES]; 4] {
    #[inline(always)]
    fn grow(sums: &mut [f32; LANES], w: &[f32; LANES], x: f32) {
        for lane in 0..LANES {
            sums[lane] += w[lane] * x;
        }
    }
    let zero = [0.0_f32; LANES];
    let (mut a, mut b, mut c, mut d) = (zero, zero, zero, zero);
    let (vectors, _) = panel.as_chunks::<LANES>();
    let (columns, _) = vectors.as_chunks::<4>();
    for ([wa, wb, wc, wd], x) in columns.iter().zip(x) {
        grow(&mut a, wa, *x);
        grow(&mut b, wb, *x);
        grow(&mut c, wc, *x);
        grow(&mut d, wd, *x);
    }
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_its_product() {
        for (rows, n) in [(1, 1), (4, 16), (64, 19), (65, 40), (200, 33)] {
            let w: Vec<f32> = (0..rows * n).map(|i| (i % 7) as f32 - 3.0).collect();
            let x: Vec<f32> = (0..n).map(|i| (i % 5) as f32 - 2.0).collect();
            let b: Vec<f32> = (0..rows).map(|i| i as f32).collect();
            let slow = |b: &[f32]| -> Vec<f32> {
                w.chunks(n).zip(b).map(|(w, b)| b + w.iter().zip(&x).map(|(w, x)| w * x).sum::<f32>()).collect()
            };
            let panels = Panels::new(&w, n);
            assert_eq!(panels.times(&x, &b), slow(&b));
            assert_eq!(panels.times(&x, &[]), slow(&vec![0.0; rows]));
        }
    }
}
