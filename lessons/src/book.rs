//! A course as pages of an mdBook. Pure: lessons and their recordings in, Markdown and pictures out.
//!
//! ```text
//! Catalog --book/chapter.rs--> a page for each lesson      outputs.rs: what was recorded   formula.rs: MathML
//!         --book/overview.rs--> the tracks, their part of SUMMARY.md, the glossary
//! ```
//!
//! Nothing in a page needs a script or another place on the web: formulas are MathML, plots are SVG files beside the
//! page, hints, solutions and answers are folded by `<details>`.

mod chapter;
mod formula;
mod outputs;
mod overview;

pub(crate) use formula::mathml;
pub use formula::{BadFormula, formulas, typeset};

use crate::{Catalog, Lesson, LessonId, say};
use overview::{glossary, overview, summary};

/// Where the chapters lie in the book.
const CHAPTERS: &str = "lessons";

/// The page that explains all words.
const GLOSSARY: &str = "glossary.md";

/// Reads the file that a link in a lesson names, relative to that lesson.
pub type Pictures<'a> = &'a dyn Fn(&Lesson, &str) -> Option<Vec<u8>>;

/// A file of the book's source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BookFile {
    /// Where it lies, relative to the source folder.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What the book says of a course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// The chapters with their pictures.
    pub files: Vec<BookFile>,
    /// The chapters' part of `SUMMARY.md`.
    pub summary: String,
    /// Tracks and lessons with what they are about.
    pub overview: String,
    /// Every word that lessons define.
    pub glossary: String,
}

/// A lesson that cannot be a chapter. The sentence says where and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BookError {
    /// A formula that cannot be typeset.
    #[error("{}", say!("book-formula", lesson = lesson, formula = formula, cause = cause))]
    Formula {
        /// The lesson.
        lesson: LessonId,
        /// The formula.
        formula: String,
        /// Why.
        cause: String,
    },
    /// A picture that is not there.
    #[error("{}", say!("book-picture", lesson = lesson, link = link))]
    Picture {
        /// The lesson.
        lesson: LessonId,
        /// What its text names.
        link: String,
    },
}

/// All of a course.
///
/// # Errors
/// The first formula or picture that cannot be shown.
pub fn book(catalog: &Catalog, pictures: Pictures<'_>) -> Result<Book, BookError> {
    let mut files = Vec::new();
    for lesson in catalog.lessons() {
        files.extend(chapter::chapter(catalog, lesson, pictures)?);
    }
    Ok(Book { files, summary: summary(catalog), overview: overview(catalog), glossary: glossary(catalog)? })
}

/// Where a lesson's chapter lies.
fn place(lesson: &LessonId) -> String {
    format!("{CHAPTERS}/{lesson}.md")
}

/// Where the glossary explains a word.
fn anchor(word: &str) -> String {
    let kept = word.to_lowercase().replace(|c: char| !c.is_alphanumeric(), "-");
    format!("word-{kept}")
}

/// A formula in a lesson's words that cannot be typeset.
fn in_lesson(lesson: &Lesson) -> impl Fn(BadFormula) -> BookError {
    let lesson = lesson.id.clone();
    move |BadFormula { formula, cause, .. }| BookError::Formula { lesson: lesson.clone(), formula, cause }
}
