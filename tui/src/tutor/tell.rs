//! What a tutor answers: HTML for notebooks, and the same as plain text.

use crate::say;
use gradus_lessons::{
    Catalog, Exercise, Include, Inherited, Lesson, LessonProgress, Progress, State, Totals, escaped, html,
};
use gradus_protocol::MimeBundle;

/// A heading in bold, with Markdown below.
fn titled(title: &str, markdown: &str) -> MimeBundle {
    both(
        format!("<p><b>{}</b></p>\n{}", escaped(title), html(markdown)),
        format!("{title}\n{}", markdown.trim()).trim_end().to_owned(),
    )
}

fn both(html: String, text: String) -> MimeBundle {
    MimeBundle::default().with_text("text/html", html).with_text("text/plain", text)
}

/// A lesson that was opened, and what it begins with.
pub fn opened(lesson: &Lesson, totals: Totals, inherited: &Inherited) -> MimeBundle {
    let mut lines =
        vec![say!("tutor-totals", passed = totals.passed, exercises = totals.exercises, minutes = lesson.minutes)];
    lines.extend(begins(inherited));
    titled(&say!("tutor-lesson", lesson = lesson.id, title = lesson.title), &lines.join("\n\n"))
}

/// Whose answers of earlier lessons a lesson begins with: a sentence for the learner's own, and one for the others.
pub fn begins(inherited: &Inherited) -> Vec<String> {
    let mut words = Vec::new();
    if !inherited.own.is_empty() {
        words.push(say!("tutor-begins-own", what = by_lesson(&inherited.own)));
    }
    if !inherited.reference.is_empty() {
        words.push(say!("tutor-begins-reference", what = by_lesson(&inherited.reference)));
    }
    words
}

/// `softmax, scores (transformers/01-attention); block (transformers/02-gpt)`.
fn by_lesson(answers: &[Include]) -> String {
    let lessons = answers.chunk_by(|a, b| a.lesson == b.lesson);
    let said = lessons.map(|of_one| {
        let names: Vec<&str> = of_one.iter().map(|answer| answer.id.as_str()).collect();
        format!("{} ({})", names.join(", "), of_one[0].lesson)
    });
    said.collect::<Vec<_>>().join("; ")
}

/// The hint of this number, from 1.
pub fn hint(exercise: &Exercise, shown: usize) -> MimeBundle {
    let count = exercise.hints.len();
    let mut text = exercise.hints.get(shown.saturating_sub(1)).map_or("", |hint| hint.markdown.trim()).to_owned();
    if shown == count {
        text = format!("{text}\n\n{}", say!("tutor-hint-last", id = exercise.id));
    }
    titled(&say!("ui-hint", shown = shown, count = count), &text)
}

/// What is asked before a solution is shown.
pub fn question(exercise: &Exercise, hints: usize) -> MimeBundle {
    let (id, count) = (&exercise.id, exercise.hints.len());
    let more = match hints < count {
        true => say!("tutor-ask-hint", id = id, shown = hints, count = count),
        false => say!("tutor-ask-no-hint", count = count),
    };
    titled(&say!("tutor-ask", id = id), &format!("{more}\n\n{}", say!("tutor-ask-yes", id = id)))
}

/// The solution.
pub fn solution(exercise: &Exercise) -> MimeBundle {
    let (title, code) = (say!("ui-solution"), exercise.solution.text.trim_end());
    both(
        format!("<p><b>{}</b></p>\n<pre><code>{}</code></pre>", escaped(&title), escaped(code)),
        format!("{title}\n{code}"),
    )
}

/// What is solved: in the open lesson one line an exercise, and the course in a line.
pub fn progress(course: &Catalog, open: Option<&Lesson>, progress: &Progress) -> MimeBundle {
    let (mut html, mut text) = (String::new(), String::new());
    if let Some(lesson) = open {
        let done = progress.lesson(&lesson.id);
        let title = say!("tutor-lesson", lesson = lesson.id, title = lesson.title);
        let rows: Vec<(&str, String)> =
            lesson.exercises().map(|exercise| (exercise.id.as_str(), state(done, exercise))).collect();
        let width = rows.iter().map(|(id, _)| id.chars().count()).max().unwrap_or(0);
        html.push_str(&format!("<p><b>{}</b></p>\n<table>", escaped(&title)));
        text.push_str(&format!("{title}\n"));
        for (id, state) in rows {
            html.push_str(&format!("<tr><td><code>{}</code></td><td>{}</td></tr>", escaped(id), escaped(&state)));
            text.push_str(&format!("  {id:width$}  {state}\n"));
        }
        html.push_str("</table>\n");
    }
    let totals: Vec<Totals> = course.lessons().map(|lesson| progress.totals(lesson)).collect();
    let (passed, exercises) = (
        totals.iter().map(|totals| totals.passed).sum::<usize>(),
        totals.iter().map(|totals| totals.exercises).sum::<usize>(),
    );
    let sum = say!("tutor-course", passed = passed, exercises = exercises);
    html.push_str(&format!("<p>{}</p>", escaped(&sum)));
    text.push_str(&sum);
    both(html, text)
}

fn state(done: Option<&LessonProgress>, exercise: &Exercise) -> String {
    match done.map_or(State::NotAttempted, |done| done.state(&exercise.id)) {
        State::NotAttempted => say!("progress-open"),
        State::Tried => say!("progress-tried"),
        State::Passed { .. } => say!("progress-passed"),
    }
}
