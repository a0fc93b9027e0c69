//! The command line, as scripts and teachers use it.

#![allow(clippy::unwrap_used, reason = "a story may stop at the first surprise")]

mod common;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use common::{Home, lesson, said, stdout};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    process::Stdio,
};

const NEURON: &str = "foundations/01-neuron";

/// A PNG's width and height, if its bytes are a whole picture.
fn png_size(bytes: &[u8]) -> (u32, u32) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    (info.width, info.height)
}

#[test]
fn the_help_names_every_command() {
    let help = Home::bare().gradus(&["--help"]);
    assert!(help.status.success());
    for command in ["learn", "list", "run", "lint", "new", "book", "setup", "progress", "doctor"] {
        let line = format!("\n  {command} ");
        assert!(stdout(&help).contains(&line), "{command} is missing in\n{}", stdout(&help));
    }
    assert!(!stdout(&help).contains("__worker"), "the worker is nobody's business");
}

#[test]
fn the_list_shows_the_course() {
    let list = Home::bare().gradus(&["list"]);
    assert!(list.status.success(), "{}", said(&list));
    for words in ["Foundations", NEURON, "From a line to a neuron", "not started"] {
        assert!(stdout(&list).contains(words), "no {words} in\n{}", stdout(&list));
    }
    assert!(!stdout(&list).contains('\x1b'), "no colours into a pipe");
}

#[test]
fn a_reader_that_stops_reading_is_no_failure() {
    // A pipe whose other end is closed before anything is written, as `| head -0` leaves it.
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let list = Home::bare().command(&["list"]).stdout(writer).stderr(Stdio::piped()).output().unwrap();
    assert!(list.status.success() && list.stderr.is_empty(), "{}", said(&list));
}

#[test]
fn progress_is_told_to_programs() {
    let progress = Home::bare().gradus(&["progress", "--json"]);
    let summary: Value = serde_json::from_str(&stdout(&progress)).unwrap();
    let lessons = summary["lessons"].as_array().unwrap();
    let exercises: usize = lessons.iter().map(|lesson| lesson["states"].as_object().unwrap().len()).sum();
    assert_eq!((&summary["passed"], &summary["exercises"]), (&0.into(), &exercises.into()));
    assert_eq!(lessons[0]["lesson"], NEURON);
    assert_eq!(summary["lessons"][0]["states"]["loss"]["state"], "not_attempted");
}

#[test]
fn the_first_lesson_runs_as_events_for_programs() {
    let run = Home::new().gradus(&["run", NEURON, "--solutions", "--json"]);
    assert!(run.status.success(), "{}", said(&run));
    let events: Vec<Value> = stdout(&run).lines().map(|line| serde_json::from_str(line).unwrap()).collect();

    let known = ["preparing", "ready", "started", "output", "finished", "names"];
    assert!(events.iter().all(|event| known.contains(&event["event"].as_str().unwrap())));
    let names = events.last().unwrap()["names"].as_array().unwrap();
    let colony = names.iter().find(|name| name["name"] == "colony").unwrap();
    assert!(colony["preview"].as_str().unwrap().ends_with("items"), "{colony}");
    let failed = events.iter().find(|e| e["event"] == "finished" && e["status"] != "ok");
    assert!(failed.is_none(), "{failed:?}");
    let outputs = || events.iter().filter(|event| event["event"] == "output").map(|event| &event["output"]);
    let verdicts: Vec<_> = outputs().filter_map(|output| output.get("verdict")).collect();
    assert_eq!(verdicts.len(), 5);
    assert!(verdicts.iter().all(|verdict| verdict.to_string().contains("pass")), "{verdicts:?}");

    let bundles =
        || outputs().filter_map(|output| output.get("value").or_else(|| output.get("display")?.get("bundle")));
    assert!(bundles().flat_map(|bundle| bundle.as_object().unwrap().keys()).all(|mime| mime.contains('/')));
    let plots: Vec<_> = bundles().filter(|bundle| bundle.get("image/png").is_some()).collect();
    assert!(plots.len() >= 8, "{} plots", plots.len());
    for plot in plots {
        let (width, height) = png_size(&STANDARD.decode(plot["image/png"].as_str().unwrap()).unwrap());
        assert!(width > 200 && height > 100, "{width} x {height}");
        assert!(plot["image/svg+xml"].as_str().unwrap().contains("<svg"));
        assert!(!plot["text/plain"].as_str().unwrap().is_empty());
    }
}

