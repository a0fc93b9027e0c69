//! Layers, losses and optimizers.

use gradus::prelude::*;

type Network = (Linear<2, 3>, Tanh, Linear<3, 1>);
type Built = <Network as BuildOnDevice<Cpu, f32>>::Built;

/// A training loop as learners write it.
pub fn train(dev: &Cpu, x: Tensor<Rank2<4, 2>, f32, Cpu>, y: Tensor<Rank2<4, 1>, f32, Cpu>) -> Built {
    let mut model = dev.build_module::<Network, f32>();
    let mut sgd: Sgd<_, f32, Cpu> = Sgd::new(&model, SgdConfig { lr: 0.1, ..Default::default() });
    let mut adam: Adam<_, f32, Cpu> = Adam::new(&model, AdamConfig { lr: 0.1, ..Default::default() });
    let mut gradients = model.alloc_grads();
    for step in 0..2 {
        let prediction = model.forward_mut(x.trace(gradients));
        let loss = mse_loss(prediction, y.clone());
        println!("{step} {}", loss.array());
        gradients = loss.backward();
        let updated = if step == 0 { sgd.update(&mut model, &gradients) } else { adam.update(&mut model, &gradients) };
        if updated.is_err() {
            break;
        }
        model.zero_grads(&mut gradients);
    }
    let _ = model.forward(x).array();
    model
}
