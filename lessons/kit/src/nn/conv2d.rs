//! `nn.Conv2d`, and pooling.

use super::{Data, linear::even};
use crate::{
    ops::{Fused, Images, Input, Stage, Window},
    prelude::Dev,
};
use dfdx::{
    nn::{BuildModule, BuildOnDevice, Module, ModuleVisitor, NonMutableModule, TensorCollection, TensorOptions},
    shapes::{Dim, Dtype, Rank1, Rank4},
    tensor::{Storage, Tape, Tensor},
    tensor_ops::Device,
};

/// `torch.nn.Conv2d(C, O, K, stride=S, padding=P)`, on images `(batch, C, height, width)` of any size.
///
/// ```
/// use gradus::prelude::*;
/// let dev = device(0);
/// let layer = nn::Conv2d::<1, 6, 5>::new(&dev);
/// let y = layer.forward(dev.ones::<Rank4<2, 1, 28, 28>>());
/// assert_eq!(y.shape(), &(Const, Const, 24, 24)); // (2, 6, 24, 24)
/// ```
#[derive(Clone, Debug)]
pub struct Conv2d<
    const C: usize,
    const O: usize,
    const K: usize,
    const S: usize = 1,
    const P: usize = 0,
    E: Dtype = f32,
    D: Storage<E> = Dev,
> {
    /// One kernel an output: `(O, C, K, K)`.
    pub weight: Tensor<Rank4<O, C, K, K>, E, D>,
    /// One number an output.
    pub bias: Tensor<Rank1<O>, E, D>,
}

impl<const C: usize, const O: usize, const K: usize, const S: usize, const P: usize, D: Fused>
    Conv2d<C, O, K, S, P, f32, D>
{
    /// A layer whose weights and biases are drawn evenly from `-1 / sqrt(C K K) .. 1 / sqrt(C K K)`, as PyTorch's are.
    pub fn new(device: &D) -> Self {
        Self::build(device)
    }

    /// The layer, and what follows it in the same pass: ReLU, max pooling.
    pub fn then<B: Dim, H: Dim, W: Dim, T: Tape<f32, D>>(
        &self,
        x: Images<B, C, H, W, D, T>,
        then: Stage,
        input: Input,
    ) -> Images<B, O, usize, usize, D, T> {
        D::conv2d(x, &self.weight, Some(&self.bias), Window::new(K).stride(S).padding(P), then, input)
    }
}

impl<const C: usize, const O: usize, const K: usize, const S: usize, const P: usize, D: Device<f32>>
    TensorCollection<f32, D> for Conv2d<C, O, K, S, P, f32, D>
{
    type To<E2: Dtype, D2: Device<E2>> = Conv2d<C, O, K, S, P, E2, D2>;

    fn iter_tensors<V: ModuleVisitor<Self, f32, D>>(visitor: &mut V) -> Result<Option<Self::To<V::E2, V::D2>>, V::Err> {
        let weight = TensorOptions::reset_with(|w| w.try_fill_with_distr(even(C * K * K)));
        let bias = TensorOptions::reset_with(|b| b.try_fill_with_distr(even(C * K * K)));
        visitor.visit_fields(
            (
                Self::tensor("weight", |s| &s.weight, |s| &mut s.weight, weight),
                Self::tensor("bias", |s| &s.bias, |s| &mut s.bias, bias),
            ),
            |(weight, bias)| Conv2d { weight, bias },
        )
    }
}

layer!(Conv2d<C, O, K, S, P>);

impl<
    B: Dim,
    H: Dim,
    W: Dim,
    const C: usize,
    const O: usize,
    const K: usize,
    const S: usize,
    const P: usize,
    D: Fused,
    T: Tape<f32, D>,
> Module<Images<B, C, H, W, D, T>> for Conv2d<C, O, K, S, P, f32, D>
{
    type Output = Images<B, O, usize, usize, D, T>;
    type Error = D::Err;

    fn try_forward(&self, x: Images<B, C, H, W, D, T>) -> Result<Self::Output, D::Err> {
        Ok(self.then(x, Stage::default(), Input::Computed))
    }
}

impl<
    B: Dim,
    H: Dim,
    W: Dim,
    const C: usize,
    const O: usize,
    const K: usize,
    const S: usize,
    const P: usize,
    D: Fused,
    T: Tape<f32, D>,
> Module<Data<Images<B, C, H, W, D, T>>> for Conv2d<C, O, K, S, P, f32, D>
{
    type Output = Images<B, O, usize, usize, D, T>;
    type Error = D::Err;

    fn try_forward(&self, x: Data<Images<B, C, H, W, D, T>>) -> Result<Self::Output, D::Err> {
        Ok(self.then(x.0, Stage::default(), Input::Data))
    }
}

macro_rules! pooling {
    ($name:ident, $operation:ident, $about:literal) => {
        #[doc = $about]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct $name<const K: usize>;

        impl<const K: usize, E: Dtype, D: Device<E>> TensorCollection<E, D> for $name<K> {
            type To<E2: Dtype, D2: Device<E2>> = Self;

            fn iter_tensors<V: ModuleVisitor<Self, E, D>>(
                visitor: &mut V,
            ) -> Result<Option<Self::To<V::E2, V::D2>>, V::Err> {
                visitor.visit_fields((), |()| Self)
            }
        }

        impl<const K: usize, E: Dtype, D: Device<E>> BuildOnDevice<D, E> for $name<K> {
            type Built = Self;
        }

        impl<const K: usize> NonMutableModule for $name<K> {}

        impl<B: Dim, H: Dim, W: Dim, const C: usize, const K: usize, D: Fused, T: Tape<f32, D>>
            Module<Images<B, C, H, W, D, T>> for $name<K>
        {
            type Output = Images<B, C, usize, usize, D, T>;
            type Error = D::Err;

            fn try_forward(&self, x: Images<B, C, H, W, D, T>) -> Result<Self::Output, D::Err> {
                Ok(D::$operation(x, Window::tiles(K)))
            }
        }
    };
}

pooling!(MaxPool2d, max_pool2d, "`torch.nn.MaxPool2d(K)`: the largest of every `K` x `K` pixels.");
pooling!(AvgPool2d, avg_pool2d, "`torch.nn.AvgPool2d(K)`: the mean of every `K` x `K` pixels.");

#[cfg(test)]
mod tests {
    use crate::{ops::Stage, prelude::*};

    #[test]
    fn a_stage_is_its_three_layers_in_a_row() {
        let dev = device(5);
        let x = dev.sample_normal::<Rank4<3, 2, 8, 8>>();
        let layers = dev.build_module::<(nn::Conv2d<2, 3, 3, 1, 1>, ReLU, nn::MaxPool2d<2>), f32>();
        let stage = layers.0.then(x.clone(), Stage { relu: true, max_pool: 2 }, crate::ops::Input::Data);
        assert_eq!(stage.as_vec(), layers.forward(x).as_vec());
    }
}
