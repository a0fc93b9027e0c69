//! Stories of the direct engine with the real compiler and a real worker: what a notebook's user expects of cells.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use gradus_kernel::{
    Cell, Engine,
    engine::{
        EngineEvent, Sink,
        direct::{DirectEngine, DirectOptions},
    },
};
use gradus_protocol::{CellError, MimeBundle, NameKind, Output, Status, StreamName};
use std::sync::{Arc, Mutex};

#[test]
#[ignore = "not a test: the process that the others start as their worker"]
fn worker_process() {
    common::serve();
}

/// An engine and what it said.
struct Notebook {
    engine: DirectEngine,
    said: Arc<Mutex<Vec<EngineEvent>>>,
    cells: usize,
}

impl Notebook {
    fn open() -> Self {
        // Built once for all tests of this folder.
        drop(common::runtime());
        let said = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&said);
        let sink: Sink = Arc::new(move |event| heard.lock().unwrap().push(event));
        let options =
            DirectOptions { home: common::home(), sources: common::sources(), worker: common::worker_command() };
        Self { engine: DirectEngine::new(options, sink), said, cells: 0 }
    }

    /// Runs a cell of its own id.
    fn run(&mut self, code: &str) -> (Status, Vec<Output>) {
        self.cells += 1;
        let id = format!("c{}", self.cells);
        self.run_cell(&Cell::new(id, code))
    }

    fn run_cell(&mut self, cell: &Cell) -> (Status, Vec<Output>) {
        self.said.lock().unwrap().clear();
        let status = self.engine.run(cell);
        let said = std::mem::take(&mut *self.said.lock().unwrap());
        let outputs = said.into_iter().filter_map(|event| match event {
            EngineEvent::Output(_, output) => Some(output),
            _ => None,
        });
        (status, outputs.collect())
    }

    /// Runs a cell that must succeed, and gives the text of its value.
    fn value(&mut self, code: &str) -> String {
        let (status, outputs) = self.run(code);
        assert_eq!(status, Status::Ok, "{code}\n{outputs:#?}");
        let value = outputs.iter().find_map(|output| match output {
            Output::Value(bundle) => bundle.text("text/plain"),
            _ => None,
        });
        value.unwrap_or_default().to_owned()
    }

    /// Runs a cell that must fail, and gives the reason with the notes before it.
    fn error(&mut self, code: &str) -> (CellError, Vec<String>) {
        let (status, outputs) = self.run(code);
        assert_ne!(status, Status::Ok, "{code}\n{outputs:#?}");
        let notes = notes(&outputs);
        let error = outputs.into_iter().find_map(|output| match output {
            Output::Error(error) => Some(error),
            _ => None,
        });
        (error.expect("a failed cell says why"), notes)
    }

    /// Runs a cell that must not compile, and gives code, line and column of the first error.
    fn rejected(&mut self, code: &str) -> (String, u32, u32) {
        match self.error(code).0 {
            CellError::Compile { diagnostics } => {
                let first = &diagnostics[0];
                let at = first.place.clone().expect("an error of the learner's has a place");
                for hidden in ["gradus_cell", "__rt", "__new", "__g1"] {
                    assert!(!first.rendered.contains(hidden), "{}", first.rendered);
                }
                (first.code.clone().unwrap_or_default(), at.line, at.column)
            }
            other => panic!("{code}: {other:?}"),
        }
    }

    fn refused(&mut self, code: &str) -> String {
        match self.error(code).0 {
            CellError::Refused { message } => message,
            other => panic!("{code}: {other:?}"),
        }
    }
}

fn notes(outputs: &[Output]) -> Vec<String> {
    outputs
        .iter()
        .filter_map(|output| if let Output::Note(note) = output { Some(note.clone()) } else { None })
        .collect()
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
    assert_eq!(mimes, ["image/png", "image/svg+xml", "text/vnd.gradus.ansi", "text/plain"]);
}

#[test]
fn an_old_variable_keeps_its_type() {
    let mut n = Notebook::open();
    n.value("let z = 5; let five = || 5; let items = (0..3).map(|_| 7);");
    assert_eq!(n.rejected("let y: u8 = z;"), ("E0308".into(), 1, 13));
    assert_eq!(n.rejected("let y: u8 = five();").0, "E0308");
    assert_eq!(n.rejected("let y: Vec<u8> = items.collect();").0, "E0277");
    assert_eq!(n.value("z + five() + items.sum::<i32>()"), "31");
}

