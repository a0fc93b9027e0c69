//! How much memory a session holds: idle, and cell after cell.
//!
//! ```text
//! cargo bench -p gradus-tests --bench memory [-- [--cells N]]
//! ```
//!
//! Counted are all processes of a session besides the one a learner looks at. PSS counts a page that several processes
//! share by each one's share, so the sum over a classroom's sessions is what its server needs; RSS counts it whole.
//! What a compiled cell adds is mostly its file, whose pages the system can take back; OWN is what it cannot.
//! `GRADUS_PEER_EVCXR` names the peer's executable.

#[path = "../common/mod.rs"]
mod common;

use common::{
    Driver, Evcxr, Gradus, Kit, Wishes,
    machine::{Memory, memory},
};
use std::{thread, time::Duration};

/// What a learner has done when the session counts as idle: the kit is loaded and some tensors exist.
const FIRST: [&str; 2] = [
    "let dev = Cpu::default();\nlet t: Tensor<Rank2<2, 2>, f32, Cpu> = dev.tensor([[1.0_f32, 2.0], [3.0, 4.0]]);",
    "t.array()",
];

/// What else where there are frames.
const FRAME: [&str; 2] = ["use polars::prelude::*;", "let birds = df!(\"mass\" => [3700.0_f64, 5100.0]).unwrap();"];

/// How many points the curve has.
const POINTS: usize = 5;

fn main() {
    common::serve_if_worker();
    let Some(wishes) = Wishes::read() else { return };
    println!("{}", common::machine::describe());
    let cells = wishes.number("--cells", 500);
    let mut peer = common::peer().map(|exe| Evcxr::new(exe, Evcxr::kept()));
    match Gradus::new() {
        Ok(mut ours) => {
            idle(&mut ours, peer.as_mut(), Kit::Tensors, "idle-kit");
            idle(&mut ours, peer.as_mut(), Kit::Frames, "idle-frames");
            curve(&mut ours, cells);
        }
        Err(error) => eprintln!("{error}"),
    }
    if let Some(peer) = &mut peer {
        curve(peer, cells.min(50));
    }
}

/// `memory NAME OURS-PSS OURS-RSS PEER-PSS PEER-RSS`, in megabytes.
fn idle(ours: &mut Gradus, peer: Option<&mut Evcxr>, kit: Kit, name: &str) {
    let ours = after_first(ours, kit);
    let peer = peer.filter(|peer| peer.is_built(kit)).and_then(|peer| after_first(peer, kit));
    println!("memory {name} {} {}", shown(ours), shown(peer));
}

fn after_first(driver: &mut impl Driver, kit: Kit) -> Option<Memory> {
    let opened = driver.session(kit);
    let used = match opened {
        Ok(()) => {
            let frames: &[&str] = if kit == Kit::Frames { &FRAME } else { &[] };
            let cells = [driver.opening(kit)].into_iter().chain(FIRST).chain(frames.iter().copied());
            run_all(driver, cells).then(|| settled(driver))
        }
        Err(error) => {
            eprintln!("{}: {error}", driver.name());
            None
        }
    };
    driver.close();
    used
}

fn run_all<'a>(driver: &mut impl Driver, cells: impl IntoIterator<Item = &'a str>) -> bool {
    cells.into_iter().all(|cell| {
        let ran = driver.run(cell);
        if !ran.ok {
            eprintln!("{}: a cell failed\n{cell}\n{}", driver.name(), ran.said);
        }
        ran.ok
    })
}

/// Memory of a session's processes, added up.
fn held(driver: &impl Driver) -> Memory {
    let each = driver.processes().into_iter().filter_map(memory);
    each.fold(Memory::default(), |sum, one| Memory {
        pss: sum.pss + one.pss,
        rss: sum.rss + one.rss,
        own: sum.own + one.own,
    })
}

/// What it holds once nothing changes any more: after a cell, processes still come and go.
fn settled(driver: &impl Driver) -> Memory {
    let (mut before, mut still) = (held(driver), 0);
    while still < 5 {
        thread::sleep(Duration::from_millis(100));
        let now = held(driver);
        still = if (now.rss - before.rss).abs() < 0.1 { still + 1 } else { 0 };
        before = now;
    }
    before
}

/// `curve SIDE CELLS PSS RSS OWN`: memory after so many different cells in a row, each of which replaces a tensor.
fn curve(driver: &mut impl Driver, cells: usize) {
    let opened = driver.session(Kit::Tensors);
    if opened.is_err() || !run_all(driver, [driver.opening(Kit::Tensors)].into_iter().chain(FIRST)) {
        return;
    }
    let mut points: Vec<(usize, f64, f64)> = Vec::new();
    for cell in 0..=cells {
        if cell % (cells / POINTS).max(1) == 0 {
            let Memory { pss, rss, own } = settled(driver);
            println!("curve {} {cell} {pss:.1} {rss:.1} {own:.1}", driver.name());
            points.push((cell, pss, own));
        }
        if cell < cells && !run_all(driver, [format!("let u = t.clone().exp() * {cell}.0;\nu.array()").as_str()]) {
            return;
        }
    }
    // What a session sets up with its first cells is no growth.
    if let (Some(first), Some(last)) = (points.get(1), points.last()) {
        let cells = (last.0 - first.0).max(1) as f64;
        let [all, own] = [last.1 - first.1, last.2 - first.2].map(|grown| 1024.0 * grown / cells);
        println!("growth {} {all:.0} kB a cell, {own:.0} of them its own", driver.name());
    }
    driver.close();
}

fn shown(used: Option<Memory>) -> String {
    used.map_or("- -".to_owned(), |used| format!("{:.1} {:.1}", used.pss, used.rss))
}
