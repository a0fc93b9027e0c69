//! All entries under each other. An entry is made anew only when something that it shows has changed.

use super::{Canvas, GAP, PROSE, Rows, WIDEST, cell, quiz, recap};
use crate::{
    say,
    ui::{
        glossary,
        highlight::Highlighted,
        markdown,
        notebook::{Entry, Follow, Notebook},
        pictures::Pictures,
        search::{self, Ends, Found},
        theme::Theme,
        wrap::wrap,
    },
};
use gradus_lessons::Block;
use ratatui::{layout::Size, text::Span};
use std::{hash::DefaultHasher, hash::Hash as _, hash::Hasher as _, time::Duration};

/// The rows of a lesson.
#[derive(Default)]
pub struct Document {
    /// The lesson's title, above its first block.
    head: Rows,
    parts: Vec<Part>,
    /// The notebook's when the parts were made.
    arrangement: u64,
    /// Where each part stands.
    places: Vec<Place>,
    /// Rows in all.
    len: usize,
    /// Grows whenever rows are other rows, or stand elsewhere.
    version: u64,
    /// The part in which each word of the glossary first stands. Parts are made in order, so the first to find it has it.
    first: Vec<Option<usize>>,
}

/// Where an entry stands: its rows, counted over the whole document, and its columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Its first row.
    pub first: usize,
    /// The row behind its last.
    pub end: usize,
    /// Its first column.
    pub column: u16,
    /// Its columns.
    pub width: u16,
}

/// The columns of prose, and those of cells and questions.
struct Columns {
    prose: (u16, u16),
    code: (u16, u16),
}

impl Columns {
    fn new(width: u16, beside: bool) -> Self {
        if !beside {
            let one = (0, width.min(WIDEST));
            return Self { prose: one, code: one };
        }
        // Code needs a little more room than prose.
        let code = (width.saturating_sub(GAP) * 11 / 20).min(WIDEST);
        let prose = width.saturating_sub(GAP + code).min(PROSE as u16);
        Self { prose: (0, prose), code: (prose + GAP, code) }
    }

    fn all(&self) -> u16 {
        self.code.0 + self.code.1
    }
}

/// The next free row of each column. Prose begins below everything before it; the cells behind it begin beside it.
struct Flow {
    beside: bool,
    prose: usize,
    code: usize,
    /// Where the prose before began, until a cell stands beside it.
    abreast: usize,
}

impl Flow {
    /// The first row of an entry.
    fn next(&mut self, is_prose: bool) -> usize {
        match (self.beside, is_prose) {
            (false, _) => self.prose.max(self.code),
            (true, true) => {
                self.prose = self.prose.max(self.code);
                self.abreast = self.prose;
                self.prose
            }
            (true, false) => self.code.max(self.abreast),
        }
    }

    fn took(&mut self, is_prose: bool, end: usize) {
        *(if is_prose { &mut self.prose } else { &mut self.code }) = end;
    }
}

#[derive(Default)]
struct Part {
    rows: Rows,
    /// What the rows were made from.
    key: Option<u64>,
    highlighted: Highlighted,
    /// Whether it was ever on the screen.
    seen: bool,
}

