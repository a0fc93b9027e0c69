//! The process's program: found, or built in the background. It is keyed and kept like a runtime, in a folder of its own,
//! so that neither build waits for the other.
//!
//! ```text
//! <home>/analysis/<key>/gradus-evcxr    the program
//!                 read/<digest>/        the kit's sources as it reads them
//! ```

use super::local::{AnalystOptions, Program};
use crate::{
    runtime::{self, RuntimeError, Sources, Spec, Stop},
    toolchain::Toolchain,
};
use gradus_protocol::Progress;
use std::path::{Path, PathBuf};

/// The crate.
const PACKAGE: &str = "gradus-evcxr";

/// Where sources are read.
pub fn reading(home: &Path) -> PathBuf {
    home.join("analysis/read")
}

fn spec(sources: &Sources) -> Result<Spec, String> {
    let toolchain = Toolchain::find().map_err(|error| error.to_string())?;
    Ok(Spec::program(sources.clone(), PACKAGE, toolchain))
}

/// The program, if it is there.
pub(super) fn find_for(options: &AnalystOptions) -> Option<PathBuf> {
    match &options.program {
        Program::File(path) => Some(path.clone()),
        Program::Sources(sources) => find(&options.home, sources),
    }
}

/// The program, built if it is not there; `stop` ends that.
///
/// # Errors
/// Why there is none, and what to do.
pub fn provide(
    home: &Path,
    program: &Program,
    stop: &Stop,
    mut progress: impl FnMut(Progress),
) -> Result<PathBuf, String> {
    let told = |error: RuntimeError| say!("analyst-not-built", reason = error);
    match program {
        Program::File(path) => Ok(path.clone()),
        Program::Sources(sources) => {
            // The runtime's words speak of lessons.
            let mut building = |p: Progress| progress(Progress { step: say!("analyst-step-build"), ..p });
            let built = runtime::ensure_until(home, &spec(sources)?, stop, &mut building);
            built.map(|built| built.library).map_err(told)
        }
    }
}

/// The program of these sources in a data folder, if it was built.
pub fn find(home: &Path, sources: &Sources) -> Option<PathBuf> {
    runtime::find(home, &spec(sources).ok()?).map(|built| built.library)
}

/// The program of these sources; built if it is not there, which takes minutes.
///
/// # Errors
/// Why there is none, and what to do.
pub fn build(home: &Path, sources: &Sources, progress: impl FnMut(Progress)) -> Result<PathBuf, String> {
    provide(home, &Program::Sources(sources.clone()), &Stop::default(), progress)
}
