//! Runs Rust cells.
//!
//! ```text
//! engine.rs      Engine       runs cells one after another: direct/, evcxr/ for who chooses it, scripted.rs for tests
//! session.rs     Session      a queue of cells on a thread of its own, and the events it tells
//! runtime.rs     Runtime      the prebuilt library that cells link to: found, or built once with progress
//! command.rs     Command      lines that begin with `:`, answered before any engine sees the cell
//! guide.rs       Guide        who knows lessons: lent to a session for `:check` and its like
//! analyst.rs     Completer    completion and documentation, from a process beside the engine
//! jupyter.rs     serve        the session as a Jupyter kernel; the only place that knows ZeroMQ
//! incoming.rs    incoming     what a process beside this one says, message after message
//! worker.rs      Worker       the child process that loads and runs compiled cells
//! toolchain.rs   Toolchain    rustc, cargo and std, and a clean environment for them
//! ```
//!
//! `Session -> Engine -> rustc -> Worker -> frames -> EngineEvent -> Event`; the words of all of these are in
//! `gradus_protocol`, and every word a learner reads is in `messages/en.ftl`.

gradus_words::messages!("../messages/en.ftl");

pub mod analyst;
pub mod command;
pub mod engine;
pub mod guide;
mod incoming;
pub mod jupyter;
pub mod runtime;
pub mod session;
pub mod toolchain;
pub mod worker;

pub use engine::{Cell, Engine, EngineError, Role};
pub use session::Session;

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn every_word_is_keyed() {
        let sources = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        gradus_words::audit(sources, include_str!("../messages/en.ftl")).unwrap();
    }
}
