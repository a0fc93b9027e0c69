//! What is left at the end of a training.

use crate::{Plot, View};
use gradus_protocol::MimeBundle;
use std::fmt;

/// Why a training ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ended {
    /// It has not ended.
    #[default]
    Running,
    /// All steps are done.
    Done,
    /// No measurement was better than the best for too long.
    Early,
    /// The learner stopped it.
    Stopped,
    /// The loss had no value any more.
    NoValue,
}

/// What was seen of a training.
///
/// `show!(history)` and `history.plot()` draw it; `Plot::new("two runs").curve("a", &a.losses)` compares several.
#[derive(Clone, Default)]
pub struct History {
    /// What stands above the curve.
    pub title: String,
    /// The loss at each step, measured before the step changed the model.
    pub losses: Vec<f32>,
    /// How many steps were done, and what was measured then.
    pub evaluations: Vec<(usize, f64)>,
    /// How long it took.
    pub seconds: f64,
    /// Why it ended.
    pub ended: Ended,
}

/// A curve has at most so many points: more than a picture has pixels would only be slow.
const POINTS: usize = 400;

impl History {
    /// The curves: what was learned from, and what was held out.
    pub fn plot(&self) -> Plot {
        let plot = Plot::new(&self.title).x(say!("train-axis-step")).y(say!("train-axis-loss"));
        let plot = plot.line(say!("train-curve-loss"), means(&self.losses));
        let held_out = self.evaluations.iter().copied();
        if self.evaluations.is_empty() { plot } else { plot.line(say!("train-curve-held-out"), held_out) }
    }

    /// The last finite loss.
    pub fn last(&self) -> Option<f32> {
        self.losses.iter().rev().copied().find(|loss| loss.is_finite())
    }

    /// The end in words, and what there is to say about it, each short enough for a line.
    fn summary(&self) -> Vec<String> {
        let said = say!(
            "train-summary",
            steps = self.losses.len(),
            time = time(self.seconds),
            first = short(self.losses.first().copied().unwrap_or(f32::NAN)),
            last = short(self.last().unwrap_or(f32::NAN))
        );
        let why = match self.ended {
            Ended::Running | Ended::Done => None,
            Ended::Early => Some(say!("train-ended-early")),
            Ended::Stopped => Some(say!("train-ended-stopped")),
            Ended::NoValue => Some(say!("train-ended-no-value")),
        };
        [said].into_iter().chain(why).collect()
    }
}

impl fmt::Debug for History {
    /// Thousands of losses say less than their end.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "History({})", self.summary().join(" "))
    }
}

impl View for History {
    fn bundle(&self) -> MimeBundle {
        self.summary().into_iter().fold(self.plot(), Plot::note).bundle()
    }
}

/// Means of equal stretches, each at its middle: the curve of many noisy losses as the eye would draw it.
fn means(losses: &[f32]) -> Vec<(f64, f64)> {
    let stretch = losses.len().div_ceil(POINTS).max(1);
    let mean = |(index, part): (usize, &[f32])| {
        let middle = (index * stretch) as f64 + (part.len() - 1) as f64 / 2.0;
        (middle, part.iter().map(|loss| f64::from(*loss)).sum::<f64>() / part.len() as f64)
    };
    losses.chunks(stretch).enumerate().map(mean).collect()
}

/// A loss in four digits.
pub(super) fn short(loss: f32) -> String {
    let size = loss.abs();
    match size {
        _ if size != 0.0 && !(1e-3..1e5).contains(&size) => format!("{loss:.2e}"),
        _ if size >= 100.0 => format!("{loss:.1}"),
        _ => format!("{loss:.4}"),
    }
}

/// Seconds in the largest unit that fits: `0.3 ms`, `2.5 s`, `3 min 20 s`.
pub(super) fn time(seconds: f64) -> String {
    match seconds {
        s if s < 0.1 => say!("train-time-ms", ms = format!("{:.1}", s * 1e3)),
        s if s < 60.0 => say!("train-time-s", s = format!("{s:.1}")),
        s => say!("train-time-min", min = (s / 60.0) as u64, s = (s % 60.0) as u64),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_curves_are_means_of_stretches() {
        let losses: Vec<f32> = (0..1000).map(|i| i as f32).collect();
        let points = means(&losses);
        assert_eq!((points.len(), points[0], points[333]), (334, (1.0, 1.0), (999.0, 999.0)));
        assert_eq!(means(&[2.0, 1.0]), [(0.0, 2.0), (1.0, 1.0)]);
        assert_eq!(means(&[]), []);
    }

    #[test]
    fn numbers_and_times_read_well() {
        assert_eq!([0.0, 0.69375, 123.456, 4e6, 0.0001].map(short), ["0.0000", "0.6938", "123.5", "4.00e6", "1.00e-4"]);
        assert_eq!([0.0123, 2.54, 200.9].map(time), ["12.3 ms", "2.5 s", "3 min 20 s"]);
    }
}
