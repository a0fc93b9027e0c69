//! Every operation composed of dfdx's own: what lessons build, what CUDA runs, and the oracle of the fused ones.

pub use super::{
    attention::plain::attention,
    cross_entropy::plain::cross_entropy,
    dropout::plain::dropout,
    embedding::plain::embedding,
    layer_norm::plain::layer_norm,
    linear::plain::{gelu, in_projection, linear},
    positions::plain::positions,
};
