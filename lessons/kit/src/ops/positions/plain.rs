//! The sum of dfdx's operations.

use super::check;
use crate::ops::embedding::plain::embedding;
use dfdx::{
    shapes::{Axis, Const, Dim, HasShape, Rank2},
    tensor::{PutTape, Tape, Tensor},
    tensor_ops::{BroadcastTo, Device, ReshapeTo, TryAdd},
};

/// `x[b, t] + weight[t]`.
///
/// # Panics
/// If the sequence is longer than the context.
pub fn positions<B: Dim, S: Dim, const L: usize, const C: usize, D: Device<f32>, T: Tape<f32, D>>(
    x: Tensor<(B, S, Const<C>), f32, D, T>,
    weight: &Tensor<Rank2<L, C>, f32, D>,
) -> Tensor<(B, S, Const<C>), f32, D, T> {
    let shape = *x.shape();
    let time = shape.1.size();
    check(time, L);
    let places: Tensor<(usize,), usize, D> = weight.device().tensor_from_vec((0..time).collect(), (time,));
    let rows = embedding(places.put_tape(T::default()), weight).reshape_like(&(shape.1, Const::<C>));
    x.try_add(rows.broadcast_like::<_, Axis<0>>(&shape)).unwrap_or_else(|error| panic!("{error:?}"))
}
