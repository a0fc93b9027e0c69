//! How a worker ended, in a learner's words.

use rustix::process::Signal;
use std::{fmt, os::unix::process::ExitStatusExt, process::ExitStatus};

/// How a worker ended. Its `Display` is a clause: "it ended with exit code 3".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exit {
    /// What the system says, if it could be asked.
    pub status: Option<ExitStatus>,
    /// Whether Gradus ended it.
    pub killed: bool,
}

impl fmt::Display for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words())
    }
}

impl Exit {
    fn words(&self) -> String {
        let Some(status) = self.status else { return say!("worker-exit-unknown") };
        if let Some(code) = status.code() {
            return say!("worker-exit-code", code = code);
        }
        match status.signal().and_then(Signal::from_named_raw) {
            Some(Signal::KILL) if self.killed => say!("worker-exit-stopped"),
            Some(Signal::KILL) => say!("worker-exit-killed"),
            Some(Signal::SEGV | Signal::BUS) => say!("worker-exit-memory"),
            Some(Signal::ABORT) => say!("worker-exit-abort"),
            Some(Signal::ILL) => say!("worker-exit-instruction"),
            _ => say!("worker-exit-signal", signal = status.signal().unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(raw: i32, killed: bool) -> String {
        Exit { status: Some(ExitStatus::from_raw(raw)), killed }.to_string()
    }

    #[test]
    fn every_ending_has_its_words() {
        assert_eq!(words(3 << 8, false), "it ended the process with exit code 3");
        assert!(words(11, false).contains("SIGSEGV"));
        assert!(words(6, false).contains("SIGABRT"));
        assert!(words(9, false).contains("memory"), "killed by the system");
        assert!(!words(9, true).contains("memory"), "killed by Gradus");
        assert!(words(31, false).contains("31"));
    }
}
