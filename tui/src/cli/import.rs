//! `gradus import`: a learner's answers out of a notebook.

use super::{Outcome, colour};
use crate::{course::Course, home::Home, say};
use anyhow::Context;
use gradus_lessons::{
    Catalog, Changed, Progress, Store,
    notebook::{Found, read_answers},
};
use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

/// Reads the answers in a notebook into progress.
pub fn import(course: &Course, file: &Path) -> anyhow::Result<Outcome> {
    let text = fs::read_to_string(file).with_context(|| say!("import-unreadable", file = file.display()))?;
    let store = Store::new(course.data(&Home::open()?));
    take(&course.catalog()?, &text, &store, &mut colour::stdout())
}

/// Takes the answers of a notebook's text into progress and says what came of each exercise.
fn take(catalog: &Catalog, text: &str, store: &Store, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let found = read_answers(catalog, text)?;
    let Changed { given, note, .. } = store.change(|progress| {
        let before = progress.clone();
        let lines = apply(&found, progress);
        let replaces = lines.iter().any(|line| line.how == How::Replaced);
        let aside = replaces.then(|| keep_aside(store)).transpose();
        if aside.is_err() {
            *progress = before;
        }
        aside.map(|aside| (lines, aside))
    })?;
    if let Some(note) = note {
        writeln!(anstream::stderr(), "{note}")?;
    }
    let (lines, aside) = given?;
    if let Some(aside) = aside {
        writeln!(out, "{}", say!("import-aside", file = aside.display()))?;
    }
    writeln!(out, "{}", found.lesson.id)?;
    for Line { exercise, how } in &lines {
        let words = match how {
            How::Taken => say!("import-taken"),
            How::Replaced => say!("import-replaced"),
            How::Same => say!("import-same"),
            How::Open => say!("import-open"),
            How::Missing => say!("import-missing", id = exercise),
            How::Reference => say!("import-reference"),
            How::Unknown => say!("import-unknown"),
        };
        writeln!(out, "  {exercise}: {words}")?;
    }
    if lines.iter().any(|line| matches!(line.how, How::Taken | How::Replaced)) {
        writeln!(out, "{}", say!("import-check", lesson = found.lesson.id))?;
    }
    Ok(Outcome::Fine)
}

/// What came of an exercise.
struct Line {
    exercise: String,
    how: How,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum How {
    Taken,
    Replaced,
    Same,
    Open,
    Missing,
    Reference,
    Unknown,
}

fn apply(found: &Found, progress: &mut Progress) -> Vec<Line> {
    let mut lines = Vec::new();
    for exercise in found.lesson.exercises() {
        let id = &exercise.id;
        let how = match found.answers.get(id) {
            Some(answer) => {
                let mine = progress.lesson(&found.lesson.id).map_or("", |done| done.text(id, &exercise.starter));
                let how = match mine.trim() {
                    text if text == answer.trim() => How::Same,
                    text if text.is_empty() || text == exercise.starter.text.trim() => How::Taken,
                    _ => How::Replaced,
                };
                if how != How::Same {
                    progress.lesson_mut(&found.lesson.id).edit(id, &exercise.starter, answer);
                }
                how
            }
            None if found.references.contains(id) => How::Reference,
            None if found.open.contains(id) => How::Open,
            None => How::Missing,
        };
        lines.push(Line { exercise: id.clone(), how });
    }
    lines.extend(found.unknown.iter().map(|id| Line { exercise: id.clone(), how: How::Unknown }));
    lines
}

/// A copy of progress as it was, under a name of its own.
fn keep_aside(store: &Store) -> anyhow::Result<PathBuf> {
    let file = store.file();
    let free =
        (1..).map(|n| file.with_file_name(format!("progress.before-import-{n}.json"))).find(|copy| !copy.exists());
    let copy = free.unwrap_or_else(|| file.with_file_name("progress.before-import.json"));
    fs::copy(&file, &copy).with_context(|| say!("import-no-copy", file = copy.display()))?;
    Ok(copy)
}

#[cfg(test)]
mod tests;
