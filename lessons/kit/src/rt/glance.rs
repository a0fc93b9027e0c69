//! What a variable holds, for the list of variables: its bytes, and its value in a few words.
//!
//! A glance is taken each time a cell puts a variable into the store, so it must cost next to nothing and run no code
//! of the learner's: no `Debug` of theirs, only types known here. Most are known by a table of downcasts, which is
//! compiled with the kit. For types with parameters of their own (tensors, vectors, arrays) the cell that makes the
//! variable picks an [`Eye`] by autoref: a thin shell that hands the first items to the same table. The store keeps
//! it, so that cells that only put the variable back need not compile it again.

use super::{Never, known};
use dfdx::{
    shapes::{HasShape, Shape, Unit},
    tensor::{Cpu, Tensor},
    tensor_ops::RealizeTo,
};
use std::{any::Any, collections::HashMap};

/// At most this many items are shown of a list.
pub(super) const SHOWN: usize = 6;

/// What is seen of a variable.
#[derive(Debug, PartialEq, Eq)]
pub struct Glance {
    /// The bytes it holds: of a list the items, without what those hold elsewhere.
    pub size: u64,
    /// Its value, if it can be told.
    pub preview: Option<String>,
}

/// Looks at a value of the type it was made for; `None` for any other.
pub type Eye = fn(&dyn Any) -> Option<Glance>;

/// A variable whose eye is being picked.
pub struct Look<'a, T>(pub &'a T);

/// Types with parameters that a glance needs to know.
pub trait Seen {
    /// What looks at them.
    fn __gradus_eye(&self) -> Option<Eye>;
}

/// All other types: the table knows them, or nobody does.
pub trait Unseen {
    /// Nothing.
    fn __gradus_eye(&self) -> Option<Eye>;
}

impl<T> Unseen for Look<'_, T> {
    fn __gradus_eye(&self) -> Option<Eye> {
        None
    }
}

impl<T: 'static> Seen for &Look<'_, Vec<T>> {
    fn __gradus_eye(&self) -> Option<Eye> {
        Some(|value| Some(items::<T>(value.downcast_ref::<Vec<T>>()?)))
    }
}

impl<T: 'static, const N: usize> Seen for &Look<'_, [T; N]> {
    fn __gradus_eye(&self) -> Option<Eye> {
        Some(|value| Some(items::<T>(value.downcast_ref::<[T; N]>()?)))
    }
}

impl<K: 'static, V: 'static, H: 'static> Seen for &Look<'_, HashMap<K, V, H>> {
    fn __gradus_eye(&self) -> Option<Eye> {
        Some(|value| Some(known::entries(value.downcast_ref::<HashMap<K, V, H>>()?.len(), size_of::<(K, V)>())))
    }
}

impl Seen for &Look<'_, Never> {
    fn __gradus_eye(&self) -> Option<Eye> {
        None
    }
}

fn items<T: 'static>(items: &[T]) -> Glance {
    let mut first: [&dyn Any; SHOWN] = [&(); SHOWN];
    let mut shown = 0;
    while shown < SHOWN && shown < items.len() {
        first[shown] = &items[shown];
        shown += 1;
    }
    known::list(items.len(), size_of::<T>(), &first[..shown])
}

/// Tensors in the computer's own memory; those of a graphics card would have to be fetched.
impl<S: Shape<Concrete: Open<E>>, E: Unit, T: 'static> Seen for &Look<'_, Tensor<S, E, Cpu, T>> {
    fn __gradus_eye(&self) -> Option<Eye> {
        Some(|value| {
            let tensor = value.downcast_ref::<Tensor<S, E, Cpu, T>>()?.retaped();
            Some(<S::Concrete as Open<E>>::told(&tensor.try_realize().ok()?))
        })
    }
}

/// A shape whose sizes are known at run time alone. To read a tensor's elements takes a hundred small functions of
/// dfdx's, generic over the shape; with its shape opened they are those of the kit.
pub trait Open<E: Unit>: Sized {
    /// The open shape of as many axes.
    type Shape: Shape<Concrete = Self>;
    /// What is seen of a tensor.
    fn told(tensor: &Tensor<Self::Shape, E, Cpu>) -> Glance;
}

macro_rules! open {
    ($dtype:ty: $($rank:literal $shape:ty),*) => {$(
        impl Open<$dtype> for [usize; $rank] {
            type Shape = $shape;
            fn told(tensor: &Tensor<$shape, $dtype, Cpu>) -> Glance {
                elements(tensor)
            }
        }
    )*};
}

macro_rules! open_all {
    ($($dtype:ty)*) => {$(
        open!($dtype: 0 (), 1 [usize; 1], 2 [usize; 2], 3 [usize; 3], 4 [usize; 4], 5 [usize; 5], 6 [usize; 6]);
    )*};
}
open_all!(f32 f64 usize bool);

