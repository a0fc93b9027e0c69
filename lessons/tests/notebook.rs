//! Lessons as notebooks and back: a small lesson as a picture, every lesson of the course by laws.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

#[allow(dead_code, reason = "each test file uses its part")]
mod scripted;

use gradus_lessons::{
    Catalog, Lesson, LessonProgress,
    notebook::{self, Export, Found, NoAnswers, NotebookError, Shown, Whose, read_answers},
};
use nbformat::v4::{Cell, CellId};
use proptest::prelude::*;
use scripted::{SOUND, catalog};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs, path::Path};

const STARTERS: Export<'_> = Export { whose: Whose::Starters, outputs: Shown::Nothing };
const SOLUTIONS: Export<'_> = Export { whose: Whose::Solutions, outputs: Shown::Nothing };

/// The course as it is in the repository.
fn course() -> Catalog {
    let mut files = Vec::new();
    for folder in ["content", "recorded"] {
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files);
    }
    Catalog::new(files)
}

fn read(folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => read(&path, files),
            false => files.push((path.to_str().unwrap().replace('\\', "/"), fs::read_to_string(&path).unwrap())),
        }
    }
}

/// A lesson without pictures as a notebook.
fn write(catalog: &Catalog, lesson: &Lesson, export: Export<'_>) -> Result<String, NotebookError> {
    notebook::write(catalog, lesson, export, &|_| None)
}

fn sound() -> (Catalog, Lesson) {
    let catalog = catalog(SOUND);
    let lesson = catalog.lessons().next().unwrap().clone();
    (catalog, lesson)
}

fn cells(text: &str) -> Vec<Cell> {
    match nbformat::parse_notebook(text).unwrap() {
        nbformat::Notebook::V4(notebook) => notebook.cells,
        other => panic!("not a notebook of version 4.5: {other:?}"),
    }
}

fn code(text: &str) -> Vec<String> {
    let code = |cell: &Cell| matches!(cell, Cell::Code { .. }).then(|| cell.source().concat());
    cells(text).iter().filter_map(code).collect()
}

#[test]
fn a_small_lesson_as_a_notebook() {
    let (catalog, lesson) = sound();
    insta::assert_snapshot!(write(&catalog, &lesson, Export { outputs: Shown::Recorded, ..STARTERS }).unwrap());
}

#[test]
fn pictures_in_words_come_along() {
    let link = "Some points ![of *a* line](img/dot.png \"Dot\"), ![far](https://example.org/a.png)";
    let catalog = catalog(&SOUND.replacen("Some points", link, 1));
    let lesson = catalog.lessons().next().unwrap();
    let read = |link: &str| (link == "img/dot.png").then(|| include_bytes!("fixtures/dot.png").to_vec());
    let text = notebook::write(&catalog, lesson, STARTERS, &read).unwrap();
    let found = cells(&text).into_iter().find(|cell| cell.source().concat().contains("Some points"));
    let Some(Cell::Markdown { source, attachments: Some(attached), .. }) = found else { panic!("{text}") };
    let wanted = "![of a line](attachment:img-dot.png \"Dot\"), ![far](https://example.org/a.png), and the loss";
    assert!(source.concat().contains(wanted), "{source:?}");
    let base64 = attached["img-dot.png"]["image/png"].as_str().unwrap();
    assert!(base64.starts_with("iVBORw0KGgo") && attached.as_object().unwrap().len() == 1, "{attached}");
    let missing = write(&catalog, lesson, STARTERS).unwrap_err().to_string();
    assert!(missing.contains("img/dot.png"), "{missing}");
}

