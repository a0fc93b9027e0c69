//! 784-128-64-10 with ReLU on batches of 64 of 8,000 pictures, Adam.

use super::{Step, numbers, whole};
use gradus::prelude::*;

const ROWS: usize = 8000;
const BATCH: usize = 64;

type Model = (nn::LinearRelu<784, 128>, nn::LinearRelu<128, 64>, nn::Linear<64, 10>);

/// Takes the next batch, then forward, backward, Adam.
pub fn step() -> Step {
    let dev = device(0);
    let mut model = dev.build_module::<Model, f32>();
    let (pictures, labels) = (numbers(ROWS * 784), whole(ROWS, 10));
    let mut adam = nn::Adam::new(&model, AdamConfig::default());
    let mut gradients = Some(model.alloc_grads());
    let mut batch = 0;
    Box::new(move || {
        let start = batch * BATCH;
        batch = (batch + 1) % (ROWS / BATCH);
        let pixels = pictures[start * 784..][..BATCH * 784].to_vec();
        let x: Tensor<Rank2<BATCH, 784>, f32, Dev> = dev.tensor_from_vec(pixels, (Const, Const));
        let logits = model.forward_mut(nn::data(&x, gradients.take().unwrap()));
        let loss = nn::cross_entropy(logits, &labels[start..start + BATCH]);
        let mut after = loss.backward();
        adam.step(&mut model, &mut after).unwrap();
        gradients = Some(after);
    })
}
