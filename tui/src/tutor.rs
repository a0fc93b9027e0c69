//! The guide of sessions without a screen: it answers `:lesson`, `:check`, `:hint`, `:solution` and `:progress` from the
//! course and the learner's progress, as the terminal UI does with its keys.
//!
//! ```text
//! tutor.rs           Tutor    which exercise is meant, and what each command does
//! tutor/keeping.rs   Keeping  where progress is read and saved
//! tutor/tell.rs               what it answers, as HTML and plain text
//! tutor/keys.rs      Keys     the guide inside the terminal UI: it names the keys
//! tutor/closed.rs    Closed   the guide where there is no course: it says why
//! ```

mod closed;
mod keeping;
mod keys;
mod tell;

pub use closed::Closed;
pub use keeping::Keeping;
pub use keys::Keys;

pub use tell::begins;

use crate::say;
use gradus_kernel::{
    Cell,
    guide::{Bench, Guide, Judged, Opened, Ran},
    runtime::Additions,
};
use gradus_lessons::{
    Attempt, Attempts, Catalog, Exercise, Lesson, LessonId, Mode, Progress, Report, StepKind, inherited, nearest, plan,
};
use gradus_protocol::{MimeBundle, Output};
use std::sync::LazyLock;

/// The course, read when it is first asked for.
type Course = LazyLock<Catalog, Box<dyn FnOnce() -> Catalog + Send>>;

/// Knows the course, what ran in the session, and where progress is kept.
pub struct Tutor {
    course: Course,
    keeping: Keeping,
    lesson: Option<LessonId>,
    attempts: Attempts,
    /// The exercise that was dealt with last.
    exercise: Option<String>,
}

impl Tutor {
    /// A tutor of this course, in a session that belongs to no lesson yet.
    pub fn new(course: impl FnOnce() -> Catalog + Send + 'static, keeping: Keeping) -> Self {
        let course = LazyLock::new(Box::new(course) as Box<_>);
        Self { course, keeping, lesson: None, attempts: Attempts::default(), exercise: None }
    }

    /// The same in a session of a lesson.
    pub fn of(self, lesson: LessonId) -> Self {
        Self { lesson: Some(lesson), ..self }
    }

    /// The exercise that an id means, with its lesson.
    fn find(&self, id: Option<&str>) -> Result<(&Lesson, &Exercise), String> {
        let last = self.exercise.as_deref().or(self.attempts.last());
        let id = id.or(last).ok_or_else(|| say!("tutor-which"))?;
        if let Some(lesson) = self.lesson.as_ref().and_then(|open| self.course.lesson(open)) {
            let exercise = lesson.exercise(id).ok_or_else(|| unknown(lesson, id))?;
            return Ok((lesson, exercise));
        }
        let found: Vec<_> = self.course.lessons().filter_map(|lesson| Some((lesson, lesson.exercise(id)?))).collect();
        match found.as_slice() {
            [one] => Ok(*one),
            [] => Err(say!("tutor-nowhere", id = id)),
            several => {
                let lessons: Vec<String> = several.iter().map(|(lesson, _)| lesson.id.to_string()).collect();
                Err(say!("tutor-ambiguous", id = id, lessons = lessons.join(", "), first = lessons[0]))
            }
        }
    }

    /// The same, cloned, and remembered as dealt with.
    fn take(&mut self, id: Option<&str>) -> Result<(Lesson, Exercise), String> {
        let (lesson, exercise) = self.find(id)?;
        let found = (lesson.clone(), exercise.clone());
        self.exercise = Some(found.1.id.clone());
        Ok(found)
    }
}

