//! The line at the bottom: what is going on, and the keys to know now. Trouble that lasts, and what is offered, stands
//! below the header, and
//! a sentence that would hide the keys above the line.

use super::{App, Screen, both_ends};
use crate::{
    say,
    ui::{
        notebook::{Entry, Kind, Notebook, Readiness, Seeking},
        wrap::{elide, shorten, width_of, wrap},
    },
};
use gradus_lessons::Block;
use gradus_protocol::Progress;
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

/// No sentence takes more rows than this from the lesson on a small screen.
const ROWS: usize = 3;
/// Nor more than this on a high but narrow one.
const MOST: usize = 5;

impl App {
    /// What lasts, in full: why nothing is saved, why cells cannot run, what a cell asks, what could run again.
    pub(super) fn banner(&self, area: Rect) -> Vec<Line<'static>> {
        let unavailable = match self.shown().map(|notebook| &notebook.readiness) {
            Some(Readiness::Unavailable(why)) => Some(why),
            _ => None,
        };
        let sentences = [self.unsaved.as_ref(), unavailable].into_iter().flatten();
        let mut lines: Vec<_> =
            sentences.flat_map(|why| paragraph(&format!("✗ {why}"), self.theme.bad(), area)).collect();
        if let Some(ask) = self.shown().and_then(|notebook| notebook.ask.as_ref()) {
            lines.extend(paragraph(&ask.words(), self.theme.notice(), area));
        }
        if let Some(offer) = self.shown().and_then(Notebook::offered) {
            lines.extend(paragraph(&format!("→ {offer}"), self.theme.notice(), area));
        }
        lines
    }

    pub(super) fn draw_banner(&self, area: Rect, buffer: &mut Buffer) {
        for (row, line) in self.banner(area).into_iter().enumerate() {
            let y = self.layout.header.bottom() + row as u16;
            if y < self.layout.status.y {
                buffer.set_line(area.x + 1, y, &line, area.width.saturating_sub(2));
            }
        }
    }

    /// The rows of a sentence that finds no room beside the keys.
    pub(super) fn long_message(&self, area: Rect) -> Vec<Line<'static>> {
        match self.message() {
            Some(words) if !self.fits(&words, area.width) => paragraph(&words, self.theme.text(), area),
            _ => Vec::new(),
        }
    }

    pub(super) fn status(&self, area: Rect, buffer: &mut Buffer) {
        if self.message().is_some_and(|words| !self.fits(&words, area.width)) {
            let room = self.layout.message;
            for (row, line) in self.long_message(area).iter().take(room.height.into()).enumerate() {
                buffer.set_line(room.x + 1, room.y + row as u16, line, room.width.saturating_sub(2));
            }
        }
        let (line, keys) = self.status_line(area);
        both_ends(self.layout.status, line, Line::styled(format!("{keys} "), self.theme.muted()), buffer);
    }

    /// The line at the bottom: what is going on, and the keys to know.
    pub(super) fn status_line(&self, area: Rect) -> (Line<'static>, String) {
        let mut line = Line::from(vec![Span::raw(" "), self.state()]);
        if let Some(words) = self.message().filter(|words| self.fits(words, area.width)) {
            if line.width() > 1 {
                line.push_span(Span::styled("  ·  ", self.theme.muted()));
            }
            line.push_span(Span::styled(words, self.theme.text()));
        }
        let keys = self.fitting_keys(area.width, line.width());
        (line, keys)
    }

    /// The lesson on the screen.
    fn shown(&self) -> Option<&Notebook> {
        self.notebook.as_ref().filter(|_| self.screen == Screen::Lesson)
    }

    fn message(&self) -> Option<String> {
        let seeking = || self.shown()?.seeking.as_ref().map(Seeking::words);
        let looking = || self.shown().and_then(|_| self.looking.words());
        self.notice.clone().or_else(seeking).or_else(looking).or_else(|| self.shown()?.message.clone())
    }

    fn fits(&self, words: &str, width: u16) -> bool {
        let keys = self.keys().into_iter().next().unwrap_or_default();
        self.state().width() + width_of(words) + width_of(&keys) + 8 <= width.into()
    }

    /// As many keys as there is room for beside what takes `used` cells.
    fn fitting_keys(&self, width: u16, used: usize) -> String {
        let fits = |keys: &String| used + width_of(keys) + 3 <= usize::from(width);
        self.keys().into_iter().find(fits).unwrap_or_default()
    }

    /// The keys to know, from all to few.
    fn keys(&self) -> Vec<String> {
        let Some(notebook) = self.shown() else { return vec![say!("ui-keys-catalog"), say!("ui-keys-catalog-few")] };
        if notebook.editing {
            return vec![say!("ui-keys-status-editing"), say!("ui-keys-status-editing-few")];
        }
        let always = [say!("ui-keys-status"), say!("ui-keys-status-few")];
        match here(notebook) {
            Some(here) => [always.map(|keys| format!("{here}  {keys}")).to_vec(), vec![here]].concat(),
            None => always.to_vec(),
        }
    }

    fn state(&self) -> Span<'static> {
        let Some(notebook) = self.shown() else { return Span::raw("") };
        let spinner = ["◐", "◓", "◑", "◒"][(self.now.as_millis() / 250 % 4) as usize];
        match &notebook.readiness {
            Readiness::Starting => Span::styled(format!("{spinner} {}", say!("ui-starting")), self.theme.notice()),
            Readiness::Preparing(progress) => Span::styled(format!("{spinner} {}", far(progress)), self.theme.notice()),
            Readiness::Ready if notebook.busy() => {
                Span::styled(format!("{spinner} {}", say!("ui-working")), self.theme.notice())
            }
            Readiness::Ready => Span::styled(format!("● {}", say!("ui-ready")), self.theme.good()),
            Readiness::Unavailable(_) => Span::styled(format!("✗ {}", say!("ui-unavailable")), self.theme.bad()),
        }
    }
}

