//! What the registry runs.

use crate::graph::{Csr, SparseInput};
use crate::ops::{
    Activation, Fused,
    registry::{Case, Values},
};
use dfdx::prelude::*;

/// A 4 x 5 matrix with an empty row, an empty column and a full row.
fn matrix() -> Csr {
    let full = (0..5).filter(|column| *column != 3).map(|column| (2, column, 0.5 - column as f32));
    let entries: Vec<_> = [(0, 4, 2.0), (0, 1, -1.0), (3, 0, 3.0)].into_iter().chain(full).collect();
    Csr::from_entries(4, 5, &entries)
}

fn case<const C: usize>(name: &'static str) -> Case {
    Case::new(name, &[("x", 5 * C)], |values: &Values| {
        let x = values.tensor(0, (5, Const::<C>));
        let y = Cpu::sparse_mm(&matrix(), x.leaky_trace(), None, Activation::Identity);
        values.judge(y, |g| vec![g.get(&x).as_vec()])
    })
}

/// Widths that end in every block size.
pub fn all() -> Vec<Case> {
    let permuted = Case::new("a permuted input", &[("x", 15)], |values: &Values| {
        let x = values.tensor::<Rank2<3, 5>>(0, Default::default());
        let y = Cpu::sparse_mm(&matrix(), x.leaky_trace().permute::<Rank2<5, 3>, _>(), None, Activation::Identity);
        values.judge(y, |g| vec![g.get(&x).as_vec()])
    });
    let followed = [Activation::Relu, Activation::GeluTanh].map(|activation| {
        Case::new(format!("bias, {activation:?}"), &[("x", 5 * 3), ("bias", 3)], move |values: &Values| {
            let (x, b) = (values.tensor(0, (5, Const::<3>)), values.tensor::<Rank1<3>>(1, Default::default()));
            let y = Cpu::sparse_mm(&matrix(), x.leaky_trace(), Some(&b), activation);
            values.judge(y, |g| vec![g.get(&x).as_vec(), g.get(&b).as_vec()])
        })
    });
    let mut cases = vec![
        case::<1>("one column"),
        case::<7>("seven columns"),
        case::<29>("29 columns"),
        case::<80>("80 columns"),
        permuted,
    ];
    cases.extend(followed);
    cases
}

/// A layer with a sparse input; one output, and more than a block of them.
pub fn linear() -> Vec<Case> {
    fn case<const O: usize>() -> Case {
        Case::new(format!("{O} outputs"), &[("weight", O * 5)], |values: &Values| {
            let w = values.tensor::<Rank2<O, 5>>(0, Default::default());
            let x = SparseInput { matrix: matrix(), tape: OwnedTape::default() };
            values.judge(Cpu::sparse_linear(x, &w), |g| vec![g.get(&w).as_vec()])
        })
    }
    vec![case::<1>(), case::<7>(), case::<20>()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_value_is_the_sum_of_the_named_rows() {
        let dev = Cpu::default();
        let x = dev.tensor([[1.0_f32, 2.0], [3.0, 4.0], [5.0, 6.0], [7.0, 8.0], [9.0, 10.0]]);
        let a = Csr::from_entries(3, 5, &[(0, 1, 2.0), (0, 4, 1.0), (2, 0, -1.0)]);
        assert_eq!(Cpu::sparse_mm(&a, x, None, Activation::Identity).as_vec(), [15.0, 18.0, 0.0, 0.0, -1.0, -2.0]);
    }

    #[test]
    fn threads_share_rows_of_very_different_lengths() {
        // Row 0 has every column: a hub.
        let entries: Vec<_> = (0..3000).flat_map(|i| [(0, i, 1.0), (i, (i * 7) % 3000, 0.5)]).collect();
        let a = Csr::from_entries(3000, 3000, &entries);
        let dev = Cpu::seed_from_u64(3);
        let x: Tensor<(usize, Const<64>), f32, _> = dev.sample_normal_like(&(3000, Const));
        let run = |fused| {
            crate::ops::set_fused(fused);
            let y = Cpu::sparse_mm(&a, x.leaky_trace(), None, Activation::Identity);
            let out = y.as_vec();
            let g = y.square().mean().backward();
            crate::ops::set_fused(true);
            [out, g.get(&x).as_vec()]
        };
        for (fused, plain) in run(true).iter().zip(run(false)) {
            let largest = plain.iter().fold(0.0_f32, |most, x| most.max(x.abs()));
            assert!(fused.iter().zip(&plain).all(|(f, p)| (f - p).abs() <= 1e-5 * largest));
        }
    }

    #[test]
    #[should_panic(expected = "5 columns")]
    fn rows_that_do_not_fit_are_refused() {
        Cpu::sparse_mm(&matrix(), Cpu::default().zeros::<Rank2<4, 2>>(), None, Activation::Identity);
    }
}
