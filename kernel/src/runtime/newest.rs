//! The version that a crate without one means.

use super::{RuntimeError, Stop};
use crate::toolchain::{Toolchain, clean_command};
use std::{fs, process::Stdio};
use toml::{Table, Value};

/// What stands behind the `=` for the newest version of a crate that this compiler can build, as `cargo add` writes it,
/// with the name as the registry spells it.
///
/// # Errors
/// When there is no such crate, or nobody to ask; or `stop` ended it.
pub fn newest(toolchain: &Toolchain, name: &str, stop: &Stop) -> Result<(String, Value), RuntimeError> {
    let folder = tempfile::tempdir().map_err(|error| RuntimeError::file(&std::env::temp_dir(), error))?;
    let failed = |error| RuntimeError::file(folder.path(), error);
    let manifest = folder.path().join("Cargo.toml");
    let package = "[package]\nname = \"ask\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[lib]\npath = \"lib.rs\"\n";
    fs::write(&manifest, package).map_err(failed)?;
    fs::write(folder.path().join("lib.rs"), "").map_err(failed)?;
    let mut cargo = clean_command(&toolchain.cargo);
    cargo.args(["add", "--quiet", name]).current_dir(folder.path()).stdin(Stdio::null());
    cargo.env("RUSTC", &toolchain.rustc);
    let no_cargo = |error| match stop.stopped() {
        true => RuntimeError::Stopped,
        false => RuntimeError::NoCargo { cargo: toolchain.cargo.clone(), error },
    };
    let child = stop.spawn(cargo.stdout(Stdio::null()).stderr(Stdio::piped())).map_err(no_cargo)?;
    let output = child.wait_with_output().map_err(no_cargo)?;
    stop.ended();
    if stop.stopped() {
        return Err(RuntimeError::Stopped);
    }
    if !output.status.success() {
        return Err(RuntimeError::refused(&String::from_utf8_lossy(&output.stderr)));
    }
    let written: Table = fs::read_to_string(&manifest).map_err(failed)?.parse().unwrap_or_default();
    let mut found = written.get("dependencies").and_then(Value::as_table).into_iter().flatten();
    let nothing = || RuntimeError::refused(&String::from_utf8_lossy(&output.stderr));
    found.next().map(|(name, wanted)| (name.clone(), wanted.clone())).ok_or_else(nothing)
}
