//! `y_i = weight[index_i]`: a row of the table for every index.
//!
//! Shapes: `indices (..)`, `weight (V, C)`, `y (.., C)`, as `torch.nn.functional.embedding`. The gradient of a row of the
//! table is the sum of the gradients of the places that took it.

#[cfg(test)]
pub mod cases;
mod kernel;
pub mod plain;

use super::{
    features::Places,
    tape::{read, slot, with_gradient},
};
use dfdx::{
    shapes::{HasShape, Rank2},
    tensor::{Cpu, PutTape, SplitTape, Tape, Tensor, TensorFromVec},
    tensor_ops::ReshapeTo,
};

/// The fused form.
pub fn fused<S: Places, const V: usize, const C: usize, T: Tape<f32, Cpu>>(
    indices: Tensor<S, usize, Cpu, T>,
    weight: &Tensor<Rank2<V, C>, f32, Cpu>,
) -> Tensor<S::Vectors<C>, f32, Cpu, T> {
    let shape = indices.shape().vectors::<C>();
    let (indices, mut tape) = indices.split_tape();
    let device = weight.device();
    let indices = indices.as_vec();
    check(&indices, V);
    let y = device.tensor_from_vec(kernel::forward(&indices, &read(&weight.clone().contiguous()), C), shape);
    if T::OWNS_TAPE {
        let (w, out) = (weight.ghost(), y.ghost());
        tape.add_backward_op(move |gradients| {
            with_gradient!(gradients, out, |dy| {
                kernel::backward(&indices, &dy, C, slot!(gradients, w));
            })
        });
    }
    y.put_tape(tape)
}

/// Every index is a row of the table.
fn check(indices: &[usize], rows: usize) {
    if let Some(wrong) = indices.iter().find(|index| **index >= rows) {
        panic!("{}", say!("ops-index", index = *wrong, rows = rows));
    }
}
