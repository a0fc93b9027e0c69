//! TOML with places: reads a table key by key and notes every problem with its bytes in the file.

pub(crate) use super::slip::Toml;
use crate::{Problem, Source, problem::nearest, say};
use std::ops::Range;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// A TOML table that stands somewhere in a file.
pub(crate) struct Table<'a, 'p> {
    source: &'a Source,
    /// Where the TOML text begins in the file.
    offset: usize,
    /// What to point at when a key is missing.
    place: Range<usize>,
    table: DeTable<'a>,
    /// Keys whose lines could not be read: they are not missing.
    lost: Vec<String>,
    problems: &'p mut Vec<Problem>,
}

/// A value and where it stands in the file.
pub(crate) type Placed<T> = (T, Range<usize>);

impl<'a, 'p> Table<'a, 'p> {
    /// The table of sound TOML in a file; `place` is what to point at when a key is missing.
    pub fn new(source: &'a Source, toml: &'a Toml, place: Range<usize>, problems: &'p mut Vec<Problem>) -> Self {
        let (table, _) = DeTable::parse_recoverable(&toml.text);
        Self { source, offset: toml.start, place, table: table.into_inner(), lost: toml.lost.clone(), problems }
    }

    /// Notes every key that is not among the known ones.
    pub fn only(&mut self, known: &[&str]) {
        let unknown = self.table.keys().filter(|key| !known.contains(&key.get_ref().as_ref()));
        let unknown: Vec<_> = unknown.map(|key| (key.get_ref().to_string(), key.span())).collect();
        for (name, span) in unknown {
            let instead = match nearest(&name, known) {
                Some(near) => say!("did-you-mean", near = near),
                None => say!("toml-keys", keys = known.join(", ")),
            };
            let span = span.start + self.offset..span.end + self.offset;
            self.problem(span, say!("toml-key", key = name), instead);
        }
    }

    /// Notes that a value is not sound.
    pub fn problem(&mut self, span: Range<usize>, found: String, instead: String) {
        self.problems.push(self.source.problem(span, found, instead));
    }

    /// Notes that a key is missing.
    pub fn missing(&mut self, key: &str, example: &str) {
        if !self.lost.iter().any(|lost| lost == key) {
            self.problem(
                self.place.clone(),
                say!("toml-missing", key = key),
                say!("toml-missing-instead", example = example),
            );
        }
    }

    /// A text that must be there and not empty; `example` is a whole line to write instead.
    pub fn string(&mut self, key: &str, example: &str) -> Option<Placed<String>> {
        let Some((value, span)) = self.value(key) else {
            self.missing(key, example);
            return None;
        };
        match value.as_str().map(str::to_owned) {
            Some(text) if !text.trim().is_empty() => Some((text, span)),
            _ => self.wrong_type(span, key, example),
        }
    }

    /// A whole number that is not negative, if it is there.
    pub fn number(&mut self, key: &str, example: &str) -> Option<Placed<u64>> {
        let (value, span) = self.value(key)?;
        let number = value.as_integer().and_then(|n| u64::from_str_radix(n.as_str(), n.radix()).ok());
        match number {
            Some(number) => Some((number, span)),
            None => self.wrong_type(span, key, example),
        }
    }

    /// A list of texts; empty when it is not there.
    pub fn strings(&mut self, key: &str, example: &str) -> Vec<Placed<String>> {
        let Some((value, span)) = self.value(key) else { return Vec::new() };
        let offset = self.offset;
        let texts: Option<Vec<Placed<String>>> = value.as_array().and_then(|array| {
            array
                .iter()
                .map(|item| {
                    let span = item.span().start + offset..item.span().end + offset;
                    item.get_ref().as_str().map(|text| (text.to_owned(), span))
                })
                .collect()
        });
        match texts {
            Some(texts) => texts,
            None => self.wrong_type(span, key, example).unwrap_or_default(),
        }
    }

    /// A table of texts, with where each key stands; empty when it is not there.
    pub fn pairs(&mut self, key: &str, example: &str) -> Vec<(Placed<String>, String)> {
        let Some((value, span)) = self.value(key) else { return Vec::new() };
        let offset = self.offset;
        let pairs: Option<Vec<_>> = value.as_table().and_then(|table| {
            table
                .iter()
                .map(|(key, item)| {
                    let span = key.span().start + offset..key.span().end + offset;
                    item.get_ref().as_str().map(|text| ((key.get_ref().to_string(), span), text.to_owned()))
                })
                .collect()
        });
        match pairs {
            Some(pairs) => pairs,
            None => self.wrong_type(span, key, example).unwrap_or_default(),
        }
    }

    /// The tables of an array of tables, each to read in turn.
    pub fn each(&mut self, key: &str, example: &str, mut read: impl FnMut(&mut Table<'a, '_>)) {
        let Some((value, span)) = self.value(key) else {
            return self.missing(key, example);
        };
        let DeValue::Array(array) = value else {
            self.wrong_type::<()>(span, key, example);
            return;
        };
        for item in array {
            let span = item.span().start + self.offset..item.span().end + self.offset;
            match item.into_inner() {
                DeValue::Table(table) => read(&mut Table {
                    source: self.source,
                    offset: self.offset,
                    place: span,
                    table,
                    lost: self.lost.clone(),
                    problems: &mut *self.problems,
                }),
                _ => {
                    self.wrong_type::<()>(span, key, example);
                }
            }
        }
    }

    /// Any value, taken out.
    pub fn value(&mut self, key: &str) -> Option<Placed<DeValue<'a>>> {
        let value: Spanned<DeValue<'a>> = self.table.get(key).cloned()?;
        let span = value.span().start + self.offset..value.span().end + self.offset;
        Some((value.into_inner(), span))
    }

    /// Notes a value of the wrong type.
    pub fn wrong_type<T>(&mut self, span: Range<usize>, key: &str, example: &str) -> Option<T> {
        self.problem(span, say!("toml-type", key = key), say!("toml-type-instead", example = example));
        None
    }
}
