//! What every cell sees even before it says `use gradus::prelude::*`: the crates that the kit brings along.

pub use crate::{dfdx, plotters, rand, rand_chacha};
