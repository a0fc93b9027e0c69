//! Stories of the direct engine with the real compiler and a real worker: what a notebook's user expects of cells.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use common::notebook::{Notebook, notes};
use gradus_kernel::{Cell, Engine, engine::EngineEvent, runtime::Stop};
use gradus_protocol::{CellError, MimeBundle, NameKind, Output, Status, StreamName};
use std::sync::Arc;

#[test]
#[ignore = "not a test: the process that the others start as their worker"]
fn worker_process() {
    common::serve();
}

#[test]
fn variables_of_every_kind_persist() {
    let mut n = Notebook::open();
    assert_eq!(n.value("1 + 2"), "3");
    n.value("let mut total = 1.5_f32; let name = String::from(\"学而\");");
    n.value("total += 1.0;");
    assert_eq!(n.value("(total, &name)"), "(2.5, \"学而\")");
    n.value("struct P { x: f32 } impl P { fn double(&self) -> f32 { 2.0 * self.x } } let p = P { x: 4.0 };");
    assert_eq!(n.value("p.double()"), "8.0");
    n.value("trait Shape { fn area(&self) -> f32; } impl Shape for P { fn area(&self) -> f32 { self.x * self.x } }");
    n.value("let shapes: Vec<Box<dyn Shape>> = vec![Box::new(P { x: 3.0 })];");
    assert_eq!(n.value("shapes.iter().map(|s| s.area()).sum::<f32>()"), "9.0");
    n.value("let by = 3; let times = move |x: i32| x * by; fn adder(n: f32) -> impl Fn(f32) -> f32 { move |x| x + n }");
    n.value("let add = adder(0.5); let mut count = 0; let mut tick = move || { count += 1; count };");
    assert_eq!(n.value("(times(4), add(1.0), tick(), tick())"), "(12, 1.5, 1, 2)");
    assert_eq!(n.value("tick()"), "3");
    n.value("let squares = (1..4).map(|x| x * x);");
    assert_eq!(n.value("squares.collect::<Vec<_>>()"), "[1, 4, 9]");
    n.value("let worker = std::thread::spawn(|| 5_u64);");
    assert_eq!(n.value("worker.join().unwrap()"), "5");
    n.value("macro_rules! double { ($e:expr) => { 2 * $e } } const N: usize = 3; let zeros = [0_u8; N];");
    assert_eq!(n.value("double!(zeros.len())"), "6");
    n.value("let late; if total > 2.0 { late = \"big\" } else { late = \"small\" }");
    assert_eq!(n.value("late"), "\"big\"");
}

#[test]
fn a_cell_that_is_being_written_is_read_and_not_run() {
    let mut n = Notebook::open();
    n.value("let mut total = 1; let name = String::from(\"Ada\");");
    let mut read = |code: &str| n.engine.proofread(&Cell::new("draft", code), &Stop::default()).unwrap();
    assert_eq!(read("total += 1; drop(name); println!(\"{total}\");"), []);
    let errors = read("total += 1;\ndrop(name);\nname.len()");
    assert_eq!((errors.len(), errors[0].code.as_deref()), (1, Some("E0382")));
    assert_eq!(errors[0].place.as_ref().unwrap().line, 3);
    assert!(errors[0].advice.as_ref().unwrap().contains("`name` (String)"), "{errors:?}");
    assert_eq!(read("let a = 1 let b = 2;")[0].place.as_ref().unwrap().line, 1);
    let stopped = Stop::default();
    stopped.stop();
    assert_eq!(n.engine.proofread(&Cell::new("draft", "total"), &stopped), None);
    assert!(n.said.lock().unwrap().is_empty());
    assert_eq!(n.value("(total, name)"), "(1, \"Ada\")", "nothing ran");
}

#[test]
fn tensors_models_and_optimizers_persist() {
    let mut n = Notebook::open();
    n.value("use gradus::prelude::*;");
    n.value("type Model = (Linear<2, 8>, Tanh, Linear<8, 1>); let dev = device(0);");
    n.value("let mut model = dev.build_module::<Model, f32>();");
    n.value("let x = dev.tensor([[0., 0.], [0., 1.], [1., 0.], [1., 1.0f32]]); let y = dev.tensor([[0.], [1.], [1.], [0.0f32]]);");
    n.value("let mut opt: Adam<_, f32, Dev> = Adam::new(&model, AdamConfig { lr: 0.05, ..Default::default() }); let mut grads = model.alloc_grads();");
    n.value(
        "for _ in 0..300 {
            let loss = mse_loss(model.forward_mut(x.trace(grads)), y.clone());
            grads = loss.backward();
            opt.update(&mut model, &grads)?;
            model.zero_grads(&mut grads);
        }",
    );
    assert_eq!(n.value("model.forward(x.clone()).array().map(|[p]| p.round().abs())"), "[0.0, 1.0, 1.0, 0.0]");
    let names = n.engine.names();
    let ty = |name: &str| names.iter().find(|known| known.name == name).map(|known| known.ty.as_str());
    assert_eq!((ty("x"), ty("dev")), (Some("Tensor<4x2, f32>"), Some("Cpu")));
    assert_eq!(ty("model"), Some("(Linear<2, 8, f32, Cpu>, Tanh, Linear<8, 1, f32, Cpu>)"));
    let (_, outputs) = n.run("Plot::new(\"xor\").points(\"inputs\", [(0.0, 1.0), (1.0, 0.0)])");
    let Some(Output::Value(plot)) = outputs.last() else { panic!("{outputs:?}") };
    let mimes: Vec<&str> = plot.iter().map(|(mime, _)| mime).collect();
    assert_eq!(mimes, ["image/png", "image/svg+xml", "text/vnd.gradus.words", "text/vnd.gradus.ansi", "text/plain"]);
}

