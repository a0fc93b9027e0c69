//! Text without frames, blocks and dots: a screen reader would read each of them by its name.

use crate::ui::ascii;
use anstream::adapter::StripBytes;
use std::io::{self, Write};

/// Passes text on without colours, and its drawing in plain ASCII; letters of every language stay.
pub struct Linear<W> {
    out: W,
    /// Takes colours away, however they come.
    strip: StripBytes,
    /// The beginning of a character whose rest has not come yet.
    rest: Vec<u8>,
}

impl<W: Write> Linear<W> {
    /// On a writer.
    pub fn new(out: W) -> Self {
        Self { out, strip: StripBytes::new(), rest: Vec::new() }
    }
}

impl<W: Write> Write for Linear<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for text in self.strip.strip_next(bytes) {
            self.rest.extend_from_slice(text);
        }
        let done = match std::str::from_utf8(&self.rest) {
            Ok(text) => text.len(),
            // What is no character yet may become one; what cannot was left out with the colours.
            Err(e) => e.valid_up_to() + e.error_len().unwrap_or(0),
        };
        let text = String::from_utf8_lossy(&self.rest[..done]).into_owned();
        self.rest.drain(..done);
        self.out.write_all(ascii::undrawn(&text).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[&[u8]]) -> String {
        let mut out = Linear::new(Vec::new());
        for piece in pieces {
            assert_eq!(out.write(piece).unwrap(), piece.len());
        }
        String::from_utf8(out.out).unwrap()
    }

    #[test]
    fn frames_become_ascii_and_letters_stay() {
        assert_eq!(written(&["┌─┐ é 学 ⣿ █ ✓".as_bytes()]), "+-+ é 学 # # v");
        assert_eq!(written(&[b"\x1b[31mr", b"ed\x1b[0m"]), "red");
    }

    #[test]
    fn a_character_may_come_in_pieces_and_what_is_none_is_left_out() {
        let text = "学─".as_bytes();
        assert_eq!(written(&[&text[..2], &text[2..4], &text[4..]]), "学-");
        assert_eq!(written(&[b"a\xffb"]), "ab");
    }
}
