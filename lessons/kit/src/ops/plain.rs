//! Every operation composed of dfdx's own: what lessons build, what CUDA runs, and the oracle of the fused ones.

pub use super::{
    adam::plain::adam,
    attention::plain::attention,
    conv2d::plain::conv2d,
    cross_entropy::plain::cross_entropy,
    dropout::plain::dropout,
    embedding::plain::embedding,
    layer_norm::plain::layer_norm,
    linear::plain::{gelu, in_projection, linear},
    pool2d::plain::{avg_pool2d, max_pool2d},
    positions::plain::positions,
    segment::plain::{segment_max, segment_mean, segment_softmax, segment_sum},
    sparse_mm::plain::{sparse_linear, sparse_mm},
};
