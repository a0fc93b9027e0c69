//! The products with all zeros written out. They need the memory of a dense `A`.

use crate::graph::{Csr, SparseInput};
use crate::ops::{Activation, plain::gelu};
use dfdx::{
    shapes::{Const, Dim, HasShape, Rank1, Rank2},
    tensor::{PutTape, SplitTape, Tape, Tensor},
    tensor_ops::{BroadcastTo, Device, PermuteTo, ReshapeTo, TryMatMul},
};

/// `act(A x + b)`: see [`crate::ops`] for the shapes.
///
/// # Panics
/// If `x` has not as many rows as `A` has columns.
pub fn sparse_mm<M: Dim, const C: usize, D: Device<f32>, T: Tape<f32, D>>(
    a: &Csr,
    x: Tensor<(M, Const<C>), f32, D, T>,
    bias: Option<&Tensor<Rank1<C>, f32, D>>,
    activation: Activation,
) -> Tensor<(usize, Const<C>), f32, D, T> {
    let rows = x.shape().0.size();
    super::check(a, rows);
    let (x, tape) = x.split_tape();
    let dense = x.device().tensor_from_vec(a.to_dense(), (a.rows(), rows));
    let x = x.put_tape(tape).reshape_like(&(rows, Const::<C>));
    let mut z = dense.put_tape(T::default()).matmul(x);
    if let Some(bias) = bias {
        z = z + bias.retaped::<T>().broadcast_like(&(a.rows(), Const::<C>));
    }
    match activation {
        Activation::Identity => z,
        Activation::Relu => z.relu(),
        Activation::Gelu => gelu(z),
        Activation::GeluTanh => z.fast_gelu(),
    }
}

/// `A W^T`: see [`crate::ops`] for the shapes.
///
/// # Panics
/// If `W` has not as many columns as `A`.
pub fn sparse_linear<const I: usize, const O: usize, D: Device<f32>, T: Tape<f32, D>>(
    x: SparseInput<T>,
    weight: &Tensor<Rank2<O, I>, f32, D>,
) -> Tensor<(usize, Const<O>), f32, D, T> {
    super::check(&x.matrix, I);
    let dense = weight.device().tensor_from_vec(x.matrix.to_dense(), (x.matrix.rows(), Const::<I>));
    dense.put_tape(x.tape).matmul(weight.retaped::<T>().permute::<Rank2<I, O>, _>())
}
