//! The arrows of ARCHITECTURE.md, read from `cargo metadata`: who may depend on whom, who alone may see a heavy
//! crate, and that nothing needs a system library.

#![allow(clippy::unwrap_used, reason = "a story may stop at the first surprise")]

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package};
use std::collections::{BTreeMap, BTreeSet};

/// Our crates and the ones of ours that each may use.
const ARROWS: &[(&str, &[&str])] = &[
    ("gradus-words", &[]),
    ("gradus-protocol", &[]),
    ("gradus-datasets", &["gradus-words"]),
    ("gradus", &["gradus-datasets", "gradus-protocol", "gradus-words"]),
    ("gradus-shared", &["gradus", "gradus-frames"]),
    ("gradus-frames", &["gradus", "gradus-datasets", "gradus-protocol", "gradus-words"]),
    ("gradus-evcxr", &["gradus-protocol"]),
    ("gradus-kernel", &["gradus-protocol", "gradus-words"]),
    ("gradus-lessons", &["gradus-protocol", "gradus-words"]),
    ("gradus-tui", &["gradus-kernel", "gradus-lessons", "gradus-protocol", "gradus-words"]),
    ("gradus-tests", &["gradus-kernel", "gradus-lessons", "gradus-protocol", "gradus-tui"]),
];

/// Crates from elsewhere that only these of ours may name.
const ONLY: &[(&str, &[&str])] = &[
    ("ratatui", &["gradus-tui"]),
    ("crossterm", &["gradus-tui"]),
    ("dfdx", &["gradus", "gradus-frames"]),
    ("plotters", &["gradus"]),
    ("polars", &["gradus-frames", "gradus-shared"]),
    ("evcxr", &["gradus-evcxr"]),
    ("ra_ap_ide", &["gradus-evcxr"]),
    ("zeromq", &["gradus-kernel"]),
    ("jupyter-protocol", &["gradus-kernel"]),
];

/// `links` that stand for a crate's own symbols, not for a library of the system.
const OWN_SYMBOLS: &[&str] = &["rayon-core", "ring_core", "wasm_bindgen"];

fn metadata() -> Metadata {
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");
    let locked = vec!["--locked".to_owned()];
    MetadataCommand::new().manifest_path(manifest).other_options(locked).exec().unwrap()
}

/// What a crate of ours names under `[dependencies]` and `[build-dependencies]`; tests may use more.
fn dependencies(package: &Package) -> BTreeSet<&str> {
    let of_product = package.dependencies.iter().filter(|d| d.kind != DependencyKind::Development);
    of_product.map(|dependency| dependency.name.as_str()).collect()
}

#[test]
fn our_crates_depend_only_along_the_arrows() {
    let metadata = metadata();
    let arrows: BTreeMap<_, _> = ARROWS.iter().copied().collect();
    let ours: BTreeSet<&str> = metadata.workspace_packages().iter().map(|package| package.name.as_str()).collect();
    assert_eq!(ours, arrows.keys().copied().collect(), "the table names every crate of the workspace");
    for package in metadata.workspace_packages() {
        let allowed: BTreeSet<&str> = arrows[package.name.as_str()].iter().copied().collect();
        let used: BTreeSet<&str> = dependencies(package).intersection(&ours).copied().collect();
        assert!(used.is_subset(&allowed), "{} uses {:?}", package.name, used.difference(&allowed));
    }
}

#[test]
fn heavy_crates_are_named_where_they_belong() {
    for package in metadata().workspace_packages() {
        for (heavy, allowed) in ONLY {
            let named = dependencies(package).contains(heavy);
            assert!(!named || allowed.contains(&package.name.as_str()), "{} names {heavy}", package.name);
        }
    }
}

#[test]
fn no_crate_needs_a_system_library() {
    let metadata = metadata();
    let used: BTreeSet<_> = metadata.resolve.iter().flat_map(|resolve| &resolve.nodes).map(|node| &node.id).collect();
    for package in metadata.packages.iter().filter(|package| used.contains(&package.id)) {
        if let Some(links) = &package.links {
            let own = OWN_SYMBOLS.iter().any(|name| links == name || links.starts_with(&format!("{name}_")));
            assert!(own, "{} links to {links}", package.name);
        }
        let looks_for_libraries = package.dependencies.iter().any(|d| d.name == "pkg-config" && !d.optional);
        assert!(!looks_for_libraries, "{} asks pkg-config for a library", package.name);
    }
}
