//! A session that comes to need polars. Building it takes minutes, so these run when they are asked for: `.ci/run` does.

#![allow(clippy::unwrap_used, reason = "a story may stop at the first surprise")]

mod common;

use common::notebook::{Notebook, notes};
use gradus_kernel::{Engine, runtime::Additions};
use gradus_protocol::{Output, Status};

#[test]
#[ignore = "not a test: the process that the others start as their worker"]
fn worker_process() {
    common::serve();
}

#[test]
#[ignore = "builds polars, which takes minutes"]
fn a_kit_session_moves_to_frames_and_keeps_what_it_has() {
    let mut n = Notebook::open();
    n.value("use gradus::prelude::*; let keep = vec![1.0_f32, 2.0];");
    n.value("fn double(x: f32) -> f32 { 2.0 * x } let t = device(0).tensor([1.0_f32, 2.0]);");

    // What takes long the second time, too, is told while it passes.
    n.value("std::thread::sleep(std::time::Duration::from_secs(2));");
    let (status, outputs) = n.run("use gradus_frames::prelude::*;\nlet birds = gradus_frames::penguins()?;\n&birds");
    assert_eq!(status, Status::Ok, "{outputs:#?}");
    assert!(
        notes(&outputs).iter().any(|note| note.contains("polars") && note.contains("3 finished cells")),
        "{outputs:#?}"
    );
    let again: Vec<_> = n.steps.iter().filter(|step| step.step.contains("run again")).collect();
    assert_eq!(again.iter().map(|step| (step.done, step.total)).collect::<Vec<_>>(), [(0, 3), (1, 3), (2, 3)]);
    let Some(Output::Value(table)) = outputs.last() else { panic!("{outputs:#?}") };
    let text = table.text("text/plain").unwrap();
    assert!(text.starts_with("344 rows, 7 columns\n") && text.ends_with("… and 324 more rows"), "{text}");
    assert_eq!(text.lines().count(), 1 + 2 + 20 + 1);
    assert_eq!(table.text("text/html").unwrap().matches("<tr>").count(), 1 + 20);

    assert_eq!(n.value("keep.iter().map(|x| double(*x)).sum::<f32>() + t.clone().sum().array()"), "9.0");
    n.value("let heavy = birds.filter(&birds.column(\"body_mass_g\")?.f32()?.gt(6000.0_f32))?;");
    assert_eq!(n.value("heavy.shape()"), "(2, 7)");
    assert!(n.value("heavy.column(\"body_mass_g\")?.clone()").starts_with("2 values\n  body_mass_g\n"));
    n.value("let masses = heavy.column(\"body_mass_g\")?.as_materialized_series().clone();");
    assert!(n.value("polars::prelude::Series::new(\"s\".into(), [1, 2]).len() + masses.len()") == "4");

    let (_, outputs) = n.run("show!(heavy.select([\"species\"])?); show!(&masses);");
    let tables = outputs.iter().filter(|output| matches!(output, Output::Display { .. })).count();
    assert_eq!(tables, 2, "{outputs:#?}");

    // A session that knows before its first cell begins with it, now that it is there.
    let mut fresh = Notebook::open();
    fresh.value("1 + 1");
    fresh.engine.restart().unwrap();
    fresh.engine.foresee(Additions::frames());
    assert_eq!(fresh.value("use gradus::prelude::*; let one = 1; one"), "1");
    let (status, outputs) = fresh.run("use gradus_frames::prelude::*; gradus_frames::penguins()?.shape()");
    assert_eq!((status, notes(&outputs)), (Status::Ok, Vec::<String>::new()), "it did not move");
}
