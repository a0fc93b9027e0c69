//! A course as the source of a book.

#![allow(clippy::unwrap_used, reason = "a helper that cannot go on ends the test")]

#[allow(dead_code, reason = "each test file uses its part")]
mod scripted;

use gradus_lessons::{
    Catalog, Lesson,
    book::{Book, BookError, book},
    lint_all,
};
use scripted::*;

fn nothing(_: &Lesson, _: &str) -> Option<Vec<u8>> {
    None
}

/// The sound lesson with more words at its end, as one chapter.
fn with(words: &str) -> (Catalog, Result<Book, BookError>) {
    let catalog = catalog(&format!("{SOUND}\n\n{words}\n"));
    let made = book(&catalog, &nothing);
    (catalog, made)
}

fn page(book: &Book) -> String {
    let page = book.files.iter().find(|file| file.path.ends_with(".md")).unwrap();
    String::from_utf8(page.bytes.clone()).unwrap()
}

#[test]
fn a_lesson_is_a_chapter() {
    let made = with("Then $w < 1$.").1.unwrap();
    insta::assert_snapshot!(page(&made));
    insta::assert_snapshot!(format!("{}\n\n{}\n\n{}", made.summary, made.overview, made.glossary));
}

#[test]
fn a_formula_that_is_none_breaks_a_law_at_its_line() {
    let (catalog, made) = with("Fine: $x$.\nThen $\\nosuch{w}$.");
    let problems = lint_all(&catalog);
    assert_eq!(problems.len(), 1, "{problems:?}");
    let line = catalog.sources().iter().find(|source| source.file.ends_with(".md")).unwrap();
    let wanted = line.text.lines().position(|line| line.contains("nosuch")).unwrap() + 1;
    assert_eq!(problems[0].line, wanted);
    assert!(matches!(made, Err(BookError::Formula { formula, .. }) if formula == "\\nosuch{w}"));
}

#[test]
fn pictures_come_along_and_a_missing_one_is_named() {
    let (catalog, made) = with("![A bird](bird.png) and ![the web](https://example.org/x.png).");
    assert!(matches!(made, Err(BookError::Picture { link, .. }) if link == "bird.png"));
    let made = book(&catalog, &|_, link| (link == "bird.png").then(|| b"PNG".to_vec())).unwrap();
    let bird = made.files.iter().find(|file| file.path.ends_with("/bird.png")).unwrap();
    assert_eq!(bird.bytes, b"PNG");
}
