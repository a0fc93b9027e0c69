//! Where a tutor reads progress, and saves what changes.

use gradus_lessons::{Changed, Progress, Store};
use std::time::{SystemTime, UNIX_EPOCH};

/// What changing progress gave.
pub struct Kept<T> {
    /// What the change gave.
    pub given: T,
    /// What the learner should know: a broken file was set aside.
    pub note: Option<String>,
}

/// Where progress is kept.
pub enum Keeping {
    /// In the learner's file. It is read anew for every command, because the terminal UI or another notebook may have
    /// written to it.
    File(Store),
    /// In this session alone: what `gradus run` tries out is no progress.
    Session(Progress),
}

impl Keeping {
    /// Progress as it is now.
    ///
    /// # Errors
    /// The store's sentence: a file of a later version, or one that cannot be read.
    pub fn read(&self) -> Result<Progress, String> {
        match self {
            Self::File(store) => store.load().map(|loaded| loaded.progress).map_err(|error| error.to_string()),
            Self::Session(progress) => Ok(progress.clone()),
        }
    }

    /// Changes progress and saves it.
    ///
    /// # Errors
    /// The store's sentence, in which case nothing was saved.
    pub fn change<T>(&mut self, change: impl FnOnce(&mut Progress) -> T) -> Result<Kept<T>, String> {
        match self {
            Self::File(store) => {
                let Changed { given, note, .. } = store.change(change).map_err(|error| error.to_string())?;
                Ok(Kept { given, note })
            }
            Self::Session(progress) => Ok(Kept { given: change(progress), note: None }),
        }
    }
}

/// Seconds since 1970 (UTC).
pub fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}
