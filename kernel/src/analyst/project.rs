//! The crate that the process reads: empty, beside the kit's sources, depending on what cells can use.

use crate::runtime::{RuntimeError, Sources, hex};
use sha2::{Digest, Sha256};
use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// A crate on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its manifest.
    pub manifest: PathBuf,
    /// Its root file.
    pub root: PathBuf,
}

impl Project {
    /// Writes the kit's sources and the crate into `folder`. `crates` are lines of a manifest's `[dependencies]`: what
    /// the session uses beside the kit. A path in them may begin with `kit/`, the root of the kit's sources.
    ///
    /// # Errors
    /// The first file that cannot be written.
    pub fn write(folder: &Path, kit: &Sources, crates: &[String]) -> Result<Self, RuntimeError> {
        // Other versions of Gradus, and sessions with other crates, may be at work beside this one.
        let folder = folder.join(&kit.digest()[..16]);
        kit.unpack(&folder.join("kit"))?;
        let lines = crates.join("\n").replace("path = \"kit/", "path = \"../kit/");
        let own = folder.join(format!("cells-{}", hex(&Sha256::digest(&lines)[..4])));
        let failed = |error| RuntimeError::file(&own, error);
        fs::create_dir_all(own.join("src")).map_err(failed)?;
        let manifest = format!(
            "[package]\nname = \"cells\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
             gradus = {{ path = \"../kit/lessons/kit\" }}\n{lines}\n"
        );
        let project = Self { manifest: own.join("Cargo.toml"), root: own.join("src/lib.rs") };
        let write = || -> io::Result<()> {
            if fs::read_to_string(&project.manifest).is_ok_and(|there| there == manifest) {
                return Ok(());
            }
            fs::write(&project.root, "")?;
            // The versions that the runtime is built with; cargo drops what it does not need.
            fs::copy(folder.join("kit/Cargo.lock"), own.join("Cargo.lock"))?;
            fs::write(&project.manifest, manifest)
        };
        write().map_err(failed)?;
        Ok(project)
    }
}
