//! `gradus book`: the course as a book. The source is written here, out of the lessons, their recordings and the pages
//! aboard; the pages are made by the program mdbook.

mod parts;

use super::{Outcome, colour};
use crate::{course::Course, embedded, say};
use anyhow::Context;
use gradus_lessons::{
    Catalog,
    book::{Book, BookFile, book as chapters},
    render,
};
use parts::Parts;
use std::{
    fs,
    io::{self, Write},
    path::Path,
    process::Command,
};

/// Where the book goes unless told otherwise.
pub const FOLDER: &str = "gradus-book";

/// The version of mdbook that the frame is written for.
pub const MDBOOK: &str = "0.5.4";

/// The program.
const PROGRAM: &str = "mdbook";

/// The book's settings; a folder that has them, and nothing before them, is a book of ours.
const SETTINGS: &str = "book.toml";

/// Writes the source of the book and lets mdbook make its pages.
pub fn book(course: &Course, into: &Path) -> anyhow::Result<Outcome> {
    let catalog = course.catalog()?;
    if !catalog.problems().is_empty() {
        writeln!(anstream::stderr(), "{}", render(catalog.problems(), catalog.sources(), true))?;
        return Ok(Outcome::NotFine);
    }
    let files = files(course, &catalog)?;
    write(into, &files)?;
    for lesson in catalog.lessons().filter(|lesson| catalog.recorded(&lesson.id).is_none()) {
        writeln!(anstream::stderr(), "{}", say!("book-unrecorded", lesson = lesson.id))?;
    }
    make(into, PROGRAM)?;
    let pages = into.join("html/index.html");
    writeln!(colour::stdout(), "{}", say!("book-done", chapters = catalog.lessons().count(), file = pages.display()))?;
    Ok(Outcome::Fine)
}

/// Everything that the book is made of.
fn files(course: &Course, catalog: &Catalog) -> anyhow::Result<Vec<BookFile>> {
    let Book { files: chapters, summary, overview, glossary } =
        chapters(catalog, &|lesson, link| course.picture(lesson, link))?;
    let parts = Parts { summary, overview, glossary };
    let mut files: Vec<BookFile> = match course {
        Course::Aboard => embedded::book().map(|file| parts.filled(file)).collect(),
        Course::In(folder) => parts.around(&folder.real().to_string_lossy()),
    };
    let inside = |file: BookFile| BookFile { path: format!("src/{}", file.path), ..file };
    files.extend(chapters.into_iter().map(inside));
    Ok(files)
}

/// Writes the source into a folder that is new, empty, or of an earlier book.
fn write(into: &Path, files: &[BookFile]) -> anyhow::Result<()> {
    let unwritten = || say!("book-unwritten", folder = into.display());
    let settings = files.iter().find(|file| file.path == SETTINGS).context(unwritten())?;
    let first = |bytes: &[u8]| bytes.split(|byte| *byte == b'\n').next().map(<[u8]>::to_vec);
    let ours = fs::read(into.join(SETTINGS)).is_ok_and(|found| first(&found) == first(&settings.bytes));
    let occupied = into.exists() && fs::read_dir(into).map_or(true, |mut entries| entries.next().is_some());
    anyhow::ensure!(ours || !occupied, say!("book-occupied", folder = into.display()));
    if ours && into.join("src").exists() {
        // A chapter whose lesson is gone goes, too.
        fs::remove_dir_all(into.join("src")).with_context(unwritten)?;
    }
    for file in files {
        let place = into.join(&file.path);
        fs::create_dir_all(place.parent().unwrap_or(into)).with_context(unwritten)?;
        fs::write(place, &file.bytes).with_context(unwritten)?;
    }
    Ok(())
}

/// Lets a program make the pages.
fn make(folder: &Path, program: &str) -> anyhow::Result<()> {
    let made = match Command::new(program).arg("build").arg(folder).output() {
        Ok(made) => made,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            anyhow::bail!(say!("book-no-mdbook", folder = folder.display(), version = MDBOOK))
        }
        Err(error) => return Err(error).context(say!("book-no-start")),
    };
    let said = String::from_utf8_lossy(&made.stderr);
    // It warns of what it cannot read in a page and goes on; such a page is wrong.
    let warned = said.lines().any(|line| line.trim_start().starts_with("WARN"));
    anyhow::ensure!(made.status.success() && !warned, say!("book-failed", said = said.trim(), version = MDBOOK));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::fixture;

    fn source() -> Vec<BookFile> {
        files(&Course::Aboard, &fixture::catalog()).unwrap()
    }

    #[test]
    fn no_part_of_a_page_stays_empty() {
        let files = source();
        let text = |path: &str| {
            let file = files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("no {path}"));
            String::from_utf8(file.bytes.clone()).unwrap()
        };
        for file in files.iter().filter(|file| file.path.ends_with(".md") && !file.path.contains("lessons/")) {
            let text = String::from_utf8_lossy(&file.bytes);
            assert!(!text.lines().any(|line| line.starts_with("{{")), "{}:\n{text}", file.path);
        }
        assert!(text("src/SUMMARY.md").contains("- [Two](lessons/basics/01-two.md)"));
        assert!(text("src/learners.md").contains("| `h` | one more hint |"), "{}", text("src/learners.md"));
        assert!(text("src/learners.md").contains("<code>:help</code>"));
        assert!(text("src/format.md").contains("| `quiz,id=x` |"));
        assert!(text("src/commands.md").contains("## gradus book"));
        assert!(text("src/datasets.md").contains("penguins.csv.gz"));
        assert!(text("src/lessons/basics/01-two.md").contains("Hint 1 of 3"));
    }

    #[test]
    fn a_folder_with_something_else_is_left_alone_and_an_old_book_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let note = folder.path().join("src/note.md");
        fs::create_dir(folder.path().join("src")).unwrap();
        fs::write(&note, "mine").unwrap();
        assert!(write(folder.path(), &source()).unwrap_err().to_string().contains("not empty"));
        assert_eq!(fs::read_to_string(&note).unwrap(), "mine");

        let book = folder.path().join("book");
        write(&book, &source()).unwrap();
        fs::write(book.join("src/lessons/basics/09-gone.md"), "").unwrap();
        write(&book, &source()).unwrap();
        assert!(!book.join("src/lessons/basics/09-gone.md").exists());
        assert!(book.join("src/lessons/basics/01-two.md").exists());
    }

    #[test]
    fn another_course_has_its_own_pages_alone() {
        let parts = Parts { summary: "- [Two](two.md)".into(), overview: "Two.".into(), glossary: String::new() };
        let files = parts.around("/somewhere/Birds \"of\" the sea");
        let text = |path: &str| {
            String::from_utf8_lossy(&files.iter().find(|file| file.path == path).unwrap().bytes).into_owned()
        };
        assert!(text("book.toml").contains("title = \"Birds \\\"of\\\" the sea\"\n"), "{}", text("book.toml"));
        assert!(!text("book.toml").contains("neural networks"));
        assert!(text("src/SUMMARY.md").contains("- [Two](two.md)") && text("src/index.md").contains("Two."));
        let pages = files.iter().filter(|file| file.path.ends_with(".md")).count();
        assert_eq!(pages, 3);
    }

    #[test]
    fn without_mdbook_the_sentence_says_how_to_get_it() {
        let missing = make(Path::new("book"), "no-such-program-mdbook").unwrap_err().to_string();
        assert!(missing.contains("cargo install --locked mdbook@") && missing.contains("book/src"), "{missing}");
    }
}
