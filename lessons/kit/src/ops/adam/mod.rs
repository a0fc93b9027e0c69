//! One step of Adam (Kingma and Ba, 2015), or of AdamW (Loshchilov and Hutter, 2019) with decoupled weight decay.
//!
//! ```text
//! m = b1 m + (1 - b1) g      v = b2 v + (1 - b2) g^2
//! w = w - lr (m / (1 - b1^t)) / (sqrt(v / (1 - b2^t)) + eps) - lr decay w
//! ```
//!
//! The gradient is cleared in the same pass. As `torch.optim.Adam` and `AdamW`; with [`WeightDecay::L2`] the decay is added to `g` before.

#[cfg(test)]
pub mod cases;
mod kernel;
pub mod plain;

use dfdx::{
    optim::WeightDecay,
    shapes::{HasShape, Shape},
    tensor::{Cpu, Storage, Tensor},
    tensor_ops::AdamConfig,
};
use std::cell::RefCell;

/// The numbers of a parameter, in Rust's vectors or on another device.
type Numbers<D> = <D as Storage<f32>>::Vec;

thread_local! {
    /// Where a parameter's numbers are while they change: dfdx lends them only as a copy.
    static SCRATCH: RefCell<Vec<f32>> = const { RefCell::new(Vec::new()) };
}

/// The fused form. The parameter is contiguous: dfdx's are.
pub fn fused<S: Shape>(
    config: &AdamConfig,
    step: i32,
    parameter: &mut Tensor<S, f32, Cpu>,
    mean: &mut Numbers<Cpu>,
    square: &mut Numbers<Cpu>,
    gradient: &mut Numbers<Cpu>,
) {
    let rates = kernel::Rates::at(config, step);
    SCRATCH.with_borrow_mut(|scratch| {
        let n = parameter.shape().num_elements();
        scratch.resize(n.max(scratch.len()), 0.0);
        let weights = &mut scratch[..n];
        parameter.copy_into(weights);
        kernel::step(rates, weights, mean, square, gradient);
        parameter.copy_from(weights);
    });
}

/// How much decay acts on the gradient, and how much on the weight.
fn decays(config: &AdamConfig) -> (f64, f64) {
    match config.weight_decay {
        None => (0.0, 0.0),
        Some(WeightDecay::L2(decay)) => (decay, 0.0),
        Some(WeightDecay::Decoupled(decay)) => (0.0, decay),
    }
}
