//! One cell's output on the whole screen.

use super::{About, App};
use crate::{
    say,
    ui::{
        keys::{self, Action, Place},
        search::Search,
        viewer::Viewer,
    },
};
use crossterm::event::{KeyEvent, MouseEvent, MouseEventKind};

/// Rows that a turn of the mouse wheel moves by.
const WHEEL: isize = 3;

impl App {
    /// Opens the output of the selected cell.
    pub(super) fn view_output(&mut self) {
        let Some(notebook) = &mut self.notebook else { return };
        match notebook.cell() {
            Some(cell) if !cell.outputs.items().is_empty() => self.viewer = Some(Viewer::new(&cell.id)),
            _ => notebook.message = Some(say!("ui-view-nothing", run = keys::first(Place::Lesson, Action::Run))),
        }
    }

    pub(super) fn key_in_viewer(&mut self, key: KeyEvent) {
        let Some(viewer) = &mut self.viewer else { return };
        if viewer.search.typing {
            if viewer.search.key(key) {
                viewer.look_anew();
            }
            return;
        }
        let page = viewer.page();
        match keys::action(Place::Viewer, key) {
            Some(Action::Down) => viewer.scroll(1),
            Some(Action::Up) => viewer.scroll(-1),
            Some(Action::PageDown) => viewer.scroll(page),
            Some(Action::PageUp) => viewer.scroll(-page),
            Some(Action::Top) => viewer.scroll(isize::MIN),
            Some(Action::Bottom) => viewer.scroll(isize::MAX),
            Some(Action::Forth) => viewer.pan(1),
            Some(Action::Before) => viewer.pan(-1),
            Some(Action::Closer) => {
                let closer = viewer.closer();
                self.notice = (!closer).then(|| say!("ui-view-no-plot"));
            }
            Some(Action::Further) => viewer.further(),
            Some(Action::Search) => {
                viewer.search = Search::begin();
            }
            Some(Action::Next) => viewer.step(true),
            Some(Action::Previous) => viewer.step(false),
            Some(Action::Help) => self.open_sheet(About::Keys),
            // From a closer look back to the output, from there back to the lesson.
            Some(Action::Leave) if viewer.zoom.is_some() => viewer.zoom = None,
            Some(Action::Leave) => self.viewer = None,
            _ => {}
        }
    }

    pub(super) fn mouse_in_viewer(&mut self, mouse: MouseEvent) {
        let Some(viewer) = &mut self.viewer else { return };
        match mouse.kind {
            MouseEventKind::ScrollDown => viewer.scroll(WHEEL),
            MouseEventKind::ScrollUp => viewer.scroll(-WHEEL),
            _ => {}
        }
    }
}
