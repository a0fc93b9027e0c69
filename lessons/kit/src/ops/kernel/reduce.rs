//! One number of many. Sixteen partial results, so that the loop is one of vectors: floating-point addition may not be
//! reordered by the compiler, only by us. It is also more exact than adding one by one.

use super::simd::vectorized;

/// How many partial results: what AVX-512 adds at once.
pub const LANES: usize = 16;

/// The sum of the partial results, in halves: one after the other each addition would wait for the last, and that is
/// most of the time of a short row.
#[inline(always)]
pub fn total(lanes: [f32; LANES]) -> f32 {
    let mut lanes = lanes;
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] += lanes[lane + half];
        }
        half /= 2;
    }
    lanes[0]
}

/// The sum of `f` over a slice.
#[inline(always)]
pub fn sum_of(x: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let (blocks, rest) = x.as_chunks::<LANES>();
    let mut lanes = [0.0; LANES];
    for block in blocks {
        for (lane, x) in lanes.iter_mut().zip(block) {
            *lane += f(*x);
        }
    }
    total(lanes) + rest.iter().map(|x| f(*x)).sum::<f32>()
}

/// The sum of a slice.
#[inline(always)]
pub fn sum(x: &[f32]) -> f32 {
    sum_of(x, |x| x)
}

/// The sum of products of two slices of one length.
#[inline(always)]
pub fn dot(x: &[f32], y: &[f32]) -> f32 {
    let ((xs, x_rest), (ys, y_rest)) = (x.as_chunks::<LANES>(), y.as_chunks::<LANES>());
    let mut lanes = [0.0; LANES];
    for (x, y) in xs.iter().zip(ys) {
        for (lane, (x, y)) in lanes.iter_mut().zip(x.iter().zip(y)) {
            *lane += x * y;
        }
    }
    total(lanes) + x_rest.iter().zip(y_rest).map(|(x, y)| x * y).sum::<f32>()
}

/// The largest number; negative infinity of none. A NaN is passed over.
#[inline(always)]
pub fn max(x: &[f32]) -> f32 {
    let larger = |a: f32, b: f32| if b > a { b } else { a };
    let (blocks, rest) = x.as_chunks::<LANES>();
    let mut lanes = [f32::NEG_INFINITY; LANES];
    for block in blocks {
        for (lane, x) in lanes.iter_mut().zip(block) {
            *lane = larger(*lane, *x);
        }
    }
    let mut half = LANES / 2;
    while half > 0 {
        for lane in 0..half {
            lanes[lane] = larger(lanes[lane], lanes[lane + half]);
        }
        half /= 2;
    }
    rest.iter().fold(lanes[0], |most, x| larger(most, *x))
}

/// `to += from`, number by number.
#[inline(always)]
pub fn add(to: &mut [f32], from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
}

/// `to += from`, to be called and not inlined: a backward operation's shell is compiled in the cell, and would be slow.
pub fn accumulate(to: &mut [f32], from: &[f32]) {
    vectorized(
        #[inline(always)]
        || add(to, from),
    );
}

/// Adds every row of a matrix to `to`: the gradient of what was added to every row.
#[inline(always)]
pub fn add_rows(to: &mut [f32], rows: &[f32]) {
    for row in rows.chunks_exact(to.len().max(1)) {
        add(to, row);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_length_counts_every_number_once() {
        for n in 0..70 {
            let x: Vec<f32> = (0..n).map(|i| i as f32).collect();
            assert_eq!(sum(&x), (0..n).sum::<usize>() as f32);
            assert_eq!(dot(&x, &x), (0..n).map(|i| i * i).sum::<usize>() as f32);
            assert_eq!(max(&x), if n == 0 { f32::NEG_INFINITY } else { n as f32 - 1.0 });
        }
        let mut to = [1.0, 2.0];
        add_rows(&mut to, &[1.0, 1.0, 5.0, 5.0]);
        assert_eq!(to, [7.0, 8.0]);
    }
}
