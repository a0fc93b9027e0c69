//! Leaves out of the analysis what no cell speaks of: reading it all takes twice the time and the memory.

use cargo_metadata::{DependencyKind, Metadata, PackageId, TargetKind};
use std::collections::{BTreeMap, BTreeSet};

/// Crates that the kit and dfdx work with inside. No type or trait of theirs is in what they offer to cells; one that a
/// session asks for itself is read all the same.
const INSIDE: &[&str] = &[
    "ab_glyph",
    "csv",
    "flate2",
    "fluent-bundle",
    "gemm",
    "gemm-f32",
    "libc",
    "libloading",
    "png",
    "postcard",
    "pulp",
    "rayon",
    "rustix",
    "serde",
    "serde_bytes",
    "base64",
    "signal-hook",
    "signal-hook-registry",
    "thiserror",
    "unic-langid",
    "zerocopy",
    "getrandom",
    "memoffset",
    "half",
];

/// The packages that cells can speak of, with all between.
pub fn trim(mut meta: Metadata) -> Metadata {
    let Some(resolve) = &mut meta.resolve else { return meta };
    // Macros are programs, and none runs here.
    let macros = |kinds: &[TargetKind]| kinds.contains(&TargetKind::ProcMacro);
    let inside: BTreeSet<PackageId> = meta
        .packages
        .iter()
        .filter(|p| INSIDE.contains(&p.name.as_str()) || p.targets.iter().any(|target| macros(&target.kind)))
        .map(|package| package.id.clone())
        .collect();
    let mut edges = BTreeMap::new();
    for node in &mut resolve.nodes {
        let own = Some(&node.id) == resolve.root.as_ref();
        node.deps.retain(|dep| {
            let linked = dep.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal);
            linked && (own || !inside.contains(&dep.pkg))
        });
        node.dependencies = node.deps.iter().map(|dep| dep.pkg.clone()).collect();
        edges.insert(node.id.clone(), node.dependencies.clone());
    }
    let mut open: Vec<PackageId> = resolve.root.iter().cloned().collect();
    let mut kept = BTreeSet::new();
    while let Some(next) = open.pop() {
        if kept.insert(next.clone()) {
            open.extend(edges.get(&next).into_iter().flatten().cloned());
        }
    }
    resolve.nodes.retain(|node| kept.contains(&node.id));
    meta.packages.retain(|package| kept.contains(&package.id));
    meta
}
