//! The terminal UI: messages come in over one channel, `update` changes the state, widgets borrow it and draw.
//!
//! ```text
//! terminal.rs   run          the real terminal and the one loop
//! app.rs        App          the whole state; `update` takes in one message
//! keys.rs       KEYS         every key, what it does, and what the help says of it
//! catalog.rs    CatalogView  the list of lessons
//! notebook.rs   Notebook     an open lesson: entries, runs, checks, scrolling
//! runs.rs       Runs         what the screen asks of a session
//! finder.rs     Finder       a list that typing narrows; outline.rs what a lesson puts into it
//! outputs.rs    Outputs      what a cell produced
//! editor.rs     CellEditor   editing a cell in place
//! saver.rs      Saver        saving without waiting
//! input.rs      Input        keys, clicks and pastes; outside.rs a cell in the learner's own editor
//! view.rs       Document     entries as rows, made anew only when they change
//! viewer.rs     Viewer       one cell's output on the whole screen
//! search.rs     Search       words looked for, in a cell, an output or a lesson
//! screen.rs     Layout       where everything stands, and drawing it
//! markdown.rs                prose as lines; glossary.rs its words, math.rs formulas, highlight.rs Rust, wrap.rs widths
//! meter.rs                   how much is done, as a bar
//! pictures.rs   Pictures     pictures, encoded beside the drawing thread
//! plain.rs      Plain        lessons line by line, without a screen: for screen readers
//! theme.rs      Theme        every colour; ascii.rs the last touch: palettes, what is left without colour or UTF-8
//! ```

mod app;
mod ascii;
mod catalog;
mod editor;
mod finder;
mod glossary;
mod highlight;
mod input;
pub(crate) mod keys;
pub(crate) mod markdown;
mod math;
mod meter;
mod notebook;
mod outline;
mod outputs;
mod outside;
mod pictures;
mod plain;
mod runs;
mod saver;
mod screen;
mod search;
mod terminal;
#[cfg(test)]
mod tests;
pub mod theme;
mod view;
mod viewer;
mod wrap;

pub use plain::run as run_plain;
pub use runs::{EventSink, Runs};
pub use terminal::run;

use crate::settings::{Settings, SettingsFile};
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

impl Images {
    /// All of them, in the order of [`Images::NAMES`].
    pub const ALL: [Self; 6] = [Self::Auto, Self::Kitty, Self::Sixel, Self::Iterm2, Self::Half, Self::Off];
    /// What they are called on the command line and in files.
    pub const NAMES: [&str; 6] = ["auto", "kitty", "sixel", "iterm2", "half", "off"];
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
    /// What the learner has chosen, and where choices are kept.
    pub settings: (Settings, SettingsFile),
}
