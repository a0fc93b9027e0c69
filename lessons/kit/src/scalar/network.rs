//! Neurons, and networks of them.

use super::Value;
use rand::Rng;

/// A weighted sum of inputs, and a bias.
#[derive(Clone, Debug)]
pub struct Neuron {
    /// One for each input.
    pub weights: Vec<Value>,
    /// The answer where all inputs are zero.
    pub bias: Value,
}

impl Neuron {
    /// Random numbers between -1/√inputs and 1/√inputs, as PyTorch's and dfdx's `Linear` begin.
    pub fn new(inputs: usize, rng: &mut impl Rng) -> Self {
        let most = 1.0 / (inputs.max(1) as f64).sqrt();
        let mut random = || Value::new(rng.gen_range(-most..=most));
        Self { weights: (0..inputs).map(|_| random()).collect(), bias: random() }
    }

    /// w1 x1 + w2 x2 + .. + b.
    pub fn forward(&self, x: &[Value]) -> Value {
        self.weights.iter().zip(x).map(|(w, x)| w * x).sum::<Value>() + &self.bias
    }
}

/// Layers of neurons, with tanh between two layers and none after the last.
#[derive(Clone, Debug)]
pub struct Mlp {
    /// The neurons of each layer.
    pub layers: Vec<Vec<Neuron>>,
}

impl Mlp {
    /// `&[2, 16, 1]`: two inputs, a layer of 16 neurons, a layer of one.
    pub fn new(sizes: &[usize], rng: &mut impl Rng) -> Self {
        let layer = |pair: &[usize]| (0..pair[1]).map(|_| Neuron::new(pair[0], rng)).collect();
        Self { layers: sizes.windows(2).map(layer).collect() }
    }

    /// What the last layer answers.
    pub fn forward(&self, x: &[Value]) -> Vec<Value> {
        let mut values = x.to_vec();
        for (depth, layer) in self.layers.iter().enumerate() {
            if depth > 0 {
                values = values.iter().map(Value::tanh).collect();
            }
            values = layer.iter().map(|neuron| neuron.forward(&values)).collect();
        }
        values
    }

    /// All weights and biases.
    pub fn parameters(&self) -> Vec<Value> {
        let neurons = self.layers.iter().flatten();
        neurons.flat_map(|neuron| neuron.weights.iter().chain([&neuron.bias])).cloned().collect()
    }
}
