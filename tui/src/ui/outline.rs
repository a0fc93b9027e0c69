//! The outline of a lesson: its headings, cells and questions, and how far each is.

use super::{
    finder::{Row, Target},
    markdown,
    notebook::{CellEntry, Entry, Kind, Notebook, QuizEntry},
    theme::Theme,
    view::{Document, cell_name, cell_state, quiz_state},
};
use crate::say;
use gradus_lessons::{Block, Quiz};
use gradus_protocol::Verdict;
use ratatui::text::Span;
use std::time::Duration;

/// How far cells stand in from the heading above them.
const INDENT: usize = 2;

/// The rows of the outline.
pub fn rows(notebook: &Notebook, document: &Document, theme: Theme, now: Duration) -> Vec<Row> {
    let title = (notebook.lesson.title.clone(), Target::Heading(None, 0));
    let mut rows = vec![heading(0, title.0, title.1, theme)];
    // The title of a lesson is its heading of the first level; its text begins with the second.
    let mut inside = INDENT;
    for (at, entry) in notebook.entries.iter().enumerate() {
        match (entry, notebook.block(at)) {
            (Entry::Cell(cell), _) => rows.push(of_cell(cell, at, inside, theme, now)),
            (Entry::Quiz(entry), Some(Block::Quiz(quiz))) => rows.push(of_quiz(entry, quiz, at, inside, theme)),
            _ => {
                let headings = document.entry(at).map_or(&[][..], |(_, rows)| rows.headings.as_slice());
                for found in headings {
                    let indent = usize::from(found.level.saturating_sub(2)) * INDENT;
                    inside = indent + INDENT;
                    rows.push(heading(indent, found.text.clone(), Target::Heading(Some(at), found.row), theme));
                }
            }
        }
    }
    rows
}

/// The row where the learner is: the selected entry while it can be seen, else the last heading at the screen's top or
/// above it.
pub fn here(rows: &[Row], notebook: &Notebook, document: &Document) -> usize {
    let seen = notebook.selected.filter(|at| notebook.visible(*at));
    let begins = |row: &Row| match row.to {
        Target::Heading(Some(at), below) => document.entry(at).map(|(first, _)| first + below),
        Target::Heading(None, _) => Some(0),
        Target::Entry(_) | Target::Lesson(_) => None,
    };
    let selected = rows.iter().position(|row| seen.is_some_and(|at| row.to == Target::Entry(at)));
    selected.or_else(|| rows.iter().rposition(|row| begins(row).is_some_and(|row| row <= notebook.top))).unwrap_or(0)
}

fn heading(indent: usize, label: String, to: Target, theme: Theme) -> Row {
    Row { indent, mark: Span::default(), label, style: theme.heading(2), state: Span::default(), to }
}

fn of_cell(cell: &CellEntry, at: usize, indent: usize, theme: Theme, now: Duration) -> Row {
    let (name, state) = match cell.kind {
        Kind::Exercise if !cell.run.busy() => (say!("ui-cell-exercise", id = cell.id), answer(cell, theme)),
        _ => (cell_name(cell), cell_state(cell, theme, now)),
    };
    entry(name, state, at, indent, theme)
}

/// How far an exercise is: passed once is passed, whatever was tried since.
fn answer(cell: &CellEntry, theme: Theme) -> Span<'static> {
    match &cell.verdict {
        _ if cell.passed => Span::styled(format!("✓ {}", say!("ui-outline-solved")), theme.good()),
        Some(Verdict::Fail { .. }) => Span::styled(format!("✗ {}", say!("ui-outline-wrong")), theme.bad()),
        _ => Span::styled(format!("○ {}", say!("ui-outline-open")), theme.notice()),
    }
}

fn of_quiz(quiz: &QuizEntry, asked: &Quiz, at: usize, indent: usize, theme: Theme) -> Row {
    let question = markdown::lines(&asked.question, usize::from(u16::MAX), theme);
    let question = question.first().map(ToString::to_string).unwrap_or_default();
    let label = say!("ui-outline-quiz", question = question);
    entry(label, quiz_state(quiz, asked, theme), at, indent, theme)
}

/// The state's mark stands in front, where the eye runs down.
fn entry(label: String, state: Span<'static>, at: usize, indent: usize, theme: Theme) -> Row {
    let (mark, words) = state.content.split_once(' ').unwrap_or((" ", ""));
    let (mark, words) = (Span::styled(format!("{mark} "), state.style), Span::styled(words.to_owned(), theme.muted()));
    Row { indent, mark, label, style: theme.text(), state: words, to: Target::Entry(at) }
}
