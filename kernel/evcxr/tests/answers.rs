//! The real process, asked by the real client about the real kit.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use gradus_kernel::{
    analyst::{Analyst, AnalystOptions, Completer, Context, IDLE, Program, State},
    runtime::Sources,
};
use std::{
    path::Path,
    time::{Duration, Instant},
};

fn analyst(home: &Path, idle: Duration) -> Analyst {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folders = ["Cargo.toml", "Cargo.lock", "lessons/kit", "kernel/protocol", "kernel/words", "datasets"];
    let kit = Sources::read(&root, &folders).unwrap();
    let program = Program::File(env!("CARGO_BIN_EXE_gradus-evcxr").into());
    Analyst::new(AnalystOptions { home: home.to_owned(), kit, program, idle })
}

/// Waits for the program to be found, as a front end does; reading is waited for by the question.
fn complete(analyst: &Analyst, context: &Context, cell: &str) -> (Vec<String>, std::ops::Range<usize>) {
    analyst.wake();
    while let State::Loading(progress) = analyst.state() {
        if progress.total > 0 {
            break;
        }
        std::thread::yield_now();
    }
    let began = Instant::now();
    let found = analyst.complete(context, cell, cell.chars().count()).unwrap();
    println!("{cell:?}: {:?}, {} names", began.elapsed(), found.items.len());
    (found.items.into_iter().map(|item| item.insert).collect(), found.replace)
}

#[test]
fn a_tensor_offers_its_methods_and_a_struct_its_fields() {
    let home = tempfile::tempdir().unwrap();
    let analyst = analyst(home.path(), IDLE);
    let mut context = Context::default();
    context.define("use gradus::prelude::*;");
    context.define("/// Somewhere.\nstruct Place { east: f32, north: f32 }");
    context.define(
        "impl Place {\n    /// How far it is.\n    fn distance(&self) -> f32 { self.east.hypot(self.north) }\n}",
    );
    context.bind("p", true, Some("crate::Place"));
    let names = "::gradus::rt::names::dfdx";
    let tensor = format!("{names}::Tensor<({names}::Const<4>, {names}::Const<2>), f32, {names}::Cpu>");
    context.bind("t", false, Some(&tensor));

    let (methods, _) = complete(&analyst, &context, "t.");
    for method in ["exp", "matmul", "shape", "reshape"] {
        assert!(methods.iter().any(|name| name == method), "no {method} in {methods:?}");
    }
    let (fields, replaced) = complete(&analyst, &context, "let é = p.ea");
    assert_eq!((fields, replaced), (vec!["east".to_owned()], 10..12), "characters, not bytes");
    // What this cell itself defines, before it has ever run.
    let (own, _) = complete(&analyst, &context, "struct Mine { weight: f32 }\nlet m = Mine { weight: 1.0 };\nm.we");
    assert_eq!(own, ["weight"]);

    let told = analyst.document(&context, "p.distance", 4).unwrap().unwrap();
    assert!(told.signature.contains("fn distance(&self) -> f32") && told.text == "How far it is.", "{told:?}");
    assert_eq!(analyst.document(&context, "1 + ", 4).unwrap(), None);
    let State::Ready { memory } = analyst.state() else { panic!("{:?}", analyst.state()) };
    println!("memory: {memory:?}");
}

#[test]
fn a_process_that_nobody_asks_ends() {
    let home = tempfile::tempdir().unwrap();
    let analyst = analyst(home.path(), Duration::ZERO);
    analyst.wake();
    analyst.wait_for_rest();
    assert_eq!(analyst.state(), State::Resting);
}
