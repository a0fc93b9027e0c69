//! The file that holds a learner's progress, and what may change it at the same time.

use super::{
    PROGRESS_VERSION, Progress,
    history::{self, History},
    presence::Presence,
};
use crate::{LessonId, say};
use serde::{Deserialize, Serialize};
use std::{
    fs::{self, File},
    io,
    io::Write as _,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};
use tempfile::NamedTempFile;

/// How the names of files begin that are not finished yet.
const PART: &str = "progress.part-";

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

/// What changing the state gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed<T> {
    /// What the change gave.
    pub given: T,
    /// The state as it is now.
    pub progress: Progress,
    /// What the learner should know: a broken file was set aside, or history could not be kept.
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

/// What stands in the file.
enum Read {
    Nothing,
    State(Progress),
    Broken(serde_json::Error),
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
        match self.read()? {
            Read::Nothing => Ok(Loaded::default()),
            Read::State(progress) => Ok(Loaded { progress, note: None }),
            Read::Broken(_) => {
                let file = self.file();
                let _lock = self.lock().map_err(|cause| StoreError::Unreadable { file, cause })?;
                self.load_locked()
            }
        }
    }

    /// Reads the state, changes it and saves it, all of it or nothing; no other program does so meanwhile. Texts that
    /// the change replaces are kept in the history.
    ///
    /// # Errors
    /// As [`Store::load`]; [`StoreError::Unsaved`]: disk full, folder not writable. The file from before is intact.
    pub fn change<T>(&self, change: impl FnOnce(&mut Progress) -> T) -> Result<Changed<T>, StoreError> {
        self.change_with(change, |folder| tempfile::Builder::new().prefix(PART).tempfile_in(folder))
    }

    /// The texts that stood in a lesson's cells before.
    pub fn history(&self, lesson: &LessonId) -> History {
        history::read(&self.folder, lesson)
    }

    /// Says that a lesson is open here, as long as what it gives is kept.
    pub fn enter(&self, lesson: &LessonId) -> Presence {
        Presence::enter(&self.folder, lesson)
    }

    fn change_with<T>(
        &self,
        change: impl FnOnce(&mut Progress) -> T,
        new_file: impl FnOnce(&Path) -> io::Result<NamedTempFile>,
    ) -> Result<Changed<T>, StoreError> {
        let unsaved = |cause| StoreError::Unsaved { file: self.file(), cause };
        let _lock = self.lock().map_err(unsaved)?;
        let Loaded { progress: before, note } = self.load_locked()?;
        let mut progress = before.clone();
        let given = change(&mut progress);
        let mut note = note;
        if progress != before {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
            // The state matters more than what was there before it.
            if let Err(cause) = history::keep(&self.folder, &before, &progress, now) {
                note.get_or_insert(say!("store-no-history", cause = cause));
            }
            self.write(&progress, new_file).map_err(unsaved)?;
        }
        Ok(Changed { given, progress, note })
    }

    /// Waits until no other program changes the state.
    fn lock(&self) -> io::Result<File> {
        fs::create_dir_all(&self.folder)?;
        let lock = File::options().create(true).truncate(false).write(true).open(self.folder.join("progress.lock"))?;
        match lock.lock() {
            // Some file systems have no locks; to work there is better than not to.
            Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(lock),
            locked => locked.map(|()| lock),
        }
    }

    fn read(&self) -> Result<Read, StoreError> {
        let file = self.file();
        let bytes = match fs::read(&file) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(Read::Nothing),
            Err(cause) => return Err(StoreError::Unreadable { file, cause }),
        };
        if let Some(version) = later_version(&bytes) {
            return Err(StoreError::Newer { file, version });
        }
        let read = serde_json::from_slice::<Version>(&bytes).and_then(|_| serde_json::from_slice::<Reading>(&bytes));
        Ok(read.map_or_else(Read::Broken, |reading| Read::State(reading.progress)))
    }

    /// Reads the state; the lock is held, so that only one program sets a broken file aside.
    fn load_locked(&self) -> Result<Loaded, StoreError> {
        match self.read()? {
            Read::Nothing => Ok(Loaded::default()),
            Read::State(progress) => Ok(Loaded { progress, note: None }),
            Read::Broken(cause) => {
                let file = self.file();
                let aside = self.set_aside(&file).map_err(|cause| StoreError::Unreadable { file, cause })?;
                let note = say!("store-set-aside", aside = aside.display(), cause = cause);
                Ok(Loaded { progress: Progress::default(), note: Some(note) })
            }
        }
    }

    fn write(&self, progress: &Progress, new_file: impl FnOnce(&Path) -> io::Result<NamedTempFile>) -> io::Result<()> {
        self.sweep();
        let mut text = serde_json::to_vec_pretty(&Writing { version: PROGRESS_VERSION, progress })?;
        text.push(b'\n');
        // In the same folder, so that persisting is a rename within one file system.
        let mut new = new_file(&self.folder)?;
        new.write_all(&text)?;
        new.as_file().sync_all()?;
        new.persist(self.file()).map_err(|refused| refused.error)?;
        Ok(())
    }

    /// Removes what programs left that were killed while they saved.
    fn sweep(&self) {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        for left in entries.filter(|entry| entry.file_name().as_encoded_bytes().starts_with(PART.as_bytes())) {
            // It takes up room and does no harm.
            let _ = fs::remove_file(left.path());
        }
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
        progress.lesson_mut(&LessonId { track: "a".into(), name: "01-b".into() }).position.block = 3;
        progress
    }

    #[test]
    fn a_full_disk_leaves_the_old_file_and_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::new(folder.path());
        store.change(|state| *state = some_progress()).unwrap();
        // Every write to /dev/full fails as on a full disk.
        let full = |folder: &Path| {
            tempfile::Builder::new().make_in(folder, |_| fs::File::options().write(true).open("/dev/full"))
        };
        let unsaved = store.change_with(|state| state.last = None, full).map(|_| ()).unwrap_err();
        assert!(matches!(&unsaved, StoreError::Unsaved { cause, .. } if cause.kind() == io::ErrorKind::StorageFull));
        assert!(unsaved.to_string().contains("what was saved before is intact"), "{unsaved}");
        assert_eq!(store.load().unwrap().progress, some_progress());
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let unsaved = Store::new(file.join("gradus")).change(|state| *state = some_progress()).map(|_| ()).unwrap_err();
        assert!(matches!(unsaved, StoreError::Unsaved { .. }), "{unsaved}");
    }
}
