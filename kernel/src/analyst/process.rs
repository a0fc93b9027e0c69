//! One running process: a question, an answer.

use crate::{incoming::incoming, toolchain::clean_command};
use gradus_protocol::{ANALYSIS_VERSION, FromAnalyst, LoadStage, ToAnalyst, write_frame};
use std::{
    path::Path,
    process::{Child, ChildStdin, Stdio},
    sync::mpsc::Receiver,
    time::Duration,
};

/// How long an answer may take before the process counts as stuck: far more than reading everything takes on a busy
/// machine.
const DEADLINE: Duration = Duration::from_secs(120);

/// The process did not answer. Technical words; the learner reads what follows from it.
#[derive(Debug, thiserror::Error)]
pub enum ProcessError {
    /// It did not start.
    #[error("it did not start: {0}")]
    NoStart(std::io::Error),
    /// It ended, or never answered.
    #[error("it ended or does not answer")]
    Gone,
    /// It is of another version.
    #[error("it is of another version of Gradus")]
    Foreign,
    /// It says that it cannot answer.
    #[error("{0}")]
    Failed(String),
}

/// A running process. Dropping it ends it.
pub struct Process {
    child: Child,
    requests: ChildStdin,
    answers: Receiver<FromAnalyst>,
}

impl Process {
    /// Starts the program.
    ///
    /// # Errors
    /// [`ProcessError`].
    pub fn start(program: &Path) -> Result<Self, ProcessError> {
        let mut command = clean_command(program);
        // What cargo or rust-analyzer print belongs on nobody's screen.
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(ProcessError::NoStart)?;
        let (Some(requests), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(ProcessError::Gone);
        };
        let process = Self { child, requests, answers: incoming(stdout) };
        match process.hear()? {
            FromAnalyst::Hello { version: ANALYSIS_VERSION } => Ok(process),
            _ => Err(ProcessError::Foreign),
        }
    }

    /// Asks and waits.
    ///
    /// # Errors
    /// [`ProcessError`]; after anything but [`ProcessError::Failed`] the process is of no use any more.
    pub fn ask(&mut self, request: &ToAnalyst, mut stage: impl FnMut(LoadStage)) -> Result<FromAnalyst, ProcessError> {
        write_frame(&mut self.requests, request).map_err(|_| ProcessError::Gone)?;
        loop {
            match self.hear()? {
                FromAnalyst::Loading(reached) => stage(reached),
                FromAnalyst::Failed(reason) => return Err(ProcessError::Failed(reason)),
                answer => return Ok(answer),
            }
        }
    }

    fn hear(&self) -> Result<FromAnalyst, ProcessError> {
        self.answers.recv_timeout(DEADLINE).map_err(|_| ProcessError::Gone)
    }

    /// Bytes of memory it holds, where the system tells.
    pub fn memory(&self) -> Option<u64> {
        let text = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
        line.trim().strip_suffix(" kB")?.parse().ok().map(|kilobytes: u64| kilobytes * 1024)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
