//! After `gradus setup` nothing needs a network.

mod common;

use common::{Home, PROGRAM, lesson, may_unshare, said, stdout};
use std::process::Command;

#[test]
fn a_lesson_runs_without_a_network_after_setup() {
    if !may_unshare("-rn") {
        return;
    }
    // `setup` has run once the folder is there.
    let home = Home::new();
    let cells =
        "```rust,setup\nuse gradus::prelude::*;\n```\n\n```rust,cell,id=birds\ndatasets::penguins()?.len()\n```";
    let file = home.file("draft.md", &lesson(cells));
    let mut command = Command::new("unshare");
    command.args(["-rn", PROGRAM, "run", &file]).env("GRADUS_HOME", home.path());
    let run = command.output().unwrap();
    assert!(run.status.success(), "{}", said(&run));
    assert!(stdout(&run).contains("birds\n  344\n"), "{}", said(&run));
}
