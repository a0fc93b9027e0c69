//! The file that holds a learner's progress.

use super::{PROGRESS_VERSION, Progress};
use crate::say;
use serde::{Deserialize, Serialize};
use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};
use tempfile::NamedTempFile;

/// Reads and writes `progress.json` in a folder that the caller names.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

/// What reading gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loaded {
    /// The learner's state; empty when there was no file, or a broken one.
    pub progress: Progress,
    /// What the learner should know: a broken file was set aside, and where.
    pub note: Option<String>,
}

/// Why progress could not be read or saved. The sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file was written by a later version of the program. It is left as it is.
    #[error("{}", say!("store-newer", file = file.display(), version = version, known = PROGRESS_VERSION))]
    Newer {
        /// The file.
        file: PathBuf,
        /// Its version.
        version: u32,
    },
    /// The file is there and cannot be read, or cannot be set aside.
    #[error("{}", say!("store-unreadable", file = file.display(), cause = cause))]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// Nothing was saved; the file from before is intact.
    #[error("{}", say!("store-unsaved", file = file.display(), cause = cause))]
    Unsaved {
        /// The file.
        file: PathBuf,
        /// Why.
        cause: io::Error,
    },
}

/// Only the version, so that a later version's file is recognised whatever else it holds.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

#[derive(Deserialize)]
struct Reading {
    #[serde(flatten)]
    progress: Progress,
}

#[derive(Serialize)]
struct Writing<'a> {
    version: u32,
    #[serde(flatten)]
    progress: &'a Progress,
}

/// The version of a file that this program is too old for.
fn later_version(bytes: &[u8]) -> Option<u32> {
    let Version { version } = serde_json::from_slice(bytes).ok()?;
    (version > PROGRESS_VERSION).then_some(version)
}

impl Store {
    /// A store in a folder, which is made when something is saved.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// The file.
    pub fn file(&self) -> PathBuf {
        self.folder.join("progress.json")
    }

    /// Reads the learner's state. A broken file is renamed to `progress.broken-N.json`, and the note says so.
    ///
    /// # Errors
    /// A file of a later version, or one that cannot be read; both are left as they are.
    pub fn load(&self) -> Result<Loaded, StoreError> {
        let file = self.file();
        let bytes = match fs::read(&file) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Loaded::default()),
            Err(cause) => return Err(StoreError::Unreadable { file, cause }),
        };
        if let Some(version) = later_version(&bytes) {
            return Err(StoreError::Newer { file, version });
        }
        match serde_json::from_slice::<Version>(&bytes).and_then(|_| serde_json::from_slice::<Reading>(&bytes)) {
            Ok(reading) => Ok(Loaded { progress: reading.progress, note: None }),
            Err(broken) => {
                let aside = self.set_aside(&file).map_err(|cause| StoreError::Unreadable { file, cause })?;
                let note = say!("store-set-aside", aside = aside.display(), cause = broken);
                Ok(Loaded { progress: Progress::default(), note: Some(note) })
            }
        }
    }

    /// Saves the state: all of it or nothing.
    ///
    /// # Errors
    /// [`StoreError::Unsaved`]: disk full, folder not writable; [`StoreError::Newer`]: a later version has saved in the
    /// meantime. The file from before is intact.
    pub fn save(&self, progress: &Progress) -> Result<(), StoreError> {
        self.save_with(progress, |folder| NamedTempFile::new_in(folder))
    }

    fn save_with(
        &self,
        progress: &Progress,
        new_file: impl FnOnce(&Path) -> io::Result<NamedTempFile>,
    ) -> Result<(), StoreError> {
        let file = self.file();
        if let Some(version) = fs::read(&file).ok().and_then(|bytes| later_version(&bytes)) {
            return Err(StoreError::Newer { file, version });
        }
        self.write(progress, new_file).map_err(|cause| StoreError::Unsaved { file, cause })
    }

    fn write(&self, progress: &Progress, new_file: impl FnOnce(&Path) -> io::Result<NamedTempFile>) -> io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let mut text = serde_json::to_vec_pretty(&Writing { version: PROGRESS_VERSION, progress })?;
        text.push(b'\n');
        // In the same folder, so that persisting is a rename within one file system.
        let mut new = new_file(&self.folder)?;
        new.write_all(&text)?;
        new.as_file().sync_all()?;
        new.persist(self.file()).map_err(|refused| refused.error)?;
        Ok(())
    }

    fn set_aside(&self, file: &Path) -> io::Result<PathBuf> {
        let free = (1..)
            .map(|n| self.folder.join(format!("progress.broken-{n}.json")))
            .find(|aside| !aside.exists())
            .unwrap_or_else(|| self.folder.join("progress.broken.json"));
        fs::rename(file, &free)?;
        Ok(free)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LessonId;

    fn some_progress() -> Progress {
        let mut progress = Progress::default();
        progress.lesson_mut(&LessonId { track: "a".into(), name: "01-b".into() }).position = 3;
        progress
    }

    #[test]
    fn a_full_disk_leaves_the_old_file_and_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        store.save(&some_progress()).unwrap();
        // Every write to /dev/full fails as on a full disk.
        let full = |folder: &Path| {
            tempfile::Builder::new().make_in(folder, |_| fs::File::options().write(true).open("/dev/full"))
        };
        let unsaved = store.save_with(&Progress::default(), full).unwrap_err();
        assert!(matches!(&unsaved, StoreError::Unsaved { cause, .. } if cause.kind() == io::ErrorKind::StorageFull));
        assert!(unsaved.to_string().contains("what was saved before is intact"), "{unsaved}");
        assert_eq!(store.load().unwrap().progress, some_progress());
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let unsaved = Store::new(file.join("gradus")).save(&some_progress()).unwrap_err();
        assert!(matches!(unsaved, StoreError::Unsaved { .. }), "{unsaved}");
    }
}
