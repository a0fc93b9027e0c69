//! What the loop asks of an optimizer.

use super::TrainError;
use crate::{nn, prelude::Dev};
use dfdx::{
    nn::{TensorCollection, ZeroGrads},
    optim::{Adam, Optimizer, RMSprop, Sgd},
    tensor::Gradients,
};

/// The end of a step: parameters move, gradients become zero. dfdx's optimizers do it, and [`nn::Adam`] in one pass.
pub trait Advance<M> {
    /// Moves every parameter by its gradient, and sets the gradients to zero.
    ///
    /// # Errors
    /// When the optimizer cannot go on.
    fn advance(&mut self, model: &mut M, gradients: &mut Gradients<f32, Dev>) -> Result<(), TrainError>;
}

macro_rules! by_update {
    ($($optimizer:ident),*) => {$(
        impl<M: TensorCollection<f32, Dev>> Advance<M> for $optimizer<M, f32, Dev> {
            fn advance(&mut self, model: &mut M, gradients: &mut Gradients<f32, Dev>) -> Result<(), TrainError> {
                self.update(model, gradients)?;
                model.zero_grads(gradients);
                Ok(())
            }
        }
    )*};
}
by_update!(Sgd, Adam, RMSprop);

impl<M: TensorCollection<f32, Dev>> Advance<M> for nn::Adam<M> {
    fn advance(&mut self, model: &mut M, gradients: &mut Gradients<f32, Dev>) -> Result<(), TrainError> {
        self.step(model, gradients).map_err(|error| TrainError::Device(error.to_string()))
    }
}
