//! Why there is no runtime, in words that say what to do.

use std::{
    io,
    path::{Path, PathBuf},
};

/// There is no runtime.
#[derive(Debug, thiserror::Error)]
pub enum RuntimeError {
    /// cargo did not start.
    #[error("{}", say!("runtime-no-cargo", cargo = .cargo.display(), error = .error))]
    NoCargo {
        /// The program.
        cargo: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// Crates have to be fetched and there is no network.
    #[error("{}", say!("runtime-no-network", log = .log.display()))]
    NoNetwork {
        /// What cargo said.
        log: PathBuf,
    },
    /// The registry of crates was not reached.
    #[error("{}", say!("runtime-unreachable", words = .words))]
    Unreachable {
        /// The first lines of what cargo said.
        words: String,
    },
    /// The disk is full.
    #[error("{}", say!("runtime-disk-full", folder = .folder.display()))]
    DiskFull {
        /// Where there is no room.
        folder: PathBuf,
    },
    /// It does not compile.
    #[error("{}", say!("runtime-not-built", tail = .tail, log = .log.display()))]
    NotBuilt {
        /// The last lines of what cargo said.
        tail: String,
        /// All of it.
        log: PathBuf,
    },
    /// cargo cannot put these crates together.
    #[error("{}", say!("runtime-refused", words = .words))]
    Refused {
        /// The first lines of what cargo said.
        words: String,
    },
    /// Somebody stopped it.
    #[error("{}", say!("runtime-stopped"))]
    Stopped,
    /// A file cannot be read or written.
    #[error("{}", say!("runtime-file", path = .path.display(), error = .error))]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The embedded sources are not a workspace: a fault of this build of Gradus.
    #[error("{}", say!("runtime-sources", error = .0))]
    Sources(String),
    /// It was built and is not whole all the same.
    #[error("{}", say!("runtime-damaged", folder = .folder.display()))]
    Damaged {
        /// Its folder.
        folder: PathBuf,
    },
}

impl RuntimeError {
    /// A file's error; a full disk gets its own words.
    pub(crate) fn file(path: &Path, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { folder: path.to_owned() },
            _ => Self::File { path: path.to_owned(), error },
        }
    }

    /// What cargo's words mean.
    pub(super) fn from_log(text: &str, log: &Path, folder: &Path) -> Self {
        let says = |words: &[&str]| words.iter().any(|words| text.contains(words));
        if says(&["No space left on device", "Disk quota exceeded"]) {
            Self::DiskFull { folder: folder.to_owned() }
        } else if says(NO_NETWORK) {
            Self::NoNetwork { log: log.to_owned() }
        } else {
            Self::NotBuilt { tail: tail(text), log: log.to_owned() }
        }
    }

    /// cargo's words about crates that it does not find or cannot put together.
    pub(super) fn refused(text: &str) -> Self {
        let unreachable = NO_NETWORK.iter().any(|words| text.contains(words));
        let words = first_error(text);
        if unreachable { Self::Unreachable { words } } else { Self::Refused { words } }
    }
}

/// cargo's first error, without what it tells of its work before and the long story behind.
fn first_error(text: &str) -> String {
    let lines = text.lines().skip_while(|line| !line.trim_start().starts_with("error"));
    lines.filter(|line| !line.trim().is_empty()).take(FIRST).collect::<Vec<_>>().join("\n")
}

/// So many lines of an error are shown.
const FIRST: usize = 12;

/// What cargo says when it cannot reach a registry, or was told not to.
const NO_NETWORK: &[&str] = &[
    "failed to download",
    "download of ",
    "Could not resolve host",
    "Couldn't resolve host",
    "Could not connect",
    "Failed to connect",
    "spurious network error",
    "network failure",
    "you're using offline mode (--offline)",
    "was specified",
    "Unable to update registry",
    "failed to query replaced source",
];

fn tail(text: &str) -> String {
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(text: &str) -> RuntimeError {
        RuntimeError::from_log(text, Path::new("build.log"), Path::new("runtimes"))
    }

    #[test]
    fn cargos_words_are_sorted_by_what_the_learner_can_do() {
        let offline = "error: failed to download from `x`\nCaused by: [6] Could not resolve hostname";
        assert!(matches!(from(offline), RuntimeError::NoNetwork { .. }));
        let full = "error: could not compile `dfdx`: No space left on device (os error 28)";
        assert!(matches!(from(full), RuntimeError::DiskFull { .. }));
        let broken = from(&format!("{}error[E0308]: mismatched types", "Compiling x\n".repeat(100)));
        let text = broken.to_string();
        assert!(text.contains("E0308") && text.contains("build.log") && text.lines().count() < 30, "{text}");
    }

    #[test]
    fn a_crate_that_is_not_there_is_told_in_cargos_first_words() {
        let said = "    Updating crates.io index\nerror: the crate `x` could not be found in registry index.\n";
        let RuntimeError::Refused { words } = RuntimeError::refused(said) else { panic!("not refused") };
        assert_eq!(words, "error: the crate `x` could not be found in registry index.");
        let offline = "error: failed to download from `x`\nCaused by: Could not resolve host";
        assert!(matches!(RuntimeError::refused(offline), RuntimeError::Unreachable { .. }));
    }
}
