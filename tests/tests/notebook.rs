//! A lesson as a notebook, run from its first to its last cell by the real engine, and answers that come back.

#![allow(clippy::unwrap_used, reason = "a story may stop at the first surprise")]

mod common;

use common::{Home, lesson, said, stdout};
use serde_json::Value;
use std::fs;

/// The code of a notebook's cells.
fn code(notebook: &str) -> Vec<String> {
    let notebook: Value = serde_json::from_str(notebook).unwrap();
    let cells = notebook["cells"].as_array().unwrap().iter().filter(|cell| cell["cell_type"] == "code");
    let text = |cell: &Value| -> String {
        cell["source"].as_array().unwrap().iter().map(|line| line.as_str().unwrap()).collect()
    };
    cells.map(text).collect()
}

/// A draft whose cells are the notebook's: their names tell nothing of the lesson, as after copying.
fn draft(cells: &[String]) -> String {
    let cells = cells.iter().enumerate();
    let fences: Vec<String> = cells.map(|(at, cell)| format!("```rust,cell,id=c{at}\n{cell}\n```")).collect();
    lesson(&fences.join("\n\n"))
}

#[test]
fn a_lesson_with_its_solutions_runs_and_every_check_passes() {
    let home = Home::new();
    let notebook = home.gradus(&["export", "foundations/01-neuron", "--ipynb", "--solutions", "-o", "-"]);
    assert!(notebook.status.success(), "{}", said(&notebook));
    let cells = code(&stdout(&notebook));
    let checks = cells.iter().filter(|cell| cell.starts_with(":check")).count();
    assert!(checks >= 5);
    let run = home.gradus(&["run", &home.file("notebook.md", &draft(&cells))]);
    assert!(run.status.success(), "{}", said(&run));
    let passed = stdout(&run).lines().filter(|line| line.trim_start().starts_with("passed: ")).count();
    assert_eq!(passed, checks, "{}", said(&run));
}

#[test]
fn an_answer_in_a_notebook_comes_into_progress() {
    let home = Home::bare();
    let file = home.path().join("neuron.ipynb");
    let path = file.to_str().unwrap();
    assert!(home.gradus(&["export", "neuron", "--ipynb", "-o", path]).status.success());
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("todo!(\\\"the mean squared error\\\")", "xs[0] * w + b - ys[0]")).unwrap();
    let told = home.gradus(&["import", path]);
    assert!(stdout(&told).contains("  loss: taken\n"), "{}", said(&told));
    assert!(stdout(&told).contains("  gradient: nothing filled in\n"), "{}", said(&told));
    let back = home.gradus(&["export", "neuron", "--ipynb", "--mine", "-o", "-"]);
    assert!(stdout(&back).contains("xs[0] * w + b - ys[0]"));
    let foreign = home.gradus(&["import", &home.file("foreign.ipynb", "{}")]);
    assert!(!foreign.status.success() && said(&foreign).contains("no Jupyter notebook"), "{}", said(&foreign));
}
