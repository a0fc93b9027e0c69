//! The list of tracks and lessons: what is chosen, and how it is drawn.

use super::{
    finder::{Row, Target},
    theme::Theme,
    wrap::{shorten, wrap},
};
use crate::say;
use gradus_lessons::{Catalog, Lesson, LessonId, Progress};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};

/// The widest list.
const WIDEST: u16 = 76;

/// Which lesson is chosen.
#[derive(Default)]
pub struct Chosen {
    at: usize,
}

impl Chosen {
    /// Chooses a lesson.
    pub fn set(&mut self, catalog: &Catalog, id: &LessonId) {
        self.at = catalog.order(id).unwrap_or(0);
    }

    /// Moves the choice.
    pub fn step(&mut self, by: isize, catalog: &Catalog) {
        let last = catalog.lessons().count().saturating_sub(1);
        self.at = self.at.saturating_add_signed(by).min(last);
    }

    /// Its place among all lessons.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The chosen lesson.
    pub fn lesson<'a>(&self, catalog: &'a Catalog) -> Option<&'a Lesson> {
        catalog.lessons().nth(self.at)
    }
}

/// The lesson to go on with: the first that has something left to do.
pub fn next(catalog: &Catalog, progress: &Progress) -> Option<LessonId> {
    let open = |lesson: &&Lesson| !done(lesson, progress);
    catalog.lessons().find(open).map(|lesson| lesson.id.clone())
}

fn done(lesson: &Lesson, progress: &Progress) -> bool {
    let totals = progress.totals(lesson);
    // A lesson without exercises is done once it was opened.
    totals.passed == totals.exercises && progress.lesson(&lesson.id).is_some()
}

/// A mark of how far a lesson is.
fn mark(lesson: &Lesson, next: bool, progress: &Progress, theme: Theme) -> Span<'static> {
    match () {
        () if done(lesson, progress) => Span::styled("✓ ", theme.good()),
        () if next => Span::styled("▶ ", theme.accent()),
        () if progress.lesson(&lesson.id).is_some() => Span::styled("● ", theme.notice()),
        () => Span::styled("○ ", theme.muted()),
    }
}

fn number(lesson: &Lesson) -> &str {
    lesson.id.name.split('-').next().unwrap_or_default()
}

/// All lessons as rows to be looked through; a lesson is found by its track, too.
pub fn rows(catalog: &Catalog, progress: &Progress, theme: Theme) -> Vec<Row> {
    let next = next(catalog, progress);
    let row = |track: &str, lesson: &Lesson| Row {
        indent: 0,
        mark: mark(lesson, next.as_ref() == Some(&lesson.id), progress, theme),
        label: say!("ui-search-lesson", number = number(lesson), title = lesson.title, track = track),
        style: theme.text(),
        state: Span::styled(say!("ui-minutes", count = lesson.minutes), theme.muted()),
        to: Target::Lesson(lesson.id.clone()),
    };
    let tracks = catalog.tracks().iter();
    tracks.flat_map(|track| track.lessons.iter().map(|lesson| row(&track.title, lesson))).collect()
}

/// The list on the screen.
pub struct CatalogView<'a> {
    /// All lessons.
    pub catalog: &'a Catalog,
    /// What is done.
    pub progress: &'a Progress,
    /// What is chosen.
    pub chosen: &'a Chosen,
    /// Colours.
    pub theme: Theme,
}

impl Widget for &CatalogView<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let width = area.width.saturating_sub(4).min(WIDEST);
        let left = area.x + (area.width - width) / 2;
        let (lines, chosen) = self.lines(width.into());
        // The chosen lesson stays in sight with a row to spare.
        let height = usize::from(area.height);
        let top = (chosen + 2).saturating_sub(height);
        for (row, line) in lines.into_iter().skip(top).take(height).enumerate() {
            buffer.set_line(left, area.y + row as u16, &line, width);
        }
    }
}

impl CatalogView<'_> {
    /// All rows, and the one of the chosen lesson.
    fn lines(&self, width: usize) -> (Vec<Line<'static>>, usize) {
        let theme = self.theme;
        let mut lines = vec![Line::default()];
        let mut chosen = 0;
        let mut at = 0;
        let next = next(self.catalog, self.progress);
        for track in self.catalog.tracks() {
            lines.push(Line::styled(track.title.clone(), theme.heading(1)));
            lines.extend(wrap(&[Span::styled(track.summary.clone(), theme.muted())], width));
            lines.push(Line::default());
            for lesson in &track.lessons {
                if at == self.chosen.at {
                    chosen = lines.len();
                }
                lines.push(self.row(lesson, at == self.chosen.at, next.as_ref() == Some(&lesson.id), width));
                at += 1;
            }
            lines.push(Line::default());
        }
        if at == 0 {
            lines.extend(wrap(&[Span::raw(say!("ui-catalog-empty"))], width));
        }
        let problems = self.catalog.problems().len();
        if problems > 0 {
            let words = say!("ui-catalog-problems", count = problems);
            lines.extend(wrap(&[Span::styled(words, theme.notice())], width));
        }
        (lines, chosen)
    }

    fn row(&self, lesson: &Lesson, chosen: bool, next: bool, width: usize) -> Line<'static> {
        let theme = self.theme;
        let totals = self.progress.totals(lesson);
        let state = match () {
            () if done(lesson, self.progress) => say!("ui-lesson-done"),
            () if next && self.progress.lesson(&lesson.id).is_none() => say!("ui-lesson-next"),
            () if totals.exercises > 0 => say!("ui-lesson-solved", passed = totals.passed, count = totals.exercises),
            () => String::new(),
        };
        let minutes = say!("ui-minutes", count = lesson.minutes);
        // On a narrow screen the title matters most.
        let details = if width < 50 { minutes } else { format!("{state:>14}   {minutes:>7}") };
        let number = number(lesson);
        let pointer = if chosen { "› " } else { "  " };
        let title = shorten(&lesson.title, width.saturating_sub(8 + number.len() + details.chars().count()));
        let style = if chosen { theme.chosen() } else { theme.text() };
        let used = 2 + 2 + number.len() + 2 + Span::raw(title.as_str()).width() + details.chars().count();
        Line::from(vec![
            Span::styled(pointer, theme.accent()),
            mark(lesson, next, self.progress, theme),
            Span::styled(format!("{number}  "), theme.muted()),
            Span::styled(title, style),
            Span::raw(" ".repeat(width.saturating_sub(used))),
            Span::styled(details, theme.muted()),
        ])
    }
}
