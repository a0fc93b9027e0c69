//! The same expressions and networks in dfdx, whose gradients must be the same.

use super::{Mlp, Value};
use crate::{check::check, prelude::*};
use proptest::prelude::*;

type Scalar = Tensor<Rank0, f64, Cpu>;
type Taped = Tensor<Rank0, f64, Cpu, OwnedTape<f64, Cpu>>;

/// An expression of three variables; every function in it has a value and a slope everywhere.
#[derive(Clone, Debug)]
enum Expr {
    Variable(usize),
    Number(f64),
    Function(&'static str, Box<Expr>),
    Operator(&'static str, Box<Expr>, Box<Expr>),
}
use Expr::{Function, Number, Operator, Variable};

fn expressions() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![(0..3_usize).prop_map(Variable), (-2.0..2.0).prop_map(Number)];
    leaf.prop_recursive(5, 40, 2, |inner| {
        let function = prop::sample::select(&["powi", "exp", "ln", "tanh", "sigmoid", "relu"][..]);
        let operator = prop::sample::select(&["+", "-", "*", "/"][..]);
        prop_oneof![
            (function, inner.clone()).prop_map(|(name, x)| Function(name, Box::new(x))),
            (operator, inner.clone(), inner).prop_map(|(name, a, b)| Operator(name, Box::new(a), Box::new(b))),
        ]
    })
}

impl Expr {
    fn value(&self, x: &[Value; 3]) -> Value {
        match self {
            Variable(index) => x[*index].clone(),
            Number(number) => Value::new(*number),
            // Kept small and, where the function needs it, positive.
            Function("exp", e) => e.value(x).tanh().exp(),
            Function("ln", e) => (e.value(x).powi(2) + 1).ln(),
            Function("powi", e) => e.value(x).powi(3),
            Function("tanh", e) => e.value(x).tanh(),
            Function("sigmoid", e) => e.value(x).sigmoid(),
            Function(_, e) => e.value(x).relu(),
            Operator("+", a, b) => a.value(x) + b.value(x),
            Operator("-", a, b) => a.value(x) - b.value(x),
            Operator("*", a, b) => a.value(x) * b.value(x),
            Operator(_, a, b) => a.value(x) / (b.value(x).powi(2) + 1.0),
        }
    }

