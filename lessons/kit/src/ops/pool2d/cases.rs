//! What the registry runs.

use crate::ops::{
    Fused, Window,
    registry::{Case, Values},
};
use dfdx::prelude::*;

type Images = Tensor<(usize, Const<2>, usize, usize), f32, Cpu, OwnedTape<f32, Cpu>>;

const WINDOWS: [Window; 3] = [Window::tiles(2), Window::new(3).stride(2).padding(1), Window::new(2)];

fn cases(run: fn(Images, Window) -> Images) -> Vec<Case> {
    WINDOWS
        .into_iter()
        .map(|window| {
            Case::new(format!("{window:?}"), &[("x", 2 * 2 * 5 * 4)], move |values: &Values| {
                let x = values.tensor(0, (2, Const::<2>, 5, 4));
                let y = run(x.leaky_trace(), window);
                values.judge(y, |g| vec![g.get(&x).as_vec()])
            })
        })
        .collect()
}

/// Of the maximum.
pub fn max() -> Vec<Case> {
    cases(Cpu::max_pool2d)
}

/// Of the mean.
pub fn avg() -> Vec<Case> {
    cases(Cpu::avg_pool2d)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_values_are_the_definitions() {
        let dev = Cpu::default();
        let x = dev.tensor([[[[1.0_f32, 2.0, 3.0], [4.0, -9.0, 6.0], [7.0, 8.0, -9.0]]]]);
        let max = |window| Cpu::max_pool2d(x.clone(), window).as_vec();
        assert_eq!(max(Window::tiles(2)), [4.0]);
        assert_eq!(max(Window::new(2)), [4.0, 6.0, 8.0, 8.0]);
        assert_eq!(max(Window::new(3).stride(2).padding(1)), [4.0, 6.0, 8.0, 8.0]);
        let avg = |window| Cpu::avg_pool2d(x.clone(), window).as_vec();
        assert_eq!(avg(Window::tiles(2)), [-0.5]);
        assert_eq!(avg(Window::tiles(2).padding(1)), [0.25, 1.25, 2.75, -1.0]);
    }

    #[test]
    fn of_equal_pixels_the_first_gets_the_gradient() {
        let x = Cpu::default().ones::<Rank4<1, 1, 2, 2>>();
        let g = Cpu::max_pool2d(x.leaky_trace(), Window::tiles(2)).sum::<Rank0, _>().backward();
        assert_eq!(g.get(&x).as_vec(), [1.0, 0.0, 0.0, 0.0]);
    }
}
