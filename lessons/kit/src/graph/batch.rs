//! Many small graphs as one, so that one product serves all.

use dfdx::{
    shapes::Const,
    tensor::{Tensor, TensorFromVec},
};

use super::{Graph, Segments};
use crate::datasets::{Atom, Molecule};
use crate::prelude::Dev;

/// Graphs side by side, as PyTorch Geometric's `Batch`: `N` nodes with `F` features.
#[derive(Clone, Debug)]
pub struct GraphBatch<const F: usize> {
    /// All of them; no edge joins two.
    pub graph: Graph,
    /// What each node has: `(N, F)`.
    pub x: Tensor<(usize, Const<F>), f32, Dev>,
    /// The graph that each node belongs to.
    pub batch: Segments,
    /// The class of each graph.
    pub y: Vec<usize>,
}

impl<const F: usize> GraphBatch<F> {
    /// Puts graphs together; each comes with the features of its nodes, row after row, and its class.
    ///
    /// # Panics
    /// If a graph has not as many rows of features as nodes.
    pub fn new<'a>(dev: &Dev, graphs: impl IntoIterator<Item = (&'a Graph, &'a [[f32; F]], usize)>) -> Self {
        let (mut parts, mut x, mut ids, mut y) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (graph, features, class) in graphs {
            assert_eq!(graph.nodes(), features.len(), "{}", say!("graph-features"));
            ids.resize(ids.len() + graph.nodes(), parts.len());
            x.extend_from_slice(features.as_flattened());
            parts.push(graph);
            y.push(class);
        }
        let batch = Segments::new(&ids, parts.len());
        Self { graph: Graph::disjoint(parts), x: dev.tensor_from_vec(x, (ids.len(), Const)), batch, y }
    }
}

impl GraphBatch<7> {
    /// Molecules of MUTAG: an atom's feature is 1 at its element; class 1 is mutagenic.
    pub fn molecules<'a>(dev: &Dev, molecules: impl IntoIterator<Item = &'a Molecule>) -> Self {
        let parts: Vec<(Graph, Vec<[f32; 7]>, usize)> = molecules
            .into_iter()
            .map(|molecule| {
                let one_hot =
                    |&atom: &Atom| std::array::from_fn(|element| f32::from(u8::from(Atom::ALL[element] == atom)));
                (molecule.into(), molecule.atoms.iter().map(one_hot).collect(), usize::from(molecule.mutagenic))
            })
            .collect();
        Self::new(dev, parts.iter().map(|(graph, features, class)| (graph, features.as_slice(), *class)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{datasets, prelude::device};
    use dfdx::shapes::HasShape;

    #[test]
    fn molecules_keep_their_atoms_and_bonds() {
        let all = datasets::mutag().unwrap();
        let batch = GraphBatch::molecules(&device(0), &all[..3]);
        let atoms: usize = all[..3].iter().map(|molecule| molecule.atoms.len()).sum();
        assert_eq!((batch.graph.nodes(), batch.x.shape().0, batch.batch.rows()), (atoms, atoms, atoms));
        assert_eq!(batch.graph.edges().len(), all[..3].iter().map(|molecule| molecule.bonds.len()).sum::<usize>());
        assert_eq!(batch.batch.members(1).len(), all[1].atoms.len());
        assert_eq!(batch.y, all[..3].iter().map(|molecule| usize::from(molecule.mutagenic)).collect::<Vec<_>>());
        let rows = batch.x.as_vec();
        let elements: Vec<Atom> =
            rows.chunks(7).map(|row| Atom::ALL[row.iter().position(|x| *x == 1.0).unwrap()]).collect();
        assert_eq!(elements, all[..3].iter().flat_map(|molecule| molecule.atoms.clone()).collect::<Vec<_>>());
    }
}
