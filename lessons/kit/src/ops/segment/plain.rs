//! The same of dfdx's operations, with masks of segments x rows. They need memory for all pairs.

use crate::graph::{Csr, Segments};
use crate::ops::{Activation, plain};
use dfdx::{
    shapes::{Axis, Const, Dim, HasShape},
    tensor::{PutTape, SplitTape, Tape, Tensor},
    tensor_ops::{BroadcastTo, Device, MaxTo, ReshapeTo},
};

/// The sum of each segment's rows: see [`crate::ops`] for the shapes.
pub fn segment_sum<M: Dim, const C: usize, D: Device<f32>, T: Tape<f32, D>>(
    x: Tensor<(M, Const<C>), f32, D, T>,
    segments: &Segments,
) -> Tensor<(usize, Const<C>), f32, D, T> {
    super::check(segments, x.shape().0.size());
    multiply(segments.sum(), x)
}

/// The mean of each segment's rows; 0 of none.
pub fn segment_mean<M: Dim, const C: usize, D: Device<f32>, T: Tape<f32, D>>(
    x: Tensor<(M, Const<C>), f32, D, T>,
    segments: &Segments,
) -> Tensor<(usize, Const<C>), f32, D, T> {
    super::check(segments, x.shape().0.size());
    multiply(segments.mean(), x)
}

/// The maximum of each segment's rows, column by column; 0 of none. Rows that share a maximum all get its gradient,
/// which is dfdx's way; the fused form gives it to the first.
pub fn segment_max<M: Dim, const C: usize, D: Device<f32>, T: Tape<f32, D>>(
    x: Tensor<(M, Const<C>), f32, D, T>,
    segments: &Segments,
) -> Tensor<(usize, Const<C>), f32, D, T> {
    let (rows, count) = (x.shape().0.size(), segments.count());
    super::check(segments, rows);
    let all = (count, rows, Const::<C>);
    let x = x.reshape_like(&(rows, Const::<C>));
    let device = x.device().clone();
    // 0 for a segment's own rows, far below any number for others.
    let own = segments.sum().to_dense();
    let hidden = own.iter().map(|own| (own - 1.0) * 1e30).collect();
    let hidden: Tensor<(usize, usize), f32, D> = device.tensor_from_vec(hidden, (count, rows));
    let filled = (0..count).map(|segment| f32::from(u8::from(!segments.members(segment).is_empty()))).collect();
    let filled: Tensor<(usize,), f32, D> = device.tensor_from_vec(filled, (count,));
    let y: Tensor<(usize, Const<C>), f32, D, T> =
        (x.broadcast_like::<_, Axis<0>>(&all) + hidden.broadcast_like::<_, Axis<2>>(&all)).max::<_, Axis<1>>();
    y * filled.broadcast_like(&(count, Const::<C>))
}

/// Softmax over each segment's rows, column by column.
pub fn segment_softmax<M: Dim, const C: usize, D: Device<f32>, T: Tape<f32, D>>(
    x: Tensor<(M, Const<C>), f32, D, T>,
    segments: &Segments,
) -> Tensor<(M, Const<C>), f32, D, T> {
    let shape = *x.shape();
    let (x, tape) = x.split_tape();
    // A constant: taking any number away changes no softmax.
    let largest = multiply(&segments.sum().transpose(), segment_max(x.clone(), segments));
    let e = (x.put_tape(tape).reshape_like(&(segments.rows(), Const::<C>)) - largest).exp();
    let (e, tape) = e.split_tape();
    let sums = segment_sum(e.clone().put_tape(tape), segments);
    let sums = multiply(&segments.sum().transpose(), sums);
    // The tape that holds how `e` came about travels with the sums.
    let (sums, tape) = sums.split_tape();
    (e.put_tape(tape) / sums.put_tape(T::default())).reshape_like(&shape)
}

fn multiply<M: Dim, const C: usize, D: Device<f32>, T: Tape<f32, D>>(
    a: &Csr,
    x: Tensor<(M, Const<C>), f32, D, T>,
) -> Tensor<(usize, Const<C>), f32, D, T> {
    plain::sparse_mm(a, x, None, Activation::Identity)
}
