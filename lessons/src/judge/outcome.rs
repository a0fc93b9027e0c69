//! After a check ran.

use super::blame::own_error;
use crate::{Exercise, Report, say};
use gradus_protocol::{CellError, Output, Place, Status, Verdict};

/// How `todo!()` begins its message.
const TODO: &str = "not yet implemented";

/// What rustc says of a check in a session in which the lesson's setup did not run.
const NO_PRELUDE: &str = "cannot find function `check` in this scope";

/// The verdict of a check that ran: its own if it gave exactly one and, for a pass, ended well; else words for what
/// happened instead.
pub fn judge(exercise: &Exercise, report: &Report) -> Verdict {
    let verdicts: Vec<&Verdict> = report
        .outputs
        .iter()
        .filter_map(|output| match output {
            Output::Verdict(verdict) => Some(verdict),
            _ => None,
        })
        .collect();
    match verdicts.as_slice() {
        [only] if !only.passed() || report.status == Status::Ok => return (*only).clone(),
        [_, _, ..] => return broken(say!("check-several", count = verdicts.len())),
        _ => {}
    }
    let error = report.outputs.iter().rev().find_map(|output| match output {
        Output::Error(error) => Some(error),
        _ => None,
    });
    match (error, report.status) {
        (Some(error), _) => from_error(exercise, error),
        (None, Status::Interrupted) => from_error(exercise, &CellError::Interrupted),
        (None, Status::Died) => from_error(exercise, &CellError::Died { message: String::new() }),
        (None, Status::Skipped) => Verdict::NotAttempted { message: say!("check-skipped") },
        (None, Status::Ok | Status::Error) => broken(say!("check-silent")),
    }
}

/// What to say of an answer that did not run to its end, so that its check never began.
pub fn did_not_run(exercise: &Exercise, report: &Report) -> Verdict {
    let compile = report.outputs.iter().any(|output| matches!(output, Output::Error(CellError::Compile { .. })));
    match report.status {
        _ if compile => Verdict::Fail { message: say!("answer-compile") },
        Status::Skipped => Verdict::NotAttempted { message: say!("answer-skipped") },
        _ => judge(exercise, report),
    }
}

fn from_error(exercise: &Exercise, error: &CellError) -> Verdict {
    match error {
        CellError::Compile { diagnostics } if diagnostics.iter().any(|found| found.message == NO_PRELUDE) => {
            Verdict::NotAttempted { message: say!("check-before-setup") }
        }
        CellError::Compile { diagnostics } => {
            if let Some(own) = own_error(exercise, diagnostics) {
                return broken(say!("check-broken", message = own.message));
            }
            let signatures: Vec<&str> = exercise.expects.iter().map(|expected| expected.signature.as_str()).collect();
            Verdict::Fail {
                message: say!("check-compile", count = signatures.len(), signatures = signatures.join("; ")),
            }
        }
        CellError::Panic { message, place } => panicked(exercise, message, place.as_ref()),
        CellError::Failed { message, .. } => broken(say!("check-failed", message = message)),
        CellError::Refused { message } => broken(say!("check-refused", message = message)),
        CellError::Died { message } if message.is_empty() => Verdict::Fail { message: say!("check-died") },
        CellError::Died { message } => Verdict::Fail { message: say!("check-died-why", message = message) },
        CellError::Interrupted => Verdict::NotAttempted { message: say!("check-interrupted") },
    }
}

fn panicked(exercise: &Exercise, message: &str, place: Option<&Place>) -> Verdict {
    match place {
        Some(place) if place.cell.0 == exercise.check_id() => broken(say!("check-panicked", message = message)),
        _ if message.starts_with(TODO) => Verdict::NotAttempted { message: say!("check-todo") },
        Some(place) if place.cell.0 == exercise.id => {
            Verdict::Fail { message: say!("answer-panicked", line = place.line, message = message) }
        }
        Some(place) => Verdict::Fail {
            message: say!("answer-panicked-elsewhere", cell = place.cell, line = place.line, message = message),
        },
        None => Verdict::Fail { message: say!("answer-panicked-inside", message = message) },
    }
}

fn broken(message: String) -> Verdict {
    Verdict::Broken { message }
}
