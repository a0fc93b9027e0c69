//! The key that is named where somebody clicks: in the window that is open, in the line at the bottom, on the frame of a
//! cell, in the help.

use super::{App, Screen};
use crate::ui::{
    app::{About, Panel},
    keys::{Place, action, named, pointed},
    notebook::Entry,
    view,
    wrap::width_of,
};
use crossterm::event::KeyEvent;
use ratatui::{
    layout::{Position, Rect},
    text::Line,
};

impl App {
    /// The key that is named at a place of the screen.
    pub(in crate::ui) fn key_at(&self, at: Position) -> Option<KeyEvent> {
        let area = self.layout.area;
        if let Some(question) = self.question {
            let (window, lines) = self.question_window(question, area);
            return in_window(window, &lines, at);
        }
        if let Some(sheet) = &self.sheet {
            return match sheet.about {
                About::Keys => self.key_in_help(sheet.top, at),
                _ => None,
            };
        }
        if let Some(panel) = &self.panel {
            let (window, _, lines) = self.panel_window(panel, area);
            return in_window(window, &lines, at);
        }
        if let Some(finder) = &self.finder {
            let (keys, x, y) = self.finder_keys(finder, area);
            return on_line(&keys, x, y, at);
        }
        if let Some(viewer) = &self.viewer {
            let keys = self.viewer_keys(viewer);
            return on_line(&keys, area.right().saturating_sub(width_of(&keys) as u16 + 1), area.bottom() - 1, at);
        }
        let (_, keys) = self.status_line(area);
        let x = self.layout.status.right().saturating_sub(width_of(&keys) as u16 + 1);
        on_line(&keys, x, self.layout.status.y, at).or_else(|| self.key_on_frame(at))
    }

    /// The window of the help, or of what else is open to be read.
    pub(in crate::ui) fn in_sheet(&self, at: Position) -> bool {
        self.sheet.as_ref().is_some_and(|sheet| self.sheet_window(&sheet.about, self.layout.area).contains(at))
    }

    /// The help names keys of many places; those that count behind it can be clicked on.
    fn key_in_help(&self, top: usize, at: Position) -> Option<KeyEvent> {
        let window = self.sheet_window(&About::Keys, self.layout.area);
        let inside = super::overlay::inside(window);
        if !inside.contains(at) {
            return None;
        }
        let rows = self.help_rows(inside.width.into());
        let (_, place, keys) = rows.into_iter().nth(top + usize::from(at.y - inside.y))?;
        let key = named(keys.split(' ').next()?)?;
        (place == self.front()).then_some(key).filter(|key| action(place, *key).is_some())
    }

    /// Where keys count now, whatever is open to be read.
    fn front(&self) -> Place {
        match self.panel {
            Some(Panel::Settings(_)) => return Place::Settings,
            Some(Panel::Tour(_)) => return Place::Tour,
            None => {}
        }
        match (self.screen, &self.notebook) {
            _ if self.finder.is_some() => Place::Finder,
            _ if self.viewer.is_some() => Place::Viewer,
            (Screen::Lesson, Some(notebook)) if notebook.editing => Place::Editor,
            (Screen::Lesson, _) => Place::Lesson,
            (Screen::Catalog, _) => Place::Catalog,
        }
    }

    /// The selected cell's frame names its keys on its lower edge.
    fn key_on_frame(&self, at: Position) -> Option<KeyEvent> {
        let notebook = self.notebook.as_ref().filter(|_| self.screen == Screen::Lesson)?;
        let selected = notebook.selected?;
        let Entry::Cell(cell) = &notebook.entries[selected] else { return None };
        let (start, rows) = self.document.entry(selected)?;
        let edge = (start + rows.result.0).checked_sub(notebook.top + 1)?;
        let body = self.layout.body;
        if cell.folded || edge != usize::from(at.y.checked_sub(body.y)?) || !body.contains(at) {
            return None;
        }
        on_line(&view::cell_keys(cell, notebook.editing), body.x + self.document.column(selected) + 3, at.y, at)
    }
}

fn on_line(keys: &str, x: u16, y: u16, at: Position) -> Option<KeyEvent> {
    (at.y == y).then(|| pointed(keys, at.x.checked_sub(x)?.into())).flatten()
}

/// In a window keys are named below the last empty line.
fn in_window(window: Rect, lines: &[Line<'_>], at: Position) -> Option<KeyEvent> {
    let inside = super::overlay::inside(window);
    let row = usize::from(at.y.checked_sub(inside.y)?);
    let words = lines.iter().rposition(|line| line.width() == 0)?;
    let line = lines.get(row).filter(|_| row > words && inside.contains(at))?;
    pointed(&line.to_string(), (at.x - inside.x).into())
}
