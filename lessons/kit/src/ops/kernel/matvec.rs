//! A matrix times one vector: what a model does for one word at a time. Every number of the matrix is used once, so the
//! speed is that of reading it; four rows at once keep four sums going.

use super::{
    reduce::{LANES, dot, total},
    simd::vectorized,
};

/// `y = W x + b`, with one row of `W` an output. A `b` of no numbers is none.
///
/// # Panics
/// If `W` has not one row of `x`'s length for each output.
pub fn matvec(w: &[f32], x: &[f32], b: &[f32], y: &mut [f32]) {
    let n = x.len();
    assert_eq!(w.len(), n * y.len());
    vectorized(
        #[inline(always)]
        || {
            let whole = y.len() / 4 * 4;
            for (y, w) in y[..whole].chunks_exact_mut(4).zip(w.chunks_exact(4 * n)) {
                let (w0, w1, w2, w3) = (&w[..n], &w[n..2 * n], &w[2 * n..3 * n], &w[3 * n..]);
                y.copy_from_slice(&dot4([w0, w1, w2, w3], x));
            }
            for (y, w) in y[whole..].iter_mut().zip(w[whole * n..].chunks_exact(n.max(1))) {
                *y = dot(w, x);
            }
            for (y, b) in y.iter_mut().zip(b) {
                *y += b;
            }
        },
    );
}

/// Four sums of products with the same vector. Four arrays, each with a loop of its own: as one of four the compiler
/// keeps them in memory.
#[inline(always)]
fn dot4(rows: [&[f32]; 4], x: &[f32]) -> [f32; 4] {
    #[inline(always)]
    fn grow(sums: &mut [f32; LANES], w: &[f32; LANES], x: &[f32; LANES]) {
        for lane in 0..LANES {
            sums[lane] += w[lane] * x[lane];
        }
    }
    let [(a, a_rest), (b, b_rest), (c, c_rest), (d, d_rest)] = rows.map(|row| row.as_chunks::<LANES>());
    let (blocks, rest) = x.as_chunks::<LANES>();
    let zero = [0.0_f32; LANES];
    let (mut sa, mut sb, mut sc, mut sd) = (zero, zero, zero, zero);
    for (x, ((a, b), (c, d))) in blocks.iter().zip(a.iter().zip(b).zip(c.iter().zip(d))) {
        grow(&mut sa, a, x);
        grow(&mut sb, b, x);
        grow(&mut sc, c, x);
        grow(&mut sd, d, x);
    }
    let end = |row: &[f32]| row.iter().zip(rest).map(|(w, x)| w * x).sum::<f32>();
    [total(sa) + end(a_rest), total(sb) + end(b_rest), total(sc) + end(c_rest), total(sd) + end(d_rest)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_its_product() {
        for (rows, n) in [(1, 1), (4, 16), (7, 19), (9, 40)] {
            let w: Vec<f32> = (0..rows * n).map(|i| (i % 7) as f32 - 3.0).collect();
            let x: Vec<f32> = (0..n).map(|i| (i % 5) as f32 - 2.0).collect();
            let b: Vec<f32> = (0..rows).map(|i| i as f32).collect();
            let mut y = vec![f32::NAN; rows];
            matvec(&w, &x, &b, &mut y);
            let slow: Vec<f32> =
                w.chunks(n).zip(&b).map(|(w, b)| b + w.iter().zip(&x).map(|(w, x)| w * x).sum::<f32>()).collect();
            assert_eq!(y, slow);
        }
    }
}
