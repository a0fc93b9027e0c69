//! Lets rustc infer types that have no name from the cell that made them.
//!
//! A witness is that cell's source in a closure which is never called. All that comes out is `PhantomData` of the
//! types its variables have; no closure type nests in another, so a chain of witnesses costs the same at every link.

use super::CellFailure;
use std::marker::PhantomData;

/// No variables.
pub fn none() -> PhantomData<()> {
    PhantomData
}

/// The types of a variable and of those after it.
pub fn both<A, B>(_: PhantomData<A>, _: PhantomData<B>) -> PhantomData<(A, B)> {
    PhantomData
}

/// The types a cell's body gives to its variables (`B`), from the types of the variables it uses (`A`).
pub fn witness<A, B>(_: PhantomData<A>, _: impl FnOnce(A) -> Result<B, CellFailure>) -> PhantomData<B> {
    PhantomData
}

/// The type of one of a tuple's variables.
pub fn project<A, B>(_: PhantomData<A>, _: impl FnOnce(A) -> B) -> PhantomData<B> {
    PhantomData
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_pass_through_bodies_that_never_run() {
        fn called() -> u32 {
            panic!("a witness is never called")
        }
        let first = witness(none(), |()| {
            let by = 3_u8;
            Ok((move |x: u8| x + by, called()))
        });
        let f = project(first, |t| t.0);
        let second = witness(both(f, both(PhantomData::<f32>, none())), |(f, (y, ()))| Ok((f(1), y)));
        assert_eq!(std::any::type_name_of_val(&second), "core::marker::PhantomData<(u8, f32)>");
    }
}
