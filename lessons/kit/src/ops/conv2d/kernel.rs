//! A convolution and what follows it, sixteen images at a time; a thread has some of the sixteens.

use super::{
    Stage,
    correlate::{Taps, add_weight_gradient, correlate},
    lanes::{LANES, Lane, Size, add_one_by_one, one_by_one, side_by_side},
    pooled,
};
use crate::ops::{
    Window,
    kernel::{
        parallel::{each, threads},
        reduce,
    },
};

/// The sizes of a convolution, worked out once.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    input: Size,
    /// What the convolution itself gives.
    full: Size,
    window: Window,
    then: Stage,
}

/// What the way back needs of sixteen images: the padded input, and the convolution's own output.
pub struct Kept {
    x: Vec<Lane>,
    z: Vec<Lane>,
}

/// The gradients of weight and bias.
pub struct Parameters {
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Plan {
    /// # Panics
    /// If the window is larger than the padded image.
    pub fn new(input: Size, outputs: usize, window: Window, then: Stage) -> Self {
        let full = (outputs, window.places(input.1), window.places(input.2));
        Self { input, full, window, then }
    }

    /// Height and width of the output.
    pub fn output(&self) -> (usize, usize) {
        pooled::size(self.then, self.full)
    }

    fn inputs(&self) -> usize {
        self.input.0 * self.input.1 * self.input.2
    }

    fn outputs(&self) -> usize {
        let (height, width) = self.output();
        self.full.0 * height * width
    }

    fn bare(&self) -> bool {
        !self.then.relu && self.then.max_pool <= 1
    }

    fn taps(&self) -> Taps {
        let (channels, height, width) = self.input;
        let Window { kernel_size, stride, padding } = self.window;
        let input = (channels, height + 2 * padding, width + 2 * padding);
        Taps { input, output: self.full, kernel: kernel_size, stride }
    }

    /// The convolution that the gradient of the input is.
    fn turned(&self) -> Taps {
        let (_, height, width) = self.input;
        let around = self.window.kernel_size - 1;
        let input = (self.full.0, height + around, width + around);
        Taps { input, output: self.input, kernel: self.window.kernel_size, stride: 1 }
    }

    /// Shares of sixteens for the threads, as a number of sixteens.
    fn share(batch: usize) -> usize {
        batch.div_ceil(LANES).div_ceil(threads()).max(1)
    }
}

impl Parameters {
    /// None yet.
    pub fn zeros(plan: &Plan) -> Self {
        let Plan { input: (channels, ..), full: (outputs, ..), window, .. } = plan;
        Self { weight: vec![0.0; outputs * channels * window.kernel_size.pow(2)], bias: vec![0.0; *outputs] }
    }

    /// Adds the weight's.
    pub fn add_weight(&self, to: &mut [f32]) {
        reduce::add(to, &self.weight);
    }

