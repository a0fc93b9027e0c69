//! Editing a cell in place. `rat-text` does the work behind a small trait, so that another editor can take its place.

use super::{highlight::Highlighted, theme::Theme, wrap::width_of};
use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use rat_text::{
    TextRange,
    event::TextOutcome,
    text_area::{TextArea, TextAreaState, TextWrap, handle_events},
};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    widgets::StatefulWidget,
};

/// The editor's picture: all its lines, whatever of them the screen shows.
#[derive(Clone, Debug, Default)]
pub struct Painted {
    /// One row a line of text; its area begins at [`ORIGIN`].
    pub buffer: Buffer,
    /// Where the terminal's cursor belongs, counted from the text's upper left corner; none while text is selected.
    pub cursor: Option<Position>,
    /// The line that is edited.
    pub row: u16,
    /// The cells of this line that are out of sight to the left.
    pub shift: u16,
}

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
    /// Draws the whole text, `width` cells wide; a longer line moves sideways with the cursor.
    fn paint(&mut self, width: u16, theme: Theme) -> Painted;
}

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

    /// `rat-text` lets the cursor go one line below a text that ends without a line break, and panics on keys there.
    fn stay_inside(&mut self) {
        let (text, cursor) = (self.state.text(), self.state.cursor());
        let last = text.split('\n').count() as u32 - 1;
        if cursor.y > last {
            let end = (self.state.line_width(last), last);
            self.state.set_cursor(end, self.state.has_selection());
        }
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
            _ => handle_events(&mut self.state, true, event) == TextOutcome::TextChanged,
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
        self.state.select_all();
        self.state.insert_str(text);
        self.stay_inside();
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
        Painted { buffer, cursor, row: edited, shift: self.shift }
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
mod tests {
    use super::*;

    const THEME: Theme = Theme { color: true, rgb: true, ascii: false };

    fn press(editor: &mut RatEditor, code: KeyCode) -> bool {
        editor.handle(&Event::Key(KeyEvent::new(code, KeyModifiers::NONE)))
    }

    #[test]
    fn typing_indents_and_pasting_arrives_whole() {
        let mut editor = RatEditor::new("fn f() {\n    1\n}");
        press(&mut editor, KeyCode::Down);
        press(&mut editor, KeyCode::End);
        assert!(press(&mut editor, KeyCode::Enter));
        assert!(editor.handle(&Event::Paste("// 学习\nx".into())));
        assert_eq!(editor.text(), "fn f() {\n    1\n    // 学习\nx\n}");
    }

    #[test]
    fn pasted_lines_stay_lines_however_the_terminal_ends_them() {
        for text in ["a\r    b\rc", "a\r\n    b\r\nc", "a\n    b\nc"] {
            let mut editor = RatEditor::new("");
            assert!(editor.handle(&Event::Paste(text.into())));
            assert_eq!(editor.text(), "a\n    b\nc", "{text:?}");
            assert_eq!(editor.paint(20, THEME).buffer.area.height, 3);
        }
    }

    #[test]
    fn keys_of_the_shell_work_on_the_line() {
        let mut editor = RatEditor::new("let a = 1;\nlet b = 2;\n");
        let mut control = |c| editor.handle(&Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL)));
        assert!(!control('e') && !control('a'));
        assert!(control('k'));
        assert!(control('k'), "an empty line goes away");
        assert!(!control('e'));
        press(&mut editor, KeyCode::Enter);
        press(&mut editor, KeyCode::Tab);
        press(&mut editor, KeyCode::Char('x'));
        press(&mut editor, KeyCode::Enter);
        press(&mut editor, KeyCode::Char('y'));
        assert_eq!(editor.text(), "let b = 2;\n    x\n    y\n");
    }

    #[test]
    fn brackets_open_and_close_a_level() {
        let mut editor = RatEditor::new("");
        for code in [KeyCode::Char('{'), KeyCode::Enter, KeyCode::Char('1'), KeyCode::Enter, KeyCode::Char('}')] {
            press(&mut editor, code);
        }
        assert_eq!(editor.text(), "{\n    1\n}");
    }

    #[test]
    fn the_picture_holds_all_lines_and_the_cursor() {
        let mut editor = RatEditor::new("let a = \"学习\";\nlet b = 2;\n");
        press(&mut editor, KeyCode::Down);
        let painted = editor.paint(20, THEME);
        assert_eq!(painted.buffer.area.height, 3);
        assert_eq!(painted.cursor, Some(Position::new(0, 1)));
        let row: String = (0..14).map(|x| painted.buffer[(ORIGIN.x + x, ORIGIN.y + 1)].symbol()).collect();
        assert_eq!(row.trim_end(), "let b = 2;");
    }

    #[test]
    fn every_key_may_come_at_the_end_of_a_text() {
        for text in ["fn f() {\n    1\n}", "fn f() {\n    1\n}\n", "x", ""] {
            for code in [KeyCode::Tab, KeyCode::BackTab, KeyCode::Delete, KeyCode::Char('}'), KeyCode::Enter] {
                let mut editor = RatEditor::new("other\ntext");
                editor.replace(text);
                for code in [KeyCode::Down, KeyCode::Down, KeyCode::End, KeyCode::Enter, code, KeyCode::Char('a')] {
                    press(&mut editor, code);
                    editor.paint(40, THEME);
                }
                assert!(editor.text().starts_with(&format!("{text}\n")), "{code:?}: {:?}", editor.text());
                assert!(editor.text().ends_with('a'), "{code:?}: {:?}", editor.text());
            }
        }
    }

    #[test]
    fn the_cursor_shows_in_a_line_longer_than_the_box() {
        let row = |painted: &Painted, y| -> String {
            let cells = (0..20).map(|x| painted.buffer[(ORIGIN.x + x, ORIGIN.y + y)].symbol());
            cells.collect::<String>().trim_end().to_owned()
        };
        for letter in ['x', '学'] {
            let mut editor = RatEditor::new("\nshort");
            for n in 1..=60 {
                press(&mut editor, KeyCode::Char(letter));
                let painted = editor.paint(20, THEME);
                let cursor = painted.cursor.unwrap();
                let left = if letter == 'x' { cursor.x - 1 } else { cursor.x - 2 };
                assert_eq!(painted.buffer[(ORIGIN.x + left, ORIGIN.y)].symbol(), letter.to_string(), "{n}");
                assert_eq!((cursor.y, painted.buffer.area.height), (0, 2));
            }
            let painted = editor.paint(20, THEME);
            assert!(row(&painted, 0).starts_with('…') && row(&painted, 1) == "short", "{painted:?}");
            press(&mut editor, KeyCode::Home);
            let painted = editor.paint(20, THEME);
            assert_eq!(painted.cursor, Some(Position::new(0, 0)));
            assert!(row(&painted, 0).ends_with('…') && row(&painted, 1) == "short", "{painted:?}");
        }
    }

    #[test]
    fn no_width_and_no_glyph_break_the_picture() {
        for text in ["", "\t\tlet a = 1;\tlet b = 2;", "学习率学习率学习率", "e\u{301}👩‍🚀👩‍🚀👩‍🚀 x", "a\u{7}b"]
        {
            let mut editor = RatEditor::new(text);
            for width in [0, 1, 2, 3, 5, 8, 40] {
                press(&mut editor, KeyCode::Home);
                for _ in 0..30 {
                    editor.paint(width, THEME);
                    press(&mut editor, KeyCode::Right);
                }
            }
        }
    }

    #[test]
    fn replacing_can_be_undone() {
        let mut editor = RatEditor::new("mine");
        editor.replace("theirs");
        assert_eq!(editor.text(), "theirs");
        for _ in 0..2 {
            editor.handle(&Event::Key(KeyEvent::new(KeyCode::Char('z'), KeyModifiers::CONTROL)));
        }
        assert_eq!(editor.text(), "mine");
        for _ in 0..2 {
            editor.handle(&Event::Key(KeyEvent::new(KeyCode::Char('y'), KeyModifiers::CONTROL)));
        }
        assert_eq!(editor.text(), "theirs");
    }
}
