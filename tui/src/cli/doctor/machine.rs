//! Rust, the runtime and the data folder.

use super::Finding;
use crate::{embedded, home::Home, say};
use gradus_kernel::{
    analyst,
    engine::direct,
    runtime::{self, Additions, Spec},
    toolchain::{Toolchain, ToolchainError},
};
use std::{fs, io, path::Path};

/// Less than this is too little for a runtime and some compiled cells, in bytes.
const ROOM: u64 = 2 << 30;

/// The compiler and the linker.
pub fn rust(findings: &mut Vec<Finding>) -> Option<Toolchain> {
    let (compiler, linker) = (say!("doctor-compiler"), say!("doctor-linker"));
    match Toolchain::find() {
        Ok(found) => {
            let text = say!("doctor-compiler-found", version = found.version, path = found.rustc.display());
            findings.push(Finding::good(compiler, text));
            findings.push(Finding::good(linker, say!("doctor-linker-found")));
            return Some(found);
        }
        Err(error @ ToolchainError::NoLinker) => findings.push(Finding::missing(linker, error.to_string())),
        Err(error) => findings.push(Finding::missing(compiler, error.to_string())),
    }
    None
}

/// The runtimes that cells link to: the kit, and the kit with polars.
pub fn runtimes(home: &Home, toolchain: Toolchain) -> Vec<Finding> {
    let kit = Spec::kit(embedded::runtime_sources(), toolchain);
    let frames = kit.clone().with(Additions::frames());
    let mut findings = vec![
        runtime(home, &kit, say!("doctor-runtime"), say!("doctor-runtime-unbuilt")),
        runtime(home, &frames, say!("doctor-frames"), say!("doctor-frames-unbuilt")),
    ];
    if let Some(found) = runtime::find(home.folder(), &kit) {
        let ours = home.folder().join("lessons");
        findings.push(lessons(&direct::lessons_folder(home.folder()), &ours, &found.key));
    }
    findings
}

/// The lessons' cells that were compiled ahead. A folder that others can write to keeps every session from beginning.
fn lessons(folder: &Path, ours: &Path, runtime: &str) -> Finding {
    let what = say!("doctor-lessons");
    match direct::lessons_cells(folder, runtime) {
        Ok(Some(folder)) => Finding::good(what, say!("doctor-lessons-found", folder = folder.display())),
        Ok(None) if folder == ours => Finding::optional(what, say!("doctor-lessons-none")),
        Ok(None) => Finding::optional(what, say!("doctor-lessons-elsewhere", folder = folder.display())),
        Err(error) => Finding::missing(what, error.to_string()),
    }
}

fn runtime(home: &Home, spec: &Spec, what: String, unbuilt: String) -> Finding {
    match runtime::find(home.folder(), spec) {
        Some(found) => {
            let megabytes = size(&found.folder).unwrap_or(0) >> 20;
            let folder = found.folder.display();
            Finding::good(what, say!("doctor-runtime-found", folder = folder, megabytes = megabytes))
        }
        None => Finding::optional(what, unbuilt),
    }
}

/// The program behind completion by types.
pub fn completion(home: &Home) -> Finding {
    let what = say!("doctor-completion");
    match analyst::find(home.folder(), &embedded::analyst_sources()) {
        Some(program) => {
            let megabytes = program.metadata().map_or(0, |meta| meta.len()) >> 20;
            let std = say!("doctor-completion-no-std");
            let std = if knows_std() { String::new() } else { std };
            Finding::good(
                what,
                say!("doctor-completion-found", path = program.display(), megabytes = megabytes, std = std),
            )
        }
        None => Finding::optional(what, say!("doctor-completion-unbuilt")),
    }
}

/// Whether std's sources are there, for its methods.
fn knows_std() -> bool {
    Toolchain::find().is_ok_and(|toolchain| toolchain.sysroot.join("lib/rustlib/src/rust/library").is_dir())
}

/// Whether the data folder can be written to, and has room.
pub fn folder(home: &Home) -> Finding {
    let what = say!("doctor-folder");
    let folder = home.folder().display();
    if let Err(error) = tempfile::NamedTempFile::new_in(home.folder()) {
        return Finding::missing(what, say!("doctor-folder-readonly", folder = folder, error = error));
    }
    let free = match rustix::fs::statvfs(home.folder()) {
        Ok(disk) => disk.f_bavail * disk.f_frsize,
        Err(error) => return Finding::optional(what, say!("doctor-folder-unknown", folder = folder, error = error)),
    };
    let gigabytes = format!("{:.1}", free as f64 / f64::from(1 << 30));
    if free < ROOM {
        return Finding::missing(what, say!("doctor-folder-full", folder = folder, gigabytes = gigabytes));
    }
    Finding::good(what, say!("doctor-folder-found", folder = folder, gigabytes = gigabytes))
}

/// Bytes of all files in a folder.
fn size(folder: &Path) -> io::Result<u64> {
    fs::read_dir(folder)?.try_fold(0, |sum, entry| {
        let entry = entry?;
        let meta = entry.metadata()?;
        Ok(sum + if meta.is_dir() { size(&entry.path())? } else { meta.len() })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::doctor::Health;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn a_folder_that_is_gone_is_missing_and_says_why() {
        let gone = tempfile::tempdir().unwrap().path().join("gone");
        let finding = folder(&Home::at(&gone));
        assert_eq!(finding.health, Health::Missing);
        assert!(finding.text.contains(&*gone.to_string_lossy()), "{finding:?}");
    }

    #[test]
    fn cells_compiled_ahead_are_said_and_refused_where_others_can_write() {
        let home = tempfile::tempdir().unwrap();
        let (ours, folder) = (home.path().join("lessons"), home.path().join("lessons/key"));
        let found = || lessons(&ours, &ours, "key");
        assert_eq!(found(), Finding::optional(say!("doctor-lessons"), say!("doctor-lessons-none")));
        assert!(lessons(&home.path().join("elsewhere"), &ours, "key").text.contains("elsewhere"));
        fs::create_dir_all(&folder).unwrap();
        let open = |mode| fs::set_permissions(&folder, fs::Permissions::from_mode(mode)).unwrap();
        open(0o755);
        assert_eq!(found(), Finding::good(say!("doctor-lessons"), folder.display().to_string()));
        open(0o777);
        assert_eq!(found().health, Health::Missing);
    }

    #[test]
    fn folders_are_measured_with_all_that_is_in_them() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("in")).unwrap();
        fs::write(folder.path().join("in/a"), [0; 700]).unwrap();
        fs::write(folder.path().join("b"), [0; 30]).unwrap();
        assert_eq!(size(folder.path()).unwrap(), 730);
    }
}
