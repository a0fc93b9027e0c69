//! Names a runtime by everything that could change it.

use super::Spec;
use sha2::{Digest, Sha256};

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
    field(spec.features.join(",").as_bytes());
    for arg in spec.product.rustc_args().iter().chain(spec.product.cargo_args()) {
        field(arg.as_bytes());
    }
    // The profile is part of the root manifest.
    for file in spec.sources.iter() {
        field(file.path.as_bytes());
        field(&file.bytes);
    }
    hex(&hash.finalize()[..16])
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