impl Document {
    /// Brings the rows up to date and tells the notebook where its entries are; `screen` is what shows the document,
    /// with prose `beside` its cells.
    pub fn update(
        &mut self,
        notebook: &mut Notebook,
        (screen, beside): (Size, bool),
        theme: Theme,
        pictures: &mut Pictures,
        now: Duration,
    ) {
        let columns = Columns::new(screen.width, beside);
        if self.arrangement != notebook.arrangement {
            // Rows are kept by their entries' places, which are others now.
            *self = Self { arrangement: notebook.arrangement, version: self.version + 1, ..Self::default() };
        }
        self.parts.resize_with(notebook.entries.len(), Part::default);
        self.first.resize(notebook.lesson.terms.len(), None);
        let before = std::mem::take(&mut self.places);
        self.head = head(notebook, columns.all().into(), theme);
        let top = self.head.lines.len();
        let mut flow = Flow { beside, prose: top, code: top, abreast: top };
        let (mut cursor, mut result) = (None, None);
        for at in 0..notebook.entries.len() {
            let part = &mut self.parts[at];
            let is_prose = notebook.entries[at].is_prose();
            let (column, width) = if is_prose { columns.prose } else { columns.code };
            let row = flow.next(is_prose);
            let canvas = &mut canvas(notebook, at, (width, screen.height), theme, pictures, now);
            self.version += u64::from(part.update(notebook, at, &mut self.first, canvas));
            if let Some((first, _, painted)) = &part.rows.editor {
                cursor = Some(row + first + usize::from(painted.row));
            }
            if notebook.follow == Some(Follow::Result(at)) {
                // With the empty row below it.
                result = Some((row + part.rows.result.0, row + part.rows.result.1 + 1));
            }
            let end = row + part.rows.lines.len();
            flow.took(is_prose, end);
            self.places.push(Place { first: row, end, column, width });
        }
        self.version += u64::from(self.places != before);
        self.len = flow.prose.max(flow.code);
        notebook.laid_out(self.places.clone(), screen.height.into(), cursor, result);
        pictures.frame();
        // Colours change no line's width, so they can wait until a part is seen: opening a lesson stays quick.
        let bottom = notebook.top + usize::from(screen.height);
        for (at, part) in self.parts.iter_mut().enumerate() {
            let Place { first, end, width, .. } = self.places[at];
            if !part.seen && first < bottom && end > notebook.top {
                part.seen = true;
                let canvas = &mut canvas(notebook, at, (width, screen.height), theme, pictures, now);
                part.update(notebook, at, &mut self.first, canvas);
            }
            // A screen above and below: a turn of a page finds its pictures there.
            let near = notebook.top.saturating_sub(screen.height.into())..bottom + usize::from(screen.height);
            if first < near.end && end > near.start {
                let rows = part.rows.pictures.iter().filter(|picture| near.contains(&(first + picture.row)));
                rows.for_each(|picture| pictures.show(picture.key));
            }
        }
    }

    /// The parts that show on `height` rows from `top`: where each begins relative to the screen, its columns, and its
    /// rows.
    pub fn visible(&self, top: usize, height: usize) -> impl Iterator<Item = (isize, (u16, u16), &Rows)> {
        let head = (-top.cast_signed(), (0, u16::MAX), &self.head);
        let parts = self.parts.iter().zip(&self.places).filter_map(move |(part, place)| {
            let shown = place.end > top && place.first < top + height;
            shown.then(|| (place.first.cast_signed() - top.cast_signed(), (place.column, place.width), &part.rows))
        });
        std::iter::once(head).chain(parts)
    }

    /// Words of the glossary in the prose and the questions on the screen, by their places in it.
    pub fn words(&self, notebook: &Notebook) -> Vec<usize> {
        let mut text = String::new();
        for (at, part) in self.parts.iter().enumerate() {
            let from = self.places[at].first;
            let rows = part.rows.lines.iter().enumerate();
            let seen = rows.filter(|(row, _)| (notebook.top..notebook.top + notebook.height).contains(&(from + row)));
            if !matches!(notebook.entries[at], Entry::Cell(_)) {
                seen.for_each(|(_, line)| text += &format!("{line} "));
            }
        }
        let terms = notebook.lesson.terms.iter().enumerate();
        terms.filter(|(_, term)| glossary::find(&text, &term.word).is_some()).map(|(at, _)| at).collect()
    }

    /// Another number whenever rows changed since.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The places of some words in prose, code and outputs, not in what the screen puts around them.
    pub fn find(&self, notebook: &Notebook, words: &str) -> Vec<Found> {
        let mut all: Vec<Found> = Vec::new();
        for ((part, place), entry) in self.parts.iter().zip(&self.places).zip(&notebook.entries) {
            let lines: Vec<String> = part.rows.lines.iter().map(ToString::to_string).collect();
            let whole = 0..lines.len();
            let ends = if entry.is_prose() { Ends::Prose } else { Ends::Lines };
            let texts = match part.rows.boxed.clone() {
                Some(inside) => vec![inside.clone(), (inside.end + 1).min(whole.end)..whole.end],
                None => vec![whole],
            };
            for text in texts {
                for mut found in search::on_rows(&lines[text.clone()], ends, words) {
                    for piece in &mut found {
                        piece.row += place.first + text.start;
                        let columns = piece.columns.clone();
                        piece.columns =
                            columns.start + usize::from(place.column)..columns.end + usize::from(place.column);
                    }
                    all.push(found);
                }
            }
        }
        all
    }

    /// The rows of an entry, and where it begins.
    pub fn entry(&self, at: usize) -> Option<(usize, &Rows)> {
        Some((self.places.get(at)?.first, &self.parts.get(at)?.rows))
    }

