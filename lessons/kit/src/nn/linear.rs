//! `nn.Linear`, and a linear layer with its activation in one pass.

use super::Data;
use crate::{
    ops::{Activation, After, Features, Fused, Input},
    prelude::Dev,
};
use dfdx::{
    nn::{BuildModule, BuildOnDevice, Module, ModuleVisitor, NonMutableModule, TensorCollection, TensorOptions},
    shapes::{Dtype, Rank1, Rank2},
    tensor::{Storage, Tape, Tensor},
    tensor_ops::Device,
};
use rand_distr::Uniform;

/// `y = x W^T + b` on the last axis of `x`: `torch.nn.Linear(I, O)`.
///
/// ```
/// use gradus::prelude::*;
/// let dev = device(0);
/// let layer = nn::Linear::<3, 2>::new(&dev);
/// let y = layer.forward(dev.ones::<Rank2<5, 3>>());
/// assert_eq!(y.array().len(), 5);
/// ```
#[derive(Clone, Debug)]
pub struct Linear<const I: usize, const O: usize, E: Dtype = f32, D: Storage<E> = Dev> {
    /// `W`: one row an output.
    pub weight: Tensor<Rank2<O, I>, E, D>,
    /// `b`.
    pub bias: Tensor<Rank1<O>, E, D>,
}

impl<const I: usize, const O: usize, D: Fused> Linear<I, O, f32, D> {
    /// A layer whose weights and biases are drawn evenly from `-1 / sqrt I .. 1 / sqrt I`, as PyTorch's are.
    pub fn new(device: &D) -> Self {
        Self::build(device)
    }

    /// The layer, and what follows it in the same pass: an activation, a residual to add.
    ///
    /// ```
    /// use gradus::{ops::{self, Activation}, prelude::*};
    /// let dev = device(0);
    /// let layer = nn::Linear::<3, 2>::new(&dev);
    /// let y = layer.then(dev.ones::<Rank1<3>>(), Activation::Gelu);
    /// assert_eq!(y.array(), ops::plain::gelu(layer.forward(dev.ones::<Rank1<3>>())).array());
    /// ```
    pub fn then<'a, S: Features<I>, T: Tape<f32, D>>(
        &self,
        x: Tensor<S, f32, D, T>,
        after: impl Into<After<'a, S::With<O>, D>>,
    ) -> Tensor<S::With<O>, f32, D, T> {
        D::linear(x, &self.weight, Some(&self.bias), after.into(), Input::Computed)
    }
}

impl<const I: usize, const O: usize, D: Device<f32>> TensorCollection<f32, D> for Linear<I, O, f32, D> {
    type To<E2: Dtype, D2: Device<E2>> = Linear<I, O, E2, D2>;

    fn iter_tensors<V: ModuleVisitor<Self, f32, D>>(visitor: &mut V) -> Result<Option<Self::To<V::E2, V::D2>>, V::Err> {
        let weight = TensorOptions::reset_with(|w| w.try_fill_with_distr(even(I)));
        let bias = TensorOptions::reset_with(|b| b.try_fill_with_distr(even(I)));
        visitor.visit_fields(
            (
                Self::tensor("weight", |s| &s.weight, |s| &mut s.weight, weight),
                Self::tensor("bias", |s| &s.bias, |s| &mut s.bias, bias),
            ),
            |(weight, bias)| Linear { weight, bias },
        )
    }
}

/// Evenly from `-1 / sqrt n .. 1 / sqrt n`.
pub(super) fn even(n: usize) -> Uniform<f32> {
    let bound = 1.0 / (n as f32).sqrt();
    Uniform::new_inclusive(-bound, bound)
}

layer!(Linear<I, O>);

impl<S: Features<I>, const I: usize, const O: usize, D: Fused, T: Tape<f32, D>> Module<Tensor<S, f32, D, T>>
    for Linear<I, O, f32, D>
{
    type Output = Tensor<S::With<O>, f32, D, T>;
    type Error = D::Err;

    fn try_forward(&self, x: Tensor<S, f32, D, T>) -> Result<Self::Output, D::Err> {
        Ok(self.then(x, Activation::Identity))
    }
}

impl<S: Features<I>, const I: usize, const O: usize, D: Fused, T: Tape<f32, D>> Module<Data<Tensor<S, f32, D, T>>>
    for Linear<I, O, f32, D>
{
    type Output = Tensor<S::With<O>, f32, D, T>;
    type Error = D::Err;

    fn try_forward(&self, x: Data<Tensor<S, f32, D, T>>) -> Result<Self::Output, D::Err> {
        Ok(D::linear(x.0, &self.weight, Some(&self.bias), After::default(), Input::Data))
    }
}

