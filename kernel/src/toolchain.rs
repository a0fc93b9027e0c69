//! Finds the Rust toolchain and starts its programs in a clean environment.
//!
//! rustc is taken from the sysroot, not through rustup's proxy: the proxy costs 20 ms a cell and reads
//! `rust-toolchain.toml` of whatever folder it is started in.

use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// The oldest Rust that Gradus works with.
const OLDEST: (u32, u32) = (1, 95);

/// Where rustc, cargo and std are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toolchain {
    /// The compiler itself.
    pub rustc: PathBuf,
    /// Its package manager.
    pub cargo: PathBuf,
    /// The folder that holds `lib/rustlib`.
    pub sysroot: PathBuf,
    /// The target that rustc compiles for by default (`x86_64-unknown-linux-gnu`).
    pub host: String,
    /// The release (`1.95.0`).
    pub version: String,
    /// All of `rustc -vV`.
    pub version_verbose: String,
}

/// No usable toolchain. The text says what to install.
#[derive(Debug, thiserror::Error)]
pub enum ToolchainError {
    /// No rustc or cargo anywhere.
    #[error("{}", say!("toolchain-missing", program = .program, places = .places))]
    Missing {
        /// `rustc` or `cargo`.
        program: &'static str,
        /// Where it was looked for.
        places: String,
    },
    /// A program that does not do what it should.
    #[error("{}", say!("toolchain-broken", program = .program.display(), text = .text))]
    Broken {
        /// The program.
        program: PathBuf,
        /// What it said.
        text: String,
    },
    /// Too old.
    #[error("{}", say!("toolchain-old", found = .found, major = OLDEST.0, minor = OLDEST.1))]
    TooOld {
        /// The release found.
        found: String,
    },
    /// Nothing that links.
    #[error("{}", say!("toolchain-no-linker"))]
    NoLinker,
}

impl Toolchain {
    /// Looks on `PATH`, in `~/.cargo/bin` and beside `$CARGO`.
    ///
    /// # Errors
    /// When there is no toolchain, or none that can build cells.
    pub fn find() -> Result<Self, ToolchainError> {
        let places = places();
        let toolchain = Self::find_in(&places)?;
        // cargo's own setting for another linker; without one rustc calls `cc`.
        if which("cc", &places).is_none() && which("clang", &places).is_none() && which("gcc", &places).is_none() {
            return Err(ToolchainError::NoLinker);
        }
        Ok(toolchain)
    }

    fn find_in(places: &[PathBuf]) -> Result<Self, ToolchainError> {
        let named =
            |program| which(program, places).ok_or_else(|| ToolchainError::Missing { program, places: listed(places) });
        let proxy = named("rustc")?;
        let sysroot = PathBuf::from(ask(&proxy, &["--print", "sysroot"])?.trim_end());
        let own = |program: &str| Some(sysroot.join("bin").join(program)).filter(|path| path.is_file());
        let rustc = own("rustc").unwrap_or(proxy);
        let version_verbose = ask(&rustc, &["-vV"])?;
        let field = |name: &str| {
            let line = version_verbose.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
            line.map(str::to_owned)
                .ok_or_else(|| ToolchainError::Broken { program: rustc.clone(), text: version_verbose.clone() })
        };
        let (host, version) = (field("host")?, field("release")?);
        if number(&version) < Some(OLDEST) {
            return Err(ToolchainError::TooOld { found: version });
        }
        let cargo = own("cargo").map_or_else(|| named("cargo"), Ok)?;
        Ok(Self { cargo, sysroot, host, version, rustc, version_verbose })
    }

    /// The folder of libstd and the other crates of the sysroot; goes into every rpath.
    pub fn rustlib(&self) -> PathBuf {
        self.sysroot.join("lib/rustlib").join(&self.host).join("lib")
    }
}

/// A command for a toolchain's program, without what the shell, an outer cargo or an IDE left in the environment:
/// a stray `RUSTFLAGS` or `CARGO_TARGET_DIR` would build something else than what was asked.
pub fn clean_command(program: &Path) -> Command {
    let mut command = Command::new(program);
    for (name, _) in env::vars_os().filter(|(name, _)| is_stray(name)) {
        command.env_remove(name);
    }
    command
}

