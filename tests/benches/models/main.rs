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

use common::Wishes;
use measure::Sides;

/// How often each case is measured.
const ROUNDS: usize = 7;

fn main() {
    common::serve_if_worker();
    if std::env::args().any(|argument| argument == side::SERVE) {
        return side::serve();
    }
    let Some(wishes) = Wishes::read() else { return };
    println!("{}", common::machine::describe());
    println!("vectors {}", gradus::ops::kernel::simd::instruction_set());
    let mut sides = Sides::start(wishes.number("--rounds", ROUNDS));
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
