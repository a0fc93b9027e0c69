//! Zachary's karate club.

use super::{Network, listed};
use crate::DataError;

const FILE: &str = "graph_karate.json";
const BYTES: &[u8] = include_bytes!("../../data/graph_karate.json.gz");

/// Zachary's karate club: 34 members, 78 friendships, and the two factions that it split into. Node 0 is the
/// instructor (his faction is class 1), node 33 the president (class 0).
///
/// Source: Zachary (1977), doi:10.1086/jar.33.4.3629752; taken from the Python package scikit-network 0.33.5.
/// Licence: no licence of its own; ships under the package's BSD-3 with the citation.
///
/// # Errors
/// Only if the file inside the program is damaged.
pub fn karate() -> Result<Network, DataError> {
    listed::network(BYTES, FILE, &["president", "instructor"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_club_splits_in_two_halves() {
        let club = karate().unwrap();
        assert_eq!((club.nodes.len(), club.edges.len()), (34, 78));
        assert_eq!(club.labels().iter().sum::<usize>(), 17);
        assert_eq!((club.nodes[0].class, club.nodes[33].class), (1, 0));
    }
}
