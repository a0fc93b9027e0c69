//! `y = W * x + b`, the cross-correlation that `torch.nn.functional.conv2d` computes, and on request ReLU and max
//! pooling in the same pass: a stage of a LeNet.
//!
//! Shapes: `x (B, C, H, W)`, weight `(O, C, K, K)`, bias `(O)`, `y (B, O, H', W')` with `H' = (H + 2 p - K) / s + 1`.
//!
//! ```text
//! y[b,o,i,j] = bias[o] + sum over c,u,v of weight[o,c,u,v] x[b,c, s i + u - p, s j + v - p]
//!
//! dweight[o,c,u,v] = sum over b,i,j of dy[b,o,i,j] x[b,c, s i + u - p, s j + v - p]
//! dx: dy with s - 1 zeros between and K - 1 - p around, correlated with the weights turned by half a turn
//! dbias[o] = sum over b,i,j of dy[b,o,i,j]
//! ```
//!
//! (Dumoulin and Visin 2016, arXiv:1603.07285.) Sixteen images are computed at once, one in each lane of a vector
//! (`lanes.rs`): then every step is a whole vector, whatever the size of the image, and nothing is copied out into
//! columns. Output that is pooled at once never exists in full. Measured on LeNet's stages, where a matrix product per
//! image (im2col) has too few channels to fill a register block.

#[cfg(test)]
pub mod cases;
mod correlate;
mod kernel;
mod lanes;
pub mod plain;
mod pooled;

use super::{
    Input, Window,
    tape::{numbers, read, slot, with_gradient},
};
use dfdx::{
    shapes::{Const, Dim, HasShape, Rank1, Rank4},
    tensor::{Cpu, PutTape, SplitTape, Tape, Tensor, TensorFromVec},
    tensor_ops::ReshapeTo,
};

/// What follows the convolution in the same pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stage {
    /// `max(0, y)`.
    pub relu: bool,
    /// The maximum over windows of this size, as `max_pool2d` with its default stride; 0 or 1 for none.
    pub max_pool: usize,
}

/// Images on their way through a network: `(batch, channels, height, width)`.
pub type Images<B, const C: usize, H, W, D, T> = Tensor<(B, Const<C>, H, W), f32, D, T>;

/// The fused form.
pub fn fused<B: Dim, const C: usize, H: Dim, W: Dim, const O: usize, const K: usize, T: Tape<f32, Cpu>>(
    x: Images<B, C, H, W, Cpu, T>,
    weight: &Tensor<Rank4<O, C, K, K>, f32, Cpu>,
    bias: Option<&Tensor<Rank1<O>, f32, Cpu>>,
    window: Window,
    then: Stage,
    input: Input,
) -> Images<B, O, usize, usize, Cpu, T> {
    let x = x.contiguous();
    let (batch, _, height, width) = *x.shape();
    let plan = kernel::Plan::new((C, height.size(), width.size()), O, Window { kernel_size: K, ..window }, then);
    let (x, mut tape) = x.split_tape();
    let ws = read(&weight.clone().contiguous());
    let bs = bias.map_or_else(|| vec![0.0; O], |bias| numbers(&bias.clone().contiguous()));
    let (y, kept) = kernel::forward(&plan, batch.size(), &read(&x), &ws, &bs, T::OWNS_TAPE);
    let (height, width) = plan.output();
    let y = x.device().tensor_from_vec(y, (batch, Const, height, width));
    if T::OWNS_TAPE {
        let (x, w, b, out) = (x.ghost(), weight.ghost(), bias.map(Tensor::ghost), y.ghost());
        tape.add_backward_op(move |gradients| {
            with_gradient!(gradients, out, |dy| {
                let mut parameters = kernel::Parameters::zeros(&plan);
                match input {
                    Input::Computed => {
                        kernel::backward(&plan, &kept, &ws, &dy, &mut parameters, Some(slot!(gradients, x)));
                    }
                    Input::Data => kernel::backward(&plan, &kept, &ws, &dy, &mut parameters, None),
                }
                parameters.add_weight(slot!(gradients, w));
                if let Some(b) = &b {
                    parameters.add_bias(slot!(gradients, *b));
                }
            })
        });
    }
    y.put_tape(tape)
}
