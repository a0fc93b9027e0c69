//! Where kept models are, and what they may be called.

use super::{KeepError, tensors::Weights};
use std::{
    env, fs,
    io::{self, Write},
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// The folder's name in a worker's environment.
const VARIABLE: &str = "GRADUS_KEPT";

/// A name longer than this, in letters of four bytes, would not be a file's name everywhere.
const LONGEST: usize = 50;

const ENDING: &str = "safetensors";

/// The folder of kept models; made when the first is kept.
pub struct Folder(PathBuf);

impl Folder {
    /// The learner's.
    ///
    /// # Errors
    /// Outside a session of Gradus.
    pub fn open() -> Result<Self, KeepError> {
        env::var_os(VARIABLE).filter(|folder| !folder.is_empty()).map(Self::at).ok_or(KeepError::NoFolder)
    }

    /// A folder at this place.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self(folder.into())
    }

    /// Writes a model's file: all of it or nothing.
    pub fn write(&self, name: &str, weights: &Weights) -> Result<(), KeepError> {
        let file = self.file(name)?;
        self.replace(&file, weights).map_err(|cause| KeepError::File { file: file.display().to_string(), cause })
    }

    fn replace(&self, file: &Path, weights: &Weights) -> io::Result<()> {
        fs::create_dir_all(&self.0)?;
        let mut new = NamedTempFile::new_in(&self.0)?;
        new.write_all(&weights.to_bytes().map_err(io::Error::other)?)?;
        new.as_file().sync_all()?;
        new.persist(file).map_err(|refused| refused.error)?;
        Ok(())
    }

    /// Reads a model's file.
    pub fn read(&self, name: &str) -> Result<Weights, KeepError> {
        let file = self.file(name)?;
        let told = || file.display().to_string();
        match fs::read(&file) {
            Ok(bytes) => Weights::from_bytes(&bytes).map_err(|cause| KeepError::Damaged { file: told(), cause }),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                Err(KeepError::Missing { name: name.to_owned(), kept: self.names() })
            }
            Err(cause) => Err(KeepError::File { file: told(), cause }),
        }
    }

    fn names(&self) -> Vec<String> {
        let files = fs::read_dir(&self.0).into_iter().flatten().flatten().map(|entry| entry.path());
        let models = files.filter(|file| file.extension().is_some_and(|ending| ending == ENDING));
        let mut names: Vec<_> = models.filter_map(|file| Some(file.file_stem()?.to_str()?.to_owned())).collect();
        names.sort();
        names
    }

    /// A name is one file's in this folder and nowhere else.
    fn file(&self, name: &str) -> Result<PathBuf, KeepError> {
        let allowed = |c: char| c.is_alphanumeric() || "-_ .".contains(c);
        let fine = name.starts_with(char::is_alphanumeric) && name.chars().all(allowed);
        if !fine || name.chars().count() > LONGEST {
            return Err(KeepError::Name { name: name.escape_debug().to_string() });
        }
        Ok(self.0.join(format!("{name}.{ENDING}")))
    }
}
