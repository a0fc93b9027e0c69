//! The engine over a scripted program: a shell that answers with frames made before.

use super::{bench::Bench, process::Process, *};
use crate::analyst::NoAnalysis;
use gradus_protocol::{EVALUATION_VERSION, Fault, Mark, Place, write_frame};
use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Command, sync::Mutex};

type Said = Arc<Mutex<Vec<EngineEvent>>>;

/// A program that says hello, and for each request that follows what `answers` hold, whatever is asked.
fn program(folder: &Path, answers: &[FromEvaluator]) -> Process {
    let mut bytes = Vec::new();
    write_frame(&mut bytes, &FromEvaluator::Hello { version: EVALUATION_VERSION }).unwrap();
    answers.iter().for_each(|answer| write_frame(&mut bytes, answer).unwrap());
    let (script, frames) = (folder.join("program"), folder.join("frames"));
    fs::write(&frames, bytes).unwrap();
    fs::write(&script, format!("#!/bin/sh\ncat '{}'\nexec cat >/dev/null\n", frames.display())).unwrap();
    fs::set_permissions(&script, fs::Permissions::from_mode(0o755)).unwrap();
    Process::start(Command::new(&script), |_| {}).unwrap()
}

fn engine(answers: &[FromEvaluator]) -> (EvcxrEngine, Said) {
    let folder = tempfile::tempdir().unwrap();
    let said = Said::default();
    let heard = Arc::clone(&said);
    let options = EvcxrOptions {
        home: folder.path().to_owned(),
        kit: Sources::default(),
        program: Program::File(folder.path().join("program")),
        kept: None,
        completer: Arc::new(NoAnalysis),
    };
    let mut engine = EvcxrEngine::new(options, Arc::new(move |event| heard.lock().unwrap().push(event)));
    let process = program(folder.path(), answers);
    engine.interrupts.lock().speaker = Some(process.speaker());
    engine.ready = Some(Ready { process, _bench: Bench::free(&folder.path().join("evcxr")).unwrap() });
    (engine, said)
}

fn ended(ending: Ending) -> FromEvaluator {
    let variables = vec![("t".to_owned(), "dfdx::tensor::Tensor<(Const<4>,), f32, Cpu>".to_owned())];
    let (compiling, running) = (Duration::from_millis(300), Duration::from_millis(2));
    FromEvaluator::Ended(Evaluated { ending, variables, items: vec!["half".into()], compiling, running })
}

fn outputs(said: &Said) -> Vec<Output> {
    let output = |event: &EngineEvent| match event {
        EngineEvent::Output(_, output) => Some(output.clone()),
        _ => None,
    };
    said.lock().unwrap().iter().filter_map(output).collect()
}

#[test]
fn outputs_come_in_order_and_names_have_their_cells() {
    let said = [FromEvaluator::Output(Output::stdout("a")), FromEvaluator::Output(Output::stderr("b"))];
    let (mut engine, heard) = engine(&[said.as_slice(), &[ended(Ending::Done)]].concat());
    let status = engine.run(&Cell::new("c", "let t = 1; fn half() {}"));
    assert_eq!((status, outputs(&heard)), (Status::Ok, vec![Output::stdout("a"), Output::stderr("b")]));
    let names = engine.names();
    assert_eq!((names[0].name.as_str(), names[0].ty.as_str(), names[0].cell.0.as_str()), ("t", "Tensor<4, f32>", "c"));
    assert_eq!((names[1].name.as_str(), names[1].ty.as_str(), names[1].kind), ("half", "fn", NameKind::Item));
    assert_eq!(engine.timing().unwrap().run, Duration::from_millis(2));
    assert_eq!(engine.here().len(), 1);
}

#[test]
fn a_panic_is_one_in_the_line_as_it_was_written() {
    let place = Some(Place { cell: CellId::new("c"), line: 1, column: 19 });
    let error = CellError::Panic { message: "boom".into(), place };
    let (mut engine, heard) = engine(&[ended(Ending::Failed(error))]);
    assert_eq!(engine.run(&Cell::new("c", "panic!(\"boom\")")), Status::Error);
    let [Output::Error(CellError::Panic { message, place: Some(place) })] = &outputs(&heard)[..] else {
        panic!("{heard:?}")
    };
    assert_eq!((message.as_str(), place.line, place.column), ("boom", 1, 1));
    assert!(engine.here().is_empty(), "a cell that panicked has not finished");
}

#[test]
fn a_failed_question_mark_has_its_place_where_there_is_one() {
    let error = || CellError::Failed { message: "no number".into(), place: None };
    let (mut engine, heard) = engine(&[ended(Ending::Failed(error())), ended(Ending::Failed(error()))]);
    assert_eq!(engine.run(&Cell::new("c", "let x: u8 = \"a\".parse()?;")), Status::Error);
    assert_eq!(engine.run(&Cell::new("d", "f()?; g()?;")), Status::Error);
    let place = |output: &Output| match output {
        Output::Error(CellError::Failed { place, .. }) => place.as_ref().map(|place| place.column),
        other => panic!("{other:?}"),
    };
    assert_eq!(outputs(&heard).iter().map(place).collect::<Vec<_>>(), [Some(24), None]);
}

#[test]
fn an_error_is_a_diagnostic_of_the_cell() {
    let marks = vec![Mark { from: (1, 19), to: (1, 20), label: String::new(), primary: true }];
    let fault = Fault { code: Some("E0425".into()), message: "no `z`".into(), marks, help: Vec::new() };
    let (mut engine, heard) = engine(&[ended(Ending::Faulty(vec![fault]))]);
    assert_eq!(engine.run(&Cell::new("c", "z")), Status::Error);
    let [Output::Error(CellError::Compile { diagnostics })] = &outputs(&heard)[..] else { panic!("{heard:?}") };
    assert_eq!(diagnostics[0].place.as_ref().map(|place| place.column), Some(1));
}

#[test]
fn a_dead_child_is_explained_and_what_it_held_is_offered() {
    let died = |status, killed| ended(Ending::Died { status: Some(status), killed, last_words: Vec::new() });
    let (mut engine, heard) = engine(&[ended(Ending::Done), died(3 << 8, false), died(9, true)]);
    engine.run(&Cell::new("a", "let t = 1;"));
    assert_eq!(engine.run(&Cell::new("b", "std::process::exit(3)")), Status::Died);
    assert_eq!(engine.run(&Cell::new("c", "loop {}")), Status::Interrupted);
    let restarted: Vec<_> = heard
        .lock()
        .unwrap()
        .iter()
        .filter_map(|event| match event {
            EngineEvent::Restarted(reason, again) => Some((reason.clone(), again.clone().unwrap().cells)),
            _ => None,
        })
        .collect();
    assert!(restarted[0].0.contains('3') && restarted[0].1 == [CellId::new("a")], "{restarted:?}");
    assert_eq!(restarted[1].0, say!("cell-replaced"));
    assert!(engine.names().iter().all(|name| name.kind == NameKind::Item), "its variables are gone");
    assert_eq!(engine.again().len(), 1);
}

#[test]
fn a_program_that_is_gone_ends_the_cell_and_nothing_else() {
    let (mut engine, heard) = engine(&[]);
    // The script's `cat` ends with its frames; here it is ended under the cell.
    engine.interrupts.lock().speaker = None;
    if let Some(ready) = &mut engine.ready {
        ready.process.end();
    }
    assert_eq!(engine.run(&Cell::new("a", "1")), Status::Died);
    assert!(matches!(&outputs(&heard)[..], [Output::Error(CellError::Died { .. })]), "{heard:?}");
    assert!(engine.ready.is_none());
}
