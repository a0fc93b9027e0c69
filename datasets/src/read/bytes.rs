//! Files, plain or gzip, into bytes, text and numbered lines.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use flate2::bufread::MultiGzDecoder;

use crate::DataError;

/// What `gzip` writes first (RFC 1952).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Opens a file of the learner's and gives it the name it has in errors.
///
/// # Errors
/// There is no such file, or it may not be opened.
pub fn open(path: &Path) -> Result<(File, String), DataError> {
    let name = path.display().to_string();
    match File::open(path) {
        Ok(file) => Ok((file, name)),
        Err(error) => Err(DataError::Missing { file: name, reason: error.to_string() }),
    }
}

/// All bytes, unpacked if they begin as gzip does, so that a learner may pass either form.
///
/// # Errors
/// The reader's own failure; a gzip that ends early or was altered.
pub fn bytes(reader: impl Read, file: &str) -> Result<Vec<u8>, DataError> {
    unpack(reader).map_err(|error| DataError::unreadable(file, error))
}

/// All text, unpacked if need be.
///
/// # Errors
/// As [`bytes`]; the first line that is not UTF-8.
pub fn text(reader: impl Read, file: &str) -> Result<String, DataError> {
    String::from_utf8(bytes(reader, file)?).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..good].iter().filter(|&&byte| byte == b'\n').count();
        DataError::row(file, line as u64 + 1, say!("not-utf8"))
    })
}

/// The lines of a text with their numbers, from 1; blank lines are skipped.
pub fn lines(text: &str) -> impl Iterator<Item = (u64, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty())
}

fn unpack(reader: impl Read) -> std::io::Result<Vec<u8>> {
    let mut reader = BufReader::new(reader);
    let packed = reader.fill_buf()?.starts_with(&GZIP_MAGIC);
    let mut bytes = Vec::new();
    if packed {
        MultiGzDecoder::new(reader).read_to_end(&mut bytes)?;
    } else {
        reader.read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_there_is_named() {
        let error = open(Path::new("nowhere/mine.csv")).unwrap_err();
        assert!(matches!(error, DataError::Missing { .. }), "{error}");
        assert!(error.to_string().contains("nowhere/mine.csv"), "{error}");
    }

    #[test]
    fn bytes_that_are_no_text_are_told_by_line() {
        let error = text(&b"one\ntwo\n\xff\xfe\n"[..], "mine.txt").unwrap_err().to_string();
        assert!(error.contains("mine.txt, line 3"), "{error}");
    }

    #[test]
    fn lines_keep_their_numbers_over_blank_ones() {
        assert_eq!(lines("a\n\n b\n").collect::<Vec<_>>(), [(1, "a"), (3, " b")]);
    }
}
