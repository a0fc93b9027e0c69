//! The runtime: one library with the kit and everything it uses, built once; every cell links to it.
//!
//! ```text
//! runtime.rs           Spec, Runtime      find (complete and undamaged only), ensure (find or build)
//! runtime/sources.rs   Sources            the kit's sources as the executable carries them, and their workspace
//! runtime/additions.rs Additions          what a runtime holds beside the kit: polars, crates of the learner's choice
//! runtime/members.rs   Members            the crates of ours that take part, and their manifests
//! runtime/lock.rs      reachable          the part of Cargo.lock that a runtime rests on
//! runtime/key.rs       key                names a runtime by everything that could change it
//! runtime/build.rs     build              cargo, with progress
//! runtime/resolve.rs   Resolved           which crates take part, and by which names cells use them
//! runtime/newest.rs    newest             the version that a crate without one means
//! runtime/plan.rs      Plan               how much there is to compile, for the progress
//! runtime/stop.rs      Stop               ends a build from another thread
//! runtime/shelf.rs     publish, prune     the folder of finished runtimes
//! runtime/error.rs     RuntimeError       why there is none, and what to do
//! ```
//!
//! ```text
//! <home>/runtimes/lock        held while one process builds
//!                 src/        the sources, unpacked
//!                 target/     cargo's, shared, so that a changed kit rebuilds only itself
//!                 build.log   what cargo said last
//!                 <key>/      libgradus_shared.so, deps/, runtime.json; appears whole, by a rename
//! ```

mod additions;
mod build;
mod error;
mod key;
mod lock;
mod members;
mod newest;
mod plan;
mod resolve;
mod shelf;
mod sources;
mod stop;

pub use additions::Additions;
pub use error::RuntimeError;
pub(crate) use key::hex;
pub use key::key;
pub use newest::newest;
pub use plan::Planned;
pub use sources::{Source, Sources};
pub use stop::Stop;

use crate::toolchain::Toolchain;
use gradus_protocol::Progress;
use std::{
    collections::BTreeMap,
    env,
    ffi::OsString,
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    sync::Arc,
};

/// What to build a runtime from.
#[derive(Clone, Debug)]
pub struct Spec {
    /// The kit and what it needs of this workspace.
    pub sources: Sources,
    /// The crate that becomes the library; `gradus-shared`.
    pub package: String,
    /// What it holds beside the kit.
    pub additions: Additions,
    /// The compiler, for the runtime and for the cells.
    pub toolchain: Toolchain,
    /// What is made of the crate.
    pub product: Product,
    /// Where cargo builds, when not in a folder of the shelf's own: `GRADUS_RUNTIME_TARGET`.
    pub target: Option<PathBuf>,
}

/// What is made of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    /// A library that cells link to, in `<home>/runtimes`.
    Library,
    /// A program beside the engine, in `<home>/analysis`.
    Program,
}

impl Spec {
    /// The kit alone.
    pub fn kit(sources: Sources, toolchain: Toolchain) -> Self {
        Self::new(sources, "gradus-shared".into(), toolchain, Product::Library)
    }

    /// The same with these beside the kit.
    pub fn with(self, additions: Additions) -> Self {
        Self { additions, ..self }
    }

    /// A program of this package.
    pub fn program(sources: Sources, package: impl Into<String>, toolchain: Toolchain) -> Self {
        Self::new(sources, package.into(), toolchain, Product::Program)
    }

    fn new(sources: Sources, package: String, toolchain: Toolchain, product: Product) -> Self {
        let target = env::var_os("GRADUS_RUNTIME_TARGET").map(PathBuf::from);
        Self { sources, package, additions: Additions::default(), toolchain, product, target }
    }

    /// The file name of what is built.
    fn file_name(&self) -> String {
        use std::env::consts::{DLL_PREFIX, DLL_SUFFIX, EXE_SUFFIX};
        match self.product {
            Product::Library => format!("{DLL_PREFIX}{}{DLL_SUFFIX}", self.package.replace('-', "_")),
            Product::Program => format!("{}{EXE_SUFFIX}", self.package),
        }
    }

    /// Where it is kept.
    fn shelf(&self, home: &Path) -> PathBuf {
        home.join(match self.product {
            Product::Library => "runtimes",
            Product::Program => "analysis",
        })
    }
}

/// A runtime that is complete and undamaged. As long as a clone of it lives, no other process removes its folder.
#[derive(Clone, Debug)]
pub struct Runtime {
    /// What it was built from, as one word.
    pub key: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The library that cells link to; the program.
    pub library: PathBuf,
    /// The crates inside it, for the compiler alone: `-L dependency=<dependencies>`.
    pub dependencies: PathBuf,
    /// The crates inside it that cells can name, and rustc's file of each.
    pub crates: BTreeMap<String, PathBuf>,
    /// The toolchain that built it and must compile the cells.
    pub toolchain: Toolchain,
    /// The manifest, locked for sharing.
    _in_use: Arc<File>,
}

