//! Crates beside the kit: a session takes them in and keeps what it has.

#![allow(clippy::unwrap_used, reason = "a story may stop at the first surprise")]

mod common;

use common::notebook::{Notebook, notes};
use gradus_protocol::{CellError, Output, Status};
use std::{
    fs,
    path::{Path, PathBuf},
};

#[test]
#[ignore = "the worker of the other tests"]
fn worker_process() {
    common::serve();
}

/// A crate of its own in the target folder, always at the same place: its runtime is built once.
fn at_hand(name: &str, manifest: &str, code: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("crates").join(name);
    fs::create_dir_all(folder.join("src")).unwrap();
    let head = format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
    fs::write(folder.join("Cargo.toml"), head + manifest).unwrap();
    fs::write(folder.join("src/lib.rs"), code).unwrap();
    folder
}

fn line(name: &str, folder: &Path) -> String {
    format!("{name} = {{ path = {:?} }}", folder.display().to_string())
}

fn refusal(outputs: &[Output]) -> &str {
    match outputs.last() {
        Some(Output::Error(CellError::Refused { message })) => message,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_session_takes_crates_in_and_keeps_what_it_has() {
    let derive = "
        use proc_macro::TokenStream;
        #[proc_macro_derive(Answer)]
        pub fn answer(item: TokenStream) -> TokenStream {
            let text = item.to_string();
            let name = text.split_whitespace().skip_while(|word| *word != \"struct\").nth(1).unwrap();
            format!(\"impl {} {{ fn answer(&self) -> i32 {{ 42 }} }}\", name.trim_end_matches(';')).parse().unwrap()
        }
    ";
    let twice = "
        #[derive(Clone, Debug)] pub struct Pair<T> { pub a: T, pub b: T }
        pub fn twice<T: Clone>(one: T) -> Pair<T> { Pair { a: one.clone(), b: one } }
        pub mod hidden { pub struct Deep(pub u8); pub fn deep() -> Deep { Deep(7) } }
    ";
    let derive = at_hand("answer-derive", "[lib]\nproc-macro = true\n", derive);
    let twice = at_hand("twice", "", twice);
    // Of the name of a crate that the kit brings along.
    let rand = at_hand("rand", "", "pub fn mine() -> &'static str { \"mine\" } pub struct Mine(pub u8);");
    let broken = at_hand("broken", "", "pub fn broken() -> u8 { \"text\" }");

    let mut notebook = Notebook::open();
    notebook.value("let keep = vec![1, 2, 3];");
    notebook.value("use gradus::prelude::*; let mut rng = seeded(7);");
    assert_eq!(notebook.value("{ use rand::Rng; rng.gen_range(0..1) }"), "0");

    let (status, outputs) = notebook.depend(&[&line("nowhere", Path::new("/nowhere/at/all"))]);
    assert_eq!(status, Status::Error);
    assert!(refusal(&outputs).contains("nowhere/at/all"), "{outputs:#?}");
    let (status, outputs) = notebook.depend(&[&line("broken", &broken)]);
    assert_eq!(status, Status::Error);
    assert!(refusal(&outputs).contains("mismatched types"), "{outputs:#?}");
    let (_, outputs) = notebook.depend(&["gradus-shared"]);
    assert!(refusal(&outputs).contains("belongs to Gradus"), "{outputs:#?}");
    assert_eq!(notebook.value("keep.len()"), "3", "a failure costs nothing");

    let lines = [line("twice", &twice), line("answer-derive", &derive), line("rand", &rand)];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    let (status, outputs) = notebook.depend(&lines);
    assert_eq!(status, Status::Ok, "{outputs:#?}");
    assert!(notes(&outputs).last().unwrap().contains("twice"), "{outputs:#?}");
    assert_eq!(notebook.value("keep.len()"), "3", "finished cells ran again");
    assert_eq!(notebook.value("twice::twice(4).b"), "4");
    notebook.value("let pair = twice::twice(String::from(\"x\")); let deep = twice::hidden::deep();");
    assert_eq!(notebook.value("(pair.a.as_str(), deep.0)"), "(\"x\", 7)");
    assert_eq!(notebook.value("#[derive(answer_derive::Answer)] struct Q; Q.answer()"), "42");
    assert_eq!(notebook.value("rand::mine()"), "\"mine\"");
    notebook.value("let own = rand::Mine(1); let of_kit = seeded(3);");
    assert_eq!(notebook.value("let mut of_kit = of_kit; (own.0, of_kit.gen_range(0..1))"), "(1, 0)");

    let (status, outputs) = notebook.depend(&lines[..1]);
    assert_eq!((status, notes(&outputs).len()), (Status::Ok, 1), "{outputs:#?}");
}
