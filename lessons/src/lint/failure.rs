//! A cell that did not end well.

use crate::{Code, Report, say};
use gradus_protocol::{CellError, Output, Status};

/// What went wrong in a cell, and the line of the lesson's file; `None` when all is well.
pub(super) fn failure(code: &Code, report: &Report) -> Option<(String, usize)> {
    if report.status == Status::Ok {
        return None;
    }
    let error = report.outputs.iter().rev().find_map(|output| match output {
        Output::Error(error) => Some(error),
        _ => None,
    });
    let (words, line) = match error {
        Some(CellError::Compile { diagnostics }) => {
            let first = diagnostics.first();
            let message = first.map_or("", |diagnostic| &diagnostic.message);
            let place = diagnostics.iter().find_map(|diagnostic| diagnostic.place.as_ref());
            (say!("fails-compile", message = message), place.map(|place| place.line))
        }
        Some(CellError::Panic { message, place }) => {
            (say!("fails-panic", message = message), place.as_ref().map(|place| place.line))
        }
        Some(CellError::Failed { message, .. }) => (say!("fails-error", message = message), None),
        Some(CellError::Refused { message }) => (say!("fails-refused", message = message), None),
        Some(CellError::Died { message }) => (say!("fails-died", message = message), None),
        Some(CellError::Interrupted) => (say!("fails-interrupted"), None),
        None => (say!("fails-silently", status = format!("{:?}", report.status).to_lowercase()), None),
    };
    let within = line.map_or(0, |line| line.saturating_sub(1) as usize);
    // A place in another cell, or behind the end, would point at prose.
    let within = within.min(code.text.lines().count().saturating_sub(1));
    Some((words, code.line + within))
}
