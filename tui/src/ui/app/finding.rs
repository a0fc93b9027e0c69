//! The list that typing narrows: opening it, its keys and clicks, and going where it leads.

use super::{About, App};
use crate::ui::{
    catalog,
    finder::{Finder, Row, Scope, Target},
    keys::{self, Action, Place},
    notebook::Notebook,
    outline,
};
use crossterm::event::{
    KeyCode::{Backspace, Char},
    KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::Position;

impl App {
    /// Opens the list where the learner is.
    pub(super) fn find(&mut self, about: Scope) {
        let rows = self.finder_rows(about);
        let here = match (about, &self.notebook) {
            (Scope::Outline, Some(notebook)) => outline::here(&rows, notebook, &self.document),
            _ => self.chosen.at(),
        };
        self.finder = Some(Finder::new(about, rows, here));
    }

    /// All rows of the list as they are now.
    pub(in crate::ui) fn finder_rows(&self, about: Scope) -> Vec<Row> {
        match (about, &self.notebook) {
            (Scope::Outline, Some(notebook)) => outline::rows(notebook, &self.document, self.theme, self.now),
            (Scope::Outline, None) => Vec::new(),
            (Scope::Lessons, _) => catalog::rows(&self.catalog, &self.progress, self.theme),
        }
    }

    pub(super) fn key_in_finder(&mut self, key: KeyEvent) {
        let Some(finder) = &mut self.finder else { return };
        let page = isize::from(finder.list.height.max(2).cast_signed()) - 1;
        match keys::action(Place::Finder, key) {
            Some(Action::Down) => finder.step(1),
            Some(Action::Up) => finder.step(-1),
            Some(Action::PageDown) => finder.step(page),
            Some(Action::PageUp) => finder.step(-page),
            Some(Action::Clear) => finder.write(String::clear),
            Some(Action::Open) => self.go_where_found(),
            Some(Action::Leave) => self.finder = None,
            Some(Action::Help) => self.open_sheet(About::Keys),
            _ => match key.code {
                Backspace => finder.write(|typed| {
                    typed.pop();
                }),
                Char(letter) if (key.modifiers - KeyModifiers::SHIFT).is_empty() => {
                    finder.write(|typed| typed.push(letter));
                }
                _ => {}
            },
        }
    }

    pub(super) fn mouse_in_finder(&mut self, mouse: MouseEvent) {
        let Some(finder) = &mut self.finder else { return };
        match mouse.kind {
            MouseEventKind::ScrollDown => finder.step(1),
            MouseEventKind::ScrollUp => finder.step(-1),
            MouseEventKind::Down(MouseButton::Left)
                if finder.list.contains(Position::new(mouse.column, mouse.row))
                    && finder.point(usize::from(mouse.row - finder.list.y)) =>
            {
                self.go_where_found();
            }
            _ => {}
        }
    }

    /// Goes where the chosen row leads; without one the list stays open.
    fn go_where_found(&mut self) {
        let Some(target) = self.finder.as_ref().and_then(Finder::target) else { return };
        self.finder = None;
        match target {
            Target::Lesson(id) => self.enter(&id),
            Target::Entry(at) => self.move_notebook(|notebook| notebook.select(at)),
            Target::Heading(at, below) => {
                let first = at.and_then(|at| self.document.entry(at)).map_or(0, |(first, _)| first);
                self.move_notebook(|notebook| notebook.go_to_row(first + below));
            }
        }
    }

    pub(super) fn move_notebook(&mut self, change: impl FnOnce(&mut Notebook)) {
        if let Some(notebook) = &mut self.notebook {
            change(notebook);
        }
    }
}
