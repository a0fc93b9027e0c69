//! Cells as the engine generates them, written by hand, in a real worker on a real runtime.
#![allow(clippy::unwrap_used, reason = "a helper that fails is a test that fails")]

mod common;

use gradus_kernel::{
    runtime::Runtime,
    toolchain::clean_command,
    worker::{Heard, Worker},
};
use gradus_protocol::{CellError, FromWorker, Output, Place, Stored, ToWorker};
use std::{
    fs,
    path::PathBuf,
    sync::{
        Mutex, MutexGuard, OnceLock,
        mpsc::{self, Receiver},
    },
    time::{Duration, Instant},
};

#[test]
#[ignore = "the worker's process, not a test of its own"]
fn worker_process() {
    common::serve();
}

/// A worker with its messages and the cells compiled for it.
struct Rig {
    runtime: Runtime,
    folder: tempfile::TempDir,
    worker: Worker,
    heard: Receiver<Heard>,
    runs: u64,
    _turn: MutexGuard<'static, ()>,
}

fn rig() -> Rig {
    // One after another: each measures or kills a process of its own on few cores.
    static TURN: OnceLock<Mutex<()>> = OnceLock::new();
    let turn = TURN.get_or_init(Mutex::default).lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let runtime = common::runtime();
    let (tell, heard) = mpsc::channel();
    let hear = move |message| tell.send(message).unwrap_or_default();
    let worker = Worker::spawn(&common::worker_command(), &runtime, hear).unwrap();
    Rig { runtime, folder: tempfile::tempdir().unwrap(), worker, heard, runs: 0, _turn: turn }
}

impl Rig {
    fn compile(&mut self, body: &str) -> PathBuf {
        self.runs += 1;
        let source = self.folder.path().join(format!("cell{}.rs", self.runs));
        let library = self.folder.path().join(format!("cell{}.so", self.runs));
        let head =
            "extern crate gradus_shared; use gradus::rt; #[unsafe(no_mangle)] pub extern \"C\" fn gradus_cell() {";
        fs::write(&source, format!("{head}\n{body}\n}}\n")).unwrap();
        let mut rustc = clean_command(&self.runtime.toolchain.rustc);
        rustc.args(["--edition=2024", "--crate-name=cell", "--crate-type=cdylib", "-Cprefer-dynamic", "-Awarnings"]);
        rustc.args(self.runtime.externs());
        for folder in [&self.runtime.folder, &self.runtime.toolchain.rustlib()] {
            rustc.arg(format!("-Clink-arg=-Wl,-rpath,{}", folder.display()));
        }
        let began = Instant::now();
        let output = rustc.arg(source).arg("-o").arg(&library).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        eprintln!("compiled in {:?}", began.elapsed());
        library
    }

    fn start(&mut self, body: &str) -> u64 {
        let library = self.compile(body);
        self.worker.send(&ToWorker::Run { run: self.runs, library }).unwrap();
        self.runs
    }

    fn next(&self) -> Heard {
        loop {
            match self.heard.recv_timeout(Duration::from_secs(20)).unwrap() {
                // When a cell begins matters to who measures it.
                Heard::Message(FromWorker::Loaded) => {}
                heard => return heard,
            }
        }
    }

    /// Runs a cell; its frames before the last, and whether it succeeded.
    fn run(&mut self, body: &str) -> (Vec<FromWorker>, bool) {
        let this = self.start(body);
        let mut frames = Vec::new();
        loop {
            match self.next() {
                Heard::Message(FromWorker::Done { run, ok }) => {
                    assert_eq!(run, this);
                    return (frames, ok);
                }
                Heard::Message(frame) => frames.push(frame),
                Heard::Ended => panic!("the worker {}", self.worker.wait()),
            }
        }
    }
}

fn error(error: CellError) -> FromWorker {
    FromWorker::Output(Output::Error(error))
}

fn stdout(text: &str) -> FromWorker {
    FromWorker::Output(Output::stdout(text))
}

