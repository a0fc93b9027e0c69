//! What the registry runs.

use crate::ops::{
    Fused,
    registry::{Case, Values},
};
use dfdx::prelude::*;

/// A sequence as long as the context, and a shorter one.
pub fn all() -> Vec<Case> {
    let case = |time: usize| {
        let inputs = [("x", 2 * time * 3), ("weight", 4 * 3)];
        Case::new(format!("{time} of 4 places"), &inputs, move |values: &Values| {
            let x = values.tensor(0, (2, time, Const::<3>));
            let weight = values.tensor::<Rank2<4, 3>>(1, Default::default());
            let y = Cpu::positions(x.leaky_trace(), &weight);
            values.judge(y, |g| vec![g.get(&x).as_vec(), g.get(&weight).as_vec()])
        })
    };
    vec![case(4), case(2)]
}

#[test]
fn the_value_is_the_sum() {
    let dev = Cpu::default();
    let x = dev.tensor([[[1.0_f32, 2.0]], [[3.0, 4.0]]]);
    let y = Cpu::positions(x, &dev.tensor([[10.0_f32, 20.0], [30.0, 40.0]]));
    assert_eq!(y.array(), [[[11.0, 22.0]], [[13.0, 24.0]]]);
}

#[test]
#[should_panic(expected = "5")]
fn a_sequence_longer_than_the_context_is_named() {
    let dev = Cpu::default();
    let _ = Cpu::positions(dev.zeros::<Rank3<1, 5, 2>>(), &dev.zeros::<Rank2<4, 2>>());
}
