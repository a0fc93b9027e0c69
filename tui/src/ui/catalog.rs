//! The list of tracks and lessons as a path: what is chosen, what is done, next and still locked, and how it is drawn.

use super::{
    finder::{Row, Target},
    meter::bar,
    theme::Theme,
    wrap::{shorten, width_of, wrap},
};
use crate::say;
use gradus_lessons::{Catalog, Lesson, LessonId, Progress};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::{Line, Span},
    widgets::Widget,
};
use std::ops::Range;

/// Most cells of the bar of a track's lessons.
const BAR: usize = 20;

/// The widest list.
const WIDEST: u16 = 76;
/// With this much room, what a lesson is about stands beside the list, else below its row.
const BESIDE: u16 = 112;
/// With fewer rows than this it is not told.
const LOW: u16 = 12;
/// The gap between the two.
const GAP: u16 = 3;
/// How many lessons of the last days are named on top.
pub const RECENT: usize = 3;

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

    /// Chooses the lesson at a place among all.
    pub fn point(&mut self, at: usize) {
        self.at = at;
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

/// The lessons that a lesson builds on and that are not done yet.
pub fn missing<'a>(lesson: &Lesson, catalog: &'a Catalog, progress: &Progress) -> Vec<&'a Lesson> {
    let needed = lesson.needs.iter().filter_map(|id| catalog.lesson(id));
    needed.filter(|needed| !done(needed, progress)).collect()
}

/// The lessons that were open last, the newest first, without those that are done.
pub fn recent<'a>(catalog: &'a Catalog, progress: &'a Progress) -> impl Iterator<Item = &'a Lesson> {
    let known = progress.recent.iter().filter_map(|id| catalog.lesson(&id.parse().ok()?));
    known.filter(|lesson| !done(lesson, progress)).take(RECENT)
}

/// How far a lesson is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Done,
    Next,
    Begun,
    Locked,
    Open,
}

impl State {
    fn of(lesson: &Lesson, next: Option<&LessonId>, catalog: &Catalog, progress: &Progress) -> Self {
        match () {
            () if done(lesson, progress) => Self::Done,
            () if next == Some(&lesson.id) => Self::Next,
            () if progress.lesson(&lesson.id).is_some() => Self::Begun,
            () if !missing(lesson, catalog, progress).is_empty() => Self::Locked,
            () => Self::Open,
        }
    }

    fn mark(self, theme: Theme) -> Span<'static> {
        match self {
            Self::Done => Span::styled("✓ ", theme.good()),
            Self::Next => Span::styled("▶ ", theme.accent()),
            Self::Begun => Span::styled("● ", theme.notice()),
            Self::Locked => Span::styled("◌ ", theme.muted()),
            Self::Open => Span::styled("○ ", theme.muted()),
        }
    }

    fn words(self, lesson: &Lesson, progress: &Progress) -> String {
        let totals = progress.totals(lesson);
        match self {
            Self::Done | Self::Begun | Self::Next if totals.changed > 0 => {
                say!("ui-lesson-some-changed", count = totals.changed)
            }
            Self::Done => say!("ui-lesson-done"),
            Self::Next if progress.lesson(&lesson.id).is_none() => say!("ui-lesson-next"),
            Self::Locked => say!("ui-lesson-locked"),
            _ if totals.exercises > 0 => say!("ui-lesson-solved", passed = totals.passed, count = totals.exercises),
            _ => String::new(),
        }
    }
}

/// How far a lesson is, in words.
pub fn state_words(lesson: &Lesson, catalog: &Catalog, progress: &Progress) -> String {
    State::of(lesson, next(catalog, progress).as_ref(), catalog, progress).words(lesson, progress)
}

fn number(lesson: &Lesson) -> &str {
    lesson.id.name.split('-').next().unwrap_or_default()
}

