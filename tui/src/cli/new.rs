//! `gradus new`: a course of one's own, and its next lesson, from templates that keep every law.

use super::{Outcome, colour};
use crate::{
    course::{
        Course, Folder,
        folder::{files_of, is_numbered},
        trust,
    },
    home::Home,
    say,
};
use anyhow::Context;
use gradus_lessons::{Catalog, LessonId, is_id};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

const COURSE: &str = include_str!("../../templates/course.toml");
const README: &str = include_str!("../../templates/README.md");
const LESSON: &str = include_str!("../../templates/lesson.md");
/// What the lesson gives, whatever it is called: no name is in its cells.
const RECORDED: &str = include_str!("../../templates/recorded.json");

/// The lesson that a new course begins with; the README names it.
const FIRST: (&str, &str) = ("first-steps", "01-hello");

/// Makes a course: `course.toml`, a README, a lesson and its recording. Its cells are known, so they may run.
pub fn course(folder: &Path) -> anyhow::Result<Outcome> {
    let occupied = folder.exists() && fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_some());
    anyhow::ensure!(!occupied, say!("new-occupied", folder = folder.display()));
    write(&folder.join("course.toml"), COURSE)?;
    let title = folder.file_name().map_or_else(|| say!("new-course-title"), |name| titled(&name.to_string_lossy()));
    write(&folder.join("README.md"), &README.replace("@TITLE@", &title))?;
    let opened = Folder::open(folder)?;
    let id = LessonId { track: FIRST.0.into(), name: FIRST.1.into() };
    write_lesson(&opened, &id, &say!("new-first-title"))?;
    trust::remember(&Home::open()?, opened.real())?;
    writeln!(colour::stdout(), "{}", say!("new-course-done", folder = folder.display()))?;
    Ok(Outcome::Fine)
}

/// Makes the next lesson of a track; a track that is new comes last in the course.
pub fn lesson(course: &Course, track: &str, name: &str) -> anyhow::Result<Outcome> {
    let Course::In(folder) = course else { anyhow::bail!(say!("new-no-course")) };
    anyhow::ensure!(is_id(track), say!("new-bad-track", track = track));
    let slug = slug(name);
    anyhow::ensure!(!slug.is_empty(), say!("new-bad-name", name = name));
    let (file, text) = folder.course()?;
    let known = Catalog::new([("course.toml".to_owned(), text.clone())]);
    if !known.tracks().iter().any(|known| known.id == track) {
        let title = titled(track);
        let summary = say!("new-track-summary");
        let entry = format!("\n[[track]]\nid = \"{track}\"\ntitle = \"{title}\"\nsummary = \"{summary}\"\n");
        fs::write(&file, text.trim_end().to_owned() + "\n" + &entry)
            .with_context(|| say!("new-unwritten", file = file.display()))?;
    }
    let number = next_number(&folder.shown().join(track))?;
    let id = LessonId { track: track.to_owned(), name: format!("{number:02}-{slug}") };
    let file = write_lesson(folder, &id, name)?;
    writeln!(colour::stdout(), "{}", say!("new-lesson-done", lesson = id, file = file.display()))?;
    Ok(Outcome::Fine)
}

/// One more than the last lesson's number.
fn next_number(track: &Path) -> anyhow::Result<u32> {
    if !track.is_dir() {
        return Ok(1);
    }
    let number = |file: &PathBuf| {
        let stem = file.file_stem()?.to_str()?;
        if is_numbered(stem) { stem[..2].parse().ok() } else { None }
    };
    let last: u32 = files_of(track, "md")?.iter().filter_map(number).max().unwrap_or(0);
    anyhow::ensure!(last < 99, say!("new-full", track = track.display()));
    Ok(last + 1)
}

/// The lesson from the template, and what it gives.
fn write_lesson(folder: &Folder, id: &LessonId, title: &str) -> anyhow::Result<PathBuf> {
    // A JSON string is a TOML string, too.
    let title = serde_json::to_string(title)?;
    let text = LESSON.replace("@ID@", &id.name).replace("@TRACK@", &id.track).replace("@TITLE@", &title);
    let file = folder.shown().join(format!("{id}.md"));
    write(&file, &text)?;
    write(&folder.recordings().join(format!("{id}.json")), RECORDED)?;
    Ok(file)
}

/// Writes a file that is not there yet.
fn write(file: &Path, text: &str) -> anyhow::Result<()> {
    let unwritten = || say!("new-unwritten", file = file.display());
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).with_context(unwritten)?;
    }
    let mut new = fs::File::create_new(file).with_context(unwritten)?;
    new.write_all(text.as_bytes()).with_context(unwritten)
}

/// A name as part of a file's name.
fn slug(name: &str) -> String {
    let kept = name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-");
    kept.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// An id as a title. Without marks that end a string.
fn titled(id: &str) -> String {
    let words = id.replace(['-', '_'], " ").replace(['"', '\\'], "");
    let mut chars = words.trim().chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use gradus_lessons::{compare_sources, lint_all};

    fn lessons_of(folder: &Path) -> Catalog {
        Course::at(Some(folder)).unwrap().catalog().unwrap()
    }

    /// What `course` makes, without the data folder of whoever runs the tests.
    fn made() -> tempfile::TempDir {
        let at = tempfile::tempdir().unwrap();
        write(&at.path().join("course.toml"), COURSE).unwrap();
        let id = LessonId { track: FIRST.0.into(), name: FIRST.1.into() };
        write_lesson(&Folder::open(at.path()).unwrap(), &id, "Hello").unwrap();
        at
    }

    #[test]
    fn what_is_made_keeps_every_law_on_paper_and_its_recording_fits() {
        let at = made();
        let course = Course::at(Some(at.path())).unwrap();
        for (track, name) in [("first-steps", "A \"second\" lesson"), ("new-track", "Über Attention")] {
            lesson(&course, track, name).unwrap();
        }
        let catalog = lessons_of(at.path());
        let ids: Vec<String> = catalog.lessons().map(|lesson| lesson.id.to_string()).collect();
        assert_eq!(ids, ["first-steps/01-hello", "first-steps/02-a-second-lesson", "new-track/01-ber-attention"]);
        assert_eq!(lint_all(&catalog), []);
        for lesson in catalog.lessons() {
            assert_eq!(compare_sources(&catalog, lesson), []);
        }
        assert_eq!(catalog.lessons().nth(1).unwrap().title, "A \"second\" lesson");
    }

    #[test]
    fn nothing_is_written_over() {
        let at = made();
        assert!(course(at.path()).unwrap_err().to_string().contains("not empty"));
        assert!(write(&at.path().join("course.toml"), "").is_err());
    }

    #[test]
    fn a_name_that_is_none_is_answered() {
        let at = made();
        let course = Course::at(Some(at.path())).unwrap();
        assert!(lesson(&course, "No Track", "a").is_err());
        assert!(lesson(&course, "track", "神经元").is_err());
        assert!(lesson(&Course::Aboard, "track", "a").unwrap_err().to_string().contains("gradus new course"));
    }
}
