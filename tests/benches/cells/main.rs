//! How long cells take: stock evcxr_jupyter and Gradus on the same cells, in turn.
//!
//! ```text
//! cargo bench -p gradus-tests --bench cells [-- [--cold] [--rounds N] [NAME..]]
//! ```
//!
//! `GRADUS_PEER_EVCXR` names the peer's executable. Its dependencies are built once, untimed, and kept in the system's
//! folder for temporary files; `--cold` measures that build and nothing else.
//!
//! ```text
//! case.rs       Case     a name, the cells before, the cell that is measured
//! cases.rs               single cells: what a learner types
//! training.rs            xor, gpt-block, gcn-layer
//! lesson.rs              25 and 60 cells of a lesson, from lesson.txt
//! measure.rs             runs cases, in turn on either side
//! breakdown.rs           where our time goes
//! ```

#![allow(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]

mod breakdown;
mod case;
mod cases;
#[path = "../common/mod.rs"]
mod common;
mod lesson;
mod measure;
mod training;

use case::Case;
use common::{Driver, Evcxr, Gradus, Kit, Wishes};
use measure::Sides;

/// How often each case is measured.
const ROUNDS: usize = 11;

fn main() {
    common::serve_if_worker();
    let Some(wishes) = Wishes::read() else { return };
    println!("{}", common::machine::describe());
    let mut peer = common::peer().map(|exe| Evcxr::new(exe, Evcxr::kept()));
    if wishes.has("--cold") {
        return cold();
    }
    let ours = match Gradus::new() {
        Ok(ours) => ours,
        Err(error) => return eprintln!("{error}"),
    };
    for kit in [Kit::Tensors, Kit::Frames] {
        let wanted = all().iter().any(|case| case.kit == kit && wishes.wants(case.name));
        if let Some(peer) = peer.as_mut().filter(|peer| wanted && !peer.is_built(kit)) {
            eprintln!("evcxr: building its dependencies for {kit:?}, once");
            if let Err(error) = peer.build(kit) {
                eprintln!("evcxr: {error}");
            }
        }
    }
    let mut sides = Sides { ours, peer, rounds: wishes.number("--rounds", ROUNDS) };
    if wishes.wants("session") {
        measure::session(&mut sides);
    }
    for case in all().iter().filter(|case| wishes.wants(case.name)) {
        measure::case(&mut sides, case);
    }
    for (name, cells) in [("lesson25", 25), ("lesson60", 60)] {
        if wishes.wants(name) {
            lesson::measure(&mut sides, name, cells);
        }
    }
    sides.ours.close();
    if wishes.wants("breakdown") {
        breakdown::measure(&all(), wishes.number("--rounds", ROUNDS));
    }
}

fn all() -> Vec<Case> {
    cases::all().into_iter().chain(training::all()).collect()
}

/// Measures the peer's one-time build of its dependencies, in a folder that goes afterwards.
fn cold() {
    let Some(exe) = common::peer() else { return eprintln!("GRADUS_PEER_EVCXR names no executable") };
    for kit in [Kit::Tensors, Kit::Frames] {
        let folder = tempfile::tempdir().unwrap();
        match Evcxr::new(exe.clone(), folder.path()).build(kit) {
            Ok(took) => println!("cold {kit:?} {:.0} s", took.as_secs_f64()),
            Err(error) => eprintln!("evcxr: {error}"),
        }
    }
}
