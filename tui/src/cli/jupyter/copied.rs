//! This executable, copied into the data folder under the digest of its bytes: a kernel must start when the folder it
//! was built in is gone, and an older one goes on with the executable it was installed with.

use crate::{home::Home, say};
use anyhow::Context;
use sha2::{Digest, Sha256};
use std::{
    fs, io,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

/// The copy; made if it is not there.
///
/// # Errors
/// When it cannot be read or written.
pub fn executable(home: &Home) -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe().context(say!("engine-no-exe"))?;
    copy(&own, home.folder()).with_context(|| say!("jupyter-no-copy", folder = home.folder().display()))
}

fn copy(own: &Path, home: &Path) -> io::Result<PathBuf> {
    let mut digest = Sha256::new();
    io::copy(&mut fs::File::open(own)?, &mut digest)?;
    let key: String = digest.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let folder = home.join("bin").join(key);
    let path = folder.join("gradus");
    if path.is_file() {
        return Ok(path);
    }
    fs::create_dir_all(&folder)?;
    let mut fresh = tempfile::NamedTempFile::new_in(&folder)?;
    io::copy(&mut fs::File::open(own)?, &mut fresh)?;
    fresh.as_file().set_permissions(fs::Permissions::from_mode(0o755))?;
    fresh.as_file().sync_all()?;
    fresh.persist(&path)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_executable_has_a_place_of_its_own_and_can_run() {
        let home = tempfile::tempdir().unwrap();
        let [one, two] = ["one", "two"].map(|text| {
            let file = home.path().join(text);
            fs::write(&file, text).unwrap();
            copy(&file, home.path()).unwrap()
        });
        assert_ne!(one, two);
        assert_eq!(fs::read_to_string(&one).unwrap(), "one");
        assert_eq!(fs::metadata(&one).unwrap().permissions().mode() & 0o777, 0o755);
        assert_eq!(copy(&home.path().join("one"), home.path()).unwrap(), one);
    }
}
