//! Editing a cell in place. `rat-text` does the work behind a small trait, so that another editor can take its place.
//!
//! ```text
//! editor/painted.rs Painted  the picture, and what is told between its lines
//! editor/text.rs             brackets and comments in a text
//! ```

mod painted;
mod text;

pub use painted::Painted;

use super::{
    highlight::{Highlighted, Token},
    search,
    theme::Theme,
    wrap::width_of,
};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use rat_text::{
    TextRange,
    event::TextOutcome,
    text_area::{TextArea, TextAreaState, TextWrap, handle_events},
};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::{Modifier, Style},
    widgets::StatefulWidget,
};

/// Where a picture begins. `rat-text` takes a cursor in row or column 0 of the screen for one that cannot be seen.
pub const ORIGIN: Position = Position { x: 1, y: 1 };

/// Cells of a line that can be reached: a picture of endless lines would be endless itself.
const WIDEST: u16 = 1_000;

/// Spaces a level, as rustfmt sets them.
const TAB: usize = 4;

/// Edits the text of one cell.
pub trait CellEditor {
    /// Takes a key, a paste, or a click at a place of the text ([`ORIGIN`] is its corner, whatever the picture's shift). True if the text changed.
    fn handle(&mut self, event: &Event) -> bool;
    /// The text.
    fn text(&self) -> String;
    /// What of it is selected; none if nothing is.
    fn selected(&self) -> Option<String>;
    /// Where the cursor is: characters (Unicode scalar values) before it.
    fn cursor(&self) -> usize;
    /// Writes a text in place of so many characters of the line before the cursor.
    fn put(&mut self, instead: usize, text: &str);
    /// Replaces the text; undo brings the old one back.
    fn replace(&mut self, text: &str);
    /// Selects the nearest place of some words at the cursor or behind it, or the nearest one before it; beyond the end
    /// it begins anew. Gives which place of how many it is, from 1.
    fn seek(&mut self, words: &str, direction: Seek) -> Option<(usize, usize)>;
    /// Takes a level of indentation from the selected lines, or from the line of the cursor. True if the text changed.
    fn outdent(&mut self) -> bool;
    /// Makes the selected lines, or the line of the cursor, comments, or code again.
    fn comment(&mut self);
    /// Whether only spaces stand before the cursor in its line, or text is selected.
    fn at_indentation(&self) -> bool;
    /// The character that shows at a place of the picture, counted from its corner, as [`CellEditor::cursor`] counts.
    fn character_at(&self, place: Position) -> Option<usize>;
    /// Draws the whole text, `width` cells wide; a longer line moves sideways with the cursor.
    fn paint(&mut self, width: u16, theme: Theme) -> Painted;
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seek {
    /// At the beginning of what is selected and behind it.
    Here,
    /// Behind the beginning of what is selected.
    Next,
    /// Before it.
    Previous,
}

/// The style of a bracket and its partner at the cursor.
const PARTNER: usize = 100;

/// The editor in use.
pub struct RatEditor {
    state: TextAreaState,
    highlighted: Highlighted,
    shift: u16,
}

impl RatEditor {
    /// An editor of `text`, its cursor at the beginning.
    pub fn new(text: &str) -> Self {
        let mut state = TextAreaState::new();
        state.set_tab_width(TAB as u32);
        state.set_expand_tabs(true);
        state.set_auto_indent(true);
        state.set_text_wrap(TextWrap::Shift);
        state.set_text(text);
        let mut editor = Self { state, highlighted: Highlighted::default(), shift: 0 };
        // Movement counts in screen rows: without a first picture there are none.
        editor.paint(80, Theme { color: false, rgb: true, ascii: false });
        editor
    }

    /// An editor of `text` in which undo goes back through what stood there before, the oldest first.
    pub fn with_past<'a>(past: impl IntoIterator<Item = &'a str>, text: &'a str) -> Self {
        let mut texts = past.into_iter().chain([text]);
        let mut editor = Self::new(texts.next().unwrap_or(text));
        for text in texts {
            editor.replace(text);
        }
        editor.state.set_cursor((0, 0), false);
        editor
    }