/// A linear layer and ReLU, in one pass: the same as `(nn::Linear<I, O>, ReLU)`, faster.
#[derive(Clone, Debug)]
pub struct LinearRelu<const I: usize, const O: usize, E: Dtype = f32, D: Storage<E> = Dev>(pub Linear<I, O, E, D>);

/// A linear layer and GELU, in one pass: the same as `(nn::Linear<I, O>, GeLU)`, faster.
#[derive(Clone, Debug)]
pub struct LinearGelu<const I: usize, const O: usize, E: Dtype = f32, D: Storage<E> = Dev>(pub Linear<I, O, E, D>);

macro_rules! activated {
    ($name:ident, $activation:ident) => {
        impl<const I: usize, const O: usize, D: Fused> $name<I, O, f32, D> {
            /// A layer with new weights: see [`Linear::new`].
            pub fn new(device: &D) -> Self {
                Self(Linear::new(device))
            }
        }

        impl<const I: usize, const O: usize, D: Device<f32>> TensorCollection<f32, D> for $name<I, O, f32, D> {
            type To<E2: Dtype, D2: Device<E2>> = $name<I, O, E2, D2>;

            fn iter_tensors<V: ModuleVisitor<Self, f32, D>>(
                visitor: &mut V,
            ) -> Result<Option<Self::To<V::E2, V::D2>>, V::Err> {
                let weight = TensorOptions::reset_with(|w| w.try_fill_with_distr(even(I)));
                let bias = TensorOptions::reset_with(|b| b.try_fill_with_distr(even(I)));
                visitor.visit_fields(
                    (
                        Self::tensor("weight", |s| &s.0.weight, |s| &mut s.0.weight, weight),
                        Self::tensor("bias", |s| &s.0.bias, |s| &mut s.0.bias, bias),
                    ),
                    |(weight, bias)| $name(Linear { weight, bias }),
                )
            }
        }

        layer!($name<I, O>);

        impl<S: Features<I>, const I: usize, const O: usize, D: Fused, T: Tape<f32, D>> Module<Tensor<S, f32, D, T>>
            for $name<I, O, f32, D>
        {
            type Output = Tensor<S::With<O>, f32, D, T>;
            type Error = D::Err;

            fn try_forward(&self, x: Tensor<S, f32, D, T>) -> Result<Self::Output, D::Err> {
                Ok(self.0.then(x, Activation::$activation))
            }
        }

        impl<S: Features<I>, const I: usize, const O: usize, D: Fused, T: Tape<f32, D>>
            Module<Data<Tensor<S, f32, D, T>>> for $name<I, O, f32, D>
        {
            type Output = Tensor<S::With<O>, f32, D, T>;
            type Error = D::Err;

            fn try_forward(&self, x: Data<Tensor<S, f32, D, T>>) -> Result<Self::Output, D::Err> {
                let Self(linear) = self;
                let after = Activation::$activation.into();
                Ok(D::linear(x.0, &linear.weight, Some(&linear.bias), after, Input::Data))
            }
        }
    };
}

activated!(LinearRelu, Relu);
activated!(LinearGelu, Gelu);

#[cfg(test)]
mod tests {
    use crate::prelude::*;

    #[test]
    fn the_fused_layers_are_the_two_in_a_row() {
        let dev = device(1);
        let x = dev.sample_normal::<Rank2<7, 5>>();
        let relu = nn::LinearRelu::<5, 4>::new(&dev);
        let two = (relu.0.clone(), ReLU);
        assert_eq!(relu.forward(x.clone()).array(), two.forward(x.clone()).array());
        let gelu = nn::LinearGelu::<5, 4>::new(&dev);
        let two = (gelu.0.clone(), AccurateGeLU);
        let pairs = gelu.forward(x.clone()).as_vec().into_iter().zip(two.forward(x).as_vec());
        pairs.for_each(|(one, other)| assert!((one - other).abs() < 1e-6));
    }

    #[test]
    fn a_tuple_of_layers_learns_and_is_counted() {
        type Net = (nn::LinearRelu<2, 8>, nn::Linear<8, 1>);
        let dev = device(4);
        let mut net = dev.build_module::<Net, f32>();
        assert_eq!(net.num_trainable_params(), 2 * 8 + 8 + 8 + 1);
        let x = dev.tensor([[0.0_f32, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]);
        let y = dev.tensor([[0.0_f32], [1.0], [1.0], [0.0]]);
        let mut adam = Adam::new(&net, AdamConfig { lr: 0.02, ..Default::default() });
        let mut gradients = net.alloc_grads();
        let mut losses = Vec::new();
        for _ in 0..500 {
            let loss = mse_loss(net.forward_mut(nn::data(&x, gradients)), y.clone());
            losses.push(loss.array());
            gradients = loss.backward();
            adam.update(&mut net, &gradients).unwrap();
            net.zero_grads(&mut gradients);
        }
        assert!(losses[499] < 0.01, "{} {}", losses[0], losses[499]);
    }
}
