//! A graph convolutional network of two layers, 16 hidden, dropout on both inputs, Adam with weight decay, all nodes at
//! once: a graph of Cora's size, and one of 100,000 nodes.

use super::{Case, Step, whole};
use gradus::{
    ops::{Activation, Fused, IGNORE_INDEX},
    prelude::*,
};

const FEATURES: usize = 1433;
/// How many features a node has: Cora's mean.
const EACH: usize = 18;
const LABELLED: usize = 140;

/// Forward, backward, Adam on a graph of so many nodes and edges.
pub fn step(nodes: usize, edges: usize) -> Step {
    let dev = device(0);
    let edges: Vec<[usize; 2]> =
        (0..edges).map(|i| [i % nodes, (i % nodes * 7919 + i / nodes * 104_729 + 13) % nodes]).collect();
    let graph = Graph::new(nodes, &edges);
    let entries: Vec<_> = (0..nodes * EACH)
        .map(|i| (i / EACH, (i / EACH * 7919 + i % EACH * 104_729 + 13) % FEATURES, 1.0 / EACH as f32))
        .collect();
    let x = Csr::from_entries(nodes, FEATURES, &entries);
    let mut targets = vec![IGNORE_INDEX; nodes];
    targets[..LABELLED].copy_from_slice(&whole(LABELLED, 7));

    let mut model = (nn::GcnConv::<FEATURES, 16>::new(&dev), nn::GcnConv::<16, 7>::new(&dev));
    let weight_decay = Some(WeightDecay::L2(5e-4));
    let mut adam = nn::Adam::new(&model, AdamConfig { lr: 0.01, weight_decay, ..Default::default() });
    let mut gradients = Some(model.alloc_grads());
    Box::new(move || {
        let x = x.dropout(&dev, 0.5).trace(gradients.take().unwrap());
        let h = Dev::dropout(model.0.then(x, &graph, Activation::Relu), 0.5);
        let loss = nn::cross_entropy(model.1.forward(h, &graph), &targets);
        let mut after = loss.backward();
        adam.step(&mut model, &mut after).unwrap();
        gradients = Some(after);
    })
}

/// Steps on larger graphs, of five edges a node.
pub fn by_nodes() -> Vec<(usize, Case)> {
    let case = |name, make| Case { name, samples: 3, each: 1, make };
    vec![
        (1000, case("gcn-nodes-1000", |_| Some(step(1000, 5000)))),
        (10_000, case("gcn-nodes-10000", |_| Some(step(10_000, 50_000)))),
        (100_000, case("gcn-nodes-100000", |_| Some(step(100_000, 500_000)))),
    ]
}
