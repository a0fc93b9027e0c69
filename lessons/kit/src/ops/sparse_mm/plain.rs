//! The product with all zeros written out.

use crate::graph::Csr;
use dfdx::{
    shapes::{Const, Dim, HasShape},
    tensor::{PutTape, SplitTape, Tape, Tensor},
    tensor_ops::{Device, ReshapeTo, TryMatMul},
};

/// `A x`: see [`crate::ops`] for the shapes. It needs the memory of a dense `A`.
///
/// # Panics
/// If `x` has not as many rows as `A` has columns.
pub fn sparse_mm<M: Dim, const C: usize, D: Device<f32>, T: Tape<f32, D>>(
    a: &Csr,
    x: Tensor<(M, Const<C>), f32, D, T>,
) -> Tensor<(usize, Const<C>), f32, D, T> {
    let rows = x.shape().0.size();
    super::check(a, rows);
    let (x, tape) = x.split_tape();
    let dense = x.device().tensor_from_vec(a.to_dense(), (a.rows(), rows));
    let x = x.put_tape(tape).reshape_like(&(rows, Const::<C>));
    dense.put_tape(T::default()).matmul(x)
}
