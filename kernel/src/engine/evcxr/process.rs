//! The running program: requests to it, and what it tells, one message after another.

use crate::incoming::incoming;
use gradus_protocol::{EVALUATION_VERSION, FromEvaluator, ToEvaluator, write_frame};
use std::{
    io::{self, BufRead, BufReader},
    os::unix::process::CommandExt,
    process::{Child, ChildStdin, Command, Stdio},
    sync::{Arc, Mutex, PoisonError, mpsc::Receiver},
    thread,
};

/// The argument that has the program evaluate cells.
const EVALUATE: &str = "evaluate";

/// A running program. Dropping it ends it, and the process that runs its cells with it.
pub struct Process {
    child: Child,
    speaker: Speaker,
    news: Receiver<FromEvaluator>,
}

/// Sends requests from any thread.
#[derive(Clone)]
pub struct Speaker(Arc<Mutex<ChildStdin>>);

impl Speaker {
    /// Sends a request. One to a program that is gone is lost; its end is among the news.
    pub fn send(&self, request: &ToEvaluator) {
        let _ = write_frame(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner), request);
    }
}

impl Process {
    /// Starts the program. `compiling` is called on a thread of its own with each crate that cargo begins to compile.
    ///
    /// # Errors
    /// When it does not start, or is of another version.
    pub fn start(mut command: Command, mut compiling: impl FnMut(&str) + Send + 'static) -> io::Result<Self> {
        command.arg(EVALUATE).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        // Ctrl-C in the terminal goes to the front end, which decides what it means.
        let mut child = command.process_group(0).spawn()?;
        let streams = (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let (Some(stdin), Some(stdout), Some(stderr)) = streams else {
            return Err(io::ErrorKind::BrokenPipe.into());
        };
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                if let Some(name) = compiled(&line) {
                    compiling(name);
                }
            }
        });
        let process = Self { child, speaker: Speaker(Arc::new(Mutex::new(stdin))), news: incoming(stdout) };
        match process.hear() {
            Some(FromEvaluator::Hello { version: EVALUATION_VERSION }) => Ok(process),
            _ => Err(io::Error::other("it is of another version of Gradus")),
        }
    }

    /// A handle for sending.
    pub fn speaker(&self) -> Speaker {
        self.speaker.clone()
    }

    /// The next message; `None` once the program is gone.
    pub fn hear(&self) -> Option<FromEvaluator> {
        self.news.recv().ok()
    }
}

impl Process {
    /// Ends it.
    pub(super) fn end(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}

/// The crate that a line of cargo's is about: `   Compiling itoa v1.0.0`.
fn compiled(line: &str) -> Option<&str> {
    line.trim_start().strip_prefix("Compiling ")?.split_whitespace().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_says_what_it_compiles() {
        assert_eq!(compiled("   Compiling itoa v1.0.0 (/x)"), Some("itoa"));
        assert_eq!(compiled("Finished"), None);
    }
}