fn elements<S: Shape, E: Unit>(tensor: &Tensor<S, E, Cpu>) -> Glance {
    let shape = tensor.shape().concrete();
    let sizes: &[usize] = shape.as_ref();
    let count: usize = sizes.iter().product();
    let mut first: Vec<&dyn Any> = Vec::with_capacity(SHOWN);
    for place in 0..count.min(SHOWN) {
        let (mut at, mut rest) = (shape, place);
        for axis in (0..S::NUM_DIMS).rev() {
            (at[axis], rest) = (rest % shape[axis], rest / shape[axis]);
        }
        first.push(&tensor[at]);
    }
    known::tensor(sizes, size_of::<E>(), &first)
}

/// `eye!(&v)`: what looks at a variable whose type has parameters.
#[doc(hidden)]
#[macro_export]
macro_rules! __gradus_eye {
    ($value:expr) => {{
        #[allow(unused_imports, reason = "which of the two it is depends on the type")]
        use $crate::rt::glance::{Seen as _, Unseen as _};
        (&&$crate::rt::glance::Look($value)).__gradus_eye()
    }};
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    fn told<T: 'static>(value: T, eye: Option<Eye>) -> (u64, Option<String>) {
        let glance = known::glance(&value, size_of::<T>(), eye);
        (glance.size, glance.preview)
    }

    /// What the store would tell of a value.
    macro_rules! glance {
        ($value:expr) => {{
            let value = $value;
            let eye = __gradus_eye!(&value);
            told(value, eye)
        }};
    }

    fn some(size: u64, text: &str) -> (u64, Option<String>) {
        (size, Some(text.to_owned()))
    }

    #[test]
    fn numbers_and_text_are_told_as_they_are_written() {
        assert_eq!(glance!(5_i32), some(4, "5"));
        assert_eq!(glance!(0.1_f32 + 0.2), some(4, "0.3"));
        assert_eq!(glance!(1.0_f64 / 3.0), some(8, "0.3333"));
        assert_eq!(glance!(1.5e-7_f32), some(4, "1.5e-7"));
        assert_eq!(glance!(true), some(1, "true"));
        assert_eq!(glance!(String::from("a \"b\"")), some(5, r#""a \"b\"""#));
        assert_eq!(glance!("x".repeat(1000)), some(1000, &format!("\"{}…\"", "x".repeat(40))));
        assert_eq!(glance!(Some(2.5_f32)), some(8, "Some(2.5)"));
    }

    #[test]
    fn lists_tell_their_first_items_and_their_own_bytes() {
        assert_eq!(glance!(vec![1.0_f32, 2.5]), some(8, "[1.0, 2.5]"));
        assert_eq!(glance!((0..100).collect::<Vec<usize>>()), some(800, "[0, 1, 2, 3, 4, 5, … 100]"));
        assert_eq!(glance!(vec![(1.0_f32, 2.0_f32); 2]), some(16, "[(1.0, 2.0), (1.0, 2.0)]"));
        assert_eq!(glance!([[0.5_f64; 2]; 2]), some(32, "[[0.5, 0.5], [0.5, 0.5]]"));
        assert_eq!(glance!(Vec::<u8>::new()), some(0, "[]"));
        assert_eq!(glance!(vec![String::from("ab"), String::from("c")]), some(2 * 24 + 3, r#"["ab", "c"]"#));
        assert_eq!(glance!(HashMap::from([(1_u32, 2_u32)])), some(8, "1 entry"));
    }

    #[test]
    fn tensors_tell_their_first_values_in_the_order_they_are_read() {
        let t = device(0).tensor([[1.0_f32, 2.0, 3.0], [4.0, 5.0, 6.5]]);
        assert_eq!(glance!(t.clone()), some(24, "[1.0, 2.0, 3.0, 4.0, 5.0, 6.5]"));
        assert_eq!(glance!(t.clone().permute::<Rank2<3, 2>, _>()), some(24, "[1.0, 4.0, 2.0, 5.0, 3.0, 6.5]"));
        assert_eq!(glance!(t.leaky_trace().sum::<Rank0, _>()), some(4, "21.5"));
        assert_eq!(glance!(device(0).zeros::<Rank2<9, 20>>() + 1.0_f32).0, 720);
        assert_eq!(glance!(device(0).tensor(f32::NAN)), some(4, "NaN"));
        let open: Tensor<(usize, Const<2>), f32, Dev> = device(0).zeros_like(&(0, Const));
        assert_eq!(glance!(open), some(0, "[]"));
    }

    struct Loud;
    impl std::fmt::Debug for Loud {
        fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            panic!("nobody asks for this")
        }
    }

    #[test]
    fn what_is_the_learners_is_never_run() {
        assert_eq!(glance!(Loud), (0, None));
        assert_eq!(glance!(vec![Loud, Loud]), some(0, "2 items"));
        assert_eq!(glance!([Loud]), some(0, "1 item"));
        assert_eq!(glance!(|x: f32| x), (0, None));
    }
}
