//! Bytes of a stream on their way to text: a character that is cut in two waits for its other half.

/// Bytes that were not said yet.
#[derive(Debug, Default)]
pub struct Batch {
    bytes: Vec<u8>,
}

impl Batch {
    /// Adds bytes.
    pub fn push(&mut self, data: &[u8]) {
        self.bytes.extend_from_slice(data);
    }

    /// How many bytes wait.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether there is more than the beginning of a character.
    pub fn is_due(&self) -> bool {
        self.whole() > 0
    }

    /// All whole characters; what is no UTF-8 is replaced.
    pub fn take(&mut self) -> String {
        let rest = self.bytes.split_off(self.whole());
        let whole = std::mem::replace(&mut self.bytes, rest);
        String::from_utf8_lossy(&whole).into_owned()
    }

    /// Everything, the beginning of a character as well.
    pub fn take_all(&mut self) -> String {
        String::from_utf8_lossy(&std::mem::take(&mut self.bytes)).into_owned()
    }

    /// Up to a character that the next bytes may complete.
    fn whole(&self) -> usize {
        let end = self.bytes.len();
        (1..=end.min(3))
            .map(|back| end - back)
            .find(|at| self.bytes[*at] & 0b1100_0000 != 0b1000_0000)
            .filter(|at| std::str::from_utf8(&self.bytes[*at..]).is_err_and(|error| error.error_len().is_none()))
            .unwrap_or(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_that_is_cut_waits_for_its_end() {
        let text = "π ≈ 3, 🦀";
        for cut in 0..=text.len() {
            let mut batch = Batch::default();
            batch.push(&text.as_bytes()[..cut]);
            let first = batch.take();
            batch.push(&text.as_bytes()[cut..]);
            assert_eq!(first + &batch.take(), text);
            assert!(!batch.is_due());
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_said_anyway() {
        let mut batch = Batch::default();
        batch.push(b"a\xff\xfeb");
        assert_eq!(batch.take(), "a\u{fffd}\u{fffd}b");
        batch.push("é".as_bytes().split_at(1).0);
        assert!(!batch.is_due());
        assert_eq!(batch.take_all(), "\u{fffd}");
    }
}
