//! Attention of dfdx's operations.

use super::{Mask, head_size};
use dfdx::{
    shapes::{Axes2, Axes4, Axes5, Axis, Const, Dim, HasShape},
    tensor::{Tape, Tensor, WithEmptyTape},
    tensor_ops::{BroadcastTo, Device, PermuteTo, ReshapeTo, SelectTo, TryAdd, TryMatMul},
};

/// `softmax(Q K^T / sqrt d + mask) V` for each head; `qkv` holds queries, keys and values beside each other.
///
/// # Panics
/// If the features do not fall into heads of one size.
pub fn attention<B: Dim, S: Dim, const C: usize, D: Device<f32>, T: Tape<f32, D>>(
    qkv: Tensor<(B, S, Const<3>, Const<C>), f32, D, T>,
    heads: usize,
    mask: Mask,
) -> Tensor<(B, S, Const<C>), f32, D, T> {
    let (batch, time, _, _) = *qkv.shape();
    let (b, t, d) = (batch.size(), time.size(), head_size(C, heads));
    let dev = qkv.device().clone();
    let split = qkv
        .reshape_like(&(b, t, Const::<3>, heads, d))
        .permute::<(Const<3>, usize, usize, usize, usize), Axes5<2, 0, 3, 1, 4>>();
    let part = |x: Tensor<_, f32, D, T>, which: usize| x.select(dev.tensor_from_vec(vec![which], ()));
    let (q, k) = (part(split.with_empty_tape(), 0), part(split.with_empty_tape(), 1));
    let v = part(split, 2);
    let keys = k.permute::<(usize, usize, usize, usize), Axes4<0, 1, 3, 2>>();
    let scores = q.matmul(keys) * (1.0 / (d as f32).sqrt());
    let seen = match mask {
        Mask::Full => scores,
        Mask::Causal => {
            // Above the diagonal -1e9, whose exponential is 0.
            let hidden = dev.upper_tri_like(&(t, t), -1e9, 1).broadcast_like::<_, Axes2<0, 1>>(&(b, heads, t, t));
            scores.try_add(hidden).unwrap_or_else(|error| panic!("{error:?}"))
        }
    };
    let mixed = seen.softmax::<Axis<3>>().matmul(v);
    mixed.permute::<(usize, usize, usize, usize), Axes4<0, 2, 1, 3>>().reshape_like(&(batch, time, Const::<C>))
}