#[test]
fn variables_live_across_cells_and_failures() {
    let mut rig = rig();
    let (frames, ok) = rig.run("rt::put(\"x\", 2.5_f32);");
    assert!(ok);
    let stored =
        Stored { name: "x".into(), type_name: "f32".into(), size: 4, preview: Some("2.5".into()), signature: None };
    assert_eq!(frames, [FromWorker::Stored(stored)]);

    let using_x = "if !rt::fits::<f32>(\"x\") { return }
        let mut x: f32 = rt::take(\"x\");
        let new = rt::guard(|| { x += 1.0; println!(\"x = {x}\"); let none: Option<u8> = None; none.unwrap(); Ok(()) });
        rt::put(\"x\", x);";
    let (frames, ok) = rig.run(using_x);
    assert!(!ok);
    assert_eq!(frames[0], stdout("x = 3.5\n"));
    let FromWorker::Output(Output::Error(CellError::Panic { message, place: Some(Place { cell, line, .. }) })) =
        &frames[1]
    else {
        panic!("{:?}", frames[1])
    };
    assert!(message.contains("`None` value") && cell.0.ends_with("cell2.rs") && *line == 4, "{message} {cell} {line}");
    let (frames, ok) = rig.run(&using_x.replace("none.unwrap();", "\"n\".parse::<i32>()?;"));
    assert!(!ok);
    assert_eq!(frames[0], stdout("x = 4.5\n"));
    let FromWorker::Output(Output::Error(CellError::Failed { message, place: Some(Place { cell, line, .. }) })) =
        &frames[1]
    else {
        panic!("{:?}", frames[1])
    };
    assert!(message == "invalid digit found in string" && cell.0.ends_with("cell3.rs") && *line == 4, "{cell} {line}");

    let (frames, ok) = rig.run(&using_x.replace("f32", "f64"));
    assert!(
        !ok && matches!(&frames[..], [FromWorker::Output(Output::Error(CellError::Refused { message }))] if message.contains("`f64`"))
    );
    rig.worker.send(&ToWorker::Forget { names: vec!["x".into()] }).unwrap();
    let (frames, ok) = rig.run(using_x);
    assert!(!ok && matches!(&frames[..], [FromWorker::Output(Output::Error(CellError::Refused { .. }))]));
}

#[test]
fn a_closure_of_one_cell_is_called_in_the_next() {
    let mut rig = rig();
    let (frames, _) = rig.run(
        "let by = 3_i64;
        let f = move |x: i64| x + by;
        let signature = rt::signature_of!(&f);
        rt::put_with(\"f\", f, signature, None);",
    );
    let FromWorker::Stored(stored) = &frames[0] else { panic!("{frames:?}") };
    assert_eq!(stored.signature.as_deref(), Some("fn(i64) -> i64"));
    let (frames, ok) = rig.run(
        "fn like<T>(_: impl FnOnce() -> T) -> std::marker::PhantomData<T> { std::marker::PhantomData }
        let like_f = like(|| { let by = 4; let f = move |x| x + by; rt::pin!(&f, fn(i64) -> i64); f });
        if !rt::fits_like(\"f\", like_f) { return }
        let f = unsafe { rt::take_like(\"f\", like_f) };
        println!(\"{}\", f(10));
        rt::put(\"f\", f);",
    );
    assert!(ok);
    assert_eq!(frames[0], stdout("13\n"));
}

#[test]
fn outputs_come_in_the_order_they_were_made() {
    let mut rig = rig();
    let (frames, ok) = rig.run(
        "print!(\"a\");
        rt::eprint!(\"b\");
        print!(\"c\");
        gradus::show!(7);
        println!(\"d\");",
    );
    assert!(ok);
    assert_eq!(frames[..3], [stdout("a"), FromWorker::Output(Output::stderr("b")), stdout("c")]);
    let FromWorker::Output(Output::Display { bundle, .. }) = &frames[3] else { panic!("{:?}", frames[3]) };
    assert_eq!(bundle.text("text/plain"), Some("7"));
    assert_eq!(frames[4..], [stdout("d\n")]);
}

#[test]
fn an_interrupt_unwinds_and_keeps_variables() {
    let mut rig = rig();
    rig.start(
        "let mut steps = 0_u64;
        rt::guard(|| { println!(\"on\"); while steps < u64::MAX { steps += 1; gradus::interrupt::check(); } Ok(()) });
        rt::put(\"steps\", steps);",
    );
    assert_eq!(rig.next(), Heard::Message(stdout("on\n")));
    rig.worker.process().interrupt();
    assert_eq!(rig.next(), Heard::Message(error(CellError::Interrupted)));
    assert!(matches!(rig.next(), Heard::Message(FromWorker::Stored(_))));
    assert!(matches!(rig.next(), Heard::Message(FromWorker::Done { ok: false, .. })));
    let (frames, ok) = rig.run("println!(\"{}\", rt::fits::<u64>(\"steps\"));");
    assert_eq!((frames, ok), (vec![stdout("true\n")], true), "an old interrupt does not stop a new cell");
}

#[test]
fn a_cell_that_ends_the_process_is_explained_and_its_last_words_are_kept() {
    for (body, words, exit) in [
        ("print!(\"bye\"); std::process::exit(3);", "bye", "exit code 3"),
        (
            "fn deep(n: u64) -> u64 { if n == u64::MAX { 0 } else { deep(n + 1) + std::hint::black_box(n) } } deep(0);",
            "overflow",
            "out of stack",
        ),
    ] {
        let mut rig = rig();
        rig.start(body);
        let mut heard = String::new();
        loop {
            match rig.next() {
                Heard::Message(FromWorker::Output(Output::Stream { data, .. })) => {
                    heard += &String::from_utf8_lossy(&data)
                }
                Heard::Message(other) => panic!("{other:?}"),
                Heard::Ended => break,
            }
        }
        assert!(heard.contains(words), "{body}: {heard}, {}", rig.worker.wait());
        let ended = rig.worker.wait().to_string();
        assert!(ended.contains(exit), "{ended}");
    }
}

#[test]
fn a_learners_thread_panics_alone_and_endless_printing_is_cut() {
    let mut rig = rig();
    let (frames, ok) = rig.run("std::thread::spawn(|| panic!(\"alone\")).join().unwrap_err();");
    assert!(ok);
    // However the words were cut into frames.
    let mut printed = Vec::new();
    for frame in &frames {
        let FromWorker::Output(Output::Stream { data, .. }) = frame else { panic!("{frames:?}") };
        printed.extend_from_slice(data);
    }
    assert!(String::from_utf8_lossy(&printed).contains("alone"));
    let (frames, ok) = rig.run("let line = \"x\".repeat(1023); for _ in 0..20 << 10 { println!(\"{line}\"); }");
    assert!(ok);
    let size: usize = frames
        .iter()
        .map(|frame| match frame {
            FromWorker::Output(Output::Stream { data, .. }) => data.len(),
            _ => 0,
        })
        .sum();
    assert_eq!(size, 16 << 20);
    assert!(
        matches!(frames.last(), Some(FromWorker::Output(Output::Note(note))) if note.contains("4096")),
        "{:?}",
        frames.last()
    );
}
