//! Every operation's cases in one table, and the test that walks it: the fused form against the plain one, and its
//! gradients against finite differences.

use super::{
    adam, attention, conv2d, cross_entropy, dropout, embedding, layer_norm, linear, pool2d, positions, segment,
    set_fused, sparse_mm,
};
use crate::check::check;
use dfdx::{
    prelude::*,
    shapes::{HasShape, Shape},
};

/// A row for every method of [`super::Fused`], by its name.
const OPERATIONS: &[(&str, Cases)] = &[
    ("linear", linear::cases::all),
    ("in_projection", linear::cases::projection),
    ("layer_norm", layer_norm::cases::all),
    ("attention", attention::cases::all),
    ("cross_entropy", cross_entropy::cases::all),
    ("embedding", embedding::cases::all),
    ("positions", positions::cases::all),
    ("dropout", dropout::cases::all),
    ("sparse_mm", sparse_mm::cases::all),
    ("sparse_linear", sparse_mm::cases::linear),
    ("segment_sum", segment::cases::sum),
    ("segment_mean", segment::cases::mean),
    ("segment_max", segment::cases::max),
    ("segment_softmax", segment::cases::softmax),
    ("conv2d", conv2d::cases::all),
    ("max_pool2d", pool2d::cases::max),
    ("avg_pool2d", pool2d::cases::avg),
    ("adam", adam::cases::all),
];

type Cases = fn() -> Vec<Case>;

/// An operation on inputs that the test chooses.
pub struct Case {
    name: String,
    inputs: Vec<(&'static str, usize)>,
    run: Box<dyn Fn(&Values) -> Outcome>,
    has_plain: bool,
}

/// The numbers that a case runs on: one list an input.
pub struct Values(Vec<Vec<f32>>);

/// What a case computed.
pub struct Outcome {
    output: Vec<f32>,
    /// The loss: the output's numbers, each times a weight of its own, so that no two errors cancel.
    loss: f32,
    /// Of the loss, one list an input.
    gradients: Vec<Vec<f32>>,
}

impl Case {
    /// A case over inputs of these names and lengths.
    pub fn new(
        name: impl Into<String>,
        inputs: &[(&'static str, usize)],
        run: impl Fn(&Values) -> Outcome + 'static,
    ) -> Self {
        Self { name: name.into(), inputs: inputs.to_vec(), run: Box::new(run), has_plain: true }
    }

    /// An operation that dfdx cannot compose: finite differences are its only oracle.
    pub fn without_plain(self) -> Self {
        Self { has_plain: false, ..self }
    }

    /// Numbers near 1 in size, none near 0, where ReLU has its kink.
    fn values(&self) -> Values {
        let number = |at: usize| {
            let x = ((at * 7919 + 13) % 1009) as f32 / 1009.0;
            if x < 0.5 { -1.3 + 2.0 * x } else { 2.0 * x - 0.7 }
        };
        let starts = self.inputs.iter().scan(0, |start, (_, n)| Some(std::mem::replace(start, *start + n)));
        Values(starts.zip(&self.inputs).map(|(start, (_, n))| (start..start + n).map(number).collect()).collect())
    }
}

impl Outcome {
    /// Of what has no gradient: a step of an optimizer.
    pub fn of(output: Vec<f32>) -> Self {
        Self { output, loss: 0.0, gradients: Vec::new() }
    }
}

impl Values {
    /// The numbers of an input as a tensor.
    pub fn tensor<S: Shape>(&self, input: usize, shape: S) -> Tensor<S, f32, Cpu> {
        Cpu::default().tensor_from_vec(self.0[input].clone(), shape)
    }

    /// Ends a case: the loss of an output, and the gradients that `of` reads.
    pub fn judge<S: Shape>(
        &self,
        output: Tensor<S, f32, Cpu, OwnedTape<f32, Cpu>>,
        of: impl FnOnce(&Gradients<f32, Cpu>) -> Vec<Vec<f32>>,
    ) -> Outcome {
        let numbers = output.as_vec();
        let weights: Vec<f32> = (0..numbers.len()).map(|i| ((i * 31 + 7) % 17) as f32 / 8.0 - 1.0).collect();
        // Added up in f64: the difference of two losses must not drown in rounding.
        let loss = numbers.iter().zip(&weights).map(|(x, w)| f64::from(*x) * f64::from(*w)).sum::<f64>() as f32;
        let weights = Cpu::default().tensor_from_vec(weights, *output.shape());
        let (output, tape) = output.split_tape();
        let weighted = output.reshape_like(&(numbers.len(),)).put_tape(tape) * weights.reshape_like(&(numbers.len(),));
        let gradients = of(&weighted.sum::<Rank0, _>().backward());
        Outcome { output: numbers, loss, gradients }
    }
}

#[test]
fn every_operation_has_a_row() {
    let source = include_str!("fused.rs");
    let methods = source.split("impl Fused for Cpu").next().unwrap().split("    fn ").skip(1);
    let names: Vec<&str> = methods.map(|rest| rest.split(['<', '(']).next().unwrap()).collect();
    let rows: Vec<&str> = OPERATIONS.iter().map(|(name, _)| *name).collect();
    assert_eq!(rows, names, "the registry has a row for every method of Fused, in its order");
}

#[test]
fn fused_and_plain_agree() {
    for (operation, cases) in OPERATIONS {
        for case in cases().iter().filter(|case| case.has_plain) {
            let values = case.values();
            let fused = (case.run)(&values);
            set_fused(false);
            let plain = (case.run)(&values);
            set_fused(true);
            agree(operation, case, "output", &fused.output, &plain.output);
            for (input, (f, p)) in case.inputs.iter().zip(fused.gradients.iter().zip(&plain.gradients)) {
                agree(operation, case, input.0, f, p);
            }
        }
    }
}

fn agree(operation: &str, case: &Case, what: &str, fused: &[f32], plain: &[f32]) {
    let largest = plain.iter().fold(1.0_f32, |most, x| most.max(x.abs()));
    assert_eq!(fused.len(), plain.len());
    for (at, (f, p)) in fused.iter().zip(plain).enumerate() {
        assert!((f - p).abs() <= 1e-5 * largest, "{operation}, {}: {what}[{at}] is {f}, plain {p}", case.name);
    }
}

#[test]
fn every_gradient_is_the_finite_difference() {
    for (operation, cases) in OPERATIONS {
        let cases = cases();
        assert!(!cases.is_empty(), "{operation} has no case");
        for case in &cases {
            let values = case.values();
            let counted = (case.run)(&values).gradients.len();
            assert_eq!(counted, case.inputs.len(), "{operation}, {}: a gradient for every input", case.name);
            for (input, (name, _)) in case.inputs.iter().enumerate() {
                let moved = |point: &[f32]| {
                    let mut lists = values.0.clone();
                    lists[input] = point.to_vec();
                    (case.run)(&Values(lists))
                };
                let verdict = check(|c| {
                    let gradient = |point: &[f32]| moved(point).gradients.swap_remove(input);
                    c.gradient(name, |point: &[f32]| moved(point).loss, gradient, &values.0[input])?;
                    c.pass("")
                });
                assert!(verdict.passed(), "{operation}, {}: {}", case.name, verdict.message());
            }
        }
    }
}
