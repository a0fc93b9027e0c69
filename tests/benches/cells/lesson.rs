//! Lessons of 25 and 60 cells: definitions, variables, tensors, training and printing as they follow one another.

use super::{
    case::End,
    measure::{Sides, line, run},
};
use crate::common::{Driver, Kit, stats::median};
use std::time::Duration;

const LESSON: &str = include_str!("lesson.txt");

/// A lesson's cells.
pub fn cells(count: usize) -> Vec<&'static str> {
    let cells: Vec<_> = LESSON.split("\n---\n").collect();
    assert!(cells.len() >= count, "the lesson has {} cells", cells.len());
    cells[..count].to_vec()
}

/// Two cells of one kind, far apart: the fifth and the sixtieth.
const ALIKE: [usize; 2] = [5, 60];

/// The median of a lesson's cells on either side, and whether its end is as fast as its beginning.
pub fn measure(sides: &mut Sides, name: &str, count: usize) {
    let open = opened(&mut sides.ours);
    let open_peer = sides.peer.as_mut().is_some_and(opened);
    let (mut ours, mut peers) = (Vec::new(), Vec::new());
    let mut alike: [Vec<Duration>; 2] = Default::default();
    for (number, cell) in (1..).zip(cells(count)) {
        let took = open.then(|| run(&mut sides.ours, cell, End::Runs)).flatten();
        ours.extend(took);
        if let Some(place) = ALIKE.iter().position(|at| *at == number) {
            alike[place].extend(took);
        }
        if let Some(peer) = sides.peer.as_mut().filter(|_| open_peer) {
            peers.extend(run(peer, cell, End::Runs));
        }
    }
    line(name, median(&ours), median(&peers));
    if let (Some(first), Some(last)) = (median(&alike[0]), median(&alike[1])) {
        println!("flat {name} {first:.1} {last:.1} {:.2}", last / first);
    }
}

fn opened(driver: &mut impl Driver) -> bool {
    match driver.session(Kit::Tensors) {
        Ok(()) => run(driver, driver.opening(Kit::Tensors), End::Runs).is_some(),
        Err(error) => {
            eprintln!("{}: {error}", driver.name());
            false
        }
    }
}
