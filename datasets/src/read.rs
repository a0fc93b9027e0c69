//! CSV, plain or gzip, into typed rows.

use std::io::{BufRead, BufReader, Read};

use csv::{ErrorKind, StringRecord};
use flate2::bufread::MultiGzDecoder;
use serde::de::DeserializeOwned;

use crate::DataError;

/// What `gzip` writes first (RFC 1952).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// How R writes a missing value; an empty field means the same.
const MISSING: &str = "NA";

/// Reads rows below one header line. `check` refuses a row that parses but cannot be true.
///
/// # Errors
/// The first row that does not fit `T`, with its line; or the reader's own failure.
pub fn rows<T: DeserializeOwned>(
    reader: impl Read,
    file: &str,
    check: impl Fn(&T) -> Result<(), String>,
) -> Result<Vec<T>, DataError> {
    let unreadable =
        |error: &dyn std::fmt::Display| DataError::Unreadable { file: file.to_owned(), reason: error.to_string() };
    let plain = unpack(reader).map_err(|error| unreadable(&error))?;
    let mut table = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(plain);
    let header = table.headers().map_err(|error| unreadable(&error))?.clone();

    let mut rows = Vec::new();
    for record in table.records() {
        let at = |line, reason| DataError::Row { file: file.to_owned(), line, reason };
        let record = match record {
            Ok(record) => blank_missing(record),
            Err(error) => {
                return Err(match (error.position(), error.kind()) {
                    (Some(place), ErrorKind::UnequalLengths { expected_len, len, .. }) => {
                        at(place.line(), say!("wrong-width", found = len, expected = expected_len))
                    }
                    _ => unreadable(&error),
                });
            }
        };
        let line = record.position().map_or(0, csv::Position::line);
        let row: T = record.deserialize(Some(&header)).map_err(|error| at(line, reason(&error, &header)))?;
        check(&row).map_err(|reason| at(line, reason))?;
        rows.push(row);
    }
    Ok(rows)
}

/// Unpacks if the bytes begin as gzip does, so that a learner may pass either form.
fn unpack(reader: impl Read) -> std::io::Result<impl Read> {
    let mut reader = BufReader::new(reader);
    let packed = reader.fill_buf()?.starts_with(&GZIP_MAGIC);
    let mut bytes = Vec::new();
    if packed {
        MultiGzDecoder::new(reader).read_to_end(&mut bytes)?;
    } else {
        reader.read_to_end(&mut bytes)?;
    }
    Ok(std::io::Cursor::new(bytes))
}

fn blank_missing(record: StringRecord) -> StringRecord {
    if !record.iter().any(|field| field == MISSING) {
        return record;
    }
    let mut blank: StringRecord = record.iter().map(|field| if field == MISSING { "" } else { field }).collect();
    blank.set_position(record.position().cloned());
    blank
}

fn reason(error: &csv::Error, header: &StringRecord) -> String {
    let ErrorKind::Deserialize { err, .. } = error.kind() else { return error.to_string() };
    match err.field().and_then(|field| header.get(usize::try_from(field).ok()?)) {
        Some(column) => say!("bad-value", column = column, reason = err.kind()),
        None => err.kind().to_string(),
    }
}

/// Refuses a measurement that is no length or mass: zero, negative, infinite, not a number.
pub fn measurements<'a>(columns: impl IntoIterator<Item = (&'a str, Option<f32>)>) -> Result<(), String> {
    for (column, value) in columns {
        if let Some(value) = value.filter(|value| !(value.is_finite() && *value > 0.0)) {
            return Err(say!("not-a-length", column = column, value = value));
        }
    }
    Ok(())
}
