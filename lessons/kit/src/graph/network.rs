//! Nodes and edges, and the matrices that pass messages along the edges.

use std::sync::Arc;

use super::Csr;
use crate::datasets::{Molecule, Network};

/// An undirected graph. Cloning it is free.
#[derive(Clone, Debug)]
pub struct Graph {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    nodes: usize,
    edges: Vec<[usize; 2]>,
    adjacency: Csr,
    /// The adjacency with self-loops of weight 1.
    looped: Csr,
    normalized: Csr,
}

impl Graph {
    /// A graph of `nodes` nodes, named `0..nodes`. Each edge goes both ways; one that is given twice or backwards
    /// counts once; self-loops are left out.
    ///
    /// # Panics
    /// If an edge names a node that does not exist.
    pub fn new(nodes: usize, edges: &[[usize; 2]]) -> Self {
        let mut edges: Vec<[usize; 2]> =
            edges.iter().filter(|[a, b]| a != b).map(|&[a, b]| [a.min(b), a.max(b)]).collect();
        edges.sort_unstable();
        edges.dedup();
        if let Some(&[_, beyond]) = edges.iter().find(|[_, b]| *b >= nodes) {
            panic!("{}", say!("graph-node", node = beyond, nodes = nodes));
        }
        let mut entries = both_ways(&edges);
        let adjacency = Csr::from_entries(nodes, nodes, &entries).symmetric();
        entries.extend((0..nodes).map(|node| (node, node, 1.0)));
        let looped = Csr::from_entries(nodes, nodes, &entries).symmetric();
        let normalized = normalize(&looped);
        Self { inner: Arc::new(Inner { nodes, edges, adjacency, looped, normalized }) }
    }

    /// How many nodes there are.
    pub fn nodes(&self) -> usize {
        self.inner.nodes
    }

    /// Each edge once, the lower node first.
    pub fn edges(&self) -> &[[usize; 2]] {
        &self.inner.edges
    }

    /// `A`: 1 where two nodes are joined. `A x` adds up what the neighbours have.
    pub fn adjacency(&self) -> &Csr {
        &self.inner.adjacency
    }

    /// `D^-1/2 (A + I) D^-1/2`, with `D` the degrees of `A + I`: what a graph convolution multiplies with (Kipf and
    /// Welling 2017, arXiv:1609.02907, equation 2; PyTorch Geometric's `gcn_norm`).
    pub fn normalized(&self) -> &Csr {
        &self.inner.normalized
    }

    /// `A + w I`: a node's neighbours, and `w` times the node itself.
    pub fn with_self_loops(&self, w: f32) -> Csr {
        let looped = &self.inner.looped;
        if w == 1.0 {
            return looped.clone();
        }
        looped
            .with_values(places(looped).map(|(row, column)| if row == column { w } else { 1.0 }).collect())
            .symmetric()
    }

    /// How many neighbours each node has.
    pub fn degrees(&self) -> Vec<usize> {
        degrees(&self.inner.adjacency)
    }

    /// Several graphs beside each other as one whose parts are not joined: block-diagonal matrices.
    pub fn disjoint<'a>(graphs: impl IntoIterator<Item = &'a Self>) -> Self {
        let (mut nodes, mut edges) = (0, Vec::new());
        for graph in graphs {
            edges.extend(graph.edges().iter().map(|edge| edge.map(|node| node + nodes)));
            nodes += graph.nodes();
        }
        Self::new(nodes, &edges)
    }
}

impl From<&Network> for Graph {
    fn from(network: &Network) -> Self {
        Self::new(network.nodes.len(), &network.edges)
    }
}

impl From<&Molecule> for Graph {
    fn from(molecule: &Molecule) -> Self {
        Self::new(molecule.atoms.len(), &molecule.bonds.iter().map(|bond| bond.atoms).collect::<Vec<_>>())
    }
}

fn both_ways(edges: &[[usize; 2]]) -> Vec<(usize, usize, f32)> {
    edges.iter().flat_map(|&[a, b]| [(a, b, 1.0), (b, a, 1.0)]).collect()
}

fn degrees(adjacency: &Csr) -> Vec<usize> {
    adjacency.crow_indices().windows(2).map(|bounds| (bounds[1] - bounds[0]) as usize).collect()
}

/// Row and column of each entry.
fn places(matrix: &Csr) -> impl Iterator<Item = (usize, usize)> {
    let rows = matrix.crow_indices().windows(2).enumerate();
    let row_of = rows.flat_map(|(row, bounds)| std::iter::repeat_n(row, (bounds[1] - bounds[0]) as usize));
    row_of.zip(matrix.col_indices().iter().map(|&column| column as usize))
}

fn normalize(looped: &Csr) -> Csr {
    // A self-loop counts, so no degree is zero.
    let scale: Vec<f32> = degrees(looped).iter().map(|&degree| 1.0 / (degree as f32).sqrt()).collect();
    looped.with_values(places(looped).map(|(row, column)| scale[row] * scale[column]).collect()).symmetric()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::datasets;

    #[test]
    fn a_path_of_three_is_normalised_by_hand() {
        let path = Graph::new(3, &[[0, 1], [2, 1], [1, 0], [1, 1]]);
        assert_eq!(path.edges(), [[0, 1], [1, 2]]);
        assert_eq!(path.adjacency().to_dense(), [0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0, 1.0, 0.0]);
        assert_eq!(path.with_self_loops(3.0).to_dense(), [3.0, 1.0, 0.0, 1.0, 3.0, 1.0, 0.0, 1.0, 3.0]);
        // Degrees with self-loops are 2, 3, 2.
        let (half, third, mixed) = (0.5, 1.0 / 3.0, 1.0 / 6f32.sqrt());
        let expected = [half, mixed, 0.0, mixed, third, mixed, 0.0, mixed, half];
        for (got, expected) in path.normalized().to_dense().iter().zip(expected) {
            assert!((got - expected).abs() < 1e-6, "{got} {expected}");
        }
    }

    #[test]
    fn the_largest_eigenvalue_is_one() {
        // (A_hat) D^1/2 1 = D^1/2 1: that vector is kept.
        let club = Graph::from(&datasets::karate().unwrap());
        let root: Vec<f32> = club.degrees().iter().map(|&degree| ((degree + 1) as f32).sqrt()).collect();
        let dense = club.normalized().to_dense();
        for (row, expected) in dense.chunks(34).zip(&root) {
            let got: f32 = row.iter().zip(&root).map(|(a, b)| a * b).sum();
            assert!((got - expected).abs() < 1e-5);
        }
    }

    #[test]
    fn graphs_beside_each_other_stay_apart() {
        let (a, b) = (Graph::new(2, &[[0, 1]]), Graph::new(3, &[[0, 2]]));
        let both = Graph::disjoint([&a, &b]);
        assert_eq!((both.nodes(), both.edges()), (5, &[[0, 1], [2, 4]][..]));
    }

    #[test]
    #[should_panic(expected = "node 3")]
    fn an_edge_to_nowhere_is_refused() {
        Graph::new(3, &[[0, 3]]);
    }
}
