//! The folders that Jupyter looks into: <https://docs.jupyter.org/en/latest/use/jupyter-directories.html>.

use crate::say;
use anyhow::Context;
use etcetera::BaseStrategy;
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// Who is to find the kernel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// This user, in any environment.
    #[default]
    User,
    /// The Python environment that is active.
    SysPrefix,
    /// One in this folder.
    Prefix(PathBuf),
}

impl Place {
    /// Jupyter's data folder there.
    ///
    /// # Errors
    /// When there is no home folder, or no Python that says where it is.
    pub fn data(&self) -> anyhow::Result<PathBuf> {
        match self {
            Self::User => user().with_context(|| say!("jupyter-no-home")),
            Self::SysPrefix => Ok(share(&sys_prefix()?)),
            Self::Prefix(prefix) => Ok(share(&std::path::absolute(prefix)?)),
        }
    }
}

/// Every folder that Jupyter would find a kernel in without being told.
pub fn known() -> Vec<PathBuf> {
    let active = ["VIRTUAL_ENV", "CONDA_PREFIX"].into_iter().filter_map(env::var_os).map(PathBuf::from);
    let shared = ["/usr/local", "/usr"].map(PathBuf::from);
    user().into_iter().chain(active.chain(shared).map(|prefix| share(&prefix))).collect()
}

fn share(prefix: &Path) -> PathBuf {
    prefix.join("share/jupyter")
}

fn user() -> Option<PathBuf> {
    if let Some(folder) = env::var_os("JUPYTER_DATA_DIR").filter(|folder| !folder.is_empty()) {
        return Some(PathBuf::from(folder));
    }
    if cfg!(target_os = "macos") {
        return Some(env::home_dir()?.join("Library/Jupyter"));
    }
    Some(etcetera::base_strategy::Xdg::new().ok()?.data_dir().join("jupyter"))
}

/// Where the active Python has its environment.
fn sys_prefix() -> anyhow::Result<PathBuf> {
    let active = ["VIRTUAL_ENV", "CONDA_PREFIX"].into_iter().filter_map(env::var_os).next();
    if let Some(prefix) = active {
        return Ok(PathBuf::from(prefix));
    }
    let said = Command::new("python3").args(["-c", "import sys; print(sys.prefix)"]).output();
    let prefix = said
        .ok()
        .filter(|said| said.status.success())
        .map(|said| String::from_utf8_lossy(&said.stdout).trim().to_owned());
    prefix.map(PathBuf::from).with_context(|| say!("jupyter-no-python"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_has_its_data_under_share() {
        let place = Place::Prefix(PathBuf::from("/opt/python"));
        assert_eq!(place.data().unwrap(), PathBuf::from("/opt/python/share/jupyter"));
        assert!(Place::Prefix(PathBuf::from("here")).data().unwrap().is_absolute());
    }
}
