//! What the registry runs.

use super::{Activation, After, Input};
use crate::ops::{
    Fused,
    registry::{Case, Values},
};
use dfdx::prelude::*;

/// Every activation, with and without bias and residual, over inputs of every rank.
pub fn all() -> Vec<Case> {
    let given: &[(&str, usize)] = &[("x", 6 * 4), ("weight", 5 * 4), ("bias", 5), ("residual", 6 * 5)];
    let mut cases: Vec<_> = [Activation::Identity, Activation::Relu, Activation::Gelu, Activation::GeluTanh]
        .into_iter()
        .map(|activation| {
            Case::new(format!("{activation:?}"), given, move |values: &Values| {
                let x = values.tensor(0, (6, Const::<4>));
                let (w, b) = (values.tensor(1, Default::default()), values.tensor(2, Default::default()));
                let residual = values.tensor(3, (6, Const::<5>));
                let after = After { activation, residual: Some(&residual) };
                let y = Cpu::linear(x.leaky_trace(), &w, Some(&b), after, Input::Computed);
                values.judge(y, |g| {
                    vec![g.get(&x).as_vec(), g.get(&w).as_vec(), g.get(&b).as_vec(), g.get(&residual).as_vec()]
                })
            })
        })
        .collect();
    cases.push(Case::new("no bias, three axes", &given[..2], |values: &Values| {
        let x = values.tensor(0, (2, 3, Const::<4>));
        let w = values.tensor::<Rank2<5, 4>>(1, Default::default());
        let y = Cpu::linear(x.leaky_trace(), &w, None, After::default(), Input::Computed);
        values.judge(y, |g| vec![g.get(&x).as_vec(), g.get(&w).as_vec()])
    }));
    cases.push(Case::new("a permuted input", &given[..2], |values: &Values| {
        let x = values.tensor::<Rank2<4, 6>>(0, Default::default());
        let w = values.tensor::<Rank2<5, 4>>(1, Default::default());
        let turned = x.leaky_trace().permute::<Rank2<6, 4>, _>();
        let y = Cpu::linear(turned, &w, None, Activation::Relu.into(), Input::Computed);
        values.judge(y, |g| vec![g.get(&x).as_vec(), g.get(&w).as_vec()])
    }));
    cases.push(Case::new("its own residual", &[("x", 12), ("weight", 16)], |values: &Values| {
        let (x, w) =
            (values.tensor::<Rank2<3, 4>>(0, Default::default()), values.tensor::<Rank2<4, 4>>(1, Default::default()));
        let y = Cpu::linear(x.leaky_trace(), &w, None, (&x).into(), Input::Computed);
        values.judge(y, |g| vec![g.get(&x).as_vec(), g.get(&w).as_vec()])
    }));
    cases
}

/// The projection of an attention layer.
pub fn projection() -> Vec<Case> {
    let inputs: &[(&str, usize)] = &[("x", 2 * 3 * 4), ("weight", 3 * 4 * 4), ("bias", 3 * 4)];
    vec![Case::new("packed", inputs, |values: &Values| {
        let x = values.tensor(0, (2, 3, Const::<4>));
        let (w, b) = (values.tensor(1, Default::default()), values.tensor(2, Default::default()));
        let y = Cpu::in_projection(x.leaky_trace(), &w, &b);
        values.judge(y, |g| vec![g.get(&x).as_vec(), g.get(&w).as_vec(), g.get(&b).as_vec()])
    })]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_is_the_formulas() {
        let dev = Cpu::default();
        let x = dev.tensor([[1.0_f32, 2.0], [-1.0, 0.5]]);
        let w = dev.tensor([[1.0_f32, 0.0], [2.0, -1.0], [0.5, 0.5]]);
        let b = dev.tensor([0.0_f32, 1.0, -1.0]);
        let y = Cpu::linear(x.clone(), &w, Some(&b), After::default(), Input::Computed);
        assert_eq!(y.array(), [[1.0, 1.0, 0.5], [-1.0, -1.5, -1.25]]);
        let y = Cpu::linear(x, &w, Some(&b), Activation::Relu.into(), Input::Computed);
        assert_eq!(y.array(), [[1.0, 1.0, 0.5], [0.0, 0.0, 0.0]]);
    }

    #[test]
    fn data_gets_no_gradient_and_parameters_do() {
        let dev = Cpu::default();
        let (x, w) = (dev.ones::<Rank2<3, 2>>(), dev.ones::<Rank2<4, 2>>());
        let y = Cpu::linear(x.leaky_trace(), &w, None, After::default(), Input::Data);
        let mut gradients = y.sum::<Rank0, _>().backward();
        assert_eq!(gradients.get(&w).array(), [[3.0; 2]; 4]);
        assert_eq!(gradients.get_or_alloc_mut(&x).unwrap().as_slice(), [0.0; 6]);
    }

    #[test]
    fn the_gradient_of_an_intermediate_tensor_stays_readable() {
        let dev = Cpu::default();
        let (x, w) = (dev.ones::<Rank2<3, 2>>(), dev.ones::<Rank2<4, 2>>());
        let hidden = Cpu::linear(x.leaky_trace(), &w, None, After::default(), Input::Computed);
        let looked_at = hidden.retaped::<NoneTape>();
        let gradients = hidden.sum::<Rank0, _>().backward();
        assert_eq!(gradients.get(&looked_at).array(), [[1.0; 4]; 3]);
    }

    #[test]
    fn more_rows_than_a_share_are_all_done() {
        let dev = Cpu::seed_from_u64(4);
        let x: Tensor<(usize, Const<96>), f32, _> = dev.sample_normal_like(&(301, Const));
        let (w, b) = (dev.sample_normal::<Rank2<64, 96>>(), dev.sample_normal::<Rank1<64>>());
        let run = |fused: bool| {
            crate::ops::set_fused(fused);
            let y = Cpu::linear(x.leaky_trace(), &w, Some(&b), Activation::Gelu.into(), Input::Computed);
            let out = y.as_vec();
            let g = y.square().mean().backward();
            crate::ops::set_fused(true);
            [out, g.get(&x).as_vec(), g.get(&w).as_vec(), g.get(&b).as_vec()]
        };
        for (fused, plain) in run(true).iter().zip(run(false)) {
            let largest = plain.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
            assert!(fused.iter().zip(&plain).all(|(f, p)| (f - p).abs() <= 2e-5 * largest));
        }
    }
}