#[test]
fn moves_panics_and_failures_lose_only_what_they_must() {
    let mut n = Notebook::open();
    n.value("let mut keep = vec![1]; let give = vec![2];");
    n.value("let taken = give;");
    let told = n.advice("give.len()");
    assert!(told.contains("c2"), "the cell that moved it is named: {told}");
    let (error, _) = n.error("keep.push(2);\nlet fresh = 1;\nassert!(keep.len() > 5, \"too few: {}\", keep.len());");
    let CellError::Panic { message, place: Some(at) } = error else { panic!("{error:?}") };
    assert_eq!((message.as_str(), at.cell.0.as_str(), at.line, at.column), ("too few: 2", "c4", 3, 1));
    assert_eq!(n.value("(&keep, &taken)"), "([1, 2], [2])");
    assert_eq!(n.rejected("fresh").0, "E0425");
    assert!(
        matches!(n.error("let n: i32 = \"x\".parse()?;").0, CellError::Failed { message, .. } if message.contains("invalid digit"))
    );
    n.value("keep = { let mut moved = keep; moved.push(3); moved };");
    assert_eq!(n.value("keep"), "[1, 2, 3]");
    // A function's panic points into the cell that wrote it.
    n.value("fn third(v: &[i32]) -> i32 {\n    v[2]\n}");
    let CellError::Panic { place: Some(at), .. } = n.error("third(&[1])").0 else { panic!() };
    assert_eq!((at.line, at.column), (2, 5));
}

#[test]
fn a_borrow_does_not_cross_cells_and_we_say_so() {
    let mut n = Notebook::open();
    n.value("let z = 5; let mut v = vec![1, 2];");
    for (code, name) in [
        ("let r = &z;", "`r`"),
        ("let f = |x: i32| x + z;", "`f`"),
        ("let w = vec![1]; let first = &w[0];", "`first`"),
        ("let it = v.iter();", "`it`"),
        (
            "let slot = std::cell::RefCell::new(1); let change = slot.borrow_mut(); let k = 1; let g = move |x: i32| x + k;",
            "`change`",
        ),
        ("let s = String::from(\"a b\"); let words: Vec<&str> = s.split(' ').collect();", "`words`"),
    ] {
        let (status, outputs) = n.run(code);
        let notes = notes(&outputs);
        assert_eq!(status, Status::Ok, "within its cell a borrow is fine: {code}\n{outputs:?}");
        assert!(notes.len() == 1 && notes[0].starts_with(name) && notes[0].contains("clone"), "{code}: {notes:?}");
    }
    assert!(n.advice("r").contains("borrows"));
    assert_eq!(n.value("*slot.borrow_mut() += g(1); slot.take()"), "3");
    assert_eq!(
        n.value("let mut grid = vec![vec![0; 2]; 2]; let row = &mut grid[0]; row[0] = 1; grid"),
        "[[1, 0], [0, 0]]"
    );
    assert_eq!(n.value("let mut c = 0; let mut inc = || c += 1; inc(); c"), "1");
    assert_eq!(n.value("(&s, w.len(), grid[0][0], c)"), "(\"a b\", 1, 1, 1)");
    // A borrow that would go into an older variable is an error of Rust's own, in rustc's words.
    n.value("let mut held: Vec<&'static i32> = Vec::new();");
    assert_eq!(n.rejected("let local = 7; held.push(&local);").0, "E0597");
    assert_eq!(n.value("v.push(z); v.len()"), "3");
}

#[test]
fn errors_point_where_the_learner_wrote() {
    let mut n = Notebook::open();
    n.value("fn f(x: f32) -> f32 { x }");
    assert_eq!(n.rejected("let a = 1;\nlet 学 = \"学\"; f(a)"), ("E0308".into(), 2, 16));
    assert_eq!(n.rejected("let x = ;"), (String::new(), 1, 9));
    assert_eq!(n.rejected("let a = 1;\nlet x =\n\n"), (String::new(), 2, 8));
    assert!(n.advice("let x = (1 +").contains("never closed"));
    assert!(n.refused("return 5;").contains("if .. else"));
    assert_eq!(n.rejected("fn broken( {").1, 1);
    assert_eq!(n.rejected("println!(\"{missing}\");"), ("E0425".into(), 1, 12));
    assert_eq!(n.rejected("vec![1, 2].sorted()"), ("E0599".into(), 1, 12));
}

