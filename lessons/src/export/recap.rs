//! A learner's work in plain text: what is solved, and with what.

use super::pieces::state;
use crate::{Block, Lesson, LessonProgress, OwnKind, say};

/// What a learner made of a lesson.
pub fn recap(lesson: &Lesson, done: &LessonProgress) -> String {
    let passed = lesson.exercises().filter(|exercise| done.state(&exercise.id).is_passed()).count();
    let mut parts = vec![
        format!("{}: {}", lesson.id, lesson.title),
        say!("export-recap-totals", passed = passed, exercises = lesson.exercises().count()),
    ];
    let skills: Vec<String> = lesson
        .exercises()
        .filter(|exercise| done.state(&exercise.id).is_passed())
        .filter_map(|exercise| Some(format!("  - {}", lesson.skills.get(&exercise.id)?)))
        .collect();
    if !skills.is_empty() {
        parts.push(format!("{}\n{}", say!("export-recap-skills"), skills.join("\n")));
    }
    for exercise in lesson.exercises() {
        let mut text = format!("{}: {}", exercise.id, state(done, exercise));
        if let Some(cell) = done.cells.get(&exercise.id).filter(|cell| cell.is_own()) {
            text = format!("{text}\n{}", indented(cell.answer.as_deref().unwrap_or(&cell.text)));
        }
        parts.push(text);
    }
    for block in &lesson.blocks {
        if let Block::Quiz(quiz) = block
            && let Some(choice) = done.quizzes.get(&quiz.id)
        {
            let right = *choice == quiz.answer;
            let answer = quiz.choices.get(*choice).map_or("", String::as_str);
            let words = if right { say!("export-recap-right") } else { say!("export-recap-wrong") };
            parts.push(format!("{}\n    {answer} ({words})", quiz.question.trim()));
        }
    }
    let edited = |block: &Block| match block {
        Block::Cell(cell) => {
            done.cells.get(&cell.id).filter(|kept| kept.is_own()).map(|kept| (cell.id.clone(), kept.text.clone()))
        }
        _ => None,
    };
    let own =
        done.own.iter().filter(|cell| cell.kind == OwnKind::Code).map(|cell| (cell.id.clone(), cell.text.clone()));
    let mine: Vec<(String, String)> = lesson.blocks.iter().filter_map(edited).chain(own).collect();
    parts.extend(titled(&say!("export-recap-cells"), mine));
    let removed = done.removed(lesson).map(|(id, cell)| (id.to_owned(), cell.text.clone())).collect();
    parts.extend(titled(&say!("export-removed"), removed));
    parts.join("\n\n") + "\n"
}

/// What a learner made of a lesson that the course has no more.
pub fn gone(id: &str, done: &LessonProgress) -> String {
    let cells = done.cells.iter().filter(|(_, cell)| cell.is_own()).map(|(id, cell)| (id.clone(), cell.text.clone()));
    let own = done.own.iter().map(|cell| (cell.id.clone(), cell.text.clone()));
    titled(&say!("export-gone", lesson = id), cells.chain(own).collect()).join("\n\n") + "\n"
}

/// Texts under a title; nothing where there are none.
fn titled(title: &str, texts: Vec<(String, String)>) -> Vec<String> {
    if texts.is_empty() {
        return Vec::new();
    }
    let texts = texts.into_iter().map(|(id, text)| format!("{id}\n{}", indented(&text)));
    std::iter::once(title.to_owned()).chain(texts).collect()
}

fn indented(text: &str) -> String {
    text.trim_end().lines().map(|line| format!("    {line}").trim_end().to_owned()).collect::<Vec<_>>().join("\n")
}
