//! What the book says of the course as a whole.

use super::{BookError, anchor, formula::typeset, in_lesson, place};
use crate::{Catalog, Lesson, Term, fill_figures, say};

/// The chapters as `SUMMARY.md` lists them, a part for each track that has lessons.
pub fn summary(catalog: &Catalog) -> String {
    let mut lines = Vec::new();
    for track in catalog.tracks().iter().filter(|track| !track.lessons.is_empty()) {
        lines.push(format!("# {}\n", track.title));
        lines.extend(track.lessons.iter().map(|lesson| format!("- [{}]({})", lesson.title, place(&lesson.id))));
        lines.push(String::new());
    }
    lines.join("\n").trim_end().to_owned()
}

/// Tracks and lessons with their lengths.
pub fn overview(catalog: &Catalog) -> String {
    let mut parts = Vec::new();
    for track in catalog.tracks() {
        parts.push(format!("### {}\n\n{}", track.title, track.summary));
        let line = |lesson: &Lesson| {
            let minutes = say!("book-minutes", minutes = lesson.minutes);
            format!("- [{}]({}) ({minutes})", lesson.title, place(&lesson.id))
        };
        let lessons: Vec<String> = track.lessons.iter().map(line).collect();
        parts.push(if lessons.is_empty() { say!("book-no-lessons") } else { lessons.join("\n") });
    }
    parts.join("\n\n")
}

/// All words in the order of the alphabet, with the lesson that defines each.
pub fn glossary(catalog: &Catalog) -> Result<String, BookError> {
    let mut terms: Vec<(&Lesson, &Term)> =
        catalog.lessons().flat_map(|lesson| lesson.terms.iter().map(move |term| (lesson, term))).collect();
    terms.sort_by_key(|(_, term)| term.word.to_lowercase());
    let mut parts = Vec::new();
    for (lesson, term) in terms {
        let figures = |name: &str| Some(catalog.recorded(&lesson.id)?.figures.get(name)?.to_string());
        let meaning = typeset(fill_figures(&term.meaning, figures).trim()).map_err(in_lesson(lesson))?;
        let from = say!("book-term-from", title = lesson.title, place = place(&lesson.id));
        parts.push(format!("### {} {{#{}}}\n\n{meaning}\n\n{from}", term.word, anchor(&term.word)));
    }
    Ok(if parts.is_empty() { say!("book-no-words") } else { parts.join("\n\n") })
}
