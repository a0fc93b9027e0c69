//! Has cargo build the library, and tells how far it is.

use super::{
    Listener, Product, RuntimeError, Spec, Stop,
    plan::{Past, Plan},
    resolve::Resolved,
    sources,
};
use crate::toolchain::{Toolchain, clean_command};
use gradus_protocol::Progress;
use rustix::process::{Pid, setpriority_process};
use serde::Deserialize;
use std::{
    collections::BTreeMap,
    env, fs,
    fs::File,
    io::{BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// What cargo is told besides the package. The profile's settings must not come from the learner's own cargo
/// configuration: cells unwind through the runtime and link against its Rust symbols.
const LIBRARY_ARGS: &[&str] = &[
    "--release",
    "--config=profile.release.panic='unwind'",
    "--config=profile.release.lto=false",
    // What cargo does by itself without debug information: a crate that another build left here is the same crate then.
    "--config=profile.release.strip='debuginfo'",
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
    /// The crates that cells can name, and their files among these.
    pub(super) crates: BTreeMap<String, PathBuf>,
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
    profile: Profile,
    filenames: Vec<PathBuf>,
    fresh: bool,
}

#[derive(Deserialize)]
struct Target {
    name: String,
    kind: Vec<String>,
}

#[derive(Deserialize)]
struct Profile {
    opt_level: String,
}

/// Builds the library; the shelf's lock must be held.
pub(super) fn build(
    shelf: &Path,
    spec: &Spec,
    key: &str,
    stop: &Stop,
    listener: &mut impl Listener,
) -> Result<Built, RuntimeError> {
    listener.progress(Progress { step: say!("runtime-step-fetch"), done: 0, total: 0, seconds_left: None });
    let job = Job { shelf, spec, key, stop, log: shelf.join("build.log"), sources: shelf.join("src") };
    fs::create_dir_all(&job.sources).map_err(|error| RuntimeError::file(&job.sources, error))?;
    sources::unpack(&spec.sources.chosen(&spec.package, &spec.additions)?, &job.sources)?;
    match job.attempt(&[], listener) {
        // All crates may be there from another project although the registry cannot be asked.
        Err(RuntimeError::NoNetwork { .. } | RuntimeError::Unreachable { .. }) => job.attempt(&["--offline"], listener),
        other => other,
    }
}

struct Job<'a> {
    shelf: &'a Path,
    spec: &'a Spec,
    key: &'a str,
    stop: &'a Stop,
    log: PathBuf,
    sources: PathBuf,
}

impl Job<'_> {
    fn attempt(&self, network: &[&str], listener: &mut impl Listener) -> Result<Built, RuntimeError> {
        let log = File::create(&self.log).map_err(|error| RuntimeError::file(&self.log, error))?;
        // Both make the lock fit the crates at hand: what is left of the product's own lock, and what was added. From
        // then on it is held to.
        let tree = self.ask("tree", &["--prefix=none", "--edges=normal,build", "--target"], network, &log)?;
        let resolved = self.ask("metadata", &["--format-version=1", "--filter-platform"], network, &log)?;
        let resolved: Resolved = serde_json::from_str(&resolved).unwrap_or_default();
        let names = resolved.names(&self.spec.package);
        self.take_in(&names)?;
        let target = self.target();
        let mut plan = Plan::new(&tree, &resolved.sizes(), Past::read(&target));
        listener.planned(plan.planned());
        listener.progress(plan.start());

        self.remove_foreign_library();
        let product = self.spec.product;
        let mut cargo = self.cargo(if product == Product::Library { "rustc" } else { "build" }, network, &log)?;
        cargo.arg("--locked").arg("--target-dir").arg(&target).args(product.cargo_args());
        if product == Product::Library {
            cargo.arg("--").args(product.rustc_args());
            cargo.arg(format!("-Clink-arg=-Wl,-rpath,{}", self.spec.toolchain.rustlib().display()));
        }
        let mut child = self.start(cargo.stdout(Stdio::piped()))?;
        if product == Product::Program {
            // Nobody waits for it, and cells run meanwhile. Where this is not allowed, it is in the way a little more.
            let _ = setpriority_process(Some(Pid::from_child(&child)), LOWEST_PRIORITY);
        }
        let titles = resolved.titles();
        let mut artifacts = Vec::new();
        if let Some(stdout) = child.stdout.take() {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                let Ok(Line::CompilerArtifact(artifact)) = serde_json::from_str(&line) else { continue };
                if !artifact.target.kind.iter().any(|kind| kind == "custom-build") {
                    let title = titles.get(&artifact.package_id).unwrap_or(&artifact.package_id);
                    listener.progress(plan.finished(title, &artifact.target.name, artifact.fresh));
                    artifacts.push(artifact);
                }
            }
        }
        let success = self.finish(child)?;
        plan.past().write(&target);
        if success { self.built(artifacts, names) } else { Err(self.failed()) }
    }

    /// Makes the library's crate take in all that it names: what is not mentioned is not linked.
    fn take_in(&self, names: &BTreeMap<String, String>) -> Result<(), RuntimeError> {
        if self.spec.additions.crates.is_empty() {
            return Ok(());
        }
        let manifests = self.spec.sources.manifests()?;
        let package = |(_, manifest): &(&String, &toml::Table)| {
            manifest.get("package").and_then(|package| package.get("name")?.as_str()) == Some(&self.spec.package)
        };
        let Some((folder, _)) = manifests.iter().find(package) else { return Ok(()) };
        let path = self.sources.join(folder).join("src/lib.rs");
        let failed = |error| RuntimeError::file(&path, error);
        let mut file = File::options().append(true).open(&path).map_err(failed)?;
        names.keys().try_for_each(|name| writeln!(file, "extern crate {name} as _;")).map_err(failed)
    }

    /// What cargo answers to a question about this host's crates. A missing network shows here first, and crates that
    /// cannot be had or put together; any other failure is left to the build to explain.
    fn ask(&self, subcommand: &str, args: &[&str], network: &[&str], log: &File) -> Result<String, RuntimeError> {
        let mut cargo = self.cargo(subcommand, network, log)?;
        cargo.args(args).arg(&self.spec.toolchain.host).stdout(Stdio::piped());
        let mut child = self.start(&mut cargo)?;
        let mut said = Vec::new();
        if let Some(mut stdout) = child.stdout.take() {
            // What cannot be read shows as an end that was no success.
            let _ = stdout.read_to_end(&mut said);
        }
        let success = self.finish(child)?;
        match self.failed() {
            _ if success => {}
            error @ RuntimeError::NoNetwork { .. } if self.spec.additions.crates.is_empty() => return Err(error),
            _ if !self.spec.additions.crates.is_empty() => return Err(RuntimeError::refused(&self.said())),
            _ => {}
        }
        Ok(String::from_utf8_lossy(&said).into_owned())
    }

    fn start(&self, command: &mut Command) -> Result<Child, RuntimeError> {
        self.stop
            .spawn(command)
            .map_err(|error| if self.stop.stopped() { RuntimeError::Stopped } else { self.no_cargo(error) })
    }

    /// Waits for the end and says whether it was a success.
    fn finish(&self, mut child: Child) -> Result<bool, RuntimeError> {
        let ended = child.wait();
        self.stop.ended();
        if self.stop.stopped() {
            return Err(RuntimeError::Stopped);
        }
        Ok(ended.map_err(|error| self.no_cargo(error))?.success())
    }

    fn cargo(&self, subcommand: &str, network: &[&str], log: &File) -> Result<Command, RuntimeError> {
        let log = log.try_clone().map_err(|error| RuntimeError::file(&self.log, error))?;
        let Toolchain { cargo, rustc, .. } = &self.spec.toolchain;
        let mut command = clean_command(cargo);
        let package = &self.spec.package;
        command.arg(subcommand).args(network);
        if subcommand != "metadata" {
            command.args(["--package", package]);
        }
        for feature in self.spec.additions.features() {
            command.arg("--features").arg(format!("{package}/{feature}"));
        }
        command.current_dir(&self.sources).stdin(Stdio::null()).stderr(log);
        // The compiler that the key names, without flags from the learner's configuration.
        command.env("RUSTC", rustc).env("RUSTFLAGS", "").env("GRADUS_RUNTIME_KEY", self.key);
        Ok(command)
    }

    fn target(&self) -> PathBuf {
        self.spec.target.clone().unwrap_or_else(|| self.shelf.join("target"))
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

    fn built(&self, artifacts: Vec<Artifact>, names: BTreeMap<String, String>) -> Result<Built, RuntimeError> {
        let wanted = self.spec.file_name();
        if self.spec.product == Product::Program {
            // Everything is inside it.
            let files = artifacts.into_iter().flat_map(|artifact| artifact.filenames);
            let found = files.into_iter().find(|file| file.file_name().is_some_and(|name| *name == *wanted));
            let library = found.ok_or_else(|| self.failed())?;
            return Ok(Built { library, dependencies: Vec::new(), crates: BTreeMap::new() });
        }
        let crates =
            names.into_iter().filter_map(|(name, package)| Some((name, file_of(&artifacts, &package)?))).collect();
        let mut library = None;
        let mut dependencies = Vec::new();
        for file in artifacts.into_iter().flat_map(|artifact| artifact.filenames) {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            if name == wanted {
                library = Some(file);
            } else if is_for_rustc(&file) {
                dependencies.push(file);
            }
        }
        Ok(Built { library: library.ok_or_else(|| self.failed())?, dependencies, crates })
    }

    fn failed(&self) -> RuntimeError {
        let said = self.said();
        match RuntimeError::from_log(&said, &self.log, self.shelf) {
            // What the learner asked for is not among the crates that lessons use.
            RuntimeError::NoNetwork { .. } | RuntimeError::NotBuilt { .. }
                if !self.spec.additions.crates.is_empty() =>
            {
                RuntimeError::refused(&said)
            }
            other => other,
        }
    }

    fn said(&self) -> String {
        String::from_utf8_lossy(&fs::read(&self.log).unwrap_or_default()).into_owned()
    }

    fn no_cargo(&self, error: std::io::Error) -> RuntimeError {
        RuntimeError::NoCargo { cargo: self.spec.toolchain.cargo.clone(), error }
    }
}

/// The file that rustc reads about a package's library. One that build scripts use as well is compiled a second time for
/// them, without optimisation.
fn file_of(artifacts: &[Artifact], package: &str) -> Option<PathBuf> {
    let of_package = || artifacts.iter().filter(|artifact| artifact.package_id == package);
    let optimised = of_package().find(|artifact| artifact.profile.opt_level != "0");
    let file = optimised.or_else(|| of_package().next())?.filenames.iter().find(|file| is_for_rustc(file));
    file.cloned()
}

/// Whether it is a crate's description, or a library of macros.
fn is_for_rustc(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with(".rmeta") || name.ends_with(env::consts::DLL_SUFFIX)
}
