//! Getting a session back: after a worker that died, and quietly in a new worker.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use common::notebook::Notebook;
use gradus_kernel::{Cell, Engine, engine::EngineEvent};
use gradus_protocol::{CellError, Status};

#[test]
#[ignore = "not a test: the process that the others start as their worker"]
fn worker_process() {
    common::serve();
}

fn ids(cells: &[Cell]) -> Vec<&str> {
    cells.iter().map(|cell| cell.id.0.as_str()).collect()
}

#[test]
fn the_finished_cells_of_a_dead_worker_run_again() {
    let mut n = Notebook::open();
    n.value("struct P { x: f32 } let mut p = P { x: 1.0 };");
    n.value("static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(7);");
    n.value("p.x += 1.0; COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);");
    n.error("let gone = p; panic!(\"not finished\")");
    n.value("let p = P { x: 5.0 };");
    let Status::Died = n.run("std::process::abort()").0 else { panic!() };
    let offered = n.restarted.take().unwrap().1.expect("there is something to run again");
    assert_eq!(offered.cells.iter().map(|id| id.0.as_str()).collect::<Vec<_>>(), ["c1", "c2", "c3", "c5"]);
    assert!(offered.seconds < 60);
    let again = n.engine.again();
    assert_eq!(ids(&again), ["c1", "c2", "c3", "c5"]);
    for cell in &again {
        let (status, outputs) = n.run_cell(cell);
        assert_eq!(status, Status::Ok, "{outputs:?}");
    }
    assert_eq!(n.value("(p.x, COUNT.load(std::sync::atomic::Ordering::Relaxed))"), "(5.0, 8)");
    assert!(n.engine.again().is_empty());
}

#[test]
fn what_a_session_holds_is_made_again_unheard() {
    let mut n = Notebook::open();
    n.value("let v = vec![1]; println!(\"unheard the second time\");");
    n.value("fn pushed(mut v: Vec<i32>) -> Vec<i32> { v.push(2); v }");
    n.value("let runs = std::env::temp_dir().join(format!(\"gradus-replay-{}\", std::process::id()));");
    // Finishes in one process only: as a cell that needs a file that is gone.
    n.value("assert!(std::fs::File::create_new(&runs).is_ok());\nlet made = runs.clone();");
    n.value("let v = pushed(v); let kept = v.len();");
    n.value("std::env::set_current_dir(\"/\")?;");
    n.said.lock().unwrap().clear();
    let failed = n.engine.replay();
    assert!(matches!(&failed[..], [(cell, CellError::Panic { .. })] if cell.0 == "c4"), "{failed:?}");
    assert_eq!(n.said.lock().unwrap().iter().filter(|e| matches!(e, EngineEvent::Output(..))).count(), 0);
    assert_eq!(n.value("std::fs::remove_file(&runs)?; (kept, v)"), "(2, [1, 2])");
    assert_eq!(n.rejected("made").0, "E0425");
}
