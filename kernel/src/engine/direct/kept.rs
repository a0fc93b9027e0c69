//! Where compiled cells are kept. They are code that will run as whoever loads it, so nobody else may be able to put
//! some there: a folder or a file that others can write is refused.
//!
//! ```text
//! <home>/cells/<runtime key>/      one user's own, for all their sessions; bounded
//! <home>/lessons/<runtime key>/    the lessons' cells, made by `gradus setup --lessons`; looked up first, only read.
//!                                  `GRADUS_LESSON_CELLS` names another place, which may be root's, for a classroom
//! ```

use rustix::process::geteuid;
use std::{
    env,
    fs::{self, DirBuilder, File, Metadata, Permissions},
    io,
    os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// What one user's compiled cells may take, in bytes: some two thousand cells.
const ROOM: u64 = 256 << 20;

/// Cells used since then may be loaded by a session at this moment.
const RECENT: Duration = Duration::from_secs(600);

/// The folders of a runtime's cells.
#[derive(Clone, Debug)]
pub struct Kept {
    own: PathBuf,
    lessons: Option<PathBuf>,
}

impl Kept {
    /// The folders for cells of a runtime, the user's own made if need be. Cells of runtimes that are gone are removed,
    /// and those used longest ago where there are too many.
    ///
    /// # Errors
    /// When a folder cannot be made, or can be written by somebody else.
    pub fn open(home: &Path, runtime: &str) -> io::Result<Self> {
        let cells = home.join("cells");
        let own = cells.join(runtime);
        DirBuilder::new().recursive(true).mode(0o700).create(&own)?;
        [&cells, &own].into_iter().try_for_each(|path| refuse_open(path, &[geteuid().as_raw()]))?;
        let lessons = lessons_cells(&lessons_folder(home), runtime)?;
        remove_orphans(&cells, &home.join("runtimes"), runtime);
        remove_oldest(&cells, ROOM);
        Ok(Self { own, lessons })
    }

    /// The user's own folder.
    pub fn own(&self) -> &Path {
        &self.own
    }

    /// A compiled cell by its file's name. What others could have written is passed over, and compiled anew.
    pub fn find(&self, name: &str) -> Option<PathBuf> {
        let lesson = self.lessons.as_ref().map(|folder| folder.join(name));
        if let Some(path) = lesson.filter(|path| is_safe(path, &trusted())) {
            return Some(path);
        }
        let path = self.own.join(name);
        if !is_safe(&path, &[geteuid().as_raw()]) {
            return None;
        }
        // The time of last use, for `remove_oldest`.
        let _ = File::open(&path).and_then(|file| file.set_modified(SystemTime::now()));
        Some(path)
    }

    /// Keeps a finished library under its name.
    ///
    /// # Errors
    /// When the disk is full, say.
    pub fn keep(&self, finished: &Path, name: &str) -> io::Result<PathBuf> {
        let path = self.own.join(name);
        // A linker goes by the umask, which may let a group write.
        fs::set_permissions(finished, Permissions::from_mode(0o500))?;
        fs::rename(finished, &path)?;
        Ok(path)
    }
}

/// Where in the folder of all lessons' compiled cells those for a runtime lie, if somebody made any.
///
/// # Errors
/// When others than root or the user could have put code there.
pub fn lessons_cells(folder: &Path, runtime: &str) -> io::Result<Option<PathBuf>> {
    let folder = folder.join(runtime);
    if !folder.is_dir() {
        return Ok(None);
    }
    refuse_open(&folder, &trusted())?;
    Ok(Some(folder))
}

/// Makes what was compiled or used since `since` the lessons' cells, in place of older ones; gives how many.
///
/// # Errors
/// When files cannot be copied.
pub fn publish_lessons(home: &Path, since: SystemTime) -> io::Result<usize> {
    let shelf = home.join("lessons");
    DirBuilder::new().recursive(true).mode(0o755).create(&shelf)?;
    let mut count = 0;
    for folder in folders(&home.join("cells")) {
        let used: Vec<PathBuf> = files(&folder).filter(|(_, meta)| used(meta) >= since).map(|(path, _)| path).collect();
        let Some(runtime) = folder.file_name().filter(|_| !used.is_empty()) else { continue };
        let new = tempfile::Builder::new().prefix(".new-").tempdir_in(&shelf)?;
        for path in &used {
            let copy = new.path().join(path.file_name().unwrap_or_default());
            fs::copy(path, &copy)?;
            fs::set_permissions(&copy, Permissions::from_mode(0o444))?;
        }
        fs::set_permissions(new.path(), Permissions::from_mode(0o755))?;
        let place = shelf.join(runtime);
        let _ = fs::remove_dir_all(&place);
        fs::rename(new.keep(), place)?;
        count += used.len();
    }
    remove_orphans(&shelf, &home.join("runtimes"), "");
    Ok(count)
}

/// The folder of all lessons' compiled cells: `GRADUS_LESSON_CELLS`, or the one at home.
pub fn lessons_folder(home: &Path) -> PathBuf {
    match env::var_os("GRADUS_LESSON_CELLS") {
        Some(place) if !place.is_empty() => place.into(),
        _ => home.join("lessons"),
    }
}

/// Whose lessons' cells may run: the user's own, and those of root, who can do everything anyway.
fn trusted() -> [u32; 2] {
    [geteuid().as_raw(), 0]
}

fn is_ones_own(found: &Metadata, owners: &[u32]) -> bool {
    owners.contains(&found.uid()) && found.mode() & 0o022 == 0
}

fn refuse_open(folder: &Path, owners: &[u32]) -> io::Result<()> {
    // A link to another disk is as good as a folder, if nobody else made it.
    let (link, found) = (folder.symlink_metadata()?, folder.metadata()?);
    if owners.contains(&link.uid()) && found.is_dir() && is_ones_own(&found, owners) {
        return Ok(());
    }
    let message = say!("cell-open-folder", folder = folder.display());
    Err(io::Error::new(io::ErrorKind::PermissionDenied, message))
}

fn is_safe(file: &Path, owners: &[u32]) -> bool {
    file.symlink_metadata().is_ok_and(|found| found.is_file() && is_ones_own(&found, owners))
}

/// Cells of a runtime that is gone can never be used again. What cannot be removed stays; it harms nobody.
fn remove_orphans(cells: &Path, runtimes: &Path, in_use: &str) {
    for folder in folders(cells) {
        let name = folder.file_name().unwrap_or_default();
        if name != in_use && !runtimes.join(name).exists() {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

/// Removes the cells used longest ago until three quarters of `room` are left; and what compilations that never ended
/// left.
fn remove_oldest(cells: &Path, room: u64) {
    let old = SystemTime::now() - RECENT;
    let mut found = Vec::new();
    for folder in folders(cells) {
        found.extend(files(&folder).map(|(path, meta)| (used(&meta), meta.len(), path)));
        let stale = folders(&folder).filter(|work| work.metadata().is_ok_and(|meta| used(&meta) < old));
        stale.for_each(|work| drop(fs::remove_dir_all(work)));
    }
    let mut size: u64 = found.iter().map(|(_, size, _)| size).sum();
    if size <= room {
        return;
    }
    found.sort();
    for (_, bytes, path) in found.into_iter().filter(|(used, ..)| *used < old) {
        if size <= room / 4 * 3 {
            return;
        }
        size -= bytes;
        let _ = fs::remove_file(path);
    }
}

fn used(meta: &Metadata) -> SystemTime {
    meta.modified().unwrap_or(SystemTime::UNIX_EPOCH)
}

fn folders(of: &Path) -> impl Iterator<Item = PathBuf> + use<> {
    let entries = fs::read_dir(of).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())).map(|entry| entry.path())
}

fn files(of: &Path) -> impl Iterator<Item = (PathBuf, Metadata)> + use<> {
    let entries = fs::read_dir(of).into_iter().flatten().flatten();
    entries.filter_map(|entry| Some((entry.path(), entry.metadata().ok().filter(Metadata::is_file)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, mode: u32, age: u64) {
        fs::write(path, [0; 100]).unwrap();
        fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
        File::open(path).unwrap().set_modified(SystemTime::now() - Duration::from_secs(age)).unwrap();
    }

    #[test]
    fn only_its_owner_can_write_it() {
        let home = tempfile::tempdir().unwrap();
        let own = Kept::open(home.path(), "key").unwrap().own;
        assert_eq!(own.metadata().unwrap().mode() & 0o777, 0o700);
        fs::set_permissions(&own, Permissions::from_mode(0o777)).unwrap();
        let refused = Kept::open(home.path(), "key").unwrap_err();
        assert!(refused.to_string().contains(&own.display().to_string()), "{refused}");
    }

    #[test]
    fn a_file_that_others_can_write_is_passed_over() {
        let home = tempfile::tempdir().unwrap();
        let kept = Kept::open(home.path(), "key").unwrap();
        write(&kept.own.join("open.so"), 0o666, 0);
        assert_eq!(kept.find("open.so"), None);
        std::os::unix::fs::symlink("/bin/sh", kept.own.join("link.so")).unwrap();
        assert_eq!(kept.find("link.so"), None);
        let finished = home.path().join("finished");
        write(&finished, 0o775, 0);
        let path = kept.keep(&finished, "mine.so").unwrap();
        assert_eq!(kept.find("mine.so"), Some(path));
    }

    #[test]
    fn the_lessons_cells_come_first_and_are_only_read() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir_all(home.path().join("runtimes/key")).unwrap();
        let kept = Kept::open(home.path(), "key").unwrap();
        write(&kept.own.join("old.so"), 0o500, 5000);
        write(&kept.own.join("new.so"), 0o500, 0);
        let since = SystemTime::now() - Duration::from_secs(60);
        assert_eq!(publish_lessons(home.path(), since).unwrap(), 1);
        let kept = Kept::open(home.path(), "key").unwrap();
        let lesson = home.path().join("lessons/key/new.so");
        assert_eq!(kept.find("new.so"), Some(lesson.clone()));
        assert_eq!(kept.find("old.so"), Some(kept.own.join("old.so")));
        assert_eq!(lesson.metadata().unwrap().mode() & 0o777, 0o444);
        fs::set_permissions(&lesson, Permissions::from_mode(0o666)).unwrap();
        assert_eq!(kept.find("new.so"), Some(kept.own.join("new.so")));
        fs::set_permissions(lesson.parent().unwrap(), Permissions::from_mode(0o777)).unwrap();
        assert!(Kept::open(home.path(), "key").is_err());
    }

    #[test]
    fn cells_go_with_their_runtime_and_the_oldest_when_there_are_too_many() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir_all(home.path().join("runtimes/new")).unwrap();
        let old = Kept::open(home.path(), "old").unwrap();
        let kept = Kept::open(home.path(), "new").unwrap();
        assert!(!old.own.exists());
        for (name, age) in [("a", 9000), ("b", 8000), ("c", 7000), ("d", 0)] {
            write(&kept.own.join(name), 0o500, age);
        }
        remove_oldest(&home.path().join("cells"), 400);
        assert!(kept.own.join("a").exists(), "there is room for four");
        remove_oldest(&home.path().join("cells"), 300);
        let left: Vec<bool> = ["a", "b", "c", "d"].map(|name| kept.own.join(name).exists()).to_vec();
        assert_eq!(left, [false, false, true, true]);
    }
}