    /// `rat-text` lets the cursor go one line below a text that ends without a line break, and panics on keys there.
    fn stay_inside(&mut self) {
        let (text, cursor) = (self.state.text(), self.state.cursor());
        let last = text.split('\n').count() as u32 - 1;
        if cursor.y > last {
            let end = (self.state.line_width(last), last);
            self.state.set_cursor(end, self.state.has_selection());
        }
    }

    /// Puts a pair of brackets around what is selected, which stays selected.
    fn surround(&mut self, open: char) -> bool {
        let Some(close) = text::closing(open) else { return false };
        let inside = self.state.selected_text().into_owned();
        let from = self.state.byte_at(self.state.selection().start).start + open.len_utf8();
        self.state.begin_undo_seq();
        self.state.insert_str(format!("{open}{inside}{close}"));
        self.state.end_undo_seq();
        self.select(from..from + inside.len());
        true
    }

    /// Moves the cursor to the bracket that belongs to the one at the cursor.
    fn go_to_partner(&mut self) {
        if let Some((_, partner)) = self.partner() {
            self.state.set_cursor(self.state.byte_pos(partner), false);
        }
    }

    /// The bracket at the cursor and its partner.
    fn partner(&mut self) -> Option<(usize, usize)> {
        let text = self.state.text();
        let mut quiet = Vec::new();
        let mut start = 0;
        for (line, tokens) in self.highlighted.update(&text) {
            let said = tokens.iter().filter(|(_, token)| matches!(token, Token::Text | Token::Comment));
            quiet.extend(said.map(|(range, _)| start + range.start..start + range.end));
            start += line.len() + 1;
        }
        text::brackets(&text, self.state.byte_at(self.state.cursor()).start, &quiet)
    }

    fn select(&mut self, bytes: std::ops::Range<usize>) {
        let range = self.state.byte_range(bytes);
        self.state.set_selection(range.start, range.end);
    }

    /// The lines of what is selected, or the one of the cursor.
    fn lines(&self) -> (u32, u32) {
        let TextRange { start, end } = self.state.selection();
        // A selection that ends before a line's first character does not mean that line.
        (start.y, if end.x == 0 && end.y > start.y { end.y - 1 } else { end.y })
    }

    /// The line up to the cursor; nothing while text is selected.
    fn before_cursor(&self) -> String {
        if self.state.has_selection() {
            return String::new();
        }
        let cursor = self.state.cursor();
        self.state.str_slice(TextRange::new((0, cursor.y), cursor)).into_owned()
    }
}

impl CellEditor for RatEditor {
    fn handle(&mut self, event: &Event) -> bool {
        if let Event::Paste(text) = event {
            // Terminals send the key Enter for the end of a pasted line.
            let changed = self.state.insert_str(text.replace("\r\n", "\n").replace('\r', "\n"));
            self.stay_inside();
            return changed;
        }
        let pressed = match event {
            Event::Key(key) if key.modifiers.is_empty() && key.kind != KeyEventKind::Release => Some(key.code),
            _ => None,
        };
        let before = self.before_cursor();
        if pressed == Some(KeyCode::Char('}')) && !before.is_empty() && before.trim().is_empty() {
            // The bracket that closes a block stands where the block began.
            for _ in 0..before.len().min(TAB) {
                self.state.delete_prev_char();
            }
        }
        let changed = match shell_key(event) {
            Some('a') => {
                self.state.move_to_line_start(false);
                false
            }
            Some('e') => {
                self.state.move_to_line_end(false);
                false
            }
            // Terminals do not tell Ctrl-Shift-Z from Ctrl-Z.
            Some('y') => self.state.redo(),
            Some('k') => {
                // At the line's end, what follows comes up to it.
                self.state.move_to_line_end(true);
                self.state.delete_next_char()
            }
            Some('b') => {
                self.go_to_partner();
                false
            }
            _ => match pressed {
                Some(KeyCode::Char(open)) if self.state.has_selection() && text::closing(open).is_some() => {
                    self.surround(open)
                }
                _ => handle_events(&mut self.state, true, event) == TextOutcome::TextChanged,
            },
        };
        if pressed == Some(KeyCode::Enter) && changed && before.ends_with(['{', '(', '[']) {
            self.state.insert_str(" ".repeat(TAB));
        }
        self.stay_inside();
        changed
    }

