//! What every cell sees after `use gradus::prelude::*`.
//!
//! Functions are named so that the variable a learner wants (`rng`, `dev`) does not hide them for the next cell.

pub use crate::check::check;
pub use crate::data::{TensorDataset, windows};
pub use crate::datasets;
// `nn::Linear` as in PyTorch; without `nn::` the layers are dfdx's.
pub use crate::graph::{Csr, Graph, GraphBatch, Segments};
pub use crate::nn;
pub use crate::plot::Plot;
pub use crate::train::{History, train};
pub use crate::view::{Live, View};
pub use crate::{Verdict, clear_output, clear_output_at_next, input, keep, password, restore, show};
// dfdx's own prelude has only the trait of the optimizers.
pub use dfdx::optim::{Adam, AdamConfig, Momentum, RMSprop, RMSpropConfig, Sgd, SgdConfig, WeightDecay};
pub use dfdx::prelude::*;
pub use rand::{Rng, SeedableRng};
pub use rand_chacha::ChaCha8Rng;

/// The device that tensors live on: the CPU, or the first GPU when the kit is built with `cuda`.
pub type Dev = AutoDevice;

/// A device whose random numbers start from `seed`: the same seed gives the same weights.
pub fn device(seed: u64) -> Dev {
    Dev::seed_from_u64(seed)
}

/// A random number generator that gives the same numbers for the same seed, on every machine.
///
/// ```
/// use gradus::prelude::*;
/// let (mut a, mut b) = (seeded(7), seeded(7));
/// assert_eq!(a.gen_range(0..100), b.gen_range(0..100));
/// ```
pub fn seeded(seed: u64) -> ChaCha8Rng {
    ChaCha8Rng::seed_from_u64(seed)
}
