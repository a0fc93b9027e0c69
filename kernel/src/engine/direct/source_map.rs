//! From bytes of the generated file back to what the learner wrote.

use super::scope::Source;
use gradus_protocol::Place;
use sha2::{Digest, Sha256};
use std::ops::Range;

/// Which line of the generated file stands for what the engine itself does with a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tag {
    /// Its type as frozen; an error here means that the name was wrong.
    Take(String),
    /// It is handed back to the store; an error here means that the cell moved it.
    Put(String),
    /// A new variable leaves the cell's body; an error here means that the cell moved or never set it.
    New(String),
    /// A new variable enters the store; an error here means that it borrows.
    Keep(String),
    /// A static's type as later cells will write it.
    Static(String),
    /// All new variables leave the cell's body together.
    Leave,
}

/// What closes a cell that is not taken apart.
pub const END: &str = "}";

/// A generated file with its origins.
#[derive(Clone, Debug, Default)]
pub struct Generated {
    /// The Rust source.
    pub text: String,
    /// Verbatim pieces: bytes of the generated file, index of the source, first byte in it.
    pieces: Vec<(Range<usize>, usize, usize)>,
    /// Words put into cells: bytes of the generated file, index of the source, the byte they stand before.
    inserted: Vec<(Range<usize>, usize, usize)>,
    /// Lines of the engine's own, by byte range.
    tags: Vec<(Range<usize>, Tag)>,
}

impl Generated {
    /// Adds a line of the engine's own.
    pub fn line(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Adds a line of the engine's own that errors are attributed to.
    pub fn tagged(&mut self, tag: Tag, text: &str) {
        let start = self.text.len();
        self.line(text);
        self.tags.push((start..self.text.len(), tag));
    }

    /// Adds a piece of a cell, verbatim but for where it looks whether it is to stop.
    pub fn piece(&mut self, sources: &[Source], source: usize, range: &Range<usize>) {
        let mut from = range.start;
        for look in sources[source].looks.iter().filter(|look| range.contains(&look.at)) {
            self.verbatim(sources, source, from..look.at);
            self.text.push_str(&look.text());
            from = look.at;
        }
        self.verbatim(sources, source, from..range.end);
        self.text.push('\n');
    }

    fn verbatim(&mut self, sources: &[Source], source: usize, range: Range<usize>) {
        let start = self.text.len();
        self.text.push_str(&sources[source].text[range.clone()]);
        self.pieces.push((start..self.text.len(), source, range.start));
    }

    /// Puts the digest of the whole text into a name in it that ends with as many zeros as the digest has digits.
    /// What stands inside an item of that name then has a path, and so a `TypeId`, that no other text has.
    pub fn sign(&mut self, name: &str) {
        let digest: String = Sha256::digest(&self.text).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        self.text = self.text.replace(name, &(name[..name.len() - digest.len()].to_owned() + &digest));
    }

    /// Adds words of the engine's own in the middle of a cell: what is said of them is said of the place behind them.
    pub fn insert(&mut self, text: &str, source: usize, at: usize) {
        let start = self.text.len();
        self.line(text);
        self.inserted.push((start..self.text.len(), source, at));
    }

    /// Whether these bytes are the [`END`] that was put behind a cell.
    pub fn closes(&self, bytes: &Range<usize>) -> bool {
        self.text.get(bytes.clone()) == Some(END)
            && self.inserted.iter().any(|(range, ..)| range.contains(&bytes.start))
    }

    /// The tag of the line that holds these bytes.
    pub fn tag(&self, bytes: &Range<usize>) -> Option<&Tag> {
        self.tags.iter().find(|(range, _)| range.contains(&bytes.start)).map(|(_, tag)| tag)
    }

    /// The source and the bytes of it that these bytes of the generated file repeat.
    pub fn origin(&self, bytes: &Range<usize>) -> Option<(usize, Range<usize>)> {
        // The end counts as inside: a missing token is reported just behind the last one.
        let piece = |at: usize| self.pieces.iter().rev().find(|(range, ..)| range.start <= at && at <= range.end);
        let put = self.inserted.iter().find(|(range, ..)| range.contains(&bytes.start));
        let (source, start) = match (put, piece(bytes.start)) {
            (Some((_, source, at)), _) => (*source, *at),
            (None, Some((range, source, first))) => (*source, bytes.start - range.start + first),
            (None, None) => return None,
        };
        // The end may stand in a later piece of the same cell.
        let last = piece(bytes.end).filter(|(_, of, _)| *of == source);
        let end = last.map(|(range, _, first)| bytes.end - range.start + first);
        let within = || piece(bytes.start).map(|(range, _, first)| range.end - range.start + first);
        Some((source, start..end.or_else(within).unwrap_or(start).max(start)))
    }

    /// The place in a cell of a line and column (from 1, in characters) of the generated file.
    pub fn place(&self, sources: &[Source], line: u32, column: u32) -> Option<Place> {
        let start = match line.checked_sub(2) {
            None => 0,
            Some(newlines) => self.text.match_indices('\n').nth(newlines as usize)?.0 + 1,
        };
        let in_line = self.text[start..].char_indices().nth(column.saturating_sub(1) as usize)?.0;
        let (source, bytes) = self.origin(&(start + in_line..start + in_line))?;
        Some(place(&sources[source], bytes.start))
    }
}

/// Line and column (from 1, in characters) of a byte of a cell.
pub fn place(source: &Source, byte: usize) -> Place {
    let before = &source.text[..byte.min(source.text.len())];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Place {
        cell: source.cell.clone(),
        line: before.matches('\n').count() as u32 + 1,
        column: before[line_start..].chars().count() as u32 + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_protocol::CellId;

    #[test]
    fn places_are_counted_in_characters_of_the_cell() {
        let sources =
            [Source { cell: CellId::new("a"), text: "let 学 = 1;\nlet y = boom();".into(), looks: [].into() }];
        let mut generated = Generated::default();
        generated.line("// ours");
        generated.tagged(Tag::Put("x".into()), "put(x);");
        let second = sources[0].text.find("let y").unwrap();
        generated.piece(&sources, 0, &(second..sources[0].text.len()));
        let place = generated.place(&sources, 3, 9).unwrap();
        assert_eq!((place.line, place.column), (2, 9));
        assert_eq!(generated.place(&sources, 1, 1), None);
        assert_eq!(generated.tag(&(10..11)), Some(&Tag::Put("x".into())));
        assert_eq!(super::place(&sources[0], "let 学".len()).column, 6);
        let mut split = Generated::default();
        split.piece(&sources, 0, &(0..4));
        split.insert("pub(crate)", 0, 4);
        split.piece(&sources, 0, &(4..sources[0].text.len()));
        let put = split.text.find("pub").unwrap();
        assert_eq!(split.origin(&(put..split.text.find('=').unwrap())), Some((0, 4..8)));
    }
}
