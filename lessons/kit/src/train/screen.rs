//! The loss curve that redraws in place.
//!
//! A picture costs far more than a small model's step, so it is drawn at most ten times a second, and never takes more
//! than a twentieth of the training's time.

use super::history::{History, short, time};
use crate::{Live, rt};
use std::time::{Duration, Instant};

const APART: Duration = Duration::from_millis(100);
/// So many times as long as a picture took, none is drawn.
const REST: u32 = 19;

pub(super) struct Screen {
    live: Option<Live>,
    due: Instant,
}

impl Screen {
    pub fn new(quiet: bool) -> Self {
        Self { live: (!quiet).then(Live::new), due: Instant::now() + APART }
    }

    pub fn is_due(&self, now: Instant) -> bool {
        now >= self.due && self.live.is_some()
    }

    /// Draws how far it is. `total` steps are wanted, 0 if nobody knows.
    pub fn draw(&mut self, history: &History, total: usize) {
        let before = Instant::now();
        // Outside a session nothing can be replaced: only the end is shown.
        if let Some(live) = self.live.as_mut().filter(|_| rt::in_session()) {
            live.update(&history.plot().note(progress(history, total)).in_motion());
        }
        let after = Instant::now();
        self.due = after + APART.max(REST * (after - before));
    }

    pub fn finish(&mut self, history: &History) {
        if let Some(live) = &mut self.live {
            live.update(history);
        }
    }
}

/// How far, how fast, how long still.
fn progress(history: &History, total: usize) -> String {
    let steps = history.losses.len();
    let rate = steps as f64 / history.seconds.max(1e-9);
    let loss = short(history.last().unwrap_or(f32::NAN));
    let speed = if rate < 10.0 { format!("{rate:.1}") } else { format!("{rate:.0}") };
    let left = time(total.saturating_sub(steps) as f64 / rate);
    say!("train-progress", step = steps, total = total, loss = loss, speed = speed, left = left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_says_how_far_how_fast_and_how_long_still() {
        let history = History { losses: vec![0.5; 500], seconds: 2.5, ..History::default() };
        assert_eq!(progress(&history, 2000), "step 500 of 2000, loss 0.5000, 200 steps a second, 7.5 s left");
    }
}