/// All lessons as rows to be looked through; a lesson is found by its track, too.
pub fn rows(catalog: &Catalog, progress: &Progress, theme: Theme) -> Vec<Row> {
    let next = next(catalog, progress);
    let row = |track: &str, lesson: &Lesson| Row {
        indent: 0,
        mark: State::of(lesson, next.as_ref(), catalog, progress).mark(theme),
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

/// What of the list is pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pointed {
    /// A lesson, by its place among all.
    Lesson(usize),
    /// One of the last days', by its place among those.
    Recent(usize),
}

/// Where the list stands.
struct Frame {
    left: u16,
    width: u16,
    /// The width of what stands beside it; 0 where that is told below its row, or not at all.
    aside: u16,
    /// Whether it is told below its row.
    told: bool,
}

impl Frame {
    fn of(area: Rect) -> Self {
        let beside = area.width >= BESIDE;
        let room = area.width.saturating_sub(4);
        let width = if beside { room.min(2 * WIDEST) * 3 / 5 } else { room }.min(WIDEST);
        let aside = if beside { (room - width - GAP).min(WIDEST) } else { 0 };
        let all = width + if beside { GAP + aside } else { 0 };
        let left = area.x + (area.width - all.min(area.width)) / 2;
        // A low screen has room for the path alone.
        Self { left, width, aside, told: !beside && area.height >= LOW }
    }
}

/// The rows of the list, and whose they are.
struct Listed {
    lines: Vec<Line<'static>>,
    recent: Range<usize>,
    lessons: Vec<Range<usize>>,
    chosen: Range<usize>,
}

impl Listed {
    /// The first row that shows: the chosen lesson stays in sight with what is told below it.
    fn top(&self, height: usize) -> usize {
        (self.chosen.end + 1).saturating_sub(height).min(self.chosen.start)
    }
}

impl Widget for &CatalogView<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let Frame { left, width, aside, told } = Frame::of(area);
        let listed = self.listed(width.into(), told);
        let height = usize::from(area.height);
        let (top, chosen) = (listed.top(height), listed.chosen);
        for (row, line) in listed.lines.into_iter().skip(top).take(height).enumerate() {
            buffer.set_line(left, area.y + row as u16, &line, width);
        }
        if let (true, Some(lesson)) = (aside > 0, self.chosen.lesson(self.catalog)) {
            let x = left + width + GAP;
            let about = self.about(lesson, usize::from(aside).saturating_sub(2));
            let first = (chosen.start - top).min(height.saturating_sub(about.len()));
            for (row, line) in about.into_iter().take(height).enumerate() {
                let y = area.y + (first + row) as u16;
                buffer.set_span(x, y, &Span::styled("│ ", self.theme.muted()), 2);
                buffer.set_line(x + 2, y, &line, aside - 2);
            }
        }
    }
}

