//! Pooling of dfdx's operations: what every window sees is gathered first.

use crate::ops::{Window, conv2d::Images};
use dfdx::{
    shapes::{Axes3, Axis, Const, Dim, HasShape},
    tensor::{Tape, Tensor},
    tensor_ops::{BroadcastTo, Device, GatherTo, MaxTo, MeanTo, PermuteTo, ReshapeTo},
};

/// The maximum of each window: see [`crate::ops`] for the shapes. Pixels that share a maximum all get its gradient,
/// which is dfdx's way; the fused form gives it to the first.
pub fn max_pool2d<B: Dim, const C: usize, H: Dim, W: Dim, D: Device<f32>, T: Tape<f32, D>>(
    x: Images<B, C, H, W, D, T>,
    window: Window,
) -> Images<B, C, usize, usize, D, T> {
    let shape = output(&x, window);
    let seen = gather_windows(x, window, -1e30);
    let largest: Tensor<(usize, usize, usize), f32, D, T> = seen.max::<_, Axis<1>>();
    largest.permute::<(usize, usize, usize), Axes3<2, 0, 1>>().reshape_like(&shape)
}

/// The mean of each window; added pixels count as zeros, as PyTorch's `count_include_pad=True`.
pub fn avg_pool2d<B: Dim, const C: usize, H: Dim, W: Dim, D: Device<f32>, T: Tape<f32, D>>(
    x: Images<B, C, H, W, D, T>,
    window: Window,
) -> Images<B, C, usize, usize, D, T> {
    let shape = output(&x, window);
    let seen = gather_windows(x, window, 0.0);
    let mean: Tensor<(usize, usize, usize), f32, D, T> = seen.mean::<_, Axis<1>>();
    mean.permute::<(usize, usize, usize), Axes3<2, 0, 1>>().reshape_like(&shape)
}

fn output<B: Dim, const C: usize, H: Dim, W: Dim, D: Device<f32>, T: Tape<f32, D>>(
    x: &Images<B, C, H, W, D, T>,
    window: Window,
) -> (B, Const<C>, usize, usize) {
    let (batch, channels, height, width) = *x.shape();
    (batch, channels, window.places(height.size()), window.places(width.size()))
}

/// What each window sees: `(channels, pixels of the window, places of the window, batch)`. Pixels that padding added
/// are `fill`.
pub fn gather_windows<B: Dim, const C: usize, H: Dim, W: Dim, D: Device<f32>, T: Tape<f32, D>>(
    x: Images<B, C, H, W, D, T>,
    window: Window,
    fill: f32,
) -> Tensor<(usize, usize, usize, usize), f32, D, T> {
    let (batch, _, height, width) = *x.shape();
    let (batch, height, width) = (batch.size(), height.size(), width.size());
    let (high, wide, side) = (window.places(height), window.places(width), window.kernel_size);
    let pixel = |at: usize, tap: usize, size: usize| {
        (at * window.stride + tap).checked_sub(window.padding).filter(|place| *place < size)
    };
    let mut from = Vec::with_capacity(C * side * side * high * wide);
    for (channel, tap) in (0..C).flat_map(|channel| (0..side * side).map(move |tap| (channel, tap))) {
        for (y, x) in (0..high).flat_map(|y| (0..wide).map(move |x| (y, x))) {
            let place = pixel(y, tap / side, height).zip(pixel(x, tap % side, width));
            from.push(place.map(|(y, x)| (channel * height + y) * width + x));
        }
    }
    let device = x.device().clone();
    let count = from.len();
    let real = from.iter().map(|place| if place.is_some() { 1.0 } else { 0.0 }).collect();
    let added = from.iter().map(|place| if place.is_some() { 0.0 } else { fill }).collect();
    let real: Tensor<(usize,), f32, D> = device.tensor_from_vec(real, (count,));
    let added: Tensor<(usize,), f32, D> = device.tensor_from_vec(added, (count,));
    let places = from.iter().map(|place| place.unwrap_or(0)).collect();
    let places: Tensor<(usize,), usize, D> = device.tensor_from_vec(places, (count,));
    let pixels = x.reshape_like(&(batch, C * height * width)).permute::<(usize, usize), _>();
    let seen: Tensor<(usize, usize), f32, D, T> = pixels.gather(places);
    let seen = seen * real.broadcast_like::<_, Axis<1>>(&(count, batch));
    let seen = seen + added.broadcast_like::<_, Axis<1>>(&(count, batch));
    seen.reshape_like(&(C, side * side, high * wide, batch))
}
