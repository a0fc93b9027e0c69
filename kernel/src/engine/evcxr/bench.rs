//! The folder that evcxr works in. Crates that were compiled there stay compiled for the next session, so a folder is one
//! process's at a time and is taken again later.
//!
//! ```text
//! <home>/evcxr/<n>/lock           held by the session that works here
//!                  target/package/cells/
//!                                 evcxr's own: the crate of the last cell, what cargo builds
//!                  facade/        the crate that brings the kit's names into cells
//!                  programs/      found before others: cargo as evcxr is to call it, and no rustup
//!                  config/        where evcxr looks for settings, and finds none of the learner's
//!                  .cargo/        crates are compiled for speed, whatever a cell is compiled for
//! ```

use crate::{
    runtime::{Runtime, RuntimeError, Sources},
    toolchain::Toolchain,
};
use std::{
    env, fs,
    fs::File,
    io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::Command,
};

/// rust-analyzer reads the kit's sources by this switch; rustc is given the library instead, which is built already.
const READS: &str = "gradus_reads";

/// The facade. Its `eprintln!` is the kit's, but for what evcxr's code prints when a `?` meets an error.
const FACADE: &str = r#"//! What cells see of the kit.
#[cfg(not(gradus_reads))]
extern crate gradus_shared;
pub use gradus::*;
pub use gradus::rt::{dbg, eprint};

#[doc(hidden)]
#[macro_export]
macro_rules! __eprintln_one {
    (error $value:ident) => { $crate::rt::perhaps_failed(&$value) };
    ($name:ident $value:ident) => { $crate::rt::eprintln!("{}", $value) };
}

#[macro_export]
macro_rules! eprintln {
    ("{}", $value:ident) => { $crate::__eprintln_one!($value $value) };
    ($($arg:tt)*) => { $crate::rt::eprintln!($($arg)*) };
}
"#;

/// Where evcxr's crate is. Its manifest, which is not ours to write, says nothing of a workspace, so cargo would take it
/// for a lost member of any workspace above the data folder; from inside `target/package` cargo looks no higher.
const CELLS: &str = "target/package/cells";

const SETTINGS: &str =
    "[profile.dev.package.\"*\"]\nopt-level = 3\ndebug-assertions = false\noverflow-checks = false\n";

/// evcxr's own settings: cells as they are compiled here, and no network until somebody asks for a crate.
const EVCXR: &str = "[evcxr]\nopt_level = \"0\"\noffline_mode = true\n";

/// A folder that this process works in. Dropping it leaves it to another.
pub struct Bench {
    folder: PathBuf,
    _lock: File,
}

impl Bench {
    /// Takes a folder and lays everything out in it. `read` is where the kit's sources are unpacked for reading.
    ///
    /// # Errors
    /// The first file that cannot be written.
    pub fn take(home: &Path, read: &Path, kit: &Sources, toolchain: &Toolchain) -> Result<Self, RuntimeError> {
        let sources = read.join(&kit.digest()[..16]).join("kit");
        kit.unpack(&sources)?;
        let shelf = home.join("evcxr");
        let failed = |error| RuntimeError::file(&shelf, error);
        let bench = Self::free(&shelf).map_err(failed)?;
        bench.lay_out(&sources, toolchain).map_err(failed)?;
        Ok(bench)
    }

    /// The first folder that nobody works in.
    pub(super) fn free(shelf: &Path) -> io::Result<Self> {
        for number in 0.. {
            let folder = shelf.join(number.to_string());
            fs::create_dir_all(&folder)?;
            let lock = File::options().create(true).truncate(false).write(true).open(folder.join("lock"))?;
            match lock.try_lock() {
                Ok(()) => return Ok(Self { folder, _lock: lock }),
                Err(fs::TryLockError::WouldBlock) => {}
                Err(fs::TryLockError::Error(error)) => return Err(error),
            }
        }
        Err(io::ErrorKind::AddrInUse.into())
    }

    fn lay_out(&self, sources: &Path, toolchain: &Toolchain) -> io::Result<()> {
        let inside = |name: &str| self.folder.join(name);
        for name in [CELLS, "facade", "programs", "config", ".cargo"] {
            fs::create_dir_all(inside(name))?;
        }
        self.forget_cells()?;
        let manifest = format!(
            "[package]\nname = \"gradus_cells\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [lib]\npath = \"lib.rs\"\n\n[lints.rust]\nunexpected_cfgs = \"allow\"\n\n\
             [target.'cfg({READS})'.dependencies]\ngradus = {{ path = {:?} }}\n",
            sources.join("lessons/kit").to_string_lossy()
        );
        if write(&inside("facade/Cargo.toml"), &manifest)? {
            // The versions that the kit was built with; cargo drops what it does not need.
            fs::copy(sources.join("Cargo.lock"), self.cells().join("Cargo.lock"))?;
        }
        write(&inside("facade/lib.rs"), FACADE)?;
        write(&inside(".cargo/config.toml"), SETTINGS)?;
        write(&inside("config/evcxr.toml"), EVCXR)?;
        // rust-analyzer would have rustup install what is missing, unasked.
        program(&inside("programs/rustup"), "exit 1")?;
        // Without a platform cargo fetches the crates of every other system.
        let cargo = quoted(&toolchain.cargo);
        let only = format!("[ \"$word\" = metadata ] && exec {cargo} \"$@\" --filter-platform {}", toolchain.host);
        program(&inside("programs/cargo"), &format!("for word in \"$@\"; do\n{only}\ndone\nexec {cargo} \"$@\""))?;
        Ok(())
    }

