//! `gradus record`: writes down what a lesson's reference run gives, for `gradus lint` to compare with and for prose
//! to state. For authors, in a checkout of the course.

use super::{Outcome, colour, lint::Subject, run::in_trouble, signals::stop_on_ctrl_c, tell::Waiting};
use crate::{course::Course, engine::Engines, home::Home, runner::SessionRunner, say};
use anyhow::Context;
use gradus_kernel::{Engine, engine::Sink};
use gradus_lessons::{LessonId, Recorded, render, run_reference};
use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Records a lesson, or all of them.
pub fn record(course: &Course, what: &str, into: Option<PathBuf>) -> anyhow::Result<Outcome> {
    let into = into.or(course.recordings()).context(say!("record-nowhere"))?;
    let subjects = match what {
        "all" => course.catalog()?.lessons().map(|lesson| subject(course, &lesson.id.to_string())).collect(),
        one => subject(course, one).map(|subject| vec![subject]),
    }?;
    let home = Home::open()?;
    let engines = Engines::new(&home)?.keeping_in(&course.data(&home));
    run(&subjects, |uses| engines.make(uses), &into, &mut colour::stdout())
}

/// The lesson as it stands in this folder, where that is a checkout: the one aboard may be older.
fn subject(course: &Course, what: &str) -> anyhow::Result<Subject> {
    let subject = Subject::find(course, what)?;
    match subject.lessons.first() {
        Some(lesson) if lesson.file != what && Path::new(&lesson.file).is_file() => Subject::find(course, &lesson.file),
        _ => Ok(subject),
    }
}

/// Records every lesson that breaks no law on paper and runs to its end; of the others it shows why not.
fn run<M: FnOnce(Sink) -> Box<dyn Engine> + Send + 'static>(
    subjects: &[Subject],
    make: impl Fn(&[String]) -> M,
    into: &Path,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let mut runner = SessionRunner::idle(Waiting::stderr());
    stop_on_ctrl_c(runner.stopper())?;
    let mut outcome = Outcome::Fine;
    for subject in subjects {
        let mut problems = subject.problems.clone();
        for lesson in subject.lessons.iter().filter(|_| subject.problems.is_empty()) {
            runner.anew(make(&lesson.uses));
            let (laws, runs) = run_reference(&subject.catalog, lesson, &mut runner);
            if let Some(trouble) = runner.trouble.take() {
                return in_trouble(trouble);
            }
            if laws.problems.is_empty() {
                let recorded = Recorded::from_runs(lesson, &runs);
                let file = write(into, &lesson.id, &recorded.to_json()?)?;
                let (cells, figures) = (recorded.cells.len(), recorded.figures.len());
                let (seconds, file) = (format!("{:.1}", laws.took.as_secs_f64()), file.display());
                let done = say!(
                    "record-done",
                    lesson = lesson.id,
                    cells = cells,
                    figures = figures,
                    seconds = seconds,
                    file = file
                );
                writeln!(out, "{done}")?;
            }
            problems.extend(laws.problems);
        }
        if !problems.is_empty() {
            outcome = Outcome::NotFine;
            writeln!(out, "{}\n", render(&problems, &subject.sources, true))?;
            for file in &subject.files {
                writeln!(out, "{}", say!("record-not", lesson = file))?;
            }
        }
    }
    Ok(outcome)
}

/// Writes a recording, all of it or nothing.
fn write(into: &Path, lesson: &LessonId, text: &str) -> anyhow::Result<PathBuf> {
    let folder = into.join(&lesson.track);
    let file = folder.join(format!("{}.json", lesson.name));
    let written = || -> io::Result<()> {
        fs::create_dir_all(&folder)?;
        // A file of the repository, not a private one; the umask takes from it what it must.
        #[cfg(unix)]
        let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
        #[cfg(unix)]
        let mut new = tempfile::Builder::new().permissions(permissions).tempfile_in(&folder)?;
        #[cfg(not(unix))]
        let mut new = tempfile::Builder::new().tempfile_in(&folder)?;
        new.write_all(text.as_bytes())?;
        new.as_file().sync_all()?;
        new.persist(&file)?;
        Ok(())
    };
    written().with_context(|| say!("record-unwritable", file = file.display()))?;
    Ok(file)
}

#[cfg(test)]
mod tests;
