//! The product over slices, in compressed rows: each row of the output is written once, by one thread, with its sum in
//! registers. The backward pass takes the transpose's rows for the same reason; scattering would need locks.

use crate::graph::Csr;
use crate::ops::{
    Activation,
    kernel::{
        parallel::{cut_mut, each, threads},
        simd::vectorized,
    },
    linear::kernel::activate,
};

/// Below this many multiplications one thread is faster.
const WORTH_THREADS: usize = 200_000;

/// `act(A x + b)` with rows of `width` numbers, and the activation's slopes if they are kept.
pub fn forward(
    a: &Csr,
    width: usize,
    x: &[f32],
    bias: Option<&[f32]>,
    activation: Activation,
    keep_slopes: bool,
) -> (Vec<f32>, Option<Vec<f32>>) {
    let mut y = match bias {
        Some(bias) => bias.repeat(a.rows()),
        None => vec![0.0; a.rows() * width],
    };
    add_product(a, width, x, &mut y);
    let mut slopes = vec![0.0; if keep_slopes && activation != Activation::Identity { y.len() } else { 0 }];
    activate(activation, &mut y, &mut slopes);
    (y, (!slopes.is_empty()).then_some(slopes))
}

/// `A W^T`, with `W` outputs x inputs.
pub fn linear(a: &Csr, (outputs, inputs): (usize, usize), w: &[f32]) -> Vec<f32> {
    let mut turned = vec![0.0; w.len()];
    turn(w, (outputs, inputs), |at, w| turned[at] = w);
    let mut y = vec![0.0; a.rows() * outputs];
    add_product(a, outputs, &turned, &mut y);
    y
}

/// Adds `(A^T dy)^T` to `dw`.
pub fn backward_linear(a: &Csr, (outputs, inputs): (usize, usize), dy: &[f32], dw: &mut [f32]) {
    let mut turned = vec![0.0; dw.len()];
    add_product(&a.transpose(), outputs, dy, &mut turned);
    turn(&turned, (inputs, outputs), |at, gradient| dw[at] += gradient);
}

/// Hands over every number of a matrix with its place in the transpose.
#[inline(always)]
fn turn(from: &[f32], (rows, columns): (usize, usize), mut to: impl FnMut(usize, f32)) {
    for (row, numbers) in from.chunks_exact(columns.max(1)).enumerate() {
        for (column, number) in numbers.iter().enumerate() {
            to(column * rows + row, *number);
        }
    }
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
