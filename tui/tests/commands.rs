//! The program from outside: what it prints where, and its exit codes. No cell runs here.

#![allow(clippy::unwrap_used, reason = "helpers of tests are tests")]

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Output, Stdio},
};

fn gradus(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gradus"));
    command.env("GRADUS_HOME", home).stdin(Stdio::null());
    command
}

fn ran(arguments: &[&str]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    let Output { status, stdout, stderr } = gradus(home.path()).args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code().unwrap(), text(stdout), text(stderr))
}

#[test]
fn the_list_is_plain_text_where_there_is_no_terminal() {
    let (code, out, _) = ran(&["list"]);
    assert_eq!(code, 0);
    assert!(out.contains("foundations/01-neuron") && !out.contains('\u{1b}'), "{out}");
}

#[test]
fn a_broken_file_is_shown_with_lines_and_fails() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../lessons/tests/fixtures/broken.md");
    for arguments in [["lint", "--static", file].as_slice(), &["run", file]] {
        let (code, out, err) = ran(arguments);
        assert_eq!(code, 1, "{arguments:?}");
        let told = out + &err;
        assert!(told.contains("unknown key titel") && told.contains("broken.md:3:1"), "{told}");
    }
}

#[test]
fn what_cannot_be_done_is_a_sentence_and_a_two() {
    let (code, out, err) = ran(&["learn", "neurone"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("did you mean foundations/01-neuron?"), "{err}");
    let (code, _, err) = ran(&["run", "nowhere.md"]);
    assert_eq!(code, 2);
    assert!(err.contains("There is no file nowhere.md"), "{err}");
}

#[test]
fn a_data_folder_that_cannot_be_made_says_what_to_set() {
    let home = tempfile::NamedTempFile::new().unwrap();
    let out = gradus(&home.path().join("inside-a-file")).arg("progress").output().unwrap();
    assert_eq!(out.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&out.stderr).contains("Set GRADUS_HOME"), "{out:?}");
}

#[test]
fn a_reader_that_leaves_early_hears_no_complaint() {
    let home = tempfile::tempdir().unwrap();
    let mut child = gradus(home.path()).arg("list").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::with_capacity(1, child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.starts_with("Foundations"));
    let out = child.wait_with_output().unwrap();
    assert_eq!((out.status.code(), out.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[test]
fn a_kernel_is_installed_over_a_copy_that_starts_and_taken_away() {
    let (home, prefix) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let jupyter = |action: &str| {
        let said =
            gradus(home.path()).args(["jupyter", action, "--name", "mine", "--prefix"]).arg(prefix.path()).output();
        said.unwrap()
    };
    assert_eq!(jupyter("install").status.code(), Some(0));
    let folder = prefix.path().join("share/jupyter/kernels/mine");
    let spec: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.join("kernel.json")).unwrap()).unwrap();
    let program = Path::new(spec["argv"][0].as_str().unwrap());
    assert!(program.starts_with(home.path().join("bin")));
    assert_eq!(spec["env"]["GRADUS_HOME"], *home.path().to_string_lossy());
    let copy = Command::new(program).arg("--version").output().unwrap();
    assert!(copy.status.success());
    let alone = Command::new(program).arg("__kernel").output().unwrap();
    assert!(String::from_utf8_lossy(&alone.stderr).contains("jupyter install"), "{alone:?}");
    assert_eq!(jupyter("uninstall").status.code(), Some(0));
    assert!(!folder.exists());
    assert_eq!(jupyter("uninstall").status.code(), Some(2));
}

#[test]
fn completions_and_the_manual_need_no_data_folder() {
    let home = tempfile::NamedTempFile::new().unwrap();
    for (arguments, holds) in [(["completions", "bash"].as_slice(), "complete -F _gradus"), (&["man"], ".TH gradus 1")]
    {
        let out = gradus(home.path()).args(arguments).output().unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        assert!(out.status.success() && text.contains(holds), "{arguments:?}: {text}");
    }
    let (code, _, err) = ran(&["completions", "tcsh"]);
    assert_eq!(code, 2);
    assert!(err.contains("zsh"), "the shells are named: {err}");
}

#[test]
fn a_lesson_is_named_from_within_its_course() {
    let home = tempfile::tempdir().unwrap();
    let course = home.path().join("own");
    let within = |folder: &Path, arguments: &[&str]| {
        let output = gradus(home.path()).current_dir(folder).args(arguments).output().unwrap();
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8_lossy(&output.stderr),
        )
    };
    assert_eq!(within(home.path(), &["new", "course", "own"]).0, 0);
    let folders = std::fs::read_dir(&course).unwrap().map(|entry| entry.unwrap().path());
    let lesson = folders.filter(|path| path.is_dir()).find_map(|track| {
        let mut files = std::fs::read_dir(&track).unwrap().map(|entry| entry.unwrap().path());
        files.find(|path| path.extension().is_some_and(|end| end == "md"))
    });
    let lesson = lesson.unwrap().strip_prefix(&course).unwrap().to_str().unwrap().to_owned();
    let (code, told) = within(&course, &["lint", "--static", "--trust", &lesson]);
    assert_eq!(code, 0, "{lesson}: {told}");
}
