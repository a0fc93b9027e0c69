//! Random notebooks against the same program compiled as one file, cell by cell.
//!
//! ```text
//! main.rs     the property, and how a difference is shown
//! book.rs     Book      cells and the one file, written side by side by one hand
//! acts.rs     act       what a cell may do: define, bind, move, shadow, fail, ..
//! program.rs  outputs   the one file compiled and run
//! ```
//!
//! What a notebook means, as one file: each cell is a closure under `catch_unwind` in one `main`, its new variables
//! are returned and live on; a variable that is bound anew drops the old one when the cell ends. A definition that
//! changes is another definition, and so is everything that mentions it: names carry a version. Variables whose type
//! rests on an old version are dropped before the cell that changed it runs. A cell that does not compile is nothing.
//!
//! `GRADUS_CASES=500 cargo test -p gradus-kernel --test random` runs more than the few of CI; `GRADUS_SEED=2` others;
//! `GRADUS_SHOW=1` shows each.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod acts;
mod book;
#[path = "../common/mod.rs"]
mod common;
mod program;

use book::Book;
use common::notebook::Notebook;
use gradus_kernel::Engine;
use gradus_protocol::{CellError, Output};
use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{RngAlgorithm, TestCaseError, TestRng, TestRunner},
};
use std::{cell::RefCell, env};

#[test]
#[ignore = "not a test: the process that the others start as their worker"]
fn worker_process() {
    common::serve();
}

fn setting(name: &str, default: u64) -> u64 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

#[test]
fn a_notebook_is_the_program_it_reads_as() {
    let config = ProptestConfig {
        cases: setting("GRADUS_CASES", 16) as u32,
        max_shrink_iters: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let mut seed = [7; 32];
    seed[..8].copy_from_slice(&setting("GRADUS_SEED", 1).to_le_bytes());
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
    let notebook = RefCell::new(Notebook::open());
    // A cell is a few acts; an act is its kind and three choices.
    let act = (0..acts::KINDS, any::<[u8; 3]>());
    let cells = vec(vec(act, 1..5), 4..14);
    let result = runner.run(&cells, |cells| compare(&Book::write(&cells), &mut notebook.borrow_mut()));
    if let Err(error) = result {
        panic!("{error}");
    }
}

/// Runs both and tells the first cell where they differ.
fn compare(book: &Book, notebook: &mut Notebook) -> Result<(), TestCaseError> {
    if env::var_os("GRADUS_SHOW").is_some() {
        eprintln!("{}", listed(book));
    }
    let wanted = program::outputs(&book.program()).map_err(|error| differs(book, &error))?;
    notebook.engine.restart().unwrap();
    for (index, cell) in book.cells.iter().enumerate() {
        let (_, outputs) = notebook.run(&cell.code);
        let found = words(&outputs);
        if found != wanted[index] {
            let message = format!(
                "cell {} differs\n--- as one file:\n{}\n--- in the notebook:\n{found}\n--- all:\n{outputs:#?}",
                index + 1,
                wanted[index]
            );
            return Err(differs(book, &message));
        }
    }
    Ok(())
}

fn differs(book: &Book, message: &str) -> TestCaseError {
    TestCaseError::fail(format!("{message}\n--- the notebook:\n{}\n--- the file:\n{}", listed(book), book.program()))
}

fn listed(book: &Book) -> String {
    let cells = book.cells.iter().enumerate();
    cells.map(|(index, cell)| format!("// cell {}\n{}\n", index + 1, cell.code)).collect()
}

/// A cell's outputs in the words that the one file uses.
fn words(outputs: &[Output]) -> String {
    let mut text = String::new();
    for output in outputs {
        match output {
            Output::Stream { data, .. } => text.push_str(&String::from_utf8_lossy(data)),
            Output::Value(bundle) => {
                text.push_str(&format!("=> {}\n", bundle.text("text/plain").unwrap_or_default().trim_end()));
            }
            Output::Error(CellError::Panic { message, .. }) => text.push_str(&format!("!! {message}\n")),
            Output::Error(CellError::Failed { message, .. }) => text.push_str(&format!("?? {message}\n")),
            Output::Error(CellError::Compile { .. }) => text.push_str("does not compile\n"),
            Output::Error(other) => text.push_str(&format!("{other:?}\n")),
            _ => {}
        }
    }
    text
}
