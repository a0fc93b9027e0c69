//! What is wrong with a line of code, under the line: rustc's words in short, and ours. In full they stand below the cell.

use crate::ui::{
    notebook::{CellEntry, Proof},
    outputs::{Item, clean},
    theme::Theme,
    wrap::wrap,
};
use gradus_protocol::{CellError, Diagnostic, Place};
use ratatui::text::{Line, Span};

/// Rows for lines of the code, by their numbers from 1: of what ran, if it is the text that stands here, or of what was
/// read while it was written. While a text is being written on, what is known of it fades, and goes along with its lines.
pub(super) fn lines(cell: &CellEntry, editing: bool, width: usize, theme: Theme) -> Vec<(usize, Vec<Line<'static>>)> {
    if cell.reference {
        return Vec::new();
    }
    match &cell.proof {
        Some(proof) if cell.ran.as_ref() != Some(&cell.text) => match proof.text == cell.text {
            true => compiled(cell, &proof.errors, width, theme),
            false if editing => outdated(cell, proof, width, theme),
            false => Vec::new(),
        },
        _ if cell.stale() => Vec::new(),
        _ => ran(cell, width, theme),
    }
}

fn ran(cell: &CellEntry, width: usize, theme: Theme) -> Vec<(usize, Vec<Line<'static>>)> {
    let mut found = Vec::new();
    for item in cell.outputs.items() {
        match item {
            Item::Error(CellError::Compile { diagnostics }) => found.extend(compiled(cell, diagnostics, width, theme)),
            Item::Error(CellError::Panic { message, place } | CellError::Failed { message, place }) => {
                found.extend(told(cell, place.as_ref(), message, None, width, theme));
            }
            _ => {}
        }
    }
    found
}

fn compiled(cell: &CellEntry, errors: &[Diagnostic], width: usize, theme: Theme) -> Vec<(usize, Vec<Line<'static>>)> {
    let told =
        |error: &Diagnostic| told(cell, error.place.as_ref(), &error.message, error.advice.as_deref(), width, theme);
    errors.iter().filter_map(told).collect()
}

fn outdated(cell: &CellEntry, proof: &Proof, width: usize, theme: Theme) -> Vec<(usize, Vec<Line<'static>>)> {
    let mut found = compiled(cell, &proof.errors, width, theme);
    for (line, rows) in &mut found {
        *line = moved(&proof.text, &cell.text, *line);
        let spans = rows.iter_mut().flat_map(|row| &mut row.spans);
        spans.for_each(|span| span.style = span.style.patch(theme.outdated()));
    }
    found
}

/// Where a line of an old text is in the new one: lines before and behind what changed are the same lines.
fn moved(old: &str, new: &str, line: usize) -> usize {
    let (old, new): (Vec<_>, Vec<_>) = (old.split('\n').collect(), new.split('\n').collect());
    let before = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let most = old.len().min(new.len()) - before;
    let behind = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(old, new)| old == new).count();
    match line {
        _ if line <= before => line,
        _ if line > old.len() - behind => line + new.len() - old.len(),
        _ => line.min(new.len() - behind).max(1),
    }
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

#[cfg(test)]
mod tests {
    use super::moved;

    #[test]
    fn lines_around_a_change_stay_themselves() {
        let old = "a\nb\nc\nd";
        let lines = |new| [1, 2, 3, 4].map(|line| moved(old, new, line));
        assert_eq!(lines("a\nB\nc\nd"), [1, 2, 3, 4]);
        assert_eq!(lines("a\nnew\nb\nc\nd"), [1, 3, 4, 5]);
        assert_eq!(lines("a\nd"), [1, 1, 1, 2]);
        assert_eq!(lines(""), [1, 1, 1, 1]);
    }
}
