//! Why a loss has no value, as far as the numbers before it tell.

use super::History;

/// Why a training could not go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TrainError {
    /// The loss is NaN or infinite. The model is as it was before that step.
    #[error("{}", say!("train-no-value", loss = say(*.loss), step = .history.losses.len(), cause = .cause))]
    NoValue {
        /// The loss.
        loss: f32,
        /// The likely cause, and what to try.
        cause: String,
        /// What was seen until then.
        history: Box<History>,
    },
    /// A parameter has no gradient: the loss does not depend on it.
    #[error("{}", say!("train-unused", count = .0))]
    Unused(usize),
    /// The device failed.
    #[error("{0}")]
    Device(String),
}

impl<E: std::fmt::Display> From<dfdx::optim::OptimizerUpdateError<E>> for TrainError {
    fn from(error: dfdx::optim::OptimizerUpdateError<E>) -> Self {
        match error {
            dfdx::optim::OptimizerUpdateError::UnusedParams(unused) => Self::Unused(unused.ids.len()),
            dfdx::optim::OptimizerUpdateError::DeviceError(error) => Self::Device(error.to_string()),
        }
    }
}

fn say(loss: f32) -> &'static str {
    if loss.is_nan() { "NaN" } else { "infinite" }
}

/// A loss above this at the first step means numbers too large for fresh weights, which answer around zero.
const HUGE: f32 = 1e3;
/// Weights that learn stay far below this.
const RUNAWAY: f32 = 1e4;

/// The likely cause, from the losses before (all finite), the one without a value, and the largest weight.
pub(super) fn cause(before: &[f32], loss: f32, largest: f32) -> String {
    let lowest = before.iter().copied().fold(f32::INFINITY, f32::min);
    let rose = before.last().is_some_and(|last| *last > 10.0 * lowest.max(f32::MIN_POSITIVE));
    let first = before.first().copied();
    match first {
        None if !largest.is_finite() => say!("train-cause-weights"),
        None if loss.is_nan() => say!("train-cause-first-nan"),
        None => say!("train-cause-first-infinite"),
        Some(first) if first > HUGE => say!("train-cause-scale", first = super::history::short(first)),
        Some(_) if largest.is_nan() && !rose => say!("train-cause-gradient"),
        Some(_) if rose || largest > RUNAWAY => say!("train-cause-rate"),
        Some(_) => say!("train-cause-log"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_before_tell_the_cause() {
        let (nan, infinite) = (f32::NAN, f32::INFINITY);
        for (before, loss, largest, word) in [
            (&[][..], nan, 0.5, "missing"),
            (&[], infinite, 0.5, "logarithm of zero"),
            (&[], nan, nan, "built"),
            (&[4.2e6, 9e9], infinite, 1e20, "standardise"),
            (&[0.7, 0.6, 40.0], infinite, 3.0, "learning rate"),
            (&[0.7], nan, infinite, "learning rate"),
            (&[0.7], infinite, 2e10, "learning rate"),
            (&[0.7, 0.6], nan, nan, "square root"),
            (&[0.7, 0.6, 0.1], infinite, 3.0, "logarithm of zero"),
        ] {
            let said = cause(before, loss, largest);
            assert!(said.contains(word), "{before:?}, {loss}, {largest}: {said}");
        }
    }
}
