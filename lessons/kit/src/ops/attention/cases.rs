//! What the registry runs.

use super::Mask;
use crate::ops::{
    Fused,
    registry::{Case, Values},
};
use dfdx::prelude::*;

/// Both masks, one and more heads, a single place.
pub fn all() -> Vec<Case> {
    let case = |mask: Mask, heads: usize, batch: usize, time: usize| {
        let inputs = [("qkv", batch * time * 3 * 6)];
        Case::new(format!("{mask:?}, {heads} heads, {batch} x {time}"), &inputs, move |values: &Values| {
            let x = values.tensor(0, (batch, time, Const::<3>, Const::<6>));
            let y = Cpu::attention(x.leaky_trace(), heads, mask);
            values.judge(y, |g| vec![g.get(&x).as_vec()])
        })
    };
    vec![case(Mask::Causal, 2, 2, 5), case(Mask::Full, 2, 2, 5), case(Mask::Causal, 1, 1, 3), case(Mask::Full, 3, 1, 1)]
}

#[test]
fn the_value_is_the_formulas() {
    let dev = Cpu::default();
    // Equal keys: every place that is seen counts alike, so the output is the mean of their values.
    let qkv = dev.tensor([[[[1.0_f32, 2.0], [0.5, 0.5], [2.0, 0.0]], [[3.0, -1.0], [0.5, 0.5], [4.0, 6.0]]]]);
    assert_eq!(Cpu::attention(qkv.clone(), 1, Mask::Causal).array(), [[[2.0, 0.0], [3.0, 3.0]]]);
    assert_eq!(Cpu::attention(qkv, 1, Mask::Full).array(), [[[3.0, 3.0], [3.0, 3.0]]]);
}

#[test]
fn the_future_changes_nothing() {
    let dev = Cpu::seed_from_u64(1);
    let mut x = dev.sample_normal::<Rank4<1, 4, 3, 8>>();
    let before = Cpu::attention(x.clone(), 2, Mask::Causal).array();
    x[[0, 3, 1, 2]] += 5.0;
    x[[0, 3, 2, 2]] += 5.0;
    let after = Cpu::attention(x, 2, Mask::Causal).array();
    assert_eq!(before[0][..3], after[0][..3]);
    assert_ne!(before[0][3], after[0][3]);
}

#[test]
#[should_panic(expected = "heads")]
fn heads_that_do_not_divide_the_features_are_named() {
    let _ = Cpu::attention(Cpu::default().zeros::<Rank4<1, 2, 3, 8>>(), 3, Mask::Full);
}
