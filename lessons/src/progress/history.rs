//! The texts that were replaced. Each lesson has a file of lines, one text a line, the oldest first; lines are added at
//! its end. A program that is killed while it adds one leaves half a line at most, which nobody reads.

use super::{LessonProgress, Progress};
use crate::LessonId;
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// When a file is larger, its oldest texts go.
const LARGEST: usize = 512 * 1024;
/// How many texts of each cell stay then; fewer where these are still too many.
const KEPT: [usize; 3] = [100, 20, 4];

/// A text that another one replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// When it was replaced, in seconds since 1970 (UTC).
    pub at: u64,
    /// The cell it stood in.
    pub cell: String,
    /// The text.
    pub text: String,
}

/// What stood in a lesson's cells before, the oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History(Vec<Version>);

impl History {
    /// The texts of a cell, each once where it stands several times in a row.
    pub fn of<'a>(&'a self, cell: &'a str) -> impl Iterator<Item = &'a Version> {
        let mut before: Option<&str> = None;
        self.0.iter().filter(move |version| {
            version.cell == cell && before.replace(&version.text).is_none_or(|before| before != version.text)
        })
    }

    fn parse(bytes: &[u8]) -> Self {
        Self(bytes.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect())
    }
}

/// The file of a lesson.
fn file(folder: &Path, lesson: &LessonId) -> PathBuf {
    folder.join("history").join(&lesson.track).join(&lesson.name).with_extension("jsonl")
}

/// What stood in the cells of a lesson before; nothing where nothing can be read.
pub(super) fn read(folder: &Path, lesson: &LessonId) -> History {
    fs::read(file(folder, lesson)).map(|bytes| History::parse(&bytes)).unwrap_or_default()
}

/// Keeps the texts of `before` that are others in `after`. Only the holder of the store's lock may call it.
pub(super) fn keep(folder: &Path, before: &Progress, after: &Progress, at: u64) -> io::Result<()> {
    for (id, now) in &after.lessons {
        // What is no lesson's id is no file's name either.
        let Ok(lesson) = id.parse::<LessonId>() else { continue };
        let (was, now) = (before.lessons.get(id).map(texts).unwrap_or_default(), texts(now));
        let replaced: Vec<Version> = was
            .keys()
            .chain(now.keys())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .filter_map(|cell| {
                // What is new in the file stood in the lesson before; what a learner adds, nowhere.
                let before = was.get(cell).map(|(text, _)| *text).or_else(|| now.get(cell)?.1);
                let text = before.filter(|text| now.get(cell).is_none_or(|(now, _)| now != text))?;
                Some(Version { at, cell: (*cell).to_owned(), text: text.to_owned() })
            })
            .collect();
        if !replaced.is_empty() {
            add(&file(folder, &lesson), &replaced)?;
        }
    }
    Ok(())
}

/// The text of every cell, and what it was made from.
fn texts(lesson: &LessonProgress) -> BTreeMap<&str, (&str, Option<&str>)> {
    let cells = lesson.cells.iter().map(|(id, cell)| (id.as_str(), (cell.text.as_str(), Some(cell.starter.as_str()))));
    let own = lesson.own.iter().chain(&lesson.deleted).map(|cell| (cell.id.as_str(), (cell.text.as_str(), None)));
    cells.chain(own).collect()
}

fn add(file: &Path, versions: &[Version]) -> io::Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut lines = File::options().create(true).read(true).append(true).open(file)?;
    let length = lines.seek(SeekFrom::End(0))?;
    let mut text = Vec::new();
    if length > 0 {
        let mut last = [0];
        lines.seek(SeekFrom::End(-1))?;
        lines.read_exact(&mut last)?;
        if last != *b"\n" {
            text.push(b'\n');
        }
    }
    write(versions, &mut text)?;
    lines.write_all(&text)?;
    if length as usize + text.len() > LARGEST { thin(file) } else { Ok(()) }
}

fn write<'a>(versions: impl IntoIterator<Item = &'a Version>, into: &mut Vec<u8>) -> io::Result<()> {
    for version in versions {
        serde_json::to_writer(&mut *into, version)?;
        into.push(b'\n');
    }
    Ok(())
}

/// Writes the file anew with the newest texts of each cell.
fn thin(file: &Path) -> io::Result<()> {
    let History(all) = History::parse(&fs::read(file)?);
    let mut text = Vec::new();
    for most in KEPT {
        text.clear();
        let newer = |at: usize| all[at + 1..].iter().filter(|version| version.cell == all[at].cell).count();
        write(all.iter().enumerate().filter(|(at, _)| newer(*at) < most).map(|(_, version)| version), &mut text)?;
        // Room is made for more than the next line.
        if text.len() <= LARGEST / 2 {
            break;
        }
    }
    let mut new = NamedTempFile::new_in(file.parent().unwrap_or(Path::new(".")))?;
    new.write_all(&text)?;
    new.persist(file).map_err(|refused| refused.error)?;
    Ok(())
}
