//! `gradus export`: a lesson, or a learner's work in it, as a notebook, Markdown, a page or plain text.
//!
//! ```text
//! export/given.rs  Given   runs the cells and keeps what they give
//! ```

mod given;

use super::{Outcome, colour, run::Script};
use crate::{
    course::{Asked, Course},
    home::Home,
    say,
};
use anyhow::Context;
use given::given;
use gradus_lessons::{
    LessonProgress, Mode, Progress, Store,
    export::{self, Sheet, Written},
    notebook::{self, Shown, Whose},
    render,
};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// What is wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// As what.
    pub format: Format,
    /// Whose answers stand in it.
    pub answers: Answers,
    /// What stands under the cells.
    pub outputs: Outputs,
    /// Where it goes: a file, or `-`; without one, a file named after the lesson.
    pub file: Option<PathBuf>,
}

/// As what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A Jupyter notebook.
    Ipynb,
    /// Markdown, and pictures beside it.
    Markdown,
    /// One page.
    Html,
    /// Plain text about the learner's own work.
    Recap,
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

/// What stands under the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outputs {
    /// Nothing.
    Nothing,
    /// What was recorded for the lesson.
    Recorded,
    /// What they give now, with these answers.
    Run,
}

/// Writes a lesson.
pub fn export(course: &Course, what: &str, wanted: &Wanted) -> anyhow::Result<Outcome> {
    if wanted.format == Format::Recap {
        return recap(course, what, wanted);
    }
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
        Answers::Starters | Answers::Solutions => Progress::default(),
    };
    let nothing = LessonProgress::default();
    let (whose, mode) = match wanted.answers {
        Answers::Starters => (Whose::Starters, Mode::Starters),
        Answers::Solutions => (Whose::Solutions, Mode::Solutions),
        Answers::Mine => (Whose::Mine(progress.lesson(&lesson.id).unwrap_or(&nothing)), Mode::Mine),
    };
    let outputs = match wanted.outputs {
        Outputs::Nothing => export::Outputs::new(),
        Outputs::Recorded => {
            let recorded = asked.catalog.recorded(&lesson.id).into_iter().flat_map(|recorded| &recorded.cells);
            recorded.map(|(id, cell)| (id.clone(), cell.outputs.clone())).collect()
        }
        Outputs::Run => {
            writeln!(anstream::stderr(), "{}", say!("export-running", lesson = lesson.id))?;
            match given(course, &Script { catalog: &asked.catalog, lesson, mode, progress: &progress })? {
                Some(outputs) => outputs,
                None => return Ok(Outcome::Interrupted),
            }
        }
    };
    let pictures = |link: &str| asked.picture(link);
    let sheet = Sheet { catalog: &asked.catalog, lesson, whose, outputs: &outputs, pictures: &pictures };
    let (extension, written) = match wanted.format {
        Format::Ipynb => {
            let outputs = match wanted.outputs {
                Outputs::Nothing => Shown::Nothing,
                Outputs::Recorded => Shown::Recorded,
                Outputs::Run => Shown::Given(&outputs),
            };
            let export = notebook::Export { whose, outputs };
            ("ipynb", text(notebook::write(&asked.catalog, lesson, export, &pictures)?))
        }
        Format::Markdown => ("md", export::markdown(&sheet, &folder(wanted.file.as_deref(), &lesson.id.name))),
        Format::Html | Format::Recap => ("html", text(export::page(&sheet))),
    };
    put(&written, wanted, &lesson.id.name, extension, &lesson.id.to_string())
}

/// Writes what a learner did in a lesson, or in all of them.
fn recap(course: &Course, what: &str, wanted: &Wanted) -> anyhow::Result<Outcome> {
    let progress = Store::new(course.data(&Home::open()?)).load()?.progress;
    let catalog = course.catalog()?;
    // A lesson that the course has no more is known by its id alone.
    let wants = |id: &str| what == "all" || what == id;
    let one = if what == "all" || progress.lessons.contains_key(what) { None } else { Some(catalog.find(what)?) };
    let known = catalog.lessons().filter(|lesson| match one {
        Some(one) => one.id == lesson.id,
        None => wants(&lesson.id.to_string()),
    });
    let mut texts: Vec<String> =
        known.filter_map(|lesson| Some(export::recap(lesson, progress.lesson(&lesson.id)?))).collect();
    let gone =
        progress.lessons.iter().filter(|(id, _)| wants(id) && id.parse().is_ok_and(|id| catalog.lesson(&id).is_none()));
    texts.extend(gone.map(|(id, done)| export::gone(id, done)).filter(|text| !text.trim().is_empty()));
    anyhow::ensure!(!texts.is_empty(), say!("export-no-work", lesson = what));
    let name = what.rsplit('/').next().unwrap_or(what);
    put(&text(texts.join("\n")), wanted, name, "txt", what)
}

fn text(text: String) -> Written {
    Written { text, files: Vec::new() }
}

/// The folder of a text's pictures, beside it.
fn folder(file: Option<&Path>, name: &str) -> String {
    let stem =
        file.and_then(Path::file_stem).map_or_else(|| name.to_owned(), |stem| stem.to_string_lossy().into_owned());
    format!("{stem}_files")
}

/// Writes a text and its pictures to where they are wanted.
fn put(written: &Written, wanted: &Wanted, name: &str, extension: &str, lesson: &str) -> anyhow::Result<Outcome> {
    let file = match &wanted.file {
        Some(file) if file == Path::new("-") => {
            write!(std::io::stdout(), "{}", written.text)?;
            return Ok(Outcome::Fine);
        }
        Some(file) => file.clone(),
        None => {
            let file = PathBuf::from(format!("{name}.{extension}"));
            // It may hold a learner's work; only a file that is named is replaced.
            anyhow::ensure!(!file.exists(), say!("export-exists", file = file.display()));
            file
        }
    };
    fs::write(&file, &written.text).with_context(|| say!("export-unwritten", file = file.display()))?;
    if !written.files.is_empty() {
        let folder = file.with_file_name(folder(Some(&file), name));
        fs::create_dir_all(&folder).with_context(|| say!("export-unwritten", file = folder.display()))?;
        for (name, bytes) in &written.files {
            let picture = folder.join(name);
            fs::write(&picture, bytes).with_context(|| say!("export-unwritten", file = picture.display()))?;
        }
    }
    writeln!(colour::stdout(), "{}", say!("export-done", file = file.display(), lesson = lesson))?;
    Ok(Outcome::Fine)
}
