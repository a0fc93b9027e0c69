//! A learner's state: what they wrote, passed, answered, and where they stopped. Pure data; the store beside it
//! reads and writes the files.
//!
//! ```text
//! progress/state.rs     Progress   what happened in each lesson, and how it changes
//! progress/cell.rs      CellProgress  one cell: text, state, and what it was passed as
//! progress/finished.rs             what the next session can go on from
//! progress/own.rs       OwnCell    cells that the learner added
//! progress/position.rs  Position   where the learner stopped
//! progress/reset.rs     Scope      beginning a cell, an exercise or a lesson anew, with a way back
//! progress/merge.rs                what two programs changed at the same time, put together
//! progress/store.rs     Store      one JSON file: versioned, locked, saved atomically, set aside when broken
//! progress/history.rs   History    the texts that were replaced, one file of lines a lesson
//! progress/presence.rs  Presence   whether a lesson is open in another window
//! ```

mod cell;
mod finished;
mod history;
mod merge;
mod own;
mod position;
mod presence;
mod reset;
mod state;
mod store;

pub use cell::{CellProgress, State};
pub use finished::{Finished, duration};
pub use history::{History, Version};
pub use own::{OwnCell, OwnKind, OwnPlace};
pub use position::{Position, Top};
pub use presence::Presence;
pub use reset::{Reset, Scope};
pub use state::{LessonProgress, Progress, Totals};
pub use store::{Changed, Loaded, Store, StoreError};

/// Version of the file. A file of a later version is refused and left as it is; earlier ones are read.
///
/// 1: texts, passes, quizzes, finished cells, positions. 2: what an exercise asked when it was passed, what the last
/// reset took, and cells of the learner's own. 3: positions by cell.
pub const PROGRESS_VERSION: u32 = 3;
