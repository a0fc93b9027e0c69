//! A loop for the machine's own vectors: 16 numbers at once with AVX-512, 8 with AVX2, 4 elsewhere.
//!
//! Rust compiles for the oldest machine it may run on. pulp compiles the loop once for each instruction set and picks
//! one at run time, so that nobody needs `RUSTFLAGS` (measured: worth 4 of 31 ms a GPT step, as much as
//! `target-cpu=native`).

use std::sync::OnceLock;

/// Runs `body` compiled for this machine.
///
/// Write the closure as `#[inline(always)] || ..` in place, and what it calls as `#[inline(always)] fn`: only what is
/// inlined is compiled anew. Inside a thread's share of the work, not around the threads.
pub fn vectorized<R>(body: impl FnOnce() -> R) -> R {
    machine().dispatch(Body(body))
}

fn machine() -> pulp::Arch {
    static MACHINE: OnceLock<pulp::Arch> = OnceLock::new();
    *MACHINE.get_or_init(pulp::Arch::new)
}

/// Runs an operation that is written with pulp's vectors, compiled for this machine.
pub fn dispatch<Op: pulp::WithSimd>(op: Op) -> Op::Output {
    machine().dispatch(op)
}

/// The name of the instruction set that [`vectorized`] compiles for here.
pub fn instruction_set() -> String {
    format!("{:?}", pulp::Arch::new()).split(['(', ' ']).next().unwrap_or_default().to_owned()
}

struct Body<F>(F);

impl<R, F: FnOnce() -> R> pulp::NullaryFnOnce for Body<F> {
    type Output = R;

    #[inline(always)]
    fn call(self) -> R {
        (self.0)()
    }
}
