//! The words every side of Gradus shares, and nothing else: no I/O, no clock, no engine.
//!
//! ```text
//! mime.rs     MimeBundle    one result in several representations (image/png, text/plain, ..)
//! output.rs   Output        what a running cell produces: streams, values, displays, errors, verdicts
//! verdict.rs  Verdict       what a check says about an answer
//! event.rs    Event         what a session tells a front end (also the lines of `gradus run --json`)
//! analysis.rs ToAnalyst, FromAnalyst, what completion and documentation are asked and answered with
//! evaluation.rs ToEvaluator, FromEvaluator, what the process that runs evcxr is asked and tells
//! frame.rs    ToWorker, FromWorker, and how they are framed on the worker's socket
//! ```
//!
//! This crate is linked into the runtime that cells run on, so it stays small.

mod analysis;
mod evaluation;
mod event;
mod frame;
mod mime;
mod output;
mod verdict;

pub use analysis::{ANALYSIS_VERSION, Documentation, FromAnalyst, LoadStage, Suggestion, SuggestionKind, ToAnalyst};
pub use evaluation::{EVALUATION_VERSION, Ending, Evaluated, Fault, FromEvaluator, Mark, ToEvaluator};
pub use event::{Again, Event, Name, NameKind, Progress, Status};
pub use frame::{Frame, FrameError, FromWorker, Stored, ToWorker, read_frame, read_worker, write_frame};
pub use mime::{MimeBundle, Payload, TEXT_ANSI, TEXT_WORDS, is_ours};
pub use output::{CellError, CellId, Diagnostic, DisplayId, Output, Place, StreamName};
pub use verdict::Verdict;

/// Version of the worker's frames. A worker and an engine of different versions refuse each other.
pub const PROTOCOL_VERSION: u32 = 5;
