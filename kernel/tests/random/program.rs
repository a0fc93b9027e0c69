//! The one file compiled and run, its output cut at the cells.

use gradus_kernel::toolchain::{Toolchain, clean_command};
use std::{fs, sync::OnceLock};

/// What stands before `main`.
pub const HEAD: &str = r#"#![allow(warnings)]
use std::{cell::*, collections::*, error::Error, panic::*, rc::Rc, sync::atomic::*};
fn run<R>(body: impl FnOnce() -> Result<R, Box<dyn Error>>) -> Option<R> {
    match catch_unwind(AssertUnwindSafe(body)) {
        Ok(Ok(new)) => return Some(new),
        Ok(Err(error)) => println!("?? {error}"),
        Err(panic) => match (panic.downcast_ref::<String>(), panic.downcast_ref::<&str>()) {
            (Some(words), _) => println!("!! {words}"),
            (_, Some(words)) => println!("!! {words}"),
            _ => println!("!!"),
        },
    }
    None
}
"#;

/// What marks the beginning of a cell.
pub const MARK: &str = "@@cell";

static RUSTC: OnceLock<Toolchain> = OnceLock::new();

/// What each cell of the program printed.
///
/// # Errors
/// rustc's, which are a mistake of the test's: the program means what it should or it is no measure.
pub fn outputs(source: &str) -> Result<Vec<String>, String> {
    let folder = tempfile::tempdir().unwrap();
    let (file, program) = (folder.path().join("program.rs"), folder.path().join("program"));
    fs::write(&file, source).unwrap();
    let rustc = &RUSTC.get_or_init(|| Toolchain::find().unwrap()).rustc;
    let mut compile = clean_command(rustc);
    compile.args(["--edition=2024", "-Cprefer-dynamic", "-Coverflow-checks=on", "-Cdebug-assertions=off"]);
    compile.arg("-Crpath").arg("-o").arg(&program).arg(&file);
    let said = compile.output().unwrap();
    if !said.status.success() {
        return Err(format!("the one file does not compile:\n{}", String::from_utf8_lossy(&said.stderr)));
    }
    let ran = clean_command(&program).output().unwrap();
    let text = String::from_utf8(ran.stdout).unwrap();
    Ok(text.split(&format!("{MARK}\n")).skip(1).map(str::to_owned).collect())
}
