//! A lesson as a page, with its pictures beside it.

use super::{
    BookError, BookFile, CHAPTERS, GLOSSARY, Pictures, anchor,
    formula::typeset,
    in_lesson,
    outputs::{fence, outputs},
};
use crate::{
    Block, Catalog, Cell, CellKind, Code, Exercise, Lesson, Recorded, escaped, fill_figures,
    notebook::{
        pictures::is_beside,
        prose::{folded, quiz},
    },
    say,
};
use pulldown_cmark::{Event, Parser, Tag};

/// Rust that the page shows and nobody else runs.
const RUST: &str = "rust,noplayground";

/// The page of a lesson, then its pictures.
pub fn chapter(catalog: &Catalog, lesson: &Lesson, pictures: Pictures<'_>) -> Result<Vec<BookFile>, BookError> {
    let recorded = catalog.recorded(&lesson.id);
    let mut writer = Writer { catalog, lesson, recorded, pictures, text: Vec::new(), files: Vec::new() };
    writer.all()?;
    let folder = format!("{CHAPTERS}/{}", lesson.id.track);
    let page = BookFile { path: format!("{}.md", lesson.id.name), bytes: (writer.text.join("\n\n") + "\n").into() };
    let beside = |file: BookFile| BookFile { path: format!("{folder}/{}", file.path), ..file };
    Ok(std::iter::once(page).chain(writer.files).map(beside).collect())
}

struct Writer<'a> {
    catalog: &'a Catalog,
    lesson: &'a Lesson,
    recorded: Option<&'a Recorded>,
    pictures: Pictures<'a>,
    text: Vec<String>,
    files: Vec<BookFile>,
}

impl Writer<'_> {
    fn all(&mut self) -> Result<(), BookError> {
        let lesson = self.lesson;
        self.push(format!("# {}", lesson.title));
        self.push(say!("book-head", minutes = lesson.minutes, lesson = lesson.id));
        if let Some(needs) = self.needs() {
            self.push(needs);
        }
        for block in &lesson.blocks {
            match block {
                Block::Prose(prose) => self.words(&prose.markdown)?,
                Block::Cell(cell) => self.cell(cell),
                Block::Exercise(exercise) => self.exercise(exercise)?,
                Block::Quiz(asked) => {
                    let asked = self.typeset(&quiz(asked))?;
                    self.push(boxed("quiz", "", &asked));
                }
            }
        }
        self.terms();
        Ok(())
    }

    fn push(&mut self, text: String) {
        self.text.push(text);
    }

    /// The lessons that come before this one, to go back to.
    fn needs(&self) -> Option<String> {
        let link = |id| self.catalog.lesson(id).map(|lesson| format!("[{}](../{}.md)", lesson.title, lesson.id));
        let links: Vec<String> = self.lesson.needs.iter().filter_map(link).collect();
        (!links.is_empty()).then(|| say!("book-needs", lessons = links.join(", ")))
    }

    /// Words of the lesson with their numbers and formulas.
    fn typeset(&self, markdown: &str) -> Result<String, BookError> {
        let filled = fill_figures(markdown, |name| Some(self.recorded?.figures.get(name)?.to_string()));
        typeset(filled.trim()).map_err(in_lesson(self.lesson))
    }

    fn words(&mut self, markdown: &str) -> Result<(), BookError> {
        for event in Parser::new(markdown) {
            let Event::Start(Tag::Image { dest_url: link, .. }) = event else { continue };
            if is_beside(&link) && self.files.iter().all(|file| file.path != *link) {
                let missing = || BookError::Picture { lesson: self.lesson.id.clone(), link: link.to_string() };
                let bytes = (self.pictures)(self.lesson, &link).ok_or_else(missing)?;
                self.files.push(BookFile { path: link.into_string(), bytes });
            }
        }
        let text = self.typeset(markdown)?;
        self.push(text);
        Ok(())
    }

    fn cell(&mut self, cell: &Cell) {
        let (rust, gave) = (rust(&cell.code), self.gave(&cell.id));
        let text = match cell.kind {
            CellKind::Plain => format!("{rust}\n\n{gave}"),
            CellKind::Setup => folded(&say!("book-setup"), &rust),
            CellKind::Try => format!("{}\n\n{rust}", say!("book-try")),
        };
        let kind = if cell.kind == CellKind::Try { "cell try" } else { "cell" };
        self.push(boxed(kind, &cell.id, &text));
    }

    fn exercise(&mut self, exercise: &Exercise) -> Result<(), BookError> {
        let mut parts = vec![match self.lesson.skills.get(&exercise.id) {
            Some(skill) => say!("book-exercise-skill", id = exercise.id, skill = skill),
            None => say!("book-exercise", id = exercise.id),
        }];
        parts.push(rust(&exercise.starter));
        let expects: Vec<String> = exercise.expects.iter().map(|name| format!("`{}`", name.signature)).collect();
        if !expects.is_empty() {
            parts.push(say!("book-expects", names = expects.join(", ")));
        }
        for (at, hint) in exercise.hints.iter().enumerate() {
            let summary = say!("book-hint", number = at + 1, total = exercise.hints.len());
            parts.push(folded(&summary, &self.typeset(&hint.markdown)?));
        }
        let mut solution = vec![rust(&exercise.solution), self.gave(&exercise.id)];
        for right in &exercise.right {
            solution.extend([say!("book-right"), rust(right)]);
        }
        solution.retain(|part| !part.is_empty());
        parts.push(folded(&say!("book-solution"), &solution.join("\n\n")));
        self.push(boxed("exercise", &exercise.id, &parts.join("\n\n")));
        Ok(())
    }

    /// What was recorded of a cell or a solution.
    fn gave(&mut self, id: &str) -> String {
        let Some(cell) = self.recorded.and_then(|recorded| recorded.cells.get(id)) else { return String::new() };
        let (text, pictures) = outputs(&cell.outputs, &self.lesson.id.name, id);
        self.files.extend(pictures);
        text
    }

    /// The words that the lesson defines, each with its place in the glossary.
    fn terms(&mut self) {
        let mut terms: Vec<&str> = self.lesson.terms.iter().map(|term| term.word.as_str()).collect();
        terms.sort_by_key(|word| word.to_lowercase());
        let link = |word: &&str| format!("[{word}](../../{GLOSSARY}#{})", anchor(word));
        let links: Vec<String> = terms.iter().map(link).collect();
        if !links.is_empty() {
            self.push(say!("book-terms", words = links.join(", ")));
        }
    }
}

fn rust(code: &Code) -> String {
    fence(RUST, &code.text)
}

/// A part of the page that its style knows. The empty lines make what is inside Markdown again.
fn boxed(kind: &str, id: &str, inside: &str) -> String {
    let id = if id.is_empty() { String::new() } else { format!(" id=\"cell-{}\"", escaped(id)) };
    format!("<div class=\"{kind}\"{id}>\n\n{}\n\n</div>", inside.trim())
}
