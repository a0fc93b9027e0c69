//! How much there is to build, for the progress: cargo itself does not say.

use gradus_protocol::Progress;
use std::{
    collections::BTreeSet,
    time::{Duration, Instant},
};

/// Crates that must be built before a time is guessed.
const FAIR_SAMPLE: u64 = 6;

/// The library itself, with everything linked into it, takes as long as this many crates.
const LAST_CRATE: u64 = 15;

/// Counts finished crates and guesses the rest.
pub(super) struct Plan {
    total: u64,
    done: BTreeSet<String>,
    built: u64,
    began: Instant,
}

impl Plan {
    /// A plan from what `cargo tree --prefix none` printed: one line for each crate, some of them repeated.
    pub(super) fn from_tree(tree: &str) -> Self {
        let crates: BTreeSet<_> = tree.lines().map(|line| line.trim_end_matches(" (*)")).collect();
        let total = crates.iter().filter(|line| !line.is_empty()).count() as u64;
        Self { total, done: BTreeSet::new(), built: 0, began: Instant::now() }
    }

    /// What to say before the first crate is finished.
    pub(super) fn start(&self) -> Progress {
        self.progress(say!("runtime-step-start"), None)
    }

    /// One more crate is finished; `fresh` ones were there already.
    pub(super) fn finished(&mut self, package: &str, name: &str, fresh: bool) -> Progress {
        if self.done.insert(package.to_owned()) && !fresh {
            self.built += 1;
        }
        let last = self.total.saturating_sub(self.done.len() as u64) == 1;
        let step = if last { say!("runtime-step-last") } else { say!("runtime-step-crate", name = name) };
        self.progress(step, self.seconds_left(self.began.elapsed()))
    }

    fn seconds_left(&self, elapsed: Duration) -> Option<u64> {
        let left = self.total.checked_sub(self.done.len() as u64)?;
        let left = if left == 0 { 0 } else { left - 1 + LAST_CRATE };
        (self.built >= FAIR_SAMPLE).then(|| (elapsed.as_secs_f64() / self.built as f64 * left as f64).ceil() as u64)
    }

    fn progress(&self, step: String, seconds_left: Option<u64>) -> Progress {
        let done = self.done.len() as u64;
        Progress { step, done, total: if self.total == 0 { 0 } else { self.total.max(done) }, seconds_left }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_count_once_and_time_is_guessed_from_those_built() {
        let mut plan = Plan::from_tree("a v1\nb v1\na v1 (*)\n\nc v1\nd v1\ne v1\nf v1\ng v1\nh v1\n");
        assert_eq!(plan.start().total, 8);
        plan.finished("a", "a", true);
        for name in ["b", "c", "d", "e", "f", "g", "g"] {
            plan.finished(name, name, false);
        }
        assert_eq!((plan.done.len(), plan.built), (7, 6));
        assert_eq!(plan.seconds_left(Duration::from_secs(12)), Some(2 * LAST_CRATE));
        assert_eq!(plan.finished("h", "h", false).done, 8);
        assert_eq!(plan.seconds_left(Duration::from_secs(12)), Some(0));
    }

    #[test]
    fn without_a_tree_the_total_stays_unknown() {
        let mut plan = Plan::from_tree("");
        assert_eq!(plan.finished("a", "a", false).total, 0);
    }
}
