//! What is wrong with a line of code, under the line: rustc's words in short, and ours. In full they stand below the cell.

use crate::ui::{
    notebook::CellEntry,
    outputs::{Item, clean},
    theme::Theme,
    wrap::wrap,
};
use gradus_protocol::{CellError, Place};
use ratatui::text::{Line, Span};

/// Rows for lines of the code, by their numbers from 1. None once the text is another one than what ran.
pub(super) fn lines(cell: &CellEntry, width: usize, theme: Theme) -> Vec<(usize, Vec<Line<'static>>)> {
    if cell.stale() || cell.reference {
        return Vec::new();
    }
    let mut found = Vec::new();
    for item in cell.outputs.items() {
        match item {
            Item::Error(CellError::Compile { diagnostics }) => {
                for diagnostic in diagnostics {
                    let advice = diagnostic.advice.as_deref();
                    found.extend(told(cell, diagnostic.place.as_ref(), &diagnostic.message, advice, width, theme));
                }
            }
            Item::Error(CellError::Panic { message, place } | CellError::Failed { message, place }) => {
                found.extend(told(cell, place.as_ref(), message, None, width, theme));
            }
            _ => {}
        }
    }
    found
}

fn told(
    cell: &CellEntry,
    place: Option<&Place>,
    message: &str,
    advice: Option<&str>,
    width: usize,
    theme: Theme,
) -> Option<(usize, Vec<Line<'static>>)> {
    let place = place.filter(|place| place.cell.0 == cell.id)?;
    // Below the place where there is room to its right, else at the left.
    let indent = usize::try_from(place.column).ok()?.saturating_sub(1);
    let indent = if indent + 24 <= width { indent } else { 0 };
    let room = width.saturating_sub(indent + 2).max(1);
    let first = clean(message.lines().next().unwrap_or_default());
    let mut rows = hung("^ ", indent, wrap(&[Span::styled(first, theme.bad())], room), theme);
    if let Some(advice) = advice {
        rows.extend(hung("  ", indent, wrap(&[Span::styled(clean(advice), theme.notice())], room), theme));
    }
    Some((usize::try_from(place.line).ok()?, rows))
}

/// Lines behind a mark, so many cells from the left.
fn hung(mark: &str, indent: usize, lines: Vec<Line<'static>>, theme: Theme) -> Vec<Line<'static>> {
    let lead = |row: usize| format!("{}{}", " ".repeat(indent), if row == 0 { mark } else { "  " });
    let hang = |(row, mut line): (usize, Line<'static>)| {
        line.spans.insert(0, Span::styled(lead(row), theme.bad()));
        line
    };
    lines.into_iter().enumerate().map(hang).collect()
}
