//! All entries under each other. An entry is made anew only when something that it shows has changed.

use super::{Canvas, PROSE, Rows, WIDEST, cell, quiz};
use crate::{
    say,
    ui::{
        glossary,
        highlight::Highlighted,
        markdown,
        notebook::{Entry, Follow, Notebook},
        pictures::Pictures,
        theme::Theme,
        wrap::wrap,
    },
};
use gradus_lessons::{Block, Lesson};
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
    /// Where each part begins, and where the last one ends.
    starts: Vec<usize>,
    /// The part in which each word of the glossary first stands. Parts are made in order, so the first to find it has it.
    first: Vec<Option<usize>>,
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
    /// Brings the rows up to date and tells the notebook where its entries are; `screen` is what shows the document.
    pub fn update(
        &mut self,
        notebook: &mut Notebook,
        screen: Size,
        theme: Theme,
        pictures: &mut Pictures,
        now: Duration,
    ) {
        let width = screen.width.min(WIDEST);
        if self.arrangement != notebook.arrangement {
            // Rows are kept by their entries' places, which are others now.
            *self = Self { arrangement: notebook.arrangement, ..Self::default() };
        }
        self.parts.resize_with(notebook.entries.len(), Part::default);
        self.first.resize(notebook.lesson.terms.len(), None);
        self.starts.clear();
        self.head = head(&notebook.lesson, width.into(), theme);
        let mut row = self.head.lines.len();
        let (mut cursor, mut result) = (None, None);
        for at in 0..notebook.entries.len() {
            self.starts.push(row);
            let part = &mut self.parts[at];
            let canvas = &mut canvas(notebook, at, (width, screen.height), theme, pictures, now);
            part.update(notebook, at, &mut self.first, canvas);
            if let Some((first, _, painted)) = &part.rows.editor {
                cursor = Some(row + first + usize::from(painted.row));
            }
            if notebook.follow == Some(Follow::Result(at)) {
                // With the empty row below it.
                result = Some((row + part.rows.result.0, row + part.rows.result.1 + 1));
            }
            row += part.rows.lines.len();
        }
        self.starts.push(row);
        notebook.laid_out(self.starts.clone(), screen.height.into(), cursor, result);
        // Colours change no line's width, so they can wait until a part is seen: opening a lesson stays quick.
        let bottom = notebook.top + usize::from(screen.height);
        for (at, part) in self.parts.iter_mut().enumerate() {
            if !part.seen && self.starts[at] < bottom && self.starts[at + 1] > notebook.top {
                part.seen = true;
                let canvas = &mut canvas(notebook, at, (width, screen.height), theme, pictures, now);
                part.update(notebook, at, &mut self.first, canvas);
            }
        }
    }

    /// The parts that show on `height` rows from `top`: where each begins relative to the screen, and its rows.
    pub fn visible(&self, top: usize, height: usize) -> impl Iterator<Item = (isize, &Rows)> {
        let head = (-top.cast_signed(), &self.head);
        let parts = self.parts.iter().zip(self.starts.windows(2)).filter_map(move |(part, extent)| {
            let shown = extent[1] > top && extent[0] < top + height;
            shown.then(|| (extent[0].cast_signed() - top.cast_signed(), &part.rows))
        });
        std::iter::once(head).chain(parts)
    }

    /// Words of the glossary in the prose and the questions on the screen, by their places in it.
    pub fn words(&self, notebook: &Notebook) -> Vec<usize> {
        let mut text = String::new();
        for (at, part) in self.parts.iter().enumerate() {
            let from = self.starts[at];
            let rows = part.rows.lines.iter().enumerate();
            let seen = rows.filter(|(row, _)| (notebook.top..notebook.top + notebook.height).contains(&(from + row)));
            if !matches!(notebook.entries[at], Entry::Cell(_)) {
                seen.for_each(|(_, line)| text += &format!("{line} "));
            }
        }
        let terms = notebook.lesson.terms.iter().enumerate();
        terms.filter(|(_, term)| glossary::find(&text, &term.word).is_some()).map(|(at, _)| at).collect()
    }

    /// The rows of an entry, and where it begins.
    pub fn entry(&self, at: usize) -> Option<(usize, &Rows)> {
        Some((*self.starts.get(at)?, &self.parts.get(at)?.rows))
    }

    /// Rows in all.
    pub fn len(&self) -> usize {
        self.starts.last().copied().unwrap_or(0)
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
fn head(lesson: &Lesson, width: usize, theme: Theme) -> Rows {
    let title = wrap(&[Span::styled(lesson.title.clone(), theme.heading(1))], width);
    let mut rows = Rows { lines: title, ..Rows::default() };
    rows.push(0, Span::styled("━".repeat(width), theme.muted()));
    if lesson.id.is_scratch() {
        rows.lines.extend(wrap(&[Span::styled(say!("ui-scratch-about"), theme.muted())], width));
    } else {
        rows.push(0, Span::styled(say!("ui-lesson-about", count = lesson.minutes), theme.muted()));
    }
    rows.gap();
    rows
}

impl Part {
    fn update(&mut self, notebook: &mut Notebook, at: usize, first: &mut [Option<usize>], canvas: &mut Canvas<'_>) {
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
                let tick = cell.run.busy().then_some(canvas.now.as_millis() / 250);
                (cell.revision, canvas.highest, tick, canvas.pictures.forgotten()).hash(&mut hasher);
            }
            Entry::Quiz(quiz) => quiz.revision.hash(&mut hasher),
            Entry::Prose => {}
        }
        let key = hasher.finish();
        if self.key == Some(key) {
            return;
        }
        self.key = Some(key);
        let before: Vec<_> = self
            .rows
            .pictures
            .iter()
            .map(|old| canvas.pictures.get(old.key).map_or(old.before, |_| Some(old.key)))
            .collect();
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
    }
}
