//! The matrix product alone: what a machine can do at most.

use super::{Step, numbers};
use gradus::ops::kernel::gemm::{Into, Threads, mm, rows};

/// Small enough for a second-level cache, and large.
pub const SIZES: [usize; 2] = [256, 1024];

/// `C = A B` with square matrices.
pub fn step(size: usize) -> Step {
    let (a, b, mut c) = (numbers(size * size), numbers(size * size), vec![0.0; size * size]);
    let steps = rows(size);
    Box::new(move || mm((size, size, size), 1.0, (&a, steps), (&b, steps), (&mut c, steps), Into::Set, Threads::All))
}
