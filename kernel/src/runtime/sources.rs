//! The kit's sources as the executable carries them, and the small workspace they make.

use super::{RuntimeError, hex};
use sha2::{Digest, Sha256};
use std::{
    borrow::Cow,
    collections::BTreeSet,
    fs, io,
    path::{Component, Path},
};
use toml::{Table, Value};

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path from the workspace's root, with `/`.
    pub path: String,
    /// What it holds.
    pub bytes: Cow<'static, [u8]>,
}

/// The files a runtime is built from: the folders of the kit and of our crates it uses, the workspace's `Cargo.toml`
/// (whose members are cut down to what is there) and `Cargo.lock`. Sorted by path.
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

    /// Folders that hold a crate.
    fn members(&self) -> Vec<&str> {
        self.0.iter().filter_map(|file| file.path.strip_suffix("/Cargo.toml")).collect()
    }

    /// The small workspace's manifest: the root's package fields, lints, dependencies and release profile, with the
    /// members that are there.
    pub(super) fn manifest(&self) -> Result<String, RuntimeError> {
        let broken = |error: &dyn std::fmt::Display| RuntimeError::Sources(format!("Cargo.toml: {error}"));
        let text = String::from_utf8_lossy(&self.get("Cargo.toml")?.bytes);
        let root: Table = text.parse().map_err(|error| broken(&error))?;
        let members = self.members();
        let workspace =
            root.get("workspace").and_then(Value::as_table).ok_or_else(|| broken(&"there is no [workspace]"))?;
        let mut small = Table::new();
        for name in ["resolver", "package", "dependencies", "lints"] {
            if let Some(value) = workspace.get(name) {
                small.insert(name.into(), value.clone());
            }
        }
        if let Some(dependencies) = small.get_mut("dependencies").and_then(Value::as_table_mut) {
            dependencies.retain(|_, dependency| match dependency.get("path").and_then(Value::as_str) {
                Some(path) => members.contains(&path),
                None => true,
            });
        }
        small.insert("members".into(), Value::Array(members.into_iter().map(Value::from).collect()));
        let mut manifest = Table::from_iter([("workspace".to_owned(), Value::Table(small))]);
        if let Some(release) = root.get("profile").and_then(|profile| profile.get("release")) {
            let profile = Table::from_iter([("release".to_owned(), release.clone())]);
            manifest.insert("profile".into(), Value::Table(profile));
        }
        toml::to_string(&manifest).map_err(|error| broken(&error))
    }

    /// Makes `folder` hold exactly these files. Files that are right already keep their times, so that cargo
    /// rebuilds only what changed.
    pub(crate) fn unpack(&self, folder: &Path) -> Result<(), RuntimeError> {
        let manifest = self.manifest()?;
        let mut wanted = BTreeSet::new();
        for file in &self.0 {
            let inside = Path::new(&file.path).components().all(|part| matches!(part, Component::Normal(_)));
            if !inside {
                return Err(RuntimeError::Sources(format!("{} leads outside", file.path)));
            }
            let path = folder.join(&file.path);
            let bytes = if file.path == "Cargo.toml" { manifest.as_bytes() } else { &file.bytes };
            write_if_other(&path, bytes).map_err(|error| RuntimeError::file(&path, error))?;
            wanted.insert(path);
        }
        remove_others(folder, &wanted).map_err(|error| RuntimeError::file(folder, error))
    }
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

fn remove_others(folder: &Path, wanted: &BTreeSet<std::path::PathBuf>) -> io::Result<()> {
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
            default-members = ["tui"]
            [workspace.package]
            edition = "2024"
            [workspace.dependencies]
            kit = { path = "kit" }
            tui = { path = "tui" }
            serde = "1"
            [profile.release]
            debug = false
            [profile.dev]
            debug = true
        "#;
        let lock = source("Cargo.lock", "version = 4\n");
        [source("kit/src/lib.rs", ""), source("Cargo.toml", root), lock, source("kit/Cargo.toml", "")]
            .into_iter()
            .collect()
    }

    #[test]
    fn the_small_workspace_holds_what_is_there() {
        let manifest: Table = sources().manifest().unwrap().parse().unwrap();
        let workspace = manifest["workspace"].as_table().unwrap();
        assert_eq!(workspace["members"], Value::from(vec!["kit"]));
        let dependencies: Vec<_> = workspace["dependencies"].as_table().unwrap().keys().collect();
        assert_eq!(dependencies, ["kit", "serde"]);
        assert!(!workspace.contains_key("default-members"));
        assert_eq!(manifest["profile"].as_table().unwrap().keys().collect::<Vec<_>>(), ["release"]);
    }

    #[test]
    fn unpacking_again_touches_only_what_changed_and_removes_what_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let time = |path: &str| folder.path().join(path).metadata().unwrap().modified().unwrap();
        fs::create_dir(folder.path().join("kit")).unwrap();
        fs::write(folder.path().join("kit/old.rs"), "").unwrap();
        sources().unpack(folder.path()).unwrap();
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
        changed.collect::<Sources>().unpack(folder.path()).unwrap();
        assert_eq!(time("Cargo.toml"), long_ago);
        assert_ne!(time("kit/src/lib.rs"), long_ago);
        assert!(folder.path().join("kit/src/more.rs").exists());
    }

    #[test]
    fn a_path_that_leads_outside_is_refused() {
        let outside: Sources = sources().0.into_iter().chain([source("../evil", "")]).collect();
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(outside.unpack(folder.path()), Err(RuntimeError::Sources(_))));
    }
}
