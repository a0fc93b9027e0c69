//! One event a line, and at last the names that are left, with what they hold.

use super::{Tally, Teller};
use gradus_protocol::{Event, Name};
use std::io::{self, Write};

/// Writes each event as a line of JSON.
pub struct Json<W>(pub W);

impl<W: Write> Teller for Json<W> {
    fn event(&mut self, event: &Event) -> io::Result<()> {
        serde_json::to_writer(&mut self.0, event)?;
        self.0.write_all(b"\n")?;
        self.0.flush()
    }

    /// The events have said all but which names are left.
    fn done(&mut self, _: Tally, names: &[Name]) -> io::Result<()> {
        self.event(&Event::Names { names: names.to_vec() })
    }
}