    /// evcxr keeps every cell's library, of which an ended session has no use.
    fn forget_cells(&self) -> io::Result<()> {
        let Ok(targets) = fs::read_dir(self.cells().join("target")) else { return Ok(()) };
        for target in targets {
            let Ok(files) = fs::read_dir(target?.path().join("debug/deps")) else { continue };
            for file in files.flatten().filter(|file| file.file_name().to_string_lossy().starts_with("libcode_")) {
                fs::remove_file(file.path())?;
            }
        }
        Ok(())
    }

    fn cells(&self) -> PathBuf {
        self.folder.join(CELLS)
    }

    /// The facade's crate.
    pub fn facade(&self) -> PathBuf {
        self.folder.join("facade")
    }

    /// Tells a program where to work.
    pub fn furnish(&self, command: &mut Command, toolchain: &Toolchain, kept: Option<&Path>) -> io::Result<()> {
        let path = env::var_os("PATH").unwrap_or_default();
        let own = [self.folder.join("programs"), toolchain.sysroot.join("bin")];
        let programs = env::join_paths(own.into_iter().chain(env::split_paths(&path))).map_err(io::Error::other)?;
        command.current_dir(&self.folder);
        command.env("GRADUS_FOLDER", env::current_dir()?).env("GRADUS_PATH", path).env("PATH", programs);
        command.env("EVCXR_TMPDIR", self.cells()).env("EVCXR_CONFIG_DIR", self.folder.join("config"));
        // evcxr's own builds have flags of their own; these are for rust-analyzer.
        command.env("RUSTFLAGS", format!("--cfg {READS}"));
        match kept {
            Some(folder) => command.env("GRADUS_KEPT", folder),
            None => command.env_remove("GRADUS_KEPT"),
        };
        Ok(())
    }
}

/// What rustc is told about every crate of a session: where the kit's library is, also for who meets it behind the
/// facade, and what is inside.
pub fn flags(runtime: &Runtime) -> Vec<String> {
    let externs = runtime.externs().into_iter().map(|flag| flag.to_string_lossy().into_owned());
    let behind = format!("-Ldependency={}", runtime.folder.display());
    ["-Cprefer-dynamic".to_owned(), behind].into_iter().chain(externs).collect()
}

/// Writes a file unless it is there as it should be; cargo compiles anew what was written. Says whether it wrote.
fn write(path: &Path, text: &str) -> io::Result<bool> {
    let right = fs::read_to_string(path).is_ok_and(|there| there == text);
    if !right {
        fs::write(path, text)?;
    }
    Ok(!right)
}

fn program(path: &Path, script: &str) -> io::Result<()> {
    write(path, &format!("#!/bin/sh\n{script}\n"))?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

/// A path as a word of sh.
fn quoted(path: &Path) -> String {
    format!("'{}'", path.to_string_lossy().replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_one_sessions_and_the_next_ones_later() {
        let home = tempfile::tempdir().unwrap();
        let first = Bench::free(home.path()).unwrap();
        let second = Bench::free(home.path()).unwrap();
        assert_ne!(first.folder, second.folder);
        let folder = first.folder.clone();
        drop(first);
        assert_eq!(Bench::free(home.path()).unwrap().folder, folder);
    }

    #[test]
    fn a_workspace_above_the_data_folder_does_not_claim_the_cells() {
        let above = tempfile::tempdir().unwrap();
        fs::write(above.path().join("Cargo.toml"), "[workspace]\nmembers = []\n").unwrap();
        let bench = Bench::free(&above.path().join("data/evcxr")).unwrap();
        fs::create_dir_all(bench.cells()).unwrap();
        fs::write(bench.cells().join("lib.rs"), "").unwrap();
        let manifest =
            "[package]\nname = \"cells\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[lib]\npath = \"lib.rs\"\n";
        fs::write(bench.cells().join("Cargo.toml"), manifest).unwrap();
        let mut cargo = Command::new(Toolchain::find().unwrap().cargo);
        cargo.args(["metadata", "--offline", "--format-version=1"]).current_dir(bench.cells());
        let output = cargo.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    #[test]
    fn metadata_is_asked_for_this_system_alone_and_rustup_is_out_of_reach() {
        let home = tempfile::tempdir().unwrap();
        let sources = home.path().join("kit");
        fs::create_dir_all(&sources).unwrap();
        fs::write(sources.join("Cargo.lock"), "version = 4\n").unwrap();
        let echo = home.path().join("it's cargo");
        program(&echo, "echo \"$@\"").unwrap();
        let found = Toolchain::find().unwrap();
        let toolchain = Toolchain { cargo: echo, host: "here".into(), ..found };
        let bench = Bench::free(&home.path().join("evcxr")).unwrap();
        bench.lay_out(&sources, &toolchain).unwrap();
        let said = |name: &str, args: &[&str]| {
            let output = Command::new(bench.folder.join("programs").join(name)).args(args).output().unwrap();
            (output.status.success(), String::from_utf8(output.stdout).unwrap())
        };
        assert_eq!(said("cargo", &["--offline", "metadata"]).1, "--offline metadata --filter-platform here\n");
        assert_eq!(said("cargo", &["build"]).1, "build\n");
        assert!(!said("rustup", &["component", "add", "rust-src"]).0);
    }
}
