//! Single cells: what a learner types.

use super::case::{Case, End};
use crate::common::Kit;

const TENSOR: &[&str] =
    &["let dev = Cpu::default();", "let t: Tensor<Rank2<2, 2>, f32, _> = dev.tensor([[1.0_f32, 2.0], [3.0, 4.0]]);"];

/// All of them.
pub fn all() -> Vec<Case> {
    vec![
        Case::new("one-plus-two", &[], "1 + {i}"),
        Case::new("let", &[], "let z{i} = {i};"),
        Case::new("tensor", TENSOR, "let u{i} = t.clone().exp() * {i}.0;"),
        Case { end: End::Fails, ..Case::new("error", &[], "let wrong: i32 = \"{i}\";") },
        Case::new("rerun", TENSOR, "let again = (t.clone() * 2.0).tanh();\nprintln!(\"{:?}\", again.array());"),
        Case {
            kit: Kit::Frames,
            ..Case::new(
                "frames",
                &[
                    "use polars::prelude::*;",
                    "let birds = df!(\"species\" => [\"Adelie\", \"Gentoo\"], \"mass\" => [3700.0_f64, 5100.0]).unwrap();",
                ],
                "birds.head(Some({i}))",
            )
        },
    ]
}
