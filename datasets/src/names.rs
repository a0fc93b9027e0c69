//! First names of the US census.

use std::io::Read;

use serde::Deserialize;

use crate::{DataError, Sex, read};

const FILE: &str = "names.csv";
const BYTES: &[u8] = include_bytes!("../data/names.csv.gz");

/// A first name, in lower case, and the sex of those who bear it. Names of both sexes stand there twice.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Name {
    /// The name.
    pub name: String,
    /// The sex.
    pub sex: Sex,
}

/// 5,494 first names: 4,275 of women, then 1,219 of men, the most frequent first.
///
/// Source: US census of 1990, taken from the Python package names 0.3.0. Licence: public domain.
///
/// # Errors
/// Only if the file inside the program is damaged.
pub fn names() -> Result<Vec<Name>, DataError> {
    Name::read(BYTES, FILE)
}

impl Name {
    /// Reads names from CSV, plain or gzip, in the columns `name,sex`. `name` stands for the file in errors.
    ///
    /// # Errors
    /// The first line that is no name, and why; or the reader's own failure.
    pub fn read(reader: impl Read, name: &str) -> Result<Vec<Self>, DataError> {
        read::rows(
            reader,
            name,
            |row: &Self| if row.name.is_empty() { Err(say!("no-value", column = "name")) } else { Ok(()) },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_census_is_counted() {
        let all = names().unwrap();
        assert_eq!(all.iter().filter(|name| name.sex == Sex::Female).count(), 4275);
        assert_eq!(all.len(), 5494);
        assert_eq!(all[0], Name { name: "mary".into(), sex: Sex::Female });
        assert!(all.iter().all(|name| name.name.bytes().all(|byte| byte.is_ascii_lowercase())));
    }

    #[test]
    fn a_name_without_letters_is_told_by_line() {
        let error = Name::read(&b"name,sex\nmary,f\n,m\n"[..], "mine.csv").unwrap_err().to_string();
        assert!(error.contains("mine.csv, line 3: column name"), "{error}");
    }
}
