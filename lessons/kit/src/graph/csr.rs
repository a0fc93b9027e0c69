//! A sparse matrix in compressed rows: for each row, the columns that are not zero, and their values.

use std::sync::{Arc, OnceLock};

use dfdx::{
    shapes::Rank0,
    tensor::{Gradients, NoneTape, OwnedTape, RandomU64, SplitTape, Tensor, Trace, ZerosTensor},
};

use crate::datasets::{Network, Node};
use crate::ops::dropout;
use crate::prelude::Dev;

/// A matrix that is mostly zeros, as `torch.sparse_csr_tensor`. Cloning it is free. It is data: it gets no gradient.
#[derive(Clone, Debug)]
pub struct Csr {
    pattern: Arc<Pattern>,
    values: Arc<[f32]>,
    /// It is its own transpose.
    symmetric: bool,
}

/// Where the entries are. `u32`: half the memory, and no graph here has four billion edges.
#[derive(Debug)]
struct Pattern {
    rows: usize,
    columns: usize,
    /// Row `i` has the entries `starts[i]..starts[i + 1]`.
    starts: Vec<u32>,
    /// The column of each entry.
    column_of: Vec<u32>,
    /// The same entries by column, computed when first asked for.
    turned: OnceLock<Turned>,
}

#[derive(Debug)]
struct Turned {
    pattern: Arc<Pattern>,
    /// Where each entry of the transpose stands in the matrix itself.
    from: Vec<u32>,
}

impl Csr {
    /// The matrix of these entries, `(row, column, value)`, in any order; entries at one place are added up.
    ///
    /// ```
    /// use gradus::graph::Csr;
    /// let a = Csr::from_entries(2, 3, &[(1, 0, 4.0), (0, 2, 1.0), (1, 0, 1.0)]);
    /// assert_eq!((a.crow_indices(), a.col_indices(), a.values()), (&[0, 1, 2][..], &[2, 0][..], &[1.0, 5.0][..]));
    /// ```
    ///
    /// # Panics
    /// If an entry lies outside of the matrix.
    pub fn from_entries(rows: usize, columns: usize, entries: &[(usize, usize, f32)]) -> Self {
        let mut sorted = entries.to_vec();
        sorted.sort_by_key(|&(row, column, _)| (row, column));
        sorted.dedup_by(|next, kept| {
            let same = (next.0, next.1) == (kept.0, kept.1);
            kept.2 += if same { next.2 } else { 0.0 };
            same
        });
        let mut starts = vec![0u32; rows + 1];
        for &(row, column, _) in &sorted {
            assert!(row < rows && column < columns, "{}", say!("csr-outside", row = row, column = column));
            starts[row + 1] += 1;
        }
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        let column_of = sorted.iter().map(|&(_, column, _)| column as u32).collect();
        let pattern = Pattern { rows, columns, starts, column_of, turned: OnceLock::new() };
        Self {
            pattern: Arc::new(pattern),
            values: sorted.iter().map(|&(_, _, value)| value).collect(),
            symmetric: false,
        }
    }

    /// The features of a network's nodes: 1 where a node has the feature.
    pub fn features(network: &Network) -> Self {
        let of = |(row, node): (usize, &Node)| {
            node.features.iter().map(move |&column| (row, column, 1.0)).collect::<Vec<_>>()
        };
        let entries: Vec<_> = network.nodes.iter().enumerate().flat_map(of).collect();
        Self::from_entries(network.nodes.len(), network.features.len(), &entries)
    }

    /// The same entries with other values.
    ///
    /// # Panics
    /// If there are not as many values as entries.
    pub fn with_values(&self, values: Vec<f32>) -> Self {
        assert_eq!(values.len(), self.nnz(), "{}", say!("csr-values", entries = self.nnz()));
        Self { pattern: self.pattern.clone(), values: values.into(), symmetric: false }
    }

    /// Each row divided by its sum, as PyTorch Geometric's `NormalizeFeatures`; a row of sum 0 stays.
    #[must_use]
    pub fn normalize_rows(&self) -> Self {
        let mut values = self.values.to_vec();
        for bounds in self.pattern.starts.windows(2) {
            let row = &mut values[bounds[0] as usize..bounds[1] as usize];
            let sum: f32 = row.iter().sum();
            if sum != 0.0 {
                row.iter_mut().for_each(|value| *value /= sum);
            }
        }
        self.with_values(values)
    }

    /// Each entry becomes 0 with probability `p`, the others grow by `1 / (1 - p)`: `torch.nn.functional.dropout` on
    /// the values, with the device's random numbers. What is zero needs no dropping, so it costs as much as there are
    /// entries.
    ///
    /// # Panics
    /// If `p` is no probability below 1.
    #[must_use]
    pub fn dropout(&self, dev: &Dev, p: f32) -> Self {
        dropout::check(p);
        let mut values = self.values.to_vec();
        dropout::kernel::scale(&mut values, p, dev.random_u64());
        Self { pattern: self.pattern.clone(), values: values.into(), symmetric: false }
    }

    /// Rows and columns swapped. The first call sorts; later ones of the same pattern copy the values alone.
    #[must_use]
    pub fn transpose(&self) -> Self {
        if self.symmetric {
            return self.clone();
        }
        let turned = self.pattern.turned.get_or_init(|| self.pattern.turn());
        let values = turned.from.iter().map(|&entry| self.values[entry as usize]).collect();
        Self { pattern: turned.pattern.clone(), values, symmetric: false }
    }