    /// The column where an entry begins.
    pub fn column(&self, at: usize) -> u16 {
        self.places.get(at).map_or(0, |place| place.column)
    }

    /// Rows in all.
    pub fn len(&self) -> usize {
        self.len
    }
}

fn canvas<'a>(
    notebook: &Notebook,
    at: usize,
    (width, highest): (u16, u16),
    theme: Theme,
    pictures: &'a mut Pictures,
    now: Duration,
) -> Canvas<'a> {
    let selected = notebook.selected == Some(at);
    Canvas { width, highest, theme, pictures, now, selected, editing: selected && notebook.editing, coloured: false }
}

/// The title, and how long the lesson takes.
fn head(notebook: &Notebook, width: usize, theme: Theme) -> Rows {
    let lesson = &notebook.lesson;
    let title = wrap(&[Span::styled(lesson.title.clone(), theme.heading(1))], width);
    let mut rows = Rows { lines: title, ..Rows::default() };
    rows.push(0, Span::styled("━".repeat(width), theme.muted()));
    if lesson.id.is_scratch() {
        rows.lines.extend(wrap(&[Span::styled(say!("ui-scratch-about"), theme.muted())], width));
    } else {
        rows.push(0, Span::styled(say!("ui-lesson-about", count = lesson.minutes), theme.muted()));
    }
    recap::promise(notebook, width.min(PROSE), theme, &mut rows);
    rows.gap();
    rows
}

impl Part {
    /// True if its text may be another one.
    fn update(
        &mut self,
        notebook: &mut Notebook,
        at: usize,
        first: &mut [Option<usize>],
        canvas: &mut Canvas<'_>,
    ) -> bool {
        canvas.coloured = self.seen;
        let prose = match notebook.block(at) {
            Some(Block::Prose(prose)) => Some(markdown::with_figures(&prose.markdown, |name| notebook.figure(name))),
            _ => None,
        };
        let mut hasher = DefaultHasher::new();
        (canvas.width, canvas.theme.color, canvas.theme.ascii, canvas.selected, canvas.editing, self.seen, &prose)
            .hash(&mut hasher);
        match &notebook.entries[at] {
            Entry::Cell(cell) => {
                let tick = cell.busy().then_some(canvas.now.as_millis() / 250);
                (cell.revision, canvas.highest, tick, canvas.pictures.forgotten()).hash(&mut hasher);
            }
            Entry::Quiz(quiz) => quiz.revision.hash(&mut hasher),
            Entry::Recap => {
                recap::digest(notebook, &mut hasher);
                (canvas.highest, canvas.pictures.forgotten()).hash(&mut hasher);
            }
            Entry::Prose => {}
        }
        let key = hasher.finish();
        if self.key == Some(key) {
            return false;
        }
        self.key = Some(key);
        let before: Vec<_> = self
            .rows
            .pictures
            .iter()
            .map(|old| canvas.pictures.get(old.key).map_or(old.before, |_| Some(old.key)))
            .collect();
        if matches!(notebook.entries[at], Entry::Recap) {
            self.rows = recap::rows(notebook, canvas);
            return true;
        }
        let (entries, block) = notebook.drawn(at);
        self.rows = match (&mut entries[at], block) {
            (Entry::Cell(entry), Some(Block::Exercise(exercise))) => {
                cell::rows(entry, Some(exercise), &mut self.highlighted, canvas)
            }
            (Entry::Cell(entry), _) => cell::rows(entry, None, &mut self.highlighted, canvas),
            (Entry::Quiz(entry), Some(Block::Quiz(quiz))) => quiz::rows(entry, quiz, canvas),
            _ => {
                let mut rows = Rows::default();
                let width = usize::from(canvas.width).min(PROSE);
                let terms = notebook.lesson.terms.iter().enumerate();
                let (places, words): (Vec<usize>, Vec<&str>) = terms
                    .filter(|(place, _)| first[*place].is_none_or(|part| part == at))
                    .map(|(place, term)| (place, term.word.as_str()))
                    .unzip();
                let text = prose.as_deref().unwrap_or_default();
                let markdown::Prose { lines, found, headings } = markdown::glossed(text, width, canvas.theme, &words);
                rows.headings = headings;
                found.into_iter().for_each(|word| first[places[word]] = Some(at));
                lines.into_iter().for_each(|line| rows.push(0, line));
                rows.gap();
                rows
            }
        };
        for (picture, before) in self.rows.pictures.iter_mut().zip(before) {
            picture.before = before;
        }
        true
    }
}
