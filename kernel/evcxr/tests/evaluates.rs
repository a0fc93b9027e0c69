//! evcxr for real: one session, through the engine, with the kit's library.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use gradus_kernel::{
    Cell, Engine,
    analyst::{NoAnalysis, Program},
    engine::{
        Dependency, EngineEvent,
        evcxr::{EvcxrEngine, EvcxrOptions},
    },
    runtime::Sources,
    toolchain::Toolchain,
};
use gradus_protocol::{CellError, CellId, Output, Place, Status};
use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::Instant,
};

struct Session {
    engine: EvcxrEngine,
    said: Arc<Mutex<Vec<EngineEvent>>>,
    cells: u32,
}

impl Session {
    fn open() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let folders = ["Cargo.toml", "Cargo.lock", "lessons/kit", "kernel/protocol", "kernel/words", "datasets"];
        let said = Arc::new(Mutex::new(Vec::new()));
        let heard = Arc::clone(&said);
        // The kernel's own tests keep the runtime here.
        let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gradus");
        let options = EvcxrOptions {
            home: home.clone(),
            kit: Sources::read(&root, &folders).unwrap(),
            program: Program::File(env!("CARGO_BIN_EXE_gradus-evcxr").into()),
            kept: Some(home.join("kept")),
            completer: Arc::new(NoAnalysis),
        };
        let engine = EvcxrEngine::new(options, Arc::new(move |event| heard.lock().unwrap().push(event)));
        Self { engine, said, cells: 0 }
    }

    fn run(&mut self, code: &str) -> (Status, Vec<Output>) {
        self.cells += 1;
        self.run_cell(&Cell::new(format!("c{}", self.cells), code))
    }

    fn run_cell(&mut self, cell: &Cell) -> (Status, Vec<Output>) {
        let began = Instant::now();
        self.said.lock().unwrap().clear();
        let status = self.engine.run(cell);
        println!("{:?}: {status:?} after {:?}", cell.code, began.elapsed());
        (status, self.outputs())
    }

    fn outputs(&self) -> Vec<Output> {
        let output = |event: &EngineEvent| match event {
            EngineEvent::Output(_, output) => Some(output.clone()),
            _ => None,
        };
        self.said.lock().unwrap().iter().filter_map(output).collect()
    }

    /// The text of the value that a cell ends with.
    fn value(&mut self, code: &str) -> String {
        let (status, outputs) = self.run(code);
        let value = outputs.iter().find_map(|output| match output {
            Output::Value(bundle) => bundle.text("text/plain").map(str::to_owned),
            _ => None,
        });
        assert_eq!(status, Status::Ok, "{outputs:?}");
        value.unwrap_or_else(|| panic!("no value in {outputs:?}"))
    }

    fn error(&mut self, code: &str) -> CellError {
        let (status, outputs) = self.run(code);
        assert_ne!(status, Status::Ok, "{outputs:?}");
        let error = |output: &Output| match output {
            Output::Error(error) => Some(error.clone()),
            _ => None,
        };
        outputs.iter().find_map(error).unwrap_or_else(|| panic!("no error in {outputs:?}"))
    }
}

