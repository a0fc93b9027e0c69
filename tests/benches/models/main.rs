//! How long a training step takes: PyTorch and Gradus on the same models and data, in turn.
//!
//! ```text
//! cargo bench -p gradus-tests --bench models [-- [--rounds N] [NAME..]]
//! ```
//!
//! `GRADUS_PEER_PYTHON` names a Python with torch. `ratio NAME OURS PEER OURS/PEER` are medians in microseconds, each side
//! with the number of threads that suits it best; `-` where there is nothing to compare with.
//!
//! ```text
//! cases/       Case     a name and a step; one file a model. A new one: a file, a line in cases/mod.rs, and its twin
//! twin/                 the same in PyTorch, a file of the same name each; serve.py runs them
//! side.rs      Side     a process that runs steps when it is asked: this executable, or Python
//! measure.rs            rounds in turn over all sides
//! cells.rs              gpt-cell, mlp-cell: the same run as a lesson's cell in the worker
//! ```

#![allow(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

mod cases;
mod cells;
#[path = "../common/mod.rs"]
mod common;
mod measure;
mod side;

use measure::Sides;

fn main() {
    common::serve_if_worker();
    if std::env::args().any(|argument| argument == side::SERVE) {
        return side::serve();
    }
    if !common::asked() {
        return;
    }
    let wishes = Wishes::read();
    println!("{}", common::machine::describe());
    println!("vectors {}", gradus::ops::kernel::simd::instruction_set());
    let mut sides = Sides::start(wishes.rounds);
    println!("threads tried {:?}; the peer is {}", side::threads(), sides.peer_version());
    for size in cases::gemm::SIZES {
        sides.gemm(size);
    }
    for case in cases::all().iter().filter(|case| wishes.wants(case.name)) {
        sides.ratio(case);
    }
    for (axis, cases) in cases::growth() {
        if wishes.wants(axis) {
            sides.growth(axis, &cases);
        }
    }
    for cell in cells::all().iter().filter(|cell| wishes.wants(cell.name)) {
        cells::ratio(&mut sides, cell);
    }
}

/// What was asked for on the command line.
struct Wishes {
    rounds: usize,
    names: Vec<String>,
}

impl Wishes {
    fn read() -> Self {
        let mut wishes = Self { rounds: 7, names: Vec::new() };
        let mut arguments = std::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--bench" => {}
                "--rounds" => wishes.rounds = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(wishes.rounds),
                name => wishes.names.push(name.to_owned()),
            }
        }
        wishes
    }

    fn wants(&self, name: &str) -> bool {
        self.names.is_empty() || self.names.iter().any(|wish| wish == name)
    }
}
