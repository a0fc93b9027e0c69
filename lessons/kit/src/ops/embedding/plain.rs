//! Rows of a table by dfdx's `gather`.

use super::check;
use crate::ops::features::Places;
use dfdx::{
    shapes::{Const, HasShape, Rank2},
    tensor::{PutTape, SplitTape, Tape, Tensor},
    tensor_ops::{Device, GatherTo, ReshapeTo},
};

/// `weight[index]` for every index.
///
/// # Panics
/// If an index is no row of the table.
pub fn embedding<S: Places, const V: usize, const C: usize, D: Device<f32>, T: Tape<f32, D>>(
    indices: Tensor<S, usize, D, T>,
    weight: &Tensor<Rank2<V, C>, f32, D>,
) -> Tensor<S::Vectors<C>, f32, D, T> {
    let shape = indices.shape().vectors::<C>();
    let (indices, tape) = indices.split_tape();
    let indices = indices.as_vec();
    check(&indices, V);
    let count = indices.len();
    let indices: Tensor<(usize,), usize, D> = weight.device().tensor_from_vec(indices, (count,));
    let rows: Tensor<(usize, Const<C>), f32, D, T> = weight.retaped::<T>().gather(indices);
    let (rows, rows_tape) = rows.split_tape();
    rows.put_tape(tape.merge(rows_tape)).reshape_like(&shape)
}
