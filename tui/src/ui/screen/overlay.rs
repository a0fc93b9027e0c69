//! What lies over the screen for a moment: the help, the glossary, and yes-or-no questions.

use super::{App, Screen, variables};
use crate::{
    say,
    ui::{
        app::{About, Question},
        keys::{Place, help},
        markdown,
        theme::Theme,
        wrap::wrap,
    },
};
use gradus_lessons::Term;
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Block, BorderType, Clear, Widget as _},
};

/// Widest sheet of sentences, and of columns.
const SHEET: u16 = 66;
const TABLE: u16 = 110;
/// Most rows of what the mouse rests on.
const HOVER: u16 = 14;
/// Cells that the names of keys take.
const KEYS: usize = 15;

fn sheet_height(area: Rect) -> u16 {
    if area.height > 14 { area.height - 4 } else { area.height }
}

fn sheet_width(about: &About, area: Rect) -> u16 {
    let widest = if matches!(about, About::Variables { .. }) { TABLE } else { SHEET };
    area.width.min(widest)
}

fn sections(screen: Screen) -> Vec<(Place, String)> {
    let mut sections = match screen {
        Screen::Catalog => vec![(Place::Catalog, say!("ui-help-catalog"))],
        Screen::Lesson => vec![(Place::Lesson, say!("ui-help-lesson")), (Place::Editor, say!("ui-help-editor"))],
    };
    sections.push((Place::Finder, say!("ui-help-finder")));
    if screen == Screen::Lesson {
        sections.push((Place::Viewer, say!("ui-help-viewer")));
    }
    sections.push((Place::Settings, say!("ui-help-settings")));
    sections
}

impl App {
    pub(super) fn draw_overlay(&self, area: Rect, buffer: &mut Buffer) {
        if let Some(question) = self.question {
            let (window, lines) = self.question_window(question, area);
            self.window(window, &say!("ui-ask-title"), &lines, buffer);
        } else if let Some(sheet) = &self.sheet {
            let title = match sheet.about {
                About::Keys => say!("ui-help-title"),
                About::Words(_) => say!("ui-words-title"),
                About::Name(_) => say!("ui-document-title"),
                About::Past(_) => say!("ui-past-title"),
                About::Variables { .. } => say!("ui-variables-title"),
            };
            let lines = self.sheet_lines(&sheet.about, area);
            let shown = &lines[sheet.top.min(lines.len())..];
            self.window(self.sheet_window(&sheet.about, area), &title, shown, buffer);
        }
    }

    /// A question: where it stands, and its lines, the answers below an empty one.
    pub(super) fn question_window(&self, question: Question, area: Rect) -> (Rect, Vec<Line<'static>>) {
        let words = match question {
            Question::Restart => say!("ui-ask-restart"),
            Question::RestartToHere => say!("ui-ask-restart-to-here"),
            Question::Solution => say!("ui-ask-solution"),
            Question::Difference => say!("ui-ask-difference"),
            Question::TakeSolution => say!("ui-ask-take-solution"),
            Question::Reset => say!("ui-ask-reset"),
            Question::Locked => say!("ui-ask-locked"),
        };
        let width = area.width.min(56);
        let mut lines = wrap(&[Span::raw(words)], usize::from(width.saturating_sub(6)).max(1));
        lines.push(Line::default());
        let keys = if question == Question::Reset { self.reset_keys() } else { say!("ui-ask-keys") };
        lines.extend(keys.lines().map(|keys| Line::styled(keys.to_owned(), self.theme.accent())));
        let height = (lines.len() as u16 + 2).min(area.height);
        (centred(area, width, height), lines)
    }

    /// Where something to read stands.
    pub(super) fn sheet_window(&self, about: &About, area: Rect) -> Rect {
        let height = (self.sheet_lines(about, area).len() as u16 + 2).min(sheet_height(area));
        centred(area, sheet_width(about, area), height)
    }

    /// What the mouse rests on, below it or above.
    pub(super) fn draw_hover(&self, area: Rect, buffer: &mut Buffer) {
        let Some((at, markdown)) = &self.hover.shown else { return };
        let width = area.width.min(SHEET);
        let lines = markdown::lines(markdown, usize::from(width.saturating_sub(6)).max(1), self.theme);
        let below = area.bottom().saturating_sub(at.y + 1);
        let above = at.y.saturating_sub(area.y);
        let height = (lines.len() as u16 + 2).min(below.max(above)).min(HOVER);
        let y = if height <= below { at.y + 1 } else { at.y.saturating_sub(height) };
        let x = at.x.min(area.right().saturating_sub(width)).max(area.x);
        self.window(Rect::new(x, y, width, height), &say!("ui-document-title"), &lines, buffer);
    }

