//! Operations on dfdx's tape, each written once for speed and once of dfdx's own operations.
//!
//! ```text
//! fused.rs      Fused         the operations, as a trait of devices: plain by default, fused on the CPU
//! plain.rs                    the same, composed of dfdx operations: CUDA's path, the oracle, what lessons build
//! mode.rs       set_fused     which of the two a thread uses
//! features.rs   Features      shapes whose last axis is known: (batch, time, Const<C>)
//! window.rs     Window        size, step and padding of a convolution or a pooling
//! tape.rs                     reading tensors, recording backward operations
//! spare.rs      Numbers       vectors that are used again in the next step
//! kernel/                     plain functions over slices: matrix product, vector loops
//! linear/ ..                  one folder an operation: formula, kernel, plain form, tests
//! registry.rs                 every operation's cases; one test walks them all
//! ```
//!
//! # Where PyTorch differs
//!
//! Names and defaults are those of `torch.nn.functional`. Where not:
//!
//! | here | PyTorch | why |
//! | --- | --- | --- |
//! | `f32` alone | any dtype | lessons use nothing else; dfdx's own operations serve `f64` |
//! | no `requires_grad`: pass data as [`Input::Data`] | `requires_grad = False` for data | dfdx computes the gradient of everything on the tape |
//! | `cross_entropy` takes `&[usize]`; [`IGNORE_INDEX`] is `usize::MAX` | `LongTensor`; -100 | a class is no negative number |
//! | `attention` takes queries, keys and values packed, weights `(3, C, C)` | three tensors; `in_proj_weight (3 C, C)` | one product for all three; the same numbers |
//! | `conv2d`, pooling: square kernels, no groups, no dilation | any | lessons use nothing else |
//! | `segment_*`, `sparse_mm`: the sparse side is data | `torch.sparse.mm` also has its gradient | a graph is not learned |
//! | attention weights have no dropout | `dropout_p` | |
//!
//! dfdx 0.13's `accurate_gelu` has a wrong derivative; [`plain::gelu`] is GELU with the right one.
//!
//! # Adding an operation
//!
//! A folder with `mod.rs` (formula, source, the fused shell), `kernel.rs` (slices), `plain.rs`, `cases.rs`; a method of
//! [`Fused`]; a row in `registry.rs`, without which the test that walks the registry fails.

mod adam;
mod attention;
mod conv2d;
mod cross_entropy;
pub(crate) mod dropout;
mod embedding;
mod features;
mod fused;
pub mod kernel;
mod layer_norm;
mod linear;
mod mode;
pub mod plain;
mod pool2d;
mod positions;
#[cfg(test)]
mod registry;
mod segment;
mod spare;
mod sparse_mm;
mod tape;
mod window;

pub use attention::Mask;
pub use conv2d::{Images, Stage};
pub use cross_entropy::IGNORE_INDEX;
pub use features::{Features, Places};
pub use fused::Fused;
pub use linear::{Activation, After, Input};
pub use mode::{is_fused, set_fused};
pub use window::Window;
