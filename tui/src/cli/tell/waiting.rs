//! For commands that only need to say that something takes long.

use super::Meter;
use crate::runner::Listener;
use gradus_protocol::Event;
use std::io;

/// Shows how far the preparation is, and nothing else.
pub struct Waiting(Meter);

impl Waiting {
    /// On standard error.
    pub fn stderr() -> Self {
        Self(Meter::stderr())
    }
}

impl Listener for Waiting {
    fn hear(&mut self, event: &Event) -> io::Result<()> {
        match event {
            Event::Preparing(progress) => self.0.show(progress),
            Event::Ready | Event::Unavailable { .. } => self.0.clear(),
            _ => Ok(()),
        }
    }
}
