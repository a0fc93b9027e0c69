//! How fast code of a learner's own runs in a cell, beside the same code in this release binary.
//!
//! ```text
//! cargo bench -p gradus-tests --bench speed [-- [--rounds N] [NAME..]]
//! ```
//!
//! A program is a file of `programs/`: a block that this binary includes, and whose parts between `// ---` are the cells
//! of a notebook. Its last part measures itself, so that compiling does not count. Printed are seconds, medians:
//! `speed NAME quick X` as a cell is compiled at first, and `ratio NAME FAST BINARY FAST/BINARY` as it is compiled once
//! it has run for long, or is asked to be (`opt=3`, `:opt 3`).

#![allow(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]
#![allow(clippy::needless_range_loop, reason = "programs are written as a learner would")]

#[path = "../common/mod.rs"]
mod common;

use common::{Driver, Gradus, Kit, Wishes};
use gradus::prelude::*;

/// A program: its name, its text, and itself.
struct Program {
    name: &'static str,
    text: &'static str,
    run: fn() -> f64,
}

macro_rules! program {
    ($name:literal, $file:literal) => {
        Program { name: $name, text: include_str!($file), run: || include!($file) }
    };
}

const PROGRAMS: [Program; 3] = [
    program!("gpt-block-50", "programs/gpt.rs"),
    program!("gcn-layer-50", "programs/gcn.rs"),
    program!("numbers-10m", "programs/numbers.rs"),
];

fn main() {
    common::serve_if_worker();
    let Some(wishes) = Wishes::read() else { return };
    let rounds = wishes.number("--rounds", 7);
    println!("{}", common::machine::describe());
    let mut notebook = match Gradus::new() {
        Ok(notebook) => notebook,
        Err(error) => return eprintln!("{error}"),
    };
    for program in PROGRAMS.iter().filter(|program| wishes.wants(program.name)) {
        let (mut quick, mut fast, mut binary) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..rounds {
            quick.extend(seconds(&mut notebook, program, ":opt 0"));
            fast.extend(seconds(&mut notebook, program, ":opt 3"));
            binary.push((program.run)());
        }
        let [quick, fast, binary] = [quick, fast, binary].map(|mut times| {
            times.sort_by(f64::total_cmp);
            times.get(times.len() / 2).copied().unwrap_or(f64::NAN)
        });
        println!("speed {} quick {quick:.4}", program.name);
        println!("ratio {} {fast:.4} {binary:.4} {:.3}", program.name, fast / binary);
    }
}

/// What a program's last cell measured in a session of its own, in which each cell is compiled at this level.
fn seconds(notebook: &mut Gradus, program: &Program, level: &str) -> Option<f64> {
    let body = program.text.trim().strip_prefix('{')?.strip_suffix('}')?;
    if let Err(error) = notebook.session(Kit::Tensors) {
        eprintln!("{error}");
        return None;
    }
    let mut said = String::new();
    for cell in [notebook.opening(Kit::Tensors), level].into_iter().chain(body.split("// ---")) {
        let ran = notebook.run(cell);
        if !ran.ok {
            eprintln!("{}: a cell failed\n{cell}\n{}", program.name, ran.said);
            return None;
        }
        said = ran.said;
    }
    said.trim().parse().ok()
}
