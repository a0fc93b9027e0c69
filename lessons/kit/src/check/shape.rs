//! The dimensions of a tensor or of nested lists.

use super::{Check, fail};
use dfdx::{
    shapes::{HasShape, Shape},
    tensor::{Storage, Tensor},
};
use gradus_protocol::Verdict;

/// A value with dimensions.
pub trait Shaped {
    /// The dimensions, outermost first; none for a single number.
    fn dimensions(&self) -> Vec<usize>;
}

impl<S: Shape, E, D: Storage<E>, T> Shaped for Tensor<S, E, D, T> {
    fn dimensions(&self) -> Vec<usize> {
        self.shape().concrete().into_iter().collect()
    }
}

impl<S: Shaped + ?Sized> Shaped for &S {
    fn dimensions(&self) -> Vec<usize> {
        (**self).dimensions()
    }
}

/// Rows are taken to be as long as the first.
impl<S: Shaped> Shaped for [S] {
    fn dimensions(&self) -> Vec<usize> {
        let row = self.first().map(Shaped::dimensions).unwrap_or_default();
        [vec![self.len()], row].concat()
    }
}

impl<S: Shaped> Shaped for Vec<S> {
    fn dimensions(&self) -> Vec<usize> {
        self.as_slice().dimensions()
    }
}

impl<S: Shaped, const LENGTH: usize> Shaped for [S; LENGTH] {
    fn dimensions(&self) -> Vec<usize> {
        self.as_slice().dimensions()
    }
}

macro_rules! without_dimensions {
    ($($ty:ty),*) => {$(
        impl Shaped for $ty {
            fn dimensions(&self) -> Vec<usize> {
                vec![]
            }
        }
    )*};
}
without_dimensions!(f32, f64, i32, i64, u8, u32, u64, usize, bool);

impl Check {
    /// Requires a tensor (or a list of numbers) to have these dimensions.
    ///
    /// # Errors
    /// The verdict that ends the check.
    pub fn shape(
        &mut self,
        name: &str,
        got: &(impl Shaped + ?Sized),
        expected: impl AsRef<[usize]>,
    ) -> Result<(), Verdict> {
        shape(name, &got.dimensions(), expected.as_ref())
    }
}

fn shape(name: &str, got: &[usize], expected: &[usize]) -> Result<(), Verdict> {
    if got == expected {
        return Ok(());
    }
    let mut turned = got.to_vec();
    turned.reverse();
    let (got, said) = (say_shape(got), say_shape(expected));
    fail(if turned == expected {
        say!("check-shape-turned", name = name, got = got, expected = said)
    } else {
        say!("check-shape", name = name, got = got, expected = said)
    })
}

pub(crate) fn say_shape(shape: &[usize]) -> String {
    if shape.is_empty() {
        return say!("check-shape-single");
    }
    shape.iter().map(ToString::to_string).collect::<Vec<_>>().join("x")
}

#[cfg(test)]
mod tests {
    use crate::{check::check, prelude::*};

    #[test]
    fn a_wrong_shape_is_named() {
        let w: Tensor<Rank2<4, 2>, f32, Dev> = device(0).zeros();
        assert!(check(|c| c.shape("w", &w, [4, 2]).and_then(|()| c.pass(""))).passed());
        let wrong = check(|c| c.shape("w", &w, [4, 3]).and_then(|()| c.pass("")));
        assert_eq!(wrong.message(), "w has shape 4x2, but 4x3 is expected.");
        let turned = check(|c| c.shape("w", &w, [2, 4]).and_then(|()| c.pass("")));
        assert!(turned.message().contains("rows and columns"), "{turned:?}");
        let list = check(|c| c.shape("xs", &vec![1.0_f32; 3], []).and_then(|()| c.pass("")));
        assert_eq!(list.message(), "xs has shape 3, but a single number is expected.");
        assert!(check(|c| c.shape("rows", &vec![[1.0, 2.0]; 3], [3, 2]).and_then(|()| c.pass(""))).passed());
    }
}
