//! 63 characters after one, with a cache of keys and values, temperature 0.8 and the 20 likeliest.

use super::{Step, gpt::Nano};
use gradus::prelude::*;

/// One text, of a model with new weights.
pub fn step() -> Step {
    let gpt = Nano::new(&device(0));
    let mut rng = seeded(0);
    let sampling = nn::Sampling { temperature: 0.8, top_k: Some(20) };
    Box::new(move || assert_eq!(gpt.generate(&[1], 63, sampling, &mut rng).len(), 63))
}
