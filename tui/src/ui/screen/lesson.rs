//! A lesson on the screen.

use super::App;
use crate::{
    say,
    ui::{
        editor::{ORIGIN, Painted},
        meter::bar,
        notebook::Notebook,
        view::Rows,
    },
};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    widgets::Widget as _,
};
use ratatui_image::sliced::{SignedPosition, SlicedImage};

/// Most cells of the bar of solved exercises.
const BAR: usize = 10;

impl App {
    pub(super) fn draw_lesson(&self, notebook: &Notebook, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (passed, exercises) = notebook.passed(&self.progress);
        let right = match exercises {
            0 => String::new(),
            _ => {
                let bar = bar(passed, exercises, exercises.min(BAR));
                format!("{bar} {}", say!("ui-lesson-solved", passed = passed, count = exercises))
            }
        };
        let track = self.catalog.tracks().iter().find(|track| track.id == notebook.lesson.id.track);
        let track = track.map_or(notebook.lesson.id.track.clone(), |track| track.title.clone());
        let path = if notebook.lesson.id.is_scratch() {
            vec![(say!("ui-title"), false), (notebook.lesson.title.clone(), true)]
        } else if area.width < 60 {
            vec![(notebook.lesson.title.clone(), true)]
        } else {
            vec![(say!("ui-title"), false), (track, false), (notebook.lesson.title.clone(), true)]
        };
        self.bar(self.layout.header, &path, &right, buffer);
        let body = self.layout.body;
        for (first, (column, width), rows) in self.document.visible(notebook.top, body.height.into()) {
            let area = Rect { x: body.x + column, width: width.min(body.width.saturating_sub(column)), ..body };
            self.rows_in(area, first, rows, buffer);
        }
        self.looking.search.mark(notebook.top, body, buffer);
        self.scrollbar(notebook, area, buffer);
        self.editor(notebook, buffer)
    }

    /// Draws rows on an area; `first` says where they begin, from its upper edge.
    pub(super) fn rows_in(&self, body: Rect, first: isize, rows: &Rows, buffer: &mut Buffer) {
        let inside =
            |row: isize| (0..isize::from(body.height.cast_signed())).contains(&row).then(|| body.y + row as u16);
        for (at, line) in rows.lines.iter().enumerate() {
            if let Some(y) = inside(first + at.cast_signed()) {
                buffer.set_line(body.x, y, line, body.width);
            }
        }
        for picture in &rows.pictures {
            let protocol = self.pictures.get(picture.key).or_else(|| self.pictures.get(picture.before?));
            let row = i16::try_from(first + picture.row.cast_signed());
            if let (Some(protocol), Ok(row)) = (protocol, row)
                && picture.column + protocol.size().width <= body.width
            {
                let position = SignedPosition { x: picture.column.cast_signed(), y: row };
                SlicedImage::new(protocol, position).render(body, buffer);
            }
        }
    }

    /// Copies the part of the editor's picture that shows.
    fn editor(&self, notebook: &Notebook, buffer: &mut Buffer) -> Option<Position> {
        let area = self.editor_area()?;
        let (_, rows) = self.document.entry(notebook.selected?)?;
        let (_, _, Painted { buffer: painted, .. }) = rows.editor.as_ref()?;
        let hidden = self.hidden_editor_rows();
        for y in 0..area.height {
            for x in 0..area.width {
                let from = (ORIGIN.x + x, ORIGIN.y + hidden + y);
                if let (Some(cell), Some(to)) = (painted.cell(from), buffer.cell_mut((area.x + x, area.y + y))) {
                    *to = cell.clone();
                }
            }
        }
        self.text_cursor()
    }

    /// Where the cursor of the edited text shows.
    pub(in crate::ui) fn text_cursor(&self) -> Option<Position> {
        let (area, hidden) = (self.editor_area()?, self.hidden_editor_rows());
        let cursor = self.painted()?.cursor?;
        let on_screen = Position::new(area.x + cursor.x, area.y + cursor.y.checked_sub(hidden)?);
        area.contains(on_screen).then_some(on_screen)
    }

    fn scrollbar(&self, notebook: &Notebook, area: Rect, buffer: &mut Buffer) {
        let body = self.layout.body;
        let (height, all) = (usize::from(body.height), self.document.len());
        if all <= height || height == 0 || body.right() >= area.right() {
            return;
        }
        let length = (height * height / all).max(1);
        let first = (notebook.top * (height - length)).div_ceil(all - height);
        for row in first..first + length {
            if let Some(cell) = buffer.cell_mut((area.right() - 1, body.y + row as u16)) {
                cell.set_symbol("▐").set_style(self.theme.muted());
            }
        }
    }
}