    fn tensor(&self, x: &[Scalar; 3]) -> Taped {
        match self {
            // Under another id: dfdx refuses operators between a tensor and itself.
            Variable(index) => x[*index].leaky_trace() * 1.0,
            Number(number) => x[0].device().tensor(*number).leaky_trace(),
            Function("exp", e) => e.tensor(x).tanh().exp(),
            Function("ln", e) => (e.tensor(x).powi(2) + 1.0).ln(),
            Function("powi", e) => e.tensor(x).powi(3),
            Function("tanh", e) => e.tensor(x).tanh(),
            Function("sigmoid", e) => e.tensor(x).sigmoid(),
            Function(_, e) => e.tensor(x).relu(),
            Operator("+", a, b) => a.tensor(x) + b.tensor(x),
            Operator("-", a, b) => a.tensor(x) - b.tensor(x),
            Operator("*", a, b) => a.tensor(x) * b.tensor(x),
            Operator(_, a, b) => a.tensor(x) / (b.tensor(x).powi(2) + 1.0),
        }
    }
}

fn close(got: f64, expected: f64) -> bool {
    (got - expected).abs() <= 1e-9 * (1.0 + expected.abs()) || (got.is_nan() && expected.is_nan()) || got == expected
}

proptest! {
    #[test]
    fn every_expression_has_the_gradient_that_dfdx_finds(e in expressions(), at in [-2.0..2.0, -2.0..2.0, -2.0..2.0]) {
        let x = at.map(Value::new);
        let result = e.value(&x);
        result.backward();
        let dev = device(0);
        let leaves = at.map(|x| dev.tensor(x));
        let tensor = e.tensor(&leaves);
        prop_assert!(close(result.data(), tensor.array()), "{result:?}, {}", tensor.array());
        let mut gradients = tensor.backward();
        for (x, leaf) in x.iter().zip(&leaves) {
            // dfdx has no gradient for what the result does not hold; here it is zero.
            gradients.try_alloc_for(leaf).unwrap();
            prop_assert!(close(x.grad(), gradients.get(leaf).array()), "{x:?}, {}", gradients.get(leaf).array());
        }
    }

    #[test]
    fn a_network_has_the_gradients_of_the_same_network_in_dfdx(seed: u64, x in [-2.0..2.0, -2.0..2.0]) {
        let dev = device(0);
        let mut twin = dev.build_module::<(Linear<2, 3>, Tanh, Linear<3, 1>), f64>();
        let network = Mlp::new(&[2, 3, 1], &mut seeded(seed));
        let part = |layer: usize, bias: bool| -> Vec<Value> {
            let of = |n: &super::Neuron| if bias { vec![n.bias.clone()] } else { n.weights.clone() };
            network.layers[layer].iter().flat_map(of).collect()
        };
        let numbers = |layer, bias| part(layer, bias).iter().map(Value::data).collect::<Vec<_>>();
        twin.0.weight.copy_from(&numbers(0, false));
        twin.0.bias.copy_from(&numbers(0, true));
        twin.2.weight.copy_from(&numbers(1, false));
        twin.2.bias.copy_from(&numbers(1, true));

        let loss = (&network.forward(&x.map(Value::new))[0] - 1.0).powi(2);
        loss.backward();
        let x: Tensor<Rank1<2>, f64, Cpu> = dev.tensor(x);
        let answer: Tensor<Rank1<1>, f64, Cpu, OwnedTape<f64, Cpu>> = twin.forward(x.leaky_trace());
        let gradients = (answer - 1.0).square().sum::<Rank0, _>().backward();
        let expected = [
            gradients.get(&twin.0.weight).as_vec(),
            gradients.get(&twin.0.bias).as_vec(),
            gradients.get(&twin.2.weight).as_vec(),
            gradients.get(&twin.2.bias).as_vec(),
        ];
        for ((layer, bias), expected) in [(0, false), (0, true), (1, false), (1, true)].into_iter().zip(expected) {
            let got: Vec<f64> = part(layer, bias).iter().map(Value::grad).collect();
            prop_assert!(got.iter().zip(&expected).all(|(g, e)| close(*g, *e)), "{got:?} {expected:?}");
        }
    }
}

#[test]
fn gradients_of_weights_add_up_and_those_between_do_not() {
    let (x, w) = (Value::new(3), Value::new(2));
    let square = (&w * &x).powi(2);
    let loss = square.exp().ln();
    (0..2).for_each(|_| loss.backward());
    assert!(close(w.grad(), 2.0 * 36.0) && close(square.grad(), 1.0), "{w:?} {square:?}");
    w.zero_grad();
    assert_eq!(format!("{w:?}"), "Value(data = 2, grad = 0)");
    assert_eq!(format!("{:?}", w.relu() * 3), "Value(data = 6, grad = 0, from = \"*\")");
}

#[test]
fn numbers_stand_on_either_side() {
    let x = Value::new(4.0_f32);
    let results = [1.0 - x.clone(), 1.0 / x.clone(), 2.0 * x.clone() + 1, &x / &x, &x - 1_u8];
    assert_eq!(results.map(|y| y.data()), [-3.0, 0.25, 9.0, 1.0, 3.0]);
    assert_eq!([].into_iter().sum::<Value>().data(), 0.0);
}

#[test]
fn a_sum_of_a_million_numbers_exhausts_nothing() {
    let x = Value::new(1);
    let sum: Value = (0..1_000_000).map(|_| x.clone()).sum();
    sum.backward();
    assert_eq!((sum.data(), x.grad()), (1e6, 1e6));
}

#[test]
fn a_small_network_learns_xor() {
    let network = Mlp::new(&[2, 4, 1], &mut seeded(1));
    let mut losses = vec![];
    for _ in 0..300 {
        let errors = [(0, 0, 0.0), (0, 1, 1.0), (1, 0, 1.0), (1, 1, 0.0)].map(|(a, b, y)| {
            let answer = &network.forward(&[Value::new(a), Value::new(b)])[0];
            (answer - y).powi(2)
        });
        let loss: Value = errors.into_iter().sum();
        loss.backward();
        losses.push(loss.data());
        for weight in network.parameters() {
            weight.set(weight.data() - 0.1 * weight.grad());
            weight.zero_grad();
        }
    }
    assert!(*losses.last().unwrap() < 0.05, "{:?}", losses.last());
    assert!(check(|c| c.falls("loss", &losses).and_then(|()| c.pass(""))).passed());
}
