//! What a command without a screen says while a lesson runs.
//!
//! ```text
//! tell/text.rs      Text      outputs and verdicts, for people
//! tell/indented.rs  Indented  text set in under its heading
//! tell/plots.rs     Plots     which text stands for a plot
//! tell/json.rs      Json      one event a line, for programs
//! tell/reading.rs   Reading   the whole lesson: prose and code as well
//! tell/meter.rs     Meter     how far a long step is
//! tell/waiting.rs   Waiting   only the meter
//! ```

mod indented;
mod json;
mod meter;
mod plots;
mod reading;
mod text;
mod waiting;

pub use json::Json;
pub use meter::Meter;
pub use plots::Plots;
pub use reading::Reading;
pub use text::{Pictures, Text};
pub use waiting::Waiting;

use super::play::Tally;
use gradus_lessons::Step;
use gradus_protocol::{Event, Name};
use std::io;

/// Tells what happens.
pub trait Teller {
    /// A step is about to run.
    ///
    /// # Errors
    /// As [`Teller::event`].
    fn step(&mut self, _step: &Step) -> io::Result<()> {
        Ok(())
    }

    /// Something happened.
    ///
    /// # Errors
    /// When it cannot be written.
    fn event(&mut self, event: &Event) -> io::Result<()>;

    /// Everything ran; how it went, and which names are left.
    ///
    /// # Errors
    /// As [`Teller::event`].
    fn done(&mut self, tally: Tally, names: &[Name]) -> io::Result<()>;
}