#[cfg(test)]
impl Runtime {
    /// A runtime that is only a name and a file.
    pub(crate) fn pretended(key: &str, library: &Path, toolchain: Toolchain) -> Self {
        let folder = library.parent().unwrap_or(library).to_owned();
        let manifest = Arc::new(File::open(library).unwrap());
        let dependencies = folder.join("deps");
        let crates = BTreeMap::new();
        Self { key: key.into(), library: library.into(), folder, dependencies, crates, toolchain, _in_use: manifest }
    }
}

impl Runtime {
    /// What rustc must be told to compile a cell: `extern crate gradus_shared` is the library, and `gradus` and the other
    /// crates inside it can be named.
    pub fn externs(&self) -> Vec<OsString> {
        let pair = |name: &str, path: &Path| [OsString::from(format!("{name}=")), path.into()].into_iter().collect();
        let library = ("gradus_shared", self.library.as_path());
        let inside = self.crates.iter().map(|(name, path)| (name.as_str(), path.as_path()));
        let externs = [library].into_iter().chain(inside).map(|(name, path)| pair(name, path));
        let mut args: Vec<OsString> = externs.flat_map(|pair| ["--extern".into(), pair]).collect();
        args.extend(["-L".into(), pair("dependency", &self.dependencies)]);
        args
    }

    /// The crates that cells can name beside the kit.
    pub fn added(&self) -> impl Iterator<Item = &str> {
        self.crates.keys().map(String::as_str).filter(|name| *name != "gradus")
    }
}

/// The runtime of this spec, if it was built and is whole.
pub fn find(home: &Path, spec: &Spec) -> Option<Runtime> {
    shelf::find(&spec.shelf(home), spec, &key(spec))
}

/// What a build tells while it goes on. A closure hears the progress alone.
pub trait Listener {
    /// What there is to do, before it begins.
    fn planned(&mut self, _: Planned) {}
    /// How far it is.
    fn progress(&mut self, progress: Progress);
}

impl<F: FnMut(Progress)> Listener for F {
    fn progress(&mut self, progress: Progress) {
        self(progress);
    }
}

/// The runtime of this spec; built if it is not there, which takes about a minute and needs the network once.
///
/// # Errors
/// [`RuntimeError`] says what is missing and what to do.
pub fn ensure(home: &Path, spec: &Spec, mut listener: impl Listener) -> Result<Runtime, RuntimeError> {
    ensure_until(home, spec, &Stop::default(), &mut listener)
}

/// As [`ensure`], ended by `stop` from another thread.
///
/// # Errors
/// Those of [`ensure`], and [`RuntimeError::Stopped`].
pub fn ensure_until(
    home: &Path,
    spec: &Spec,
    stop: &Stop,
    listener: &mut impl Listener,
) -> Result<Runtime, RuntimeError> {
    let key = key(spec);
    let shelf = spec.shelf(home);
    if let Some(runtime) = shelf::find(&shelf, spec, &key) {
        return Ok(runtime);
    }
    fs::create_dir_all(&shelf).map_err(|error| RuntimeError::file(&shelf, error))?;
    let _lock = lock(&shelf.join("lock"), listener)?;
    // Another process may have built it while this one waited.
    if let Some(runtime) = shelf::find(&shelf, spec, &key) {
        return Ok(runtime);
    }
    // cargo tells sources apart by their times, and a library's name holds no hash: whoever else builds in a shared
    // folder waits from before the sources are unpacked until the library is copied.
    let _target = match &spec.target {
        Some(target) => {
            fs::create_dir_all(target).map_err(|error| RuntimeError::file(target, error))?;
            Some(lock(&target.join("gradus-runtime.lock"), listener)?)
        }
        None => None,
    };
    let built = build::build(&shelf, spec, &key, stop, listener)?;
    shelf::publish(&shelf, spec, &key, &built)?;
    if spec.product == Product::Program {
        // Half a gigabyte that a program, which seldom changes, gives back.
        let _ = fs::remove_dir_all(shelf.join("target"));
    }
    shelf::prune(&shelf);
    shelf::find(&shelf, spec, &key).ok_or(RuntimeError::Damaged { folder: shelf.join(key) })
}

/// Takes the builders' lock, saying so when another process holds it.
fn lock(path: &Path, listener: &mut impl Listener) -> Result<File, RuntimeError> {
    let failed = |error| RuntimeError::file(path, error);
    let lock = File::options().create(true).truncate(false).write(true).open(path).map_err(failed)?;
    match lock.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            listener.progress(Progress { step: say!("runtime-step-wait"), done: 0, total: 0, seconds_left: None });
            lock.lock().map_err(failed)?;
        }
        Err(TryLockError::Error(error)) => return Err(failed(error)),
    }
    Ok(lock)
}

#[cfg(test)]
mod tests;
