//! `gradus export`: a lesson as a Jupyter notebook.

use super::{Outcome, colour};
use crate::{
    course::{Asked, Course},
    home::Home,
    say,
};
use anyhow::Context;
use gradus_lessons::{
    LessonProgress, Store,
    notebook::{self, Whose},
    render,
};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// What is wanted of a notebook.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// Whose answers stand in it.
    pub answers: Answers,
    /// Whether recorded outputs do.
    pub outputs: bool,
    /// Where it goes: a file, or `-`; without one, a file named after the lesson.
    pub file: Option<PathBuf>,
}

/// Whose answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// Nobody's.
    Starters,
    /// The reference's.
    Solutions,
    /// The learner's own.
    Mine,
}

/// Writes a lesson as a notebook.
pub fn export(course: &Course, what: &str, wanted: &Wanted) -> anyhow::Result<Outcome> {
    let asked = Asked::find(course, what)?;
    let lesson = match &asked.lesson {
        Ok(lesson) => lesson,
        Err(problems) => {
            writeln!(anstream::stderr(), "{}", render(problems, &asked.sources, true))?;
            return Ok(Outcome::NotFine);
        }
    };
    let progress = match wanted.answers {
        Answers::Mine => Store::new(course.data(&Home::open()?)).load()?.progress,
        Answers::Starters | Answers::Solutions => Default::default(),
    };
    let nothing = LessonProgress::default();
    let whose = match wanted.answers {
        Answers::Starters => Whose::Starters,
        Answers::Solutions => Whose::Solutions,
        Answers::Mine => Whose::Mine(progress.lesson(&lesson.id).unwrap_or(&nothing)),
    };
    let export = notebook::Export { whose, outputs: wanted.outputs };
    let text = notebook::write(&asked.catalog, lesson, export, &|link| asked.picture(link))?;
    match &wanted.file {
        Some(file) if file == Path::new("-") => write!(std::io::stdout(), "{text}")?,
        file => {
            let file = file.clone().unwrap_or_else(|| format!("{}.ipynb", lesson.id.name).into());
            // A notebook may hold a learner's work; only one that is named is replaced.
            if wanted.file.is_none() && file.exists() {
                anyhow::bail!(say!("export-exists", file = file.display()));
            }
            fs::write(&file, text).with_context(|| say!("export-unwritten", file = file.display()))?;
            writeln!(colour::stdout(), "{}", say!("export-done", file = file.display(), lesson = lesson.id))?;
        }
    }
    Ok(Outcome::Fine)
}
