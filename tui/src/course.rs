//! The course as the commands see it: the lessons aboard, with a file of the learner's own among them when asked.

use crate::{embedded, say};
use anyhow::Context;
use gradus_lessons::{Catalog, Lesson, LessonId, Problem, Source, parse::parse};
use std::{fs, path::Path};

/// The lessons aboard.
pub fn catalog() -> Catalog {
    Catalog::new(embedded::lessons())
}

/// What `LESSON|FILE.md` stands for.
#[derive(Debug)]
pub struct Asked {
    /// The course; a file that stands at a lesson's place replaces that lesson.
    pub catalog: Catalog,
    /// The lesson, or what is wrong with its file.
    pub lesson: Result<Lesson, Vec<Problem>>,
    /// The files, for showing problems.
    pub sources: Vec<Source>,
    /// The lesson's file among them.
    pub file: String,
}

impl Asked {
    /// Finds a lesson by name in the course, or reads a file.
    ///
    /// # Errors
    /// When there is no such lesson, or the file cannot be read.
    pub fn find(what: &str) -> anyhow::Result<Self> {
        let path = Path::new(what);
        if !path.is_file() {
            let catalog = catalog();
            return match catalog.find(what) {
                Ok(lesson) => {
                    let (file, lesson) = (lesson.file.clone(), Ok(lesson.clone()));
                    Ok(Self { lesson, sources: catalog.sources().to_vec(), catalog, file })
                }
                Err(_) if what.ends_with(".md") && !path.exists() => anyhow::bail!(say!("course-no-file", file = what)),
                Err(not_found) => Err(not_found.into()),
            };
        }
        let text = fs::read_to_string(path).with_context(|| say!("course-unreadable", file = what))?;
        Ok(Self::file(what, text, course_around(path).into_iter()))
    }

    /// The bytes of what a link in the lesson names: beside its file, else beside the lessons aboard.
    pub fn picture(&self, link: &str) -> Option<Vec<u8>> {
        let beside = Path::new(&self.file).parent()?.join(link);
        fs::read(&beside).ok().or_else(|| embedded::picture(&beside.to_string_lossy().replace('\\', "/")))
    }

    /// The same from a file's name and text, among the course's files.
    pub fn file(name: &str, text: String, course: impl Iterator<Item = (String, String)>) -> Self {
        let lesson = parse(name, &text);
        let place = lesson.as_ref().ok().map(|lesson| place(&lesson.id));
        // The file as it is on disk is the lesson; the one aboard would be a second of the same id.
        let replaces = |path: &str| place.as_ref().is_some_and(|place| path.ends_with(place.as_str()));
        let mut files: Vec<_> = course.filter(|(path, _)| !replaces(path)).collect();
        if replaces(&in_slashes(name)) {
            files.push((name.to_owned(), text.clone()));
        }
        let catalog = Catalog::new(files);
        let mut sources = catalog.sources().to_vec();
        if catalog.source(name).is_none() {
            sources.push(Source::new(name, text));
        }
        Self { catalog, lesson, sources, file: name.to_owned() }
    }
}

/// The course's files around a lesson's file: a recording that lies beside it is newer than the one aboard.
fn course_around(path: &Path) -> Vec<(String, String)> {
    let mut files: Vec<_> = embedded::lessons().collect();
    if let Some((place, text)) = recording_beside(path) {
        files.retain(|(known, _)| *known != place);
        files.push((place, text));
    }
    files
}

/// `recorded/<track>/NN-name.json` beside `content/<track>/NN-name.md`.
fn recording_beside(path: &Path) -> Option<(String, String)> {
    let path = std::path::absolute(path).ok()?;
    let (track, name) = (path.parent()?, path.file_stem()?.to_str()?);
    let place = format!("recorded/{}/{name}.json", track.file_name()?.to_str()?);
    let text = fs::read_to_string(track.parent()?.parent()?.join(&place)).ok()?;
    Some((format!("lessons/{place}"), text))
}

/// Where a lesson's file ends.
fn place(id: &LessonId) -> String {
    format!("/{id}.md")
}

fn in_slashes(path: &str) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.into());
    absolute.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_beside_a_file_is_newer_than_the_one_aboard() {
        let folder = tempfile::tempdir().unwrap();
        let (content, recorded) =
            (folder.path().join("content/foundations"), folder.path().join("recorded/foundations"));
        let file = content.join("01-neuron.md");
        for folder in [&content, &recorded] {
            fs::create_dir_all(folder).unwrap();
        }
        let recording = |files: Vec<(String, String)>| -> Vec<String> {
            files.into_iter().filter(|(path, _)| path.ends_with("/01-neuron.json")).map(|(_, text)| text).collect()
        };
        assert_eq!(recording(course_around(&file)), recording(embedded::lessons().collect()));
        fs::write(recorded.join("01-neuron.json"), "new").unwrap();
        assert_eq!(recording(course_around(&file)), ["new"]);
    }
}
