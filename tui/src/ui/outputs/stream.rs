//! Text of a standard stream: whole lines, the unfinished last one, and `\r`, which starts that one over.

use std::collections::VecDeque;

/// Lines kept of one stream. A cell that prints for hours must not fill the memory.
const KEPT: usize = 5_000;
/// Bytes kept of one line.
const LINE: usize = 20_000;

/// Text as it came, cut into lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StreamText {
    lines: VecDeque<Vec<u8>>,
    last: Vec<u8>,
    /// A `\r` came: the next character starts the line over.
    rewind: bool,
    dropped: usize,
}

impl StreamText {
    /// Adds bytes; they need not end at a line's or a character's end.
    pub fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                b'\n' => {
                    self.rewind = false;
                    self.lines.push_back(std::mem::take(&mut self.last));
                    if self.lines.len() > KEPT {
                        self.lines.pop_front();
                        self.dropped += 1;
                    }
                }
                b'\r' => self.rewind = true,
                _ => {
                    if std::mem::take(&mut self.rewind) {
                        self.last.clear();
                    }
                    if self.last.len() < LINE {
                        self.last.push(*byte);
                    }
                }
            }
        }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len() + usize::from(!self.last.is_empty())
    }

    /// How many lines from the beginning are kept no more.
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// The lines, with ANSI colours but no other control characters.
    pub fn lines(&self) -> impl Iterator<Item = String> {
        let last = (!self.last.is_empty()).then_some(&self.last);
        self.lines.iter().chain(last).map(|line| clean(&String::from_utf8_lossy(line)))
    }
}

/// Keeps colours and drops what moves the cursor or rings the bell.
pub fn clean(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut column = 0;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\x1b' => out.push_str(&escape(&mut chars)),
            '\t' => {
                let spaces = 4 - column % 4;
                column += spaces;
                out.extend(std::iter::repeat_n(' ', spaces));
            }
            c if c.is_control() => {}
            c => {
                column += 1;
                out.push(c);
            }
        }
    }
    out
}

/// The rest of an escape sequence: itself if it sets colours, else nothing.
fn escape(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> String {
    if chars.next_if_eq(&'[').is_none() {
        return String::new();
    }
    let mut sequence = "\x1b[".to_owned();
    for c in chars.by_ref() {
        sequence.push(c);
        if !(c.is_ascii_digit() || ";:?".contains(c)) {
            return if c == 'm' { sequence } else { String::new() };
        }
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(writes: &[&str]) -> Vec<String> {
        let mut text = StreamText::default();
        for write in writes {
            text.write(write.as_bytes());
        }
        text.lines().collect()
    }

    #[test]
    fn a_carriage_return_starts_the_line_over() {
        assert_eq!(lines(&["10 %\r", "20 %\r30 %", "\r\nend"]), ["30 %", "end"]);
    }

    #[test]
    fn a_character_may_arrive_in_two_writes() {
        let mut text = StreamText::default();
        let bytes = "学".as_bytes();
        text.write(&bytes[..1]);
        text.write(&bytes[1..]);
        assert_eq!(text.lines().collect::<Vec<_>>(), ["学"]);
    }

    #[test]
    fn colours_stay_and_other_controls_go() {
        assert_eq!(lines(&["\x1b[31mred\x1b[0m\x1b[2K\x07\x08"]), ["\x1b[31mred\x1b[0m"]);
        assert_eq!(lines(&["a\tb"]), ["a   b"]);
    }

    #[test]
    fn only_so_many_lines_are_kept() {
        let mut text = StreamText::default();
        text.write("x\n".repeat(KEPT + 3).as_bytes());
        assert_eq!((text.len(), text.dropped()), (KEPT, 3));
    }
}
