//! A quiz: a question in TOML.

use super::{
    fence::Fence,
    table::{Table, Toml},
};
use crate::{Problem, Quiz, Source, say};
use toml::de::DeValue;

const ANSWER: &str = "answer = 2";

/// Reads a quiz; `None` when a part is missing or unsound.
pub(super) fn read(source: &Source, fence: &Fence, id: &str, problems: &mut Vec<Problem>) -> Option<Quiz> {
    let toml = Toml::read(source, fence.body.clone(), problems);
    let mut table = Table::new(source, &toml, fence.info.clone(), problems);
    table.only(&["question", "choices", "answer", "why"]);
    let question = table.string("question", r#"question = "Where is the loss smallest?""#);
    let why = table.string("why", r#"why = "At the bottom it is flat.""#);
    let choices = choices(&mut table);
    let answer = choices.as_ref().and_then(|choices| answer(&mut table, choices));
    let quiz = Quiz {
        id: id.to_owned(),
        question: question?.0,
        choices: choices?,
        answer: answer?,
        why: why?.0,
        line: source.line(fence.info.start),
    };
    toml.is_sound().then_some(quiz)
}

fn choices(table: &mut Table) -> Option<Vec<String>> {
    let example = r#"choices = ["At w = 0", "Where its slope is zero"]"#;
    let Some((_, span)) = table.value("choices") else {
        table.missing("choices", example);
        return None;
    };
    let choices: Vec<String> = table.strings("choices", example).into_iter().map(|(choice, _)| choice).collect();
    let twice = choices.iter().enumerate().find(|(at, choice)| choices[..*at].contains(choice));
    match twice {
        Some((_, choice)) => table.problem(span, say!("quiz-twice", choice = choice), say!("quiz-twice-instead")),
        None if choices.len() < 2 => table.problem(span, say!("quiz-few"), say!("quiz-few-instead")),
        None => return Some(choices),
    }
    None
}

/// The right choice, from 0.
fn answer(table: &mut Table, choices: &[String]) -> Option<usize> {
    let Some((value, span)) = table.value("answer") else {
        table.missing("answer", ANSWER);
        return None;
    };
    let found = match value {
        DeValue::String(text) => choices.iter().position(|choice| *choice == text),
        _ => {
            let (number, _) = table.number("answer", ANSWER)?;
            usize::try_from(number).ok().and_then(|n| n.checked_sub(1)).filter(|at| *at < choices.len())
        }
    };
    if found.is_none() {
        table.problem(span, say!("quiz-answer"), say!("quiz-answer-instead", count = choices.len()));
    }
    found
}
