//! A question: its choices in a box, and once it is answered, why.

use super::{Canvas, Rows, frame::Frame};
use crate::{
    say,
    ui::{markdown, notebook::QuizEntry, theme::Theme},
};
use gradus_lessons::Quiz;
use ratatui::{
    style::Modifier,
    text::{Line, Span},
};

/// Whether it has its answer, and the right one.
pub fn state(entry: &QuizEntry, quiz: &Quiz, theme: Theme) -> Span<'static> {
    match entry.chosen {
        None => Span::styled(format!("○ {}", say!("ui-quiz-open")), theme.notice()),
        Some(choice) if choice == quiz.answer => Span::styled(format!("✓ {}", say!("ui-quiz-right")), theme.good()),
        Some(_) => Span::styled(format!("✗ {}", say!("ui-quiz-wrong")), theme.bad()),
    }
}

/// The rows of a question.
pub(super) fn rows(entry: &QuizEntry, quiz: &Quiz, canvas: &Canvas<'_>) -> Rows {
    let theme = canvas.theme;
    let mut rows = Rows::default();
    let frame = Frame { theme, width: canvas.width.into(), selected: canvas.selected };
    frame.top(&mut rows, &say!("ui-quiz"), state(entry, quiz, theme));
    for line in markdown::lines(&quiz.question, frame.inside(), theme) {
        frame.line(&mut rows, line);
    }
    frame.line(&mut rows, Line::default());
    for (at, choice) in quiz.choices.iter().enumerate() {
        let (mark, style) = match entry.chosen {
            Some(_) if at == quiz.answer => ("✓ ", theme.good()),
            Some(chosen) if at == chosen => ("✗ ", theme.bad()),
            _ => ("  ", theme.accent()),
        };
        let mark = Span::styled(format!("{mark}{}) ", at + 1), style);
        let width = frame.inside().saturating_sub(mark.width()).max(1);
        let first = rows.lines.len();
        for (row, mut line) in markdown::lines(choice, width, theme).into_iter().enumerate() {
            let lead = if row == 0 { mark.clone() } else { Span::raw(" ".repeat(mark.width())) };
            line.spans.insert(0, lead);
            if entry.chosen.is_some_and(|chosen| chosen != at && quiz.answer != at) {
                line = line.patch_style(Modifier::DIM);
            }
            frame.line(&mut rows, line);
        }
        rows.choices.push(first..rows.lines.len());
    }
    rows.boxed = Some(1..rows.lines.len());
    let keys = if entry.chosen.is_none() { say!("ui-keys-quiz", count = quiz.choices.len()) } else { String::new() };
    frame.bottom(&mut rows, &keys);
    if let Some(choice) = entry.chosen {
        let (mark, words) = if choice == quiz.answer {
            (Span::styled("  ✓ ", theme.good()), say!("ui-quiz-why-right", why = quiz.why))
        } else {
            let (chosen, answer) = (choice + 1, quiz.answer + 1);
            (
                Span::styled("  ✗ ", theme.bad()),
                say!("ui-quiz-why-wrong", chosen = chosen, answer = answer, why = quiz.why),
            )
        };
        let width = usize::from(canvas.width).saturating_sub(6).max(1);
        rows.marked(mark, markdown::lines(&words, width, theme));
    }
    rows.gap();
    rows
}
