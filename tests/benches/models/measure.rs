//! Rounds in turn over all sides, so that what else the machine does meets all of them.

use super::{
    cases::Case,
    side::{Side, threads},
};
use std::path::PathBuf;

/// All processes: ours and the peer's, one a number of threads.
pub struct Sides {
    ours: Vec<Side>,
    peers: Vec<Side>,
    /// How often a case is measured.
    pub rounds: usize,
}

/// The times of every side, in microseconds.
pub type Times = Vec<Vec<f64>>;

/// Ours and the peer's median, each with its best number of threads.
#[derive(Clone, Copy, Debug, Default)]
pub struct Best {
    /// Microseconds, and threads.
    pub ours: Option<(f64, usize)>,
    /// Microseconds, and threads.
    pub peer: Option<(f64, usize)>,
}

impl Sides {
    /// Starts them; no peer if `GRADUS_PEER_PYTHON` names none.
    pub fn start(rounds: usize) -> Self {
        let python = std::env::var_os("GRADUS_PEER_PYTHON").filter(|path| !path.is_empty()).map(PathBuf::from);
        let ours = threads().into_iter().map(|threads| Side::ours(threads).unwrap()).collect();
        let peers = threads().into_iter().filter_map(|threads| Side::peer(python.as_ref()?, threads).ok()).collect();
        Self { ours, peers, rounds }
    }

    /// What the peer is.
    pub fn peer_version(&mut self) -> String {
        self.peers.first_mut().map_or("absent".to_owned(), |peer| peer.say("version").trim().to_owned())
    }

    /// The medians of a case on all sides.
    pub fn measure(&mut self, case: &Case) -> Best {
        let mut times = self.empty();
        (0..self.rounds).for_each(|_| self.round(case, &mut times));
        self.best(&mut times)
    }

    /// No times yet.
    pub fn empty(&self) -> Times {
        vec![Vec::new(); self.ours.len() + self.peers.len()]
    }

    /// Every side runs the case once.
    pub fn round(&mut self, case: &Case, times: &mut Times) {
        for (times, side) in times.iter_mut().zip(self.ours.iter_mut().chain(&mut self.peers)) {
            times.extend(side.run(case.name, case.samples, case.each));
        }
    }

    /// The medians, each with its best number of threads.
    pub fn best(&self, times: &mut Times) -> Best {
        let medians = times.iter_mut().map(|times| median(times));
        let sides: Vec<_> = medians.zip(self.ours.iter().chain(&self.peers).map(|side| side.threads)).collect();
        let (ours, peers) = sides.split_at(self.ours.len());
        Best { ours: best(ours), peer: best(peers) }
    }

    /// Our median with a thread a core.
    pub fn with_all_threads(&self, times: &mut Times) -> Option<f64> {
        median(&mut times[self.ours.len() - 1])
    }

    /// The line of a case.
    pub fn ratio(&mut self, case: &Case) {
        let best = self.measure(case);
        line(case.name, best);
    }

    /// How a step's time grows along an axis.
    pub fn growth(&mut self, axis: &str, cases: &[(usize, Case)]) {
        for (size, case) in cases {
            let best = self.measure(case);
            let shown = |side: Option<(f64, usize)>| side.map_or("-".to_owned(), |(time, _)| format!("{time:.0}"));
            println!("growth {axis} {size} {} {}", shown(best.ours), shown(best.peer));
        }
    }

    /// The peak of the matrix product on either side, in GFLOP/s.
    pub fn gemm(&mut self, size: usize) {
        let name = format!("gemm-{size}");
        let case = Case { name: name.leak(), samples: 3, each: (1 << 29) / (size * size * size) + 1, make: |_| None };
        let best = self.measure(&case);
        let rate = |side: Option<(f64, usize)>| {
            side.map_or("-".to_owned(), |(time, threads)| {
                format!("{:.0} ({threads} threads)", 2.0 * (size * size * size) as f64 / time / 1e3)
            })
        };
        println!("gemm {size} {} {} GFLOP/s", rate(best.ours), rate(best.peer));
    }
}

/// A line of the table, and with how many threads.
pub fn line(name: &str, best: Best) {
    let shown = |side: Option<(f64, usize)>| side.map_or("-".to_owned(), |(time, _)| format!("{time:.1}"));
    let ratio = best.ours.zip(best.peer).map_or("-".to_owned(), |((ours, _), (peer, _))| format!("{:.3}", ours / peer));
    println!("ratio {name} {} {} {ratio}", shown(best.ours), shown(best.peer));
    let threads = |side: Option<(f64, usize)>| side.map_or("-".to_owned(), |(_, threads)| threads.to_string());
    println!("threads {name} {} {}", threads(best.ours), threads(best.peer));
}

fn best(sides: &[(Option<f64>, usize)]) -> Option<(f64, usize)> {
    let measured = sides.iter().filter_map(|(time, threads)| Some(((*time)?, *threads)));
    measured.min_by(|a, b| a.0.total_cmp(&b.0))
}

fn median(times: &mut [f64]) -> Option<f64> {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied()
}
