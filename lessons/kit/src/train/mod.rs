//! `train(..)`: the loop that every lesson writes by hand once, with what a long run needs around it.
//!
//! ```text
//! mod.rs      train, Train: the loop
//! advance.rs  Advance: what moves the parameters at the end of a step
//! options.rs  what can be asked for beside the steps
//! plan.rs     what was asked for, as plain data; the learning rate at each step
//! clip.rs     gradient clipping, and the largest weight
//! run.rs      Run: what is seen of a training as it goes: losses, evaluations, when to stop
//! screen.rs   the loss curve that redraws in place
//! history.rs  History: what is left at the end
//! cause.rs    why a loss has no value
//! ```
//!
//! By hand:
//!
//! ```
//! # use gradus::prelude::*;
//! # let dev = device(1);
//! # let x = dev.tensor([[0.0_f32, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]);
//! # let y = dev.tensor([[0.0_f32], [1.0], [1.0], [0.0]]);
//! # let mut model = dev.build_module::<(Linear<2, 8>, Tanh, Linear<8, 1>), f32>();
//! # let mut sgd = Sgd::new(&model, SgdConfig { lr: 0.1, ..Default::default() });
//! let mut losses = vec![];
//! let mut gradients = model.alloc_grads();
//! for _ in 0..200 {
//!     let loss = mse_loss(model.forward_mut(x.trace(gradients)), y.clone());
//!     losses.push(loss.array());
//!     gradients = loss.backward();
//!     sgd.update(&mut model, &gradients)?;
//!     model.zero_grads(&mut gradients);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! By the library: the same loop around the one line that differs from model to model.
//!
//! ```
//! # use gradus::prelude::*;
//! # let dev = device(1);
//! # let x = dev.tensor([[0.0_f32, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]);
//! # let y = dev.tensor([[0.0_f32], [1.0], [1.0], [0.0]]);
//! # let mut model = dev.build_module::<(Linear<2, 8>, Tanh, Linear<8, 1>), f32>();
//! # let mut sgd = Sgd::new(&model, SgdConfig { lr: 0.1, ..Default::default() });
//! let history = train(&mut model, &mut sgd).steps(200, |model, gradients| {
//!     mse_loss(model.forward_mut(x.trace(gradients)), y.clone())
//! })?;
//! # assert!(history.losses[199] < history.losses[0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod advance;
mod cause;
mod clip;
mod history;
mod options;
mod plan;
mod run;
mod screen;
#[cfg(test)]
mod tests;

pub use advance::Advance;
pub use cause::TrainError;
pub use history::{Ended, History};
pub use plan::LearningRate;

use crate::{interrupt, prelude::Dev};
use dfdx::{
    nn::{TensorCollection, ZeroGrads},
    shapes::Rank0,
    tensor::{AsArray, Gradients, OwnedTape, Tensor},
    tensor_ops::Backward,
};
use plan::Plan;
use run::Run;

/// A loss with its tape: one number.
pub type Loss = Tensor<Rank0, f32, Dev, OwnedTape<f32, Dev>>;

/// Trains `model` with `optimizer`: say for how long with [`Train::steps`] or [`Train::epochs`], and before that what
/// else is wanted.
///
/// Shows the loss as it falls. The learner may stop it at any step: the model keeps what it has learned so far.
pub fn train<'a, M, O>(model: &'a mut M, optimizer: &'a mut O) -> Train<'a, M, O> {
    Train { model, optimizer, plan: Plan::default(), measure: None, clip: None, rate: None }
}

type Measure<'a, M> = Box<dyn FnMut(&M) -> f64 + 'a>;
type Clip<M> = fn(&M, &mut Gradients<f32, Dev>, f32);

/// A training that has not begun.
#[must_use = "a training begins with `.steps(..)` or `.epochs(..)`"]
#[expect(missing_debug_implementations, reason = "it holds the learner's model and closure")]
pub struct Train<'a, M, O> {
    model: &'a mut M,
    optimizer: &'a mut O,
    plan: Plan,
    measure: Option<Measure<'a, M>>,
    // Compiled for a cell's model only where the cell asks for it.
    clip: Option<(Clip<M>, f32)>,
    rate: Option<fn(&mut O) -> &mut f64>,
}

