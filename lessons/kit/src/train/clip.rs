//! The common length of all gradients, and the largest weight.

use crate::prelude::Dev;
use dfdx::{
    nn::{RecursiveWalker, TensorCollection, TensorOptions, TensorVisitor, ViewTensorRef},
    shapes::Shape,
    tensor::{Gradients, Tensor},
};
use std::convert::Infallible;

/// Scales the gradients of a model so that the root of the sum of all their squares is at most `most` (Pascanu, Mikolov
/// and Bengio, "On the difficulty of training recurrent neural networks", 2013).
pub(super) fn clip<M: TensorCollection<f32, Dev>>(model: &M, gradients: &mut Gradients<f32, Dev>, most: f32) {
    let mut squares = 0.0;
    walk(model, &mut Each { gradients, then: &mut |numbers| squares += sum_of_squares(numbers) });
    let length = squares.sqrt() as f32;
    if length > most {
        walk(model, &mut Each { gradients, then: &mut |numbers| scale(numbers, most / length) });
    }
}

/// The largest of a model's numbers, without its sign; NaN if one of them is.
pub(super) fn largest<M: TensorCollection<f32, Dev>>(model: &M) -> f32 {
    let mut largest = Largest(0.0);
    walk(model, &mut largest);
    largest.0
}

fn walk<M: TensorCollection<f32, Dev>>(
    model: &M,
    visitor: &mut impl TensorVisitor<f32, Dev, Viewer = ViewTensorRef, Err = Infallible, E2 = f32, D2 = Dev>,
) {
    match M::iter_tensors(&mut RecursiveWalker { m: model, f: visitor }) {
        Ok(_) => {}
        Err(never) => match never {},
    }
}

/// Hands the numbers of each gradient on.
struct Each<'a> {
    gradients: &'a mut Gradients<f32, Dev>,
    then: &'a mut dyn FnMut(&mut [f32]),
}

impl TensorVisitor<f32, Dev> for Each<'_> {
    type Viewer = ViewTensorRef;
    type Err = Infallible;
    type E2 = f32;
    type D2 = Dev;

    fn visit<S: Shape>(
        &mut self,
        options: TensorOptions<S, f32, Dev>,
        parameter: &Tensor<S, f32, Dev>,
    ) -> Result<Option<Tensor<S, f32, Dev>>, Infallible> {
        if options.do_gradient_update {
            change(parameter, self.gradients, self.then);
        }
        Ok(None)
    }
}

/// Lets `then` change the numbers of a parameter's gradient.
#[cfg(not(feature = "cuda"))]
fn change<S: Shape>(
    parameter: &Tensor<S, f32, Dev>,
    gradients: &mut Gradients<f32, Dev>,
    then: &mut dyn FnMut(&mut [f32]),
) {
    // Every parameter has one since `alloc_grads`; the CPU does not run out of memory without ending the process.
    if let Ok(numbers) = gradients.get_or_alloc_mut(parameter) {
        then(numbers);
    }
}

/// On a GPU dfdx lets nobody write a gradient. But `sum(parameter * by)` adds `by` to it.
#[cfg(feature = "cuda")]
fn change<S: Shape>(
    parameter: &Tensor<S, f32, Dev>,
    gradients: &mut Gradients<f32, Dev>,
    then: &mut dyn FnMut(&mut [f32]),
) {
    use dfdx::prelude::{Backward as _, SumTo as _, Trace as _};
    let old = gradients.get(parameter);
    let mut numbers = old.as_vec();
    let before = numbers.clone();
    then(&mut numbers);
    if numbers != before {
        let mut new = old.clone();
        new.copy_from(&numbers);
        let taken = std::mem::replace(gradients, Gradients::leaky());
        *gradients = (parameter.trace(taken) * (new - old)).sum().backward();
    }
}

struct Largest(f32);

impl TensorVisitor<f32, Dev> for Largest {
    type Viewer = ViewTensorRef;
    type Err = Infallible;
    type E2 = f32;
    type D2 = Dev;

    fn visit<S: Shape>(
        &mut self,
        _: TensorOptions<S, f32, Dev>,
        parameter: &Tensor<S, f32, Dev>,
    ) -> Result<Option<Tensor<S, f32, Dev>>, Infallible> {
        self.0 = larger(self.0, &parameter.as_vec());
        Ok(None)
    }
}

// What follows is not generic, so that it is compiled with the kit and not again with every cell.

/// In eight sums side by side, which the compiler adds at once.
fn sum_of_squares(numbers: &[f32]) -> f64 {
    let mut sums = [0.0_f64; 8];
    let (eights, rest) = numbers.as_chunks::<8>();
    for eight in eights {
        for (sum, g) in sums.iter_mut().zip(eight) {
            *sum += f64::from(*g) * f64::from(*g);
        }
    }
    let rest = rest.iter().map(|g| f64::from(*g) * f64::from(*g));
    sums.into_iter().chain(rest).sum()
}

fn scale(numbers: &mut [f32], by: f32) {
    numbers.iter_mut().for_each(|g| *g *= by);
}

fn larger(so_far: f32, numbers: &[f32]) -> f32 {
    // Not `max`, which ignores NaN.
    numbers.iter().fold(so_far, |most, x| if x.abs() <= most { most } else { x.abs() })
}
