//! The crates of ours that take part in a runtime, and their manifests: cut down to what the runtime holds, so that
//! nothing else can make it outdated, and with what the learner asks for beside the kit.

use super::{Additions, RuntimeError, Sources};
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// Crates by their folder.
pub(super) struct Members {
    all: BTreeMap<String, Member>,
    /// Where the library's own crate is.
    library: String,
    /// Whether its manifest is not the one that is aboard.
    altered: bool,
}

struct Member {
    manifest: Table,
    taken: bool,
}

const SECTIONS: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

impl Members {
    pub(super) fn read(sources: &Sources) -> Result<Self, RuntimeError> {
        let all = sources.manifests()?.into_iter();
        let all = all.map(|(folder, manifest)| (folder, Member { manifest, taken: false })).collect();
        Ok(Self { all, library: String::new(), altered: false })
    }

    /// Takes in the library's crate with these additions and every crate of ours that it uses.
    pub(super) fn choose(&mut self, package: &str, additions: &Additions) -> Result<(), RuntimeError> {
        let named = |member: &Member| name(&member.manifest) == Some(package);
        let found = self.all.iter_mut().find(|(_, member)| named(member));
        let (folder, member) = found.ok_or_else(|| RuntimeError::Sources(format!("there is no {package}")))?;
        self.library = folder.clone();
        self.altered = alter(&mut member.manifest, additions);
        let mut todo = vec![self.library.clone()];
        while let Some(folder) = todo.pop() {
            let Some(member) = self.all.get_mut(&folder).filter(|member| !member.taken) else { continue };
            member.taken = true;
            let uses: BTreeSet<String> = packages(&member.manifest).collect();
            let ours =
                self.all.iter().filter(|(_, other)| name(&other.manifest).is_some_and(|name| uses.contains(name)));
            todo.extend(ours.map(|(folder, _)| folder.clone()));
        }
        Ok(())
    }

    /// Takes in every crate as it is.
    pub(super) fn choose_all(&mut self) {
        self.all.values_mut().for_each(|member| member.taken = true);
    }

    /// Whether a file is one of theirs, or the workspace's.
    pub(super) fn hold(&self, path: &str) -> bool {
        // A crate may lie in the folder of another: the nearest counts.
        let inside = |folder: &&String| path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'));
        let nearest = self.all.keys().filter(inside).max_by_key(|folder| folder.len());
        nearest.map_or(!path.contains('/'), |folder| self.all[folder].taken)
    }

    /// The text of a file that is not as it is aboard.
    pub(super) fn changed(&self, path: &str) -> Option<Result<String, RuntimeError>> {
        let manifest = self.all.get(path.strip_suffix("/Cargo.toml")?)?;
        (self.altered && path.strip_suffix("/Cargo.toml") == Some(&self.library)).then(|| written(&manifest.manifest))
    }

    /// The packages that each names.
    pub(super) fn dependencies(&self) -> BTreeMap<String, BTreeSet<String>> {
        let named = |member: &Member| Some((name(&member.manifest)?.to_owned(), packages(&member.manifest).collect()));
        self.taken().filter_map(|(_, member)| named(member)).collect()
    }

    /// The small workspace's manifest: the root's package fields, lints, dependencies and release profile, as far as these
    /// crates and those in their lock use them.
    pub(super) fn workspace(&self, root: &Table, lock: &str) -> Result<String, RuntimeError> {
        let whole = root.get("workspace").and_then(Value::as_table);
        let whole = whole.ok_or_else(|| RuntimeError::Sources("Cargo.toml: there is no [workspace]".into()))?;
        let mut small = Table::new();
        for name in ["resolver", "package", "dependencies", "lints"] {
            if let Some(value) = whole.get(name) {
                small.insert(name.into(), value.clone());
            }
        }
        let used: BTreeSet<String> = self.taken().flat_map(|(_, member)| keys(&member.manifest)).collect();
        if let Some(dependencies) = small.get_mut("dependencies").and_then(Value::as_table_mut) {
            dependencies.retain(|name, _| used.contains(name));
        }
        let members = self.taken().map(|(folder, _)| Value::from(folder.as_str())).collect();
        small.insert("members".into(), Value::Array(members));
        let mut manifest = Table::from_iter([("workspace".to_owned(), Value::Table(small))]);
        if let Some(release) = root.get("profile").and_then(|profile| profile.get("release")) {
            let mut release = release.clone();
            if let Some(packages) = release.get_mut("package").and_then(Value::as_table_mut) {
                packages.retain(|name, _| name == "*" || lock.contains(&format!("name = \"{name}\"\n")));
            }
            let profile = Table::from_iter([("release".to_owned(), release)]);
            manifest.insert("profile".into(), Value::Table(profile));
        }
        written(&manifest)
    }

    fn taken(&self) -> impl Iterator<Item = (&String, &Member)> {
        self.all.iter().filter(|(_, member)| member.taken)
    }
}

