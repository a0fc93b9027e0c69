//! What lies over the screen for a moment: the help, and yes-or-no questions.

use super::{App, Screen};
use crate::{
    say,
    ui::{
        app::Question,
        keys::{Place, help},
        wrap::wrap,
    },
};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Block, BorderType, Clear, Widget as _},
};

/// The last line that may stand at the top of the help.
pub(super) fn last_help_top(screen: Screen, area: Rect) -> usize {
    let lines = sections(screen).iter().map(|(place, _)| help(*place).len() + 2).sum::<usize>().saturating_sub(1);
    lines.saturating_sub(usize::from(help_height(area).saturating_sub(2)))
}

fn help_height(area: Rect) -> u16 {
    if area.height > 14 { area.height - 4 } else { area.height }
}

fn sections(screen: Screen) -> Vec<(Place, String)> {
    match screen {
        Screen::Catalog => vec![(Place::Catalog, say!("ui-help-catalog"))],
        Screen::Lesson => vec![(Place::Lesson, say!("ui-help-lesson")), (Place::Editor, say!("ui-help-editor"))],
    }
}

impl App {
    pub(super) fn draw_overlay(&self, area: Rect, buffer: &mut Buffer) {
        if let Some(question) = self.question {
            let words = match question {
                Question::Restart => say!("ui-ask-restart"),
                Question::Solution => say!("ui-ask-solution"),
                Question::TakeSolution => say!("ui-ask-take-solution"),
                Question::Reset => say!("ui-ask-reset"),
            };
            let width = area.width.min(56);
            let mut lines = wrap(&[Span::raw(words)], usize::from(width.saturating_sub(6)).max(1));
            lines.push(Line::default());
            lines.push(Line::styled(say!("ui-ask-keys"), self.theme.accent()));
            let height = (lines.len() as u16 + 2).min(area.height);
            self.window(centred(area, width, height), &say!("ui-ask-title"), &lines, buffer);
        } else if let Some(top) = self.help {
            let lines = self.help_lines();
            let height = (lines.len() as u16 + 2).min(help_height(area));
            let shown = &lines[top.min(lines.len())..];
            self.window(centred(area, area.width.min(66), height), &say!("ui-help-title"), shown, buffer);
        }
    }

    fn help_lines(&self) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        for (place, title) in sections(self.screen) {
            if !lines.is_empty() {
                lines.push(Line::default());
            }
            lines.push(Line::styled(title, self.theme.heading(2)));
            for (keys, says) in help(place) {
                let keys = format!("{keys:<14}");
                lines.push(Line::from(vec![Span::styled(keys, self.theme.inline_code()), Span::raw(says)]));
            }
        }
        lines
    }

    fn window(&self, area: Rect, title: &str, lines: &[Line<'_>], buffer: &mut Buffer) {
        Clear.render(area, buffer);
        let block = Block::bordered()
            .border_type(BorderType::Rounded)
            .border_style(self.theme.accent())
            .title(format!(" {title} "));
        let inside = block.inner(area);
        block.render(area, buffer);
        let side = u16::from(inside.width > 4) * 2;
        for (row, line) in lines.iter().take(inside.height.into()).enumerate() {
            buffer.set_line(inside.x + side, inside.y + row as u16, line, inside.width.saturating_sub(2 * side));
        }
    }
}

fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect::new(area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height)
}
