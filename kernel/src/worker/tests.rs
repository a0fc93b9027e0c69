//! Workers played by a shell: its "library" is a file of frames that it sends before it does the rest of its script.

use super::*;
use crate::toolchain::Toolchain;
use gradus_protocol::Stored;
use std::{fs, sync::mpsc};

struct Played {
    _folder: tempfile::TempDir,
    worker: Result<Worker, WorkerError>,
    heard: mpsc::Receiver<Heard>,
}

fn hello() -> FromWorker {
    FromWorker::Hello { protocol: PROTOCOL_VERSION, key: "key".into() }
}

fn play(frames: &[FromWorker], more: &[u8], script: &str) -> Played {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("libgradus.so");
    let mut bytes = Vec::new();
    frames.iter().for_each(|frame| write_frame(&mut bytes, frame).unwrap());
    bytes.extend_from_slice(more);
    fs::write(&library, bytes).unwrap();
    let toolchain = Toolchain::find().unwrap();
    let runtime = Runtime::pretended("key", &library, toolchain);
    let script = script.replace("SEND", "cat \"$0\" >&0");
    let command = WorkerCommand { exe: "/bin/sh".into(), args: vec!["-c".into(), script.into()], kept: None };
    let (tell, heard) = mpsc::channel();
    let worker = Worker::spawn(&command, &runtime, move |message| tell.send(message).unwrap_or_default());
    Played { _folder: folder, worker, heard }
}

#[test]
fn frames_are_heard_in_order_and_then_the_end() {
    let stored = Stored { name: "x".into(), type_name: "u8".into(), size: 1, preview: None, signature: None };
    let frames = [hello(), FromWorker::Stored(stored), FromWorker::Done { run: 1, ok: true }];
    let Played { worker, heard, .. } = play(&frames, &[], "SEND; exit 3");
    let told: Vec<_> = heard.iter().collect();
    assert_eq!(told, [Heard::Message(frames[1].clone()), Heard::Message(frames[2].clone()), Heard::Ended]);
    assert!(worker.unwrap().wait().to_string().contains("exit code 3"));
}

#[test]
fn a_worker_that_ends_before_its_hello_is_quoted() {
    let error = play(&[], &[], "echo 'cannot open shared object file' >&2; exit 2").worker.err().unwrap();
    let text = error.to_string();
    assert!(text.contains("cannot open shared object file") && text.contains("exit code 2"), "{text}");
}

#[test]
fn another_runtime_or_protocol_is_refused() {
    for hello in [
        FromWorker::Hello { protocol: PROTOCOL_VERSION, key: "other".into() },
        FromWorker::Hello { protocol: PROTOCOL_VERSION + 1, key: "key".into() },
    ] {
        let refused = play(&[hello], &[], "SEND; read forever").worker;
        assert!(matches!(refused, Err(WorkerError::OtherRuntime { .. })));
    }
}

#[test]
fn a_worker_that_sends_nonsense_is_stopped() {
    let Played { worker, heard, .. } = play(&[hello()], &[0xff; 64], "SEND; read forever");
    assert_eq!(heard.iter().collect::<Vec<_>>(), [Heard::Ended]);
    assert!(worker.unwrap().wait().killed);
}

#[test]
fn an_interrupt_reaches_the_worker() {
    // A shell that waits in `read` may begin to wait after it has noted the signal; one that never waits looks again.
    let script = "trap 'exit 7' INT; SEND; while :; do :; done";
    // Whoever starts the tests in the background has them ignore the signal, and a shell never traps what it began with
    // ignoring. A signal that is handled here is one that a child begins with as usual.
    signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::default()).unwrap();
    let Played { worker, heard, .. } = play(&[hello()], &[], script);
    let mut worker = worker.unwrap();
    worker.process().interrupt();
    assert_eq!(heard.iter().collect::<Vec<_>>(), [Heard::Ended]);
    assert!(worker.wait().to_string().contains("exit code 7"));
}

#[test]
fn dropping_a_worker_ends_its_process() {
    let Played { worker, heard, .. } = play(&[hello()], &[], "SEND; read forever");
    let worker = worker.unwrap();
    let process = worker.process();
    drop(worker);
    assert_eq!(heard.iter().collect::<Vec<_>>(), [Heard::Ended]);
    assert!(process.wait().killed);
}
