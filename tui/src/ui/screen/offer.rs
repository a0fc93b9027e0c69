//! The list of what could stand at the cursor.

use super::App;
use crate::ui::{
    notebook::Offer,
    wrap::{shorten, width_of},
};
use gradus_kernel::analyst::{Suggestion, SuggestionKind};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::{Line, Span},
    widgets::{Clear, Widget as _},
};

/// Rows of the list.
const ROWS: usize = 8;
/// Its widest.
const WIDEST: usize = 64;

impl App {
    /// Draws the list below the cursor, or above it where there is more room.
    pub(super) fn draw_offer(&self, offer: &Offer, cursor: Position, area: Rect, buffer: &mut Buffer) {
        let fitting = offer.fitting();
        let below = area.bottom().saturating_sub(cursor.y + 2);
        let above = cursor.y.saturating_sub(area.y + 1);
        let under = usize::from(below) >= fitting.len().min(ROWS) || below >= above;
        let height = fitting.len().min(ROWS).min(usize::from(if under { below } else { above }));
        if height == 0 {
            return;
        }
        let first = offer.chosen().saturating_sub(height - 1);
        let shown = &fitting[first..first + height];
        let names = shown.iter().map(|item| width_of(&item.label)).max().unwrap_or(0);
        let details = shown.iter().filter_map(|item| item.detail.as_deref()).map(width_of).max().unwrap_or(0);
        // A mark and a space, the name, two spaces, what it is, and a space at each end.
        let width = (names + 2 + details + 4).min(WIDEST).min(area.width.into());
        let word = cursor.x.saturating_sub(width_of(offer.typed()) as u16 + 3);
        let x = word.min(area.right().saturating_sub(width as u16)).max(area.x);
        let y = if under { cursor.y + 1 } else { cursor.y - height as u16 };
        Clear.render(Rect::new(x, y, width as u16, height as u16), buffer);
        for (row, item) in shown.iter().enumerate() {
            let line = self.offered(item, names, width, first + row == offer.chosen());
            buffer.set_line(x, y + row as u16, &line, width as u16);
        }
    }

    fn offered(&self, item: &Suggestion, names: usize, width: usize, chosen: bool) -> Line<'static> {
        let (plain, muted) = match chosen {
            true => (self.theme.chosen(), self.theme.chosen()),
            false => (self.theme.bar(), self.theme.muted()),
        };
        let name = shorten(&item.label, width.saturating_sub(4));
        let gap = " ".repeat(names.saturating_sub(width_of(&name)) + 2);
        // Rust's signatures stand on one line each.
        let detail = item.detail.as_deref().unwrap_or_default().replace('\n', " ");
        let mark = if chosen { '›' } else { mark(item.kind) };
        let text = shorten(&detail, width.saturating_sub(width_of(&name) + gap.len() + 4));
        let used = 3 + width_of(&name) + gap.len() + width_of(&text);
        let rest = " ".repeat(width.saturating_sub(used));
        Line::from(vec![
            Span::styled(format!(" {mark} "), muted),
            Span::styled(name, plain),
            Span::styled(gap + &text + &rest, muted),
        ])
    }
}

/// One letter for what it is.
fn mark(kind: SuggestionKind) -> char {
    match kind {
        SuggestionKind::Variable => 'v',
        SuggestionKind::Field => '.',
        SuggestionKind::Method | SuggestionKind::Function => 'f',
        SuggestionKind::Type => 'T',
        SuggestionKind::Trait => 'I',
        SuggestionKind::Module => 'm',
        SuggestionKind::Constant => 'c',
        SuggestionKind::Macro => '!',
        SuggestionKind::Keyword => 'k',
        SuggestionKind::Other => ' ',
    }
}
