//! One row a graph out of one row a node: `global_add_pool` and its like.

use crate::{graph::Segments, ops::Fused};
use dfdx::{
    shapes::{Const, Dim},
    tensor::{Tape, Tensor},
};

macro_rules! pools {
    ($($name:ident, $operation:ident, $about:literal;)*) => {$(
        #[doc = $about]
        ///
        /// # Panics
        /// If the segments are of another number of rows.
        pub fn $name<N: Dim, const C: usize, D: Fused, T: Tape<f32, D>>(
            x: Tensor<(N, Const<C>), f32, D, T>,
            batch: &Segments,
        ) -> Tensor<(usize, Const<C>), f32, D, T> {
            D::$operation(x, batch)
        }
    )*};
}

pools! {
    global_add_pool, segment_sum, "The sum of each graph's rows: `torch_geometric.nn.global_add_pool`.";
    global_mean_pool, segment_mean, "The mean of each graph's rows: `torch_geometric.nn.global_mean_pool`.";
    global_max_pool, segment_max, "The largest of each graph's rows, column by column: `torch_geometric.nn.global_max_pool`.";
}
