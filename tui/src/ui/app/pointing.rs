//! What the mouse does.

use super::{App, Screen};
use crate::ui::{
    catalog::Pointed,
    editor::{ORIGIN, Painted},
};
use crossterm::event::{Event as Input, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

/// Rows that a turn of the mouse wheel moves by.
const WHEEL: isize = 3;

/// The rows that the wheel was turned by.
fn wheel(mouse: MouseEvent) -> Option<isize> {
    match mouse.kind {
        MouseEventKind::ScrollDown => Some(WHEEL),
        MouseEventKind::ScrollUp => Some(-WHEEL),
        _ => None,
    }
}

impl App {
    pub(super) fn mouse(&mut self, mouse: MouseEvent) {
        let at = Position::new(mouse.column, mouse.row);
        let pressed = mouse.kind == MouseEventKind::Down(MouseButton::Left);
        // What is named where the learner clicks is pressed.
        if let Some(key) = self.key_at(at).filter(|_| pressed) {
            self.sheet = None;
            return self.key(key);
        }
        if pressed || wheel(mouse).is_some() {
            self.pending = None;
        }
        if self.question.is_some() {
            return;
        }
        if let Some(sheet) = &mut self.sheet {
            if let Some(rows) = wheel(mouse) {
                sheet.top = sheet.top.saturating_add_signed(rows);
            } else if pressed && !self.in_sheet(at) {
                self.sheet = None;
            }
            return;
        }
        if self.panel.is_some() {
            return;
        }
        if self.finder.is_some() {
            self.mouse_in_finder(mouse);
            return;
        }
        if self.viewer.is_some() {
            self.mouse_in_viewer(mouse);
            return;
        }
        if mouse.kind == MouseEventKind::Moved {
            self.hover_at(at);
            return;
        }
        self.hover_at(Position::default());
        if self.screen == Screen::Lesson && self.mouse_in_offer(mouse, at) {
            return;
        }
        match (self.screen, wheel(mouse)) {
            (Screen::Catalog, Some(rows)) => self.chosen.step(rows.signum(), &self.catalog),
            (Screen::Catalog, None) if pressed => self.click_on_list(at),
            (Screen::Catalog, None) => {}
            (Screen::Lesson, Some(rows)) => drop(self.in_notebook(|notebook, _| {
                notebook.scroll(rows);
                false
            })),
            (Screen::Lesson, None) => self.click(mouse),
        }
    }

    /// A click chooses a lesson, and one on the chosen lesson opens it, as in a list of files; what is offered to go on
    /// with is opened at once, as by its key.
    fn click_on_list(&mut self, at: Position) {
        match self.list().pointed_at(self.list_area(), at) {
            Some(Pointed::Lesson(place)) if place == self.chosen.at() => self.enter_chosen(),
            Some(Pointed::Lesson(place)) => self.chosen.point(place),
            Some(Pointed::Recent(place)) => self.enter_recent(place),
            None => {}
        }
    }

    /// Writes the suggestion that is clicked on; the wheel leads through the list. False where there is no list.
    fn mouse_in_offer(&mut self, mouse: MouseEvent, at: Position) -> bool {
        let Some(offered) = self.offered_at(at) else { return false };
        match (wheel(mouse), mouse.kind) {
            (Some(rows), _) => self.move_notebook(|notebook| notebook.choose_offer(rows.signum())),
            (None, MouseEventKind::Down(MouseButton::Left)) => drop(self.in_notebook(|notebook, world| {
                notebook.point_at_offer(offered);
                notebook.accept(world)
            })),
            _ => {}
        }
        true
    }

    fn click(&mut self, mouse: MouseEvent) {
        let at = Position::new(mouse.column, mouse.row);
        if let Some(editor) = self.editor_area()
            && editor.contains(at)
        {
            // The editor knows its own picture, not where on the screen it stands; rows above the screen count too.
            let hidden = self.hidden_editor_rows();
            let row = mouse.row - editor.y + hidden;
            let column = mouse.column - editor.x + self.editor_shift(row) + ORIGIN.x;
            let row = self.painted().map_or(row, |painted| painted.line(row)) + ORIGIN.y;
            let inside = Input::Mouse(MouseEvent { column, row, ..mouse });
            self.in_notebook(|notebook, world| notebook.type_into(&inside, world));
            return;
        }
        if mouse.kind != MouseEventKind::Down(MouseButton::Left) || !self.layout.body.contains(at) {
            return;
        }
        let row = usize::from(mouse.row - self.layout.body.y);
        let column = mouse.column - self.layout.body.x;
        let (choice, code) = (self.choice_at(row, column), self.code_at(row, column));
        self.in_notebook(|notebook, world| {
            if let Some(entry) = notebook.entry_at(row, column) {
                let again = notebook.selected == Some(entry);
                if !again {
                    notebook.leave();
                }
                // A click must not move what was clicked on.
                let top = notebook.top;
                notebook.select(entry);
                (notebook.reveal, notebook.top) = (false, top);
                match choice {
                    Some((at, choice)) if at == entry => return notebook.choose(choice, world),
                    // As in Jupyter, a click on the selected cell writes in it.
                    _ if again && code == Some(entry) => {
                        notebook.edit();
                        (notebook.reveal, notebook.top) = (false, top);
                    }
                    _ => {}
                }
            }
            false
        });
    }

    /// The question, and its choice, that show at a row of the screen.
    fn choice_at(&self, row: usize, column: u16) -> Option<(usize, usize)> {
        let notebook = self.notebook.as_ref()?;
        let entry = notebook.entry_at(row, column)?;
        let (start, rows) = self.document.entry(entry)?;
        let inside = (notebook.top + row).checked_sub(start)?;
        Some((entry, rows.choices.iter().position(|choice| choice.contains(&inside))?))
    }

    /// The cell whose code, or folded name, shows at a row of the screen.
    fn code_at(&self, row: usize, column: u16) -> Option<usize> {
        let notebook = self.notebook.as_ref()?;
        let entry = notebook.entry_at(row, column)?;
        let (start, rows) = self.document.entry(entry)?;
        (notebook.top + row < start + rows.result.0).then_some(entry)
    }

    /// Where on the screen the edited text shows.
    pub(in crate::ui) fn editor_area(&self) -> Option<Rect> {
        let notebook = self.notebook.as_ref()?;
        let selected = notebook.selected.filter(|_| notebook.editing)?;
        let (start, rows) = self.document.entry(selected)?;
        let (first, column, painted) = rows.editor.as_ref()?;
        let body = self.layout.body;
        let from = (start + first).max(notebook.top) - notebook.top;
        let to = (start + first + usize::from(painted.buffer.area.height)).saturating_sub(notebook.top);
        let to = to.min(body.height.into());
        (from < to).then(|| {
            let column = self.document.column(selected) + column;
            let area = Rect::new(body.x + column, body.y + from as u16, painted.buffer.area.width, (to - from) as u16);
            area.intersection(body)
        })
    }

    /// Cells of a line of the edited text that are out of sight to the left.
    fn editor_shift(&self, row: u16) -> u16 {
        self.painted().filter(|painted| painted.row == row).map_or(0, |painted| painted.shift)
    }

    /// The picture of the edited text.
    pub(in crate::ui) fn painted(&self) -> Option<&Painted> {
        let selected = self.notebook.as_ref()?.selected?;
        Some(&self.document.entry(selected)?.1.editor.as_ref()?.2)
    }

    /// Lines of the edited text that are scrolled off the top of the screen.
    pub(in crate::ui) fn hidden_editor_rows(&self) -> u16 {
        let hidden = || {
            let notebook = self.notebook.as_ref()?;
            let (start, rows) = self.document.entry(notebook.selected?)?;
            let first = start + rows.editor.as_ref()?.0;
            u16::try_from(notebook.top.saturating_sub(first)).ok()
        };
        hidden().unwrap_or(0)
    }
}
