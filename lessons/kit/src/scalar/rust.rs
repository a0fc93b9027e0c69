//! What Rust wants of values besides mathematics.

use super::{Node, Value};
use crate::Number;
use std::{fmt, iter::Sum, mem, rc::Rc};

impl Sum for Value {
    fn sum<I: Iterator<Item = Value>>(values: I) -> Value {
        values.reduce(|a, b| a + b).unwrap_or_else(|| Value::new(0))
    }
}

impl<N: Number> From<N> for Value {
    fn from(data: N) -> Self {
        Self::new(data)
    }
}

impl From<&Value> for Value {
    fn from(value: &Value) -> Self {
        value.clone()
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Value(data = {}, grad = {}", self.data(), self.grad())?;
        if self.0.op.is_empty() { f.write_str(")") } else { write!(f, ", from = {:?})", self.0.op) }
    }
}

impl Drop for Node {
    /// One after the other: a long sum that drops itself from the inside exhausts the stack.
    fn drop(&mut self) {
        let mut waiting = mem::take(&mut self.inputs);
        while let Some((value, _)) = waiting.pop() {
            waiting.extend(Rc::into_inner(value.0).map(|mut node| mem::take(&mut node.inputs)).unwrap_or_default());
        }
    }
}
