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
    /// Where the list stands: below the cursor, or above it where there is more room; with the first of the suggestions
    /// that it shows, and the room for their names.
    fn offer_window(&self, offer: &Offer, cursor: Position, area: Rect) -> Option<(Rect, usize, usize)> {
        let fitting = offer.fitting();
        let below = area.bottom().saturating_sub(cursor.y + 2);
        let above = cursor.y.saturating_sub(area.y + 1);
        let under = usize::from(below) >= fitting.len().min(ROWS) || below >= above;
        let height = fitting.len().min(ROWS).min(usize::from(if under { below } else { above }));
        if height == 0 {
            return None;
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
        Some((Rect::new(x, y, width as u16, height as u16), first, names))
    }

    /// The place among those that fit of the suggestion that shows here.
    pub(in crate::ui) fn offered_at(&self, at: Position) -> Option<usize> {
        let offer = self.notebook.as_ref()?.offer.as_ref()?;
        let (window, first, _) = self.offer_window(offer, self.text_cursor()?, self.layout.area)?;
        window.contains(at).then(|| first + usize::from(at.y - window.y))
    }

    /// Draws the list.
    pub(super) fn draw_offer(&self, offer: &Offer, cursor: Position, area: Rect, buffer: &mut Buffer) {
        let Some((window, first, names)) = self.offer_window(offer, cursor, area) else { return };
        Clear.render(window, buffer);
        for (row, item) in offer.fitting().iter().enumerate().skip(first).take(window.height.into()) {
            let line = self.offered(item, names, window.width.into(), row == offer.chosen());
            buffer.set_line(window.x, window.y + (row - first) as u16, &line, window.width);
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
