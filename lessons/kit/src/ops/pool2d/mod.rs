//! The maximum or the mean of what a window sees: `torch.nn.functional.max_pool2d` and `avg_pool2d`.
//!
//! Shapes: `x (B, C, H, W)`, `y (B, C, H', W')` with `H' = (H + 2 p - K) / s + 1`. Added pixels never are the maximum, and
//! count as zeros in the mean.
//!
//! ```text
//! max   dx gets dy at the first pixel of the window that has the maximum
//! avg   dx gets dy / K^2 at every pixel of the window
//! ```

#[cfg(test)]
pub mod cases;
mod kernel;
pub mod plain;

use super::{
    Window,
    conv2d::Images,
    tape::{numbers, slot, with_gradient},
};
use dfdx::{
    shapes::{Const, Dim, HasShape},
    tensor::{Cpu, PutTape, SplitTape, Tape, TensorFromVec},
    tensor_ops::ReshapeTo,
};

/// The fused maximum.
pub fn fused_max<B: Dim, const C: usize, H: Dim, W: Dim, T: Tape<f32, Cpu>>(
    x: Images<B, C, H, W, Cpu, T>,
    window: Window,
) -> Images<B, C, usize, usize, Cpu, T> {
    let x = x.contiguous();
    let (batch, _, height, width) = *x.shape();
    let plane = kernel::Plane::new(height.size(), width.size(), window);
    let (x, mut tape) = x.split_tape();
    let (y, chosen) = kernel::max(plane, &numbers(&x));
    let y = x.device().tensor_from_vec(y, (batch, Const, plane.high, plane.wide));
    if T::OWNS_TAPE {
        let (x, out) = (x.ghost(), y.ghost());
        tape.add_backward_op(move |gradients| {
            with_gradient!(gradients, out, |dy| { kernel::backward_max(plane, &chosen, &dy, slot!(gradients, x)) })
        });
    }
    y.put_tape(tape)
}

/// The fused mean.
pub fn fused_avg<B: Dim, const C: usize, H: Dim, W: Dim, T: Tape<f32, Cpu>>(
    x: Images<B, C, H, W, Cpu, T>,
    window: Window,
) -> Images<B, C, usize, usize, Cpu, T> {
    let x = x.contiguous();
    let (batch, _, height, width) = *x.shape();
    let plane = kernel::Plane::new(height.size(), width.size(), window);
    let (x, mut tape) = x.split_tape();
    let y = kernel::avg(plane, &numbers(&x));
    let y = x.device().tensor_from_vec(y, (batch, Const, plane.high, plane.wide));
    if T::OWNS_TAPE {
        let (x, out) = (x.ghost(), y.ghost());
        tape.add_backward_op(move |gradients| {
            with_gradient!(gradients, out, |dy| { kernel::backward_avg(plane, &dy, slot!(gradients, x)) })
        });
    }
    y.put_tape(tape)
}
