//! Graphs for neural networks: who is joined to whom as sparse matrices, and which rows belong together.
//!
//! ```text
//! csr.rs        Csr         a sparse matrix in compressed rows, as torch.sparse_csr
//! network.rs    Graph       nodes and edges; its adjacency, plain and as Kipf and Welling normalise it
//! segments.rs   Segments    which rows of a tensor belong to which graph or node
//! batch.rs      GraphBatch  many small graphs as one
//! ```

mod batch;
mod csr;
mod network;
mod segments;

pub use batch::GraphBatch;
pub use csr::{Csr, SparseInput};
pub use network::Graph;
pub use segments::Segments;