    /// What can begin anew here, and whether something can be brought back.
    fn reset_keys(&self) -> String {
        let Some(notebook) = &self.notebook else { return String::new() };
        let mut keys = Vec::new();
        if let Some(cell) = notebook.cell() {
            keys.extend(notebook.lesson.block(&cell.id).map(|_| say!("ui-ask-reset-text")));
            keys.extend(notebook.lesson.exercise(&cell.id).map(|_| say!("ui-ask-reset-exercise")));
        }
        keys.push(say!("ui-ask-reset-lesson"));
        let done = self.progress.lesson(&notebook.lesson.id);
        keys.extend(done.and_then(|done| done.reset.as_ref()).map(|_| say!("ui-ask-reset-back")));
        keys.push(say!("ui-ask-reset-no"));
        keys.join("\n")
    }

    /// The last line that may stand at the top of what is open.
    pub(super) fn last_sheet_top(&self, area: Rect) -> usize {
        let lines = self.sheet.as_ref().map_or(0, |sheet| self.sheet_lines(&sheet.about, area).len());
        lines.saturating_sub(usize::from(sheet_height(area).saturating_sub(2)))
    }

    fn sheet_lines(&self, about: &About, area: Rect) -> Vec<Line<'static>> {
        let width = usize::from(sheet_width(about, area).saturating_sub(6)).max(1);
        match (about, &self.notebook) {
            (About::Words(words), Some(notebook)) => {
                let terms = words.iter().filter_map(|at| notebook.lesson.terms.get(*at));
                let entries: Vec<_> = terms.map(|term| entry(term, width, self.theme)).collect();
                entries.join(&Line::default())
            }
            (About::Name(markdown) | About::Past(markdown), _) => markdown::lines(markdown, width, self.theme),
            (About::Variables { full }, Some(notebook)) => {
                variables::lines(&notebook.names(), *full, width, self.theme)
            }
            _ => self.help_lines(width),
        }
    }

    fn help_lines(&self, width: usize) -> Vec<Line<'static>> {
        self.help_rows(width).into_iter().map(|(line, ..)| line).collect()
    }

    /// The lines of the help, each with the place that it is about and the keys that it names.
    pub(super) fn help_rows(&self, width: usize) -> Vec<(Line<'static>, Place, &'static str)> {
        let mut rows = Vec::new();
        for (place, title) in sections(self.screen) {
            if !rows.is_empty() {
                rows.push((Line::default(), place, ""));
            }
            rows.push((Line::styled(title, self.theme.heading(2)), place, ""));
            for (keys, says) in help(place) {
                let says = wrap(&[Span::raw(says)], width.saturating_sub(KEYS).max(1));
                for (row, mut line) in says.into_iter().enumerate() {
                    let shown = format!("{:<KEYS$}", if row == 0 { keys } else { "" });
                    line.spans.insert(0, Span::styled(shown, self.theme.inline_code()));
                    rows.push((line, place, keys));
                }
            }
        }
        rows
    }

    pub(super) fn window(&self, area: Rect, title: &str, lines: &[Line<'_>], buffer: &mut Buffer) {
        Clear.render(area, buffer);
        let block = Block::bordered()
            .border_type(BorderType::Rounded)
            .border_style(self.theme.accent())
            .title(format!(" {title} "));
        let block = if lines.len() + 2 > area.height.into() {
            block.title_bottom(Line::from(format!(" {} ", say!("ui-sheet-more"))).right_aligned())
        } else {
            block
        };
        block.render(area, buffer);
        let inside = inside(area);
        for (row, line) in lines.iter().take(inside.height.into()).enumerate() {
            buffer.set_line(inside.x, inside.y + row as u16, line, inside.width);
        }
    }
}

/// The part of a window that its lines take.
pub(super) fn inside(window: Rect) -> Rect {
    let inside = Block::bordered().inner(window);
    let side = u16::from(inside.width > 4) * 2;
    Rect { x: inside.x + side, width: inside.width.saturating_sub(2 * side), ..inside }
}

/// A word and what it means.
fn entry(term: &Term, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut lines = wrap(&[Span::styled(term.word.clone(), theme.heading(2))], width);
    for mut line in markdown::lines(&term.meaning, width.saturating_sub(2).max(1), theme) {
        line.spans.insert(0, Span::raw("  "));
        lines.push(line);
    }
    lines
}

pub(super) fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect::new(area.x + (area.width - width) / 2, area.y + (area.height - height) / 2, width, height)
}
