//! The Jupyter kernel.

use super::Finding;
use crate::{
    cli::jupyter::{NAME, known},
    say,
};
use gradus_kernel::jupyter::Kernelspec;
use std::path::{Path, PathBuf};

/// Whether Jupyter finds a kernel, and the kernel its executable.
pub fn kernel() -> Finding {
    installed(&known())
}

fn installed(folders: &[PathBuf]) -> Finding {
    let what = say!("doctor-jupyter");
    let found = folders.iter().find_map(|folder| Some((folder, Kernelspec::find(folder, NAME).ok()?)));
    let Some((folder, spec)) = found else { return Finding::optional(what, say!("doctor-jupyter-none")) };
    let folder = folder.join("kernels").join(NAME);
    let program = spec.command.first().map(String::as_str).unwrap_or_default();
    if !Path::new(program).is_file() {
        return Finding::optional(what, say!("doctor-jupyter-gone", folder = folder.display(), program = program));
    }
    Finding::good(what, say!("doctor-jupyter-found", folder = folder.display(), program = program))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::doctor::Health;
    use std::collections::HashMap;

    fn spec(program: &str) -> Kernelspec {
        Kernelspec { command: vec![program.into()], display_name: "Rust".into(), env: HashMap::new() }
    }

    #[test]
    fn a_kernel_is_found_with_its_executable_or_without() {
        let data = tempfile::tempdir().unwrap();
        let folders = [PathBuf::from("/nowhere"), data.path().to_owned()];
        assert!(installed(&folders).text.contains("gradus jupyter install"));
        spec("/no/such/program").install(data.path(), NAME).unwrap();
        let finding = installed(&folders);
        assert!(finding.health == Health::Optional && finding.text.contains("/no/such/program"), "{finding:?}");
        spec("/bin/sh").install(data.path(), NAME).unwrap();
        assert_eq!(installed(&folders).health, Health::Good);
    }
}
