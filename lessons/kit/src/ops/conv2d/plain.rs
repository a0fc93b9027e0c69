//! Convolution as one matrix product, of dfdx's operations: what every window sees is gathered into a column.

use super::{Images, Stage};
use crate::ops::{
    Window,
    pool2d::plain::{gather_windows, max_pool2d},
};
use dfdx::{
    shapes::{Axes3, Axis, Const, Dim, HasShape, Rank1, Rank4},
    tensor::{Tape, Tensor},
    tensor_ops::{BroadcastTo, Device, PermuteTo, ReshapeTo, TryMatMul},
};

/// `W * x + b`, then ReLU and max pooling where `then` says so: see [`crate::ops`] for the shapes.
pub fn conv2d<
    B: Dim,
    const C: usize,
    H: Dim,
    W: Dim,
    const O: usize,
    const K: usize,
    D: Device<f32>,
    T: Tape<f32, D>,
>(
    x: Images<B, C, H, W, D, T>,
    weight: &Tensor<Rank4<O, C, K, K>, f32, D>,
    bias: Option<&Tensor<Rank1<O>, f32, D>>,
    window: Window,
    then: Stage,
) -> Images<B, O, usize, usize, D, T> {
    let window = Window { kernel_size: K, ..window };
    let (batch, _, height, width) = *x.shape();
    let (high, wide) = (window.places(height.size()), window.places(width.size()));
    let (taps, places) = (C * K * K, high * wide * batch.size());
    let columns = gather_windows(x, window, 0.0).reshape_like(&(taps, places));
    let weight = weight.retaped::<T>().reshape_like(&(O, taps));
    let mut y: Tensor<(usize, usize), f32, D, T> = weight.matmul(columns);
    if let Some(bias) = bias {
        let bias = bias.retaped::<T>().reshape_like(&(O,));
        y = y + bias.broadcast_like::<_, Axis<1>>(&(O, places));
    }
    let y = y.reshape_like(&(O, high * wide, batch.size()));
    let y = y.permute::<(usize, usize, usize), Axes3<2, 0, 1>>().reshape_like(&(batch, Const::<O>, high, wide));
    let y = if then.relu { y.relu() } else { y };
    if then.max_pool > 1 { max_pool2d(y, Window::tiles(then.max_pool)) } else { y }
}
