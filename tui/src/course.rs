//! The course as the commands see it: the lessons aboard or those in a folder, with a file of the learner's own among
//! them when asked.
//!
//! ```text
//! course.rs         Course   which course is meant; Asked, which lesson of it
//! course/folder.rs  Folder   the files of a course on this disk
//! course/trust.rs            whether its cells may run here
//! ```

use crate::{embedded, home::Home, say};
use anyhow::Context;
use gradus_lessons::{Catalog, Lesson, LessonId, Problem, Source, parse::parse};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

pub mod folder;
pub mod trust;

pub use folder::Folder;

/// The variable that names a course for every command, and for Jupyter.
const COURSE: &str = "GRADUS_COURSE";

/// A course: the one aboard, or one that lies in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Course {
    /// Ours.
    Aboard,
    /// Somebody else's, or one that is being written.
    In(Folder),
}

impl Course {
    /// The course in a folder; without one, that which `GRADUS_COURSE` names, else ours.
    ///
    /// # Errors
    /// When the folder holds no course.
    pub fn at(folder: Option<&Path>) -> anyhow::Result<Self> {
        let named = env::var_os(COURSE).filter(|folder| !folder.is_empty()).map(PathBuf::from);
        let folder = folder.map(Path::to_owned).or(named);
        Ok(folder.as_deref().map(Folder::open).transpose()?.map_or(Self::Aboard, Self::In))
    }

    /// The same; without a folder, the course whose folder this process stands in, if it does in one. For authors.
    ///
    /// # Errors
    /// When the folder holds no course.
    pub fn here(folder: Option<&Path>) -> anyhow::Result<Self> {
        let here = || folder::is_course(Path::new(".")).then_some(Path::new("."));
        Self::at(folder.or_else(here))
    }

    /// Its lessons.
    ///
    /// # Errors
    /// When its files cannot be read.
    pub fn catalog(&self) -> anyhow::Result<Catalog> {
        match self {
            Self::Aboard => Ok(catalog()),
            Self::In(folder) => Ok(Catalog::new(folder.files()?)),
        }
    }

    /// Where progress, kept models and pictures of this course lie: those of two courses never mix.
    pub fn data(&self, home: &Home) -> PathBuf {
        match self {
            Self::Aboard => home.folder().to_owned(),
            Self::In(folder) => home.folder().join("courses").join(folder.key()),
        }
    }

    /// Where its recordings lie on this disk: ours only in a checkout.
    pub fn recordings(&self) -> Option<PathBuf> {
        match self {
            Self::Aboard => Path::new("lessons/content/course.toml").is_file().then(|| "lessons/recorded".into()),
            Self::In(folder) => Some(folder.recordings()),
        }
    }

    /// The bytes of what a link in one of its lessons names.
    pub fn picture(&self, lesson: &Lesson, link: &str) -> Option<Vec<u8>> {
        picture(&lesson.file, link)
    }
}

/// The lessons aboard.
pub fn catalog() -> Catalog {
    Catalog::new(embedded::lessons())
}

/// The bytes of what a link in a lesson's file names: beside it, else beside the lessons aboard.
fn picture(file: &str, link: &str) -> Option<Vec<u8>> {
    let beside = Path::new(file).parent()?.join(link);
    fs::read(&beside).ok().or_else(|| embedded::picture(&beside.to_string_lossy().replace('\\', "/")))
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
    pub fn find(course: &Course, what: &str) -> anyhow::Result<Self> {
        let path = Path::new(what);
        if !path.is_file() {
            let catalog = course.catalog()?;
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
        Ok(Self::file(what, text, course_around(path)?.into_iter()))
    }

    /// The bytes of what a link in the lesson names.
    pub fn picture(&self, link: &str) -> Option<Vec<u8>> {
        picture(&self.file, link)
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

/// The files of the course that a lesson's file lies in: a course on this disk, else ours.
fn course_around(path: &Path) -> anyhow::Result<Vec<(String, String)>> {
    // Of `track/01-name.md` the course is where we stand, which has a name only in the whole path.
    let path = std::path::absolute(path)?;
    match path.parent().and_then(Path::parent).filter(|folder| folder::is_course(folder)) {
        Some(folder) => Folder::open(folder)?.files(),
        None => Ok(embedded::lessons().collect()),
    }
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
    fn a_file_in_the_folder_of_a_course_belongs_to_that_course() {
        let folder = tempfile::tempdir().unwrap();
        let course = "[[track]]\nid = \"own\"\ntitle = \"Own\"\nsummary = \"Mine.\"\n";
        fs::write(folder.path().join("course.toml"), course).unwrap();
        fs::create_dir(folder.path().join("own")).unwrap();
        let file = folder.path().join("own/01-two.md");
        let text = crate::cli::fixture::TEXT.replace("track = \"basics\"", "track = \"own\"");
        fs::write(&file, text).unwrap();
        let asked = Asked::find(&Course::Aboard, file.to_str().unwrap()).unwrap();
        assert_eq!(asked.catalog.lessons().map(|lesson| lesson.id.to_string()).collect::<Vec<_>>(), ["own/01-two"]);
        assert_eq!(asked.lesson.unwrap().file, file.to_str().unwrap());
    }

    #[test]
    fn courses_keep_their_progress_apart() {
        let (home, folder) = (Home::at("/data"), tempfile::tempdir().unwrap());
        fs::write(folder.path().join("course.toml"), "").unwrap();
        let other = Course::at(Some(folder.path())).unwrap();
        assert_eq!(Course::Aboard.data(&home), Path::new("/data"));
        assert!(other.data(&home).starts_with("/data/courses"), "{:?}", other.data(&home));
        assert_eq!(other.data(&home), Course::at(Some(&folder.path().join("."))).unwrap().data(&home));
    }
}
