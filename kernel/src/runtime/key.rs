//! Names a runtime by everything that could change it.

use super::{Sources, Spec};
use sha2::{Digest, Sha256};
use std::path::Path;

/// The key of a spec: equal keys mean interchangeable runtimes. 32 hexadecimal digits.
pub fn key(spec: &Spec) -> String {
    let mut hash = Sha256::new();
    // Each field with its length, so that no two lists of fields run together to the same bytes.
    let mut field = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    field(spec.toolchain.version_verbose.as_bytes());
    field(spec.toolchain.sysroot.as_os_str().as_encoded_bytes());
    field(spec.toolchain.host.as_bytes());
    field(spec.package.as_bytes());
    field(spec.additions.features().join(",").as_bytes());
    for arg in spec.product.rustc_args().iter().chain(spec.product.cargo_args()) {
        field(arg.as_bytes());
    }
    // The profile, the additions and the versions of all crates are part of the manifests and the lock. Sources that are
    // no workspace have a key like any other; building them says what is wrong.
    for file in spec.sources.chosen(&spec.package, &spec.additions).unwrap_or_default() {
        field(file.path.as_bytes());
        field(&file.bytes);
    }
    // A crate that lies in a folder can be edited.
    for folder in spec.additions.crates.values().filter_map(|wanted| wanted.get("path")?.as_str()) {
        for part in ["Cargo.toml", "build.rs", "src"] {
            let files = Sources::read(Path::new(folder), &[part]).unwrap_or_default();
            files.iter().for_each(|file| [file.path.as_bytes(), &file.bytes].into_iter().for_each(&mut field));
        }
    }
    hex(&hash.finalize()[..16])
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
