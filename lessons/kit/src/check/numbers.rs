//! What can be compared, and how numbers are said.

use crate::number::Number;
use dfdx::{
    shapes::{Shape, Unit},
    tensor::{Storage, Tensor},
};

/// One number or many: `f32`, a `Vec`, an array, a tensor, rows of rows.
pub trait Numbers {
    /// All numbers in reading order.
    fn numbers(&self) -> Vec<f64>;

    /// Whether it is one number, not a list of one.
    fn single(&self) -> bool {
        false
    }
}

macro_rules! single {
    ($($ty:ty),*) => {$(
        impl Numbers for $ty {
            fn numbers(&self) -> Vec<f64> {
                vec![self.to_f64()]
            }
            fn single(&self) -> bool {
                true
            }
        }
    )*};
}
single!(f32, f64, i32, i64, u8, u32, u64, usize);

impl<N: Numbers + ?Sized> Numbers for &N {
    fn numbers(&self) -> Vec<f64> {
        (**self).numbers()
    }
    fn single(&self) -> bool {
        (**self).single()
    }
}

impl<N: Numbers> Numbers for [N] {
    fn numbers(&self) -> Vec<f64> {
        self.iter().flat_map(Numbers::numbers).collect()
    }
}

impl<N: Numbers, const LENGTH: usize> Numbers for [N; LENGTH] {
    fn numbers(&self) -> Vec<f64> {
        self.as_slice().numbers()
    }
}

impl<N: Numbers> Numbers for Vec<N> {
    fn numbers(&self) -> Vec<f64> {
        self.as_slice().numbers()
    }
}

impl<A: Numbers, B: Numbers> Numbers for (A, B) {
    fn numbers(&self) -> Vec<f64> {
        [self.0.numbers(), self.1.numbers()].concat()
    }
}

impl<S: Shape, E: Unit + Number, D: Storage<E>, T> Numbers for Tensor<S, E, D, T> {
    fn numbers(&self) -> Vec<f64> {
        self.as_vec().into_iter().map(Number::to_f64).collect()
    }
    fn single(&self) -> bool {
        S::NUM_DIMS == 0
    }
}

/// A number in at most five significant digits: `3.0`, `0.33333`, `2.5e-7`.
pub(super) fn say_number(x: f64) -> String {
    digits(x, 5)
}

/// Two numbers in as few digits as tell them apart.
pub(super) fn say_apart(a: f64, b: f64) -> (String, String) {
    (5..=17).map(|n| (digits(a, n), digits(b, n))).find(|(a, b)| a != b).unwrap_or_else(|| (digits(a, 5), digits(b, 5)))
}

fn digits(x: f64, significant: usize) -> String {
    if x.is_nan() {
        return "NaN".into();
    }
    if x.is_infinite() {
        return if x > 0.0 { "+∞" } else { "-∞" }.into();
    }
    let rounded: f64 = format!("{x:.*e}", significant - 1).parse().unwrap_or(x);
    if rounded != 0.0 && !(1e-4..1e7).contains(&rounded.abs()) {
        format!("{rounded:e}")
    } else {
        format!("{rounded:?}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    #[test]
    fn lists_and_tensors_are_read_row_by_row() {
        assert_eq!([[1.0_f32, 2.0], [3.0, 4.0]].numbers(), [1.0, 2.0, 3.0, 4.0]);
        assert_eq!(device(0).tensor([[1.0_f32, 2.0], [3.0, 4.0]]).numbers(), [1.0, 2.0, 3.0, 4.0]);
        assert!(device(0).tensor(1.0_f32).single() && 2.0.single() && ![2.0].single());
    }

    #[test]
    fn numbers_are_said_short() {
        let said: Vec<String> =
            [3.0, 1.0 / 3.0, f64::from(0.1_f32), 2.5e-7, 1234.5, -0.0, 1e9].into_iter().map(say_number).collect();
        assert_eq!(said, ["3.0", "0.33333", "0.1", "2.5e-7", "1234.5", "-0.0", "1e9"]);
        assert_eq!(say_apart(1.0, 1.0000001), ("1.0".into(), "1.0000001".into()));
    }
}
