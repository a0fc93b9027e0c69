//! A rustc that was started before there is anything to compile.
//!
//! Loading rustc and its libraries takes 9 ms of a cell's 70. So the next rustc starts while a cell runs, and waits for
//! the rest of its command line, which it reads from its standard input (`@/dev/stdin`).

use crate::toolchain::clean_command;
use std::{
    ffi::OsString,
    io::{self, Write},
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, ChildStderr, Stdio},
};
use tempfile::TempDir;

/// A rustc that waits. Dropped, it ends.
pub struct Standby {
    /// Gone once it works.
    child: Option<Child>,
    /// What it was started with.
    arguments: Vec<OsString>,
    /// Where it works, alone: another session may be compiling the same cell, and rustc names its object files after
    /// the source.
    pub work: TempDir,
}

impl Standby {
    /// Starts rustc with these arguments in a new folder beside the compiled cells.
    pub fn start(rustc: &Path, arguments: Vec<OsString>, cells: &Path) -> io::Result<Self> {
        let work = tempfile::Builder::new().prefix(".new-").tempdir_in(cells)?;
        let mut command = clean_command(rustc);
        command.args(&arguments).arg("@/dev/stdin").current_dir(work.path());
        // An interrupt ends this rustc and the linker it starts, and no other.
        command.process_group(0);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped());
        Ok(Self { child: Some(command.spawn()?), arguments, work })
    }

    /// Whether it is the one to use for a compilation that begins with these arguments.
    pub fn fits(&mut self, arguments: &[OsString]) -> bool {
        let waits = self.child.as_mut().is_some_and(|child| matches!(child.try_wait(), Ok(None)));
        waits && self.arguments == arguments && self.work.path().exists()
    }

    /// Gives it the rest of its arguments, and hands over the process, which works from now on, with what it says.
    pub fn go(&mut self, rest: &[String]) -> io::Result<(Child, ChildStderr)> {
        let gone = || io::Error::from(io::ErrorKind::BrokenPipe);
        let mut child = self.child.take().ok_or_else(gone)?;
        let (stdin, stderr) = (child.stdin.take(), child.stderr.take());
        // If it ended before it read them, what it says tells why.
        let _ = stdin.ok_or_else(gone)?.write_all(rest.join("\n").as_bytes());
        Ok((child, stderr.ok_or_else(gone)?))
    }
}

impl Drop for Standby {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::toolchain::Toolchain;
    use std::{fs, io::Read};

    fn standby(cells: &Path) -> Standby {
        Standby::start(&Toolchain::find().unwrap().rustc, vec!["--crate-type=lib".into()], cells).unwrap()
    }

    #[test]
    fn it_compiles_what_it_is_told_of_later() {
        let cells = tempfile::tempdir().unwrap();
        let mut standby = standby(cells.path());
        assert!(standby.fits(&["--crate-type=lib".into()]));
        assert!(!standby.fits(&["--crate-type=cdylib".into()]));
        fs::write(standby.work.path().join("late.rs"), "pub fn late() {}").unwrap();
        let rest = ["late.rs", "--emit=metadata", "-o", "late.rmeta"].map(str::to_owned);
        let (mut child, mut stderr) = standby.go(&rest).unwrap();
        let mut said = String::new();
        stderr.read_to_string(&mut said).unwrap();
        assert!(child.wait().unwrap().success(), "{said}");
        assert!(standby.work.path().join("late.rmeta").exists());
        assert!(!standby.fits(&["--crate-type=lib".into()]), "each compiles once");
    }

    #[test]
    fn it_leaves_nothing_when_it_is_not_needed() {
        let cells = tempfile::tempdir().unwrap();
        drop(standby(cells.path()));
        assert_eq!(fs::read_dir(cells.path()).unwrap().count(), 0);
    }
}
