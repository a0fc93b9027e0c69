//! Which crates take part, and by which names the library's crate uses its own.

use serde::Deserialize;
use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
};

/// What `cargo metadata` says.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Resolved {
    packages: Vec<Package>,
    resolve: Option<Graph>,
}

#[derive(Debug, Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    manifest_path: String,
}

#[derive(Debug, Deserialize)]
struct Graph {
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    id: String,
    deps: Vec<Edge>,
}

#[derive(Debug, Deserialize)]
struct Edge {
    /// The name in `extern crate`.
    name: String,
    pkg: String,
    dep_kinds: Vec<Kind>,
}

#[derive(Debug, Deserialize)]
struct Kind {
    /// `dev` or `build`; nothing for an ordinary one.
    kind: Option<String>,
}

impl Resolved {
    /// The crates that this package's code can name, with their package's id.
    pub(super) fn names(&self, package: &str) -> BTreeMap<String, String> {
        let of_package = |node: &&Node| self.packages.iter().any(|one| one.id == node.id && one.name == package);
        let node = self.resolve.iter().flat_map(|graph| &graph.nodes).find(of_package);
        let ordinary = |edge: &&Edge| edge.dep_kinds.iter().any(|kind| kind.kind.is_none());
        let edges = node.into_iter().flat_map(|node| &node.deps).filter(ordinary);
        edges.map(|edge| (edge.name.clone(), edge.pkg.clone())).collect()
    }

    /// Bytes of Rust in each package, by `name version`: how much there is to compile.
    pub(super) fn sizes(&self) -> HashMap<String, u64> {
        let size = |package: &Package| {
            let bytes = Path::new(&package.manifest_path).parent().map_or(0, rust_in);
            (format!("{} {}", package.name, package.version), bytes)
        };
        self.packages.iter().map(size).collect()
    }

    /// `name version` of each package, by its id.
    pub(super) fn titles(&self) -> HashMap<String, String> {
        let title = |package: &Package| (package.id.clone(), format!("{} {}", package.name, package.version));
        self.packages.iter().map(title).collect()
    }
}

fn rust_in(folder: &Path) -> u64 {
    let skipped = ["tests", "benches", "examples", "target"];
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| {
            let (path, name) = (entry.path(), entry.file_name());
            let name = name.to_string_lossy();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() && !skipped.contains(&&*name) && !name.starts_with('.') => rust_in(&path),
                Ok(kind) if kind.is_file() && name.ends_with(".rs") => entry.metadata().map_or(0, |file| file.len()),
                _ => 0,
            }
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_code_and_tests_do_not_count() {
        let metadata = r#"{
            "packages": [
                {"id": "path#kit@1", "name": "kit", "version": "1.0.0", "manifest_path": "/nowhere/Cargo.toml"},
                {"id": "reg#md-5@2", "name": "md-5", "version": "2.0.0", "manifest_path": "/nowhere/Cargo.toml"}
            ],
            "resolve": {"nodes": [
                {"id": "path#kit@1", "deps": [
                    {"name": "md5", "pkg": "reg#md-5@2", "dep_kinds": [{"kind": null}]},
                    {"name": "insta", "pkg": "reg#insta@1", "dep_kinds": [{"kind": "dev"}]}
                ]},
                {"id": "reg#md-5@2", "deps": []}
            ]}
        }"#;
        let resolved: Resolved = serde_json::from_str(metadata).unwrap();
        assert_eq!(resolved.names("kit"), BTreeMap::from([("md5".to_owned(), "reg#md-5@2".to_owned())]));
        assert_eq!(resolved.titles()["reg#md-5@2"], "md-5 2.0.0");
        assert_eq!(resolved.sizes()["md-5 2.0.0"], 0);
    }
}
