//! Which rows belong together: the nodes of one graph, the edges that end at one node.

use std::sync::Arc;

use super::Csr;

/// Every row's segment. Cloning it is free. PyTorch Geometric's `batch` and `index`.
#[derive(Clone, Debug)]
pub struct Segments {
    ids: Arc<[u32]>,
    /// Segments x rows: 1 where a row belongs to a segment.
    sum: Csr,
    /// The same, divided by how many rows the segment has.
    mean: Csr,
}

impl Segments {
    /// The segment of each row, from 0, in any order; `count` segments, of which some may be empty.
    ///
    /// # Panics
    /// If a row belongs to a segment that does not exist.
    pub fn new(ids: &[usize], count: usize) -> Self {
        let entries: Vec<_> = ids.iter().enumerate().map(|(row, &segment)| (segment, row, 1.0)).collect();
        let sum = Csr::from_entries(count, ids.len(), &entries);
        Self { ids: ids.iter().map(|&segment| segment as u32).collect(), mean: sum.normalize_rows(), sum }
    }

    /// How many segments there are.
    pub fn count(&self) -> usize {
        self.sum.rows()
    }

    /// How many rows they hold.
    pub fn rows(&self) -> usize {
        self.ids.len()
    }

    /// The segment of each row.
    pub fn ids(&self) -> &[u32] {
        &self.ids
    }

    /// The rows of a segment, ascending.
    pub fn members(&self, segment: usize) -> &[u32] {
        let starts = self.sum.crow_indices();
        &self.sum.col_indices()[starts[segment] as usize..starts[segment + 1] as usize]
    }

    /// The matrix that adds up the rows of each segment.
    pub fn sum(&self) -> &Csr {
        &self.sum
    }

    /// The matrix that takes the mean of the rows of each segment; 0 of none.
    pub fn mean(&self) -> &Csr {
        &self.mean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_found_by_segment() {
        let segments = Segments::new(&[2, 0, 2], 3);
        assert_eq!((segments.count(), segments.rows(), segments.ids()), (3, 3, &[2, 0, 2][..]));
        assert_eq!([segments.members(0), segments.members(1), segments.members(2)], [&[1][..], &[], &[0, 2]]);
        assert_eq!(segments.mean().to_dense(), [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.5, 0.0, 0.5]);
    }
}
