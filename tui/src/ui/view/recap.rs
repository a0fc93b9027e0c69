//! What a lesson is about to give, above it; what it gave, with the learner's own plots, below it.

use super::{Canvas, Rows, output};
use crate::{
    say,
    tutor::begins,
    ui::{
        markdown::Heading,
        notebook::{Entry, Notebook},
        outputs::Item,
        theme::Theme,
        wrap::wrap,
    },
};
use gradus_protocol::MimeBundle;
use ratatui::text::Span;
use std::hash::{Hash, Hasher};

/// Plots that are shown again.
const PLOTS: usize = 4;

/// What the learner will be able to do, each with how far it is, and whose code the lesson begins with.
pub(super) fn promise(notebook: &Notebook, width: usize, theme: Theme, rows: &mut Rows) {
    let begins = begins(&notebook.inherited);
    if notebook.lesson.skills.is_empty() && begins.is_empty() {
        return;
    }
    rows.gap();
    if !notebook.lesson.skills.is_empty() {
        rows.lines.extend(wrap(&[Span::raw(say!("ui-promise"))], width));
        skills(notebook, width, theme, rows);
    }
    for words in begins {
        rows.lines.extend(wrap(&[Span::styled(words, theme.muted())], width));
    }
}

/// One line for each exercise: its mark, and what it trains.
fn skills(notebook: &Notebook, width: usize, theme: Theme, rows: &mut Rows) {
    for exercise in notebook.lesson.exercises() {
        let Some(skill) = notebook.lesson.skills.get(&exercise.id) else { continue };
        let mark = match notebook.solved(&exercise.id) {
            true => Span::styled("  ✓ ", theme.good()),
            false => Span::styled("  ○ ", theme.muted()),
        };
        rows.marked(mark, wrap(&[Span::raw(skill.clone())], width.saturating_sub(4).max(1)));
    }
}

/// What the lesson gave. Headed as a part of it, so that the outline leads here.
pub(super) fn rows(notebook: &Notebook, canvas: &mut Canvas<'_>) -> Rows {
    let (theme, width) = (canvas.theme, usize::from(canvas.width).max(1));
    let mut rows = Rows::default();
    rows.push(0, Span::styled("━".repeat(width), theme.muted()));
    let title = say!("ui-recap");
    rows.headings.push(Heading { level: 2, text: title.clone(), row: rows.lines.len() });
    rows.push(0, Span::styled(title, theme.heading(2)));
    rows.gap();
    skills(notebook, width, theme, &mut rows);
    let all = notebook.lesson.exercises().count();
    let solved = notebook.lesson.exercises().filter(|exercise| notebook.solved(&exercise.id)).count();
    let words = if solved == all { say!("ui-recap-all") } else { say!("ui-recap-open", count = all - solved) };
    rows.gap();
    rows.lines.extend(wrap(&[Span::styled(words, theme.notice())], width));
    let plots: Vec<(&str, &MimeBundle)> = plots(notebook).collect();
    for (cell, plot) in &plots[plots.len().saturating_sub(PLOTS)..] {
        rows.gap();
        rows.push(0, Span::styled(say!("ui-recap-plot", cell = cell), theme.muted()));
        output::value(plot, 0, canvas, &mut rows, false);
    }
    rows.gap();
    rows
}

/// What the rows are made from: no text of a cell's, so that typing makes none anew.
pub(super) fn digest(notebook: &Notebook, hasher: &mut impl Hasher) {
    for entry in &notebook.entries {
        if let Entry::Cell(cell) = entry {
            (cell.passed, cell.began, cell.run.busy()).hash(hasher);
        }
    }
}

/// The last picture of each cell that drew one in this session.
fn plots(notebook: &Notebook) -> impl Iterator<Item = (&str, &MimeBundle)> {
    notebook.entries.iter().filter_map(|entry| {
        let Entry::Cell(cell) = entry else { return None };
        let bundle = cell.outputs.items().iter().rev().find_map(|item| match item {
            Item::Value(bundle) | Item::Display(bundle, _) => bundle.binary("image/png").map(|_| bundle),
            _ => None,
        });
        Some((cell.id.as_str(), bundle.filter(|_| !cell.run.busy())?))
    })
}
