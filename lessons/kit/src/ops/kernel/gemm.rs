//! The matrix product: `C = alpha A B`, or `C += alpha A B`, of matrices that lie anywhere in their slices.
#![expect(unsafe_code, reason = "gemm takes pointers; `mm` checks every one against its slice")]

use super::parallel;

/// A matrix in a slice: element `(i, j)` is at `i * row + j * column`.
///
/// The step of a column is 1 in a matrix as it is written; swapping the two steps transposes it for free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Steps {
    /// From one row to the next.
    pub row: usize,
    /// From one column to the next.
    pub column: usize,
}

/// Rows of `width` numbers, one after the other.
pub const fn rows(width: usize) -> Steps {
    Steps { row: width, column: 1 }
}

/// The transpose of a matrix whose rows hold `width` numbers.
pub const fn turned(width: usize) -> Steps {
    Steps { row: 1, column: width }
}

/// What becomes of the numbers in `C`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Into {
    /// They are replaced.
    Set,
    /// The product is added to them.
    Add,
}

/// On how many threads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threads {
    /// On this one: the caller has split the work already.
    One,
    /// On all of them, if the product is worth it.
    All,
}

/// Below this many multiplications waking threads costs more than they save (measured on 2 cores).
const WORTH_THREADS: usize = 400_000;

/// `C (m x n) = alpha A (m x k) B (k x n)`, added to what is there with [`Into::Add`].
///
/// # Panics
/// If a slice is shorter than its matrix, or two elements of `C` share a place.
#[allow(clippy::too_many_arguments, reason = "the parameters of BLAS's sgemm, whose names everybody knows")]
pub fn mm(
    (m, n, k): (usize, usize, usize),
    alpha: f32,
    (a, a_steps): (&[f32], Steps),
    (b, b_steps): (&[f32], Steps),
    (c, c_steps): (&mut [f32], Steps),
    into: Into,
    threads: Threads,
) {
    if m == 0 || n == 0 {
        return;
    }
    check(c.len(), m, n, c_steps);
    let apart = n == 1 || m == 1 || c_steps.row >= n * c_steps.column || c_steps.column >= m * c_steps.row;
    assert!(
        apart && (n == 1 || c_steps.column > 0) && (m == 1 || c_steps.row > 0),
        "elements of C overlap: {c_steps:?}"
    );
    if k > 0 {
        check(a.len(), m, k, a_steps);
        check(b.len(), k, n, b_steps);
    }
    let parallelism = match threads {
        Threads::All if m * n * k >= WORTH_THREADS && parallel::threads() > 1 => {
            gemm::Parallelism::Rayon(parallel::threads())
        }
        _ => gemm::Parallelism::None,
    };
    let (add, beta) = match into {
        Into::Set => (false, 0.0),
        Into::Add => (true, 1.0),
    };
    // Steps of a slice's matrix fit `isize`, because a slice does.
    let step = |steps: Steps| (steps.column as isize, steps.row as isize);
    let ((ac, ar), (bc, br), (cc, cr)) = (step(a_steps), step(b_steps), step(c_steps));
    // SAFETY: the last element of each matrix lies in its slice (`check`), so all do, because steps are not negative.
    // `c` is borrowed mutably, so it overlaps neither `a` nor `b`. gemm writes to `c` alone; with `add` it reads `c`,
    // which is initialised, and no two threads write to one element (`apart`). f32 has no invalid values.
    unsafe {
        gemm::gemm(
            m,
            n,
            k,
            c.as_mut_ptr(),
            cc,
            cr,
            add,
            a.as_ptr(),
            ac,
            ar,
            b.as_ptr(),
            bc,
            br,
            beta,
            alpha,
            false,
            false,
            false,
            parallelism,
        );
    }
}

/// Asserts that a matrix lies in its slice, without overflow.
fn check(length: usize, rows: usize, columns: usize, steps: Steps) {
    let last = (rows - 1)
        .checked_mul(steps.row)
        .zip((columns - 1).checked_mul(steps.column))
        .and_then(|(down, along)| down.checked_add(along));
    assert!(
        last.is_some_and(|last| last < length),
        "a matrix of {rows} x {columns} numbers with {steps:?} does not fit a slice of {length}"
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(n: usize) -> Vec<f32> {
        (0..n).map(|i| ((i * 37 % 23) as f32 - 11.0) / 7.0).collect()
    }

    /// Three nested loops.
    fn slow(
        m: usize,
        n: usize,
        k: usize,
        a: impl Fn(usize, usize) -> f32,
        b: impl Fn(usize, usize) -> f32,
    ) -> Vec<f32> {
        let cell = |i, j| (0..k).map(|l| f64::from(a(i, l)) * f64::from(b(l, j))).sum::<f64>() as f32;
        (0..m * n).map(|at| cell(at / n, at % n)).collect()
    }

    fn close(got: &[f32], expected: &[f32]) {
        for (g, e) in got.iter().zip(expected) {
            assert!((g - e).abs() <= 1e-4 * (1.0 + e.abs()), "{g} {e}");
        }
    }

    #[test]
    fn any_shape_any_transpose() {
        for (m, n, k) in [(1, 1, 1), (3, 5, 2), (17, 1, 33), (1, 64, 7), (65, 33, 129)] {
            let (a, b) = (numbers(m * k), numbers(k * n));
            let expected = slow(m, n, k, |i, l| a[i * k + l], |l, j| b[l * n + j]);
            let mut c = vec![f32::NAN; m * n];
            mm((m, n, k), 1.0, (&a, rows(k)), (&b, rows(n)), (&mut c, rows(n)), Into::Set, Threads::All);
            close(&c, &expected);
            mm((m, n, k), 0.5, (&a, rows(k)), (&b, rows(n)), (&mut c, rows(n)), Into::Add, Threads::One);
            close(&c, &expected.iter().map(|x| 1.5 * x).collect::<Vec<_>>());
            // The same numbers, read as transposed matrices.
            let expected = slow(m, n, k, |i, l| a[l * m + i], |l, j| b[j * k + l]);
            mm((m, n, k), 1.0, (&a, turned(m)), (&b, turned(k)), (&mut c, rows(n)), Into::Set, Threads::One);
            close(&c, &expected);
        }
    }

    #[test]
    fn a_product_over_nothing_is_zero() {
        let mut c = [7.0; 6];
        mm((2, 3, 0), 1.0, (&[], rows(0)), (&[], rows(3)), (&mut c, rows(3)), Into::Set, Threads::One);
        assert_eq!(c, [0.0; 6]);
    }

    #[test]
    #[should_panic(expected = "does not fit")]
    fn a_short_slice_is_refused() {
        let mut c = [0.0; 4];
        mm((2, 2, 2), 1.0, (&[1.0; 3], rows(2)), (&[1.0; 4], rows(2)), (&mut c, rows(2)), Into::Set, Threads::One);
    }

    #[test]
    #[should_panic(expected = "overlap")]
    fn rows_that_lie_in_one_place_are_refused() {
        let mut c = [0.0; 4];
        mm((2, 2, 2), 1.0, (&[1.0; 4], rows(2)), (&[1.0; 4], rows(2)), (&mut c, rows(1)), Into::Set, Threads::All);
    }
}
