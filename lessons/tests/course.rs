//! The course as it stands in `content/`.

#![allow(clippy::unwrap_used, reason = "a helper that cannot go on ends the test")]

use gradus_lessons::{Catalog, compare_sources, lint_all, render};
use std::{fs, path::Path};

fn files(folder: &Path, found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push((path.display().to_string(), fs::read_to_string(&path).unwrap()));
        }
    }
}

fn course() -> Catalog {
    let mut found = Vec::new();
    files(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/content")), &mut found);
    files(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/recorded")), &mut found);
    Catalog::new(found)
}

#[test]
fn the_course_breaks_no_law_on_paper() {
    let catalog = course();
    let problems = lint_all(&catalog);
    assert!(problems.is_empty(), "{}", render(&problems, catalog.sources(), false));
    assert!(catalog.tracks().len() >= 3);
}

#[test]
fn every_lesson_is_recorded_as_it_stands() {
    let catalog = course();
    let stale: Vec<_> = catalog.lessons().flat_map(|lesson| compare_sources(&catalog, lesson)).collect();
    assert!(stale.is_empty(), "{}", render(&stale, catalog.sources(), false));
}
