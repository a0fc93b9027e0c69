//! Has cargo build the library, and tells how far it is.

use super::{Product, RuntimeError, Spec, plan::Plan};
use crate::toolchain::{Toolchain, clean_command};
use gradus_protocol::Progress;
use rustix::process::{Pid, setpriority_process};
use serde::Deserialize;
use std::{
    env, fs,
    fs::File,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What cargo is told besides the package. The profile's settings must not come from the learner's own cargo
/// configuration: cells unwind through the runtime and link against its Rust symbols.
const LIBRARY_ARGS: &[&str] = &[
    "--release",
    "--config=profile.release.panic='unwind'",
    "--config=profile.release.lto=false",
    "--config=profile.release.strip='none'",
    "--lib",
    "--crate-type=dylib",
    "--message-format=json-render-diagnostics",
];

/// The priority of what nobody waits for (nice 19).
const LOWEST_PRIORITY: i32 = 19;

/// The same for a program, which stands alone.
const PROGRAM_ARGS: &[&str] = &["--release", "--bins", "--message-format=json-render-diagnostics"];

impl Product {
    pub(super) fn cargo_args(self) -> &'static [&'static str] {
        match self {
            Self::Library => LIBRARY_ARGS,
            Self::Program => PROGRAM_ARGS,
        }
    }

    /// What rustc is told for the product itself: with std as a library, the runtime and all cells share one.
    pub(super) fn rustc_args(self) -> &'static [&'static str] {
        match self {
            Self::Library => &["-Cprefer-dynamic"],
            Self::Program => &[],
        }
    }
}

/// What a build gave.
pub(super) struct Built {
    /// The library.
    pub(super) library: PathBuf,
    /// What rustc reads about the crates inside it.
    pub(super) dependencies: Vec<PathBuf>,
}

/// A line of cargo's.
#[derive(Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
enum Line {
    CompilerArtifact(Artifact),
    #[serde(other)]
    Other,
}

#[derive(Deserialize)]
struct Artifact {
    package_id: String,
    target: Target,
    filenames: Vec<PathBuf>,
    fresh: bool,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

/// Builds the library; the shelf's lock must be held.
pub(super) fn build(
    shelf: &Path,
    spec: &Spec,
    key: &str,
    progress: &mut impl FnMut(Progress),
) -> Result<Built, RuntimeError> {
    progress(Progress { step: say!("runtime-step-fetch"), done: 0, total: 0, seconds_left: None });
    let job = Job { shelf, spec, key, log: shelf.join("build.log"), sources: shelf.join("src") };
    fs::create_dir_all(&job.sources).map_err(|error| RuntimeError::file(&job.sources, error))?;
    spec.sources.unpack(&job.sources)?;
    match job.attempt(&[], progress) {
        // All crates may be there from another project although the registry cannot be asked.
        Err(RuntimeError::NoNetwork { .. }) => job.attempt(&["--offline"], progress),
        other => other,
    }
}

struct Job<'a> {
    shelf: &'a Path,
    spec: &'a Spec,
    key: &'a str,
    log: PathBuf,
    sources: PathBuf,
}

