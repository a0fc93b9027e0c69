//! `gradus`: what cells use. `use gradus::prelude::*` opens every lesson.
//!
//! ```text
//! prelude.rs    what a cell sees: dfdx, Dev, Plot, check, show!, datasets, seeded
//! view/         show!: one value in the richest form it has; Live: a display that updates in place
//! plot/         Plot: points, lines, histograms, heat maps, decision boundaries, graphs, images; PNG, SVG and text at once
//! check/        check(|c| ..): what hidden checks say about an answer, in words
//! nn/           Linear, MultiHeadAttention, Gpt, ..: layers and models to be read
//! data/         TensorDataset: data sets as tensors, in shuffled batches
//! ops/          Fused: operations on the tape, fused for the CPU; plain: the same of dfdx operations
//! train/        train(..): the loop, its live curve, and why a loss has no value
//! graph/        Graph, Csr, Segments: who is joined to whom, and which rows belong together
//! input.rs      input, password: a line from whoever runs the cell
//! clear.rs      clear_output: what a cell showed so far goes
//! keep/         keep, restore: trained models that outlive their session
//! scalar/       Value, Neuron, Mlp: backpropagation on single numbers, to be read
//! number.rs     Number: any plain number, so that learners need no casts
//! interrupt.rs  lets a long loop stop when the learner asks
//! rt/           the worker's side of the kit: not for learners
//! ```
//!
//! The kit is built once as a dylib and cells link to it at opt-level 0. So generics are thin shells here,
//! and the work is done by plain functions over slices, compiled once with the kit.

pub use dfdx;
pub use gradus_datasets as datasets;
pub use plotters;
pub use rand;
pub use rand_chacha;

gradus_words::messages!("../messages/en.ftl");

pub mod check;
mod clear;
pub mod data;
pub mod graph;
mod input;
pub mod interrupt;
mod keep;
pub mod nn;
mod number;
pub mod ops;
pub mod plot;
pub mod prelude;
#[doc(hidden)]
pub mod rt;
pub mod scalar;
pub mod train;
pub mod view;

pub use check::check;
pub use clear::{clear_output, clear_output_at_next};
pub use gradus_protocol::{MimeBundle, Verdict};
pub use input::{InputError, input, password};
pub use keep::{KeepError, keep, restore};
pub use number::Number;
pub use plot::Plot;
pub use train::train;
pub use view::{Live, View};

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn every_word_is_keyed() {
        let sources = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        gradus_words::audit(sources, include_str!("../messages/en.ftl")).unwrap();
    }
}
