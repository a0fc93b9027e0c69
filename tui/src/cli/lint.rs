//! `gradus lint`: the laws of the lesson format. Laws that need no running come first; a lesson that breaks one of
//! them is not run, because its cells would only repeat the same news.

use super::{Outcome, colour, run::in_trouble, signals::stop_on_ctrl_c, tell::Waiting};
use crate::{
    course::{Asked, Course},
    engine::Engines,
    home::Home,
    runner::SessionRunner,
    say,
};
use gradus_kernel::{Engine, engine::Sink};
use gradus_lessons::{Catalog, Lesson, Problem, Source, lint_all, lint_lesson, render, run_laws};
use std::{collections::BTreeSet, io::Write};

/// What is held to the laws.
pub struct Subject {
    /// The course around the lessons.
    pub catalog: Catalog,
    /// Lessons that could be read.
    pub lessons: Vec<Lesson>,
    /// The files of all lessons, readable or not.
    pub files: BTreeSet<String>,
    /// What reading showed.
    pub problems: Vec<Problem>,
    /// The files' texts, for showing problems.
    pub sources: Vec<Source>,
}

impl Subject {
    /// A file, a lesson, or `all`.
    ///
    /// # Errors
    /// When there is no such lesson or file.
    pub fn find(course: &Course, what: &str) -> anyhow::Result<Self> {
        Ok(if what == "all" { Self::course(course.catalog()?) } else { Self::asked(Asked::find(course, what)?) })
    }

    fn course(catalog: Catalog) -> Self {
        Self {
            lessons: catalog.lessons().cloned().collect(),
            files: catalog
                .lessons()
                .map(|lesson| lesson.file.clone())
                .chain(catalog.problems().iter().map(|problem| problem.file.clone()))
                .collect(),
            problems: lint_all(&catalog),
            sources: catalog.sources().to_vec(),
            catalog,
        }
    }

    fn asked(asked: Asked) -> Self {
        let Asked { catalog, lesson, sources, file } = asked;
        let (lessons, problems) = match lesson {
            Ok(lesson) => {
                let problems = lint_lesson(&catalog, &lesson);
                (vec![lesson], problems)
            }
            Err(problems) => (Vec::new(), problems),
        };
        Self { catalog, lessons, files: BTreeSet::from([file]), problems, sources }
    }

    fn is_clean(&self, file: &str) -> bool {
        self.problems.iter().all(|problem| problem.file != file)
    }
}

/// Holds a file, a lesson, or everything to the laws that need no running.
pub fn on_paper(course: &Course, what: &str) -> anyhow::Result<Outcome> {
    report(&Subject::find(course, what)?, &mut colour::stdout())
}

/// Lints a file, a lesson, or everything.
pub fn lint(course: &Course, what: &str, patience: u32) -> anyhow::Result<Outcome> {
    let mut subject = Subject::find(course, what)?;
    let mut out = colour::stdout();
    if subject.lessons.iter().any(|lesson| subject.is_clean(&lesson.file)) {
        let home = Home::open()?;
        let engines = Engines::new(&home)?.keeping_in(&course.data(&home));
        if let Some(ended) = run(&mut subject, |uses| engines.make(uses), patience, &mut out)? {
            return Ok(ended);
        }
    }
    report(&subject, &mut out)
}

/// Holds the clean lessons to the laws that need an engine. An outcome means that it did not get to the end.
/// `make` is asked for the engine of a lesson's session, given what the lesson `uses`.
pub fn run<M: FnOnce(Sink) -> Box<dyn Engine> + Send + 'static>(
    subject: &mut Subject,
    make: impl Fn(&[String]) -> M,
    patience: u32,
    out: &mut impl Write,
) -> anyhow::Result<Option<Outcome>> {
    let mut runner = SessionRunner::idle(Waiting::stderr());
    stop_on_ctrl_c(runner.stopper())?;
    let clean: Vec<&Lesson> = subject.lessons.iter().filter(|lesson| subject.is_clean(&lesson.file)).collect();
    let mut found = Vec::new();
    for lesson in clean {
        runner.anew(make(&lesson.uses));
        let laws = run_laws(&subject.catalog, lesson, &mut runner, patience);
        if let Some(trouble) = runner.trouble.take() {
            return in_trouble(trouble).map(Some);
        }
        let seconds = format!("{:.1}", laws.took.as_secs_f64());
        writeln!(out, "{}", say!("lint-ran", lesson = lesson.id, cells = laws.runs, seconds = seconds))?;
        found.extend(laws.problems);
    }
    subject.problems.extend(found);
    Ok(None)
}

/// Shows every problem, and how many lessons passed.
pub fn report(subject: &Subject, out: &mut impl Write) -> anyhow::Result<Outcome> {
    if !subject.problems.is_empty() {
        writeln!(out, "{}\n", render(&subject.problems, &subject.sources, true))?;
    }
    let failed = subject.files.iter().filter(|file| !subject.is_clean(file)).count();
    writeln!(out, "{}", say!("lint-tally", passed = subject.files.len() - failed, failed = failed))?;
    Ok(if subject.problems.is_empty() { Outcome::Fine } else { Outcome::NotFine })
}

#[cfg(test)]
mod tests;
