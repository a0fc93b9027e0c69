//! One module a crate with every type that a variable of a cell can have, so that a later cell can write it down.
//!
//! `std::any::type_name` gives the crate a type comes from and its last name (`dfdx::nn::linear::Linear<2, 4, ..>`);
//! the engine writes `gradus::rt::names::dfdx::Linear<2, 4, ..>`.

/// dfdx. Of two types of one name the module (which holds parameters) counts, not its builder.
pub mod dfdx {
    pub use dfdx::{
        data::*,
        nn::{builders::Reshape, modules::*},
        optim::*,
        shapes::*,
        tensor::*,
        tensor_ops::{AdamConfig, Bilinear, Momentum, NearestNeighbor, RMSpropConfig, SgdConfig, WeightDecay},
    };

    // Not exported, but what their builders build.
    /// A layer with one slope.
    pub type PReLU<E, D> = <dfdx::nn::builders::PReLU as dfdx::nn::BuildOnDevice<D, E>>::Built;
    /// A layer with a slope a channel.
    pub type PReLU1D<C, E, D> = <dfdx::nn::builders::PReLU1D<C> as dfdx::nn::BuildOnDevice<D, E>>::Built;
}

/// The kit itself.
pub mod gradus {
    pub use crate::{check::*, data::*, graph::*, nn::*, ops::*, plot::*, scalar::*, train::*, view::*, *};
}

/// The data sets.
pub mod gradus_datasets {
    pub use gradus_datasets::*;
}

/// What the engine and the worker share.
pub mod gradus_protocol {
    pub use gradus_protocol::*;
}

/// Random numbers.
pub mod rand {
    pub use rand::{distributions::*, prelude::*, rngs::*};
}

/// Random number generators.
pub mod rand_chacha {
    pub use rand_chacha::*;
}

/// Random distributions.
pub mod rand_distr {
    pub use rand_distr::*;
}
