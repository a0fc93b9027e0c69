//! How much there is to compile and how long that takes, for the progress: cargo itself says neither.
//!
//! A crate's work is guessed from the size of its source; how fast this machine is, from what it compiled before.

use gradus_protocol::Progress;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    fs,
    path::Path,
    time::{Duration, Instant},
};

/// Work that every crate is, in bytes of source: starting a compiler is work, too.
const EACH: u64 = 40_000;

/// The library itself, with everything linked into it.
const LAST: u64 = 2_500_000;

/// A larger crate is mostly tables, or what other systems need.
const MOST: u64 = 2_000_000;

/// Less work than this tells nothing about the pace.
const FAIR_SAMPLE: u64 = 400_000;

/// Less than this tells too little to be kept for the next build: most of the time went elsewhere.
const WORTH_KEEPING: u64 = 5_000_000;

/// What there is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Crates to compile; those that are compiled already do not count.
    pub crates: u64,
    /// About how long, in seconds; unknown before this machine compiled anything.
    pub seconds: Option<u64>,
}

/// What earlier builds in a target folder left: how fast they were, and which crates they compiled.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Past {
    /// Milliseconds for a megabyte of source, with everything around.
    pace: Option<u64>,
    /// `name version` of the crates that are compiled.
    crates: BTreeSet<String>,
}

const FILE: &str = "gradus-pace.json";

