//! The program under test, and a data folder for each story with the one runtime that all of them share.

#![allow(clippy::unwrap_used, reason = "a story may stop at the first surprise")]
#![allow(dead_code, reason = "each file of stories uses its part")]

pub mod learner;

use gradus_lessons::{Progress, Store};
use gradus_tests::Terminal;
use portable_pty::CommandBuilder;
use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    fd::OwnedFd,
    fs::inotify,
    process::{Pid, PidfdFlags, Signal, pidfd_open, pidfd_send_signal},
};
use std::{
    fs,
    mem::MaybeUninit,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};
use tempfile::TempDir;

/// The program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_gradus-under-test");

/// Settings of whoever runs the tests that a story must not depend on.
const STRAY: [&str; 9] =
    ["GRADUS_COURSE", "NO_COLOR", "LC_ALL", "LC_CTYPE", "LANG", "COLORTERM", "CLICOLOR_FORCE", "TMUX", "TERM_PROGRAM"];

/// The data folder that holds the runtime, kept between runs: the first build takes minutes.
pub fn shared_home() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("gradus")
}

/// A learner's data folder. Progress is the story's own; what was built is shared.
pub struct Home(TempDir);

impl Home {
    /// A folder with the runtime built.
    pub fn new() -> Self {
        static BUILT: OnceLock<()> = OnceLock::new();
        BUILT.get_or_init(|| {
            fs::create_dir_all(shared_home().join("cells")).unwrap();
            let built = Command::new(PROGRAM).arg("setup").env("GRADUS_HOME", shared_home()).output().unwrap();
            assert!(built.status.success(), "{}", said(&built));
        });
        let home = Self::bare();
        for folder in ["runtimes", "cells"] {
            symlink(shared_home().join(folder), home.path().join(folder)).unwrap();
        }
        home
    }

    /// A folder with nothing in it but that the first tour is over: it would stand before every story.
    pub fn bare() -> Self {
        let home = Self(tempfile::Builder::new().prefix("gradus-").tempdir().unwrap());
        home.file("settings.toml", "toured = true\n");
        home
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The program with arguments, its output caught.
    pub fn gradus(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// The program with arguments, to be started in some other way.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        for name in STRAY {
            command.env_remove(name);
        }
        command.args(args).env("GRADUS_HOME", self.path()).env("LANG", "C.UTF-8");
        command
    }

    /// The program in a terminal of so many columns and rows.
    pub fn terminal(&self, columns: u16, rows: u16, args: &[&str]) -> Terminal {
        Terminal::open(self.in_terminal(PROGRAM, args), columns, rows)
    }

    /// Any program, for a terminal.
    pub fn in_terminal(&self, program: &str, args: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(program);
        for name in STRAY {
            command.env_remove(name);
        }
        command.args(args);
        command.env("GRADUS_HOME", self.path());
        command.env("LANG", "C.UTF-8");
        command.env("TERM", "xterm-256color");
        command
    }

    /// Waits until the learner's state is saved as described; a save is a file that is renamed to its name.
    pub fn wait_until_saved(&self, what: &str, so: impl Fn(&Progress) -> bool) {
        let renamed = inotify::init(inotify::CreateFlags::CLOEXEC).unwrap();
        inotify::add_watch(&renamed, self.path(), inotify::WatchFlags::MOVED_TO).unwrap();
        while !so(&Store::new(self.path()).load().unwrap().progress) {
            let patience = Timespec { tv_sec: 60, tv_nsec: 0 };
            let told = poll(&mut [PollFd::new(&renamed, PollFlags::IN)], Some(&patience)).unwrap();
            assert_eq!(told, 1, "{what} is not saved");
            inotify::Reader::new(&renamed, &mut [MaybeUninit::uninit(); 4096]).next().unwrap();
        }
    }

    /// Writes a file of the learner's own and gives its path.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.path().join(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

/// What was printed as text.
pub fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Everything a command said, for asserting and for messages.
pub fn said(output: &Output) -> String {
    format!(
        "{}\n{}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// A lesson file around some fences.
pub fn lesson(body: &str) -> String {
    format!(
        "+++\nid = \"01-draft\"\ntitle = \"A draft\"\ntrack = \"drafts\"\nminutes = 1\n+++\n\nSome words.\n\n{body}\n"
    )
}

/// Whether a program may be started in namespaces of its own (`unshare`); if not, says so and why.
pub fn may_unshare(flags: &str) -> bool {
    match Command::new("unshare").args([flags, "true"]).output() {
        Ok(output) if output.status.success() => true,
        Ok(output) => {
            eprintln!("SKIPPED: unshare {flags} is not permitted here: {}", said(&output).trim());
            false
        }
        Err(error) => {
            eprintln!("SKIPPED: there is no unshare here: {error}");
            false
        }
    }
}

/// A process that is somebody else's child.
pub struct Process(OwnedFd);

impl Process {
    /// Ends it as `kill -9` does.
    pub fn kill(&self) {
        pidfd_send_signal(&self.0, Signal::KILL).unwrap();
    }

    /// Waits until it is gone.
    pub fn wait_for_end(&self) {
        let patience = Timespec { tv_sec: 30, tv_nsec: 0 };
        let ended = poll(&mut [PollFd::new(&self.0, PollFlags::IN)], Some(&patience)).unwrap();
        assert_eq!(ended, 1, "the process does not end");
    }
}

/// A process by its number.
pub fn process(number: u32) -> Process {
    Process(pidfd_open(Pid::from_raw(number.cast_signed()).unwrap(), PidfdFlags::empty()).unwrap())
}

/// The process that runs the cells of a program.
pub fn worker_of(program: u32) -> Option<Process> {
    let parent = format!("PPid:\t{program}\n");
    let mut workers = fs::read_dir("/proc").unwrap().filter_map(|entry| {
        let folder = entry.ok()?.path();
        let pid: i32 = folder.file_name()?.to_str()?.parse().ok()?;
        let ours = fs::read_to_string(folder.join("status")).ok()?.contains(&parent);
        let words = fs::read(folder.join("cmdline")).ok()?;
        (ours && words.split(|byte| *byte == 0).nth(1) == Some(b"__worker")).then_some(pid)
    });
    Some(Process(pidfd_open(Pid::from_raw(workers.next()?)?, PidfdFlags::empty()).unwrap()))
}
