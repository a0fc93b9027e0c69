//! One number of many. Sixteen partial results, so that the loop is one of vectors: floating-point addition may not be
//! reordered by the compiler, only by us. It is also more exact than adding one by one.

const LANES: usize = 16;

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
    lanes.iter().sum::<f32>() + rest.iter().map(|x| f(*x)).sum::<f32>()
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
    lanes.iter().sum::<f32>() + x_rest.iter().zip(y_rest).map(|(x, y)| x * y).sum::<f32>()
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
    lanes.iter().chain(rest).fold(f32::NEG_INFINITY, |most, x| larger(most, *x))
}

/// `to += from`, number by number.
#[inline(always)]
pub fn add(to: &mut [f32], from: &[f32]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from;
    }
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
