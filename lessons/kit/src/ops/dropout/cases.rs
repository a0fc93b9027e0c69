//! What the registry runs.

use crate::ops::{
    Fused,
    registry::{Case, Values},
};
use dfdx::prelude::*;

/// The plain form draws other numbers, so finite differences judge alone.
pub fn all() -> Vec<Case> {
    let case = Case::new("p = 0.4", &[("x", 40)], |values: &Values| {
        let x = values.tensor(0, (8, Const::<5>));
        let y = Cpu::dropout(x.leaky_trace(), 0.4);
        values.judge(y, |g| vec![g.get(&x).as_vec()])
    });
    vec![case.without_plain()]
}

#[test]
fn as_many_are_dropped_as_asked_and_the_mean_stays() {
    let dev = Cpu::seed_from_u64(3);
    let x: Tensor<(usize,), f32, _> = dev.ones_like(&(100_000,));
    for p in [0.0_f32, 0.1, 0.5, 0.9] {
        let y = Cpu::dropout(x.clone(), p).as_vec();
        let dropped = y.iter().filter(|y| **y == 0.0).count() as f32 / 100_000.0;
        assert!((dropped - p).abs() < 0.005, "{dropped} of {p}");
        assert!(y.iter().all(|y| *y == 0.0 || (*y - 1.0 / (1.0 - p)).abs() < 1e-5));
    }
}

#[test]
fn every_call_drops_others_and_a_seed_the_same() {
    let drop = |seed: u64| {
        let dev = Cpu::seed_from_u64(seed);
        let x = dev.ones::<Rank1<64>>();
        [Cpu::dropout(x.clone(), 0.5).array(), Cpu::dropout(x, 0.5).array()]
    };
    assert_eq!(drop(1), drop(1));
    assert_ne!(drop(1)[0], drop(1)[1]);
    assert_ne!(drop(1)[0], drop(2)[0]);
}
