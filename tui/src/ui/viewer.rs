//! One cell's output on the whole screen: to scroll through all of it, to search in its text, to look closely at a plot.
//!
//! ```text
//! viewer/zoom.rs  Zoom  which part of which picture shows
//! ```

mod zoom;

pub use zoom::Zoom;

use super::{
    notebook::CellEntry,
    outputs::Item,
    pictures::{Key, Pictures},
    search::{self, Ends, Search},
    theme::Theme,
    view::{Canvas, Rows, whole_output},
};
use ratatui::layout::Rect;
use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    time::Duration,
};

/// The output of a cell, and what of it shows.
pub struct Viewer {
    /// The cell's id.
    pub cell: String,
    /// The first row that shows.
    pub top: usize,
    /// Words looked for in it.
    pub search: Search,
    /// The picture that fills the screen.
    pub zoom: Option<Zoom>,
    /// Where the output shows, as of the last layout.
    pub body: Rect,
    /// All of it, as rows.
    pub rows: Rows,
    /// The picture that fills the screen, and the one before it, which shows until the first is ready.
    pub picture: (Option<Key>, Option<Key>),
    /// Rows at which outputs with a picture begin, and their places among the outputs.
    plots: Vec<(usize, usize)>,
    key: Option<u64>,
}

impl Viewer {
    /// Opens at the beginning.
    pub fn new(cell: &str) -> Self {
        Self {
            cell: cell.to_owned(),
            top: 0,
            search: Search::default(),
            zoom: None,
            body: Rect::default(),
            rows: Rows::default(),
            picture: (None, None),
            plots: Vec::new(),
            key: None,
        }
    }

    /// Makes everything ready to be drawn on `body`.
    pub fn laid_out(&mut self, cell: &CellEntry, body: Rect, theme: Theme, pictures: &mut Pictures, now: Duration) {
        self.body = body;
        let mut hasher = DefaultHasher::new();
        (cell.revision, body.width, body.height, theme.color, pictures.forgotten()).hash(&mut hasher);
        let key = hasher.finish();
        if self.key != Some(key) {
            self.key = Some(key);
            let canvas = &mut Canvas {
                width: body.width.max(1),
                highest: body.height.max(1),
                theme,
                pictures,
                now,
                selected: false,
                editing: false,
                coloured: true,
            };
            let before: Vec<_> = self
                .rows
                .pictures
                .iter()
                .map(|old| canvas.pictures.get(old.key).map_or(old.before, |_| Some(old.key)))
                .collect();
            (self.rows, self.plots) = whole_output(cell, canvas);
            for (picture, before) in self.rows.pictures.iter_mut().zip(before) {
                picture.before = before;
            }
            self.look();
        }
        self.top = self.top.min(self.last_top());
        let near = self.top.saturating_sub(body.height.into())..self.top + 2 * usize::from(body.height);
        pictures.frame();
        for picture in self.rows.pictures.iter().filter(|picture| near.contains(&picture.row)) {
            pictures.show(picture.key);
        }
        if let Some(zoom) = self.zoom {
            match cell.outputs.items().get(zoom.item).and_then(png) {
                Some(png) => {
                    let placed = pictures.place_part(png, body.as_size(), zoom.part()).map(|(key, _)| key);
                    placed.into_iter().for_each(|key| pictures.show(key));
                    if self.picture.0 != placed {
                        let ready = self.picture.0.filter(|key| pictures.get(*key).is_some());
                        self.picture = (placed, ready.or(self.picture.1));
                    }
                }
                // The cell ran again, and gave something else.
                None => self.zoom = None,
            }
        }
    }

    /// Moves by rows, or by parts of the picture that fills the screen.
    pub fn scroll(&mut self, rows: isize) {
        match &mut self.zoom {
            Some(zoom) => zoom.pan(0, rows.signum() as i32),
            None => self.top = self.top.saturating_add_signed(rows).min(self.last_top()),
        }
    }

    /// Moves the part of the picture to the side.
    pub fn pan(&mut self, by: i32) {
        if let Some(zoom) = &mut self.zoom {
            zoom.pan(by, 0);
        }
    }

    /// Rows of a page.
    pub fn page(&self) -> isize {
        usize::from(self.body.height).saturating_sub(2).max(1).cast_signed()
    }

    fn last_top(&self) -> usize {
        self.rows.lines.len().saturating_sub(self.body.height.into())
    }

    /// Looks closer at the picture on the screen. False if there is none.
    pub fn closer(&mut self) -> bool {
        match &mut self.zoom {
            Some(zoom) => zoom.closer(),
            None => {
                let bottom = self.top + usize::from(self.body.height);
                let seen = self.plots.iter().find(|(row, _)| (self.top..bottom).contains(row));
                let above = self.plots.iter().rfind(|(row, _)| *row < self.top);
                let Some((_, item)) = seen.or(above) else { return false };
                self.zoom = Some(Zoom::new(*item));
            }
        }
        true
    }

    /// Looks from further away; from the whole picture back to the output.
    pub fn further(&mut self) {
        if self.zoom.as_mut().is_some_and(|zoom| !zoom.further()) {
            self.zoom = None;
        }
    }

    /// Other words are looked for: goes to the first place from here on.
    pub fn look_anew(&mut self) {
        self.look();
        self.search.go_from(self.top);
        self.show_found();
    }

    /// Goes to the next place, or the one before.
    pub fn step(&mut self, forth: bool) {
        self.search.step(forth);
        self.show_found();
    }

    fn look(&mut self) {
        let lines: Vec<String> = self.rows.lines.iter().map(ToString::to_string).collect();
        self.search.look(search::on_rows(&lines, Ends::Cut(self.body.width.into()), &self.search.words));
    }

    /// Brings the current place into sight, not at the very edge.
    fn show_found(&mut self) {
        let Some(row) = self.search.row() else { return };
        let height = usize::from(self.body.height);
        if !(self.top..self.top + height).contains(&row) {
            self.top = row.saturating_sub(height / 3).min(self.last_top());
        }
        self.zoom = None;
    }
}

/// The picture of a piece of output.
pub fn png(item: &Item) -> Option<&[u8]> {
    match item {
        Item::Value(bundle) | Item::Display(bundle, _) => bundle.binary("image/png"),
        _ => None,
    }
}
