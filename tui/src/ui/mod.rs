//! The terminal UI: messages come in over one channel, `update` changes the state, widgets borrow it and draw.
//!
//! ```text
//! theme.rs      Theme        every colour and attribute
//! wrap.rs       wrap, cut    lines counted in terminal cells
//! highlight.rs  Highlighted  Rust, one line at a time
//! runs.rs       Runs         what the screen asks of a session
//! ```

mod editor;
mod highlight;
pub mod keys;
mod markdown;
mod math;
mod outputs;
mod pictures;
mod runs;
pub mod theme;
mod wrap;

pub use runs::{EventSink, Runs};

use gradus_kernel::Session;
use gradus_lessons::{Catalog, Lesson, LessonId, Loaded, Store};

/// How pictures are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Images {
    /// The best the terminal says it can.
    #[default]
    Auto,
    /// The kitty protocol.
    Kitty,
    /// Sixels.
    Sixel,
    /// The iTerm2 protocol.
    Iterm2,
    /// Half blocks: two coloured pixels a character.
    Half,
    /// None: plots as text.
    Off,
}

/// Starts the session of a lesson; what happens in it goes to the sink.
pub type StartSession = Box<dyn Fn(&Lesson, EventSink) -> Session>;

/// What the terminal UI opens with.
pub struct Open {
    /// All lessons.
    pub catalog: Catalog,
    /// The lesson to open at once; without it the catalog comes first.
    pub start: Option<LessonId>,
    /// The learner's state as it was read, and what should be said about the reading.
    pub loaded: Loaded,
    /// Where the learner's state is saved.
    pub store: Store,
    /// Starts a session.
    pub session: StartSession,
    /// How pictures are drawn.
    pub images: Images,
}
