//! What the registry runs.

use crate::ops::{
    Fused,
    registry::{Case, Outcome, Values},
};
use dfdx::{
    optim::{AdamConfig, WeightDecay},
    prelude::*,
};

/// Three steps of each kind of decay. There is no gradient of a step.
pub fn all() -> Vec<Case> {
    let case = |weight_decay: Option<WeightDecay>| {
        Case::new(format!("{weight_decay:?}"), &[], move |_: &Values| {
            let config = AdamConfig { lr: 0.1, betas: [0.8, 0.9], eps: 1e-6, weight_decay };
            let mut w = Cpu::seed_from_u64(1).sample_normal::<Rank2<3, 7>>();
            let (mut mean, mut square) = (Gradients::leaky(), Gradients::leaky());
            for step in 1..=3 {
                let mut gradients = w.leaky_trace().square().mean().backward();
                let g = gradients.get_or_alloc_mut(&w).unwrap();
                let (m, v) = (mean.get_or_alloc_mut(&w).unwrap(), square.get_or_alloc_mut(&w).unwrap());
                Cpu::adam(&config, step, &mut w, m, v, g).unwrap();
            }
            Outcome::of(w.as_vec())
        })
    };
    vec![case(None), case(Some(WeightDecay::L2(0.3))), case(Some(WeightDecay::Decoupled(0.3)))]
}

#[test]
fn the_first_step_is_the_learning_rate() {
    let dev = Cpu::default();
    let mut w = dev.tensor([1.0_f32, -2.0]);
    let config = AdamConfig { lr: 0.25, eps: 0.0, ..Default::default() };
    let (mut mean, mut square) = (Gradients::leaky(), Gradients::leaky());
    let mut gradients = (w.leaky_trace() * 3.0).sum::<Rank0, _>().backward();
    let g = gradients.get_or_alloc_mut(&w).unwrap();
    let (m, v) = (mean.get_or_alloc_mut(&w).unwrap(), square.get_or_alloc_mut(&w).unwrap());
    Cpu::adam(&config, 1, &mut w, m, v, g).unwrap();
    assert!(w.array().iter().zip([0.75, -2.25]).all(|(w, expected)| (w - expected).abs() < 1e-5));
}
