//! Linking a cell without the C compiler in between.
//!
//! rustc asks `cc` to link, which starts `collect2`, which starts a wrapper, which starts rustc's own `rust-lld`: four
//! processes for 20 ms of a cell's 80. Told where `cc` would look for libraries, rustc can start a linker itself: mold
//! where it is installed (7 ms a cell), else `rust-lld` (15 ms, half of it for loading LLVM).

use crate::toolchain::{self, Toolchain, clean_command};
use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Stdio,
};

/// What makes rustc call a linker; nothing where there is none or `cc` does not say where libraries are.
/// A cell that does not link this way is linked by `cc`.
pub fn directly(toolchain: &Toolchain) -> Vec<OsString> {
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    let lld = || Some(toolchain.rustlib().with_file_name("bin").join("rust-lld")).filter(|path| path.is_file());
    let mold = toolchain::installed("mold").map(|path| ("-Clinker-flavor=ld", path));
    let Some((flavor, linker)) = mold.or_else(|| Some(("-Clinker-flavor=ld.lld", lld()?))) else { return Vec::new() };
    let folders = library_folders();
    if folders.is_empty() {
        return Vec::new();
    }
    let mut args = vec![flavor.into(), setting("-Clinker=", &linker)];
    args.extend(folders.iter().map(|folder| setting("-Lnative=", folder)));
    args
}

fn setting(name: &str, path: &Path) -> OsString {
    let mut setting = OsString::from(name);
    setting.push(path);
    setting
}

/// Where `cc` looks for libraries: `libraries: =/usr/lib/gcc/..:/usr/lib/..`.
fn library_folders() -> Vec<PathBuf> {
    let output = clean_command(Path::new("cc")).arg("-print-search-dirs").stdin(Stdio::null()).output();
    let said = output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    folders(&said)
}

fn folders(said: &str) -> Vec<PathBuf> {
    let line = said.lines().find_map(|line| line.strip_prefix("libraries: ="));
    let mut folders: Vec<PathBuf> =
        env::split_paths(line.unwrap_or_default()).filter_map(|folder| folder.canonicalize().ok()).collect();
    // cc lists each folder once per way that leads to it.
    let mut seen = std::collections::BTreeSet::new();
    folders.retain(|folder| seen.insert(folder.clone()));
    folders
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_those_that_exist_and_each_once() {
        let said = "install: /x\nprograms: =/bin\nlibraries: =/nowhere/:/usr/lib/:/usr/lib/../lib/\n";
        assert_eq!(folders(said), [Path::new("/usr/lib").canonicalize().unwrap()]);
        assert_eq!(folders("clang: unknown option"), Vec::<PathBuf>::new());
    }
}
