//! The folder of finished runtimes. A runtime appears there whole, by a rename, and is checked each time it is found.

use super::{Runtime, RuntimeError, Spec, build::Built, key::hex};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

/// Runtimes that stay besides those in use.
const KEPT: usize = 3;

const MANIFEST: &str = "runtime.json";

/// What a finished runtime holds.
#[derive(Serialize, Deserialize)]
struct Manifest {
    key: String,
    rustc: String,
    /// Sizes by path in the folder.
    files: BTreeMap<String, u64>,
    /// Crates that cells can name: their files in `deps`.
    crates: BTreeMap<String, String>,
    /// SHA-256 of the library.
    library: String,
}

/// The runtime of a key, if it is there and whole.
pub(super) fn find(shelf: &Path, spec: &Spec, key: &str) -> Option<Runtime> {
    let folder = shelf.join(key);
    let file = File::open(folder.join(MANIFEST)).ok()?;
    file.lock_shared().ok()?;
    let manifest: Manifest = serde_json::from_reader(&file).ok()?;
    let library = folder.join(spec.file_name());
    let sizes_fit = manifest.files.iter().all(|(name, size)| {
        let there = folder.join(name).metadata();
        there.is_ok_and(|meta| meta.len() == *size)
    });
    if manifest.key != key || !sizes_fit || hash(&library).ok()? != manifest.library {
        return None;
    }
    // The time of last use, for `prune`. On a read-only disk it stays as it is.
    let _ = file.set_modified(SystemTime::now());
    let dependencies = folder.join("deps");
    Some(Runtime {
        key: key.to_owned(),
        library,
        crates: manifest.crates.into_iter().map(|(name, file)| (name, dependencies.join(file))).collect(),
        dependencies,
        folder,
        toolchain: spec.toolchain.clone(),
        _in_use: Arc::new(file),
    })
}

/// Copies what was built into a folder of its own and gives it its name when it is complete.
pub(super) fn publish(shelf: &Path, spec: &Spec, key: &str, built: &Built) -> Result<(), RuntimeError> {
    let failed = |error| RuntimeError::file(shelf, error);
    sweep(shelf);
    let new = tempfile::Builder::new().prefix(".new-").tempdir_in(shelf).map_err(failed)?;
    let manifest = fill(new.path(), spec, key, built).map_err(failed)?;
    let text = serde_json::to_string_pretty(&manifest).map_err(|error| failed(error.into()))?;
    fs::write(new.path().join(MANIFEST), text).map_err(failed)?;
    let folder = shelf.join(key);
    if folder.exists() {
        // A damaged one. Moved first: removing takes time, and what is half removed must not be found.
        let old = shelf.join(format!(".old-{key}"));
        fs::rename(&folder, &old).and_then(|()| fs::remove_dir_all(&old)).map_err(failed)?;
    }
    fs::rename(new.keep(), folder).map_err(failed)
}

fn fill(folder: &Path, spec: &Spec, key: &str, built: &Built) -> io::Result<Manifest> {
    fs::create_dir(folder.join("deps"))?;
    let mut files = BTreeMap::new();
    let mut copy = |from: &Path, name: String| -> io::Result<()> {
        files.insert(name.clone(), fs::copy(from, folder.join(name))?);
        Ok(())
    };
    let library = spec.file_name();
    copy(&built.library, library.clone())?;
    for path in &built.dependencies {
        copy(path, format!("deps/{}", file_name(path)))?;
    }
    let library = hash(&folder.join(library))?;
    let crates = built.crates.iter().map(|(name, file)| (name.clone(), file_name(file))).collect();
    Ok(Manifest { key: key.to_owned(), rustc: spec.toolchain.version_verbose.clone(), files, crates, library })
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn hash(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    io::copy(&mut File::open(path)?, &mut hash)?;
    Ok(hex(&hash.finalize()))
}

/// Removes what interrupted builds left. Only the holder of the lock may call it.
fn sweep(shelf: &Path) {
    for path in entries(shelf) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(".new-") || name.starts_with(".old-") {
            let _ = fs::remove_dir_all(path);
        }
    }
}

/// Removes the runtimes used longest ago, but none that a process uses.
pub(super) fn prune(shelf: &Path) {
    let used = |folder: &PathBuf| folder.join(MANIFEST).metadata().and_then(|meta| meta.modified()).ok();
    let mut runtimes: Vec<_> = entries(shelf).filter_map(|folder| Some((used(&folder)?, folder))).collect();
    runtimes.sort();
    for (_, folder) in runtimes.iter().rev().skip(KEPT) {
        let Ok(manifest) = File::open(folder.join(MANIFEST)) else { continue };
        if manifest.try_lock().is_ok() {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

fn entries(shelf: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    fs::read_dir(shelf).into_iter().flatten().flatten().map(|entry| entry.path())
}
