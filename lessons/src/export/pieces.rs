//! The lesson in reading order, with what the learner made of it.

use super::{Outputs, Sheet, day};
use crate::{Block, Exercise, LessonProgress, OwnCell, OwnKind, Quiz, State, fill_figures, notebook::Whose, say};
use gradus_protocol::Output;

/// A piece of the sheet.
pub enum Piece<'a> {
    /// Markdown.
    Words(String),
    /// Code, and what it gave.
    Code {
        /// The cell's id.
        id: &'a str,
        /// Its heading, in Markdown: an exercise and how far it is.
        heading: Option<String>,
        /// The text.
        text: &'a str,
        /// What it gave.
        outputs: &'a [Output],
    },
}

/// The pieces of a sheet.
pub fn pieces<'a>(sheet: &Sheet<'a>) -> Vec<Piece<'a>> {
    let Sheet { lesson, whose, outputs, .. } = *sheet;
    let mine = match whose {
        Whose::Mine(done) => Some(done),
        Whose::Starters | Whose::Solutions => None,
    };
    let mut pieces = vec![Piece::Words(format!("# {}", lesson.title))];
    let mut own: Vec<(usize, &OwnCell)> =
        mine.into_iter().flat_map(|done| &done.own).map(|cell| (cell.place.position(lesson), cell)).collect();
    own.sort_by_key(|(position, _)| *position);
    let mut own = own.into_iter().peekable();
    for position in 0..=lesson.blocks.len() {
        while let Some((_, cell)) = own.next_if(|(before, _)| *before == position) {
            pieces.push(own_piece(cell, outputs));
        }
        match lesson.blocks.get(position) {
            Some(Block::Prose(prose)) => pieces.push(Piece::Words(filled(sheet, prose.markdown.trim()))),
            Some(Block::Quiz(quiz)) => pieces.push(Piece::Words(filled(sheet, &question(quiz, mine)))),
            Some(Block::Cell(cell)) => {
                let text = mine.map_or(cell.code.text.as_str(), |done| done.text(&cell.id, &cell.code));
                pieces.push(code(&cell.id, None, text, outputs));
            }
            Some(Block::Exercise(exercise)) => {
                let text = match whose {
                    Whose::Starters => exercise.starter.text.as_str(),
                    Whose::Solutions => exercise.solution.text.as_str(),
                    Whose::Mine(done) => done.text(&exercise.id, &exercise.starter),
                };
                let state = mine.map(|done| state(done, exercise));
                let heading = match state {
                    Some(state) => say!("export-exercise-state", id = exercise.id, state = state),
                    None => say!("export-exercise", id = exercise.id),
                };
                pieces.push(code(&exercise.id, Some(heading), text, outputs));
            }
            None => {}
        }
    }
    let removed: Vec<_> = mine.into_iter().flat_map(|done| done.removed(lesson)).collect();
    if !removed.is_empty() {
        pieces.push(Piece::Words(format!("## {}", say!("export-removed"))));
    }
    pieces.extend(removed.into_iter().map(|(id, cell)| code(id, Some(format!("**{id}**")), &cell.text, outputs)));
    pieces
}

fn own_piece<'a>(cell: &'a OwnCell, outputs: &'a Outputs) -> Piece<'a> {
    match cell.kind {
        OwnKind::Markdown => Piece::Words(cell.text.clone()),
        OwnKind::Code => code(&cell.id, None, &cell.text, outputs),
    }
}

fn code<'a>(id: &'a str, heading: Option<String>, text: &'a str, outputs: &'a Outputs) -> Piece<'a> {
    Piece::Code { id, heading, text: text.trim_end(), outputs: outputs.get(id).map_or(&[], Vec::as_slice) }
}

fn filled(sheet: &Sheet<'_>, markdown: &str) -> String {
    let recorded = sheet.catalog.recorded(&sheet.lesson.id);
    fill_figures(markdown, |name| Some(recorded?.figures.get(name)?.to_string()))
}

/// How far an exercise is, in words.
pub(super) fn state(done: &LessonProgress, exercise: &Exercise) -> String {
    match done.state(&exercise.id) {
        State::NotAttempted => say!("export-open"),
        State::Tried => say!("export-tried"),
        State::Passed { at } if done.changed_since_passed(exercise) => say!("export-passed-changed", day = day(at)),
        State::Passed { at } => say!("export-passed", day = day(at)),
    }
}

/// A question with its choices, and the learner's answer.
fn question(quiz: &Quiz, mine: Option<&LessonProgress>) -> String {
    let choices: Vec<String> =
        quiz.choices.iter().enumerate().map(|(at, choice)| format!("{}. {choice}", at + 1)).collect();
    let mut text = format!("{}\n\n{}", quiz.question.trim(), choices.join("\n"));
    if let Some(choice) = mine.and_then(|done| done.quizzes.get(&quiz.id)) {
        let answer = if *choice == quiz.answer {
            say!("export-quiz-right", choice = choice + 1, why = quiz.why)
        } else {
            say!("export-quiz-wrong", choice = choice + 1, answer = quiz.answer + 1, why = quiz.why)
        };
        text = format!("{text}\n\n{answer}");
    }
    text
}
