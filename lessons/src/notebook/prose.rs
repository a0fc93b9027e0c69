//! The words of a lesson as a notebook's Markdown cells.

use crate::{Lesson, Quiz, say};

/// The notebook's head: the title, and how a notebook with checks is used.
pub fn head(lesson: &Lesson) -> String {
    let mut text = format!("# {}\n\n{}", lesson.title, say!("notebook-minutes", minutes = lesson.minutes));
    if lesson.exercises().next().is_some() {
        text = format!("{text}\n\n{}", say!("notebook-how"));
    }
    text
}

/// A question; its answer is folded away.
pub fn quiz(quiz: &Quiz) -> String {
    let letter = |at: usize| char::from_u32('A' as u32 + at as u32).unwrap_or('?');
    let choices: Vec<String> =
        quiz.choices.iter().enumerate().map(|(at, choice)| format!("- **{}** {choice}", letter(at))).collect();
    let answer = say!("notebook-quiz-answer", letter = letter(quiz.answer));
    format!(
        "**{}** {}\n\n{}\n\n{}",
        say!("notebook-quiz"),
        quiz.question.trim(),
        choices.join("\n"),
        folded(&say!("notebook-quiz-show"), &format!("{answer} {}", quiz.why.trim()))
    )
}

/// The words that the lesson defines, at its end.
pub fn glossary(lesson: &Lesson) -> Option<String> {
    let mut terms: Vec<_> = lesson.terms.iter().collect();
    terms.sort_by_key(|term| term.word.to_lowercase());
    let entries: Vec<String> =
        terms.iter().map(|term| format!("**{}**\n\n{}", term.word, term.meaning.trim())).collect();
    (!entries.is_empty()).then(|| folded(&say!("notebook-glossary"), &entries.join("\n\n")))
}

/// Markdown behind a line that opens it. The empty lines make it Markdown again inside the HTML.
pub fn folded(summary: &str, markdown: &str) -> String {
    format!("<details>\n<summary>{summary}</summary>\n\n{markdown}\n\n</details>")
}
