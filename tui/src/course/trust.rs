//! Whether the cells of a course from elsewhere may run here. Cells are programs with the rights of whoever runs them,
//! so the first time somebody is asked. The answer is kept by the folder's path: a course that is being written changes
//! all the time.

use super::Course;
use crate::{home::Home, say};
use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeSet,
    fs,
    io::{self, BufRead, IsTerminal, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// The file in the data folder.
const FILE: &str = "trusted.json";

/// The folders whose courses may run.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Trusted {
    folders: BTreeSet<PathBuf>,
}

/// Asks, unless that is answered already or `given` (`--trust`) answers it.
///
/// # Errors
/// When the answer is no, and when nobody can be asked.
pub fn ask(course: &Course, home: &Home, given: bool) -> anyhow::Result<()> {
    let someone = io::stdin().is_terminal() && io::stderr().is_terminal();
    let mut stdin = io::stdin().lock();
    ask_by(course, home, given, someone.then_some(&mut stdin as &mut dyn BufRead), &mut io::stderr())
}

/// The same, with the one who answers, if there is one.
fn ask_by(
    course: &Course,
    home: &Home,
    given: bool,
    someone: Option<&mut dyn BufRead>,
    out: &mut dyn Write,
) -> anyhow::Result<()> {
    let Course::In(folder) = course else { return Ok(()) };
    if !given && read(home)?.folders.contains(folder.real()) {
        return Ok(());
    }
    let shown = folder.real().display();
    if !given {
        let someone = someone.with_context(|| say!("trust-nobody", folder = shown))?;
        write!(out, "{} ", say!("trust-question", folder = shown))?;
        out.flush()?;
        let mut answer = String::new();
        someone.read_line(&mut answer)?;
        let yes = matches!(answer.trim().to_lowercase().as_str(), "y" | "yes");
        anyhow::ensure!(yes, say!("trust-no", folder = shown));
    }
    remember(home, folder.real())
}

/// Keeps that a folder's course may run.
///
/// # Errors
/// When that cannot be written.
pub fn remember(home: &Home, folder: &Path) -> anyhow::Result<()> {
    let mut trusted = read(home)?;
    if !trusted.folders.insert(folder.to_owned()) {
        return Ok(());
    }
    let file = home.folder().join(FILE);
    let written = || -> io::Result<()> {
        let mut new = NamedTempFile::new_in(home.folder())?;
        serde_json::to_writer_pretty(&mut new, &trusted)?;
        new.as_file().sync_all()?;
        new.persist(&file)?;
        Ok(())
    };
    written().with_context(|| say!("trust-unwritten", file = file.display()))
}

/// What is trusted. A file that is damaged trusts nobody.
fn read(home: &Home) -> anyhow::Result<Trusted> {
    let file = home.folder().join(FILE);
    match fs::read(&file) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).unwrap_or_default()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Trusted::default()),
        Err(error) => Err(error).with_context(|| say!("trust-unreadable", file = file.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;
    use tempfile::TempDir;

    struct Place {
        home: TempDir,
        course: TempDir,
    }

    impl Place {
        fn new() -> Self {
            let place = Self { home: tempfile::tempdir().unwrap(), course: tempfile::tempdir().unwrap() };
            fs::write(place.course.path().join("course.toml"), "").unwrap();
            place
        }

        /// Asks with an answer, or with nobody there; gives what was said and whether it may run.
        fn ask(&self, given: bool, answer: Option<&str>) -> (String, anyhow::Result<()>) {
            let (course, home) = (Course::at(Some(self.course.path())).unwrap(), Home::at(self.home.path()));
            let mut said = Vec::new();
            let mut answer = answer.map(|answer| Cursor::new(answer.to_owned()));
            let someone = answer.as_mut().map(|answer| answer as &mut dyn BufRead);
            let may = ask_by(&course, &home, given, someone, &mut said);
            (String::from_utf8(said).unwrap(), may)
        }
    }

    #[test]
    fn it_is_asked_once_and_a_yes_is_kept() {
        let place = Place::new();
        let (said, may) = place.ask(false, Some("y\n"));
        assert!(said.contains("your rights") && may.is_ok(), "{said} {may:?}");
        let (said, may) = place.ask(false, None);
        assert!(said.is_empty() && may.is_ok(), "{said} {may:?}");
    }

    #[test]
    fn anything_but_a_yes_is_a_no_and_is_asked_again() {
        let place = Place::new();
        for answer in ["\n", "n\n", "", "yesterday\n"] {
            assert!(place.ask(false, Some(answer)).1.is_err(), "{answer:?}");
        }
    }

    #[test]
    fn where_nobody_can_be_asked_nothing_runs_without_the_flag() {
        let place = Place::new();
        let refused = place.ask(false, None).1.unwrap_err().to_string();
        assert!(refused.contains("--trust"), "{refused}");
        assert!(place.ask(true, None).1.is_ok());
        assert!(place.ask(false, None).1.is_ok(), "it is kept");
    }

    #[test]
    fn a_damaged_file_trusts_nobody() {
        let place = Place::new();
        place.ask(true, None).1.unwrap();
        fs::write(place.home.path().join(FILE), "{").unwrap();
        assert!(place.ask(false, None).1.is_err());
    }

    #[test]
    fn ours_is_not_asked_about() {
        let home = tempfile::tempdir().unwrap();
        ask_by(&Course::Aboard, &Home::at(home.path()), false, None, &mut Vec::new()).unwrap();
    }
}
