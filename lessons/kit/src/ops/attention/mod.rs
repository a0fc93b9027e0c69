//! `softmax(Q K^T / sqrt d + mask) V`, head by head (Vaswani et al., 2017, section 3.2).
//!
//! Shapes: `qkv (batch, time, 3, C)` holds queries, keys and values as [`in_projection`](super::Fused::in_projection)
//! makes them; head `h` is the features `h d .. (h + 1) d` of each, `d = C / heads`; `y (batch, time, C)` has the heads
//! side by side. It is `torch.nn.functional.scaled_dot_product_attention` on what `nn.MultiheadAttention` passes it.
//! With `P = softmax(S)`, `S = Q K^T / sqrt d`:
//!
//! ```text
//! dV = P^T dy      dP = dy V^T      dS = P (dP - rowsum(dP P))      dQ = dS K / sqrt d      dK = dS^T Q / sqrt d
//! ```
//!
//! `P` is kept: `batch heads time^2` numbers, 0.8 MB a layer at nanoGPT's size.

#[cfg(test)]
pub mod cases;
mod kernel;
pub mod plain;

use super::tape::{read, slot, with_gradient};
use dfdx::{
    shapes::{Const, Dim, HasShape},
    tensor::{Cpu, PutTape, SplitTape, Tape, Tensor, TensorFromVec},
    tensor_ops::ReshapeTo,
};

/// Which places a place may look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mask {
    /// All: an encoder's, as BERT's.
    Full,
    /// Itself and those before it: a decoder's, as GPT's.
    Causal,
}

/// The fused form.
pub fn fused<B: Dim, S: Dim, const C: usize, T: Tape<f32, Cpu>>(
    qkv: Tensor<(B, S, Const<3>, Const<C>), f32, Cpu, T>,
    heads: usize,
    mask: Mask,
) -> Tensor<(B, S, Const<C>), f32, Cpu, T> {
    let qkv = qkv.contiguous();
    let (batch, time, _, _) = *qkv.shape();
    let dims = kernel::Dims { batch: batch.size(), time: time.size(), heads, size: head_size(C, heads), mask };
    let (qkv, mut tape) = qkv.split_tape();
    let x = read(&qkv);
    let (y, weights) = kernel::forward(dims, &x);
    let y = qkv.device().tensor_from_vec(y, (batch, time, Const));
    if T::OWNS_TAPE {
        let (qkv, out) = (qkv.ghost(), y.ghost());
        tape.add_backward_op(move |gradients| {
            with_gradient!(gradients, out, |dy| {
                kernel::backward(dims, &x, &weights, &dy, slot!(gradients, qkv));
            })
        });
    }
    y.put_tape(tape)
}

/// How many features a head has.
fn head_size(features: usize, heads: usize) -> usize {
    assert!(heads > 0 && features.is_multiple_of(heads), "{}", say!("ops-heads", features = features, heads = heads));
    features / heads
}
