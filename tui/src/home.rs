//! The data folder: progress, runtimes, compiled cells.

use crate::say;
use anyhow::Context;
use etcetera::BaseStrategy;
use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

/// The folder everything lives in that Gradus keeps between runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    folder: PathBuf,
}

impl Home {
    /// Finds the folder and makes it: `$GRADUS_HOME`, else `$XDG_DATA_HOME/gradus`, else `~/.local/share/gradus`.
    ///
    /// # Errors
    /// When there is no home folder, or the data folder cannot be made.
    pub fn open() -> anyhow::Result<Self> {
        let folder = match std::env::var_os("GRADUS_HOME") {
            Some(folder) if !folder.is_empty() => absolute(folder)?,
            _ => etcetera::base_strategy::Xdg::new().context(say!("home-unknown"))?.data_dir().join("gradus"),
        };
        fs::create_dir_all(&folder).with_context(|| say!("home-unmakeable", folder = folder.display()))?;
        Ok(Self { folder })
    }

    /// A data folder at a given place; it must exist.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The data folder itself.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

/// Cells run in other working folders, so a relative `GRADUS_HOME` is fixed once.
fn absolute(folder: OsString) -> anyhow::Result<PathBuf> {
    std::path::absolute(&folder).with_context(|| say!("home-unmakeable", folder = folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_home_becomes_absolute() {
        let folder = absolute("here".into()).unwrap();
        assert!(folder.is_absolute() && folder.ends_with("here"), "{folder:?}");
    }
}