impl<'a, M: TensorCollection<f32, Dev>, O: Advance<M>> Train<'a, M, O> {
    /// Takes `count` steps. `loss` says how wrong the model is, with the tape that starts from these gradients.
    ///
    /// # Errors
    /// When the loss has no value any more (NaN, infinite), with the likely cause; when the optimizer cannot go on.
    pub fn steps(
        mut self,
        count: usize,
        mut loss: impl FnMut(&mut M, Gradients<f32, Dev>) -> Loss,
    ) -> Result<History, TrainError> {
        let mut run = Run::begin(&self.plan, count, count);
        let mut gradients = self.model.alloc_grads();
        for _ in 0..count {
            gradients = self.step(&mut run, gradients, &mut loss)?;
            if self.round(&mut run) {
                break;
            }
        }
        Ok(run.end())
    }

    /// Goes `count` times through the batches, which `batches` gives anew each time, shuffled by the seed that it is
    /// handed: the same [`Train::seed`], the same order.
    ///
    /// ```
    /// # use gradus::prelude::*;
    /// # let dev = device(1);
    /// # let points = [[0.0_f32, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    /// # let data = TensorDataset::rows(&points, vec![0, 1, 1, 0]);
    /// # let mut model = dev.build_module::<(Linear<2, 16>, Tanh, Linear<16, 2>), f32>();
    /// # let mut adam = Adam::new(&model, AdamConfig { lr: 0.01, ..Default::default() });
    /// let history = train(&mut model, &mut adam).epochs(
    ///     20,
    ///     |seed| data.batches(&dev, 2, seed),
    ///     |model, gradients, (x, targets)| nn::cross_entropy(model.forward_mut(x.trace(gradients)), &targets),
    /// )?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As [`Train::steps`].
    pub fn epochs<I>(
        mut self,
        count: usize,
        mut batches: impl FnMut(u64) -> I,
        mut loss: impl FnMut(&mut M, Gradients<f32, Dev>, I::Item) -> Loss,
    ) -> Result<History, TrainError>
    where
        I: IntoIterator<IntoIter: ExactSizeIterator>,
    {
        let mut run = Run::begin(&self.plan, count, 0);
        let mut gradients = self.model.alloc_grads();
        for epoch in 0..count as u64 {
            let batches = batches(self.plan.seed.wrapping_add(epoch)).into_iter();
            run.expect(batches.len());
            for batch in batches {
                gradients = self.step(&mut run, gradients, |model, gradients| loss(model, gradients, batch))?;
            }
            if self.round(&mut run) {
                break;
            }
        }
        Ok(run.end())
    }

    /// The lines of the loop by hand, and what happens between them.
    fn step(
        &mut self,
        run: &mut Run,
        gradients: Gradients<f32, Dev>,
        loss: impl FnOnce(&mut M, Gradients<f32, Dev>) -> Loss,
    ) -> Result<Gradients<f32, Dev>, TrainError> {
        interrupt::check();
        let loss = loss(self.model, gradients);
        if !run.saw(loss.array()) {
            return Err(run.no_value(clip::largest(self.model)));
        }
        let mut gradients = loss.backward();
        if let Some((clip, most)) = self.clip {
            clip(self.model, &mut gradients, most);
        }
        match self.rate {
            None => self.optimizer.advance(self.model, &mut gradients)?,
            Some(rate) => {
                let full = *rate(self.optimizer);
                *rate(self.optimizer) = full * run.rate();
                let updated = self.optimizer.advance(self.model, &mut gradients);
                *rate(self.optimizer) = full;
                updated?;
            }
        }
        Ok(gradients)
    }

    /// Ends a step or an epoch; whether the training should end with it.
    fn round(&mut self, run: &mut Run) -> bool {
        let measured = self.measure.as_mut().filter(|_| run.measures()).map(|measure| measure(self.model));
        run.round(measured)
    }
}
