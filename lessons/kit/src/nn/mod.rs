//! Layers and models, to be read: `nn::Linear` as PyTorch's `nn.Linear`.
//!
//! ```text
//! data.rs        data, Data                 an input whose gradient nobody wants
//! linear.rs      Linear, LinearRelu, LinearGelu
//! layer_norm.rs  LayerNorm
//! embedding.rs   Embedding
//! dropout.rs     Dropout
//! attention.rs   MultiHeadAttention
//! block.rs       TransformerBlock, GptBlock, BertBlock
//! gpt.rs         Gpt
//! generate.rs    Sampling                   text from a Gpt; decode.rs: one word at a time, with a cache
//! bert.rs        Bert
//! conv2d.rs      Conv2d, MaxPool2d, AvgPool2d
//! lenet.rs       LeNet
//! gcn_conv.rs    GcnConv                    a graph convolution; its input dense or sparse
//! gin_conv.rs    GinConv
//! global_pool.rs global_add_pool, ..        one row a graph
//! adam.rs        Adam                       and AdamW: step and clearing of gradients in one
//! loss.rs        cross_entropy
//!                save, load                 a model in a safetensors file
//! start.rs       starting weights of GPT-2 and BERT
//! ```
//!
//! They stand on [`crate::ops`], so they are fused on the CPU and run wherever dfdx does. dfdx's optimizers,
//! `num_trainable_params`, `alloc_grads`, and our `keep` and `restore` work with them, alone and in tuples. dfdx's own layers
//! are there without `nn::`: `Linear` is dfdx's, for every number type; `nn::Linear` is the faster one, for `f32`.
//!
//! Batch and time are known at run time where you want them to be: `(usize, usize)` is as good a shape as
//! `Rank2<12, 64>`.
//!
//! # Where PyTorch differs
//!
//! | here | PyTorch | why |
//! | --- | --- | --- |
//! | dropout acts while gradients are recorded | `train()`, `eval()` | the tape says what is going on |
//! | `in_proj_weight (3, C, C)` | `(3 C, C)` | no arithmetic with constants in stable Rust's types; the numbers are the same |
//! | a block: `dropout` 0, GELU | 0.1, ReLU | what GPT and BERT take |
//! | `GcnConv` takes a `Graph` | `edge_index` | it is normalised once, not at every step |
//! | no `key_padding_mask`, no attention dropout | | lessons cut sequences to one length |

/// What every layer needs besides its forward pass: it can be part of a tuple, and does not change when it is used.
macro_rules! layer {
    ($name:ident<$($size:ident),+>) => {
        impl<$(const $size: usize,)+ D: Device<f32>> BuildOnDevice<D, f32> for $name<$($size,)+ f32, D> {
            type Built = Self;
        }

        impl<$(const $size: usize,)+ E: Dtype, D: Storage<E>> NonMutableModule for $name<$($size,)+ E, D> {}
    };
}

use crate::prelude::Dev;
use dfdx::{
    shapes::Const,
    tensor::{NoneTape, Tensor},
};

/// A batch of sequences: `C` numbers at every place. What transformers work on.
pub type Sequence<B, S, const C: usize, D = Dev, T = NoneTape> = Tensor<(B, S, Const<C>), f32, D, T>;

mod adam;
mod attention;
mod bert;
mod block;
mod conv2d;
mod data;
mod decode;
mod dropout;
mod embedding;
mod gcn_conv;
mod generate;
mod gin_conv;
mod global_pool;
mod gpt;
mod layer_norm;
mod lenet;
mod linear;
mod loss;
mod start;

pub use crate::keep::{load, save};
pub use adam::Adam;
pub use attention::MultiHeadAttention;
pub use bert::Bert;
pub use block::{BertBlock, GptBlock, TransformerBlock};
pub use conv2d::{AvgPool2d, Conv2d, MaxPool2d};
pub use data::{Data, data};
pub use dropout::Dropout;
pub use embedding::Embedding;
pub use gcn_conv::{GcnConv, NodeFeatures};
pub use generate::Sampling;
pub use gin_conv::GinConv;
pub use global_pool::{global_add_pool, global_max_pool, global_mean_pool};
pub use gpt::Gpt;
pub use layer_norm::LayerNorm;
pub use lenet::LeNet;
pub use linear::{Linear, LinearGelu, LinearRelu};
pub use loss::{Classes, cross_entropy};
