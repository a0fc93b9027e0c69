//! Somebody who writes a course of their own, and somebody who opens it.

#![allow(clippy::unwrap_used, reason = "a story may stop at the first surprise")]

mod common;

use common::{Home, said, stdout};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A course as `gradus new` makes it, with one lesson.
fn new_course(home: &Home) -> PathBuf {
    let folder = home.path().join("birds");
    let made = home.gradus(&["new", "course", folder.to_str().unwrap()]);
    assert!(made.status.success(), "{}", said(&made));
    folder
}

/// The course as somebody else gets it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (path, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).unwrap();
        }
    }
}

#[test]
fn a_new_course_keeps_every_law_and_what_breaks_one_is_named_with_its_line() {
    let home = Home::new();
    let folder = new_course(&home);
    let lint = home.command(&["lint", "all"]).current_dir(&folder).output().unwrap();
    assert!(lint.status.success(), "{}", said(&lint));
    assert!(stdout(&lint).contains("1 passed, 0 failed"), "{}", said(&lint));

    let next = home.command(&["new", "lesson", "seas", "The deep \"blue\""]).current_dir(&folder).output().unwrap();
    assert!(next.status.success(), "{}", said(&next));
    let file = folder.join("seas/01-the-deep-blue.md");
    let text = fs::read_to_string(&file).unwrap();
    // A mistake that the check does not know any more. From elsewhere, the lesson by its name.
    fs::write(&file, text.replace("near(4.5)", "near(5.5)")).unwrap();
    let lint = home.gradus(&["lint", "the-deep", "--course", folder.to_str().unwrap()]);
    assert_eq!(lint.status.code(), Some(1), "{}", said(&lint));
    let line = text.lines().position(|line| line.contains("expect=\"one less than there are\"")).unwrap() + 1;
    let place = format!("{}:{}", file.display(), line + 1);
    assert!(said(&lint).contains(&place), "no {place} in\n{}", said(&lint));
}

#[test]
fn cells_from_elsewhere_run_only_once_somebody_trusts_them() {
    let home = Home::new();
    let theirs = home.path().join("theirs");
    copy(&new_course(&home), &theirs);
    let theirs = theirs.to_str().unwrap();

    for command in [vec!["run", "hello"], vec!["lint", "all"], vec!["record", "all"], vec!["learn", "hello"]] {
        let refused = home.gradus(&[&command[..], &["--course", theirs]].concat());
        assert_eq!(refused.status.code(), Some(2), "{command:?}: {}", said(&refused));
        assert!(said(&refused).contains("--trust"), "{command:?}: {}", said(&refused));
        assert!(stdout(&refused).is_empty(), "{command:?}: {}", said(&refused));
    }
    // What runs nothing asks nothing.
    for command in [vec!["list"], vec!["lint", "all", "--static"], vec!["export", "hello", "--ipynb", "-o", "-"]] {
        let fine = home.gradus(&[&command[..], &["--course", theirs]].concat());
        assert!(fine.status.success(), "{command:?}: {}", said(&fine));
    }

    let terminal = home.terminal(90, 24, &["learn", "hello", "--course", theirs]);
    terminal.wait_for("May its cells run? [y/N]");
    terminal.press("n\r");
    let (ended, said) = terminal.wait_for_end();
    assert!(!ended.success(), "{said}");

    let terminal = home.terminal(90, 24, &["learn", "hello", "--course", theirs]);
    terminal.wait_for("May its cells run? [y/N]");
    terminal.press("y\r");
    terminal.wait_for("A few numbers");
    terminal.press("q");
    terminal.wait_for("First steps");
    terminal.press("q");
    terminal.wait_for_end();

    // The answer is kept, and what is done there is not done in ours.
    let run = home.gradus(&["run", "hello", "--course", theirs]);
    assert!(run.status.success(), "{}", common::said(&run));
    let ours = home.gradus(&["progress", "--json"]);
    assert!(stdout(&ours).contains("\"last\":null"), "{}", stdout(&ours));
    let progress = home.gradus(&["progress", "--json", "--course", theirs]);
    assert!(stdout(&progress).contains("\"last\":\"first-steps/01-hello\""), "{}", stdout(&progress));
}
