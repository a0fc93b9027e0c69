//! `nn.Dropout`.

use crate::ops::Fused;
use dfdx::{
    nn::{BuildOnDevice, Module, ModuleVisitor, NonMutableModule, TensorCollection},
    shapes::{Dtype, Shape},
    tensor::{Tape, Tensor},
    tensor_ops::Device,
};

/// Drops numbers while gradients are recorded, and passes everything on otherwise: `torch.nn.Dropout(p)`, whose
/// `train()` and `eval()` are told apart by the tape here.
///
/// ```
/// use gradus::prelude::*;
/// let dev = device(0);
/// let dropout = nn::Dropout { p: 0.5 };
/// assert_eq!(dropout.forward(dev.ones::<Rank1<4>>()).array(), [1.0; 4]);
/// assert!(dropout.forward(dev.ones::<Rank1<4>>().leaky_trace()).array().iter().all(|y| *y == 0.0 || *y == 2.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dropout {
    /// The probability that a number is dropped.
    pub p: f32,
}

impl Default for Dropout {
    fn default() -> Self {
        Self { p: 0.5 }
    }
}

impl<E: Dtype, D: Device<E>> TensorCollection<E, D> for Dropout {
    type To<E2: Dtype, D2: Device<E2>> = Dropout;

    fn iter_tensors<V: ModuleVisitor<Self, E, D>>(visitor: &mut V) -> Result<Option<Self::To<V::E2, V::D2>>, V::Err> {
        visitor.visit_fields((), |()| Dropout::default())
    }
}

impl<E: Dtype, D: Device<E>> BuildOnDevice<D, E> for Dropout {
    type Built = Dropout;
}

impl NonMutableModule for Dropout {}

impl<S: Shape, D: Fused, T: Tape<f32, D>> Module<Tensor<S, f32, D, T>> for Dropout {
    type Output = Tensor<S, f32, D, T>;
    type Error = D::Err;

    fn try_forward(&self, x: Tensor<S, f32, D, T>) -> Result<Self::Output, D::Err> {
        Ok(if T::OWNS_TAPE && self.p > 0.0 { D::dropout(x, self.p) } else { x })
    }
}
