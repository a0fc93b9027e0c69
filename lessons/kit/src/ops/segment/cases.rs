//! What the registry runs.

use crate::graph::Segments;
use crate::ops::{
    Fused,
    registry::{Case, Values},
};
use dfdx::prelude::*;

type Rows = Tensor<(usize, Const<3>), f32, Cpu, OwnedTape<f32, Cpu>>;

/// Seven rows in four segments, out of order; segment 2 is empty.
fn segments() -> Segments {
    Segments::new(&[3, 0, 1, 0, 3, 3, 0], 4)
}

fn case(name: &'static str, run: fn(Rows, &Segments) -> Rows) -> Vec<Case> {
    vec![Case::new(name, &[("x", 7 * 3)], move |values: &Values| {
        let x = values.tensor(0, (7, Const::<3>));
        let y = run(x.leaky_trace(), &segments());
        values.judge(y, |g| vec![g.get(&x).as_vec()])
    })]
}

/// Of the sum.
pub fn sum() -> Vec<Case> {
    case("out of order", Cpu::segment_sum)
}

/// Of the mean.
pub fn mean() -> Vec<Case> {
    case("out of order", Cpu::segment_mean)
}

/// Of the maximum.
pub fn max() -> Vec<Case> {
    case("out of order", Cpu::segment_max)
}

/// Of the softmax.
pub fn softmax() -> Vec<Case> {
    case("out of order", Cpu::segment_softmax)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Tensor<Rank2<3, 2>, f32, Cpu> {
        Cpu::default().tensor([[1.0, 2.0], [3.0, -4.0], [5.0, 6.0]])
    }

    #[test]
    fn the_values_are_the_definitions() {
        let segments = Segments::new(&[1, 0, 1], 3);
        assert_eq!(Cpu::segment_sum(rows(), &segments).as_vec(), [3.0, -4.0, 6.0, 8.0, 0.0, 0.0]);
        assert_eq!(Cpu::segment_mean(rows(), &segments).as_vec(), [3.0, -4.0, 3.0, 4.0, 0.0, 0.0]);
        assert_eq!(Cpu::segment_max(rows(), &segments).as_vec(), [3.0, -4.0, 5.0, 6.0, 0.0, 0.0]);
        let softmax = Cpu::segment_softmax(rows(), &segments).array();
        assert_eq!(softmax[1], [1.0, 1.0]);
        let low = 1.0 / (1.0 + 4f32.exp());
        for (first, last) in softmax[0].iter().zip(softmax[2]) {
            assert!((first - low).abs() < 1e-6 && (first + last - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn large_numbers_do_not_overflow() {
        let x = rows() * 1e4;
        let softmax = Cpu::segment_softmax(x, &Segments::new(&[0, 0, 0], 1)).as_vec();
        assert!(softmax.iter().all(|p| p.is_finite()), "{softmax:?}");
    }

    #[test]
    fn of_equal_rows_the_first_gets_the_gradient() {
        let x = Cpu::default().ones::<Rank2<3, 1>>();
        let g = Cpu::segment_max(x.leaky_trace(), &Segments::new(&[0, 0, 0], 1)).sum::<Rank0, _>().backward();
        assert_eq!(g.get(&x).array(), [[1.0], [0.0], [0.0]]);
    }

    #[test]
    #[should_panic(expected = "3 rows")]
    fn segments_of_other_rows_are_refused() {
        Cpu::segment_sum(rows(), &Segments::new(&[0, 0], 1));
    }
}