/// Leaves out of the library's manifest what is optional and not asked for, and adds what is. Says whether that changed
/// anything.
fn alter(manifest: &mut Table, additions: &Additions) -> bool {
    let before = manifest.clone();
    let features = additions.features();
    let mut enabled = BTreeSet::new();
    if let Some(known) = manifest.get_mut("features").and_then(Value::as_table_mut) {
        known.retain(|name, _| features.iter().any(|feature| feature.as_str() == name));
        let entries = known.values().filter_map(Value::as_array).flatten().filter_map(Value::as_str);
        enabled.extend(entries.filter_map(|entry| entry.strip_prefix("dep:")).map(str::to_owned));
    }
    let dependencies = manifest.entry("dependencies").or_insert_with(|| Value::Table(Table::new()));
    if let Some(dependencies) = dependencies.as_table_mut() {
        let optional = |wanted: &Value| wanted.get("optional").and_then(Value::as_bool) == Some(true);
        dependencies.retain(|name, wanted| !optional(wanted) || enabled.contains(name));
        for (name, wanted) in &additions.crates {
            dependencies.insert(name.clone(), wanted.clone());
        }
    }
    *manifest != before
}

fn name(manifest: &Table) -> Option<&str> {
    manifest.get("package")?.get("name")?.as_str()
}

fn tables(manifest: &Table) -> impl Iterator<Item = (&String, &Value)> {
    SECTIONS.iter().filter_map(|section| manifest.get(*section)?.as_table()).flatten()
}

fn keys(manifest: &Table) -> impl Iterator<Item = String> {
    tables(manifest).map(|(key, _)| key.clone())
}

/// The packages that a manifest names; one may be used by another name.
fn packages(manifest: &Table) -> impl Iterator<Item = String> {
    let package = |(key, wanted): (&String, &Value)| match wanted.get("package").and_then(Value::as_str) {
        Some(package) => package.to_owned(),
        None => key.clone(),
    };
    tables(manifest).map(package)
}

fn written(table: &Table) -> Result<String, RuntimeError> {
    toml::to_string(table).map_err(|error| RuntimeError::Sources(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::Source;

    fn sources() -> Sources {
        let file = |path: &str, text: &'static str| Source { path: path.into(), bytes: text.as_bytes().into() };
        let root = r#"
            [workspace]
            members = ["shared", "shared/kit", "shared/frames", "tui"]
            default-members = ["tui"]
            [workspace.package]
            edition = "2024"
            [workspace.dependencies]
            kit = { path = "shared/kit" }
            frames = { path = "shared/frames" }
            serde = "1"
            ratatui = "1"
            [profile.release]
            debug = false
            [profile.release.package.kit]
            opt-level = 1
            [profile.release.package.tui]
            opt-level = 1
            [profile.dev]
            debug = true
        "#;
        let shared = r#"
            [package]
            name = "shared"
            [features]
            frames = ["dep:frames", "dep:polars"]
            [dependencies]
            kit.workspace = true
            frames = { workspace = true, optional = true }
            polars = { version = "1", optional = true }
        "#;
        let kit = "[package]\nname = \"kit\"\n[dependencies]\nserde.workspace = true\n";
        let frames = "[package]\nname = \"frames\"\n[dependencies]\npolars = \"1\"\n";
        let files = [
            file("Cargo.toml", root),
            file("Cargo.lock", "version = 4\n[[package]]\nname = \"kit\"\nversion = \"0.1.0\"\n"),
            file("shared/Cargo.toml", shared),
            file("shared/kit/Cargo.toml", kit),
            file("shared/kit/src/lib.rs", ""),
            file("shared/frames/Cargo.toml", frames),
            file("shared/frames/src/lib.rs", ""),
        ];
        files.into_iter().collect()
    }

    /// The paths that a runtime is built from, the root's manifest and the library's.
    fn chosen(additions: &Additions) -> (Vec<String>, Table, Table) {
        let files = sources().chosen("shared", additions).unwrap();
        let table = |path: &str| {
            let file = files.iter().find(|file| file.path == path).unwrap();
            std::str::from_utf8(&file.bytes).unwrap().parse().unwrap()
        };
        let (root, shared) = (table("Cargo.toml"), table("shared/Cargo.toml"));
        (files.into_iter().map(|file| file.path).collect(), root, shared)
    }

    #[test]
    fn the_small_workspace_holds_what_the_runtime_uses() {
        let (paths, root, shared) = chosen(&Additions::default());
        assert!(paths.contains(&"shared/kit/src/lib.rs".into()) && !paths.contains(&"shared/frames/src/lib.rs".into()));
        let workspace = root["workspace"].as_table().unwrap();
        assert_eq!(workspace["members"], Value::from(vec!["shared", "shared/kit"]));
        assert_eq!(workspace["dependencies"].as_table().unwrap().keys().collect::<Vec<_>>(), ["kit", "serde"]);
        assert!(!workspace.contains_key("default-members"));
        assert_eq!(root["profile"].as_table().unwrap().keys().collect::<Vec<_>>(), ["release"]);
        let levels = root["profile"]["release"]["package"].as_table().unwrap();
        assert_eq!(levels.keys().collect::<Vec<_>>(), ["kit"]);
        assert_eq!(shared["dependencies"].as_table().unwrap().keys().collect::<Vec<_>>(), ["kit"]);
    }

    #[test]
    fn additions_become_dependencies() {
        let crates = BTreeMap::from([("itertools".to_owned(), Value::from("0.13"))]);
        let (paths, root, shared) = chosen(&Additions { frames: true, crates });
        assert!(paths.contains(&"shared/frames/src/lib.rs".into()));
        assert_eq!(root["workspace"]["members"].as_array().unwrap().len(), 3);
        let dependencies = shared["dependencies"].as_table().unwrap();
        assert_eq!(dependencies.keys().collect::<Vec<_>>(), ["frames", "itertools", "kit", "polars"]);
        assert_eq!(dependencies["itertools"], Value::from("0.13"));
    }
}
