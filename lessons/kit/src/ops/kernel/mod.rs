//! Numbers in, numbers out: plain functions over slices that know no tensor and no tape.
//!
//! ```text
//! gemm.rs       mm              the matrix product, the crate's one line of unsafe arithmetic
//! simd.rs       vectorized      a loop, compiled for each instruction set and picked at run time
//! math.rs       exp, gelu, ..   functions of one number without branches, so that loops over them vectorize
//! matvec.rs     Panels          a matrix, packed for products with one vector at a time
//! reduce.rs     sum, dot, max   of a slice
//! parallel.rs   in_chunks, ..   splitting rows over the threads
//! ```
//!
//! None of them is generic: a generic function would be compiled in the cell that calls it, at the cell's optimisation
//! level. Closures are `#[inline(always)]` so that they are compiled inside the dispatched function.

pub mod gemm;
pub mod math;
pub mod matvec;
pub mod parallel;
pub mod reduce;
pub mod simd;
