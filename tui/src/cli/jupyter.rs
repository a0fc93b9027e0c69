//! `gradus jupyter`: the kernel, put where Jupyter finds it.
//!
//! ```text
//! jupyter.rs         install, uninstall
//! jupyter/place.rs   Place   the folders that Jupyter looks into
//! jupyter/copied.rs          the executable, copied where it stays
//! ```

mod copied;
mod place;

pub use place::{Place, known};

use super::{Outcome, colour};
use crate::{home::Home, kernel::KERNEL, say};
use anyhow::Context;
use gradus_kernel::jupyter::Kernelspec;
use std::{collections::HashMap, io::Write};

/// What the kernel is called where nobody says otherwise.
pub const NAME: &str = "gradus";

/// Puts the kernel where Jupyter finds it, over a copy of this executable that stays when this one goes.
pub fn install(place: &Place, name: &str, display_name: Option<String>) -> anyhow::Result<Outcome> {
    let home = Home::open()?;
    let program = copied::executable(&home)?;
    let program = program.to_str().with_context(|| say!("jupyter-no-text", path = program.display()))?;
    // Jupyter may be started from where the variable is not set.
    let env = match std::env::var_os("GRADUS_HOME").is_some_and(|folder| !folder.is_empty()) {
        true => HashMap::from([("GRADUS_HOME".to_owned(), home.folder().to_string_lossy().into_owned())]),
        false => HashMap::new(),
    };
    let spec = Kernelspec {
        command: vec![program.to_owned(), KERNEL.to_owned()],
        display_name: display_name.unwrap_or_else(|| say!("jupyter-display-name")),
        env,
    };
    let folder = spec.install(&place.data()?, name)?;
    writeln!(colour::stdout(), "{}", say!("jupyter-installed", folder = folder.display(), name = name))?;
    Ok(Outcome::Fine)
}

/// Takes the kernel away again. The copied executable stays: another kernel may be using it.
pub fn uninstall(place: &Place, name: &str) -> anyhow::Result<Outcome> {
    let folder = Kernelspec::uninstall(&place.data()?, name)?;
    writeln!(colour::stdout(), "{}", say!("jupyter-uninstalled", folder = folder.display()))?;
    Ok(Outcome::Fine)
}
