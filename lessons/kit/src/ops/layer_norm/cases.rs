//! What the registry runs.

use crate::ops::{
    Fused,
    registry::{Case, Values},
};
use dfdx::prelude::*;

/// Rows shorter and longer than a vector of the machine.
pub fn all() -> Vec<Case> {
    let long: &[(&str, usize)] = &[("x", 3 * 37), ("weight", 37), ("bias", 37)];
    let short: &[(&str, usize)] = &[("x", 2 * 3 * 5), ("weight", 5), ("bias", 5)];
    vec![
        Case::new("37 features", long, |values: &Values| {
            let x = values.tensor(0, (3, Const::<37>));
            let (w, b) = (values.tensor(1, Default::default()), values.tensor(2, Default::default()));
            let y = Cpu::layer_norm(x.leaky_trace(), &w, &b, 1e-5);
            values.judge(y, |g| vec![g.get(&x).as_vec(), g.get(&w).as_vec(), g.get(&b).as_vec()])
        }),
        Case::new("three axes", short, |values: &Values| {
            let x = values.tensor(0, (2, 3, Const::<5>));
            let (w, b) = (values.tensor(1, Default::default()), values.tensor(2, Default::default()));
            let y = Cpu::layer_norm(x.leaky_trace(), &w, &b, 1e-5);
            values.judge(y, |g| vec![g.get(&x).as_vec(), g.get(&w).as_vec(), g.get(&b).as_vec()])
        }),
    ]
}

#[test]
fn the_value_is_the_formulas() {
    let dev = Cpu::default();
    let x = dev.tensor([[1.0_f32, 3.0], [-2.0, 2.0]]);
    let y = Cpu::layer_norm(x, &dev.tensor([1.0_f32, 2.0]), &dev.tensor([0.5_f32, 0.0]), 0.0);
    assert_eq!(y.array(), [[-0.5, 2.0], [-0.5, 2.0]]);
}
