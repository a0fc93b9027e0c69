//! Selecting and scrolling. Rows are counted over the whole document, from 0.

use super::{Follow, Notebook};
use crate::ui::view::Place;

/// Lines of code that stay above what a run gave.
const LAST: usize = 2;
/// Rows of what a run gave that show its beginning.
const BEGINS: usize = 3;

impl Notebook {
    /// Selects the next entry that keys can act on, or the one before; when the screen shows none, the one nearest to
    /// what it shows.
    pub fn step(&mut self, forward: bool) {
        let Some(selected) = self.selected else { return };
        // Before it is laid out, nothing is known to be out of sight.
        let seen = self.reveal || self.places.is_empty() || self.visible(selected);
        let below = !seen && self.extent(selected).0 >= self.top;
        let found = if forward && below {
            Some(selected)
        } else if forward {
            let below = |at: &usize| if seen { *at > selected } else { self.extent(*at).0 >= self.top };
            (0..self.entries.len()).filter(below).find(|at| self.entries[*at].selectable())
        } else {
            let above = |at: &usize| if seen { *at < selected } else { self.extent(*at).0 < self.top };
            (0..self.entries.len()).rev().filter(above).find(|at| self.entries[*at].selectable())
        };
        match found {
            Some(at) => self.select(at),
            // Beyond the last cell there may be prose to read.
            None if forward => self.scroll(self.page()),
            None => self.top = 0,
        }
    }

    /// Selects an entry and brings it into sight.
    pub fn select(&mut self, at: usize) {
        if self.entries.get(at).is_some_and(super::Entry::selectable) {
            self.selected = Some(at);
            self.follow = None;
            self.reveal = true;
        }
    }

    /// Moves the document by rows; the selection comes along when it leaves the screen.
    pub fn scroll(&mut self, rows: isize) {
        self.follow = None;
        self.reveal = false;
        self.top = self.top.saturating_add_signed(rows).min(self.last_top());
        self.select_visible();
    }

    /// Goes to the beginning or the end of the document.
    pub fn go(&mut self, end: bool) {
        self.follow = None;
        self.reveal = false;
        self.top = if end { self.last_top() } else { 0 };
        self.select_visible();
    }

    /// Brings a row of the document to the top of the screen.
    pub fn go_to_row(&mut self, row: usize) {
        self.follow = None;
        self.reveal = false;
        self.top = row.min(self.last_top());
        self.select_visible();
    }

    /// Brings a row into sight, not at the very edge, and selects what it is of. True if the document moved.
    pub fn show_row(&mut self, row: usize) -> bool {
        self.follow = None;
        self.reveal = false;
        let before = self.top;
        if !(self.top..self.top + self.height).contains(&row) {
            self.top = row.saturating_sub(self.height / 3).min(self.last_top());
        }
        let there = |place: &Place| (place.first..place.end).contains(&row);
        match self.places.iter().position(there).filter(|at| self.entries[*at].selectable()) {
            Some(at) => self.selected = Some(at),
            None => self.select_visible(),
        }
        self.top != before
    }

    /// Rows that a page key moves by: a little less than the screen, so that the eye finds its place.
    pub fn page(&self) -> isize {
        self.height.saturating_sub(2).max(1).cast_signed()
    }

    /// The entry at a row of the screen and a column of what it shows.
    pub fn entry_at(&self, row: usize, column: u16) -> Option<usize> {
        let row = self.top + row;
        let there = |place: &Place| {
            (place.first..place.end).contains(&row) && (place.column..place.column + place.width).contains(&column)
        };
        self.places.iter().take(self.entries.len()).position(there)
    }