#[test]
fn every_lesson_becomes_a_valid_notebook() {
    let course = course();
    assert!(course.lessons().next().is_some());
    for lesson in course.lessons() {
        for export in [STARTERS, SOLUTIONS, Export { outputs: Shown::Recorded, ..SOLUTIONS }] {
            let text = write(&course, lesson, export).unwrap();
            assert_eq!(text, write(&course, lesson, export).unwrap(), "the same lesson gives the same bytes");
            assert!(!text.contains("{figure:"), "{}: a figure without its number", lesson.id);
            // Parsing refuses ids that are double or that Jupyter does not take.
            let code = code(&text);
            assert_eq!(code[0], format!(":lesson {}", lesson.id));
            for exercise in lesson.exercises() {
                let answer = if export.whose == Whose::Starters { &exercise.starter } else { &exercise.solution };
                let level = exercise.opt.map(|level| format!(":opt {level} here\n")).unwrap_or_default();
                let answer = format!(":exercise {}\n{level}{}", exercise.id, answer.text.trim_end());
                let check = format!(":check {}\n", exercise.id);
                let at = code.iter().position(|cell| *cell == answer).unwrap();
                assert!(code[at + 1].starts_with(&check), "its check stands below an answer");
                let hidden = exercise.check.text.trim();
                assert!(!code.iter().any(|cell| cell.contains(hidden)), "{}: its check is visible", exercise.id);
                let shown = code.iter().any(|cell| cell.contains(exercise.solution.text.trim()));
                assert_eq!(shown, export.whose == Whose::Solutions, "{}: its solution", exercise.id);
            }
        }
    }
}

#[test]
fn every_lessons_answers_come_back() {
    let course = course();
    for lesson in course.lessons() {
        let found = read_answers(&course, &write(&course, lesson, STARTERS).unwrap()).unwrap();
        let all: Vec<&str> = lesson.exercises().map(|exercise| exercise.id.as_str()).collect();
        assert_eq!(found.open, all, "a fresh notebook has only gaps");
        let found = read_answers(&course, &write(&course, lesson, SOLUTIONS).unwrap()).unwrap();
        assert_eq!(found.references, all, "the reference is nobody's answer");
        let mut done = LessonProgress::default();
        lesson.exercises().for_each(|exercise| done.edit(&exercise.id, &exercise.starter, &exercise.solution.text));
        let mine = Export { whose: Whose::Mine(&done), outputs: Shown::Nothing };
        let found = read_answers(&course, &write(&course, lesson, mine).unwrap()).unwrap();
        for exercise in lesson.exercises() {
            assert_eq!(found.answers[&exercise.id], exercise.solution.text.trim_end());
        }
    }
}

/// An answer as somebody may leave it: comments, empty lines, other letters, half a function.
fn answers() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just(String::new()),
        "    // [a-zäß:$\"]{0,12}",
        "let [a-z]{1,5} = [0-9]{1,3};",
        "fn [a-z]{1,6}\\(\\) \\{",
        "\\}",
        ":: [a-z]{1,4}",
    ];
    prop::collection::vec(line, 0..8).prop_map(|lines| format!("let best = 1;\n{}\nx", lines.join("\n")))
}

proptest! {
    #[test]
    fn what_is_exported_is_imported(answer in answers()) {
        let (catalog, lesson) = sound();
        let exercise = lesson.exercise("slope").unwrap();
        let mut done = LessonProgress::default();
        done.edit("slope", &exercise.starter, answer.clone());
        let text = write(&catalog, &lesson, Export { whose: Whose::Mine(&done), outputs: Shown::Nothing }).unwrap();
        prop_assert_eq!(&read_answers(&catalog, &text).unwrap().answers["slope"], &answer);
    }
}

/// The small lesson's notebook, changed as a client would.
fn changed(change: impl FnOnce(&mut Vec<Value>)) -> Found {
    let (catalog, lesson) = sound();
    let mut notebook: Value = serde_json::from_str(&write(&catalog, &lesson, STARTERS).unwrap()).unwrap();
    change(notebook["cells"].as_array_mut().unwrap());
    read_answers(&catalog, &notebook.to_string()).unwrap()
}

fn place(cells: &[Value], id: &str) -> usize {
    cells.iter().position(|cell| cell["id"] == id).unwrap()
}

