//! What this kernel is.

use super::wire;
use serde_json::{Value, json};
use std::{
    sync::mpsc::{self, Receiver},
    thread,
    time::Duration,
};

/// The first question comes at once, and must be answered within 300 ms.
const PATIENCE: Duration = Duration::from_millis(150);

/// The oldest Rust that works here, as long as rustc has not said which one it is.
const OLDEST: &str = "1.95.0";

/// Which Rust the cells are compiled with; a thread of its own asks rustc.
pub struct Rust {
    answer: Receiver<Option<String>>,
    version: Option<String>,
}

impl Rust {
    /// Begins to ask.
    pub fn asked(ask: impl FnOnce() -> Option<String> + Send + 'static) -> Self {
        let (tell, answer) = mpsc::channel();
        thread::spawn(move || drop(tell.send(ask())));
        Self { answer, version: None }
    }

    /// The version; waits a moment for it.
    pub fn version(&mut self) -> &str {
        if self.version.is_none() {
            self.version = self.answer.recv_timeout(PATIENCE).ok().flatten();
        }
        self.version.as_deref().unwrap_or(OLDEST)
    }
}

/// The content of a `kernel_info_reply`. Debugging and subshells are not offered, so `supported_features` is empty.
pub fn kernel_info(rust: &str) -> Value {
    json!({
        "status": "ok",
        "protocol_version": wire::VERSION,
        "implementation": "gradus",
        "implementation_version": env!("CARGO_PKG_VERSION"),
        "language_info": {
            "name": "rust",
            "version": rust,
            "mimetype": "text/rust",
            "file_extension": ".rs",
            "pygments_lexer": "rust",
            "codemirror_mode": "rust",
            "nbconvert_exporter": "script",
        },
        "banner": say!("jupyter-banner", version = env!("CARGO_PKG_VERSION"), rust = rust),
        "debugger": false,
        "supported_features": [],
        "help_links": [
            { "text": "Rust", "url": "https://doc.rust-lang.org/book/" },
            { "text": "The standard library", "url": "https://doc.rust-lang.org/std/" },
            { "text": "dfdx", "url": "https://docs.rs/dfdx/0.13.0/dfdx/" },
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_ends_know_how_to_colour_the_cells() {
        let info = kernel_info("1.95.0");
        let language = &info["language_info"];
        for (field, wanted) in [("name", "rust"), ("pygments_lexer", "rust"), ("codemirror_mode", "rust")] {
            assert_eq!(language[field], wanted);
        }
        assert_eq!(language["version"], "1.95.0");
        // The client that others wrote reads it as well.
        let read: jupyter_protocol::KernelInfoReply = serde_json::from_value(info).unwrap();
        assert!(!read.debugger && read.banner.contains("1.95.0"));
    }
}
