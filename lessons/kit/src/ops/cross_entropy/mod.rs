//! `loss = mean over rows of (ln sum_j e^(x_j) - x_target)`: softmax and the negative logarithm of the target's
//! probability in one, so that no probability underflows.
//!
//! Shapes: `logits (.., V)`, one target a row, the loss a single number; as `torch.nn.functional.cross_entropy` with
//! classes as targets. Rows whose target is [`IGNORE_INDEX`] count nowhere, also not in the mean. With `p = softmax(x)`
//! and `n` rows that count:
//!
//! ```text
//! dlogits = dloss (p - onehot(target)) / n
//! ```

#[cfg(test)]
pub mod cases;
mod kernel;
pub mod plain;

use super::{
    Features,
    tape::{read, slot},
};
use dfdx::{
    shapes::{HasShape, Rank0},
    tensor::{Cpu, PutTape, SplitTape, Tape, Tensor, TensorFromVec},
    tensor_ops::ReshapeTo,
};

/// The target of a row that does not count: padding, or a masked word that is not asked for. PyTorch's is -100.
pub const IGNORE_INDEX: usize = usize::MAX;

/// The fused form.
pub fn fused<S: Features<V>, const V: usize, T: Tape<f32, Cpu>>(
    logits: Tensor<S, f32, Cpu, T>,
    targets: &[usize],
) -> Tensor<Rank0, f32, Cpu, T> {
    check(logits.shape().rows(), V, targets);
    let logits = logits.contiguous();
    let (logits, mut tape) = logits.split_tape();
    let done = kernel::forward(read(&logits), V, targets);
    let loss = logits.device().tensor_from_vec(vec![done.loss], ());
    if T::OWNS_TAPE {
        let (x, out, targets) = (logits.ghost(), loss.ghost(), targets.to_vec());
        tape.add_backward_op(move |gradients| {
            let dloss = slot!(gradients, out)[0];
            kernel::backward(&done.probabilities, V, &targets, dloss / done.counted, slot!(gradients, x));
            Ok(())
        });
    }
    loss.put_tape(tape)
}

/// Every row has a target, and it is a class.
fn check(rows: usize, classes: usize, targets: &[usize]) {
    assert!(rows == targets.len(), "{}", say!("ops-targets-count", rows = rows, targets = targets.len()));
    if let Some(wrong) = targets.iter().find(|target| **target >= classes && **target != IGNORE_INDEX) {
        panic!("{}", say!("ops-target-class", target = *wrong, classes = classes));
    }
}
