//! What the registry runs.

use super::IGNORE_INDEX;
use crate::ops::{
    Fused,
    registry::{Case, Values},
};
use dfdx::prelude::*;

/// With and without rows that do not count.
pub fn all() -> Vec<Case> {
    let case = |name: &str, targets: [usize; 6]| {
        Case::new(name, &[("logits", 6 * 19)], move |values: &Values| {
            let x = values.tensor(0, (2, 3, Const::<19>));
            let loss = Cpu::cross_entropy(x.leaky_trace(), &targets);
            values.judge(loss, |g| vec![g.get(&x).as_vec()])
        })
    };
    let skip = IGNORE_INDEX;
    vec![case("all rows", [0, 18, 3, 3, 7, 11]), case("rows ignored", [0, skip, 3, skip, skip, 11])]
}

#[test]
fn the_value_is_the_formulas() {
    let dev = Cpu::default();
    let loss = |x: [[f32; 3]; 2], targets: [usize; 2]| Cpu::cross_entropy(dev.tensor(x), &targets).array();
    assert!((loss([[0.0; 3]; 2], [0, 2]) - 3.0_f32.ln()).abs() < 1e-6);
    // A logit that is far above the others is certain, in either direction and without overflow.
    assert_eq!(loss([[500.0, 0.0, 0.0]; 2], [0, 0]), 0.0);
    assert_eq!(loss([[500.0, 0.0, 0.0]; 2], [1, IGNORE_INDEX]), 500.0);
}

#[test]
#[should_panic(expected = "3")]
fn a_target_that_is_no_class_is_named() {
    let _ = Cpu::cross_entropy(Cpu::default().zeros::<Rank2<1, 3>>(), &[3]);
}

#[test]
#[should_panic(expected = "2")]
fn a_missing_target_is_named() {
    let _ = Cpu::cross_entropy(Cpu::default().zeros::<Rank2<2, 3>>(), &[1]);
}