impl Guide for Tutor {
    fn open(&mut self, name: Option<&str>) -> Result<Opened, String> {
        let lesson = match (name, &self.lesson) {
            (Some(name), _) => self.course.find(name).map_err(|not_found| not_found.to_string())?,
            (None, Some(open)) => self.course.lesson(open).ok_or_else(|| say!("tutor-no-lesson"))?,
            (None, None) => return Err(say!("tutor-no-lesson")),
        };
        // Without it (a file of a later version) the lesson begins with the references; a check will say why.
        let progress = self.keeping.read().unwrap_or_default();
        let steps = plan(&self.course, lesson, Mode::Mine, &progress);
        let included: Vec<_> = steps.into_iter().filter(|step| step.kind == StepKind::Include).collect();
        let whose = inherited(&self.course, lesson, &progress);
        let words = tell::opened(lesson, progress.totals(lesson), &whose);
        let cells = match name {
            None => Vec::new(),
            Some(_) => included
                .into_iter()
                .map(|step| Cell { opt: step.cell.opt, ..Cell::new(step.cell.id.0, step.cell.code) })
                .collect(),
        };
        let needs =
            if lesson.uses.iter().any(|name| name == "frames") { Additions::frames() } else { Additions::default() };
        self.lesson = Some(lesson.id.clone());
        Ok(Opened { words, cells, needs })
    }

    fn ran(&mut self, ran: Ran<'_>) {
        if let Some(id) = ran.exercise {
            self.exercise = Some(id.to_owned());
        }
        self.attempts.ran(Attempt {
            cell: ran.cell.clone(),
            exercise: ran.exercise.map(str::to_owned),
            code: ran.code.to_owned(),
            report: Report {
                outputs: ran.error.into_iter().map(Output::Error).collect(),
                status: ran.status,
                took: ran.took,
            },
        });
    }

    fn check(&mut self, id: Option<&str>, session: &mut dyn Bench) -> Result<Judged, String> {
        let (lesson, exercise) = self.take(id)?;
        let names = session.names();
        let judged = self.attempts.judge(&lesson, &exercise, &names, |cell| {
            let heard = session.run(&Cell { opt: cell.opt, ..Cell::probe(cell.id.0.clone(), cell.code.clone()) });
            Report { outputs: heard.outputs, status: heard.status, took: heard.took }
        });
        let (answer, verdict) = judged.ok_or_else(|| {
            let wanted: Vec<&str> = exercise.expects.iter().map(|expected| expected.signature.as_str()).collect();
            say!("tutor-not-run", id = exercise.id, wanted = wanted.join("; "))
        })?;
        let now = keeping::now();
        let kept = self.keeping.change(|progress| {
            progress.lesson_mut(&lesson.id).checked(&exercise, &answer, &verdict, now);
        });
        let note = kept.map_or_else(|why| Some(say!("tutor-unkept", why = why)), |kept| kept.note);
        Ok(Judged { verdict, note })
    }

    fn hint(&mut self, id: Option<&str>) -> Result<MimeBundle, String> {
        let (lesson, exercise) = self.take(id)?;
        if exercise.hints.is_empty() {
            return Err(say!("tutor-no-hints", id = exercise.id));
        }
        let kept = self.keeping.change(|progress| progress.lesson_mut(&lesson.id).hint(&exercise))?;
        Ok(tell::hint(&exercise, kept.given))
    }

    fn solution(&mut self, id: Option<&str>, sure: bool) -> Result<MimeBundle, String> {
        let (lesson, exercise) = self.take(id)?;
        let progress = self.keeping.read()?;
        let done = progress.lesson(&lesson.id);
        let passed = done.is_some_and(|done| done.state(&exercise.id).is_passed());
        if !sure && !passed {
            let hints = done.and_then(|done| done.cells.get(&exercise.id)).map_or(0, |cell| cell.hints);
            return Ok(tell::question(&exercise, hints));
        }
        self.keeping.change(|progress| progress.lesson_mut(&lesson.id).solution_seen(&exercise))?;
        Ok(tell::solution(&exercise))
    }

    fn progress(&mut self) -> Result<MimeBundle, String> {
        let progress: Progress = self.keeping.read()?;
        let open = self.lesson.as_ref().and_then(|open| self.course.lesson(open));
        Ok(tell::progress(&self.course, open, &progress))
    }

    fn restarted(&mut self) {
        self.attempts = Attempts::default();
        self.exercise = None;
    }
}

fn unknown(lesson: &Lesson, id: &str) -> String {
    let ids: Vec<&str> = lesson.exercises().map(|exercise| exercise.id.as_str()).collect();
    let known = ids.join(", ");
    match nearest(id, &ids) {
        Some(near) => say!("tutor-unknown-near", id = id, near = near, lesson = lesson.id, known = known),
        None => say!("tutor-unknown", id = id, lesson = lesson.id, known = known),
    }
}

#[cfg(test)]
mod tests;