impl CatalogView<'_> {
    /// What stands at a place of the screen.
    pub fn pointed_at(&self, area: Rect, at: Position) -> Option<Pointed> {
        let frame = Frame::of(area);
        let listed = self.listed(frame.width.into(), frame.told);
        if !area.contains(at) || !(frame.left..frame.left + frame.width).contains(&at.x) {
            return None;
        }
        let row = listed.top(area.height.into()) + usize::from(at.y - area.y);
        let lesson = listed.lessons.iter().position(|rows| rows.contains(&row)).map(Pointed::Lesson);
        lesson.or_else(|| listed.recent.contains(&row).then(|| Pointed::Recent(row - listed.recent.start)))
    }

    fn listed(&self, width: usize, told: bool) -> Listed {
        let theme = self.theme;
        let mut lines = self.recent_lines(width);
        // Below their heading.
        let recent = 1..lines.len().max(1);
        lines.push(Line::default());
        let mut lessons = Vec::new();
        let next = next(self.catalog, self.progress);
        for track in self.catalog.tracks() {
            lines.push(Line::styled(track.title.clone(), theme.heading(1)));
            lines.extend(wrap(&[Span::styled(track.summary.clone(), theme.muted())], width));
            if !track.lessons.is_empty() {
                lines.push(self.how_far(&track.lessons));
            }
            lines.push(Line::default());
            for (place, lesson) in track.lessons.iter().enumerate() {
                let begins = lines.len();
                let state = State::of(lesson, next.as_ref(), self.catalog, self.progress);
                let step = path(place, track.lessons.len());
                let chosen = lessons.len() == self.chosen.at;
                lines.push(self.row(lesson, state, step, chosen, width));
                if chosen && told {
                    let on = if place + 1 < track.lessons.len() { "│ " } else { "  " };
                    for mut line in self.about(lesson, width.saturating_sub(8)) {
                        line.spans.insert(0, Span::styled(format!("  {on}    "), theme.muted()));
                        lines.push(line);
                    }
                }
                lessons.push(begins..lines.len());
            }
            lines.push(Line::default());
        }
        if lessons.is_empty() {
            lines.extend(wrap(&[Span::raw(say!("ui-catalog-empty"))], width));
        }
        let problems = self.catalog.problems().len();
        if problems > 0 {
            let words = say!("ui-catalog-problems", count = problems);
            lines.extend(wrap(&[Span::styled(words, theme.notice())], width));
        }
        let chosen = lessons.get(self.chosen.at).cloned().unwrap_or_default();
        Listed { lines, recent, lessons, chosen }
    }

    /// Lessons of the last days, each with the key that opens it.
    fn recent_lines(&self, width: usize) -> Vec<Line<'static>> {
        let recent = recent(self.catalog, self.progress).enumerate();
        let mut lines: Vec<Line<'static>> = recent
            .map(|(at, lesson)| {
                let key = Span::styled(format!("  {} ", at + 1), self.theme.inline_code());
                let title = shorten(&lesson.title, width.saturating_sub(5));
                Line::from(vec![key, Span::styled(title, self.theme.text())])
            })
            .collect();
        if !lines.is_empty() {
            lines.insert(0, Line::styled(say!("ui-catalog-recent"), self.theme.muted()));
        }
        lines
    }

    /// How many lessons of a track are done, and how long the others take.
    fn how_far(&self, lessons: &[Lesson]) -> Line<'static> {
        let done = lessons.iter().filter(|lesson| done(lesson, self.progress)).count();
        let left: u32 =
            lessons.iter().filter(|lesson| !self::done(lesson, self.progress)).map(|lesson| lesson.minutes).sum();
        let words = say!("ui-track-far", done = done, count = lessons.len());
        let words = if left == 0 { words } else { say!("ui-track-left", far = words, minutes = left) };
        let bar = bar(done, lessons.len(), lessons.len().min(BAR));
        Line::from(vec![Span::styled(bar, self.theme.good()), Span::styled(format!(" {words}"), self.theme.text())])
    }

    /// What a lesson trains, and what it waits for.
    fn about(&self, lesson: &Lesson, width: usize) -> Vec<Line<'static>> {
        let theme = self.theme;
        let width = width.max(1);
        let mut lines = Vec::new();
        let missing = missing(lesson, self.catalog, self.progress);
        if !missing.is_empty() {
            let titles: Vec<&str> = missing.iter().map(|lesson| lesson.title.as_str()).collect();
            let words = say!("ui-lesson-waits", lessons = titles.join(", "));
            lines.extend(wrap(&[Span::styled(words, theme.notice())], width));
        }
        if !lesson.skills.is_empty() {
            lines.push(Line::styled(say!("ui-lesson-skills"), theme.muted()));
        }
        let done = self.progress.lesson(&lesson.id);
        for exercise in lesson.exercises() {
            let Some(skill) = lesson.skills.get(&exercise.id) else { continue };
            let passed = done.is_some_and(|done| done.state(&exercise.id).is_passed());
            let changed = done.is_some_and(|done| done.changed_since_passed(exercise));
            let (mark, style) = match passed {
                _ if changed => ("! ", theme.notice()),
                true => ("✓ ", theme.good()),
                false => ("· ", theme.muted()),
            };
            let mut words = vec![Span::raw(skill.clone())];
            if changed {
                words.push(Span::styled(format!(" ({})", say!("ui-skill-changed")), theme.notice()));
            }
            let wrapped = wrap(&words, width.saturating_sub(2).max(1));
            for (row, mut line) in wrapped.into_iter().enumerate() {
                line.spans.insert(0, if row == 0 { Span::styled(mark, style) } else { Span::raw("  ") });
                lines.push(line);
            }
        }
        lines
    }

    fn row(&self, lesson: &Lesson, state: State, step: &'static str, chosen: bool, width: usize) -> Line<'static> {
        let theme = self.theme;
        let minutes = say!("ui-minutes", count = lesson.minutes);
        // On a narrow screen the title matters most.
        let words = state.words(lesson, self.progress);
        let details = match width {
            0..50 => minutes,
            50..64 => format!("{words:>12}  {minutes:>6}"),
            _ => format!("{words:>14}   {minutes:>7}"),
        };
        let number = number(lesson);
        let pointer = if chosen { "› " } else { "  " };
        let lead = width_of(pointer) + width_of(step) + 2 + number.len() + 2;
        let title = shorten(&lesson.title, width.saturating_sub(lead + width_of(&details) + 2));
        let style = if chosen { theme.chosen() } else { theme.text() };
        let used = lead + width_of(&title) + width_of(&details);
        Line::from(vec![
            Span::styled(pointer, theme.accent()),
            Span::styled(step, if state == State::Done { theme.good() } else { theme.muted() }),
            state.mark(theme),
            Span::styled(format!("{number}  "), theme.muted()),
            Span::styled(title, style),
            Span::raw(" ".repeat(width.saturating_sub(used))),
            Span::styled(details, theme.muted()),
        ])
    }
}

/// The path from a lesson to its neighbours in the track.
fn path(place: usize, count: usize) -> &'static str {
    match place {
        _ if count == 1 => "",
        0 => "╭─",
        _ if place + 1 == count => "╰─",
        _ => "├─",
    }
}
