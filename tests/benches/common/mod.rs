//! What the benches share: two notebooks that run the same cells, and what can be seen of them from outside.
//!
//! ```text
//! driver.rs   Driver   starts a session, runs a cell to its end, names its processes
//! gradus.rs   Gradus   ours: a session over the real engine, this executable as its worker
//! evcxr.rs    Evcxr    the peer: stock evcxr_jupyter, driven as a Jupyter client does
//! machine.rs           processor, threads and compiler, for the first lines
//! stats.rs    median
//! wishes.rs   Wishes   what is asked for on the command line
//! ```

#![allow(clippy::unwrap_used, reason = "a bench may stop at the first surprise")]
#![allow(dead_code, unused_imports, reason = "each bench uses its part")]

pub mod driver;
pub mod evcxr;
pub mod gradus;
pub mod machine;
pub mod stats;
pub mod wishes;

pub use driver::{Driver, Kit};
pub use evcxr::Evcxr;
pub use gradus::Gradus;
pub use wishes::Wishes;

/// Becomes the worker if the engine started this executable as one.
pub fn serve_if_worker() {
    if std::env::args().nth(1).is_some_and(|first| first == gradus_tui::engine::WORKER) {
        let _ = gradus_tui::main();
    }
}

/// The peer's executable, if one was named.
pub fn peer() -> Option<std::path::PathBuf> {
    std::env::var_os("GRADUS_PEER_EVCXR").filter(|path| !path.is_empty()).map(Into::into)
}