#[test]
fn a_redefined_item_drops_what_its_type_is_in() {
    let mut n = Notebook::open();
    n.value("struct P { x: f32, y: f32 } impl P { fn sx(&self) -> f32 { self.x } }");
    n.value("let p = P { x: 1.0, y: 2.0 }; let boxed: Box<dyn std::any::Any> = Box::new(P { x: 1.0, y: 2.0 });");
    n.value("let many = vec![P { x: 0.0, y: 0.0 }]; let show = |p: &P| p.sx(); let other = 1;");
    let (status, outputs) = n.run("struct P { y: f32, x: f32 } impl P { fn sx(&self) -> f32 { self.x } }");
    assert_eq!(status, Status::Ok);
    let dropped = notes(&outputs);
    assert_eq!(dropped.len(), 3, "{dropped:?}");
    for name in ["`p`", "`many`", "`show`"] {
        assert!(dropped.iter().any(|note| note.starts_with(name)), "{dropped:?}");
    }
    let (_, notes) = n.error("p.sx()");
    assert!(notes[0].contains("`P`"), "{notes:?}");
    // The old value hides behind `dyn Any` and is not taken for one of the new type.
    assert_eq!(n.value("(boxed.downcast_ref::<P>().is_none(), other)"), "(true, 1)");
    // A method changes and the values stay.
    n.value("let q = P { x: 1.0, y: 2.0 };");
    n.value("struct P { y: f32, x: f32 } impl P { fn sx(&self) -> f32 { 10.0 * self.x } }");
    assert_eq!(n.value("q.sx()"), "10.0");
}

#[test]
fn a_variable_does_not_hide_the_function_that_made_it() {
    let mut n = Notebook::open();
    n.value("fn loss(w: f32) -> f32 { w * w }");
    for _ in 0..2 {
        assert_eq!(n.value("let loss = loss(3.0); loss"), "9.0");
    }
    assert_eq!(n.value("loss + 1.0"), "10.0");
    assert_eq!(n.value("loss(2.0)"), "4.0");
    assert_eq!(n.value("loss"), "9.0");
}

