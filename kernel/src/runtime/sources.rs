//! The kit's sources as the executable carries them, and the small workspace they make.

use super::{Additions, RuntimeError, hex, lock, members::Members};
use sha2::{Digest, Sha256};
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::{Component, Path, PathBuf},
};
use toml::Table;

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path from the workspace's root, with `/`.
    pub path: String,
    /// What it holds.
    pub bytes: Cow<'static, [u8]>,
}

/// The files a runtime can be built from: the folders of the kit and of our crates it uses, the workspace's `Cargo.toml`
/// and `Cargo.lock`. Sorted by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources(Vec<Source>);

impl FromIterator<Source> for Sources {
    fn from_iter<I: IntoIterator<Item = Source>>(files: I) -> Self {
        let mut files: Vec<_> = files.into_iter().collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files.dedup_by(|a, b| a.path == b.path);
        Self(files)
    }
}

impl Sources {
    /// Reads them from a checkout: the named files, and everything in the named folders but `target`.
    ///
    /// # Errors
    /// The first file that cannot be read.
    pub fn read(root: &Path, paths: &[&str]) -> io::Result<Self> {
        let mut found = Vec::new();
        for path in paths {
            collect(root, path, &mut found)?;
        }
        Ok(found.into_iter().collect())
    }

    /// One file's text.
    pub fn text(&self, path: &str) -> Option<String> {
        Some(String::from_utf8_lossy(&self.get(path).ok()?.bytes).into_owned())
    }

    /// Names exactly these files: hexadecimal digits.
    pub fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for bytes in self.0.iter().flat_map(|file| [file.path.as_bytes(), &file.bytes]) {
            hash.update((bytes.len() as u64).to_le_bytes());
            hash.update(bytes);
        }
        hex(&hash.finalize())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Source> {
        self.0.iter()
    }

    fn get(&self, path: &str) -> Result<&Source, RuntimeError> {
        let missing = || RuntimeError::Sources(format!("{path} is missing"));
        self.0.iter().find(|file| file.path == path).ok_or_else(missing)
    }

    /// The files that this spec's runtime is built from, sorted by path: those of the crates that take part, with the
    /// manifests and the lock cut down to them.
    pub(super) fn chosen(&self, package: &str, additions: &Additions) -> Result<Vec<Source>, RuntimeError> {
        let mut members = Members::read(self)?;
        members.choose(package, additions)?;
        self.cut(&members)
    }

    /// What these crates are made of.
    fn cut(&self, members: &Members) -> Result<Vec<Source>, RuntimeError> {
        let lock = String::from_utf8_lossy(&self.get("Cargo.lock")?.bytes);
        let lock = lock::reachable(&lock, &members.dependencies())?;
        let workspace = members.workspace(&self.table("Cargo.toml")?, &lock)?;
        let text = |file: &Source| match file.path.as_str() {
            "Cargo.toml" => Some(Ok(workspace.clone())),
            "Cargo.lock" => Some(Ok(lock.clone())),
            path => members.changed(path),
        };
        let taken = self.0.iter().filter(|file| members.hold(&file.path));
        taken
            .map(|file| {
                let bytes = text(file).transpose()?.map_or_else(|| file.bytes.clone(), |text| text.into_bytes().into());
                Ok(Source { path: file.path.clone(), bytes })
            })
            .collect()
    }

    pub(super) fn table(&self, path: &str) -> Result<Table, RuntimeError> {
        let text = String::from_utf8_lossy(&self.get(path)?.bytes);
        text.parse().map_err(|error| RuntimeError::Sources(format!("{path}: {error}")))
    }

    /// Makes `folder` hold all crates, with a workspace around them.
    pub(crate) fn unpack(&self, folder: &Path) -> Result<(), RuntimeError> {
        let mut members = Members::read(self)?;
        members.choose_all();
        unpack(&self.cut(&members)?, folder)
    }

