//! The list that typing narrows, over the screen.

use super::{App, overlay::centred};
use crate::{
    say,
    ui::{
        finder::{Finder, Fit, Row, Scope},
        theme::Theme,
        wrap::{shorten, width_of},
    },
};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Modifier,
    text::{Line, Span},
    widgets::{Block, BorderType, Clear, Widget as _},
};

/// The widest list.
const WIDEST: u16 = 78;
/// What stands before the typed letters.
const PROMPT: &str = "/ ";

/// The window, the line that is typed into, and the list.
fn areas(rows: usize, area: Rect) -> [Rect; 3] {
    // A large screen can spare a frame of the lesson around it, and an empty row below what is typed.
    let (most, gap) = if area.height > 14 { (area.height - 4, 1) } else { (area.height, 0) };
    let height = (rows as u16).saturating_add(3 + gap).min(most);
    let window = centred(area, WIDEST, height);
    let inside = Block::bordered().inner(window);
    let side = if inside.width > 4 { 1 } else { 0 };
    let inside = Rect { x: inside.x + side, width: inside.width - 2 * side, ..inside };
    let input = Rect { height: inside.height.min(1), ..inside };
    let above = (input.height + gap).min(inside.height);
    [window, input, Rect { y: inside.y + above, height: inside.height - above, ..inside }]
}

impl App {
    /// Brings the open list up to date.
    pub(super) fn prepare_finder(&mut self, area: Rect) {
        let Some(about) = self.finder.as_ref().map(|finder| finder.about) else { return };
        let rows = self.finder_rows(about);
        let [_, _, list] = areas(rows.len(), area);
        if let Some(finder) = &mut self.finder {
            finder.laid_out(rows, list);
        }
    }

    /// The keys that the list names on its lower edge, and where.
    pub(super) fn finder_keys(&self, finder: &Finder, area: Rect) -> (String, u16, u16) {
        let [window, ..] = areas(finder.rows.len(), area);
        let keys = format!(" {} ", say!("ui-finder-keys"));
        let x = window.right().saturating_sub(width_of(&keys) as u16 + 1);
        (keys, x, window.bottom().saturating_sub(1))
    }

    /// Draws the list; gives the place of the cursor behind the typed letters.
    pub(super) fn draw_finder(&self, finder: &Finder, area: Rect, buffer: &mut Buffer) -> Option<Position> {
        let [window, input, list] = areas(finder.rows.len(), area);
        let theme = self.theme;
        let (title, empty) = match finder.about {
            Scope::Outline => (say!("ui-outline-title"), say!("ui-outline-type")),
            Scope::Lessons => (say!("ui-search-title"), say!("ui-search-type")),
        };
        Clear.render(window, buffer);
        let (keys, ..) = self.finder_keys(finder, area);
        let block = Block::bordered()
            .border_type(BorderType::Rounded)
            .border_style(theme.accent())
            .title(format!(" {title} "))
            .title_bottom(Line::styled(keys, theme.muted()).right_aligned());
        block.render(window, buffer);
        let room = usize::from(input.width).saturating_sub(PROMPT.len());
        // The end of what is typed matters most.
        let skipped = width_of(&finder.typed).saturating_sub(room.saturating_sub(1));
        let typed: String = finder.typed.chars().skip(skipped).collect();
        let words = match typed.is_empty() {
            true => Span::styled(shorten(&empty, room), theme.muted()),
            false => Span::raw(typed.clone()),
        };
        if input.is_empty() {
            return None;
        }
        buffer.set_line(input.x, input.y, &Line::from(vec![Span::styled(PROMPT, theme.accent()), words]), input.width);
        let shown = finder.fits.iter().enumerate().skip(finder.top).take(list.height.into());
        for (line, (at, fit)) in shown.enumerate() {
            let line_of = row(&finder.rows[fit.row], fit, at == finder.chosen, list.width.into(), theme);
            buffer.set_line(list.x, list.y + line as u16, &line_of, list.width);
        }
        if finder.fits.is_empty() && list.height > 0 {
            let none = shorten(&say!("ui-finder-none"), list.width.into());
            buffer.set_line(list.x, list.y, &Line::styled(none, theme.muted()), list.width);
        }
        let x = input.x + (PROMPT.len() + width_of(&typed)) as u16;
        (x < input.right()).then_some(Position::new(x, input.y))
    }
}

/// A pointer, a mark, the label with the typed letters underlined, and the state.
fn row(row: &Row, fit: &Fit, chosen: bool, width: usize, theme: Theme) -> Line<'static> {
    let mut line = Line::from(Span::styled(if chosen { "› " } else { "  " }, theme.accent()));
    line.push_span(Span::raw(" ".repeat(row.indent)));
    line.push_span(row.mark.clone());
    // The label matters more than the state.
    let left = width.saturating_sub(line.width());
    let state = if row.state.width() + 12 <= left { row.state.clone() } else { Span::default() };
    let label = shorten(&row.label, left.saturating_sub(state.width() + 2));
    let style = if chosen { theme.chosen() } else { row.style };
    for (at, letter) in (0..).zip(label.chars()) {
        let typed = fit.letters.contains(&at);
        let style = if typed { style.add_modifier(Modifier::UNDERLINED | Modifier::BOLD) } else { style };
        line.push_span(Span::styled(letter.to_string(), style));
    }
    line.push_span(Span::raw(" ".repeat(width.saturating_sub(line.width() + state.width()))));
    line.push_span(state);
    line
}