/// What the selected entry answers to: its own frame may end below the screen.
fn here(notebook: &Notebook) -> Option<String> {
    let at = notebook.selected?;
    match (&notebook.entries[at], notebook.block(at)) {
        (Entry::Cell(cell), _) if cell.busy() => Some(say!("ui-keys-here-busy")),
        (Entry::Cell(cell), _) if cell.kind == Kind::Exercise => Some(say!("ui-keys-here-exercise")),
        (Entry::Cell(cell), _) if cell.kind == Kind::Note => Some(say!("ui-keys-here-note")),
        (Entry::Cell(_), _) => Some(say!("ui-keys-here-cell")),
        (Entry::Quiz(entry), Some(Block::Quiz(quiz))) if entry.chosen.is_none() => {
            Some(say!("ui-keys-here-quiz", count = quiz.choices.len()))
        }
        _ => None,
    }
}

/// A sentence on a few rows. When they are too few, long words (paths, mostly) lose their middle, and never the reason
/// or the advice.
fn paragraph(words: &str, style: Style, area: Rect) -> Vec<Line<'static>> {
    let width = usize::from(area.width.saturating_sub(2)).max(1);
    let lines = |text: String| wrap(&[Span::styled(text, style)], width);
    let mut rows = lines(words.to_owned());
    if rows.len() > ROWS {
        let short: Vec<String> = words.split(' ').map(|word| elide(word, (width / 2).clamp(8, 28))).collect();
        rows = lines(short.join(" "));
    }
    let most = if area.height < 16 { ROWS } else { MOST };
    if rows.len() > most {
        rows.truncate(most);
        let last = rows.pop().unwrap_or_default().to_string();
        rows.push(Line::styled(shorten(&format!("{last} …"), width), style));
    }
    rows
}

/// How far a long step is, in words.
pub(in crate::ui) fn far(progress: &Progress) -> String {
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
