//! Whether a lesson is open in another window. Every window holds a shared lock on a file of the lesson's; one that
//! opens tries for it alone first. Locks go with their program, however it ends.

use crate::LessonId;
use std::{
    fs::{self, File, TryLockError},
    io,
    path::Path,
};

/// A window that has a lesson open.
#[derive(Debug)]
pub struct Presence {
    /// Held until the lesson is closed; none where files cannot be locked.
    _lock: Option<File>,
    others: bool,
}

impl Presence {
    /// Whether the lesson was open elsewhere when it was opened here.
    pub fn others(&self) -> bool {
        self.others
    }

    pub(super) fn enter(folder: &Path, lesson: &LessonId) -> Self {
        match Self::locked(folder, lesson) {
            Ok((lock, others)) => Self { _lock: Some(lock), others },
            // Who cannot be noticed is not in the way of reading.
            Err(_) => Self { _lock: None, others: false },
        }
    }

    fn locked(folder: &Path, lesson: &LessonId) -> io::Result<(File, bool)> {
        let folder = folder.join("open");
        fs::create_dir_all(&folder)?;
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join(format!("{}.{}", lesson.track, lesson.name)))?;
        let others = match file.try_lock() {
            Ok(()) => false,
            Err(TryLockError::WouldBlock) => true,
            Err(TryLockError::Error(error)) => return Err(error),
        };
        // Who tries at this very moment finds it locked, and knows enough.
        if let Err(TryLockError::Error(error)) = file.try_lock_shared() {
            return Err(error);
        }
        Ok((file, others))
    }
}
