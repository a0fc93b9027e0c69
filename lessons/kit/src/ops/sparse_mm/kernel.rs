//! The product over slices, in compressed rows: each row of the output is written once, by one thread, with its sum in
//! registers. The backward pass takes the transpose's rows for the same reason; scattering would need locks.

use crate::graph::Csr;
use crate::ops::kernel::{
    parallel::{cut_mut, each, threads},
    simd::vectorized,
};

/// Below this many multiplications one thread is faster.
const WORTH_THREADS: usize = 200_000;

/// `A x`, with rows of `width` numbers.
pub fn multiply(a: &Csr, width: usize, x: &[f32]) -> Vec<f32> {
    let mut y = vec![0.0; a.rows() * width];
    add_product(a, width, x, &mut y);
    y
}

/// Adds `A^T dy` to `dx`.
pub fn backward(a: &Csr, width: usize, dy: &[f32], dx: &mut [f32]) {
    add_product(&a.transpose(), width, dy, dx);
}

/// `y += A x`.
pub fn add_product(a: &Csr, width: usize, x: &[f32], y: &mut [f32]) {
    if width == 0 {
        return;
    }
    let mut rest = y;
    let mut shares = Vec::new();
    for rows in bounds(a, width).windows(2) {
        shares.push((rows[0]..rows[1], cut_mut(&mut rest, (rows[1] - rows[0]) * width)));
    }
    each(shares, |(rows, y)| {
        vectorized(
            #[inline(always)]
            || {
                for (row, y) in rows.zip(y.chunks_exact_mut(width)) {
                    add_row(a, row, x, y);
                }
            },
        );
    });
}

/// Where each thread's rows begin: as many entries each, because hubs have many.
fn bounds(a: &Csr, width: usize) -> Vec<usize> {
    let starts = a.crow_indices();
    let shares = if a.nnz() * width < WORTH_THREADS { 1 } else { threads() };
    let mut bounds: Vec<usize> =
        (0..shares).map(|share| starts.partition_point(|&start| (start as usize) < a.nnz() * share / shares)).collect();
    bounds[0] = 0;
    bounds.push(a.rows());
    bounds
}

#[inline(always)]
fn add_row(a: &Csr, row: usize, x: &[f32], y: &mut [f32]) {
    let entries = a.crow_indices()[row] as usize..a.crow_indices()[row + 1] as usize;
    let entries = (&a.col_indices()[entries.clone()], &a.values()[entries]);
    let mut at = 0;
    at = add_blocks::<64>(entries, x, y, at);
    at = add_blocks::<16>(entries, x, y, at);
    at = add_blocks::<8>(entries, x, y, at);
    at = add_blocks::<4>(entries, x, y, at);
    add_blocks::<1>(entries, x, y, at);
}

/// As many blocks of `W` numbers as fit from `at` on; a block's sum stays in registers over all entries.
#[inline(always)]
fn add_blocks<const W: usize>((columns, values): (&[u32], &[f32]), x: &[f32], y: &mut [f32], at: usize) -> usize {
    let (width, mut at) = (y.len(), at);
    while let Some(y) = y.get_mut(at..).and_then(|rest| rest.first_chunk_mut::<W>()) {
        let mut sum = *y;
        for (&column, &value) in columns.iter().zip(values) {
            if let Some(x) = x.get(column as usize * width + at..).and_then(|rest| rest.first_chunk::<W>()) {
                for (sum, x) in sum.iter_mut().zip(x) {
                    *sum += value * x;
                }
            }
        }
        *y = sum;
        at += W;
    }
    at
}
