//! What separates an answer from the solution, line by line.

use super::{Rows, cell::goes_on};
use crate::{
    say,
    ui::{
        theme::Theme,
        wrap::{fold, wrap},
    },
};
use ratatui::text::Span;
use similar::{ChangeTag, TextDiff};

/// Adds the lines of both: those only the answer has behind a minus, those only the solution has behind a plus.
pub(super) fn rows(answer: &str, solution: &str, indent: usize, width: usize, theme: Theme, rows: &mut Rows) {
    let lines = |text: &str| text.trim_end().lines().map(|line| format!("{}\n", line.trim_end())).collect::<String>();
    let (answer, solution) = (lines(answer), lines(solution));
    let title = if answer == solution { say!("ui-difference-none") } else { say!("ui-difference") };
    for line in wrap(&[Span::styled(title, theme.notice())], width) {
        rows.push(indent, line);
    }
    if answer == solution {
        return;
    }
    for change in TextDiff::from_lines(&answer, &solution).iter_all_changes() {
        let (mark, style) = match change.tag() {
            ChangeTag::Equal => ("  ", theme.muted()),
            ChangeTag::Delete => ("- ", theme.bad()),
            ChangeTag::Insert => ("+ ", theme.good()),
        };
        let text = change.value().trim_end_matches('\n').replace('\t', "    ");
        let folded = fold(&[Span::styled(text, style)], width.saturating_sub(2).max(1), &goes_on(theme));
        rows.marked(Span::styled(format!("{}{mark}", " ".repeat(indent + 2)), style), folded);
    }
}
