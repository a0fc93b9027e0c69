//! A list that typing narrows: the outline of a lesson, the search for a lesson.

use gradus_lessons::LessonId;
use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};
use ratatui::{layout::Rect, style::Style, text::Span};

/// What is looked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The open lesson.
    Outline,
    /// All lessons.
    Lessons,
}

/// Where a row leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A row of prose: its entry, and how far below the entry's first row. The title stands in no entry.
    Heading(Option<usize>, usize),
    /// A cell or a question.
    Entry(usize),
    /// A lesson.
    Lesson(LessonId),
}

/// A row of the list.
pub struct Row {
    /// How far it stands in.
    pub indent: usize,
    /// A mark of its state, or nothing.
    pub mark: Span<'static>,
    /// What it says; typed letters are looked for here.
    pub label: String,
    /// How it says so.
    pub style: Style,
    /// What stands at its right end.
    pub state: Span<'static>,
    /// Where it leads.
    pub to: Target,
}

/// A row that fits what was typed.
pub struct Fit {
    /// Which row.
    pub row: usize,
    /// The characters of its label that were typed.
    pub letters: Vec<u32>,
    score: u32,
}

/// The list while it is open.
pub struct Finder {
    /// What is looked through.
    pub about: Scope,
    /// What was typed.
    pub typed: String,
    /// All rows, as of the last layout.
    pub rows: Vec<Row>,
    /// Those that fit, in the order of the rows.
    pub fits: Vec<Fit>,
    /// Which of them is chosen.
    pub chosen: usize,
    /// The first of them that shows.
    pub top: usize,
    /// Where on the screen they show.
    pub list: Rect,
}

impl Finder {
    /// Opens with all rows, one of them chosen.
    pub fn new(about: Scope, rows: Vec<Row>, chosen: usize) -> Self {
        let fits = fits("", &rows);
        Self { about, typed: String::new(), rows, fits, chosen, top: 0, list: Rect::default() }
    }

    /// Changes what is typed, and chooses the row that fits it best.
    pub fn write(&mut self, change: impl FnOnce(&mut String)) {
        change(&mut self.typed);
        self.fits = fits(&self.typed, &self.rows);
        let best = self.fits.iter().map(|fit| fit.score).max();
        self.chosen = self.fits.iter().position(|fit| Some(fit.score) == best).unwrap_or(0);
    }

    /// Moves the choice.
    pub fn step(&mut self, by: isize) {
        self.chosen = self.chosen.saturating_add_signed(by).min(self.fits.len().saturating_sub(1));
    }

    /// Where the chosen row leads.
    pub fn target(&self) -> Option<Target> {
        Some(self.rows[self.fits.get(self.chosen)?.row].to.clone())
    }

    /// Takes in rows as they are now, and where they show.
    pub fn laid_out(&mut self, rows: Vec<Row>, list: Rect) {
        self.rows = rows;
        self.fits = fits(&self.typed, &self.rows);
        self.list = list;
        self.step(0);
        let height = usize::from(list.height).max(1);
        let last = self.fits.len().saturating_sub(height);
        self.top = self.top.clamp((self.chosen + 1).saturating_sub(height), self.chosen).min(last);
    }

    /// Chooses the row at a line of the list. False where there is none.
    pub fn point(&mut self, line: usize) -> bool {
        let there = self.top + line < self.fits.len();
        if there {
            self.chosen = self.top + line;
        }
        there
    }
}

/// The rows that fit. Words may stand in any order and leave letters out; small letters stand for capitals, and plain
/// ones for those with accents.
fn fits(typed: &str, rows: &[Row]) -> Vec<Fit> {
    let pattern = Pattern::parse(typed, CaseMatching::Smart, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let fit = |(row, Row { label, .. }): (usize, &Row)| {
        let mut letters = Vec::new();
        let score = pattern.indices(Utf32Str::new(label, &mut buffer), &mut matcher, &mut letters)?;
        Some(Fit { row, letters, score })
    };
    rows.iter().enumerate().filter_map(fit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(label: &str) -> Row {
        let (mark, state) = (Span::default(), Span::default());
        Row { indent: 0, mark, label: label.to_owned(), style: Style::new(), state, to: Target::Entry(0) }
    }

    fn found<'a>(typed: &str, labels: &[&'a str]) -> Vec<&'a str> {
        let rows: Vec<Row> = labels.iter().map(|label| row(label)).collect();
        fits(typed, &rows).iter().map(|fit| labels[fit.row]).collect()
    }

    #[test]
    fn rows_that_fit_keep_their_order() {
        let labels = ["A line through points", "How wrong is a line?", "exercise: loss", "Überblick", "梯度"];
        assert_eq!(found("", &labels), labels);
        assert_eq!(found("line", &labels), labels[..2]);
        assert_eq!(found("line how", &labels), ["How wrong is a line?"]);
        assert_eq!(found("exlo", &labels), ["exercise: loss"]);
        assert_eq!(found("uber", &labels), ["Überblick"]);
        assert_eq!(found("梯", &labels), ["梯度"]);
        assert!(found("xyz", &labels).is_empty());
    }

    #[test]
    fn typing_chooses_what_fits_best() {
        let mut finder = Finder::new(Scope::Outline, ["a slow operation", "slope"].map(row).into(), 0);
        finder.write(|typed| typed.push_str("slo"));
        assert_eq!(finder.fits.len(), 2);
        finder.write(|typed| typed.push_str("pe"));
        assert_eq!(finder.rows[finder.fits[finder.chosen].row].label, "slope");
        assert_eq!(finder.fits[finder.chosen].letters, [0, 1, 2, 3, 4]);
        finder.write(|typed| typed.push('!'));
        assert_eq!(finder.target(), None);
    }

    #[test]
    fn the_chosen_row_stays_in_sight() {
        let rows = || (0..20).map(|at| row(&at.to_string())).collect::<Vec<_>>();
        let mut finder = Finder::new(Scope::Outline, rows(), 15);
        let list = Rect::new(0, 0, 10, 5);
        finder.laid_out(rows(), list);
        assert_eq!((finder.top, finder.chosen), (11, 15));
        finder.step(-10);
        finder.laid_out(rows(), list);
        assert_eq!((finder.top, finder.chosen), (5, 5));
        finder.write(|typed| typed.push_str("19"));
        finder.laid_out(rows(), list);
        assert_eq!((finder.top, finder.chosen), (0, 0));
        assert!(finder.point(0) && !finder.point(1));
    }
}
