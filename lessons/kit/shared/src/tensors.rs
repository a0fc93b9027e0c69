//! Tensors of `f32` on the CPU: what does not depend on the shape is the same for every shape.

use gradus::prelude::*;

type Matrix = Tensor<Rank2<2, 3>, f32, Cpu>;

/// Making, reading and showing tensors.
pub fn make(dev: &Cpu) -> (Matrix, f32) {
    let zeros: Matrix = dev.zeros();
    let ones: Matrix = dev.ones();
    let random: Matrix = dev.sample_normal();
    let given = dev.tensor([[1.0_f32, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    let vector = dev.tensor([1.0_f32, 2.0]);
    let scalar = dev.tensor(1.0_f32);
    let listed: Matrix = dev.tensor_from_vec(vec![0.0_f32; 6], (Const, Const));
    gradus::rt_value!(&given);
    let sum = scalar.array() + vector.array()[0] + given.as_vec()[0];
    (zeros + ones + random + given + listed, sum)
}

/// One function of every family, with and without a tape.
pub fn use_them(a: Matrix, b: Matrix) -> Result<Gradients<f32, Cpu>, Box<dyn std::error::Error>> {
    let plain = a.clone().exp() * 2.0 - b.clone() / 3.0;
    let product: Tensor<Rank2<2, 2>, f32, Cpu> = plain.clone().matmul(b.permute::<Rank2<3, 2>, _>());
    let rows: Tensor<Rank1<2>, f32, Cpu> = product.sum::<Rank1<2>, Axis<1>>();
    let taped = a.leaky_trace().tanh().relu().sigmoid().ln().square();
    let _ = taped.array();
    let loss = (taped - plain).powf(2.0).mean();
    let gradients = loss.try_backward()?;
    let _ = (gradients.get(&a).array(), rows.broadcast::<Rank2<2, 3>, _>().softmax::<Axis<1>>().array());
    Ok(gradients)
}