    /// Manifests of the crates, by folder.
    pub(super) fn manifests(&self) -> Result<BTreeMap<String, Table>, RuntimeError> {
        let folders = self.0.iter().filter_map(|file| file.path.strip_suffix("/Cargo.toml"));
        folders.map(|folder| Ok((folder.to_owned(), self.table(&format!("{folder}/Cargo.toml"))?))).collect()
    }
}

/// Makes `folder` hold exactly these files. Files that are right already keep their times, so that cargo rebuilds only
/// what changed.
pub(super) fn unpack(files: &[Source], folder: &Path) -> Result<(), RuntimeError> {
    let mut wanted = BTreeSet::new();
    for file in files {
        let inside = Path::new(&file.path).components().all(|part| matches!(part, Component::Normal(_)));
        if !inside {
            return Err(RuntimeError::Sources(format!("{} leads outside", file.path)));
        }
        let path = folder.join(&file.path);
        write_if_other(&path, &file.bytes).map_err(|error| RuntimeError::file(&path, error))?;
        wanted.insert(path);
    }
    remove_others(folder, &wanted).map_err(|error| RuntimeError::file(folder, error))
}

fn collect(root: &Path, path: &str, found: &mut Vec<Source>) -> io::Result<()> {
    let full = root.join(path);
    if !full.is_dir() {
        found.push(Source { path: path.to_owned(), bytes: fs::read(full)?.into() });
        return Ok(());
    }
    for entry in fs::read_dir(full)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        if name != "target" && !name.starts_with('.') {
            collect(root, &format!("{path}/{name}"), found)?;
        }
    }
    Ok(())
}

fn write_if_other(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|there| there == bytes) {
        return Ok(());
    }
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(path, bytes)
}

fn remove_others(folder: &Path, wanted: &BTreeSet<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            remove_others(&path, wanted)?;
        } else if !wanted.contains(&path) {
            fs::remove_file(&path)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(path: &str, text: &'static str) -> Source {
        Source { path: path.into(), bytes: text.as_bytes().into() }
    }

    fn sources() -> Sources {
        let root = r#"
            [workspace]
            members = ["kit", "tui"]
            [workspace.dependencies]
            kit = { path = "kit" }
        "#;
        let kit = "[package]\nname = \"kit\"\n";
        [
            source("kit/src/lib.rs", ""),
            source("Cargo.toml", root),
            source("Cargo.lock", "version = 4\n"),
            source("kit/Cargo.toml", kit),
        ]
        .into_iter()
        .collect()
    }

    fn unpacked(sources: &Sources, folder: &Path) -> Result<(), RuntimeError> {
        unpack(&sources.chosen("kit", &Additions::default())?, folder)
    }

    #[test]
    fn unpacking_again_touches_only_what_changed_and_removes_what_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let time = |path: &str| folder.path().join(path).metadata().unwrap().modified().unwrap();
        fs::create_dir(folder.path().join("kit")).unwrap();
        fs::write(folder.path().join("kit/old.rs"), "").unwrap();
        unpacked(&sources(), folder.path()).unwrap();
        assert!(!folder.path().join("kit/old.rs").exists());
        let long_ago = std::time::SystemTime::UNIX_EPOCH;
        for path in ["Cargo.toml", "kit/src/lib.rs"] {
            fs::File::options().write(true).open(folder.path().join(path)).unwrap().set_modified(long_ago).unwrap();
        }
        let changed = sources().0.into_iter().chain([source("kit/src/more.rs", "")]).map(|mut file| {
            if file.path == "kit/src/lib.rs" {
                file.bytes = b"mod more;".as_slice().into();
            }
            file
        });
        unpacked(&changed.collect(), folder.path()).unwrap();
        assert_eq!(time("Cargo.toml"), long_ago);
        assert_ne!(time("kit/src/lib.rs"), long_ago);
        assert!(folder.path().join("kit/src/more.rs").exists());
    }

    #[test]
    fn a_path_that_leads_outside_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(unpack(&[source("../evil", "")], folder.path()), Err(RuntimeError::Sources(_))));
    }
}
