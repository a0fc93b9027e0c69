//! Backpropagation on single numbers, to be read in one sitting: after Andrej Karpathy's micrograd.
//!
//! ```text
//! mod.rs      Value: a number that remembers how it was computed; backward, operators, functions
//! network.rs  Neuron, Mlp: neurons made of values, networks made of neurons
//! rust.rs     what Rust wants besides: numbers as values, sums, `{:?}`, dropping
//! ```
//!
//! ```
//! use gradus::scalar::Value;
//! let (x, w) = (Value::new(3), Value::new(2));
//! let loss = (&w * &x - 5).powi(2);
//! loss.backward();
//! assert_eq!(w.grad(), 6.0); // 2 (w x - 5) x
//! w.set(w.data() - 0.1 * w.grad()); // a step of gradient descent
//! ```

mod network;
mod rust;
#[cfg(test)]
mod tests;

pub use network::{Mlp, Neuron};

use crate::Number;
use std::{cell::Cell, collections::BTreeMap, ops, rc::Rc, sync::atomic};

/// A number that remembers how it was computed. A clone is the same number again, not another one.
#[derive(Clone)]
pub struct Value(pub(crate) Rc<Node>);

pub(crate) struct Node {
    /// Counts up: a result is younger than what it was computed from.
    pub born: u64,
    pub data: Cell<f64>,
    pub grad: Cell<f64>,
    pub op: &'static str,
    /// What it was computed from, each with its slope: how steeply this value changes with that one alone.
    pub inputs: Vec<(Value, f64)>,
}

impl Value {
    /// A number that was not computed: an input or a weight.
    pub fn new(data: impl Number) -> Self {
        Self::computed("", data.to_f64(), vec![])
    }

    /// A value of another program, such as the learner's own, with the numbers that it has there: to be drawn by
    /// [`Value::graph`]. Its slopes stay where they are known, so `backward` does not go beyond it.
    ///
    /// ```
    /// use gradus::{View, scalar::Value};
    /// let (a, b) = (Value::drawn("", 2, -3, &[]), Value::drawn("", -3, 2, &[]));
    /// let product = Value::drawn("*", -6, 1, &[a.clone(), b]);
    /// assert!(product.graph(&[("a", &a)]).bundle().text("text/plain").is_some_and(|text| text.contains("-3.000")));
    /// ```
    pub fn drawn(op: &'static str, data: impl Number, grad: impl Number, inputs: &[Value]) -> Self {
        let value = Self::computed(op, data.to_f64(), inputs.iter().map(|input| (input.clone(), 0.0)).collect());
        value.0.grad.set(grad.to_f64());
        value
    }

    fn computed(op: &'static str, data: f64, inputs: Vec<(Value, f64)>) -> Self {
        static COUNT: atomic::AtomicU64 = atomic::AtomicU64::new(0);
        let born = COUNT.fetch_add(1, atomic::Ordering::Relaxed);
        Self(Rc::new(Node { born, data: Cell::new(data), grad: Cell::new(0.0), op, inputs }))
    }

    /// Finds the gradient of everything that this value was computed from. As in PyTorch, those of inputs and weights
    /// add up from call to call, until [`Value::zero_grad`].
    pub fn backward(&self) {
        let history = self.history();
        history.iter().filter(|value| !value.0.inputs.is_empty()).for_each(Value::zero_grad);
        self.0.grad.set(1.0); // How steeply it changes with itself.
        for value in history {
            // What it flows into is younger and had its turn: its own gradient is complete.
            for (input, slope) in &value.0.inputs {
                // The chain rule. A sum, because an input may flow into several values.
                input.0.grad.set(input.grad() + slope * value.grad());
            }
        }
    }

    /// This value and all that it was computed from, each once, the youngest first.
    pub(crate) fn history(&self) -> Vec<Value> {
        let (mut seen, mut waiting) = (BTreeMap::new(), vec![self.clone()]);
        while let Some(value) = waiting.pop() {
            if seen.insert(value.0.born, value.clone()).is_none() {
                waiting.extend(value.0.inputs.iter().map(|(input, _)| input.clone()));
            }
        }
        seen.into_values().rev().collect()
    }

    /// The number itself.
    pub fn data(&self) -> f64 {
        self.0.data.get()
    }

    /// How steeply the value that `backward` was called on changes with this one.
    pub fn grad(&self) -> f64 {
        self.0.grad.get()
    }

    /// Puts another number in its place; what was computed from it stays as it was.
    pub fn set(&self, data: impl Number) {
        self.0.data.set(data.to_f64());
    }

    /// Forgets the gradient.
    pub fn zero_grad(&self) {
        self.0.grad.set(0.0);
    }

    /// x to the power of a whole number.
    pub fn powi(&self, n: i32) -> Value {
        let x = self.data();
        Value::computed("powi", x.powi(n), vec![(self.clone(), f64::from(n) * x.powi(n - 1))])
    }
}

/// Functions of x: `y`, and the slope, from x and from y.
macro_rules! functions {
    ($($doc:literal $name:ident, y = |$x:ident| $data:expr, slope = |$y:ident| $slope:expr;)*) => {
        impl Value {$(
            #[doc = $doc]
            pub fn $name(&self) -> Value {
                let $x = self.data();
                let $y = $data;
                Value::computed(stringify!($name), $y, vec![(self.clone(), $slope)])
            }
        )*}
    };
}
functions! {
    "e to the power of x." exp, y = |x| x.exp(), slope = |y| y;
    "The natural logarithm." ln, y = |x| x.ln(), slope = |_y| 1.0 / x;
    "Squashes any number to between -1 and 1." tanh, y = |x| x.tanh(), slope = |y| 1.0 - y * y;
    "Squashes any number to between 0 and 1." sigmoid, y = |x| 1.0 / (1.0 + (-x).exp()), slope = |y| y * (1.0 - y);
    "x where it is positive, else 0." relu, y = |x| x.max(0.0), slope = |_y| f64::from(x > 0.0);
}

/// Operators between `a` and `b`: what they give, and the slopes with `a` and with `b`.
macro_rules! operators {
    ($($trait:ident $name:ident $op:literal, |$a:ident, $b:ident| $data:expr, slopes = $by_a:expr, $by_b:expr;)*) => {$(
        impl<B: Into<Value>> ops::$trait<B> for &Value {
            type Output = Value;
            fn $name(self, other: B) -> Value {
                let other = other.into();
                let ($a, $b) = (self.data(), other.data());
                Value::computed($op, $data, vec![(self.clone(), $by_a), (other, $by_b)])
            }
        }
        impl<B: Into<Value>> ops::$trait<B> for Value {
            type Output = Value;
            fn $name(self, other: B) -> Value {
                (&self).$name(other)
            }
        }
        impl ops::$trait<Value> for f64 {
            type Output = Value;
            fn $name(self, other: Value) -> Value {
                Value::new(self).$name(other)
            }
        }
    )*};
}
operators! {
    Add add "+", |a, b| a + b, slopes = 1.0, 1.0;
    Sub sub "-", |a, b| a - b, slopes = 1.0, -1.0;
    Mul mul "*", |a, b| a * b, slopes = b, a;
    Div div "/", |a, b| a / b, slopes = 1.0 / b, -a / (b * b);
}