    /// Says that the matrix is its own transpose, which then costs nothing.
    pub(super) fn symmetric(self) -> Self {
        Self { symmetric: true, ..self }
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.pattern.rows
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.pattern.columns
    }

    /// How many entries there are.
    pub fn nnz(&self) -> usize {
        self.values.len()
    }

    /// Row `i` has the entries `crow_indices()[i]..crow_indices()[i + 1]`.
    pub fn crow_indices(&self) -> &[u32] {
        &self.pattern.starts
    }

    /// The column of each entry.
    pub fn col_indices(&self) -> &[u32] {
        &self.pattern.column_of
    }

    /// The value of each entry.
    pub fn values(&self) -> &[f32] {
        &self.values
    }

    /// All numbers, zeros too, row after row.
    pub fn to_dense(&self) -> Vec<f32> {
        let mut dense = vec![0.0; self.rows() * self.columns()];
        for (row, bounds) in self.pattern.starts.windows(2).enumerate() {
            for entry in bounds[0] as usize..bounds[1] as usize {
                dense[row * self.columns() + self.pattern.column_of[entry] as usize] = self.values[entry];
            }
        }
        dense
    }

    /// The matrix as the input of a layer, with a tape that starts from these gradients.
    pub fn trace(&self, gradients: Gradients<f32, Dev>) -> SparseInput<OwnedTape<f32, Dev>> {
        // dfdx makes a tape of gradients only through a tensor.
        let blank: Tensor<Rank0, f32, Dev> = Dev::default().zeros();
        let (_, tape) = blank.trace(gradients).split_tape();
        SparseInput { matrix: self.clone(), tape }
    }
}

/// A sparse matrix on its way through a network, with or without a tape. [`Csr::trace`] makes one.
#[derive(Debug)]
pub struct SparseInput<T> {
    /// The matrix.
    pub matrix: Csr,
    /// What records the operations.
    pub tape: T,
}

impl From<&Csr> for SparseInput<NoneTape> {
    fn from(matrix: &Csr) -> Self {
        Self { matrix: matrix.clone(), tape: NoneTape }
    }
}

impl Pattern {
    /// Counting sort by column: stable, so that each column's rows ascend.
    fn turn(&self) -> Turned {
        let mut starts = vec![0u32; self.columns + 1];
        for &column in &self.column_of {
            starts[column as usize + 1] += 1;
        }
        for column in 0..self.columns {
            starts[column + 1] += starts[column];
        }
        let mut next = starts.clone();
        let (mut row_of, mut from) = (vec![0; self.column_of.len()], vec![0; self.column_of.len()]);
        for (row, bounds) in self.starts.windows(2).enumerate() {
            for entry in bounds[0]..bounds[1] {
                let place = &mut next[self.column_of[entry as usize] as usize];
                (row_of[*place as usize], from[*place as usize]) = (row as u32, entry);
                *place += 1;
            }
        }
        let turned =
            Self { rows: self.columns, columns: self.rows, starts, column_of: row_of, turned: OnceLock::new() };
        Turned { pattern: Arc::new(turned), from }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::device;

    fn sample() -> Csr {
        Csr::from_entries(3, 4, &[(0, 1, 1.0), (2, 3, 2.0), (0, 3, 3.0), (2, 0, 4.0)])
    }

    #[test]
    fn rows_are_compressed_and_spread_again() {
        assert_eq!(sample().crow_indices(), [0, 2, 2, 4]);
        assert_eq!(sample().to_dense(), [0.0, 1.0, 0.0, 3.0, 0.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 2.0]);
    }

    #[test]
    fn a_transpose_swaps_rows_and_columns() {
        let (a, t) = (sample(), sample().transpose());
        assert_eq!((t.rows(), t.columns()), (4, 3));
        for row in 0..3 {
            for column in 0..4 {
                assert_eq!(a.to_dense()[row * 4 + column], t.to_dense()[column * 3 + row]);
            }
        }
        assert_eq!(t.transpose().to_dense(), a.to_dense());
    }

    #[test]
    fn dropout_keeps_the_mean_and_follows_the_seed() {
        let ones = Csr::from_entries(1, 20_000, &(0..20_000).map(|i| (0, i, 1.0)).collect::<Vec<_>>());
        let dropped = ones.dropout(&device(1), 0.25);
        assert!(dropped.values().iter().all(|value| [0.0, 1.0 / 0.75].contains(value)));
        let mean = dropped.values().iter().sum::<f32>() / 20_000.0;
        assert!((mean - 1.0).abs() < 0.02, "{mean}");
        assert_eq!(dropped.values(), ones.dropout(&device(1), 0.25).values());
        assert_ne!(dropped.values(), ones.dropout(&device(2), 0.25).values());
        assert_eq!(ones.dropout(&device(2), 0.0).values(), ones.values());
    }

    #[test]
    fn normalised_rows_add_up_to_one() {
        assert_eq!(sample().normalize_rows().values(), [0.25, 0.75, 4.0 / 6.0, 2.0 / 6.0]);
    }

    #[test]
    #[should_panic(expected = "outside")]
    fn an_entry_outside_is_refused() {
        Csr::from_entries(2, 2, &[(0, 2, 1.0)]);
    }
}
