//! `y = A x`, with a sparse `A`: `torch.sparse.mm`. It sums, for each row of `y`, the rows of `x` that `A` names, each
//! times its value: how a graph convolution gathers what a node's neighbours have.
//!
//! Shapes: `A (n, m)`, `x (m, C)`, `y (n, C)`. `A` is data and gets no gradient:
//!
//! ```text
//! dx = A^T dy
//! ```

#[cfg(test)]
pub mod cases;
pub mod kernel;
pub mod plain;

use super::tape::{numbers, slot, with_gradient};
use crate::graph::Csr;
use dfdx::{
    shapes::{Const, Dim, HasShape},
    tensor::{Cpu, PutTape, SplitTape, Tape, Tensor, TensorFromVec},
    tensor_ops::ReshapeTo,
};

/// Refuses an `x` whose rows are not the columns of `A`.
fn check(a: &Csr, rows: usize) {
    assert_eq!(a.columns(), rows, "{}", say!("sparse-shape", columns = a.columns(), rows = rows));
}

/// The fused form.
pub fn fused<M: Dim, const C: usize, T: Tape<f32, Cpu>>(
    a: &Csr,
    x: Tensor<(M, Const<C>), f32, Cpu, T>,
) -> Tensor<(usize, Const<C>), f32, Cpu, T> {
    check(a, x.shape().0.size());
    let x = x.contiguous();
    let (x, mut tape) = x.split_tape();
    let y = kernel::multiply(a, C, &numbers(&x));
    let y = x.device().tensor_from_vec(y, (a.rows(), Const));
    if T::OWNS_TAPE {
        let (x, out, a) = (x.ghost(), y.ghost(), a.clone());
        tape.add_backward_op(move |gradients| {
            with_gradient!(gradients, out, |dy| { kernel::backward(&a, C, &dy, slot!(gradients, x)) })
        });
    }
    y.put_tape(tape)
}
