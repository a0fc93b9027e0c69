//! Rows that belong together: `y_s` is the sum, mean or maximum of the rows of segment `s`; the softmax is over each
//! segment's rows. `torch_geometric.utils.scatter` and `softmax`; `global_add_pool` and its like read a whole graph
//! with them, attention on graphs weighs a node's edges.
//!
//! Shapes: `x (rows, C)`; sum, mean and maximum `(segments, C)`, softmax `(rows, C)`. Each column is on its own.
//! An empty segment gives 0, as in PyTorch Geometric. With `s` the segment of row `i`:
//!
//! ```text
//! sum      dx_i = dy_s           mean     dx_i = dy_s / |s|
//! max      dx_i = dy_s           if i is the first row that has the maximum, else 0
//! softmax  dx_i = y_i (dy_i - sum over j in s of y_j dy_j)
//! ```
//!
//! Sum and mean are products with a sparse matrix ([`super::sparse_mm`]).

#[cfg(test)]
pub mod cases;
mod kernel;
pub mod plain;

use super::{
    Activation, sparse_mm,
    tape::{numbers, slot, with_gradient},
};
use crate::graph::Segments;
use dfdx::{
    shapes::{Const, Dim, HasShape},
    tensor::{Cpu, PutTape, SplitTape, Tape, Tensor, TensorFromVec},
    tensor_ops::ReshapeTo,
};

/// Refuses segments of another number of rows.
fn check(segments: &Segments, rows: usize) {
    assert_eq!(segments.rows(), rows, "{}", say!("segment-rows", rows = rows, expected = segments.rows()));
}

/// The fused sum.
pub fn fused_sum<M: Dim, const C: usize, T: Tape<f32, Cpu>>(
    x: Tensor<(M, Const<C>), f32, Cpu, T>,
    segments: &Segments,
) -> Tensor<(usize, Const<C>), f32, Cpu, T> {
    check(segments, x.shape().0.size());
    sparse_mm::fused(segments.sum(), x, None, Activation::Identity)
}

/// The fused mean.
pub fn fused_mean<M: Dim, const C: usize, T: Tape<f32, Cpu>>(
    x: Tensor<(M, Const<C>), f32, Cpu, T>,
    segments: &Segments,
) -> Tensor<(usize, Const<C>), f32, Cpu, T> {
    check(segments, x.shape().0.size());
    sparse_mm::fused(segments.mean(), x, None, Activation::Identity)
}

/// The fused maximum.
pub fn fused_max<M: Dim, const C: usize, T: Tape<f32, Cpu>>(
    x: Tensor<(M, Const<C>), f32, Cpu, T>,
    segments: &Segments,
) -> Tensor<(usize, Const<C>), f32, Cpu, T> {
    check(segments, x.shape().0.size());
    let x = x.contiguous();
    let (x, mut tape) = x.split_tape();
    let (y, chosen) = kernel::max(segments, C, &numbers(&x));
    let y = x.device().tensor_from_vec(y, (segments.count(), Const));
    if T::OWNS_TAPE {
        let (x, out) = (x.ghost(), y.ghost());
        tape.add_backward_op(move |gradients| {
            with_gradient!(gradients, out, |dy| { kernel::backward_max(&chosen, C, &dy, slot!(gradients, x)) })
        });
    }
    y.put_tape(tape)
}

/// The fused softmax.
pub fn fused_softmax<M: Dim, const C: usize, T: Tape<f32, Cpu>>(
    x: Tensor<(M, Const<C>), f32, Cpu, T>,
    segments: &Segments,
) -> Tensor<(M, Const<C>), f32, Cpu, T> {
    check(segments, x.shape().0.size());
    let x = x.contiguous();
    let (x, mut tape) = x.split_tape();
    let mut p = numbers(&x);
    kernel::softmax(segments, C, &mut p);
    let kept = if T::OWNS_TAPE { p.clone() } else { Vec::new() };
    let y = x.device().tensor_from_vec(p, *x.shape());
    if T::OWNS_TAPE {
        let (x, out, segments) = (x.ghost(), y.ghost(), segments.clone());
        tape.add_backward_op(move |gradients| {
            with_gradient!(gradients, out, |dy| {
                kernel::backward_softmax(&segments, C, &kept, &dy, slot!(gradients, x));
            })
        });
    }
    y.put_tape(tape)
}
