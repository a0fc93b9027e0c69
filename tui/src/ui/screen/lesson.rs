//! A lesson on the screen.

use super::App;
use crate::{
    say,
    ui::{
        editor::{ORIGIN, Painted},
        notebook::{Notebook, Readiness},
        view::Rows,
        wrap::wrap,
    },
};
use gradus_protocol::Progress;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::{Line, Span},
    widgets::Widget as _,
};
use ratatui_image::sliced::{SignedPosition, SlicedImage};

/// No message of trouble takes more rows than this from the lesson.
const BANNER: usize = 4;

impl App {
    pub(super) fn draw_lesson(&self, notebook: &Notebook, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let (passed, exercises) = notebook.passed(&self.progress);
        let right =
            if exercises == 0 { String::new() } else { say!("ui-lesson-solved", passed = passed, count = exercises) };
        let track = self.catalog.tracks().iter().find(|track| track.id == notebook.lesson.id.track);
        let track = track.map_or(notebook.lesson.id.track.clone(), |track| track.title.clone());
        let path = if area.width < 60 {
            vec![(notebook.lesson.title.clone(), true)]
        } else {
            vec![(say!("ui-title"), false), (track, false), (notebook.lesson.title.clone(), true)]
        };
        self.bar(self.layout.header, &path, &right, buffer);
        for (row, line) in self.banner(area.width).into_iter().enumerate() {
            let y = self.layout.header.bottom() + row as u16;
            if y < area.bottom() {
                buffer.set_line(area.x + 1, y, &line, area.width.saturating_sub(2));
            }
        }
        for (first, rows) in self.document.visible(notebook.top, self.layout.body.height.into()) {
            self.rows(first, rows, buffer);
        }
        self.scrollbar(notebook, area, buffer);
        let keys = if notebook.editing { say!("ui-keys-status-editing") } else { say!("ui-keys-status") };
        self.status(self.readiness(notebook), &keys, buffer);
        self.editor(notebook, buffer)
    }

    /// Why cells cannot run, in full: below the header.
    pub(super) fn banner(&self, width: u16) -> Vec<Line<'static>> {
        match &self.notebook {
            Some(Notebook { readiness: Readiness::Unavailable(why), .. }) if self.screen == super::Screen::Lesson => {
                let words = Span::styled(format!("✗ {why}"), self.theme.bad());
                let mut lines = wrap(&[words], usize::from(width.saturating_sub(2)).max(1));
                lines.truncate(BANNER);
                lines
            }
            _ => Vec::new(),
        }
    }

    fn rows(&self, first: isize, rows: &Rows, buffer: &mut Buffer) {
        let body = self.layout.body;
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
        let (_, _, Painted { buffer: painted, cursor, .. }) = rows.editor.as_ref()?;
        let hidden = self.hidden_editor_rows();
        for y in 0..area.height {
            for x in 0..area.width {
                let from = (ORIGIN.x + x, ORIGIN.y + hidden + y);
                if let (Some(cell), Some(to)) = (painted.cell(from), buffer.cell_mut((area.x + x, area.y + y))) {
                    *to = cell.clone();
                }
            }
        }
        let cursor = (*cursor)?;
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

    fn readiness(&self, notebook: &Notebook) -> Span<'static> {
        let spinner = ["◐", "◓", "◑", "◒"][(self.now.as_millis() / 250 % 4) as usize];
        match &notebook.readiness {
            Readiness::Starting => Span::styled(format!("{spinner} {}", say!("ui-starting")), self.theme.notice()),
            Readiness::Preparing(progress) => Span::styled(format!("{spinner} {}", far(progress)), self.theme.notice()),
            Readiness::Ready => Span::styled(format!("● {}", say!("ui-ready")), self.theme.good()),
            Readiness::Unavailable(_) => Span::styled(format!("✗ {}", say!("ui-unavailable")), self.theme.bad()),
        }
    }
}

/// How far a long step is, in words.
fn far(progress: &Progress) -> String {
    let Progress { step, done, total, seconds_left } = progress;
    let mut words = if *total > 0 {
        say!("ui-preparing-count", step = step, done = done, total = total)
    } else {
        say!("ui-preparing", step = step)
    };
    match seconds_left {
        Some(seconds @ 0..60) => words += &say!("ui-seconds-left", count = seconds),
        Some(seconds) => words += &say!("ui-minutes-left", count = seconds.div_ceil(60)),
        None => {}
    }
    words
}
