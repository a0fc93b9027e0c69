//! `gradus list`: tracks, lessons, and how far the learner is.

use super::{Outcome, colour};
use crate::{course::Course, home::Home, say};
use anstyle::{AnsiColor, Style};
use gradus_lessons::{Catalog, Lesson, Progress, Store, Totals};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

const HEAD: Style = AnsiColor::Cyan.on_default().bold();

/// Lists the course.
pub fn list(course: &Course) -> anyhow::Result<Outcome> {
    let loaded = Store::new(course.data(&Home::open()?)).load()?;
    let catalog = course.catalog()?;
    write(&catalog, &loaded.progress, &mut colour::stdout())?;
    if !catalog.problems().is_empty() {
        writeln!(anstream::stderr(), "{}", say!("list-problems", count = catalog.problems().len()))?;
    }
    Ok(Outcome::Fine)
}

fn write(catalog: &Catalog, progress: &Progress, out: &mut impl Write) -> io::Result<()> {
    let widest = |text: fn(&Lesson) -> String| catalog.lessons().map(|lesson| text(lesson).width()).max().unwrap_or(0);
    let (ids, titles) = (widest(|lesson| lesson.id.to_string()), widest(|lesson| lesson.title.clone()));
    for track in catalog.tracks() {
        writeln!(out, "{HEAD}{}{HEAD:#}", track.title)?;
        writeln!(out, "  {}", track.summary)?;
        for lesson in &track.lessons {
            let minutes = say!("list-minutes", minutes = lesson.minutes);
            let id = padded(&lesson.id.to_string(), ids);
            let title = padded(&lesson.title, titles);
            writeln!(out, "  {id}  {title}  {minutes:>7}  {}", state(progress, lesson))?;
        }
        if track.lessons.is_empty() {
            writeln!(out, "  {}", say!("list-empty"))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// How far a lesson is, in words.
pub fn state(progress: &Progress, lesson: &Lesson) -> String {
    let Totals { passed, exercises, changed, .. } = progress.totals(lesson);
    let state = match progress.lesson(&lesson.id) {
        None => say!("list-new"),
        Some(_) if passed == exercises => say!("list-done"),
        Some(_) => say!("list-begun", passed = passed, exercises = exercises),
    };
    if changed == 0 { state } else { say!("list-changed", state = state, count = changed) }
}

/// Filled up with spaces to a width in terminal cells, which `{:<n}` does not count.
fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::fixture;

    #[test]
    fn lessons_are_listed_with_their_state() {
        let catalog = fixture::catalog();
        let mut progress = Progress::default();
        let mut out = Vec::new();
        write(&catalog, &progress, &mut out).unwrap();
        progress.lesson_mut(&fixture::lesson().id);
        write(&catalog, &progress, &mut out).unwrap();
        let text = anstream::adapter::strip_str(&String::from_utf8(out).unwrap()).to_string();
        insta::assert_snapshot!(text);
    }

    #[test]
    fn wide_glyphs_count_as_two() {
        assert_eq!(padded("神经元", 8), "神经元  ");
    }
}
