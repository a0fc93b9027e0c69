//! `y = act(x W^T + b) + residual`: the layer that most of a network's arithmetic is in.
//!
//! Shapes: `x (.., I)`, `W (O, I)`, `b (O)`, `y` and the residual `(.., O)`, as `torch.nn.functional.linear`.
//! With `z = x W^T + b` and `dz = dy act'(z)`, which act elementwise:
//!
//! ```text
//! dx = dz W      dW = dz^T x      db = sum of the rows of dz      dresidual = dy
//! ```
//!
//! The projection of an attention layer is the same with three weights in one, `(3, C, C)`, and `y (batch, time, 3, C)`:
//! the numbers of PyTorch's `in_proj_weight (3 C, C)`.
//!
//! The activation's slope is computed with its value, where the exponential is at hand, and kept instead of `z`.

#[cfg(test)]
pub mod cases;
pub mod kernel;
pub mod plain;

use super::{
    Features,
    kernel::reduce::accumulate,
    tape::{numbers, read, slot, with_gradient},
};
use dfdx::{
    shapes::{Const, Dim, HasShape, Rank1, Rank2, Rank3, Shape},
    tensor::{Cpu, PutTape, SplitTape, Storage, Tape, Tensor, TensorFromVec},
    tensor_ops::ReshapeTo,
};
pub use kernel::Activation;

/// What follows the product, in the same pass.
pub struct After<'a, S: Shape, D: Storage<f32>> {
    /// Is applied to every number.
    pub activation: Activation,
    /// Is added at the end.
    pub residual: Option<&'a Tensor<S, f32, D>>,
}

impl<S: Shape, D: Storage<f32>> Default for After<'_, S, D> {
    /// Nothing.
    fn default() -> Self {
        Self { activation: Activation::Identity, residual: None }
    }
}

impl<S: Shape, D: Storage<f32>> From<Activation> for After<'_, S, D> {
    fn from(activation: Activation) -> Self {
        Self { activation, residual: None }
    }
}

impl<'a, S: Shape, D: Storage<f32>> From<&'a Tensor<S, f32, D>> for After<'a, S, D> {
    /// Adds a residual.
    fn from(residual: &'a Tensor<S, f32, D>) -> Self {
        Self { activation: Activation::Identity, residual: Some(residual) }
    }
}

/// What an operation's input is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Input {
    /// Something computed, whose gradient goes on to what it was computed from.
    #[default]
    Computed,
    /// Data: nobody asks for its gradient, so it is not computed. PyTorch's data has `requires_grad = False`.
    Data,
}

/// The fused form.
pub fn fused<S: Features<I>, const I: usize, const O: usize, T: Tape<f32, Cpu>>(
    x: Tensor<S, f32, Cpu, T>,
    weight: &Tensor<Rank2<O, I>, f32, Cpu>,
    bias: Option<&Tensor<Rank1<O>, f32, Cpu>>,
    after: After<'_, S::With<O>, Cpu>,
    input: Input,
) -> Tensor<S::With<O>, f32, Cpu, T> {
    let dims = kernel::Dims { rows: x.shape().rows(), inputs: I, outputs: O };
    let shape = x.shape().with::<O>();
    apply(dims, x, weight, bias, after, input, shape)
}

/// The fused form for queries, keys and values at once: three layers of one input, their weights one after the other.
pub fn fused_projection<B: Dim, S: Dim, const C: usize, T: Tape<f32, Cpu>>(
    x: Tensor<(B, S, Const<C>), f32, Cpu, T>,
    weight: &Tensor<Rank3<3, C, C>, f32, Cpu>,
    bias: &Tensor<Rank2<3, C>, f32, Cpu>,
) -> Tensor<(B, S, Const<3>, Const<C>), f32, Cpu, T> {
    let (batch, time, _) = *x.shape();
    let dims = kernel::Dims { rows: x.shape().rows(), inputs: C, outputs: 3 * C };
    apply(dims, x, weight, Some(bias), After::default(), Input::Computed, (batch, time, Const, Const))
}

/// The layer with sizes at run time; `weight` and `bias` may have their outputs on several axes.
fn apply<Sx: Shape, Sw: Shape, Sb: Shape, So: Shape, T: Tape<f32, Cpu>>(
    dims: kernel::Dims,
    x: Tensor<Sx, f32, Cpu, T>,
    weight: &Tensor<Sw, f32, Cpu>,
    bias: Option<&Tensor<Sb, f32, Cpu>>,
    after: After<'_, So, Cpu>,
    input: Input,
    shape: So,
) -> Tensor<So, f32, Cpu, T> {
    let x = x.contiguous();
    let (x, mut tape) = x.split_tape();
    let (xs, ws) = (read(&x), read(&weight.clone().contiguous()));
    let bs = bias.map(|bias| read(&bias.clone().contiguous()));
    let residual = after.residual.map(|residual| numbers(&residual.clone().contiguous())).unwrap_or_default();
    let given = kernel::Given { x: &xs, w: &ws, bias: bs.as_deref(), residual, activation: after.activation };
    let done = kernel::forward(dims, given, T::OWNS_TAPE);
    let y = x.device().tensor_from_vec(done.y, shape);
    if T::OWNS_TAPE {
        let (x, w, b, r) = (x.ghost(), weight.ghost(), bias.map(Tensor::ghost), after.residual.map(Tensor::ghost));
        let (out, mut slopes) = (y.ghost(), done.slopes);
        tape.add_backward_op(move |gradients| {
            with_gradient!(gradients, out, |dy| {
                if let Some(r) = &r {
                    accumulate(slot!(gradients, *r), &dy);
                }
                if let Some(slopes) = &mut slopes {
                    kernel::through_activation(dims, slopes, &dy);
                }
                let dz = slopes.as_deref().unwrap_or(&dy);
                if let Some(b) = &b {
                    kernel::backward_bias(slot!(gradients, *b), dz);
                }
                kernel::backward_weight(dims, dz, &xs, slot!(gradients, w));
                if input == Input::Computed {
                    kernel::backward_input(dims, dz, &ws, slot!(gradients, x));
                }
            })
        });
    }
    y.put_tape(tape)
}
