//! Reading tensors and recording backward operations, from outside dfdx.
//!
//! The pattern of every fused operation:
//!
//! 1. `let x = x.contiguous()`: what is permuted or broadcast becomes rows; what is already costs nothing.
//! 2. `let (x, mut tape) = x.split_tape()`, read the numbers ([`read`]), call the kernel,
//!    `device.tensor_from_vec(y, shape)`, which moves the numbers.
//! 3. With a tape, take *ghosts* of what has a gradient (an id and a shape without the numbers), and record a closure
//!    that takes the output's gradient and adds to the inputs' ([`with_gradient`], [`slot`]).
//!
//! Gradients are read and written in place: dfdx lends them as vectors. Two inputs may be one tensor, because each is
//! borrowed in turn and *added* to. Macros, because a ghost's type and its trait have no public name.

use super::spare::Numbers;
use dfdx::{
    shapes::{HasShape, Shape},
    tensor::{Cpu, Tensor},
};

/// The numbers of a contiguous tensor, row after row, in a vector that a tensor may be made of.
pub fn numbers<S: Shape, T>(tensor: &Tensor<S, f32, Cpu, T>) -> Vec<f32> {
    let mut numbers = vec![0.0; tensor.shape().num_elements()];
    tensor.copy_into(&mut numbers);
    numbers
}

/// The numbers of a contiguous tensor, for a product or the way back: not to be moved into a tensor.
pub fn read<S: Shape, T>(tensor: &Tensor<S, f32, Cpu, T>) -> Numbers {
    let mut numbers = Numbers::any(tensor.shape().num_elements());
    // dfdx checks that the lengths are the same, and writes every number.
    tensor.copy_into(&mut numbers);
    numbers
}

/// The gradient of a tensor or ghost as a slice to add to; zeros if nothing has come yet.
macro_rules! slot {
    ($gradients:ident, $of:expr) => {
        $gradients.get_or_alloc_mut(&$of)?.as_mut_slice()
    };
}

/// Lends the gradient of `$out` as a vector while `$body` borrows other gradients, and puts it back: whoever asks for
/// the gradient of an intermediate tensor afterwards finds it.
macro_rules! with_gradient {
    ($gradients:ident, $out:expr, |$dy:ident| $body:block) => {{
        let $dy: Vec<f32> = std::mem::take(&mut **$gradients.get_or_alloc_mut(&$out)?);
        $body
        let lent: &mut Vec<f32> = &mut **$gradients.get_or_alloc_mut(&$out)?;
        *lent = $dy;
        Ok(())
    }};
}

pub(crate) use {slot, with_gradient};