#[test]
fn starters_do_not_pass() {
    let run = Home::new().gradus(&["run", NEURON, "--starters"]);
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
    assert!(stdout(&run).contains("not attempted: "), "{}", said(&run));
    assert!(stdout(&run).trim_end().ends_with("0 checks passed, 5 failed"), "{}", said(&run));
}

#[test]
fn a_cell_that_panics_is_a_failure() {
    let home = Home::new();
    let file = home.file("draft.md", &lesson("```rust,cell,id=boom\nlet birds: Vec<u32> = vec![];\nbirds[3]\n```"));
    let run = home.gradus(&["run", &file]);
    assert_eq!(run.status.code(), Some(1), "{}", said(&run));
    assert!(stdout(&run).contains("panicked in boom, line 2: index out of bounds"), "{}", said(&run));
}

#[test]
fn a_broken_file_is_answered_with_all_its_problems_at_once() {
    let broken = "\
+++
id = \"01-draft\"
title = \"A draft\"
track = \"drafts\"
minutes = 1
colour = \"red\"
+++

Words.

```rust,sell,id=one
1
```

```rust,cell,id=two
2
```

```rust,cell,id=two
3
```

```rust,exercise,id=four,expects=\"fn four() -> u32\"
fn four() -> u32 { todo!() }
```

```rust,check,for=four
check(|c| c.pass(\"\"))
```

```rust,cell,id=open
5
";
    let home = Home::bare();
    let file = home.file("draft.md", broken);
    let lint = home.gradus(&["lint", &file]);
    assert_eq!(lint.status.code(), Some(1), "{}", said(&lint));
    // The unknown key, the unknown kind, the id used twice, the missing solution, the fence without an end.
    for line in [6, 11, 19, 23, 31] {
        let place = format!("draft.md:{line}:");
        assert!(said(&lint).contains(&place), "no {place} in\n{}", said(&lint));
    }
    for words in ["colour", "sell", "two", "four"] {
        assert!(said(&lint).contains(words), "no {words} in\n{}", said(&lint));
    }
}

#[test]
fn a_lesson_that_does_not_exist_is_answered_with_those_that_do() {
    let run = Home::bare().gradus(&["run", "foundations/99-nothing"]);
    assert_eq!(run.status.code(), Some(2), "{}", said(&run));
    assert!(said(&run).contains(NEURON), "{}", said(&run));
}

#[test]
fn without_a_terminal_the_lesson_is_plain_text_and_plots_are_files() {
    let home = Home::new();
    let learn = home.gradus(&["learn", "neuron"]);
    let text = stdout(&learn);
    assert!(!text.contains('\x1b'), "no escape codes into a pipe");
    for words in [
        "From a line to a neuron",
        "That program is one neuron",
        "let colony = datasets::complete",
        "w = 0.5, b = 4.4: loss",
    ] {
        assert!(text.contains(words), "no {words} in\n{}", said(&learn));
    }
    let saved: Vec<&str> = text.lines().filter_map(|line| line.trim().strip_prefix("picture: ")).collect();
    assert!(saved.len() >= 8, "{saved:?}");
    for file in saved {
        png_size(&std::fs::read(file).unwrap());
    }
}

#[test]
fn the_worker_ends_with_the_program() {
    let home = Home::new();
    let endless = lesson("```rust,cell,id=endless\nprintln!(\"here\");\nloop { std::thread::park(); }\n```");
    let file = home.file("draft.md", &endless);
    let mut run = home.command(&["run", &file]).stdout(Stdio::piped()).spawn().unwrap();
    let mut printed = BufReader::new(run.stdout.take().unwrap()).lines();
    assert!(printed.any(|line| line.unwrap().contains("here")));
    let worker = common::worker_of(run.id()).unwrap();
    run.kill().unwrap();
    run.wait().unwrap();
    worker.wait_for_end();
}

#[test]
fn sessions_that_compile_the_same_cells_at_once_do_not_get_in_each_others_way() {
    let home = Home::new();
    // Nothing is compiled yet here.
    std::fs::remove_file(home.path().join("cells")).unwrap();
    let cells: Vec<String> = (0..4).map(|n| format!("```rust,cell,id=c{n}\nlet v{n} = {n};\nv{n}\n```")).collect();
    let file = home.file("draft.md", &lesson(&cells.join("\n\n")));
    let start = |_| home.command(&["run", &file]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let running: Vec<_> = (0..4).map(start).collect();
    for run in running {
        let run = run.wait_with_output().unwrap();
        assert!(run.status.success(), "{}", said(&run));
    }
}
