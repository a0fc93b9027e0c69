//! nanoGPT's CPU configuration: 4 blocks, 4 heads, 128 features, 64 places, batches of 12, 65 characters; AdamW.

use super::{Case, Step, whole};
use gradus::prelude::*;

/// The model.
pub type Nano = nn::Gpt<65, 64, 128, 4, 512, 4>;

/// Forward, backward, AdamW.
pub fn step() -> Step {
    train::<64, 128, 512>(64)
}

/// One step of a model with `C` features and contexts of up to `L` places, on sequences of `time`.
fn train<const L: usize, const C: usize, const F: usize>(time: usize) -> Step {
    const BATCH: usize = 12;
    let dev = device(0);
    let mut model = nn::Gpt::<65, L, C, 4, F, 4>::new(&dev);
    let decay = Some(WeightDecay::Decoupled(0.1));
    let mut adam = nn::Adam::new(&model, AdamConfig { lr: 1e-3, betas: [0.9, 0.99], eps: 1e-8, weight_decay: decay });
    let text = whole(BATCH * time + 1, 65);
    let x: Tensor<(usize, usize), usize, Dev> = dev.tensor_from_vec(text[..BATCH * time].to_vec(), (BATCH, time));
    let y = text[1..].to_vec();
    let mut gradients = Some(model.alloc_grads());
    Box::new(move || {
        let loss = nn::cross_entropy(model.forward(x.trace(gradients.take().unwrap())), &y);
        let mut after = loss.backward();
        adam.step(&mut model, &mut after).unwrap();
        gradients = Some(after);
    })
}

/// Steps of wider models.
pub fn by_width() -> Vec<(usize, Case)> {
    let case = |name, make| Case { name, samples: 3, each: 1, make };
    vec![
        (32, case("gpt-width-32", |_| Some(train::<64, 32, 128>(64)))),
        (64, case("gpt-width-64", |_| Some(train::<64, 64, 256>(64)))),
        (128, case("gpt-width-128", |_| Some(train::<64, 128, 512>(64)))),
        (256, case("gpt-width-256", |_| Some(train::<64, 256, 1024>(64)))),
    ]
}

/// Steps on longer sequences.
pub fn by_context() -> Vec<(usize, Case)> {
    let case = |name, make| Case { name, samples: 3, each: 1, make };
    vec![
        (32, case("gpt-context-32", |_| Some(train::<256, 128, 512>(32)))),
        (64, case("gpt-context-64", |_| Some(train::<256, 128, 512>(64)))),
        (128, case("gpt-context-128", |_| Some(train::<256, 128, 512>(128)))),
        (256, case("gpt-context-256", |_| Some(train::<256, 128, 512>(256)))),
    ]
}
