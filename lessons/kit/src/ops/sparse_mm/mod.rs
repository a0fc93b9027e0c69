//! Products with a sparse matrix: `torch.sparse.mm` and `addmm`.
//!
//! `sparse_mm` sums, for each row of `y`, the rows of `x` that `A` names, each times its value: how a graph convolution
//! gathers what a node's neighbours have. Shapes: `A (n, m)`, `x (m, C)`, bias `(C)`, `y (n, C)`.
//! `sparse_linear` is a linear layer whose input is sparse. Shapes: `A (n, I)`, `W (O, I)`, `y (n, O)`.
//! `A` is data and gets no gradient. With `dz = dy act'(z)`:
//!
//! ```text
//! y = act(A x + b)     dx = A^T dz     db = sum of the rows of dz
//! y = A W^T            dW = (A^T dy)^T
//! ```

#[cfg(test)]
pub mod cases;
mod kernel;
pub mod plain;

use super::{
    Activation,
    linear::kernel::{Dims, backward_bias, through_activation},
    tape::{read, slot, with_gradient},
};
use crate::graph::{Csr, SparseInput};
use dfdx::{
    shapes::{Const, Dim, HasShape, Rank1, Rank2},
    tensor::{Cpu, PutTape, SplitTape, Tape, Tensor, TensorFromVec},
    tensor_ops::ReshapeTo,
};

/// Refuses rows that are not the columns of `A`.
fn check(a: &Csr, rows: usize) {
    assert_eq!(a.columns(), rows, "{}", say!("sparse-shape", columns = a.columns(), rows = rows));
}

/// The fused product with what follows.
pub fn fused<M: Dim, const C: usize, T: Tape<f32, Cpu>>(
    a: &Csr,
    x: Tensor<(M, Const<C>), f32, Cpu, T>,
    bias: Option<&Tensor<Rank1<C>, f32, Cpu>>,
    activation: Activation,
) -> Tensor<(usize, Const<C>), f32, Cpu, T> {
    check(a, x.shape().0.size());
    let x = x.contiguous();
    let (x, mut tape) = x.split_tape();
    let bs = bias.map(|bias| read(&bias.clone().contiguous()));
    let (y, mut slopes) = kernel::forward(a, C, &read(&x), bs.as_deref(), activation, T::OWNS_TAPE);
    let y = x.device().tensor_from_vec(y, (a.rows(), Const));
    if T::OWNS_TAPE {
        let (x, b, out, a) = (x.ghost(), bias.map(Tensor::ghost), y.ghost(), a.clone());
        let dims = Dims { rows: a.rows(), inputs: C, outputs: C };
        tape.add_backward_op(move |gradients| {
            with_gradient!(gradients, out, |dy| {
                if let Some(slopes) = &mut slopes {
                    through_activation(dims, slopes, &dy);
                }
                let dz = slopes.as_deref().unwrap_or(&dy);
                if let Some(b) = &b {
                    backward_bias(slot!(gradients, *b), dz);
                }
                kernel::add_product(&a.transpose(), C, dz, slot!(gradients, x));
            })
        });
    }
    y.put_tape(tape)
}

/// The fused layer with a sparse input.
pub fn fused_linear<const I: usize, const O: usize, T: Tape<f32, Cpu>>(
    x: SparseInput<T>,
    weight: &Tensor<Rank2<O, I>, f32, Cpu>,
) -> Tensor<(usize, Const<O>), f32, Cpu, T> {
    let SparseInput { matrix: a, mut tape } = x;
    check(&a, I);
    let y = kernel::linear(&a, (O, I), &read(&weight.clone().contiguous()));
    let y = weight.device().tensor_from_vec(y, (a.rows(), Const));
    if T::OWNS_TAPE {
        let (w, out) = (weight.ghost(), y.ghost());
        tape.add_backward_op(move |gradients| {
            with_gradient!(gradients, out, |dy| { kernel::backward_linear(&a, (O, I), &dy, slot!(gradients, w)) })
        });
    }
    y.put_tape(tape)
}