    /// Takes in where entries stand now, and moves the document so that what matters is on the screen. `cursor` is the
    /// edited line's row, `result` where what a run gave begins and ends.
    pub(in crate::ui) fn laid_out(
        &mut self,
        places: Vec<Place>,
        height: usize,
        cursor: Option<usize>,
        result: Option<(usize, usize)>,
    ) {
        self.places = places;
        self.height = height;
        let (reveal, follow) = (std::mem::take(&mut self.reveal), self.follow);
        let before = std::mem::replace(&mut self.edited_row, cursor);
        if let (true, Some(before), Some(now)) = (std::mem::take(&mut self.steady), before, cursor)
            && (self.top..self.top + height).contains(&before)
        {
            self.top = (self.top + now).saturating_sub(before);
        }
        if self.go_back() {
            // The screen is as it was left.
        } else if let (true, Some(row)) = (reveal, cursor) {
            self.show(row.saturating_sub(1), row + 2);
        } else if let (true, Some(at)) = (reveal, self.selected) {
            let (from, to) = self.extent(at);
            if from < self.top || to > self.top + height {
                // A little of what leads to the cell stays above it.
                let lead = (height / 5).min(4);
                self.top = if to - from + lead <= height && from > self.top {
                    to.saturating_sub(height)
                } else {
                    from.saturating_sub(lead)
                };
            }
        }
        // What was typed, run and answered may all come before one and the same frame.
        if let Some(Follow::Result(at)) = follow
            && let Some((from, to)) = result
        {
            self.follow_result(at, (from, to), cursor);
        } else if let Some(Follow::Help(at)) = follow {
            let (from, to) = self.extent(at);
            if to > self.top + height || from < self.top {
                self.top = to.saturating_sub(height);
            }
        }
        self.top = self.top.min(self.last_top());
    }

    /// What a run gave is worth more of the screen than the code, and its beginning more than its end. The last lines of
    /// the code stay above it; and where there is room for both, the line that is edited, or what comes next.
    fn follow_result(&mut self, at: usize, (from, to): (usize, usize), cursor: Option<usize>) {
        let (start, bottom) = (self.extent(at).0, self.top + self.height);
        // The lower edge of the frame, and code as far as a low screen can spare it.
        let code = from.saturating_sub(1 + (self.height / 5).min(LAST)).max(start);
        let begins = from + (to - from).min(BEGINS);
        let latest = match cursor.map(|cursor| cursor.saturating_sub(1)) {
            Some(edited) if edited < from && begins <= edited + self.height => edited.min(code),
            _ => code,
        };
        let below = match cursor {
            Some(edited) => Some(edited + 2),
            None => self.selected.filter(|selected| *selected > at).map(|selected| self.extent(selected).1),
        };
        let to = below.filter(|end| *end > to && *end <= latest + self.height).unwrap_or(to);
        if to > bottom || latest < self.top || (start < self.top && to < bottom) {
            let wanted = to.saturating_sub(self.height).min(latest);
            // Room to spare goes back to the code.
            self.top = if wanted < self.top { wanted.max(start).min(self.top) } else { wanted };
        }
    }

    fn show(&mut self, from: usize, to: usize) {
        if from < self.top {
            self.top = from;
        } else if to > self.top + self.height {
            self.top = to.saturating_sub(self.height).min(from);
        }
    }

    pub(super) fn extent(&self, at: usize) -> (usize, usize) {
        self.places.get(at).map_or((0, 0), |place| (place.first, place.end))
    }

    fn last_top(&self) -> usize {
        self.places.iter().map(|place| place.end).max().unwrap_or(0).saturating_sub(self.height)
    }

    /// Whether any row of an entry is on the screen.
    pub(in crate::ui) fn visible(&self, at: usize) -> bool {
        let (from, to) = self.extent(at);
        // The last row is the gap below it.
        to > self.top + 1 && from < self.top + self.height
    }

    /// When the selected entry is out of sight, takes the first one that can be seen, or else the one read last.
    fn select_visible(&mut self) {
        if self.selected.is_some_and(|at| self.visible(at)) {
            return;
        }
        let mut all = (0..self.entries.len()).filter(|at| self.entries[*at].selectable());
        let seen = all.clone().find(|at| self.visible(*at));
        if let Some(at) = seen.or_else(|| all.rfind(|at| self.extent(*at).0 < self.top)) {
            self.selected = Some(at);
        }
    }
}
