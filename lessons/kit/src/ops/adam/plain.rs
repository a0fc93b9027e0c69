//! dfdx's own step.

use dfdx::{
    shapes::Shape,
    tensor::{Storage, Tensor},
    tensor_ops::{AdamConfig, Device},
};

/// Changes a parameter by its gradient, which becomes zero, and the moving averages of the gradient and of its square.
///
/// # Errors
/// The device's.
pub fn adam<S: Shape, D: Device<f32>>(
    config: &AdamConfig,
    step: i32,
    parameter: &mut Tensor<S, f32, D>,
    mean: &mut <D as Storage<f32>>::Vec,
    square: &mut <D as Storage<f32>>::Vec,
    gradient: &mut <D as Storage<f32>>::Vec,
) -> Result<(), D::Err> {
    config.try_update(step, parameter, mean, square, gradient)?;
    parameter.device().try_fill_with_zeros(gradient)
}
