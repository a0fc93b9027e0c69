//! From the shape of one example to that of a batch.

use dfdx::shapes::{Const, ConstShape, Rank0, Rank1, Rank2, Rank3, Shape};

/// The shape of one example, and that of any number of them: one axis more, in front.
pub trait Batched: ConstShape {
    /// The shape of a batch; how many examples it holds is known at run time.
    type Batch: Shape;

    /// The shape of `count` examples.
    fn batch(count: usize) -> Self::Batch;
}

impl Batched for Rank0 {
    type Batch = (usize,);

    fn batch(count: usize) -> Self::Batch {
        (count,)
    }
}

impl<const A: usize> Batched for Rank1<A> {
    type Batch = (usize, Const<A>);

    fn batch(count: usize) -> Self::Batch {
        (count, Const)
    }
}

impl<const A: usize, const B: usize> Batched for Rank2<A, B> {
    type Batch = (usize, Const<A>, Const<B>);

    fn batch(count: usize) -> Self::Batch {
        (count, Const, Const)
    }
}

impl<const A: usize, const B: usize, const C: usize> Batched for Rank3<A, B, C> {
    type Batch = (usize, Const<A>, Const<B>, Const<C>);

    fn batch(count: usize) -> Self::Batch {
        (count, Const, Const, Const)
    }
}
