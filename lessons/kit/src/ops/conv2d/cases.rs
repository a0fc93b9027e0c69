//! What the registry runs.

use super::Stage;
use crate::ops::{
    Fused, Input, Window,
    registry::{Case, Values},
};
use dfdx::prelude::*;

const RELU: Stage = Stage { relu: true, max_pool: 0 };

/// Images of 6 x 5 pixels.
fn case<const C: usize, const O: usize, const K: usize>(batch: usize, window: Window, then: Stage) -> Case {
    let inputs = [("x", batch * C * 30), ("weight", O * C * K * K), ("bias", O)];
    Case::new(format!("{C} to {O}, {window:?}, {then:?}"), &inputs, move |values: &Values| {
        let x = values.tensor(0, (batch, Const::<C>, 6, 5));
        let w = values.tensor::<Rank4<O, C, K, K>>(1, Default::default());
        let b = values.tensor::<Rank1<O>>(2, Default::default());
        let y = Cpu::conv2d(x.leaky_trace(), &w, Some(&b), window, then, Input::Computed);
        values.judge(y, |g| vec![g.get(&x).as_vec(), g.get(&w).as_vec(), g.get(&b).as_vec()])
    })
}

/// Kernels, steps and padding of every kind, blocks of every size, with and without what follows.
pub fn all() -> Vec<Case> {
    let bare = Stage::default();
    let no_bias = Case::new("no bias", &[("x", 2 * 30), ("weight", 2 * 9)], |values: &Values| {
        let x = values.tensor(0, (2, Const::<1>, 6, 5));
        let w = values.tensor::<Rank4<2, 1, 3, 3>>(1, Default::default());
        let y = Cpu::conv2d(x.leaky_trace(), &w, None, Window::new(3), Stage::default(), Input::Computed);
        values.judge(y, |g| vec![g.get(&x).as_vec(), g.get(&w).as_vec()])
    });
    vec![
        case::<1, 1, 1>(1, Window::new(1), bare),
        case::<2, 7, 3>(2, Window::new(3).padding(1), bare),
        case::<2, 3, 3>(1, Window::new(3).stride(2), bare),
        case::<1, 2, 5>(2, Window::new(5).stride(2).padding(2), bare),
        case::<1, 2, 2>(1, Window::new(2).stride(3).padding(2), bare),
        case::<1, 6, 3>(2, Window::new(3).padding(1), RELU),
        case::<2, 2, 3>(2, Window::new(3).padding(1), Stage { relu: true, max_pool: 2 }),
        case::<1, 3, 2>(1, Window::new(2), Stage { relu: false, max_pool: 2 }),
        no_bias,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_is_the_formulas() {
        let dev = Cpu::default();
        let x = dev.tensor([[[[1.0_f32, 2.0, 0.0], [0.0, 1.0, 3.0], [2.0, 0.0, 1.0]]]]);
        let w = dev.tensor([[[[1.0_f32, -1.0], [0.0, 2.0]]]]);
        let b = dev.tensor([0.5_f32]);
        let y = |window, then| Cpu::conv2d(x.clone(), &w, Some(&b), window, then, Input::Computed).as_vec();
        // The kernel is not turned: top left is 1 - 2 + 2 * 1 + 0.5.
        assert_eq!(y(Window::new(2), Stage::default()), [1.5, 8.5, -0.5, 0.5]);
        assert_eq!(y(Window::new(2), RELU), [1.5, 8.5, 0.0, 0.5]);
        assert_eq!(y(Window::new(2), Stage { relu: true, max_pool: 2 }), [8.5]);
        assert_eq!(y(Window::new(2).stride(2).padding(1), Stage::default()), [2.5, 0.5, 4.5, 0.5]);
    }

    /// More images than lanes and threads, and a last sixteen that is not full; both forms.
    #[test]
    fn many_images_are_all_computed() {
        let dev = Cpu::seed_from_u64(2);
        let x: Tensor<(usize, Const<3>, usize, usize), f32, _> = dev.sample_normal_like(&(53, Const, 9, 11));
        let (w, b) = (dev.sample_normal::<Rank4<5, 3, 3, 3>>(), dev.sample_normal::<Rank1<5>>());
        for then in [Stage::default(), Stage { relu: true, max_pool: 2 }] {
            let run = |fused| {
                crate::ops::set_fused(fused);
                let y = Cpu::conv2d(x.leaky_trace(), &w, Some(&b), Window::new(3).padding(1), then, Input::Computed);
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

    #[test]
    fn data_gets_no_gradient_and_parameters_do() {
        let dev = Cpu::default();
        let (x, w) = (dev.ones::<Rank4<2, 1, 3, 3>>(), dev.ones::<Rank4<1, 1, 2, 2>>());
        let y = Cpu::conv2d(x.leaky_trace(), &w, None, Window::new(2), Stage::default(), Input::Data);
        let mut gradients = y.sum::<Rank0, _>().backward();
        assert_eq!(gradients.get(&w).as_vec(), [8.0; 4]);
        assert_eq!(gradients.get_or_alloc_mut(&x).unwrap().as_slice(), [0.0; 18]);
    }
}
