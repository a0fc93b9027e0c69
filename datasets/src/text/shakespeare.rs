//! Eight plays by Shakespeare.

use crate::{DataError, read};

const FILE: &str = "shakespeare8.txt";
const BYTES: &[u8] = include_bytes!("../../data/shakespeare8.txt.gz");

/// Eight plays by Shakespeare in one text: 1,036,481 characters, 76 different ones, all ASCII.
///
/// Source: taken from the Python package shakespeare 0.6. Licence: public domain.
///
/// # Errors
/// Only if the file inside the program is damaged.
pub fn shakespeare() -> Result<String, DataError> {
    read::text(BYTES, FILE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CharTokenizer;

    #[test]
    fn the_plays_are_whole() {
        let text = shakespeare().unwrap();
        assert!(text.is_ascii() && text.starts_with("HAMLET, PRINCE OF DENMARK"));
        assert_eq!((text.len(), CharTokenizer::new(&text).len()), (1_036_481, 76));
    }

    #[test]
    fn a_cut_file_is_an_error() {
        let error = read::text(&BYTES[..BYTES.len() / 2], FILE).unwrap_err();
        assert!(matches!(error, DataError::Unreadable { .. }), "{error}");
    }
}
