//! Who meets whom in *Les Misérables*.

use super::{Network, listed};
use crate::DataError;

const FILE: &str = "graph_lesmis.json";
const BYTES: &[u8] = include_bytes!("../../data/graph_lesmis.json.gz");

/// The 77 characters of *Les Misérables* with an edge between two who appear in a chapter together; its weight counts
/// how often. No classes.
///
/// Source: Knuth (1993), The Stanford GraphBase; taken from the Debian package python3-graph-tool 2.45.
/// Licence: public domain.
///
/// # Errors
/// Only if the file inside the program is damaged.
pub fn lesmis() -> Result<Network, DataError> {
    listed::network(BYTES, FILE, &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valjean_meets_most() {
        let book = lesmis().unwrap();
        assert_eq!((book.nodes.len(), book.edges.len(), book.weights.len()), (77, 254, 254));
        let meets = |node| book.edges.iter().filter(|edge| edge.contains(&node)).count();
        let most = (0..77).max_by_key(|&node| meets(node)).unwrap();
        assert_eq!((book.nodes[most].name.as_str(), meets(most)), ("Valjean", 36));
    }
}
