//! A character GPT on Shakespeare with nanoGPT's CPU configuration: 2,000 steps, and what it costs.
//!
//! ```text
//! GRADUS_PEER_PYTHON=.. cargo test --release -p gradus --test shakespeare -- --ignored --nocapture
//! ```
//!
//! prints the held-out loss and the minutes, and the twin's in PyTorch (`tests/benches/models/twin/shakespeare.py`).

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use gradus::prelude::*;
use std::{path::Path, process::Command, time::Instant};

const STEPS: usize = 2000;
const BATCH: usize = 12;
const CONTEXT: usize = 64;

/// 76 characters, 4 blocks with 4 heads over 128 features.
type Nano = nn::Gpt<76, CONTEXT, 128, 4, 512, 4>;

#[test]
#[ignore = "takes minutes"]
fn two_thousand_steps_of_nano_gpt() {
    let text = datasets::shakespeare().unwrap();
    let chars = datasets::CharTokenizer::new(&text);
    let tokens = chars.encode(&text).unwrap();
    let (learned, held_out) = tokens.split_at(tokens.len() * 9 / 10);
    let (dev, mut rng) = (device(1337), seeded(1337));
    let mut gpt = Nano::new(&dev);
    let decay = Some(WeightDecay::Decoupled(0.1));
    let mut adam = Adam::new(&gpt, AdamConfig { lr: 1e-3, betas: [0.9, 0.99], eps: 1e-8, weight_decay: decay });
    let began = Instant::now();
    let trained = train(&mut gpt, &mut adam).quiet().clip(1.0).warm_up_cosine(100).steps(STEPS, |gpt, gradients| {
        let (x, y) = windows(learned, BATCH, CONTEXT, &mut rng);
        let x = dev.tensor_from_vec(x, (BATCH, CONTEXT));
        nn::cross_entropy(gpt.forward(x.trace(gradients)), &y)
    });
    let minutes = began.elapsed().as_secs_f64() / 60.0;
    assert_eq!(trained.unwrap().losses.len(), STEPS);
    let mut rng = seeded(1);
    let losses = (0..200).map(|_| {
        let (x, y) = windows(held_out, BATCH, CONTEXT, &mut rng);
        nn::cross_entropy(gpt.forward(dev.tensor_from_vec(x, (BATCH, CONTEXT))), &y).array()
    });
    let loss = losses.sum::<f32>() / 200.0;
    println!("gradus: loss {loss:.3} after {STEPS} steps in {minutes:.2} minutes");
    let sampling = nn::Sampling { temperature: 0.8, top_k: Some(20) };
    println!("{}", chars.decode(&gpt.generate(&chars.encode("\n").unwrap(), 300, sampling, &mut rng)));
    if let Some(python) = std::env::var_os("GRADUS_PEER_PYTHON") {
        let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."));
        let script = root.join("tests/benches/models/twin/shakespeare.py");
        let text = root.join("datasets/data/shakespeare8.txt.gz");
        assert!(Command::new(python).arg(script).arg(text).status().unwrap().success());
    }
    assert!(loss < 2.05, "{loss}");
}