#[test]
fn moves_panics_and_failures_lose_only_what_they_must() {
    let mut n = Notebook::open();
    n.value("let mut keep = vec![1]; let give = vec![2];");
    n.value("let taken = give;");
    let (_, notes) = n.error("give.len()");
    assert!(notes[0].contains("c2"), "the cell that moved it is named: {notes:?}");
    let (error, _) = n.error("keep.push(2);\nlet fresh = 1;\nassert!(keep.len() > 5, \"too few: {}\", keep.len());");
    let CellError::Panic { message, place: Some(at) } = error else { panic!("{error:?}") };
    assert_eq!((message.as_str(), at.cell.0.as_str(), at.line, at.column), ("too few: 2", "c4", 3, 1));
    assert_eq!(n.value("(&keep, &taken)"), "([1, 2], [2])");
    assert_eq!(n.rejected("fresh").0, "E0425");
    assert!(
        matches!(n.error("let n: i32 = \"x\".parse()?;").0, CellError::Failed { message } if message.contains("invalid digit"))
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
        ("let s = String::from(\"a b\"); let words: Vec<&str> = s.split(' ').collect();", "`words`"),
    ] {
        let (status, outputs) = n.run(code);
        let notes = notes(&outputs);
        assert_eq!(status, Status::Ok, "within its cell a borrow is fine: {code}\n{outputs:?}");
        assert!(notes.len() == 1 && notes[0].starts_with(name) && notes[0].contains("clone"), "{code}: {notes:?}");
    }
    assert!(n.error("r").1[0].contains("borrows"));
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
    assert_eq!(n.rejected("lost").0, "E0425");
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
fn statics_are_one_place_in_memory() {
    let mut n = Notebook::open();
    n.value(
        "use std::{cell::Cell, sync::atomic::{AtomicU32, Ordering::SeqCst}};
        static COUNT: AtomicU32 = AtomicU32::new(10);
        static mut RAW: [u8; 2] = [1, 2];
        thread_local! { static MINE: Cell<i32> = const { Cell::new(5) } }
        fn next() -> u32 { COUNT.fetch_add(1, SeqCst) }
        next()",
    );
    assert_eq!(n.value("next()"), "11");
    assert_eq!(n.value("MINE.set(MINE.get() + 1); unsafe { RAW[0] += 1; } COUNT.load(SeqCst)"), "12");
    assert_eq!(n.value("(next(), MINE.get(), unsafe { RAW[0] })"), "(12, 6, 2)");
    // A changed definition is another static; the worker's end takes all of them along.
    assert_eq!(n.value("static COUNT: AtomicU32 = AtomicU32::new(20); next()"), "20");
    n.run("std::process::exit(1)");
    assert_eq!(n.value("(next(), MINE.get())"), "(20, 5)");
}

#[test]
fn an_associated_type_that_changes_drops_what_it_is_in() {
    let mut n = Notebook::open();
    n.value("trait Tr { type Out; } struct P; impl Tr for P { type Out = u64; } struct S { a: <P as Tr>::Out }");
    n.value("let s = S { a: 3 }; struct It(u64); impl Iterator for It { type Item = u64; fn next(&mut self) -> Option<u64> { Some(self.0) } }");
    n.value("let mut pk = It(0).peekable(); pk.peek().copied()");
    n.value("impl Tr for P { type Out = Box<u64>; }");
    assert_eq!(n.rejected("s.a").0, "E0425");
    n.value("impl Iterator for It { type Item = f64; fn next(&mut self) -> Option<f64> { Some(0.5) } }");
    assert_eq!(n.rejected("pk.next()").0, "E0425");
    assert_eq!(n.value("It(0).next()"), "Some(0.5)");
}

#[test]
fn names_mean_what_was_said_last() {
    let mut n = Notebook::open();
    n.value("use std::collections::HashMap as M;");
    n.value("use std::collections::BTreeMap as M;");
    n.value("use std::collections::HashMap as M;");
    assert!(n.value("std::any::type_name::<M<u8, u8>>()").contains("HashMap"));
    n.value("struct HashSet;");
    n.value("use std::collections::HashSet;");
    assert_eq!(n.value("HashSet::from([1]).len()"), "1");
    n.value("macro_rules! sq { ($x:expr) => { $x * $x } } fn apply() -> i32 { sq!(3) }");
    n.value("macro_rules! sq { ($x:expr) => { $x + $x } }");
    assert_eq!(n.value("dbg!(apply())"), "6");
    n.value("let X = 5; let (W, mut B) = (1.0, 2.0);");
    assert_eq!(n.value("B += W; (X, B)"), "(5, 3.0)");
    assert_eq!(n.value("#![allow(unused)]\nlet u = 1; u"), "1");
}

#[test]
fn functions_are_values_too() {
    let mut n = Notebook::open();
    n.value("fn relu(x: f32) -> f32 { x.max(0.0) } fn id<T>(t: T) -> T { t }");
    n.value("fn adder<T: Copy + std::ops::Add<Output = T>>(n: T) -> impl Fn(T) -> T { move |x| x + n }");
    n.value(
        "let act = relu; let both = [relu, relu]; let add = adder(2.0); let same = id::<i32>; let some = Some::<i32>;",
    );
    assert_eq!(n.value("(act(2.0), both[1](-1.0), add(2.0), same(4), some(5))"), "(2.0, 0.0, 4.0, 4, Some(5))");
    n.value("let pick: Box<dyn for<'a> Fn(&'a str, &str) -> &'a str> = Box::new(|a, _| a); let r#fn = |x: i32| x + 1;");
    assert_eq!(n.value("(pick(\"a\", \"b\"), r#fn(2))"), "(\"a\", 3)");
    n.value("static NAME: &str = \"abc\";");
    assert_eq!(n.value("NAME"), "\"abc\"");
}

#[test]
fn what_is_gone_is_explained() {
    let mut n = Notebook::open();
    n.value("let s = String::from(\"hi\"); let t = s; let never: i32;");
    assert!(n.error("s").1[0].contains("moved"));
    assert!(n.error("never").1[0].contains("no value"));
    n.value("struct P { x: f32 } let p = P { x: 1.0 };");
    let (_, told) = n.error("struct P { x: f32, y: f32 } p.x");
    assert!(told[0].contains("This cell changes `P`"), "{told:?}");
    assert_eq!(n.value("p.x"), "1.0", "nothing changed, because nothing compiled");
    assert!(n.refused("let k = 3; if k == 3 { return Ok(()); } let l = 4;").contains("return"));
    let (_, outputs) =
        n.run("fn count() -> u32 { static C: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0); 1 }");
    assert!(notes(&outputs)[0].contains("count"));
    assert_eq!(n.value("let big = [0u8; 2_000_000]; big.len()"), "2000000");
}
