//! The app on the screen: where everything stands, and the widgets that draw it. Drawing changes nothing but what was
//! prepared for it.
//!
//! ```text
//! screen/lesson.rs   a lesson: header, document
//! screen/status.rs   the line at the bottom, and sentences that are too long for it
//! screen/offer.rs    what could stand at the cursor
//! screen/clicked.rs  the key that is named where somebody clicks
//! screen/finder.rs   the list that typing narrows
//! screen/overlay.rs  the help, the glossary, and yes-or-no questions
//! screen/panel.rs    the settings and the first tour
//! screen/viewer.rs   one cell's output on the whole screen
//! ```

mod clicked;
mod finder;
mod lesson;
mod offer;
mod overlay;
mod panel;
mod status;
mod variables;
mod viewer;

pub(super) use status::far;

use super::{
    app::{App, Screen},
    ascii,
    catalog::CatalogView,
    view::{BESIDE, GAP, PROSE, WIDEST},
    wrap::shorten,
};
use crate::say;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    text::{Line, Span},
    widgets::Widget as _,
};

/// Where things stand on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// The whole screen.
    pub area: Rect,
    /// The line at the top.
    pub header: Rect,
    /// The lesson, or the list.
    pub body: Rect,
    /// A sentence too long for the line at the bottom, above it.
    pub message: Rect,
    /// The line at the bottom.
    pub status: Rect,
}

impl Layout {
    /// Shares the screen out; `banner` rows are kept free below the header, `message` rows above the status line;
    /// what stands between is at most `widest`.
    fn new(area: Rect, banner: u16, message: u16, widest: u16) -> Self {
        let header = Rect { height: area.height.min(1), ..area };
        let status =
            Rect { y: area.bottom().saturating_sub(1).max(area.y), height: u16::from(area.height > 1), ..area };
        // A large screen can spare an empty row above and below the text; a small one cannot.
        let air = u16::from(area.height >= 16);
        let top = (header.height + banner + air).min(area.height);
        let message = message.min(area.height.saturating_sub(top + status.height));
        let height = area.height.saturating_sub(top + status.height + air.max(message));
        let side = if area.width >= 60 { 3 } else { 1 };
        let width = area.width.saturating_sub(2 * side).min(widest);
        let x = area.x + (area.width - width) / 2;
        let message = Rect { y: status.y - message, height: message, ..area };
        Self { area, header, body: Rect { x, y: area.y + top, width, height }, message, status }
    }
}

impl App {
    /// The list of lessons.
    pub(in crate::ui) fn list(&self) -> CatalogView<'_> {
        CatalogView { catalog: &self.catalog, progress: &self.progress, chosen: &self.chosen, theme: self.theme }
    }

    /// Where it stands: it has the screen's whole width.
    pub(in crate::ui) fn list_area(&self) -> Rect {
        Rect { x: self.layout.area.x, width: self.layout.area.width, ..self.layout.body }
    }

    /// Makes everything ready to be drawn on `area`.
    pub fn prepare(&mut self, area: Rect) {
        let (banner, message) = (self.banner(area).len(), self.long_message(area).len());
        let beside = self.settings.beside && area.width >= BESIDE;
        let widest = if beside { PROSE as u16 + GAP + WIDEST } else { WIDEST };
        self.layout = Layout::new(area, banner as u16, message as u16, widest);
        let body = self.layout.body;
        if let (Some(notebook), Screen::Lesson) = (&mut self.notebook, self.screen) {
            let size = Size::new(body.width.max(1), body.height);
            self.document.update(notebook, (size, beside), self.theme, &mut self.pictures, self.now);
            if self.find_words()
                && let Some(notebook) = &mut self.notebook
            {
                self.document.update(notebook, (size, beside), self.theme, &mut self.pictures, self.now);
            }
            self.keep_position();
        }
        self.prepare_finder(area);
        self.prepare_viewer(area);
        let last = self.last_sheet_top(area);
        if let Some(sheet) = &mut self.sheet {
            sheet.top = sheet.top.min(last);
        }
    }

    /// Draws everything. Gives the place of the cursor, if it shows.
    pub fn draw(&self, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let mut cursor = None;
        match (self.screen, &self.notebook) {
            (Screen::Lesson, Some(notebook)) => cursor = self.draw_lesson(notebook, area, buffer),
            _ => {
                self.bar(self.layout.header, &[(say!("ui-title"), true)], &say!("ui-subtitle"), buffer);
                (&self.list()).render(self.list_area(), buffer);
            }
        }
        self.draw_banner(area, buffer);
        self.status(area, buffer);
        if let (Some(cursor), Some(offer)) = (cursor, self.notebook.as_ref().and_then(|n| n.offer.as_ref())) {
            self.draw_offer(offer, cursor, area, buffer);
        }
        self.draw_hover(area, buffer);
        if let Some(viewer) = &self.viewer {
            cursor = self.draw_viewer(viewer, area, buffer);
        }
        if let Some(finder) = &self.finder {
            cursor = self.draw_finder(finder, area, buffer);
        }
        if let Some(panel) = &self.panel {
            cursor = None;
            self.draw_panel(panel, area, buffer);
        }
        if self.sheet.is_some() || self.question.is_some() {
            cursor = None;
            self.draw_overlay(area, buffer);
        }
        ascii::reduce(buffer, self.theme, self.settings.theme);
        cursor
    }

    /// The line at the top: a path of names on the left, a state on the right.
    fn bar(&self, area: Rect, path: &[(String, bool)], right: &str, buffer: &mut Buffer) {
        let mut line = Line::from(" ");
        for (at, (name, strong)) in path.iter().enumerate() {
            if at > 0 {
                line.push_span(Span::styled(" › ", self.theme.muted()));
            }
            line.push_span(Span::styled(name.clone(), if *strong { self.theme.accent() } else { self.theme.bar() }));
        }
        both_ends(area, line, Line::styled(format!("{right} "), self.theme.muted()), buffer);
    }
}

/// Draws one line at the left end of an area and one at its right; the left one goes first when there is no room.
fn both_ends(area: Rect, left: Line<'_>, right: Line<'_>, buffer: &mut Buffer) {
    if area.is_empty() {
        return;
    }
    let width = usize::from(area.width);
    let free = width.saturating_sub(left.width());
    let wanted = right.width();
    if wanted < free {
        let x = area.x + (width - wanted) as u16;
        buffer.set_line(x, area.y, &right, wanted as u16);
        buffer.set_line(area.x, area.y, &left, area.width);
    } else if left.width() > width {
        let mut rest = width;
        let mut fitting = Line::default();
        for span in left.spans {
            let part = shorten(&span.content, rest);
            rest = rest.saturating_sub(Span::raw(part.as_str()).width());
            fitting.push_span(Span::styled(part, span.style));
        }
        buffer.set_line(area.x, area.y, &fitting, area.width);
    } else {
        buffer.set_line(area.x, area.y, &left, area.width);
    }
}