impl Past {
    pub(super) fn read(target: &Path) -> Self {
        let text = fs::read(target.join(FILE)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Keeps it for the next build. Without it the next one guesses later, and nothing else happens.
    pub(super) fn write(&self, target: &Path) {
        if let Ok(text) = serde_json::to_vec(self) {
            let _ = fs::write(target.join(FILE), text);
        }
    }
}

/// Weighs finished crates against those that are left.
pub(super) struct Plan {
    /// Work by `name version`.
    crates: BTreeMap<String, u64>,
    done: BTreeSet<String>,
    past: Past,
    /// Work done in this build, without what was there.
    built: u64,
    began: Instant,
}

impl Plan {
    /// A plan from what `cargo tree --prefix none` printed: one line for each crate, some of them repeated.
    pub(super) fn new(tree: &str, sizes: &HashMap<String, u64>, past: Past) -> Self {
        let title = |line: &str| {
            let mut words = line.split_whitespace();
            Some(format!("{} {}", words.next()?, words.next()?.trim_start_matches('v')))
        };
        let weighed = tree.lines().filter_map(title).map(|title| {
            let work = EACH + sizes.get(&title).copied().unwrap_or(0).min(MOST);
            (title, work)
        });
        Self { crates: weighed.collect(), done: BTreeSet::new(), past, built: 0, began: Instant::now() }
    }

    /// What is to be done.
    pub(super) fn planned(&self) -> Planned {
        let new: Vec<u64> = self.to_compile().collect();
        let work = new.iter().sum::<u64>() + LAST;
        // The library itself is made anew in any case.
        let seconds = self.past.pace.map(|pace| (pace * work).div_ceil(1_000_000_000));
        Planned { crates: new.len().max(1) as u64, seconds }
    }

    /// What to say before the first crate is finished.
    pub(super) fn start(&self) -> Progress {
        self.progress(say!("runtime-step-start"), self.planned().seconds)
    }

    /// One more crate is finished; `fresh` ones were there already.
    pub(super) fn finished(&mut self, title: &str, name: &str, fresh: bool) -> Progress {
        if self.done.insert(title.to_owned()) && !fresh {
            self.built += self.crates.get(title).copied().unwrap_or(EACH);
            if self.past.crates.contains(title) {
                // What was compiled is compiled again (another compiler, say): those that are left may be, too.
                let done = &self.done;
                self.past.crates.retain(|known| done.contains(known));
            }
        }
        self.past.crates.insert(title.to_owned());
        let last = self.left().count() == 1;
        let step = if last { say!("runtime-step-last") } else { say!("runtime-step-crate", name = name) };
        self.progress(step, self.seconds_left(self.began.elapsed()))
    }

    /// What the next build can know.
    pub(super) fn past(self) -> Past {
        let elapsed = self.began.elapsed();
        let pace = (self.built >= WORTH_KEEPING).then(|| pace(elapsed, self.built + LAST));
        Past { pace: pace.or(self.past.pace), crates: self.past.crates }
    }

    fn left(&self) -> impl Iterator<Item = (&String, &u64)> {
        self.crates.iter().filter(|(title, _)| !self.done.contains(*title))
    }

    /// The work of each crate that is left and was not compiled before.
    fn to_compile(&self) -> impl Iterator<Item = u64> {
        self.left().filter(|(title, _)| !self.past.crates.contains(*title)).map(|(_, work)| *work)
    }

    fn seconds_left(&self, elapsed: Duration) -> Option<u64> {
        let done = self.left().next().is_none();
        let left = if done { 0 } else { self.to_compile().sum::<u64>() + LAST };
        let pace = if self.built >= FAIR_SAMPLE { pace(elapsed, self.built) } else { self.past.pace? };
        Some((pace * left).div_ceil(1_000_000_000))
    }

    fn progress(&self, step: String, seconds_left: Option<u64>) -> Progress {
        let (done, total) = (self.done.len() as u64, self.crates.len() as u64);
        Progress { step, done, total: if total == 0 { 0 } else { total.max(done) }, seconds_left }
    }
}

/// Milliseconds for a megabyte of source.
fn pace(elapsed: Duration, work: u64) -> u64 {
    elapsed.as_millis() as u64 * 1_000_000 / work.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TREE: &str = "a v1.0.0\nb v1.0.0\na v1.0.0 (*)\n\nkit v0.1.0 (/somewhere)\n";

    fn plan(past: Past) -> Plan {
        let sizes = [("a 1.0.0", 400_000), ("b 1.0.0", 960_000)].map(|(title, size)| (title.to_owned(), size));
        Plan::new(TREE, &sizes.into(), past)
    }

    #[test]
    fn crates_count_once_and_time_is_guessed_from_the_work_done() {
        let mut plan = plan(Past::default());
        assert_eq!((plan.start().total, plan.planned()), (3, Planned { crates: 3, seconds: None }));
        assert_eq!(plan.seconds_left(Duration::from_secs(1)), None);
        plan.finished("a 1.0.0", "a", false);
        // 440 kB took 4.4 s; 1000 kB, 40 kB and the library are left.
        assert_eq!(plan.seconds_left(Duration::from_millis(4400)), Some((1_040_000 + LAST).div_ceil(100_000)));
        plan.finished("b 1.0.0", "b", false);
        assert_eq!(plan.finished("kit 0.1.0", "kit", false).seconds_left, Some(0));
        let past = plan.past();
        assert_eq!((past.crates.len(), past.pace), (3, None));
    }

    #[test]
    fn what_is_compiled_does_not_count_and_the_pace_of_before_does() {
        let crates = BTreeSet::from(["a 1.0.0".to_owned(), "kit 0.1.0".to_owned()]);
        let plan = plan(Past { pace: Some(2000), crates });
        // 1 MB of b and 2.5 MB for the library, at 2 s a megabyte.
        assert_eq!(plan.planned(), Planned { crates: 1, seconds: Some(7) });
    }

    #[test]
    fn what_was_compiled_does_not_count_on_the_way_either_unless_it_is_compiled_again() {
        let past = || Past { pace: Some(2000), crates: BTreeSet::from(["a 1.0.0".to_owned(), "b 1.0.0".to_owned()]) };
        let mut again = plan(past());
        // 40 kB of the kit and the library, at 2 s a megabyte.
        assert_eq!(again.finished("a 1.0.0", "a", true).seconds_left, Some(6));
        let mut again = plan(past());
        // 440 kB are built again, in a second; 1 MB of b is left as well.
        again.finished("a 1.0.0", "a", false);
        let pace = pace(Duration::from_secs(1), 440_000);
        let left = 1_000_000 + 40_000 + LAST;
        assert_eq!(again.seconds_left(Duration::from_secs(1)), Some((pace * left).div_ceil(1_000_000_000)));
        let mut half = plan(past());
        half.finished("a 1.0.0", "a", true);
        half.finished("b 1.0.0", "b", false);
        assert!(half.past().crates.contains("a 1.0.0"), "it is there all the same");
    }

    #[test]
    fn without_a_tree_the_total_stays_unknown() {
        let mut plan = Plan::new("", &HashMap::new(), Past::default());
        assert_eq!(plan.finished("a 1.0.0", "a", false).total, 0);
    }
}
