//! All lessons of the course, by track and in order. Made from texts: the caller embeds or reads the files.
//!
//! Files are named `content/<track>/NN-name.md`; `content/course.toml` lists the tracks in order:
//!
//! ```toml
//! [[track]]
//! id = "foundations"
//! title = "Foundations"
//! summary = "One neuron, then many."
//! ```
//!
//! What a lesson's reference run gave stands in `recorded/<track>/NN-name.json`.
//!
//! `NN-name.zh.md` (any language code) is reserved for translations and skipped.

mod course;
mod find;

pub use find::NotFound;

use crate::{Lesson, LessonId, Problem, Recorded, Source, parse::parse, say};
use std::collections::BTreeMap;

/// A track: lessons that build on each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// Its id, the folder's name.
    pub id: String,
    /// Its title in words.
    pub title: String,
    /// What it is about, in a sentence.
    pub summary: String,
    /// Its lessons in order of their file names.
    pub lessons: Vec<Lesson>,
}

/// The whole course.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalog {
    tracks: Vec<Track>,
    recorded: BTreeMap<LessonId, Recorded>,
    problems: Vec<Problem>,
    sources: Vec<Source>,
}

impl Catalog {
    /// Reads the course from its files, `(path, text)` in any order. A file with problems is left out and its
    /// problems are kept; the others are there.
    pub fn new(files: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut catalog = Self::default();
        let mut lessons = Vec::new();
        let mut sources: Vec<Source> = files.into_iter().map(|(path, text)| Source::new(path, text)).collect();
        sources.sort_by(|a, b| a.file.cmp(&b.file));
        for source in &sources {
            if file_name(&source.file) == "course.toml" {
                catalog.tracks = course::read(source, &mut catalog.problems);
            } else if let Some(id) = recorded_path(&source.file) {
                match Recorded::read(source, &id) {
                    Ok(recorded) => drop(catalog.recorded.insert(id, recorded)),
                    Err(problem) => catalog.problems.push(*problem),
                }
            } else if let Some(id) = lesson_path(&source.file) {
                match parse(&source.file, &source.text) {
                    Ok(lesson) if lesson.id == id => lessons.push(lesson),
                    Ok(lesson) => catalog.problems.push(source.problem_at(
                        1,
                        say!("catalog-misplaced", found = lesson.id),
                        say!("catalog-misplaced-instead", track = id.track, name = id.name),
                    )),
                    Err(problems) => catalog.problems.extend(problems),
                }
            }
        }
        catalog.sources = sources;
        for lesson in lessons {
            match catalog.tracks.iter_mut().find(|track| track.id == lesson.id.track) {
                Some(track) => track.lessons.push(lesson),
                None => catalog.problems.push(Source::new(lesson.file.clone(), "").problem_at(
                    1,
                    say!("catalog-no-track", track = lesson.id.track),
                    say!("catalog-no-track-instead", track = lesson.id.track),
                )),
            }
        }
        catalog
    }

    /// The course with a lesson of the learner's own in it: in the place of the one of its id, else behind its track.
    pub fn with(mut self, lesson: Lesson) -> Self {
        let id = &lesson.id.track;
        let at = self.tracks.iter().position(|track| track.id == *id).unwrap_or_else(|| {
            let track = Track { id: id.clone(), title: id.clone(), summary: String::new(), lessons: Vec::new() };
            self.tracks.push(track);
            self.tracks.len() - 1
        });
        let lessons = &mut self.tracks[at].lessons;
        match lessons.iter_mut().find(|known| known.id == lesson.id) {
            Some(known) => *known = lesson,
            None => lessons.push(lesson),
        }
        self
    }

    /// The tracks in the course's order.
    pub fn tracks(&self) -> &[Track] {
        &self.tracks
    }

    /// All lessons in the course's order.
    pub fn lessons(&self) -> impl Iterator<Item = &Lesson> {
        self.tracks.iter().flat_map(|track| &track.lessons)
    }

    /// The lesson of an id.
    pub fn lesson(&self, id: &LessonId) -> Option<&Lesson> {
        self.lessons().find(|lesson| lesson.id == *id)
    }

    /// What a lesson's reference run gave, if that is recorded.
    pub fn recorded(&self, id: &LessonId) -> Option<&Recorded> {
        self.recorded.get(id)
    }

    /// Where a lesson stands in the course, from 0.
    pub fn order(&self, id: &LessonId) -> Option<usize> {
        self.lessons().position(|lesson| lesson.id == *id)
    }

    /// What is wrong with files that were left out.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The files, for [`crate::render`].
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The source of a file.
    pub fn source(&self, file: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.file == file)
    }
}

/// The lesson that a path `[..]/<track>/NN-name.md` stands for; `None` for other files and translations.
fn lesson_path(path: &str) -> Option<LessonId> {
    let (folder, file) = path.rsplit_once('/')?;
    let name = file.strip_suffix(".md").filter(|name| !name.contains('.'))?;
    let track = folder.rsplit('/').next()?;
    Some(LessonId { track: track.to_owned(), name: name.to_owned() })
}

/// The lesson whose recording a path `[..]/recorded/<track>/NN-name.json` is.
fn recorded_path(path: &str) -> Option<LessonId> {
    let mut parts = path.rsplit('/');
    let name = parts.next()?.strip_suffix(".json")?;
    let track = parts.next()?;
    (parts.next()? == "recorded").then(|| LessonId { track: track.to_owned(), name: name.to_owned() })
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
