//! The kernelspec: a folder by which Jupyter finds and starts the kernel.
//! <https://jupyter-client.readthedocs.io/en/latest/kernels.html#kernel-specs>

use jupyter_protocol::JupyterKernelspec;
use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

/// The logo, in the sizes that front ends look for.
const LOGOS: [(&str, &[u8]); 3] = [
    ("logo-32x32.png", include_bytes!("logo/logo-32x32.png")),
    ("logo-64x64.png", include_bytes!("logo/logo-64x64.png")),
    ("logo-svg.svg", include_bytes!("logo/logo-svg.svg")),
];

/// The file that says how to start it.
const FILE: &str = "kernel.json";

/// What Jupyter is told of the kernel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kernelspec {
    /// The program and what it is started with; the connection file follows.
    pub command: Vec<String>,
    /// What menus call it.
    pub display_name: String,
    /// Variables of its environment.
    pub env: HashMap<String, String>,
}

/// A kernel could not be installed or found. The text says why.
#[derive(Debug, thiserror::Error)]
pub enum SpecError {
    /// The folder cannot be written.
    #[error("{}", say!("jupyter-spec-write", folder = .folder.display(), error = .error))]
    Write {
        /// Where it should go.
        folder: PathBuf,
        /// Why not.
        error: io::Error,
    },
    /// Jupyter would not find a kernel of this name.
    #[error("{}", say!("jupyter-spec-name", name = .0))]
    Name(String),
    /// It is not there.
    #[error("{}", say!("jupyter-spec-none", folder = .0.display()))]
    None(PathBuf),
}

impl Kernelspec {
    /// Writes it into Jupyter's data folder under a name, in place of one of that name; gives its folder.
    ///
    /// # Errors
    /// [`SpecError`].
    pub fn install(&self, data: &Path, name: &str) -> Result<PathBuf, SpecError> {
        let folder = folder(data, name)?;
        let written = self.write(&folder);
        written.map(|()| folder.clone()).map_err(|error| SpecError::Write { folder, error })
    }

    /// The new folder is complete before it takes the old one's place.
    fn write(&self, folder: &Path) -> io::Result<()> {
        let parent = folder.parent().unwrap_or(folder);
        fs::create_dir_all(parent)?;
        let fresh = tempfile::Builder::new().prefix(".gradus-").tempdir_in(parent)?;
        let text = serde_json::to_string_pretty(&self.file())?;
        fs::write(fresh.path().join(FILE), text)?;
        for (name, bytes) in LOGOS {
            fs::write(fresh.path().join(name), bytes)?;
        }
        // A temporary folder is its owner's alone; a prefix may be shared.
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(fresh.path(), fs::Permissions::from_mode(0o755))?;
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::rename(fresh.keep(), folder)
    }

    fn file(&self) -> JupyterKernelspec {
        let mut argv = self.command.clone();
        argv.extend(["-f", "{connection_file}"].map(str::to_owned));
        JupyterKernelspec {
            argv,
            display_name: self.display_name.clone(),
            language: "rust".to_owned(),
            metadata: Some(HashMap::from([("debugger".to_owned(), false.into())])),
            interrupt_mode: Some("message".to_owned()),
            env: Some(self.env.clone()),
        }
    }

    /// Reads the one that is installed under a name.
    ///
    /// # Errors
    /// [`SpecError::None`].
    pub fn find(data: &Path, name: &str) -> Result<Self, SpecError> {
        let folder = folder(data, name)?;
        let text = fs::read(folder.join(FILE)).ok();
        let read: Option<JupyterKernelspec> = text.and_then(|text| serde_json::from_slice(&text).ok());
        let Some(mut read) = read else { return Err(SpecError::None(folder)) };
        read.argv.truncate(read.argv.len().saturating_sub(2));
        Ok(Self { command: read.argv, display_name: read.display_name, env: read.env.unwrap_or_default() })
    }

    /// Takes the one of a name away; gives its folder.
    ///
    /// # Errors
    /// [`SpecError`].
    pub fn uninstall(data: &Path, name: &str) -> Result<PathBuf, SpecError> {
        Self::find(data, name)?;
        let folder = folder(data, name)?;
        fs::remove_dir_all(&folder).map(|()| folder.clone()).map_err(|error| SpecError::Write { folder, error })
    }
}

/// Where Jupyter looks for a kernel of this name.
fn folder(data: &Path, name: &str) -> Result<PathBuf, SpecError> {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if name.is_empty() || name.starts_with('.') || !name.chars().all(fits) {
        return Err(SpecError::Name(name.to_owned()));
    }
    Ok(data.join("kernels").join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(program: &str) -> Kernelspec {
        Kernelspec {
            command: vec![program.into(), "__kernel".into()],
            display_name: "Rust (Gradus)".into(),
            env: HashMap::from([("GRADUS_HOME".into(), "/data".into())]),
        }
    }

    #[test]
    fn what_is_installed_is_found_replaced_and_taken_away() {
        let data = tempfile::tempdir().unwrap();
        spec("/old").install(data.path(), "gradus").unwrap();
        let folder = spec("/new").install(data.path(), "gradus").unwrap();
        assert_eq!(folder, data.path().join("kernels/gradus"));
        assert_eq!(Kernelspec::find(data.path(), "gradus").unwrap(), spec("/new"));
        for (name, bytes) in LOGOS {
            assert_eq!(fs::read(folder.join(name)).unwrap(), bytes);
        }
        let file: serde_json::Value = serde_json::from_slice(&fs::read(folder.join(FILE)).unwrap()).unwrap();
        assert_eq!(file["argv"], serde_json::json!(["/new", "__kernel", "-f", "{connection_file}"]));
        assert_eq!((&file["language"], &file["interrupt_mode"]), (&"rust".into(), &"message".into()));
        Kernelspec::uninstall(data.path(), "gradus").unwrap();
        assert!(!folder.exists() && fs::read_dir(data.path().join("kernels")).unwrap().next().is_none());
        assert!(matches!(Kernelspec::uninstall(data.path(), "gradus"), Err(SpecError::None(_))));
    }

    #[test]
    fn a_name_is_no_path() {
        for name in ["", "..", "../x", "a/b", "a b", ".x"] {
            assert!(matches!(spec("/x").install(Path::new("/nowhere"), name), Err(SpecError::Name(_))), "{name}");
        }
    }
}