const RIGHT: &str = "fn slope(w: f32, xs: [f32; 3]) -> f32 { 2.0 * w }\nlet best = 0.0;";

#[test]
fn a_copied_cell_counts_when_it_ran_last() {
    let found = changed(|cells| {
        let at = place(cells, "slope");
        let mut copy = cells[at].clone();
        copy["id"] = json!("another");
        copy["source"] = json!(format!(":exercise slope\n{RIGHT}"));
        copy["execution_count"] = json!(7);
        cells.insert(0, copy);
    });
    assert_eq!(found.answers["slope"], RIGHT);
}

#[test]
fn a_split_cell_is_one_answer() {
    let (first, second) = RIGHT.split_once('\n').unwrap();
    for keeps_metadata in [true, false] {
        let found = changed(|cells| {
            let at = place(cells, "slope");
            let mut half = cells[at].clone();
            half["id"] = json!("another");
            half["source"] = json!(second);
            if !keeps_metadata {
                half["metadata"] = json!({});
            }
            cells[at]["source"] = json!(format!(":exercise slope\n{first}"));
            cells.insert(at + 1, half);
        });
        assert_eq!(found.answers["slope"], format!("{first}\n\n{second}"));
    }
}

#[test]
fn a_cell_without_its_line_is_known_by_id_or_metadata() {
    let found = changed(|cells| {
        let at = place(cells, "slope");
        cells[at]["source"] = json!(RIGHT);
    });
    assert_eq!(found.answers["slope"], RIGHT);
    let found = changed(|cells| {
        let at = place(cells, "slope");
        cells[at]["source"] = json!(RIGHT);
        cells[at]["id"] = json!("another");
    });
    assert_eq!(found.answers["slope"], RIGHT);
}

#[test]
fn a_deleted_cell_is_missing_and_a_stray_one_is_named() {
    let found = changed(|cells| {
        let at = place(cells, "slope");
        cells[at]["source"] = json!(":exercise slop\n1");
        cells[at]["metadata"] = json!({});
        cells[at]["id"] = json!("another");
    });
    assert_eq!((found.missing, found.unknown), (vec!["slope".to_owned()], vec!["slop".to_owned()]));
}

#[test]
fn foreign_and_broken_files_are_refused_in_words() {
    let catalog = catalog(SOUND);
    let empty = r#"{ "cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5 }"#;
    assert_eq!(read_answers(&catalog, empty), Err(NoAnswers::Foreign));
    assert!(matches!(read_answers(&catalog, "not json"), Err(NoAnswers::Broken(_))));
    assert!(matches!(read_answers(&catalog, r#"{ "nbformat": 9 }"#), Err(NoAnswers::Broken(_))));
    let other = empty.replace("{}", r#"{ "gradus": { "lesson": "other/01-x" } }"#);
    let Err(NoAnswers::NoLesson(why)) = read_answers(&catalog, &other) else { panic!("there is no such lesson") };
    assert!(why.contains("foundations/01-line"), "{why}");
}

#[test]
fn ids_are_jupyters_and_stable() {
    let (catalog, lesson) = sound();
    let text = write(&catalog, &lesson, STARTERS).unwrap();
    let ids: Vec<String> = cells(&text).iter().map(|cell| cell.id().to_string()).collect();
    for id in ["Head", "Lesson", "setup", "points", "Quiz-guess", "slope", "Check-slope", "Glossary"] {
        assert!(ids.iter().any(|known| known == id), "{id} in {ids:?}");
    }
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
    let mut long = lesson;
    long.blocks.retain(|block| block.id() == Some("points"));
    let name = "p".repeat(80);
    if let gradus_lessons::Block::Cell(cell) = &mut long.blocks[0] {
        cell.id = name.clone();
    }
    let ids: Vec<CellId> = cells(&write(&catalog, &long, STARTERS).unwrap()).iter().map(|c| c.id().clone()).collect();
    assert!(ids.iter().any(|id| id.as_str().starts_with("ppp") && id.as_str().len() == 64), "{ids:?}");
}
