//! LeNet-5, the convolutional network that read the digits of cheques.

use super::{Conv2d, Data, Linear};
use crate::{
    ops::{Activation, Fused, Images, Input, Stage},
    prelude::Dev,
};
use dfdx::{
    nn::{BuildModule, BuildOnDevice, Module, ModuleVisitor, NonMutableModule, TensorCollection},
    shapes::{Const, Dim, Dtype, HasShape},
    tensor::{Storage, Tape, Tensor},
    tensor_ops::{Device, ReshapeTo},
};

/// Two stages of convolution, ReLU and max pooling, then three linear layers, for images of 28 x 28 pixels in one
/// channel and ten classes (LeCun et al. 1998, doi:10.1109/5.726791, with ReLU and maximum in place of `tanh` and mean).
///
/// ```
/// use gradus::prelude::*;
/// let dev = device(0);
/// let model = nn::LeNet::new(&dev);
/// let logits = model.forward(dev.ones::<Rank4<2, 1, 28, 28>>());
/// assert_eq!(logits.array().len(), 2); // (2, 10)
/// ```
#[derive(Clone, Debug)]
pub struct LeNet<E: Dtype = f32, D: Storage<E> = Dev> {
    /// `(1, 28, 28)` to `(6, 28, 28)`, pooled to `(6, 14, 14)`.
    pub conv1: Conv2d<1, 6, 5, 1, 2, E, D>,
    /// `(6, 14, 14)` to `(16, 10, 10)`, pooled to `(16, 5, 5)`.
    pub conv2: Conv2d<6, 16, 5, 1, 0, E, D>,
    /// `16 * 5 * 5` numbers to 120.
    pub fc1: Linear<400, 120, E, D>,
    /// 120 to 84.
    pub fc2: Linear<120, 84, E, D>,
    /// 84 to the ten classes.
    pub fc3: Linear<84, 10, E, D>,
}

/// What the model gives: one number a class.
type Logits<B, D, T> = Tensor<(B, Const<10>), f32, D, T>;

impl<D: Fused> LeNet<f32, D> {
    /// A model with new weights.
    pub fn new(device: &D) -> Self {
        Self::build(device)
    }

    fn run<B: Dim, H: Dim, W: Dim, T: Tape<f32, D>>(
        &self,
        x: Images<B, 1, H, W, D, T>,
        input: Input,
    ) -> Result<Logits<B, D, T>, D::Err> {
        let batch = x.shape().0;
        let stage = Stage { relu: true, max_pool: 2 };
        let x = self.conv1.then(x, stage, input); // (B, 6, 14, 14)
        let x = self.conv2.then(x, stage, Input::Computed); // (B, 16, 5, 5)
        let x = x.try_reshape_like(&(batch, Const::<400>))?;
        let x = self.fc1.then(x, Activation::Relu); // (B, 120)
        let x = self.fc2.then(x, Activation::Relu); // (B, 84)
        self.fc3.try_forward(x) // (B, 10)
    }
}

impl<D: Device<f32>> TensorCollection<f32, D> for LeNet<f32, D> {
    type To<E2: Dtype, D2: Device<E2>> = LeNet<E2, D2>;

    fn iter_tensors<V: ModuleVisitor<Self, f32, D>>(visitor: &mut V) -> Result<Option<Self::To<V::E2, V::D2>>, V::Err> {
        visitor.visit_fields(
            (
                Self::module("conv1", |s| &s.conv1, |s| &mut s.conv1),
                Self::module("conv2", |s| &s.conv2, |s| &mut s.conv2),
                Self::module("fc1", |s| &s.fc1, |s| &mut s.fc1),
                Self::module("fc2", |s| &s.fc2, |s| &mut s.fc2),
                Self::module("fc3", |s| &s.fc3, |s| &mut s.fc3),
            ),
            |(conv1, conv2, fc1, fc2, fc3)| LeNet { conv1, conv2, fc1, fc2, fc3 },
        )
    }
}

impl<D: Device<f32>> BuildOnDevice<D, f32> for LeNet<f32, D> {
    type Built = Self;
}

impl<E: Dtype, D: Storage<E>> NonMutableModule for LeNet<E, D> {}

impl<B: Dim, H: Dim, W: Dim, D: Fused, T: Tape<f32, D>> Module<Images<B, 1, H, W, D, T>> for LeNet<f32, D> {
    type Output = Logits<B, D, T>;
    type Error = D::Err;

    fn try_forward(&self, x: Images<B, 1, H, W, D, T>) -> Result<Self::Output, D::Err> {
        self.run(x, Input::Computed)
    }
}

impl<B: Dim, H: Dim, W: Dim, D: Fused, T: Tape<f32, D>> Module<Data<Images<B, 1, H, W, D, T>>> for LeNet<f32, D> {
    type Output = Logits<B, D, T>;
    type Error = D::Err;

    fn try_forward(&self, x: Data<Images<B, 1, H, W, D, T>>) -> Result<Self::Output, D::Err> {
        self.run(x.0, Input::Data)
    }
}

#[cfg(test)]
mod tests {
    use crate::prelude::*;

    #[test]
    fn it_has_pytorchs_parameters_and_learns_a_batch() {
        let dev = device(3);
        let mut model = nn::LeNet::new(&dev);
        assert_eq!(model.num_trainable_params(), 156 + 2416 + 48_120 + 10_164 + 850);
        let x = dev.sample_normal::<Rank4<8, 1, 28, 28>>();
        let y = [0, 1, 2, 3, 4, 5, 6, 7];
        let mut adam = Adam::new(&model, AdamConfig { lr: 2e-3, ..Default::default() });
        let mut gradients = model.alloc_grads();
        let mut losses = Vec::new();
        for _ in 0..60 {
            let loss = nn::cross_entropy(model.forward(nn::data(&x, gradients)), &y);
            losses.push(loss.array());
            gradients = loss.backward();
            adam.update(&mut model, &gradients).unwrap();
            model.zero_grads(&mut gradients);
        }
        assert!(losses[0] > 2.0 && losses[59] < 0.1, "{} {}", losses[0], losses[59]);
    }

    #[test]
    fn its_weights_are_kept_under_their_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lenet.safetensors");
        let (saved, mut loaded) = (nn::LeNet::new(&device(1)), nn::LeNet::new(&device(2)));
        nn::save(&path, &saved).unwrap();
        nn::load(&path, &mut loaded).unwrap();
        assert_eq!(saved.conv2.weight.as_vec(), loaded.conv2.weight.as_vec());
        let bytes = std::fs::read(&path).unwrap();
        let file = safetensors::SafeTensors::deserialize(&bytes).unwrap();
        assert_eq!(file.tensor("conv2.weight").unwrap().shape(), [16, 6, 5, 5]);
    }
}
