//! The executable alone: copied elsewhere, with an environment that is empty, poisoned, or lacks what it needs.

#![allow(clippy::unwrap_used, reason = "a story may stop at the first surprise")]

mod common;

use common::{Home, PROGRAM, lesson, said, stdout};
use std::{
    env, fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// The toolchain's own programs, not rustup's proxies.
fn toolchain_bin() -> PathBuf {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = Command::new(rustc).args(["--print", "sysroot"]).output().unwrap();
    Path::new(stdout(&sysroot).trim()).join("bin")
}

/// A folder with the C compiler and its linker, and neither rustup, mold nor lld.
fn system_bin(home: &Home) -> PathBuf {
    let bin = home.path().join("bin");
    fs::create_dir(&bin).unwrap();
    for program in ["cc", "ld", "as", "sh"] {
        let places = env::split_paths("/usr/local/bin:/usr/bin:/bin").map(|place| place.join(program));
        let real = places.into_iter().find(|path| path.exists()).unwrap();
        symlink(real, bin.join(program)).unwrap();
    }
    bin
}

/// Copies an executable by a process of its own. A file that this one had open for writing could be inherited by what
/// another story starts at that moment, and would be too busy to run.
fn copy(from: &Path, to: &Path) {
    assert!(Command::new("cp").args([from, to]).status().unwrap().success());
}

/// The program, copied to a folder of its own and started with these variables alone.
fn bare(home: &Home, path: &[PathBuf], poison: &[(&str, &str)], args: &[&str]) -> Output {
    let program = home.path().join("gradus");
    if !program.exists() {
        copy(Path::new(PROGRAM), &program);
    }
    let mut command = Command::new(program);
    command.args(args).env_clear().envs(poison.iter().copied());
    command.env("HOME", home.path()).env("PATH", env::join_paths(path).unwrap());
    // cargo's downloads, which a fresh machine would fetch now.
    let downloads = env::var_os("CARGO_HOME").unwrap_or_else(|| env::home_dir().unwrap().join(".cargo").into());
    command.env("CARGO_HOME", downloads).env("GRADUS_HOME", home.path()).current_dir(home.path());
    command.output().unwrap()
}

fn sum(home: &Home) -> String {
    home.file("sum.md", &lesson("```rust,cell,id=sum\n1 + 2\n```"))
}

fn assert_three(run: &Output) {
    assert!(run.status.success(), "{}", said(run));
    assert!(stdout(run).contains("sum\n  3\n"), "{}", said(run));
    assert!(run.stderr.is_empty(), "{}", said(run));
}

#[test]
fn it_works_alone_in_an_empty_environment() {
    let home = Home::new();
    let path = [toolchain_bin(), system_bin(&home)];
    assert_three(&bare(&home, &path, &[], &["run", &sum(&home)]));
}

#[test]
fn what_the_shell_or_an_outer_cargo_left_behind_changes_nothing() {
    let home = Home::new();
    let poison = [
        ("LD_LIBRARY_PATH", "/nonexistent"),
        ("RUSTFLAGS", "-Dwarnings --cfg poisoned"),
        ("CARGO_ENCODED_RUSTFLAGS", "--cfg\x1fpoisoned\x1f--nonsense"),
        ("CARGO_BUILD_RUSTFLAGS", "--nonsense"),
        ("RUSTC_WRAPPER", "/nonexistent/sccache"),
        ("CARGO_TARGET_DIR", "/nonexistent/target"),
        ("CARGO_MANIFEST_DIR", "/nonexistent"),
        ("RUSTC", "/nonexistent/rustc"),
        ("RUST_BACKTRACE", "full"),
    ];
    let cell = "#[cfg(poisoned)]\ncompile_error!(\"poisoned\");\nlet unused = 1;\n1 + 2";
    let file = home.file("sum.md", &lesson(&format!("```rust,cell,id=sum\n{cell}\n```")));
    let path = [toolchain_bin(), system_bin(&home)];
    assert_three(&bare(&home, &path, &poison, &["run", &file]));
}

#[test]
fn without_a_compiler_one_sentence_says_what_to_install() {
    let home = Home::bare();
    fs::create_dir(home.path().join("cargo")).unwrap();
    let empty = home.path().join("cargo").to_str().unwrap().to_owned();
    let program = Command::new(PROGRAM)
        .args(["run", &sum(&home)])
        .env_clear()
        .envs([("HOME", home.path()), ("GRADUS_HOME", home.path())])
        .envs([("PATH", &empty), ("CARGO_HOME", &empty)])
        .output()
        .unwrap();
    assert_eq!(program.status.code(), Some(2), "{}", said(&program));
    assert!(
        said(&program).contains("found no rustc") && said(&program).contains("https://rustup.rs"),
        "{}",
        said(&program)
    );
    assert!(!said(&program).contains("panicked"), "{}", said(&program));
}

/// A `rustc` that is too old, in a folder of its own.
fn old_compiler(home: &Home) -> PathBuf {
    let folder = home.path().join("old");
    fs::create_dir(&folder).unwrap();
    let script = format!(
        "#!/bin/sh\ncase \"$*\" in\n*sysroot*) echo {} ;;\n*) printf 'rustc 1.70.0\\nrelease: 1.70.0\\nhost: x86_64-unknown-linux-gnu\\n' ;;\nesac\n",
        folder.display()
    );
    fs::write(folder.join("script"), script).unwrap();
    fs::set_permissions(folder.join("script"), fs::Permissions::from_mode(0o755)).unwrap();
    copy(&folder.join("script"), &folder.join("rustc"));
    folder
}

#[test]
fn an_old_compiler_is_answered_with_the_way_to_a_newer_one() {
    let home = Home::bare();
    let path = [old_compiler(&home), system_bin(&home)];
    let run = bare(&home, &path, &[], &["run", &sum(&home)]);
    assert_eq!(run.status.code(), Some(2), "{}", said(&run));
    let words = said(&run);
    assert!(
        words.contains("This is Rust 1.70.0") && words.contains("1.95") && words.contains("rustup update"),
        "{words}"
    );
}

#[test]
fn without_a_linker_one_sentence_says_what_to_install() {
    let home = Home::bare();
    let path = [toolchain_bin()];
    let run = bare(&home, &path, &[], &["run", &sum(&home)]);
    assert_eq!(run.status.code(), Some(2), "{}", said(&run));
    assert!(said(&run).contains("Rust needs a C compiler"), "{}", said(&run));
}
