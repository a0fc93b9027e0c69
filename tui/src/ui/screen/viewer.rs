//! One cell's output on the whole screen.

use super::{App, both_ends};
use crate::{
    say,
    ui::{
        keys::{Action, Place, first},
        notebook::Entry,
        viewer::Viewer,
    },
};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::{Line, Span},
    widgets::{Clear, Widget as _},
};
use ratatui_image::sliced::{SignedPosition, SlicedImage};

impl App {
    /// Brings the open output up to date; its cell may be gone.
    pub(super) fn prepare_viewer(&mut self, area: Rect) {
        let Some(viewer) = &mut self.viewer else { return };
        let entries = self.notebook.iter().flat_map(|notebook| &notebook.entries);
        let mut cells = entries.filter_map(|entry| if let Entry::Cell(cell) = entry { Some(cell) } else { None });
        let Some(cell) = cells.find(|cell| cell.id == viewer.cell) else {
            self.viewer = None;
            return;
        };
        let side = u16::from(area.width >= 40);
        let body = Rect {
            x: area.x + side,
            y: area.y + 1,
            width: area.width.saturating_sub(2 * side),
            height: area.height.saturating_sub(2),
        };
        viewer.laid_out(cell, body.intersection(area), self.theme, &mut self.pictures, self.now);
    }

    /// Draws the output; gives the place of the cursor behind the letters that are looked for.
    pub(super) fn draw_viewer(&self, viewer: &Viewer, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        Clear.render(area, buffer);
        let body = viewer.body;
        let right = match viewer.zoom {
            Some(zoom) => say!("ui-view-zoom", times = zoom.times),
            None => {
                let last = (viewer.top + usize::from(body.height)).min(viewer.rows.lines.len());
                say!("ui-view-lines", first = viewer.top + 1, last = last, count = viewer.rows.lines.len())
            }
        };
        let header = Rect { height: area.height.min(1), ..area };
        self.bar(header, &[(say!("ui-view-title", cell = viewer.cell), true)], &right, buffer);
        if viewer.zoom.is_some() {
            let ready = |key| self.pictures.get(key);
            if let Some(protocol) = viewer.picture.0.and_then(ready).or_else(|| viewer.picture.1.and_then(ready)) {
                let size = protocol.size();
                let free = (body.width.saturating_sub(size.width), body.height.saturating_sub(size.height));
                let position = SignedPosition { x: (free.0 / 2).cast_signed(), y: (free.1 / 2).cast_signed() };
                SlicedImage::new(protocol, position).render(body, buffer);
            }
        } else {
            self.rows_in(body, -viewer.top.cast_signed(), &viewer.rows, buffer);
            viewer.search.mark(viewer.top, body, buffer);
        }
        self.viewer_foot(viewer, area, buffer)
    }

    /// The keys that the line at the bottom names.
    pub(super) fn viewer_keys(&self, viewer: &Viewer) -> String {
        let key = |action| first(Place::Viewer, action);
        match (viewer.search.typing, viewer.zoom.is_some()) {
            (true, _) => say!("ui-view-keys-search"),
            (false, true) => say!(
                "ui-view-keys-zoom",
                closer = key(Action::Closer),
                further = key(Action::Further),
                leave = key(Action::Leave)
            ),
            (false, false) => {
                say!(
                    "ui-view-keys",
                    search = key(Action::Search),
                    closer = key(Action::Closer),
                    leave = key(Action::Leave)
                )
            }
        }
    }

    fn viewer_foot(&self, viewer: &Viewer, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let foot = Rect { y: area.bottom().saturating_sub(1), height: u16::from(area.height > 1), ..area };
        let search = &viewer.search;
        let left = match (&self.notice, search.words.as_str()) {
            (Some(notice), _) => notice.clone(),
            (None, words) if search.typing || !words.is_empty() => {
                let (current, count) = search.count();
                say!("ui-view-found", words = words, current = current, count = count)
            }
            (None, _) => String::new(),
        };
        let keys = self.viewer_keys(viewer);
        let line = Line::from(vec![Span::raw(" "), Span::raw(left)]);
        both_ends(foot, line, Line::styled(format!("{keys} "), self.theme.muted()), buffer);
        let x = foot.x + 3 + Span::raw(search.words.as_str()).width() as u16;
        (search.typing && x < foot.right() && foot.height > 0).then_some(Position::new(x, foot.y))
    }
}
