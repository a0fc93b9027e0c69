//! Data sets as tensors: all of one, some of it, or shuffled batches.
//!
//! ```
//! use gradus::{data::TensorDataset, prelude::*};
//! let dev = device(0);
//! let flowers = TensorDataset::examples(&datasets::iris()?);
//! for (x, y) in flowers.batches(&dev, 32, 7) {
//!     assert_eq!(x.shape().0, y.len()); // x: (32, 4); y: 32 classes
//! }
//! # Ok::<(), gradus::datasets::DataError>(())
//! ```

mod batched;
mod tensors;
mod windows;

pub use batched::Batched;
pub use tensors::{ShapeMismatch, TensorDataset};
pub use windows::windows;
