//! Runs the same cells on either side, in turn, so that what else the machine does meets both.

use super::case::{Case, End};
use crate::common::{
    Driver, Evcxr, Gradus, Kit,
    driver::{Ran, timed},
    stats::median,
};
use std::time::Duration;

/// The two notebooks.
pub struct Sides {
    /// Gradus.
    pub ours: Gradus,
    /// The peer, if there is one.
    pub peer: Option<Evcxr>,
    /// How often a cell is measured.
    pub rounds: usize,
}

/// What a cold session does first: bring tensors into scope and show one.
const FIRST_VALUE: &str = "let dev = Cpu::default();\ndev.tensor([[1.0_f32, 2.0], [3.0, 4.0]]).array()";

/// From nothing to the first value made with dfdx.
pub fn session(sides: &mut Sides) {
    let rounds = sides.rounds.div_ceil(2);
    let (mut ours, mut peers) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        ours.extend(first_value(&mut sides.ours));
        peers.extend(sides.peer.as_mut().and_then(first_value));
    }
    line("session", median(&ours), median(&peers));
    sides.ours.close();
    if let Some(peer) = &mut sides.peer {
        peer.close();
    }
}

fn first_value(driver: &mut impl Driver) -> Option<Duration> {
    let code = format!("{}\n{FIRST_VALUE}", driver.opening(Kit::Tensors));
    let (ran, took) = timed(|| driver.session(Kit::Tensors).map(|()| driver.run(&code)));
    match ran {
        Ok(ran) => fits(driver, &code, &ran, End::Runs).then_some(took),
        Err(error) => {
            eprintln!("{}: {error}", driver.name());
            None
        }
    }
}

/// One case, in sessions of its own.
pub fn case(sides: &mut Sides, case: &Case) {
    let open = prepared(&mut sides.ours, case);
    let open_peer = sides.peer.as_mut().is_some_and(|peer| prepared(peer, case));
    let (mut ours, mut peers) = (Vec::new(), Vec::new());
    for round in 0..sides.rounds {
        let cell = case.cell(round);
        if open {
            ours.extend(run(&mut sides.ours, &cell, case.end));
        }
        if let Some(peer) = sides.peer.as_mut().filter(|_| open_peer) {
            peers.extend(run(peer, &cell, case.end));
        }
    }
    // The first of equal cells is compiled; a cell that is run again is what all others are.
    if case.cell == case.cell(0) {
        for times in [&mut ours, &mut peers] {
            times.drain(..times.len().min(1));
        }
    }
    line(case.name, median(&ours), median(&peers));
}

fn prepared(driver: &mut impl Driver, case: &Case) -> bool {
    if let Err(error) = driver.session(case.kit) {
        eprintln!("{}: {error}", driver.name());
        return false;
    }
    let opening = driver.opening(case.kit);
    [opening].iter().chain(case.before).all(|cell| run(driver, cell, End::Runs).is_some())
}

/// Runs a cell; its time if it ended as it must.
pub fn run(driver: &mut impl Driver, cell: &str, end: End) -> Option<Duration> {
    let ran = driver.run(cell);
    fits(driver, cell, &ran, end).then_some(ran.took)
}

fn fits(driver: &impl Driver, cell: &str, ran: &Ran, end: End) -> bool {
    let fits = ran.ok == (end == End::Runs);
    if !fits {
        eprintln!("{}: a cell did not end as it must\n{cell}\n{}", driver.name(), ran.said);
    }
    fits
}

/// A line of the table.
pub fn line(name: &str, ours: Option<f64>, peer: Option<f64>) {
    let shown = |ms: Option<f64>| ms.map_or("-".to_owned(), |ms| format!("{ms:.1}"));
    let ratio = ours.zip(peer).map_or("-".to_owned(), |(ours, peer)| format!("{:.3}", ours / peer));
    println!("ratio {name} {} {} {ratio}", shown(ours), shown(peer));
}
