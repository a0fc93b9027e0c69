//! The same training as a lesson's cell: compiled by the engine, run in the worker.

use super::{
    cases::{self, Case},
    measure::{Best, Sides, line},
    side::threads,
};
use crate::common::{Driver, Gradus, Kit};

/// A training cell, and the case that it is.
pub struct Cell {
    /// Its name in the table.
    pub name: &'static str,
    case: &'static str,
    before: &'static [&'static str],
    /// Ends in the microseconds of its steps; `{i}` is the round, so that no two are the same.
    cell: &'static str,
}

/// All of them.
pub fn all() -> Vec<Cell> {
    vec![
        Cell { name: "gpt-cell", case: "gpt", before: &[GPT], cell: GPT_CELL },
        Cell { name: "mlp-cell", case: "mlp", before: &[MLP], cell: MLP_CELL },
    ]
}

/// The line of a cell beside the peer, and beside the same steps in a program of their own.
pub fn ratio(sides: &mut Sides, cell: &Cell) {
    let binary: Case = cases::all().into_iter().find(|case| case.name == cell.case).unwrap();
    let mut times = Vec::new();
    let mut gradus = match Gradus::new() {
        Ok(gradus) => gradus,
        Err(error) => return eprintln!("{error}"),
    };
    if let Err(error) = gradus.session(Kit::Tensors) {
        return eprintln!("{error}");
    }
    for code in [gradus.opening(Kit::Tensors)].iter().chain(cell.before) {
        let ran = gradus.run(code);
        assert!(ran.ok, "{code}\n{}", ran.said);
    }
    // In turn: a cell, then a round of the others.
    let mut others = sides.empty();
    for round in 0..sides.rounds {
        let ran = gradus.run(&cell.cell.replace("{i}", &round.to_string()));
        assert!(ran.ok, "{}\n{}", cell.cell, ran.said);
        times.extend(ran.said.split_whitespace().filter_map(|word| word.parse::<f64>().ok()));
        sides.round(&binary, &mut others);
    }
    gradus.close();
    times.sort_by(f64::total_cmp);
    let ours = times.get(times.len() / 2).map(|time| (*time, threads().into_iter().max().unwrap()));
    line(cell.name, Best { ours, peer: sides.best(&mut others).peer });
    // A worker has a thread a core, so it is compared with the program that has as many.
    if let Some((cell_time, binary)) = ours.map(|(time, _)| time).zip(sides.with_all_threads(&mut others)) {
        println!("binary {} {cell_time:.1} {binary:.1} {:.3}", cell.name, cell_time / binary);
    }
}

const GPT: &str = "\
use std::time::Instant;
type Nano = nn::Gpt<65, 64, 128, 4, 512, 4>;
let dev = device(0);
let text: Vec<usize> = (0..12 * 64 + 1).map(|i| (i * 7919 + 13) % 1009 % 65).collect();
let x = dev.tensor_from_vec(text[..12 * 64].to_vec(), (12_usize, 64_usize));
let y = text[1..].to_vec();";

const GPT_CELL: &str = "\
let mut model = Nano::new(&dev);
let decay = Some(WeightDecay::Decoupled(0.1));
let mut adam = nn::Adam::new(&model, AdamConfig { lr: 1e-3, betas: [0.9, 0.99], eps: 1e-8, weight_decay: decay });
let mut gradients = model.alloc_grads();
let mut times = vec![];
for step in 0..12 {
    let began = Instant::now();
    let loss = nn::cross_entropy(model.forward(x.trace(gradients)), &y);
    gradients = loss.backward();
    adam.step(&mut model, &mut gradients)?;
    times.push(began.elapsed().as_secs_f64() * 1e6);
}
// round {i}
for time in &times[3..] {
    println!(\"{time:.1}\");
}";

const MLP: &str = "\
use std::time::Instant;
type Mlp = (nn::LinearRelu<784, 128>, nn::LinearRelu<128, 64>, nn::Linear<64, 10>);
let dev = device(0);
let pictures: Vec<f32> = (0..8000 * 784_usize).map(|i| ((i * 7919 + 13) % 1009) as f32 / 1009.0 - 0.5).collect();
let labels: Vec<usize> = (0..8000_usize).map(|i| (i * 7919 + 13) % 1009 % 10).collect();";

const MLP_CELL: &str = "\
let mut model = dev.build_module::<Mlp, f32>();
let mut adam = nn::Adam::new(&model, AdamConfig::default());
let mut gradients = model.alloc_grads();
let mut times = vec![];
for batch in 0..125 {
    let began = Instant::now();
    let start = batch * 64;
    let pixels = pictures[start * 784..][..64 * 784].to_vec();
    let x: Tensor<Rank2<64, 784>, f32, Dev> = dev.tensor_from_vec(pixels, (Const, Const));
    let logits = model.forward_mut(nn::data(&x, gradients));
    let loss = nn::cross_entropy(logits, &labels[start..start + 64]);
    gradients = loss.backward();
    adam.step(&mut model, &mut gradients)?;
    times.push(began.elapsed().as_secs_f64() * 1e6);
}
// round {i}
for time in &times[5..] {
    println!(\"{time:.1}\");
}";
