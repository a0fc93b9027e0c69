//! What the registry runs.

use crate::ops::{
    Fused,
    registry::{Case, Values},
};
use dfdx::prelude::*;

/// One axis and two, with a row taken twice and a row never taken.
pub fn all() -> Vec<Case> {
    vec![
        Case::new("a row", &[("weight", 5 * 3)], |values: &Values| {
            let weight = values.tensor::<Rank2<5, 3>>(0, Default::default());
            let indices = Cpu::default().tensor([4_usize, 1, 1, 0]);
            let y = Cpu::embedding(indices.trace(Gradients::leaky()), &weight);
            values.judge(y, |g| vec![g.get(&weight).as_vec()])
        }),
        Case::new("a batch", &[("weight", 5 * 3)], |values: &Values| {
            let weight = values.tensor::<Rank2<5, 3>>(0, Default::default());
            let indices = Cpu::default().tensor_from_vec(vec![4_usize, 1, 1, 0, 3, 1], (2, 3));
            let y = Cpu::embedding(indices.trace(Gradients::leaky()), &weight);
            values.judge(y, |g| vec![g.get(&weight).as_vec()])
        }),
    ]
}

#[test]
fn the_value_is_the_table() {
    let dev = Cpu::default();
    let weight = dev.tensor([[1.0_f32, 2.0], [3.0, 4.0], [5.0, 6.0]]);
    assert_eq!(Cpu::embedding(dev.tensor([2_usize, 0, 2]), &weight).array(), [[5.0, 6.0], [1.0, 2.0], [5.0, 6.0]]);
}

#[test]
#[should_panic(expected = "7")]
fn an_index_outside_is_named() {
    let dev = Cpu::default();
    let _ = Cpu::embedding(dev.tensor([1_usize, 7]), &dev.zeros::<Rank2<3, 2>>());
}
