//! What is seen of a training as it goes. Nothing here is generic, so that it is compiled with the kit and not again
//! with every cell.

use super::{
    cause::{TrainError, cause},
    history::{Ended, History},
    plan::{Plan, warm_up_cosine},
    screen::Screen,
};
use std::{mem, time::Instant};

/// A training under way.
pub(super) struct Run {
    history: History,
    /// The learning rate rises for so many steps.
    warm_up: usize,
    every: usize,
    patience: Option<usize>,
    /// Steps or epochs: how many are wanted, and how many are done.
    rounds: usize,
    round: usize,
    /// How many steps there will be; 0 as long as nobody knows.
    total: usize,
    /// The step with which the round began.
    start: usize,
    best: f64,
    since_best: usize,
    began: Instant,
    screen: Screen,
}

impl Run {
    /// `steps` is 0 where it is not known yet.
    pub fn begin(plan: &Plan, rounds: usize, steps: usize) -> Self {
        let title = plan.title.clone().unwrap_or_else(|| say!("train-title"));
        let capacity = steps.min(1 << 20);
        Self {
            history: History { title, losses: Vec::with_capacity(capacity), ..History::default() },
            warm_up: plan.warm_up,
            every: plan.every,
            patience: plan.patience,
            rounds,
            round: 0,
            total: steps,
            start: 0,
            best: f64::INFINITY,
            since_best: 0,
            began: Instant::now(),
            screen: Screen::new(plan.quiet),
        }
    }

    /// An epoch of so many steps begins.
    pub fn expect(&mut self, steps: usize) {
        self.total = self.history.losses.len() + (self.rounds - self.round) * steps;
    }

    /// Keeps the loss of a step; whether it has a value.
    pub fn saw(&mut self, loss: f32) -> bool {
        self.history.losses.push(loss);
        let now = Instant::now();
        if self.screen.is_due(now) {
            self.history.seconds = (now - self.began).as_secs_f64();
            self.screen.draw(&self.history, self.total);
        }
        loss.is_finite()
    }

    /// The share of the full learning rate for the step whose loss was seen last.
    pub fn rate(&self) -> f64 {
        warm_up_cosine(self.history.losses.len() - 1, self.warm_up, self.total)
    }

    /// Whether the model is measured at the end of this round.
    pub fn measures(&self) -> bool {
        (self.round + 1).is_multiple_of(self.every) || self.round + 1 == self.rounds
    }

    /// Ends a round; whether the training ends with it.
    pub fn round(&mut self, measured: Option<f64>) -> bool {
        self.round += 1;
        if let Some(value) = measured {
            self.history.evaluations.push((self.history.losses.len(), value));
        }
        let Some(patience) = self.patience else { return false };
        let losses = &self.history.losses[mem::replace(&mut self.start, self.history.losses.len())..];
        let mean = || losses.iter().map(|loss| f64::from(*loss)).sum::<f64>() / losses.len().max(1) as f64;
        let Some(value) = measured.or_else(|| (self.every == 0).then(mean)) else { return false };
        self.since_best = if value < self.best { 0 } else { self.since_best + 1 };
        self.best = self.best.min(value);
        let enough = self.since_best >= patience.max(1);
        if enough {
            self.history.ended = Ended::Early;
        }
        enough
    }

    /// The loss seen last has no value; `largest` is the model's largest weight.
    pub fn no_value(&mut self, largest: f32) -> TrainError {
        let history = self.finish(Ended::NoValue);
        let (loss, before) = history.losses.split_last().map_or((f32::NAN, &[][..]), |(loss, before)| (*loss, before));
        let cause = cause(before, loss, largest);
        TrainError::NoValue { loss, cause, history: Box::new(history) }
    }

    /// The training is over.
    pub fn end(mut self) -> History {
        let ended = if self.history.ended == Ended::Early { Ended::Early } else { Ended::Done };
        self.finish(ended)
    }

    fn finish(&mut self, ended: Ended) -> History {
        self.history.ended = ended;
        self.history.seconds = self.began.elapsed().as_secs_f64();
        self.screen.finish(&self.history);
        mem::replace(&mut self.history, History { ended, ..History::default() })
    }
}

impl Drop for Run {
    /// The learner stopped it, or the loss panicked: the curve says how far it came.
    fn drop(&mut self) {
        if self.history.ended == Ended::Running {
            self.finish(Ended::Stopped);
        }
    }
}
