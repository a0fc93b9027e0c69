//! Where our time goes: the steps of a cell, and what rustc takes for a crate that is empty.

use super::case::Case;
use crate::common::{driver::timed, gradus::home, stats::median};
use gradus_kernel::{
    Cell, Engine,
    engine::direct::{Anatomy, DirectEngine},
};
use gradus_protocol::Status;
use gradus_tui::{engine::Engines, home::Home};
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    time::Duration,
};

/// The cells whose steps are shown: nothing but an answer, some tensors, a training loop.
const SHOWN: [&str; 3] = ["one-plus-two", "tensor", "xor"];

/// A crate without anything in it, compiled as a cell is.
const EMPTY: &str = "#[unsafe(no_mangle)] pub extern \"C\" fn gradus_cell() {}";

/// Prints a line a cell: `where NAME STEP MS STEP MS .. total MS`.
///
/// The steps of rustc are differences: what it takes to start, to check a crate (`--emit=metadata`), to make objects
/// (linked by nobody), to make the library. In a session rustc has started before the cell comes, so the total can be
/// less than the sum. Loading is what a kept cell takes more the first time than the second.
pub fn measure(cases: &[Case], rounds: usize) {
    for case in cases.iter().filter(|case| SHOWN.contains(&case.name)) {
        if let Err(error) = steps(case, rounds) {
            eprintln!("{}: {error}", case.name);
        }
    }
}

fn steps(case: &Case, rounds: usize) -> Result<(), String> {
    let home = home();
    let engines = Engines::new(&Home::at(home.path())).map_err(|error| error.to_string())?;
    let mut engine = DirectEngine::new(engines.options().clone(), Arc::new(|_| {}));
    let mut whole = Vec::new();
    let mut loaded_first = Vec::new();
    let mut loaded_again = Vec::new();
    for round in 0..rounds {
        let cell = case.cell(round);
        prepare(&mut engine, case)?;
        whole.push(run(&mut engine, &cell)?);
        // In a new worker the cell is kept but not loaded.
        prepare(&mut engine, case)?;
        loaded_first.push(run(&mut engine, &cell)?);
        loaded_again.push(run(&mut engine, &cell)?);
    }
    prepare(&mut engine, case)?;
    let cell = Cell::new("m", case.cell(rounds));
    let anatomies: Vec<Anatomy> = (0..rounds).filter_map(|_| engine.anatomy(&cell)).collect();
    let anatomy = anatomies.first().ok_or("no anatomy")?;
    let front = times(anatomies.iter().map(|anatomy| anatomy.front));
    let generate = times(anatomies.iter().map(|anatomy| anatomy.generate));
    let (again, first, whole) = (times(loaded_again), times(loaded_first), times(whole));

    let rustc = Rustc::new(anatomy, rounds);
    let start = rustc.times(&["-V"], None);
    // A linker that does nothing leaves rustc with its objects.
    let modes = [&["--emit=metadata"][..], &["-Clinker=true"], &[]];
    let [check, object, library] = modes.map(|extra| rustc.times(extra, Some(&anatomy.source)));
    let empty = rustc.times(&[], Some(EMPTY));
    println!(
        "where {} front {front:.1} generate {generate:.1} rustc-start {start:.1} rustc-check {:.1} codegen {:.1} \
         link {:.1} load {:.1} run {:.1} total {whole:.1}",
        case.name,
        check - start,
        object - check,
        library - object,
        first - again,
        again - front - generate,
    );
    println!("floor {} empty-cdylib {empty:.1} above-it {:.1}", case.name, whole - empty);
    Ok(())
}

fn prepare(engine: &mut DirectEngine, case: &Case) -> Result<(), String> {
    engine.restart().map_err(|error| error.to_string())?;
    ["use gradus::prelude::*;"].iter().chain(case.before).try_for_each(|cell| run(engine, cell).map(drop))
}

fn run(engine: &mut DirectEngine, code: &str) -> Result<Duration, String> {
    let (status, took) = timed(|| engine.run(&Cell::new("c", code)));
    if status == Status::Ok { Ok(took) } else { Err(format!("a cell failed: {code}")) }
}

fn times(times: impl IntoIterator<Item = Duration>) -> f64 {
    median(&times.into_iter().collect::<Vec<_>>()).unwrap_or(f64::NAN)
}

/// rustc as the engine calls it, one output kind at a time.
struct Rustc<'a> {
    anatomy: &'a Anatomy,
    rounds: usize,
    folder: tempfile::TempDir,
}

impl<'a> Rustc<'a> {
    fn new(anatomy: &'a Anatomy, rounds: usize) -> Self {
        Self { anatomy, rounds, folder: tempfile::tempdir().unwrap() }
    }

    fn times(&self, extra: &[&str], source: Option<&str>) -> f64 {
        let mut took = Vec::new();
        for _ in 0..self.rounds {
            let (status, time) = timed(|| self.command(extra, source).status());
            if !status.is_ok_and(|status| status.success()) {
                eprintln!("rustc {extra:?} failed");
            }
            took.push(time);
        }
        median(&took).unwrap_or(f64::NAN)
    }

    fn command(&self, extra: &[&str], source: Option<&str>) -> Command {
        let mut command = Command::new(&self.anatomy.rustc);
        command.current_dir(self.folder.path()).stdout(Stdio::null()).stderr(Stdio::null());
        if let Some(source) = source {
            let file = Path::new("cell.rs");
            fs::write(self.folder.path().join(file), source).unwrap();
            command
                .args(&self.anatomy.arguments)
                .args(["-Copt-level=0", "-Coverflow-checks=on", "-o", "cell.out"])
                .arg(file);
        }
        command.args(extra);
        command
    }
}
