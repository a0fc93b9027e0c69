//! Text set in under its heading.

use std::io::{self, Write};

/// How far.
pub const INDENT: usize = 2;

/// Sets every line in by two spaces, however the bytes come.
pub struct Indented<W> {
    pub out: W,
    fresh: bool,
}

impl<W: Write> Indented<W> {
    /// At the beginning of a line.
    pub fn new(out: W) -> Self {
        Self { out, fresh: true }
    }

    /// Ends the line, if one was begun.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn line_start(&mut self) -> io::Result<()> {
        if std::mem::replace(&mut self.fresh, true) { Ok(()) } else { self.out.write_all(b"\n") }
    }
}

impl<W: Write> Write for Indented<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            if self.fresh && line != b"\n" {
                self.out.write_all(&[b' '; INDENT])?;
            }
            self.out.write_all(line)?;
            self.fresh = line.ends_with(b"\n");
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
