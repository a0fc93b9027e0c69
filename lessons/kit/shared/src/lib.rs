//! The library that cells link to: the kit, and the generic code that nearly every cell would compile for itself.
//!
//! A generic function is compiled in the crate that calls it, so a cell that says `t.exp()` would compile dfdx's cache,
//! its `BTreeMap`, its reference counts, each time anew: 270 functions. rustc shares such copies between crates
//! if the crate that made them is compiled at opt-level 1 or lower; the workspace's release profile does so for this
//! crate alone. The kit's own code stays at 3.
//!
//! Nothing here is ever called. What a cell finds compiled is what these functions mention, with the same types.

pub use gradus;
#[cfg(feature = "frames")]
pub use {gradus_frames, polars};

pub mod collections;
#[cfg(feature = "frames")]
pub mod frames;
pub mod models;
pub mod tensors;