fn is_stray(name: &OsStr) -> bool {
    let Some(name) = name.to_str() else { return false };
    // CARGO_HOME and the network settings say where packages come from and how; they are the learner's.
    let kept = ["CARGO_HOME", "CARGO_HTTP_", "CARGO_NET_", "CARGO_REGISTR", "CARGO_SOURCE_"];
    let stray =
        ["CARGO", "RUSTFLAGS", "RUSTDOC", "RUSTC", "RUST_BACKTRACE", "RUST_LOG", "LD_LIBRARY_PATH", "LD_PRELOAD"];
    let exact = ["RUSTUP_TOOLCHAIN", "RUST_RECURSION_COUNT", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH"];
    exact.contains(&name)
        || (stray.iter().any(|start| name.starts_with(start)) && !kept.iter().any(|start| name.starts_with(start)))
}

fn places() -> Vec<PathBuf> {
    let mut places: Vec<PathBuf> = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from);
    places.extend(cargo_home.or_else(|| Some(env::home_dir()?.join(".cargo"))).map(|home| home.join("bin")));
    places.extend(env::var_os("CARGO").and_then(|cargo| Some(PathBuf::from(cargo).parent()?.to_owned())));
    places
}

/// A program of this machine, if it is there.
pub(crate) fn installed(program: &str) -> Option<PathBuf> {
    which(program, &places())
}

fn which(program: &str, places: &[PathBuf]) -> Option<PathBuf> {
    places.iter().filter(|place| place.is_absolute()).map(|place| place.join(program)).find(|path| is_executable(path))
}

fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

fn listed(places: &[PathBuf]) -> String {
    env::join_paths(places).unwrap_or_else(|_| OsString::from("PATH")).to_string_lossy().into_owned()
}

/// Runs a program and gives what it printed.
fn ask(program: &Path, args: &[&str]) -> Result<String, ToolchainError> {
    let broken = |text: String| ToolchainError::Broken { program: program.to_owned(), text };
    // From the root folder, where no `rust-toolchain.toml` of some project picks another toolchain.
    let mut command = clean_command(program);
    command.args(args).current_dir("/");
    if let Some(wish) = env::var_os("RUSTUP_TOOLCHAIN") {
        // Said aloud by the learner or by `cargo +name`; it decides here, and everything after uses what it led to.
        command.env("RUSTUP_TOOLCHAIN", wish);
    }
    let Output { status, stdout, stderr } = command.output().map_err(|error| broken(error.to_string()))?;
    match status.success() {
        true => Ok(String::from_utf8_lossy(&stdout).into_owned()),
        false => Err(broken(String::from_utf8_lossy(&stderr).trim().to_owned())),
    }
}

/// Major and minor of a release's number.
fn number(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.split('.');
    Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, os::unix::fs::PermissionsExt};

    #[test]
    fn the_real_compiler_is_found_behind_a_proxy() {
        let found = Toolchain::find().unwrap();
        assert!(found.rustc.starts_with(&found.sysroot));
        assert!(found.rustlib().is_dir());
        assert!(found.version_verbose.contains(&found.host));
    }

    fn fake_rustc(script: &str) -> (tempfile::TempDir, Vec<PathBuf>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("rustc");
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        let places = vec![folder.path().to_owned()];
        (folder, places)
    }

    #[test]
    fn an_old_compiler_is_named_with_the_way_to_a_newer_one() {
        let (_folder, places) = fake_rustc("echo 'release: 1.94.1'; echo 'host: x'");
        let error = Toolchain::find_in(&places).unwrap_err().to_string();
        assert!(error.contains("1.94.1") && error.contains("1.95") && error.contains("rustup update"), "{error}");
    }

    #[test]
    fn a_broken_or_missing_compiler_is_explained() {
        let (_folder, places) = fake_rustc("echo 'no toolchain installed' >&2; exit 1");
        let error = Toolchain::find_in(&places).unwrap_err().to_string();
        assert!(error.contains("no toolchain installed"), "{error}");
        let error = Toolchain::find_in(&[PathBuf::from("/nowhere")]).unwrap_err().to_string();
        assert!(error.contains("/nowhere") && error.contains("rustup.rs"), "{error}");
    }

    #[test]
    fn stray_settings_go_and_the_learners_stay() {
        for name in ["RUSTFLAGS", "RUSTC", "RUSTC_WRAPPER", "CARGO", "CARGO_TARGET_DIR", "CARGO_ENCODED_RUSTFLAGS"] {
            assert!(is_stray(name.as_ref()), "{name}");
        }
        for name in ["CARGO_HOME", "CARGO_HTTP_PROXY", "CARGO_NET_OFFLINE", "RUSTUP_HOME", "PATH", "HOME"] {
            assert!(!is_stray(name.as_ref()), "{name}");
        }
    }
}