impl Job<'_> {
    fn attempt(&self, network: &[&str], progress: &mut impl FnMut(Progress)) -> Result<Built, RuntimeError> {
        let log = File::create(&self.log).map_err(|error| RuntimeError::file(&self.log, error))?;
        let mut plan = Plan::from_tree(&self.tree(network, &log)?);
        progress(plan.start());

        self.remove_foreign_library();
        let product = self.spec.product;
        let mut cargo = self.cargo(if product == Product::Library { "rustc" } else { "build" }, network, &log)?;
        cargo.arg("--target-dir").arg(self.target()).args(product.cargo_args());
        if product == Product::Library {
            cargo.arg("--").args(product.rustc_args());
            cargo.arg(format!("-Clink-arg=-Wl,-rpath,{}", self.spec.toolchain.rustlib().display()));
        }
        let no_cargo = |error| self.no_cargo(error);
        let mut child = cargo.stdout(Stdio::piped()).spawn().map_err(no_cargo)?;
        if product == Product::Program {
            // Nobody waits for it, and cells run meanwhile. Where this is not allowed, it is in the way a little more.
            let _ = setpriority_process(Some(Pid::from_child(&child)), LOWEST_PRIORITY);
        }
        let mut artifacts = Vec::new();
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                let Ok(Line::CompilerArtifact(artifact)) = serde_json::from_str(&line) else { continue };
                if !artifact.target.kind.iter().any(|kind| kind == "custom-build") {
                    progress(plan.finished(&artifact.package_id, &artifact.target.name, artifact.fresh));
                    artifacts.push(artifact);
                }
            }
        }
        match child.wait().map_err(no_cargo)?.success() {
            true => self.built(artifacts),
            false => Err(self.failed()),
        }
    }

    /// Every crate that takes part, one a line. A missing network shows here first; any other failure is left to the
    /// build to explain.
    fn tree(&self, network: &[&str], log: &File) -> Result<String, RuntimeError> {
        let mut cargo = self.cargo("tree", network, log)?;
        cargo.args(["--prefix=none", "--edges=normal,build", "--target", &self.spec.toolchain.host]);
        let output = cargo.output().map_err(|error| self.no_cargo(error))?;
        match self.failed() {
            error @ RuntimeError::NoNetwork { .. } if !output.status.success() => Err(error),
            _ => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        }
    }

    fn cargo(&self, subcommand: &str, network: &[&str], log: &File) -> Result<Command, RuntimeError> {
        let log = log.try_clone().map_err(|error| RuntimeError::file(&self.log, error))?;
        let Toolchain { cargo, rustc, .. } = &self.spec.toolchain;
        let mut command = clean_command(cargo);
        command.arg(subcommand).args(["--package", &self.spec.package]).args(network);
        if !self.spec.features.is_empty() {
            command.arg("--features").arg(self.spec.features.join(","));
        }
        command.current_dir(&self.sources).stdin(Stdio::null()).stderr(log);
        // The compiler that the key names, without flags from the learner's configuration.
        command.env("RUSTC", rustc).env("RUSTFLAGS", "").env("GRADUS_RUNTIME_KEY", self.key);
        Ok(command)
    }

    fn target(&self) -> PathBuf {
        env::var_os("GRADUS_RUNTIME_TARGET").map_or_else(|| self.shelf.join("target"), PathBuf::from)
    }

    /// A library's file name holds no hash, so in a shared target folder another build may have left its own under this
    /// name, and cargo would take it for fresh. What does not carry our key goes; cargo makes what is missing.
    fn remove_foreign_library(&self) {
        if self.spec.product == Product::Program {
            return;
        }
        let release = self.target().join("release");
        for path in [release.join(self.spec.file_name()), release.join("deps").join(self.spec.file_name())] {
            let key = self.key.as_bytes();
            if fs::read(&path).is_ok_and(|bytes| !bytes.windows(key.len()).any(|found| found == key)) {
                let _ = fs::remove_file(path);
            }
        }
    }

    fn built(&self, artifacts: Vec<Artifact>) -> Result<Built, RuntimeError> {
        let wanted = self.spec.file_name();
        let mut library = None;
        let mut dependencies = Vec::new();
        for file in artifacts.into_iter().flat_map(|artifact| artifact.filenames) {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            if name == wanted {
                library = Some(file);
            } else if self.spec.product == Product::Program {
                // Everything is inside it.
            } else if name.ends_with(".rmeta") || name.ends_with(env::consts::DLL_SUFFIX) {
                dependencies.push(file);
            }
        }
        Ok(Built { library: library.ok_or_else(|| self.failed())?, dependencies })
    }

    fn failed(&self) -> RuntimeError {
        let bytes = fs::read(&self.log).unwrap_or_default();
        RuntimeError::from_log(&String::from_utf8_lossy(&bytes), &self.log, self.shelf)
    }

    fn no_cargo(&self, error: std::io::Error) -> RuntimeError {
        RuntimeError::NoCargo { cargo: self.spec.toolchain.cargo.clone(), error }
    }
}
