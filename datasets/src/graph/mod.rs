//! Graphs: networks of nodes with classes, and molecules.

mod citation;
mod karate;
mod lesmis;
mod listed;
pub mod mutag;
mod wordnet;

pub use citation::open as open_citations;
pub use karate::karate;
pub use lesmis::lesmis;
pub use mutag::{Atom, Bond, BondKind, Molecule, mutag};
pub use wordnet::wordnet;

/// A graph whose nodes are listed, each with what is known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// The nodes. Edges name them by their place here.
    pub nodes: Vec<Node>,
    /// Each edge once, as two places in `nodes`; it goes both ways.
    pub edges: Vec<[usize; 2]>,
    /// How strong each edge is; 1 where the data says nothing.
    pub weights: Vec<f32>,
    /// The names of the classes.
    pub classes: Vec<String>,
    /// The names of the features; as many as there are.
    pub features: Vec<String>,
}

/// A node of a network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// What it is called.
    pub name: String,
    /// Its class, a place in [`Network::classes`]; 0 where there are no classes.
    pub class: usize,
    /// The features it has (each is 1 for it, all others are 0): places in [`Network::features`], ascending.
    pub features: Vec<usize>,
}

impl Network {
    /// The class of each node.
    pub fn labels(&self) -> Vec<usize> {
        self.nodes.iter().map(|node| node.class).collect()
    }

    /// Picks `per_class` nodes of each class for training, at random by the seed, as Planetoid does (Yang, Cohen and
    /// Salakhutdinov 2016, arXiv:1603.08861; 20 there). Gives them, then all others, both in ascending order.
    pub fn labelled(&self, per_class: usize, seed: u64) -> (Vec<usize>, Vec<usize>) {
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        crate::shuffle(&mut order, seed);
        let mut left = vec![per_class; self.classes.len()];
        let (mut train, mut others): (Vec<usize>, Vec<usize>) = order.into_iter().partition(|&node| {
            let left = left.get_mut(self.nodes[node].class).filter(|left| **left > 0);
            left.map(|left| *left -= 1).is_some()
        });
        train.sort_unstable();
        others.sort_unstable();
        (train, others)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_gets_its_labels_and_no_node_is_lost() {
        let network = wordnet().unwrap();
        let (train, test) = network.labelled(20, 4);
        for class in 0..7 {
            assert_eq!(train.iter().filter(|&&node| network.nodes[node].class == class).count(), 20);
        }
        let mut all = [train.clone(), test].concat();
        all.sort_unstable();
        assert_eq!(all, (0..network.nodes.len()).collect::<Vec<_>>());
        assert_eq!(train, network.labelled(20, 4).0);
        assert_ne!(train, network.labelled(20, 5).0);
    }
}
