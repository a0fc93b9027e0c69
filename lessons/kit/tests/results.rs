//! What models reach on the data of the lessons. Minutes, so asked for by name:
//! `cargo test --release -p gradus --test results -- --ignored --nocapture`.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]
use gradus::{
    data::{Batched, TensorDataset},
    graph::SparseInput,
    ops::{Activation, Fused, IGNORE_INDEX},
    prelude::*,
};

/// 8,000 digits to train on, 2,000 to test on.
fn digits<S: Batched>() -> (TensorDataset<S>, TensorDataset<S>) {
    let digits = datasets::mnist().unwrap();
    let (train, test) = digits.split_at(8000);
    (TensorDataset::images(train).unwrap(), TensorDataset::images(test).unwrap())
}

/// Trains with Adam on batches of 64 and gives the share of test digits that are told right.
fn train_on_digits<S, M>(mut model: M, epochs: u64, dev: &Dev) -> f64
where
    S: Batched,
    M: TensorCollection<f32, Dev>
        + Module<nn::Data<Tensor<S::Batch, f32, Dev, OwnedTape<f32, Dev>>>, Output = Logits<OwnedTape<f32, Dev>>>
        + Module<Tensor<S::Batch, f32, Dev>, Output = Logits<NoneTape>>,
{
    let (train, test) = digits::<S>();
    let mut adam = Adam::new(&model, AdamConfig::default());
    let mut gradients = model.alloc_grads();
    for epoch in 0..epochs {
        for (x, y) in train.batches(dev, 64, epoch) {
            let loss = nn::cross_entropy(model.forward(nn::data(&x, gradients)), &y);
            gradients = loss.backward();
            adam.update(&mut model, &gradients).unwrap();
            model.zero_grads(&mut gradients);
        }
    }
    let (x, y) = test.all(dev);
    accuracy(&model.forward(x).as_vec(), 10, (0..y.len()).zip(y))
}

type Logits<T> = Tensor<(usize, Const<10>), f32, Dev, T>;

/// The share of rows whose largest number is at their class.
fn accuracy(logits: &[f32], classes: usize, rows: impl ExactSizeIterator<Item = (usize, usize)>) -> f64 {
    let count = rows.len();
    let right = rows.filter(|(row, class)| {
        let row = &logits[row * classes..][..classes];
        (0..classes).max_by(|a, b| row[*a].total_cmp(&row[*b])) == Some(*class)
    });
    right.count() as f64 / count as f64
}

/// Prints the results of some seeds and asserts their mean.
fn at_least(name: &str, wanted: f64, seeds: std::ops::Range<u64>, run: impl Fn(u64) -> f64) {
    let results: Vec<f64> = seeds.map(run).collect();
    let mean = results.iter().sum::<f64>() / results.len() as f64;
    println!("{name}: {results:.4?}, mean {mean:.4}, wanted {wanted}");
    assert!(mean >= wanted, "{name} reached {mean:.4}");
}

#[test]
#[ignore = "takes a minute"]
fn a_perceptron_reads_digits() {
    type Mlp = (nn::LinearRelu<784, 128>, nn::LinearRelu<128, 64>, nn::Linear<64, 10>);
    at_least("MNIST-10k, 784-128-64-10", 0.94, 0..3, |seed| {
        let dev = device(seed);
        train_on_digits::<Rank1<784>, _>(dev.build_module::<Mlp, f32>(), 20, &dev)
    });
}

#[test]
#[ignore = "takes minutes"]
fn lenet_reads_digits() {
    at_least("MNIST-10k, LeNet", 0.965, 0..3, |seed| {
        let dev = device(seed);
        train_on_digits::<Rank3<1, 28, 28>, _>(nn::LeNet::new(&dev), 12, &dev)
    });
}

/// Two layers, 16 hidden, dropout 0.5, Adam with weight decay 5e-4, 200 epochs: as Kipf and Welling trained on Cora.
#[test]
#[ignore = "takes a minute"]
fn a_graph_network_sorts_nouns() {
    let network = datasets::wordnet().unwrap();
    let (graph, x) = (Graph::from(&network), Csr::features(&network).normalize_rows());
    at_least("WordNet, GCN, 20 labels a class", 0.84, 0..5, |seed| {
        let dev = device(seed);
        let (train, test) = network.labelled(20, seed);
        let mut targets = vec![IGNORE_INDEX; network.nodes.len()];
        train.iter().for_each(|&node| targets[node] = network.nodes[node].class);

        let mut model = (nn::GcnConv::<769, 16>::new(&dev), nn::GcnConv::<16, 7>::new(&dev));
        let weight_decay = Some(WeightDecay::L2(5e-4));
        let mut adam = Adam::new(&model, AdamConfig { lr: 0.01, weight_decay, ..Default::default() });
        let mut gradients = model.alloc_grads();
        for _ in 0..200 {
            let x = x.dropout(&dev, 0.5).trace(gradients);
            let h = Dev::dropout(model.0.then(x, &graph, Activation::Relu), 0.5);
            gradients = nn::cross_entropy(model.1.forward(h, &graph), &targets).backward();
            adam.update(&mut model, &gradients).unwrap();
            model.zero_grads(&mut gradients);
        }
        let h = model.0.then(SparseInput::from(&x), &graph, Activation::Relu);
        let logits = model.1.forward(h, &graph).as_vec();
        accuracy(&logits, 7, test.iter().map(|&node| (node, network.nodes[node].class)))
    });
}
