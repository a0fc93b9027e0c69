//! Adam and AdamW, with the step and the clearing of gradients in one.

use crate::{ops::Fused, prelude::Dev};
use dfdx::{
    nn::{RecursiveWalker, TensorCollection, TensorOptions, TensorVisitor, ViewTensorMut},
    optim::UnusedTensors,
    shapes::Shape,
    tensor::{Gradients, Storage, Tensor},
    tensor_ops::AdamConfig,
};
use std::marker::PhantomData;

/// `torch.optim.Adam`; with `weight_decay: Some(WeightDecay::Decoupled(..))` it is `AdamW`. The settings are dfdx's, and so
/// are the numbers; [`Adam::step`] also clears the gradients for the next pass.
///
/// ```
/// use gradus::prelude::*;
/// let dev = device(0);
/// let mut model = nn::Linear::<2, 1>::new(&dev);
/// let mut adam = nn::Adam::new(&model, AdamConfig { lr: 0.05, ..Default::default() });
/// let (x, y) = (dev.tensor([[0.0_f32, 1.0], [1.0, 1.0]]), dev.tensor([[1.0_f32], [3.0]]));
/// let mut gradients = model.alloc_grads();
/// let mut losses = vec![];
/// for _ in 0..300 {
///     let loss = mse_loss(model.forward(x.trace(gradients)), y.clone());
///     losses.push(loss.array());
///     gradients = loss.backward();
///     adam.step(&mut model, &mut gradients)?;
/// }
/// assert!(losses[299] < 1e-3);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Adam<M, D: Storage<f32> = Dev> {
    /// The settings; the learning rate may change from step to step.
    pub cfg: AdamConfig,
    steps: i32,
    mean: Gradients<f32, D>,
    square: Gradients<f32, D>,
    model: PhantomData<fn(&M)>,
}

impl<M: TensorCollection<f32, D>, D: Fused> Adam<M, D> {
    /// An optimizer of `model`, and of no other.
    pub fn new(_model: &M, cfg: AdamConfig) -> Self {
        Self { cfg, steps: 0, mean: Gradients::leaky(), square: Gradients::leaky(), model: PhantomData }
    }

    /// Moves every parameter by its gradient, and sets the gradients to zero: PyTorch's `step()` and `zero_grad()`.
    /// A parameter that the loss does not depend on has the gradient zero.
    ///
    /// # Errors
    /// The device's.
    pub fn step(&mut self, model: &mut M, gradients: &mut Gradients<f32, D>) -> Result<(), D::Err> {
        self.steps += 1;
        let mut visit = Visit { adam: self, gradients, seen: UnusedTensors::default() };
        M::iter_tensors(&mut RecursiveWalker { m: model, f: &mut visit })?;
        // What was computed on the way goes: its tensors are gone.
        let Visit { gradients, seen, .. } = visit;
        gradients.retain_leafs(&seen.ids);
        Ok(())
    }
}

struct Visit<'a, M, D: Storage<f32>> {
    adam: &'a mut Adam<M, D>,
    gradients: &'a mut Gradients<f32, D>,
    seen: UnusedTensors,
}

impl<M, D: Fused> TensorVisitor<f32, D> for Visit<'_, M, D> {
    type Viewer = ViewTensorMut;
    type Err = D::Err;
    type E2 = f32;
    type D2 = D;

    fn visit<S: Shape>(
        &mut self,
        options: TensorOptions<S, f32, D>,
        parameter: &mut Tensor<S, f32, D>,
    ) -> Result<Option<Tensor<S, f32, D>>, D::Err> {
        if options.do_gradient_update {
            let Adam { cfg, steps, mean, square, .. } = &mut *self.adam;
            let (mean, square) = (mean.get_or_alloc_mut(parameter)?, square.get_or_alloc_mut(parameter)?);
            let gradient = self.gradients.get_or_alloc_mut(parameter)?;
            D::adam(cfg, *steps, parameter, mean, square, gradient)?;
            self.seen.add(parameter);
        }
        Ok(None)
    }
}