    /// Adds the bias's.
    pub fn add_bias(&self, to: &mut [f32]) {
        reduce::add(to, &self.bias);
    }
}

/// The output, and what the way back needs if `keep`.
pub fn forward(
    plan: &Plan,
    batch: usize,
    x: &[f32],
    weight: &[f32],
    bias: &[f32],
    keep: bool,
) -> (Vec<f32>, Vec<Kept>) {
    let mut y = vec![0.0; batch * plan.outputs()];
    let mut kept: Vec<Kept> = (0..batch.div_ceil(LANES)).map(|_| Kept { x: Vec::new(), z: Vec::new() }).collect();
    let sixteens = y.chunks_mut(LANES * plan.outputs().max(1)).zip(x.chunks(LANES * plan.inputs().max(1)));
    let mut sixteens: Vec<_> = sixteens.zip(&mut kept).collect();
    each(sixteens.chunks_mut(Plan::share(batch)).collect(), |share| {
        for ((y, x), kept) in share {
            let padded = side_by_side(x, plan.input, plan.window.padding);
            let mut z = vec![[0.0; LANES]; plan.full.0 * plan.full.1 * plan.full.2];
            correlate(&plan.taps(), &padded, weight, bias, &mut z);
            if plan.bare() {
                one_by_one(&z, y);
                z.clear();
            } else {
                one_by_one(&pooled::forward(plan.then, &z, plan.full), y);
            }
            if keep {
                **kept = Kept { x: padded, z };
            }
        }
    });
    (y, kept)
}

/// Adds the gradients of the parameters, and of the input where they are wanted.
pub fn backward(plan: &Plan, kept: &[Kept], weight: &[f32], dy: &[f32], to: &mut Parameters, dx: Option<&mut [f32]>) {
    let turned = dx.is_some().then(|| turn(plan, weight));
    let mut dx = dx.map(|dx| dx.chunks_mut(LANES * plan.inputs().max(1)));
    let sixteens = kept.iter().zip(dy.chunks(LANES * plan.outputs().max(1)));
    let mut sixteens: Vec<_> = sixteens.map(|(kept, dy)| (kept, dy, dx.as_mut().and_then(Iterator::next))).collect();
    let mut shares: Vec<_> =
        sixteens.chunks_mut(Plan::share(kept.len() * LANES)).map(|share| (share, Parameters::zeros(plan))).collect();
    each(shares.iter_mut().collect(), |(share, parameters)| {
        for (kept, dy, dx) in share.iter_mut() {
            let dz = gradient_of_sum(plan, kept, dy);
            add_weight_gradient(&plan.taps(), &kept.x, &dz, &mut parameters.weight);
            for (bias, dz) in parameters.bias.iter_mut().zip(dz.chunks(plan.full.1 * plan.full.2)) {
                *bias += reduce::sum(dz.as_flattened());
            }
            if let (Some(weight), Some(dx)) = (&turned, dx) {
                let mut lanes = vec![[0.0; LANES]; plan.inputs()];
                correlate(&plan.turned(), &spread(plan, &dz), weight, &vec![0.0; plan.input.0], &mut lanes);
                add_one_by_one(&lanes, dx);
            }
        }
    });
    for (_, parameters) in &shares {
        reduce::add(&mut to.weight, &parameters.weight);
        reduce::add(&mut to.bias, &parameters.bias);
    }
}

/// The gradient of the convolution's own output.
fn gradient_of_sum(plan: &Plan, kept: &Kept, dy: &[f32]) -> Vec<Lane> {
    let (height, width) = plan.output();
    let dy = side_by_side(dy, (plan.full.0, height, width), 0);
    if plan.bare() { dy } else { pooled::backward(plan.then, &kept.z, plan.full, &dy) }
}

/// The weights turned by half a turn, inputs and outputs swapped.
fn turn(plan: &Plan, weight: &[f32]) -> Vec<f32> {
    let (channels, outputs, taps) = (plan.input.0, plan.full.0, plan.window.kernel_size.pow(2));
    let mut turned = Vec::with_capacity(weight.len());
    for channel in 0..channels {
        for output in 0..outputs {
            turned.extend(weight[(output * channels + channel) * taps..][..taps].iter().rev());
        }
    }
    turned
}

/// `dz` with `stride - 1` zeros between its pixels, cut or padded so that a correlation gives the input's size.
fn spread(plan: &Plan, dz: &[Lane]) -> Vec<Lane> {
    let (_, high, wide) = plan.turned().input;
    let (outputs, height, width) = plan.full;
    let Window { kernel_size, stride, padding } = plan.window;
    // Where a pixel goes along a side; those that saw padding alone have no place.
    let place = |at: usize, size: usize| (at * stride + kernel_size - 1).checked_sub(padding).filter(|to| *to < size);
    let mut wider = vec![[0.0; LANES]; outputs * high * wide];
    for output in 0..outputs {
        for y in 0..height {
            let Some(row) = place(y, high) else { continue };
            for (x, dz) in dz[(output * height + y) * width..][..width].iter().enumerate() {
                if let Some(column) = place(x, wide) {
                    wider[(output * high + row) * wide + column] = *dz;
                }
            }
        }
    }
    wider
}
