//! Inside the worker process: where a cell's variables live and how what it says gets out.
//!
//! ```text
//! store.rs      fits, take, put     variables between cells, one box each
//! raw.rs        the unsafe lines: loading a cell, the exported entry point, retyping a closure
//! glance.rs     eye!                what a variable holds, in bytes and a few words; by its type's parameters
//! known.rs      the types whose values can be told, and the words
//! guard.rs      guard               runs the learner's code; panics, errors and interrupts become outputs
//! signature.rs  signature_of!, pin! what closures and iterators take and give, in words and back
//! witness.rs    witness, project  infers types without names from the cell that made them
//! names.rs      one path for every type a variable can have
//! never.rs      Never               the type of what panics in every case
//! scope.rs      the crates every cell sees
//! wire.rs       emit                outputs and captured streams, in one exact order, as frames
//! print.rs      eprintln!, dbg!     standard error in its exact place
//! ask.rs        ask                 a line from whoever runs the cell
//! stdin.rs      what a cell reads from standard input: lines that were asked for
//! interrupt.rs  interrupted         stopping long loops without losing variables
//! future.rs     block_on            drives a cell that waits for futures
//! worker.rs     main                the loop: load a cell, run it, say that it is done
//! hosted.rs     main                the same for evcxr's cells
//! ```
//!
//! Cells are compiled without optimisation, so every generic function here is a thin shell around one that is not.

mod ask;
mod future;
pub mod glance;
mod guard;
mod hosted;
mod interrupt;
mod known;
pub mod names;
mod never;
mod print;
mod raw;
pub mod scope;
pub mod signature;
mod stdin;
mod store;
mod wire;
mod witness;
mod worker;

pub use crate::{
    __gradus_dbg as dbg, __gradus_eprint as eprint, __gradus_eprintln as eprintln, __gradus_eye as eye,
    __gradus_pin as pin, __gradus_signature_of as signature_of,
};
pub(crate) use ask::ask;
pub use future::block_on;
pub use guard::{CellFailure, guard};
pub use hosted::perhaps_failed;
pub use interrupt::{Interrupted, interrupted};
pub use never::Never;
pub use print::emit_stderr;
pub use raw::take_like;
pub use signature::{pin_iter, pin_types};
pub use store::{fits, fits_as, fits_like, forget, put, put_new, put_with, take, take_as};
pub use wire::{emit, in_session};
pub use witness::{both, none, project, witness};