    fn text(&self) -> String {
        self.state.text()
    }

    fn selected(&self) -> Option<String> {
        self.state.has_selection().then(|| self.state.selected_text().into_owned())
    }

    fn cursor(&self) -> usize {
        self.state.str_slice(TextRange::new((0, 0), self.state.cursor())).chars().count()
    }

    fn put(&mut self, instead: usize, text: &str) {
        let wanted = self.cursor().saturating_sub(instead);
        // The editor counts in graphemes.
        while self.cursor() > wanted && self.state.delete_prev_char() {}
        self.state.insert_str(text);
        self.stay_inside();
    }

    fn replace(&mut self, text: &str) {
        // What goes and what comes are undone at once.
        self.state.begin_undo_seq();
        self.state.select_all();
        self.state.insert_str(text);
        self.state.end_undo_seq();
        self.stay_inside();
    }

    fn seek(&mut self, words: &str, direction: Seek) -> Option<(usize, usize)> {
        let found = search::places(&self.state.text(), words);
        let here = self.state.byte_at(self.state.selection().start).start;
        let at = match direction {
            Seek::Here => found.iter().position(|place| place.start >= here).or(Some(0)),
            Seek::Next => found.iter().position(|place| place.start > here).or(Some(0)),
            Seek::Previous => found.iter().rposition(|place| place.start < here).or(found.len().checked_sub(1)),
        };
        let at = at?;
        self.select(found.get(at)?.clone());
        Some((at + 1, found.len()))
    }

    fn outdent(&mut self) -> bool {
        let (from, to) = self.lines();
        let mut changed = false;
        self.state.begin_undo_seq();
        for y in from..=to {
            let line = self.state.str_slice(TextRange::new((0, y), (self.state.line_width(y), y))).into_owned();
            let spaces = line.chars().take(TAB).take_while(|c| *c == ' ').count() as u32;
            let columns = if line.starts_with('\t') { 1 } else { spaces };
            changed |= columns > 0 && self.state.delete_range(TextRange::new((0, y), (columns, y)));
        }
        self.state.end_undo_seq();
        changed
    }

    fn comment(&mut self) {
        let (from, to) = self.lines();
        let (cursor, last) = (self.state.cursor(), self.state.line_width(to));
        let all = TextRange::new((0, from), (last, to));
        let text = self.state.str_slice(all).into_owned();
        let lines = text::commented(&text.split('\n').collect::<Vec<_>>());
        self.state.begin_undo_seq();
        self.state.set_selection(all.start, all.end);
        self.state.insert_str(lines.join("\n"));
        self.state.end_undo_seq();
        let end = self.state.line_width(cursor.y);
        self.state.set_cursor((cursor.x.min(end), cursor.y), false);
        self.stay_inside();
    }

    fn at_indentation(&self) -> bool {
        self.state.has_selection() || self.before_cursor().trim().is_empty()
    }

    fn character_at(&self, place: Position) -> Option<usize> {
        let shift = if self.state.cursor().y == u32::from(place.y) { self.shift } else { 0 };
        let at = self.state.screen_to_pos((ORIGIN.x + place.x + shift, ORIGIN.y + place.y))?;
        (at.x < self.state.line_width(at.y)).then(|| self.state.str_slice(TextRange::new((0, 0), at)).chars().count())
    }

