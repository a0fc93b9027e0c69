//! A course in a folder: `course.toml`, a folder for each track, and `recorded` for what its lessons give.

use crate::say;
use anyhow::Context;
use gradus_lessons::{Catalog, is_id};
use sha2::{Digest, Sha256};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The file that makes a folder a course.
const COURSE: &str = "course.toml";

/// Where recordings lie.
const RECORDED: &str = "recorded";

/// The folder of a course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folder {
    /// As it was named: problems name files so.
    shown: PathBuf,
    /// Where it really is.
    real: PathBuf,
}

/// Whether a folder is a course's.
pub fn is_course(folder: &Path) -> bool {
    folder.join(COURSE).is_file()
}

impl Folder {
    /// The folder at this path.
    ///
    /// # Errors
    /// When it holds no course.
    pub fn open(path: &Path) -> anyhow::Result<Self> {
        anyhow::ensure!(is_course(path), say!("course-none", folder = path.display()));
        let real = path.canonicalize().with_context(|| say!("course-unreadable-folder", folder = path.display()))?;
        Ok(Self { shown: path.to_owned(), real })
    }

    /// As it was named.
    pub fn shown(&self) -> &Path {
        &self.shown
    }

    /// Where it really is.
    pub fn real(&self) -> &Path {
        &self.real
    }

    /// Its name among the courses in the data folder.
    pub fn key(&self) -> String {
        let name = self.real.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        let name: String = name.chars().map(|c| if is_id(&c.to_string()) { c } else { '-' }).collect();
        let digest = Sha256::digest(self.real.as_os_str().as_encoded_bytes());
        let short: String = digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        format!("{name}-{short}")
    }

    /// Where its recordings lie: inside; those of `lessons/content` beside it.
    pub fn recordings(&self) -> PathBuf {
        let inside = if self.real.ends_with("content") { Path::new("..").join(RECORDED) } else { RECORDED.into() };
        self.shown.join(inside)
    }

    /// The text of `course.toml`, and where it is.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn course(&self) -> anyhow::Result<(PathBuf, String)> {
        let file = self.shown.join(COURSE);
        let text = read(&file)?;
        Ok((file, text))
    }

    /// Its files, `(path, text)`: `course.toml`, every lesson, every recording.
    ///
    /// In the folder of a track every Markdown file but its README is a lesson. Elsewhere only what is named like one
    /// is: a course may hold other folders, and a lesson whose track is missing in `course.toml` should be told so.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn files(&self) -> anyhow::Result<Vec<(String, String)>> {
        let (course, text) = self.course()?;
        let mut files = vec![(in_slashes(&course), text)];
        let tracks = Catalog::new(files.clone());
        for folder in folders(&self.shown)? {
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let is_track = tracks.tracks().iter().any(|track| track.id == name);
            for file in files_of(&folder, "md")? {
                let stem = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let is_lesson = if is_track { stem != "README" } else { is_numbered(&stem) };
                if is_lesson {
                    files.push((in_slashes(&file), read(&file)?));
                }
            }
        }
        let recordings = self.recordings();
        if recordings.is_dir() {
            for folder in folders(&recordings)? {
                for file in files_of(&folder, "json")? {
                    files.push((in_slashes(&file), read(&file)?));
                }
            }
        }
        Ok(files)
    }
}

/// `NN-name`.
pub fn is_numbered(stem: &str) -> bool {
    matches!(stem.as_bytes(), [a, b, b'-', _, ..] if a.is_ascii_digit() && b.is_ascii_digit())
}

/// The folders in a folder that are not hidden, in order of their names.
fn folders(at: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let hidden = |path: &Path| path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    Ok(entries(at)?.into_iter().filter(|path| path.is_dir() && !hidden(path)).collect())
}

/// The files in a folder with this ending.
pub fn files_of(folder: &Path, ending: &str) -> anyhow::Result<Vec<PathBuf>> {
    let fits = |path: &PathBuf| path.is_file() && path.extension().is_some_and(|is| is == ending);
    Ok(entries(folder)?.into_iter().filter(fits).collect())
}

fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let unreadable = || say!("course-unreadable-folder", folder = folder.display());
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).with_context(unreadable)? {
        paths.push(entry.with_context(unreadable)?.path());
    }
    paths.sort();
    Ok(paths)
}

fn read(file: &Path) -> anyhow::Result<String> {
    fs::read_to_string(file).with_context(|| say!("course-unreadable", file = file.display()))
}

fn in_slashes(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lessons_and_recordings_are_found_and_other_files_are_not() {
        let at = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let file = at.path().join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        };
        write("course.toml", "[[track]]\nid = \"one\"\ntitle = \"One\"\nsummary = \"It.\"\n");
        for file in ["README.md", "one/README.md", "docs/plan.md", ".git/01-x.md", "one/notes.txt"] {
            write(file, "");
        }
        for file in ["one/01-a.md", "one/unnumbered.md", "lost/02-b.md", "recorded/one/01-a.json"] {
            write(file, "");
        }
        let folder = Folder::open(at.path()).unwrap();
        let begin = format!("{}/", at.path().display());
        let files: Vec<String> =
            folder.files().unwrap().into_iter().map(|(path, _)| path.replace(&begin, "")).collect();
        let wanted = ["course.toml", "lost/02-b.md", "one/01-a.md", "one/unnumbered.md", "recorded/one/01-a.json"];
        assert_eq!(files, wanted);
    }

    #[test]
    fn a_folder_without_a_course_is_named_with_what_makes_one() {
        let error = Folder::open(Path::new("/nowhere/at/all")).unwrap_err().to_string();
        assert!(error.contains("/nowhere/at/all") && error.contains("gradus new course"), "{error}");
    }
}
