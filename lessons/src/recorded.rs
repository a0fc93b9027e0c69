//! What a lesson's reference run gave: the outputs of its cells with their solutions, and its measured figures. The
//! course carries one file a lesson, `recorded/<track>/NN-name.json`; `gradus record` writes it, `gradus lint` runs
//! the lesson again and compares, and `{figure:NAME}` shows its number until the learner has measured one.
//!
//! Kept are texts alone (streams, plain text, HTML, SVG), so that a change can be read in review: pictures are drawn
//! anew from the same data. Checks and included code are left out: the first have their own law, the second are
//! recorded where they stand.

mod compare;
mod text;

pub use compare::{compare, compare_sources};

use crate::{Block, Lesson, LessonId, Problem, Report, RunCell, Source, measured, say};
use gradus_protocol::{CellError, MimeBundle, Output, Payload, is_ours};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A cell that ran, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The cell.
    pub cell: RunCell,
    /// What came of it.
    pub report: Report,
}

/// What a lesson's reference run gave.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recorded {
    /// What each cell and solution gave, by its id.
    pub cells: BTreeMap<String, RecordedCell>,
    /// The numbers that prose states, by their names.
    pub figures: BTreeMap<String, f64>,
}

/// What one cell gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecordedCell {
    /// Its outputs as they stood in the end: streams joined, displays as last updated, texts alone.
    pub outputs: Vec<Output>,
    /// The fingerprint of the source that gave them.
    pub source: String,
}

impl Recorded {
    /// The recording of a reference run. Runs that are no cell of the lesson (checks, included code) are left out.
    pub fn from_runs(lesson: &Lesson, runs: &[Run]) -> Self {
        let mut recorded = Self::default();
        for Run { cell, report } in runs.iter().filter(|run| lesson.block(&run.cell.id.0).is_some()) {
            let id = cell.id.0.clone();
            if let Some(Block::Cell(block)) = lesson.block(&id)
                && let (Some(figure), Some((_, number))) = (&block.figure, measured(report))
            {
                recorded.figures.insert(figure.name.clone(), number);
            }
            let kept = RecordedCell { outputs: kept(&report.outputs), source: fingerprint(&cell.code) };
            recorded.cells.insert(id, kept);
        }
        recorded
    }

    /// Reads a recording's file.
    ///
    /// # Errors
    /// Where it is no recording, and the command that writes a new one.
    pub fn read(source: &Source, lesson: &LessonId) -> Result<Self, Box<Problem>> {
        serde_json::from_str(&source.text).map_err(|error| {
            let found = say!("recorded-broken", cause = error);
            Box::new(source.problem_at(error.line(), found, say!("recorded-again", lesson = lesson)))
        })
    }

    /// The text of its file: the same for the same recording, and readable in review.
    ///
    /// # Errors
    /// serde's, which these types do not give.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }
}

/// Tells one source from another; the same on every machine.
pub(crate) fn fingerprint(code: &str) -> String {
    Sha256::digest(code).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// What an error says, in a line.
pub(crate) fn headline(error: &CellError) -> &str {
    match error {
        CellError::Compile { diagnostics } => diagnostics.first().map_or("", |first| &first.message),
        CellError::Panic { message, .. }
        | CellError::Failed { message, .. }
        | CellError::Refused { message }
        | CellError::Died { message } => message,
        CellError::Interrupted => "",
    }
}

/// Outputs as they stand in the end, without what cannot be read in review.
fn kept(outputs: &[Output]) -> Vec<Output> {
    let mut kept = settled(outputs);
    // What the session had to do for the cell, such as to move to a runtime with polars: not the lesson's doing.
    kept.retain(|output| !matches!(output, Output::Note(_)));
    for output in &mut kept {
        match output {
            Output::Stream { data, .. } => *data = String::from_utf8_lossy(data).into_owned().into_bytes(),
            Output::Value(bundle) | Output::Display { bundle, .. } => *bundle = texts(bundle),
            _ => {}
        }
    }
    kept
}

/// Outputs as they stand in the end: streams joined, displays as last updated.
pub fn settled(outputs: &[Output]) -> Vec<Output> {
    let mut kept: Vec<Output> = Vec::new();
    let mut shown = Vec::new();
    let mut clearing = false;
    for output in outputs {
        if std::mem::take(&mut clearing) || matches!(output, Output::Clear { wait: false }) {
            kept.clear();
            shown.clear();
        }
        match output {
            Output::Clear { wait } => clearing = *wait,
            Output::Stream { name, data } => match kept.last_mut() {
                Some(Output::Stream { name: last, data: all }) if last == name => all.extend_from_slice(data),
                _ => kept.push(output.clone()),
            },
            Output::Display { bundle, id } => {
                shown.extend(id.clone().map(|id| (id, kept.len())));
                kept.push(Output::Display { bundle: bundle.clone(), id: None });
            }
            Output::Update { bundle, id } => match shown.iter().find(|(known, _)| known == id) {
                Some((_, at)) => kept[*at] = Output::Display { bundle: bundle.clone(), id: None },
                // The display stands in an earlier cell; what it became is this cell's doing.
                None => {
                    shown.push((id.clone(), kept.len()));
                    kept.push(Output::Display { bundle: bundle.clone(), id: None });
                }
            },
            Output::Value(_) | Output::Verdict(_) | Output::Note(_) | Output::Error(_) => kept.push(output.clone()),
        }
    }
    kept
}

/// The textual representations in the order of their types, as a file gives them back.
fn texts(bundle: &MimeBundle) -> MimeBundle {
    let mut texts: Vec<(&str, &str)> = bundle
        .iter()
        .filter_map(|(mime, payload)| match payload {
            // Escape sequences and sentences: a terminal's picture.
            Payload::Text(text) if !is_ours(mime) => Some((mime, text.as_str())),
            _ => None,
        })
        .collect();
    texts.sort_unstable();
    texts.into_iter().fold(MimeBundle::default(), |bundle, (mime, text)| bundle.with_text(mime, text))
}
