//! Shapes whose last axis has a length known at compile time: what the rows of a layer's input are.

use dfdx::shapes::{Const, Dim, Shape};

/// A shape that ends in `Const<C>`: `(Const<C>,)`, `(batch, Const<C>)`, `(batch, time, Const<C>)` and one axis more.
/// The axes before may be known at compile time or at run time; an operation treats all of them as rows.
#[diagnostic::on_unimplemented(
    message = "this layer takes {C} numbers a row, and the last axis of `{Self}` is of another length",
    label = "takes rows of {C} numbers"
)]
pub trait Features<const C: usize>: Shape {
    /// The same axes, the last of another length.
    type With<const O: usize>: Features<O>;

    /// The shape with `O` features in place of `C`.
    fn with<const O: usize>(&self) -> Self::With<O>;

    /// How many rows of `C` features there are.
    fn rows(&self) -> usize {
        self.num_elements() / C.max(1)
    }
}

impl<const C: usize> Features<C> for (Const<C>,) {
    type With<const O: usize> = (Const<O>,);

    fn with<const O: usize>(&self) -> Self::With<O> {
        (Const,)
    }
}

impl<A: Dim, const C: usize> Features<C> for (A, Const<C>) {
    type With<const O: usize> = (A, Const<O>);

    fn with<const O: usize>(&self) -> Self::With<O> {
        (self.0, Const)
    }
}

impl<A: Dim, B: Dim, const C: usize> Features<C> for (A, B, Const<C>) {
    type With<const O: usize> = (A, B, Const<O>);

    fn with<const O: usize>(&self) -> Self::With<O> {
        (self.0, self.1, Const)
    }
}

impl<A: Dim, B: Dim, E: Dim, const C: usize> Features<C> for (A, B, E, Const<C>) {
    type With<const O: usize> = (A, B, E, Const<O>);

    fn with<const O: usize>(&self) -> Self::With<O> {
        (self.0, self.1, self.2, Const)
    }
}

/// A shape of places, each of which gets a vector: what an embedding's indices have.
pub trait Places: Shape {
    /// The same axes and one more, of the vector.
    type Vectors<const C: usize>: Features<C>;

    /// The shape with `C` features at every place.
    fn vectors<const C: usize>(&self) -> Self::Vectors<C>;
}

impl<A: Dim> Places for (A,) {
    type Vectors<const C: usize> = (A, Const<C>);

    fn vectors<const C: usize>(&self) -> Self::Vectors<C> {
        (self.0, Const)
    }
}

impl<A: Dim, B: Dim> Places for (A, B) {
    type Vectors<const C: usize> = (A, B, Const<C>);

    fn vectors<const C: usize>(&self) -> Self::Vectors<C> {
        (self.0, self.1, Const)
    }
}

impl<A: Dim, B: Dim, E: Dim> Places for (A, B, E) {
    type Vectors<const C: usize> = (A, B, E, Const<C>);

    fn vectors<const C: usize>(&self) -> Self::Vectors<C> {
        (self.0, self.1, self.2, Const)
    }
}
