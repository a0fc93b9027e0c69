//! Stories of a notebook that comes back.

use super::*;
use crate::cli::fixture;
use gradus_lessons::notebook::{Export, Shown, Whose, write};

fn notebook() -> String {
    let export = Export { whose: Whose::Starters, outputs: Shown::Nothing };
    write(&fixture::catalog(), &fixture::lesson(), export, &|_| None).unwrap().replace("todo!()", "1 + 1")
}

/// What importing says, with progress as it is in the folder.
fn import(store: &Store, text: &str) -> String {
    let mut out = Vec::new();
    take(&fixture::catalog(), text, store, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn text(store: &Store) -> String {
    store.load().unwrap().progress.lesson(&fixture::lesson().id).unwrap().cells["two"].text.clone()
}

#[test]
fn answers_come_into_progress() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path());
    let told = import(&store, &notebook());
    assert!(told.starts_with("basics/01-two\n  two: taken\n") && told.contains("not checked yet"), "{told}");
    assert_eq!(text(&store), "let two: i32 = 1 + 1;");
    assert_eq!(import(&store, &notebook()), "basics/01-two\n  two: the same as yours\n");
}

#[test]
fn what_is_replaced_is_said_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path());
    let lesson = fixture::lesson();
    let starter = &lesson.exercise("two").unwrap().starter;
    store.change(|progress| progress.lesson_mut(&lesson.id).edit("two", starter, "let two: i32 = 3 - 1;")).unwrap();
    let told = import(&store, &notebook());
    assert!(told.contains("two: taken, in place of yours"), "{told}");
    let kept = fs::read_to_string(folder.path().join("progress.before-import-1.json")).unwrap();
    assert!(kept.contains("3 - 1") && text(&store) == "let two: i32 = 1 + 1;");
}

#[test]
fn what_is_not_found_is_said_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::new(folder.path());
    let without = notebook().replace(":exercise two", "").replace("\"kind\": \"exercise\"", "\"kind\": \"cell\"");
    let without = without.replace("\"id\": \"two\"", "\"id\": \"gone\"").replace("let two: i32 = 1 + 1;", "1");
    let told = import(&store, &without);
    assert!(told.contains("two: not found; an answer's cell begins with `:exercise two`"), "{told}");
    assert!(!store.file().exists());
}