#[test]
fn outputs_arrive_in_the_order_written() {
    let mut n = Notebook::open();
    let (_, outputs) = n.run("print!(\"a\"); eprintln!(\"b\"); println!(\"c\"); gradus::show!(1); print!(\"d\"); 2");
    let mut words = Vec::new();
    for output in &outputs {
        match output {
            Output::Stream { name: StreamName::Stdout, data } => {
                words.push(format!("out {}", String::from_utf8_lossy(data)))
            }
            Output::Stream { name: StreamName::Stderr, data } => {
                words.push(format!("err {}", String::from_utf8_lossy(data)))
            }
            Output::Display { bundle, .. } => words.push(format!("show {}", text(bundle))),
            Output::Value(bundle) => words.push(format!("value {}", text(bundle))),
            other => words.push(format!("{other:?}")),
        }
    }
    assert_eq!(words, ["out a", "err b\n", "out c\n", "show 1", "out d", "value 2"]);
}

fn text(bundle: &MimeBundle) -> &str {
    bundle.text("text/plain").unwrap_or_default()
}

#[test]
fn a_probe_sees_everything_and_leaves_nothing() {
    let mut n = Notebook::open();
    n.value("fn loss(w: f32) -> f32 { w * w } let v = vec![1];");
    let probe = Cell::probe("check:loss", "fn helper() -> f32 { 2.0 } let hidden = helper(); (loss(hidden), v.len())");
    let (status, outputs) = n.run_cell(&probe);
    assert_eq!(status, Status::Ok, "{outputs:?}");
    let (status, outputs) = n.run_cell(&Cell::probe("check:loss", "drop(v);"));
    assert_eq!(status, Status::Error, "a check may not take a variable away: {outputs:?}");
    let names: Vec<_> = n.engine.names().into_iter().map(|name| (name.name, name.kind)).collect();
    assert_eq!(names, [("v".into(), NameKind::Variable), ("loss".into(), NameKind::Item)]);
    assert_eq!(n.value("v.len()"), "1");
}

#[test]
fn a_dead_worker_is_reported_and_replaced() {
    let mut n = Notebook::open();
    n.value("fn kept() -> i32 { 7 } let lost = 1;");
    assert!(matches!(n.error("std::process::exit(3)").0, CellError::Died { message } if message.contains('3')));
    assert_eq!(n.value("kept()"), "7");
    assert!(n.advice("lost").starts_with("`lost` was made by the cell c1, in a process that has ended"));
    assert!(matches!(n.error("std::process::abort()").0, CellError::Died { message } if message.contains("SIGABRT")));
    n.engine.restart().unwrap();
    assert_eq!(n.rejected("kept()").0, "E0425");
}

#[test]
fn an_interrupt_stops_what_looks_and_keeps_the_variables() {
    let mut n = Notebook::open();
    n.value("let mut steps = 0_u64;");
    let stop = n.engine.interrupter();
    let said = Arc::clone(&n.said);
    // The cell says when its loop runs; the interrupt comes after that word.
    let watcher = std::thread::spawn(move || {
        while !said.lock().unwrap().iter().any(|e| matches!(e, EngineEvent::Output(_, Output::Stream { .. }))) {
            std::thread::yield_now();
        }
        stop();
    });
    let (status, _) = n.run("println!(\"running\"); loop { steps += 1; gradus::interrupt::check(); }");
    watcher.join().unwrap();
    assert_eq!(status, Status::Interrupted);
    assert_eq!(n.value("steps > 0"), "true");
}

#[test]
fn a_cell_asks_for_a_line_and_says_where_it_got_none() {
    let mut n = Notebook::open();
    n.types(&["Ada", "secret"]);
    assert_eq!(
        n.value("use gradus::prelude::*;\nlet name = input(\"Name: \")?;\n(name, password(\"\")?.len())"),
        "(\"Ada\", 6)"
    );
    let asked = |e: &EngineEvent| matches!(e, EngineEvent::Ask { prompt, .. } if prompt == "Name: ");
    assert!(!n.said.lock().unwrap().iter().any(asked), "events of a cell are taken with its outputs");
    let CellError::Failed { message, place: Some(at) } = n.error("1;\nlet name = input(\"Name: \")?;").0 else {
        panic!()
    };
    assert!(message.contains("Nobody can be asked") && at.line == 2 && at.cell.0 == "c2", "{message} {at:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn standard_input_is_what_is_typed_and_ends_where_nobody_is() {
    let mut n = Notebook::open();
    n.types(&["2", "3"]);
    let sum = "let mut sum = 0;
        for _ in 0..2 {
            let mut line = String::new();
            std::io::stdin().read_line(&mut line)?;
            sum += line.trim().parse::<i32>()?;
        }
        sum";
    assert_eq!(n.value(sum), "5");
    let (status, outputs) = n.run("let mut rest = String::new(); std::io::stdin().read_line(&mut rest)?");
    assert_eq!(status, Status::Ok, "{outputs:?}");
    assert!(notes(&outputs)[0].contains("Nobody can be asked"), "{outputs:?}");
    assert_eq!(n.value("rest"), "\"\"");
}
