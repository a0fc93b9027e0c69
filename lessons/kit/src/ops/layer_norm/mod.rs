//! `y = (x - mean) / sqrt(var + eps) * weight + bias`, over the features of each row (Ba, Kiros and Hinton, 2016).
//!
//! Shapes: `x`, `y (.., C)`, `weight`, `bias (C)`; the variance divides by `C`, as `torch.nn.functional.layer_norm`.
//! With the normalised row `h` and its gradient `t = dy * weight`, everything over one row:
//!
//! ```text
//! dx = (t - mean(t) - h mean(t h)) / sqrt(var + eps)      dweight = sum of dy h      dbias = sum of dy
//! ```

#[cfg(test)]
pub mod cases;
mod kernel;
pub mod plain;

use super::{
    Features,
    kernel::reduce::accumulate,
    tape::{read, slot, with_gradient},
};
use dfdx::{
    shapes::{HasShape, Rank1},
    tensor::{Cpu, PutTape, SplitTape, Tape, Tensor, TensorFromVec},
    tensor_ops::ReshapeTo,
};

/// The fused form.
pub fn fused<S: Features<C>, const C: usize, T: Tape<f32, Cpu>>(
    x: Tensor<S, f32, Cpu, T>,
    weight: &Tensor<Rank1<C>, f32, Cpu>,
    bias: &Tensor<Rank1<C>, f32, Cpu>,
    eps: f32,
) -> Tensor<S, f32, Cpu, T> {
    let x = x.contiguous();
    let shape = *x.shape();
    let (x, mut tape) = x.split_tape();
    let (ws, bs) = (read(&weight.clone().contiguous()), read(&bias.clone().contiguous()));
    let done = kernel::forward(read(&x), &ws, &bs, eps);
    let y = x.device().tensor_from_vec(done.y, shape);
    if T::OWNS_TAPE {
        let (x, w, b, out, normalised) = (x.ghost(), weight.ghost(), bias.ghost(), y.ghost(), done.normalised);
        tape.add_backward_op(move |gradients| {
            with_gradient!(gradients, out, |dy| {
                let (dw, db) = kernel::backward(&normalised, &ws, &dy, slot!(gradients, x));
                accumulate(slot!(gradients, w), &dw);
                accumulate(slot!(gradients, b), &db);
            })
        });
    }
    y.put_tape(tape)
}
