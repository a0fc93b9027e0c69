//! Where compiled cells are kept: `<home>/cells/<runtime key>/`, for all sessions of one user.
//!
//! They are code that will run, so nobody else may be able to put some there.

use rustix::process::geteuid;
use std::{
    fs::{self, DirBuilder},
    io,
    os::unix::fs::{DirBuilderExt, MetadataExt},
    path::{Path, PathBuf},
};

/// The folder for cells of a runtime, made if need be; those of runtimes that are gone are removed.
///
/// # Errors
/// When it cannot be made, or belongs to or can be written by somebody else.
pub fn folder(home: &Path, runtime: &str) -> io::Result<PathBuf> {
    let cells = home.join("cells");
    let folder = cells.join(runtime);
    DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
    for path in [&cells, &folder] {
        let found = path.metadata()?;
        if found.uid() != geteuid().as_raw() || found.mode() & 0o022 != 0 {
            let message = say!("cell-open-folder", folder = path.display());
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, message));
        }
    }
    prune(&cells, &home.join("runtimes"), runtime);
    Ok(folder)
}

/// Cells of a runtime that is gone can never be used again. What cannot be removed stays; it harms nobody.
fn prune(cells: &Path, runtimes: &Path, in_use: &str) {
    for entry in fs::read_dir(cells).into_iter().flatten().flatten() {
        if entry.file_name() != in_use && !runtimes.join(entry.file_name()).exists() {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn only_its_owner_can_write_it() {
        let home = tempfile::tempdir().unwrap();
        let made = folder(home.path(), "key").unwrap();
        assert_eq!(made.metadata().unwrap().mode() & 0o777, 0o700);
        fs::set_permissions(&made, fs::Permissions::from_mode(0o777)).unwrap();
        let refused = folder(home.path(), "key").unwrap_err();
        assert!(refused.to_string().contains(&made.display().to_string()), "{refused}");
    }

    #[test]
    fn cells_go_with_their_runtime() {
        let home = tempfile::tempdir().unwrap();
        fs::create_dir_all(home.path().join("runtimes/new")).unwrap();
        let old = folder(home.path(), "old").unwrap();
        folder(home.path(), "new").unwrap();
        folder(home.path(), "new").unwrap();
        assert!(!old.exists());
        assert!(home.path().join("cells/new").exists());
    }
}