#[test]
fn a_session_lives_and_says_the_truth() {
    let mut session = Session::open();
    let core = Toolchain::find().unwrap().sysroot.join("lib/rustlib/src/rust/library/core");
    if !core.is_dir() {
        let error = session.engine.start().unwrap_err().to_string();
        assert!(error.contains("rustup component add rust-src"), "{error}");
        return;
    }
    let began = Instant::now();
    session.engine.start().unwrap();
    println!("start: {:?}", began.elapsed());

    // Variables, definitions, and the kit by the library that the direct engine has as well.
    assert_eq!(
        session.value("fn twice(x: i32) -> i32 {\n    assert!(x < 9);\n    x * 2\n}\nlet x = 20;\ntwice(4) + x"),
        "28"
    );
    let (status, _) = session.run("use gradus::prelude::*;\nlet t = device(0).tensor([1.0_f32, 2.0]);");
    assert_eq!(status, Status::Ok);
    let names = session.engine.names();
    let t = names.iter().find(|name| name.name == "t").unwrap();
    assert_eq!((t.ty.as_str(), t.cell.0.as_str()), ("Tensor<2, f32>", "c2"));

    assert_eq!(session.value("if x > 3 {\n    x + 1\n} else {\n    0\n}"), "21");

    // Everything arrives, and in the order in which it was said.
    let code =
        "print!(\"a\"); show!(Plot::new(\"p\").curve(\"l\", &[1.0_f32, 0.5])); eprintln!(\"{}\", x); print!(\"b\");";
    let (_, outputs) = session.run(code);
    let [first, Output::Display { bundle, .. }, third, last] = &outputs[..] else { panic!("{outputs:?}") };
    assert_eq!([first, third, last], [&Output::stdout("a"), &Output::stderr("20\n"), &Output::stdout("b")]);
    assert!(bundle.binary("image/png").is_some(), "a picture");

    // A panic is one, wherever it happens, and a `?` fails.
    let panic = |error, cell: &str, at| match error {
        CellError::Panic { message, place: Some(Place { cell: of, line, .. }) } => {
            assert_eq!((of.0.as_str(), line), (cell, at), "{message}");
            message
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(
        panic(session.error("let y = 1;\nprint!(\"x\");\nif y > 0 { panic!(\"boom {y}\") }"), "c5", 3),
        "boom 1"
    );
    panic(session.error("twice(10)"), "c1", 2);
    let CellError::Failed { message, place } = session.error("let n = \"x\".parse::<i32>()?;") else { panic!() };
    assert!(message.contains("invalid digit") && place.unwrap().column == 27, "{message}");
    let CellError::Compile { diagnostics } = session.error("x + z") else { panic!() };
    assert_eq!(diagnostics[0].code.as_deref(), Some("E0425"));
    assert_eq!(diagnostics[0].place.as_ref().map(|place| (place.line, place.column)), Some((1, 5)));

    // A check leaves nothing, and variables have outlived all of this.
    let check = Cell::probe("check", "let seen = x; check(|c| { c.is(seen == 20, \"not 20\")?; c.pass(\"right\") })");
    let (status, outputs) = session.run_cell(&check);
    assert!(
        status == Status::Ok && matches!(&outputs[..], [Output::Verdict(verdict)] if verdict.passed()),
        "{outputs:?}"
    );
    assert!(session.engine.names().iter().all(|name| name.name != "seen"));

    // An interrupt finds the kit's loops. (On a machine too busy to stop them in time the process is replaced.)
    let stop = session.engine.interrupter();
    let running = Cell::new("loop", "println!(\"on the way\"); loop { gradus::interrupt::check(); }");
    let said = Arc::clone(&session.said);
    said.lock().unwrap().clear();
    let status = std::thread::scope(|scope| {
        scope.spawn(|| {
            let ran = |event: &EngineEvent| matches!(event, EngineEvent::Output(_, Output::Stream { .. }));
            while !said.lock().unwrap().iter().any(ran) {
                std::thread::yield_now();
            }
            stop();
        });
        session.engine.run(&running)
    });
    assert_eq!(status, Status::Interrupted);
    for cell in session.engine.again() {
        session.run_cell(&cell);
    }
    assert_eq!(session.value("x"), "20");

    // A crate of the learner's, from a folder, so that no network is asked.
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("Cargo.toml"),
        "[package]\nname = \"mine\"\nversion = \"0.1.0\"\n[lib]\npath = \"lib.rs\"\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("lib.rs"), "pub fn three() -> i32 { 3 }").unwrap();
    let mine = Dependency::parse(&format!("mine = {{ path = {:?} }}", folder.path())).unwrap();
    let began = Instant::now();
    assert_eq!(session.engine.depend(&CellId::new("dep"), &[mine]), Status::Ok, "{:?}", session.outputs());
    println!(":dep {:?}", began.elapsed());
    assert_eq!(session.value("mine::three() + x"), "23");

    // A process that ends is explained and replaced, and what finished is offered.
    let CellError::Died { message } = session.error("println!(\"last words\"); std::process::exit(3)") else {
        panic!()
    };
    assert!(message.contains('3') && session.outputs()[0] == Output::stdout("last words\n"), "{message}");
    let again: Vec<_> = session.engine.again();
    assert_eq!(again.first().map(|cell| cell.id.0.as_str()), Some("c1"));
    assert_eq!(session.run_cell(&again[0]).0, Status::Ok);
    assert_eq!(session.value("twice(8) + x"), "36");
}
