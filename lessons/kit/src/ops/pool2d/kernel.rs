//! Pooling over slices: every channel of every image is a plane of its own, and a thread has some planes.

use crate::ops::{
    Window,
    kernel::parallel::{each, share},
};

/// The sizes of a plane before and after.
#[derive(Clone, Copy, Debug)]
pub struct Plane {
    height: usize,
    width: usize,
    window: Window,
    /// Rows of the output.
    pub high: usize,
    /// Pixels in a row of the output.
    pub wide: usize,
}

impl Plane {
    /// # Panics
    /// If the window is larger than the padded plane.
    pub fn new(height: usize, width: usize, window: Window) -> Self {
        Self { height, width, window, high: window.places(height), wide: window.places(width) }
    }

    fn inputs(self) -> usize {
        self.height * self.width
    }

    fn outputs(self) -> usize {
        self.high * self.wide
    }

    /// The pixels that place `at` of the window sees, row by row.
    fn seen(self, at: usize) -> impl Iterator<Item = usize> {
        let rows = self.window.seen(at / self.wide, self.height);
        let columns = self.window.seen(at % self.wide, self.width);
        rows.flat_map(move |y| columns.clone().map(move |x| y * self.width + x))
    }

    /// Planes a thread takes of `total` numbers of output.
    fn share(self, total: usize) -> usize {
        let planes = total / self.outputs().max(1);
        share(planes, total * self.window.kernel_size.pow(2)).max(1)
    }
}

/// The maximum of each window and the pixel of the plane that has it.
pub fn max(plane: Plane, x: &[f32]) -> (Vec<f32>, Vec<u32>) {
    let total = x.len() / plane.inputs().max(1) * plane.outputs();
    let (mut y, mut chosen) = (vec![0.0; total], vec![0; total]);
    let planes = plane.share(total);
    let shares = y.chunks_mut(planes * plane.outputs()).zip(chosen.chunks_mut(planes * plane.outputs()));
    each(shares.zip(x.chunks(planes * plane.inputs())).collect(), |((y, chosen), x)| {
        let planes = y.chunks_mut(plane.outputs()).zip(chosen.chunks_mut(plane.outputs()));
        for ((y, chosen), x) in planes.zip(x.chunks(plane.inputs())) {
            for (at, (y, chosen)) in y.iter_mut().zip(chosen).enumerate() {
                let mut largest = (f32::NEG_INFINITY, 0);
                for pixel in plane.seen(at) {
                    // A NaN is passed on, as in PyTorch.
                    if x[pixel] > largest.0 || x[pixel].is_nan() {
                        largest = (x[pixel], pixel);
                    }
                }
                (*y, *chosen) = (largest.0, largest.1 as u32);
            }
        }
    });
    (y, chosen)
}

/// Adds each maximum's gradient to the pixel it came from.
pub fn backward_max(plane: Plane, chosen: &[u32], dy: &[f32], dx: &mut [f32]) {
    let planes = chosen.chunks(plane.outputs()).zip(dy.chunks(plane.outputs()));
    for ((chosen, dy), dx) in planes.zip(dx.chunks_mut(plane.inputs())) {
        for (&pixel, dy) in chosen.iter().zip(dy) {
            dx[pixel as usize] += dy;
        }
    }
}

/// The mean of each window.
pub fn avg(plane: Plane, x: &[f32]) -> Vec<f32> {
    let total = x.len() / plane.inputs().max(1) * plane.outputs();
    let mut y = vec![0.0; total];
    let (planes, part) = (plane.share(total), 1.0 / plane.window.kernel_size.pow(2) as f32);
    let shares = y.chunks_mut(planes * plane.outputs()).zip(x.chunks(planes * plane.inputs()));
    each(shares.collect(), |(y, x)| {
        for (y, x) in y.chunks_mut(plane.outputs()).zip(x.chunks(plane.inputs())) {
            for (at, y) in y.iter_mut().enumerate() {
                *y = plane.seen(at).map(|pixel| x[pixel]).sum::<f32>() * part;
            }
        }
    });
    y
}

/// Adds each mean's gradient to the pixels it is of.
pub fn backward_avg(plane: Plane, dy: &[f32], dx: &mut [f32]) {
    let part = 1.0 / plane.window.kernel_size.pow(2) as f32;
    for (dy, dx) in dy.chunks(plane.outputs()).zip(dx.chunks_mut(plane.inputs())) {
        for (at, dy) in dy.iter().enumerate() {
            plane.seen(at).for_each(|pixel| dx[pixel] += dy * part);
        }
    }
}
