//! `y = x m / (1 - p)`, where every `m` is 0 with probability `p`, else 1 (Srivastava et al., 2014).
//!
//! Shapes: `y` as `x`; as `torch.nn.functional.dropout` while training. `dx = dy m / (1 - p)`. The numbers `m` come from
//! the device's seed and the place alone, so that the way back makes them again instead of keeping them.

#[cfg(test)]
pub mod cases;
pub(crate) mod kernel;
pub mod plain;

use super::tape::{numbers, slot, with_gradient};
use dfdx::{
    shapes::{HasShape, Shape},
    tensor::{Cpu, PutTape, RandomU64, SplitTape, Tape, Tensor, TensorFromVec},
    tensor_ops::ReshapeTo,
};

/// The fused form.
pub fn fused<S: Shape, T: Tape<f32, Cpu>>(x: Tensor<S, f32, Cpu, T>, p: f32) -> Tensor<S, f32, Cpu, T> {
    check(p);
    let x = x.contiguous();
    let (shape, seed) = (*x.shape(), x.device().random_u64());
    let (x, mut tape) = x.split_tape();
    let mut y = numbers(&x);
    kernel::scale(&mut y, p, seed);
    let y = x.device().tensor_from_vec(y, shape);
    if T::OWNS_TAPE {
        let (x, out) = (x.ghost(), y.ghost());
        tape.add_backward_op(move |gradients| {
            with_gradient!(gradients, out, |dy| {
                kernel::add_scaled(slot!(gradients, x), &dy, p, seed);
            })
        });
    }
    y.put_tape(tape)
}

pub(crate) fn check(p: f32) {
    assert!((0.0..1.0).contains(&p), "{}", say!("ops-dropout", p = p));
}
