//! Tables: columns as wide as they need, narrowed from the widest until they fit.

use crate::ui::{theme::Theme, wrap::wrap};
use pulldown_cmark::Alignment;
use ratatui::{
    style::Modifier,
    text::{Line, Span},
};

const SEPARATOR: &str = " │ ";
const NARROWEST: usize = 3;

pub(super) struct Table {
    columns: Vec<Alignment>,
    rows: Vec<Vec<Vec<Span<'static>>>>,
}

impl Table {
    pub(super) fn new(columns: Vec<Alignment>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    pub(super) fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    pub(super) fn cell(&mut self, spans: Vec<Span<'static>>) {
        if let Some(row) = self.rows.last_mut() {
            row.push(spans);
        }
    }

    pub(super) fn lines(self, width: usize, theme: Theme) -> Vec<Line<'static>> {
        let widths = self.widths(width);
        let mut lines = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let cells: Vec<Vec<Line<'static>>> =
                row.iter().zip(&widths).map(|(cell, width)| wrap(cell, *width)).collect();
            for part in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
                let mut line = Line::default();
                for (column, width) in widths.iter().enumerate() {
                    if column > 0 {
                        line.push_span(Span::styled(SEPARATOR, theme.muted()));
                    }
                    let text = cells.get(column).and_then(|cell| cell.get(part)).cloned().unwrap_or_default();
                    self.aligned(&mut line, text, column, *width, at == 0);
                }
                lines.push(trimmed(line));
            }
            if at == 0 {
                let rules: Vec<String> = widths.iter().map(|width| "─".repeat(*width)).collect();
                lines.push(Line::styled(rules.join("─┼─"), theme.muted()));
            }
        }
        lines
    }

    fn aligned(&self, line: &mut Line<'static>, text: Line<'static>, column: usize, width: usize, head: bool) {
        let free = width.saturating_sub(text.width());
        let left = match self.columns.get(column) {
            Some(Alignment::Right) => free,
            Some(Alignment::Center) => free / 2,
            _ => 0,
        };
        let bold = if head { Modifier::BOLD } else { Modifier::empty() };
        line.push_span(Span::raw(" ".repeat(left)));
        line.spans.extend(text.spans.into_iter().map(|span| span.patch_style(bold)));
        line.push_span(Span::raw(" ".repeat(free - left)));
    }

    fn widths(&self, width: usize) -> Vec<usize> {
        let count = self.columns.len();
        let natural = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.iter().map(Span::width).sum()).max().unwrap_or(0)
        };
        let mut widths: Vec<usize> = (0..count).map(natural).collect();
        let room = width.saturating_sub(SEPARATOR.chars().count() * count.saturating_sub(1));
        while widths.iter().sum::<usize>() > room {
            match widths.iter_mut().max() {
                Some(widest) if *widest > NARROWEST => *widest -= 1,
                _ => break,
            }
        }
        widths
    }
}

fn trimmed(mut line: Line<'static>) -> Line<'static> {
    while line.spans.last().is_some_and(|span| span.content.trim().is_empty()) {
        line.spans.pop();
    }
    line
}
