//! `y[b, t] = x[b, t] + weight[t]`: a learned vector for every place of a sequence (GPT-2, BERT).
//!
//! Shapes: `x`, `y (batch, time, C)`, `weight (context, C)` with `context >= time`. `dx = dy`, and the gradient of a row of
//! `weight` is the sum of its place's over the batch.

#[cfg(test)]
pub mod cases;
mod kernel;
pub mod plain;

use super::{
    kernel::reduce::accumulate,
    tape::{numbers, read, slot, with_gradient},
};
use dfdx::{
    shapes::{Const, Dim, HasShape, Rank2},
    tensor::{Cpu, PutTape, SplitTape, Tape, Tensor, TensorFromVec},
    tensor_ops::ReshapeTo,
};

/// The fused form.
pub fn fused<B: Dim, S: Dim, const L: usize, const C: usize, T: Tape<f32, Cpu>>(
    x: Tensor<(B, S, Const<C>), f32, Cpu, T>,
    weight: &Tensor<Rank2<L, C>, f32, Cpu>,
) -> Tensor<(B, S, Const<C>), f32, Cpu, T> {
    let x = x.contiguous();
    let shape = *x.shape();
    let sequence = shape.1.size() * C;
    check(shape.1.size(), L);
    let (x, mut tape) = x.split_tape();
    let mut y = numbers(&x);
    kernel::add(&mut y, &read(&weight.clone().contiguous())[..sequence]);
    let y = x.device().tensor_from_vec(y, shape);
    if T::OWNS_TAPE {
        let (x, w, out) = (x.ghost(), weight.ghost(), y.ghost());
        tape.add_backward_op(move |gradients| {
            with_gradient!(gradients, out, |dy| {
                accumulate(slot!(gradients, x), &dy);
                kernel::sum(&mut slot!(gradients, w)[..sequence], &dy);
            })
        });
    }
    y.put_tape(tape)
}

/// There is a vector for every place.
fn check(time: usize, context: usize) {
    assert!(time <= context, "{}", say!("ops-context", time = time, context = context));
}
