//! Every operation composed of dfdx's own: what lessons build, what CUDA runs, and the oracle of the fused ones.

pub use super::linear::plain::{gelu, linear};
