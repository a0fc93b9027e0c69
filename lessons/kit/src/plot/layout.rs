//! Places for the nodes of a graph: edges pull their ends together, all nodes push each other away (Fruchterman and
//! Reingold, "Graph drawing by force-directed placement", 1991). Written here, because the crates that do this are not
//! kept, not free to use, or bring a whole simulation.

use crate::interrupt;

/// A force between all pairs costs so much in total that larger graphs get fewer rounds.
const WORK: usize = 60_000_000;
const ROUNDS: (usize, usize) = (40, 400);

/// A place for each of `count` nodes. The same graph is always laid out alike.
pub(super) fn layout(count: usize, edges: &[(usize, usize)]) -> Vec<(f64, f64)> {
    // The golden angle spreads any number of nodes evenly over a disc, and no two nodes share a place.
    const GOLDEN: f64 = 2.399_963_229_728_653;
    let start = |index: usize| {
        let (radius, angle) = ((index as f64 + 0.5).sqrt(), index as f64 * GOLDEN);
        (radius * angle.cos(), radius * angle.sin())
    };
    let mut places: Vec<(f64, f64)> = (0..count).map(start).collect();
    let rounds = (WORK / (count * count).max(1)).clamp(ROUNDS.0, ROUNDS.1);
    // A node with many edges needs room for them around it.
    let mut degrees = vec![1.0_f64; count];
    edges.iter().flat_map(|(a, b)| [a, b]).for_each(|node| degrees[*node] += 1.0);
    let mean = degrees.iter().sum::<f64>() / count.max(1) as f64;
    let weights: Vec<f64> = degrees.iter().map(|degree| (degree / mean).sqrt()).collect();
    // On the disc above each node has about an area of pi: one is the distance at which the forces balance.
    let mut heat = (count as f64).sqrt() / 4.0;
    for round in 0..rounds {
        interrupt::check();
        let mut forces: Vec<(f64, f64)> = places.iter().map(|(x, y)| (-0.02 * x, -0.02 * y)).collect();
        for a in 0..count {
            for b in a + 1..count {
                let (dx, dy) = (places[a].0 - places[b].0, places[a].1 - places[b].1);
                let push = weights[a] * weights[b] / (dx * dx + dy * dy).max(1e-4);
                forces[a] = (forces[a].0 + dx * push, forces[a].1 + dy * push);
                forces[b] = (forces[b].0 - dx * push, forces[b].1 - dy * push);
            }
        }
        for &(a, b) in edges {
            let (dx, dy) = (places[a].0 - places[b].0, places[a].1 - places[b].1);
            let pull = dx.hypot(dy);
            forces[a] = (forces[a].0 - dx * pull, forces[a].1 - dy * pull);
            forces[b] = (forces[b].0 + dx * pull, forces[b].1 + dy * pull);
        }
        for (place, (fx, fy)) in places.iter_mut().zip(forces) {
            let length = fx.hypot(fy).max(1e-9);
            let step = length.min(heat) / length;
            *place = (place.0 + fx * step, place.1 + fy * step);
        }
        heat *= 1.0 - 1.0 / (rounds - round + 3) as f64;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(places: &[(f64, f64)], a: usize, b: usize) -> f64 {
        (places[a].0 - places[b].0).hypot(places[a].1 - places[b].1)
    }

    #[test]
    fn neighbours_stand_close_and_strangers_far() {
        // Two triangles joined by one edge.
        let edges = [(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (2, 3)];
        let places = layout(6, &edges);
        assert!(distance(&places, 0, 1) < 0.5 * distance(&places, 0, 4), "{places:?}");
        assert_eq!(places, layout(6, &edges));
    }

    #[test]
    fn a_ring_is_laid_out_as_a_ring() {
        let edges: Vec<_> = (0..8).map(|i| (i, (i + 1) % 8)).collect();
        let places = layout(8, &edges);
        let sides: Vec<f64> = edges.iter().map(|(a, b)| distance(&places, *a, *b)).collect();
        let (least, most) = sides.iter().fold((f64::MAX, 0.0_f64), |(l, m), s| (l.min(*s), m.max(*s)));
        assert!(most < 1.2 * least, "{sides:?}");
    }

    #[test]
    fn nothing_and_lone_nodes_have_places() {
        assert!(layout(0, &[]).is_empty());
        let places = layout(3, &[]);
        assert!(places.iter().all(|(x, y)| x.is_finite() && y.is_finite()) && distance(&places, 0, 1) > 0.1);
    }
}
