//! A learner's state: what they wrote, passed, answered, and where they stopped. Pure data; the store beside it
//! reads and writes the file.
//!
//! ```text
//! progress/state.rs   Progress   what happened in each lesson, and how it changes
//! progress/finished.rs       what the next session can go on from
//! progress/own.rs    OwnCell    cells that the learner added
//! progress/store.rs   Store      one JSON file: versioned, saved atomically, set aside when broken
//! ```

mod finished;
mod own;
mod state;
mod store;

pub use finished::{Finished, duration};
pub use own::{OwnCell, OwnKind, OwnPlace};
pub use state::{CellProgress, LessonProgress, Progress, State, Totals};
pub use store::{Loaded, Store, StoreError};

/// Version of the file. A file of a later version is refused and left as it is.
pub const PROGRESS_VERSION: u32 = 1;