    fn paint(&mut self, width: u16, theme: Theme) -> Painted {
        let (text, width) = (self.state.text(), width.max(1));
        let rows = u16::try_from(text.split('\n').count()).unwrap_or(u16::MAX);
        let longest = u16::try_from(text.split('\n').map(columns).max().unwrap_or(0)).unwrap_or(u16::MAX);
        // Behind the last character there is room for the cursor. `rat-text` draws all of it, and a part is cut out here:
        // its own shifting does not end at times where wide glyphs meet the edge.
        let all = Rect::new(ORIGIN.x, ORIGIN.y, longest.saturating_add(1).min(WIDEST).max(width), rows);
        let mut whole = Buffer::empty(all);
        let mut styles: Vec<(usize, Style)> = Vec::new();
        let mut ranges = Vec::new();
        let mut start = 0;
        for (line, tokens) in self.highlighted.update(&text) {
            for (range, token) in tokens {
                let id = *token as usize;
                styles.push((id, theme.code(*token)));
                ranges.push((start + range.start..start + range.end, id));
            }
            start += line.len() + 1;
        }
        if let Some((bracket, partner)) = self.partner() {
            styles.push((PARTNER, theme.accent().add_modifier(Modifier::UNDERLINED)));
            ranges.extend([bracket, partner].map(|at| (at..at + 1, PARTNER)));
        }
        self.state.set_styles(ranges);
        let widget = TextArea::new()
            .style(theme.text())
            .select_style(theme.selection())
            .text_style_map(styles.into_iter().collect());
        self.state.focus.set(true);
        self.state.set_vertical_offset(0);
        widget.render(all, &mut whole, &mut self.state);
        let at = self.state.cursor();
        let edited = u16::try_from(at.y).unwrap_or(u16::MAX);
        let place = self.state.pos_to_screen(at).map(|(x, y)| Position::new(x - ORIGIN.x, y - ORIGIN.y));
        let mut buffer = Buffer::empty(Rect { width, ..all });
        for (line, row) in text.split('\n').zip(0..rows) {
            let length = columns(line);
            let mut from = 0;
            if row == edited {
                let end = u16::try_from(length + 1).unwrap_or(u16::MAX).min(all.width).max(width);
                from = shift(self.shift, place.unwrap_or_default().x.min(end - 1), end, width);
                self.shift = from;
            }
            let y = ORIGIN.y + row;
            for x in buffer.area.left()..buffer.area.right() {
                buffer[(x, y)] = whole[(x + from, y)].clone();
            }
            let mut more = |x: u16| {
                buffer[(x, y)].set_symbol("…").set_style(theme.muted());
            };
            if from > 0 {
                more(all.left());
            }
            if length > usize::from(from) + usize::from(width) {
                more(all.left() + width - 1);
            }
        }
        let inside = |place: Position| Position::new(place.x.saturating_sub(self.shift).min(width - 1), place.y);
        let cursor = place.filter(|_| !self.state.has_selection()).map(inside);
        Painted { buffer, cursor, row: edited, shift: self.shift, told: Vec::new() }
    }
}

/// The cells that a line takes, tabs widened to their stops.
fn columns(line: &str) -> usize {
    let mut pieces = line.split('\t');
    let first = width_of(pieces.next().unwrap_or_default());
    pieces.fold(first, |column, piece| (column / TAB + 1) * TAB + width_of(piece))
}

/// How far a line moves to the left: as little as the cursor, and a few cells on both sides of it, need to show.
fn shift(before: u16, cursor: u16, end: u16, width: u16) -> u16 {
    let around = (width / 5).min(8);
    before.clamp((cursor + around + 1).saturating_sub(width), cursor.saturating_sub(around)).min(end - width)
}

/// The letter of a key with Ctrl: hands know these from the shell.
fn shell_key(event: &Event) -> Option<char> {
    match event {
        Event::Key(KeyEvent { code: KeyCode::Char(c), modifiers: KeyModifiers::CONTROL, kind, .. })
            if *kind != KeyEventKind::Release =>
        {
            Some(*c)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
