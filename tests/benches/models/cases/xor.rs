//! 2-16-1 on the four rows of XOR, as a learner writes it on the first day: dfdx's own layers.

use super::Step;
use gradus::prelude::*;

/// Forward, backward, SGD.
pub fn step() -> Step {
    let dev = device(0);
    let mut model = dev.build_module::<(Linear<2, 16>, Tanh, Linear<16, 1>), f32>();
    let x = dev.tensor([[0.0_f32, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]);
    let y = dev.tensor([[0.0_f32], [1.0], [1.0], [0.0]]);
    let mut sgd = Sgd::new(&model, SgdConfig { lr: 0.1, ..Default::default() });
    let mut gradients = Some(model.alloc_grads());
    Box::new(move || {
        let loss = mse_loss(model.forward_mut(x.trace(gradients.take().unwrap())), y.clone());
        let mut after = loss.backward();
        sgd.update(&mut model, &after).unwrap();
        model.zero_grads(&mut after);
        gradients = Some(after);
    })
}
