//! The box around a cell or a question: a name on its upper left, a state on its upper right, keys below.

use super::Rows;
use crate::ui::{
    theme::Theme,
    wrap::{shorten, width_of},
};
use ratatui::text::{Line, Span};

/// A box, while it is drawn.
pub(super) struct Frame {
    pub(super) theme: Theme,
    pub(super) width: usize,
    pub(super) selected: bool,
}

impl Frame {
    /// Cells across inside the box.
    pub(super) fn inside(&self) -> usize {
        self.width.saturating_sub(4).max(1)
    }

    /// The upper edge.
    pub(super) fn top(&self, rows: &mut Rows, name: &str, state: Span<'static>) {
        let (left, right) = if self.selected { ("┏━", "━┓") } else { ("╭─", "─╮") };
        let room = self.width.saturating_sub(8);
        let state_width = state.width().min(room);
        let name = shorten(name, room.saturating_sub(state_width));
        let style = if self.selected { self.theme.accent() } else { self.theme.text() };
        self.edge(
            rows,
            left,
            right,
            Span::styled(name, style),
            Span::styled(shorten(&state.content, room), state.style),
        );
    }

    /// The lower edge; the selected box names its keys there.
    pub(super) fn bottom(&self, rows: &mut Rows, keys: &str) {
        let (left, right) = if self.selected { ("┗━", "━┛") } else { ("╰─", "─╯") };
        let keys = if self.selected { shorten(keys, self.width.saturating_sub(8)) } else { String::new() };
        self.edge(rows, left, right, Span::styled(keys, self.theme.muted()), Span::default());
    }

    fn edge(&self, rows: &mut Rows, left: &str, right: &str, name: Span<'static>, state: Span<'static>) {
        let style = self.theme.frame(self.selected);
        let rule = if self.selected { "━" } else { "─" };
        let spaced = |span: Span<'static>| if span.content.is_empty() { span } else { padded(span) };
        let (name, state) = (spaced(name), spaced(state));
        let used = name.width() + state.width() + width_of(left) + width_of(right);
        let rules = rule.repeat(self.width.saturating_sub(used));
        rows.push(
            0,
            vec![
                Span::styled(left.to_owned(), style),
                name,
                Span::styled(rules, style),
                state,
                Span::styled(right.to_owned(), style),
            ],
        );
    }

    /// A line inside the box.
    pub(super) fn line(&self, rows: &mut Rows, line: Line<'static>) {
        let style = self.theme.frame(self.selected);
        let bar = if self.selected { "┃" } else { "│" };
        let fill = self.inside().saturating_sub(line.width());
        let mut spans = vec![Span::styled(format!("{bar} "), style)];
        spans.extend(line.spans.into_iter().map(|span| span.patch_style(line.style)));
        spans.push(Span::raw(" ".repeat(fill)));
        spans.push(Span::styled(format!(" {bar}"), style));
        rows.push(0, spans);
    }
}

fn padded(span: Span<'static>) -> Span<'static> {
    Span::styled(format!(" {} ", span.content), span.style)
}
