//! LeNet on batches of 64 of 2,000 pictures of 28 x 28, Adam.

use super::{Step, numbers, whole};
use gradus::prelude::*;

const ROWS: usize = 2000;
const BATCH: usize = 64;

/// Takes the next batch, then forward, backward, Adam.
pub fn step() -> Step {
    let dev = device(0);
    let mut model = nn::LeNet::new(&dev);
    let (pictures, labels) = (numbers(ROWS * 784), whole(ROWS, 10));
    let mut adam = nn::Adam::new(&model, AdamConfig::default());
    let mut gradients = Some(model.alloc_grads());
    let mut batch = 0;
    Box::new(move || {
        let start = batch * BATCH;
        batch = (batch + 1) % (ROWS / BATCH);
        let pixels = pictures[start * 784..][..BATCH * 784].to_vec();
        let x: Tensor<Rank4<BATCH, 1, 28, 28>, f32, Dev> = dev.tensor_from_vec(pixels, Default::default());
        let logits = model.forward(nn::data(&x, gradients.take().unwrap()));
        let loss = nn::cross_entropy(logits, &labels[start..start + BATCH]);
        let mut after = loss.backward();
        adam.step(&mut model, &mut after).unwrap();
        gradients = Some(after);
    })
}
