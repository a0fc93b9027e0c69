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
    /// What it said itself.
    pub confession: Option<Confession>,
}

/// What Rust writes on standard error before it aborts: one signal has many reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confession {
    /// A recursion without end.
    StackOverflow,
    /// The system had no memory for a value.
    OutOfMemory,
    /// A panic that could not be caught.
    AbortingPanic,
}

impl Confession {
    /// How much of standard error's end holds one.
    pub const LENGTH: usize = 512;

    /// The confession in the last words on standard error.
    pub fn of(last_words: &[u8]) -> Option<Self> {
        let said = String::from_utf8_lossy(last_words);
        let known = [
            ("has overflowed its stack", Self::StackOverflow),
            ("memory allocation of ", Self::OutOfMemory),
            ("panic in a ", Self::AbortingPanic),
        ];
        known.into_iter().find(|(words, _)| said.contains(words)).map(|(_, confession)| confession)
    }
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
        match (status.signal().and_then(Signal::from_named_raw), self.confession) {
            (Some(Signal::KILL), _) if self.killed => say!("worker-exit-stopped"),
            (Some(Signal::KILL), _) => say!("worker-exit-killed"),
            (Some(Signal::SEGV | Signal::BUS | Signal::ABORT), Some(Confession::StackOverflow)) => {
                say!("worker-exit-stack")
            }
            (Some(Signal::ABORT), Some(Confession::OutOfMemory)) => say!("worker-exit-allocation"),
            (Some(Signal::ABORT), Some(Confession::AbortingPanic)) => say!("worker-exit-panic"),
            (Some(Signal::SEGV | Signal::BUS), _) => say!("worker-exit-memory"),
            (Some(Signal::ABORT), _) => say!("worker-exit-abort"),
            (Some(Signal::ILL), _) => say!("worker-exit-instruction"),
            _ => say!("worker-exit-signal", signal = status.signal().unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(raw: i32, killed: bool, last_words: &str) -> String {
        let confession = Confession::of(last_words.as_bytes());
        Exit { status: Some(ExitStatus::from_raw(raw)), killed, confession }.to_string()
    }

    #[test]
    fn every_ending_has_its_words() {
        assert_eq!(words(3 << 8, false, ""), "it ended the process with exit code 3");
        assert!(words(11, false, "").contains("SIGSEGV"));
        assert!(words(6, false, "").contains("SIGABRT"));
        assert!(words(9, false, "").contains("memory"), "killed by the system");
        assert!(!words(9, true, "").contains("memory"), "killed by Gradus");
        assert!(words(31, false, "").contains("31"));
    }

    #[test]
    fn one_signal_has_many_reasons() {
        assert!(
            words(6, false, "\nthread 'main' has overflowed its stack\nfatal runtime error").contains("calls itself")
        );
        assert!(words(6, false, "memory allocation of 99999999 bytes failed\n").contains("memory"));
        assert!(words(6, false, "panic in a destructor during cleanup\n").contains("Drop"));
        assert_eq!(words(3 << 8, false, "panic in a teapot"), words(3 << 8, false, ""));
    }
}
