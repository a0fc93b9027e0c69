//! CSV, plain or gzip, into typed rows.

use std::io::Read;

use csv::{ErrorKind, StringRecord};
use serde::de::DeserializeOwned;

use super::bytes;
use crate::DataError;

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
    let (header, records) = records(reader, file)?;
    typed(&header, records, file, check)
}

/// As [`rows`], for a file whose first line does not name its columns: `names` does.
///
/// # Errors
/// As [`rows`].
pub fn positional<T: DeserializeOwned>(
    reader: impl Read,
    file: &str,
    names: &[&str],
    check: impl Fn(&T) -> Result<(), String>,
) -> Result<Vec<T>, DataError> {
    let (_, records) = records(reader, file)?;
    typed(&names.iter().collect(), records, file, check)
}

/// The header and the records below it, which may be of any width yet.
///
/// # Errors
/// The file is empty, or is no CSV; the reader's own failure.
pub fn records(reader: impl Read, file: &str) -> Result<(StringRecord, Vec<StringRecord>), DataError> {
    let plain = bytes(reader, file)?;
    let mut table =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(plain.as_slice());
    let mut records = Vec::new();
    for record in table.records() {
        records.push(blank_missing(record.map_err(|error| match error.position() {
            Some(place) => DataError::row(file, place.line(), &error),
            None => DataError::unreadable(file, &error),
        })?));
    }
    if records.is_empty() {
        return Err(DataError::unreadable(file, say!("empty")));
    }
    Ok((records.remove(0), records))
}

/// Refuses a record that is wider or narrower than the header.
///
/// # Errors
/// The record's line, and both widths.
pub fn full_width(header: &StringRecord, record: &StringRecord, file: &str) -> Result<(), DataError> {
    if record.len() == header.len() {
        return Ok(());
    }
    Err(DataError::row(file, line(record), say!("wrong-width", found = record.len(), expected = header.len())))
}

/// The line where a record begins, from 1.
pub fn line(record: &StringRecord) -> u64 {
    record.position().map_or(0, csv::Position::line)
}

fn typed<T: DeserializeOwned>(
    header: &StringRecord,
    records: Vec<StringRecord>,
    file: &str,
    check: impl Fn(&T) -> Result<(), String>,
) -> Result<Vec<T>, DataError> {
    let mut rows = Vec::with_capacity(records.len());
    for record in records {
        full_width(header, &record, file)?;
        let at = |reason: String| DataError::row(file, line(&record), reason);
        let row: T = record.deserialize(Some(header)).map_err(|error| at(reason(&error, header)))?;
        check(&row).map_err(at)?;
        rows.push(row);
    }
    Ok(rows)
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
