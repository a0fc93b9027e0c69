//! What can be shown, and CUDA. The terminal is not asked, only its environment: asking would eat keys.

use super::Finding;
use crate::{say, ui::theme::Theme};
use std::{ffi::OsStr, path::PathBuf};

/// Whether pictures are likely to be drawn as pictures.
pub fn pictures(variable: impl Fn(&str) -> Option<String>) -> Finding {
    let what = say!("doctor-pictures");
    let term = variable("TERM").unwrap_or_default();
    let program = variable("TERM_PROGRAM").unwrap_or_default();
    let kitty = variable("KITTY_WINDOW_ID").is_some()
        || ["kitty", "ghostty"].iter().any(|name| term.contains(name))
        || ["WezTerm", "ghostty"].contains(&program.as_str());
    let iterm2 = program == "iTerm.app" || variable("LC_TERMINAL").is_some_and(|name| name == "iTerm2");
    let sixel = variable("WT_SESSION").is_some() || ["foot", "mlterm", "sixel"].iter().any(|name| term.contains(name));
    let protocol = match (kitty, iterm2, sixel) {
        (true, ..) => "kitty",
        (_, true, _) => "iterm2",
        (_, _, true) => "sixel",
        _ => return Finding::optional(what, say!("doctor-pictures-none", term = term)),
    };
    if variable("TMUX").is_some() {
        return Finding::good(what, say!("doctor-pictures-tmux", protocol = protocol));
    }
    Finding::good(what, say!("doctor-pictures-found", protocol = protocol))
}

/// Colours and characters.
pub fn characters() -> Finding {
    let what = say!("doctor-characters");
    match Theme::from_env() {
        Theme { ascii: true, .. } => Finding::optional(what, say!("doctor-characters-ascii")),
        Theme { color: false, .. } => Finding::optional(what, say!("doctor-characters-plain")),
        Theme { .. } => Finding::good(what, say!("doctor-characters-found")),
    }
}

/// CUDA: the driver's and the toolkit's programs.
pub fn cuda(path: &OsStr) -> Finding {
    let what = say!("doctor-cuda");
    let (driver, toolkit) = (which("nvidia-smi", path), which("nvcc", path));
    match (driver, toolkit) {
        (Some(_), Some(nvcc)) => Finding::good(what, say!("doctor-cuda-found", nvcc = nvcc.display())),
        (Some(_), None) => Finding::optional(what, say!("doctor-cuda-no-toolkit")),
        (None, Some(_)) => Finding::optional(what, say!("doctor-cuda-no-driver")),
        (None, None) => Finding::optional(what, say!("doctor-cuda-none")),
    }
}

fn which(program: &str, path: &OsStr) -> Option<PathBuf> {
    std::env::split_paths(path).map(|folder| folder.join(program)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::doctor::Health;

    fn drawn(variables: &[(&str, &str)]) -> Finding {
        pictures(|name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn terminals_are_known_by_their_environment() {
        assert!(drawn(&[("TERM", "xterm-kitty")]).text.contains("kitty"));
        assert!(drawn(&[("TERM_PROGRAM", "iTerm.app")]).text.contains("iterm2"));
        assert!(drawn(&[("TERM", "foot")]).text.contains("sixel"));
        assert_eq!(drawn(&[("TERM", "xterm")]).health, Health::Optional);
    }

    #[test]
    fn cuda_needs_both_halves() {
        let folder = tempfile::tempdir().unwrap();
        let health = || cuda(folder.path().as_os_str()).health;
        assert_eq!(health(), Health::Optional);
        std::fs::write(folder.path().join("nvidia-smi"), "").unwrap();
        assert_eq!(health(), Health::Optional);
        std::fs::write(folder.path().join("nvcc"), "").unwrap();
        assert_eq!(health(), Health::Good);
    }
}
