//! Training cells: one that learns XOR, and a GPT block and a GCN layer of plain dfdx operations, some steps each.
//!
//! The GCN makes its tensors in the cell that trains: the peer links dfdx anew into every cell, so its counter of tensors
//! starts anew, and tensors of two cells pass for one another.

use super::case::Case;

/// All of them.
pub fn all() -> Vec<Case> {
    vec![
        Case::new("xor", XOR, XOR_TRAIN),
        Case::new("gpt-block", GPT, GPT_TRAIN),
        Case::new("gcn-layer", GCN, GCN_TRAIN),
    ]
}

const XOR: &[&str] = &[
    "let dev = Cpu::seed_from_u64(3);",
    "let x: Tensor<Rank2<4, 2>, f32, _> = dev.tensor([[0.0_f32, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]);\n\
     let y: Tensor<Rank2<4, 1>, f32, _> = dev.tensor([[0.0_f32], [1.0], [1.0], [0.0]]);",
    "type Network = ((Linear<2, 8>, Tanh), Linear<8, 1>);",
];

const XOR_TRAIN: &str = "\
let mut net = dev.build_module::<Network, f32>();
let mut sgd = Sgd::new(&net, SgdConfig { lr: 0.0{i} + 0.1, ..Default::default() });
let mut grads = net.alloc_grads();
for step in 0..200 {
    let prediction = net.forward_mut(x.trace(grads));
    let loss = mse_loss(prediction, y.clone());
    if step % 50 == 0 {
        println!(\"{step} {:.4}\", loss.array());
    }
    grads = loss.backward();
    sgd.update(&mut net, &grads).unwrap();
    net.zero_grads(&mut grads);
}
net.forward(x.clone()).array()";

const GPT: &[&str] = &[
    "type Seq = Tensor<Rank2<16, 32>, f32, Cpu>;
type Square = Tensor<Rank2<32, 32>, f32, Cpu>;

struct Block {
    q: Square,
    k: Square,
    v: Square,
    out: Square,
    up: Tensor<Rank2<32, 128>, f32, Cpu>,
    down: Tensor<Rank2<128, 32>, f32, Cpu>,
}",
    "impl Block {
    fn new(dev: &Cpu) -> Self {
        let square = || dev.sample_normal::<Rank2<32, 32>>() * 0.18;
        Block {
            q: square(),
            k: square(),
            v: square(),
            out: square(),
            up: dev.sample_normal::<Rank2<32, 128>>() * 0.18,
            down: dev.sample_normal::<Rank2<128, 32>>() * 0.09,
        }
    }

    fn forward(&self, x: Tensor<Rank2<16, 32>, f32, Cpu, OwnedTape<f32, Cpu>>, mask: &Tensor<Rank3<4, 16, 16>, f32, Cpu>)
        -> Tensor<Rank2<16, 32>, f32, Cpu, OwnedTape<f32, Cpu>> {
        let n = x.with_empty_tape().normalize::<Axis<1>>(1e-5);
        let q = n.with_empty_tape().matmul(self.q.clone()).reshape::<Rank3<16, 4, 8>>().permute::<Rank3<4, 16, 8>, _>();
        let k = n.with_empty_tape().matmul(self.k.clone()).reshape::<Rank3<16, 4, 8>>().permute::<Rank3<4, 8, 16>, _>();
        let v = n.matmul(self.v.clone()).reshape::<Rank3<16, 4, 8>>().permute::<Rank3<4, 16, 8>, _>();
        let scores = q.matmul(k) * (1.0 / 8.0_f32.sqrt()) + mask.clone();
        let mixed = scores.softmax::<Axis<2>>().matmul(v);
        let mixed = mixed.permute::<Rank3<16, 4, 8>, _>().reshape::<Rank2<16, 32>>();
        let x = mixed.matmul(self.out.clone()) + x;
        let hidden = x.with_empty_tape().normalize::<Axis<1>>(1e-5).matmul(self.up.clone()).relu();
        hidden.matmul(self.down.clone()) + x
    }
}",
    "let dev = Cpu::seed_from_u64(5);
let mut block = Block::new(&dev);
let x: Seq = dev.sample_normal();
let target: Seq = dev.sample_normal();
let mut mask: Tensor<Rank3<4, 16, 16>, f32, Cpu> = dev.zeros();
for head in 0..4 {
    for row in 0..16 {
        for column in row + 1..16 {
            mask[[head, row, column]] = -1e9;
        }
    }
}",
];

const GPT_TRAIN: &str = "\
let rate = 0.0{i};
for step in 0..10 {
    let loss = mse_loss(block.forward(x.leaky_trace(), &mask), target.clone());
    if step % 5 == 0 {
        println!(\"{step} {:.4}\", loss.array());
    }
    let grads = loss.backward();
    block.q = block.q.clone() - grads.get(&block.q) * rate;
    block.k = block.k.clone() - grads.get(&block.k) * rate;
    block.v = block.v.clone() - grads.get(&block.v) * rate;
    block.out = block.out.clone() - grads.get(&block.out) * rate;
    block.up = block.up.clone() - grads.get(&block.up) * rate;
    block.down = block.down.clone() - grads.get(&block.down) * rate;
}";

const GCN: &[&str] = &["fn normalised(edges: &[(usize, usize)], dev: &Cpu) -> Tensor<Rank2<6, 6>, f32, Cpu> {
    let mut a = [[0.0_f32; 6]; 6];
    for i in 0..6 {
        a[i][i] = 1.0;
    }
    for &(i, j) in edges {
        a[i][j] = 1.0;
        a[j][i] = 1.0;
    }
    let degree: Vec<f32> = a.iter().map(|row| row.iter().sum::<f32>().sqrt()).collect();
    for i in 0..6 {
        for j in 0..6 {
            a[i][j] /= degree[i] * degree[j];
        }
    }
    dev.tensor(a)
}"];

const GCN_TRAIN: &str = "\
let dev = Cpu::seed_from_u64(7);
let a = normalised(&[(0, 1), (1, 2), (2, 0), (3, 4), (4, 5), (5, 3), (2, 3)], &dev);
let h: Tensor<Rank2<6, 4>, f32, _> = dev.sample_normal();
let labels: Tensor<Rank2<6, 2>, f32, _> =
    dev.tensor([[1.0_f32, 0.0], [1.0, 0.0], [1.0, 0.0], [0.0, 1.0], [0.0, 1.0], [0.0, 1.0]]);
let mut w1: Tensor<Rank2<4, 8>, f32, _> = dev.sample_normal();
let mut w2: Tensor<Rank2<8, 2>, f32, _> = dev.sample_normal();
for step in 0..20 {
    let hidden = a.leaky_trace().matmul(h.clone()).matmul(w1.clone()).relu();
    let loss = cross_entropy_with_logits_loss(a.leaky_trace().matmul(hidden).matmul(w2.clone()), labels.clone());
    if step % 10 == 0 {
        println!(\"{step} {:.4}\", loss.array());
    }
    let grads = loss.backward();
    w1 = w1.clone() - grads.get(&w1) * 0.{i};
    w2 = w2.clone() - grads.get(&w2) * 0.{i};
}";
