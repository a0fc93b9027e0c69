//! The layer over slices.

use crate::ops::{
    kernel::{
        gemm::{Into, Threads, mm, rows, turned},
        math::{self, Jet},
        parallel::{cut, cut_mut, each, share},
        reduce,
        simd::vectorized,
    },
    spare::Numbers,
};

/// What is applied to every number after the product.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Activation {
    /// Nothing.
    #[default]
    Identity,
    /// `max(0, z)`.
    Relu,
    /// `z Phi(z)`: `torch.nn.GELU()`.
    Gelu,
    /// GELU by `tanh`: `torch.nn.GELU(approximate="tanh")`, as GPT-2 has it.
    GeluTanh,
}

/// `x` is rows x inputs, `W` outputs x inputs, `y` rows x outputs.
#[derive(Clone, Copy, Debug)]
pub struct Dims {
    pub rows: usize,
    pub inputs: usize,
    pub outputs: usize,
}

impl Dims {
    /// How many of `rows` a thread takes; a vector does sixteen steps of a product at once.
    fn share(self, rows: usize) -> usize {
        share(rows, self.rows * self.inputs * self.outputs / 16)
    }
}

/// What `y` is computed from.
pub struct Given<'a> {
    pub x: &'a [f32],
    pub w: &'a [f32],
    pub bias: Option<&'a [f32]>,
    /// Is added at the end; of no numbers if there is none.
    pub residual: Vec<f32>,
    pub activation: Activation,
}

/// The output, and the activation's slope at each number if it is kept and there is an activation.
pub struct Forward {
    pub y: Vec<f32>,
    pub slopes: Option<Numbers>,
}

/// Each thread takes some rows through all steps.
pub fn forward(dims: Dims, mut given: Given, keep_slopes: bool) -> Forward {
    let Dims { rows: n, inputs, outputs } = dims;
    let keep_slopes = keep_slopes && given.activation != Activation::Identity;
    let (mut y, residual) = start(n * outputs, &mut given);
    let mut slopes = Numbers::any(if keep_slopes { n * outputs } else { 0 });
    let rows_each = dims.share(n);
    let (mut y_rest, mut slope_rest) = (&mut *y, &mut *slopes);
    let (mut x_rest, mut residual_rest) = (given.x, &*residual);
    let mut shares = Vec::new();
    while !y_rest.is_empty() {
        shares.push((
            cut_mut(&mut y_rest, rows_each * outputs),
            cut_mut(&mut slope_rest, rows_each * outputs),
            cut(&mut x_rest, rows_each * inputs),
            cut(&mut residual_rest, rows_each * outputs),
        ));
    }
    each(shares, |(y, slopes, x, residual)| {
        let size = (y.len() / outputs, outputs, inputs);
        mm(size, 1.0, (x, rows(inputs)), (given.w, turned(inputs)), (y, rows(outputs)), Into::Add, Threads::One);
        activate(given.activation, y, slopes);
        vectorized(
            #[inline(always)]
            || reduce::add(y, residual),
        );
    });
    Forward { y, slopes: keep_slopes.then_some(slopes) }
}

/// What the product is added to, and the residual that is still to be added: it comes first where nothing is between.
fn start(length: usize, given: &mut Given) -> (Vec<f32>, Vec<f32>) {
    let residual = std::mem::take(&mut given.residual);
    if given.activation == Activation::Identity && !residual.is_empty() {
        let mut y = residual;
        if let Some(bias) = given.bias {
            vectorized(
                #[inline(always)]
                || y.chunks_exact_mut(bias.len().max(1)).for_each(|row| reduce::add(row, bias)),
            );
        }
        return (y, Vec::new());
    }
    // Written once: zeros would be written over.
    let y = given.bias.map_or_else(|| vec![0.0; length], |bias| bias.repeat(length / bias.len().max(1)));
    (y, residual)
}

/// Applies the activation in place; keeps its slopes where there is room for them.
pub fn activate(activation: Activation, y: &mut [f32], slopes: &mut [f32]) {
    match activation {
        Activation::Identity => {}
        Activation::Relu => apply(y, slopes, math::relu),
        Activation::Gelu => apply(y, slopes, math::gelu),
        Activation::GeluTanh => apply(y, slopes, math::gelu_tanh),
    }
}

#[inline(always)]
fn apply(y: &mut [f32], slopes: &mut [f32], f: impl Fn(f32) -> Jet) {
    vectorized(
        #[inline(always)]
        || match slopes {
            [] => y.iter_mut().for_each(|y| *y = f(*y).0),
            slopes => y.iter_mut().zip(slopes).for_each(|(y, slope)| (*y, *slope) = f(*y)),
        },
    );
}

/// `dz = dy act'(z)`, in the place of the slopes.
pub fn through_activation(dims: Dims, slopes: &mut [f32], dy: &[f32]) {
    let share = share(slopes.len(), slopes.len() / 4);
    debug_assert_eq!(dy.len(), dims.rows * dims.outputs);
    each(slopes.chunks_mut(share).zip(dy.chunks(share)).collect(), |(slopes, dy)| {
        vectorized(
            #[inline(always)]
            || slopes.iter_mut().zip(dy).for_each(|(slope, dy)| *slope *= dy),
        );
    });
}

/// Adds the sum of the rows of `dz` to the bias's gradient.
pub fn backward_bias(db: &mut [f32], dz: &[f32]) {
    vectorized(
        #[inline(always)]
        || reduce::add_rows(db, dz),
    );
}

/// Adds `dz^T x` to the weight's gradient; each thread has some outputs.
pub fn backward_weight(dims: Dims, dz: &[f32], x: &[f32], dw: &mut [f32]) {
    let Dims { rows: n, inputs, outputs } = dims;
    let share = dims.share(outputs);
    each(dw.chunks_mut(share * inputs.max(1)).enumerate().collect(), |(at, dw)| {
        let size = (dw.len() / inputs, inputs, n);
        let dz = dz.get(at * share..).unwrap_or_default();
        mm(size, 1.0, (dz, turned(outputs)), (x, rows(inputs)), (dw, rows(inputs)), Into::Add, Threads::One);
    });
}

/// Adds `dz W` to the input's gradient; each thread has some rows.
pub fn backward_input(dims: Dims, dz: &[f32], w: &[f32], dx: &mut [f32]) {
    let Dims { rows: n, inputs, outputs } = dims;
    let share = dims.share(n);
    let shares = dx.chunks_mut(share * inputs.max(1)).zip(dz.chunks(share * outputs.max(1)));
    each(shares.collect(), |(dx, dz)| {
        let size = (dx.len() / inputs, inputs, outputs);
        mm(size, 1.0, (dz, rows(outputs)), (w, rows(inputs)), (dx, rows(inputs)), Into::Add, Threads::One);
    });
}
