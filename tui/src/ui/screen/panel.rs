//! The settings and the first tour.

use super::{App, overlay::centred};
use crate::{
    say,
    settings::Setting,
    ui::{
        app::{Panel, touring},
        keys::{Action, Place, first},
        markdown,
        wrap::{shorten, width_of, wrap},
    },
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

/// The widest panel.
const WIDEST: u16 = 72;
/// Columns that the names of settings take where there is room.
const NAMES: usize = 24;

impl App {
    pub(super) fn draw_panel(&self, panel: &Panel, area: Rect, buffer: &mut Buffer) {
        let (window, title, lines) = self.panel_window(panel, area);
        self.window(window, &title, &lines, buffer);
    }

    /// Where the panel stands, its title, and its lines, the keys below the last empty one.
    pub(super) fn panel_window(&self, panel: &Panel, area: Rect) -> (Rect, String, Vec<Line<'static>>) {
        let width = area.width.min(WIDEST);
        let inside = usize::from(width.saturating_sub(6)).max(1);
        let (title, mut lines, wanted) = match panel {
            Panel::Settings(chosen) => {
                let (lines, row) = self.setting_lines(*chosen, inside);
                (say!("ui-settings-title"), lines, row)
            }
            Panel::Tour(step) => {
                let title = say!("ui-tour-title", step = step + 1, count = touring::STEPS);
                (title, self.tour_lines(*step, inside, area.height.saturating_sub(2).into()), 0)
            }
        };
        let height = (lines.len() as u16 + 2).min(area.height);
        // On a low screen the chosen row stays in sight.
        let room = usize::from(height.saturating_sub(2));
        let top = (wanted + 2).saturating_sub(room).min(lines.len().saturating_sub(room));
        (centred(area, width, height), title, lines.split_off(top))
    }

    /// Each setting on a row of its own, what the chosen one does below them; and the chosen row.
    fn setting_lines(&self, chosen: usize, width: usize) -> (Vec<Line<'static>>, usize) {
        let theme = self.theme;
        let mut lines = vec![Line::default()];
        let mut about = String::new();
        for (at, setting) in Setting::shown().enumerate() {
            let (name, words) = setting.words();
            let (pointer, style) = if at == chosen { ("› ", theme.chosen()) } else { ("  ", theme.text()) };
            if at == chosen {
                about = words;
            }
            let room = NAMES.min(width * 3 / 5);
            let name = shorten(&name, room);
            let gap = " ".repeat(room.saturating_sub(width_of(&name)) + 1);
            let value = setting.value(&self.settings);
            let value = if at == chosen { format!("‹ {value} ›") } else { format!("  {value}") };
            let value = shorten(&value, width.saturating_sub(room + 3));
            lines.push(Line::from(vec![
                Span::styled(pointer, theme.accent()),
                Span::styled(name, style),
                Span::raw(gap),
                Span::styled(value, if at == chosen { theme.accent() } else { theme.text() }),
            ]));
        }
        lines.push(Line::default());
        lines.extend(wrap(&[Span::styled(about, theme.muted())], width));
        lines.push(Line::default());
        let keys = say!(
            "ui-settings-keys",
            tour = first(Place::Settings, Action::Tour),
            close = first(Place::Settings, Action::Leave)
        );
        lines.extend(wrap(&[Span::styled(keys, theme.accent())], width));
        (lines, chosen + 1)
    }

    /// One step of the tour. Where there are too few rows it loses words, never the keys that lead on.
    fn tour_lines(&self, step: usize, width: usize, rows: usize) -> Vec<Line<'static>> {
        let (title, words) = touring::words(step);
        let title = Line::styled(title, self.theme.heading(1));
        let mut words = markdown::lines(&words, width, self.theme);
        let end = first(Place::Tour, Action::Leave);
        let on = first(Place::Tour, Action::Forth);
        let keys = match step {
            0 => say!("ui-tour-keys-first", on = on, end = end),
            _ if step + 1 == touring::STEPS => {
                say!("ui-tour-keys-last", on = on, back = first(Place::Tour, Action::Before))
            }
            _ => say!("ui-tour-keys", on = on, back = first(Place::Tour, Action::Before), end = end),
        };
        let keys = wrap(&[Span::styled(keys, self.theme.accent())], width);
        let mut lines = vec![title];
        if words.len() + keys.len() + 4 <= rows {
            lines.insert(0, Line::default());
            lines.push(Line::default());
        } else {
            words.truncate(rows.saturating_sub(keys.len() + 2));
        }
        lines.extend(words);
        lines.push(Line::default());
        lines.extend(keys);
        lines
    }
}
