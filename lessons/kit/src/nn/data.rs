//! What a model is trained on, as against what it computes.

use dfdx::{
    shapes::Shape,
    tensor::{Gradients, OwnedTape, Storage, Tensor, Trace},
};

/// An input that nobody wants the gradient of. The first layer then does not compute it, which saves a third of its
/// work. PyTorch's data has `requires_grad = False`; dfdx's tensors have no such flag.
#[derive(Clone, Debug)]
pub struct Data<X>(pub X);

/// `x.trace(gradients)` for data: begins a forward pass in which the gradient of `x` itself is not computed.
///
/// ```
/// use gradus::prelude::*;
/// let dev = device(0);
/// let model = nn::Linear::<3, 2>::new(&dev);
/// let loss = model.forward(nn::data(&dev.ones::<Rank2<5, 3>>(), model.alloc_grads())).mean();
/// let gradients = loss.backward();
/// assert_eq!(gradients.get(&model.bias).array(), [0.5, 0.5]);
/// ```
pub fn data<S: Shape, D: Storage<f32>>(
    x: &Tensor<S, f32, D>,
    gradients: Gradients<f32, D>,
) -> Data<Tensor<S, f32, D, OwnedTape<f32, D>>> {
    Data(x.trace(gradients))
}
