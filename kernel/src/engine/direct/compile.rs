//! One rustc call a cell.

use super::{kept::Kept, level::Level, link, standby::Standby};
use crate::{
    runtime::{Runtime, Stop},
    toolchain::clean_command,
};
use rustix::process::{Pid, Signal, kill_process_group, setpriority_process};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::{
    ffi::OsString,
    fs, io,
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Stdio},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

/// The priority of a compilation that nobody waits for (nice 19).
const LOWEST_PRIORITY: i32 = 19;

/// A message of rustc's `--error-format=json`.
#[derive(Clone, Debug, Deserialize)]
pub struct Message {
    /// What is wrong.
    pub message: String,
    /// `error`, `warning`, `note`, `help`, ...
    pub level: String,
    /// The error code.
    #[serde(default)]
    pub code: Option<Code>,
    /// Where.
    #[serde(default)]
    pub spans: Vec<Span>,
    /// Notes and suggestions.
    #[serde(default)]
    pub children: Vec<Message>,
}

/// An error code.
#[derive(Clone, Debug, Deserialize)]
pub struct Code {
    /// `E0308`.
    pub code: String,
}

/// A piece of source that a message points at.
#[derive(Clone, Debug, Deserialize)]
pub struct Span {
    /// The file; the generated one, or std's for what a macro of std expands to.
    pub file_name: String,
    /// First byte.
    pub byte_start: usize,
    /// Byte after the last.
    pub byte_end: usize,
    /// Whether the message is about this place.
    pub is_primary: bool,
    /// What is to be said here.
    pub label: Option<String>,
    /// What to write here instead.
    pub suggested_replacement: Option<String>,
    /// The macro call this comes from.
    pub expansion: Option<Box<Expansion>>,
}

/// A macro call.
#[derive(Clone, Debug, Deserialize)]
pub struct Expansion {
    /// Where it is called.
    pub span: Span,
}

/// How a compilation ended.
#[derive(Debug)]
pub enum Compiled {
    /// A library to load.
    Library(PathBuf),
    /// rustc's errors.
    Rejected(Vec<Message>),
    /// Stopped on request.
    Interrupted,
}

/// The rustc that is running, so that an interrupt ends it and nothing else.
#[derive(Clone, Default)]
pub struct Running(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    child: Option<Child>,
    stopped: bool,
}

impl Running {
    /// Ends the compilation, if one is running.
    pub fn stop(&self) {
        let mut state = lock(&self.0);
        if let Some(child) = &state.child {
            let _ = kill_process_group(Pid::from_child(child), Signal::KILL);
            state.stopped = true;
        }
    }

    /// Whether somebody else may compile, or be about to.
    pub fn is_shared(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }
}

/// Compiles cells of one session.
#[derive(Clone)]
pub struct Compiler {
    pub(super) rustc: PathBuf,
    /// What tells rustc of the runtime.
    externs: Vec<OsString>,
    /// What makes rustc link without `cc`, as long as that works here.
    link: Arc<Mutex<Vec<OsString>>>,
    /// The runtime's key, which stands for the compiler, too.
    key: String,
    /// Where libraries are; sessions share it.
    kept: Kept,
    /// The compilation in progress.
    pub running: Running,
    /// The rustc for the next cell.
    standby: Arc<Mutex<Option<Standby>>>,
    /// Whether it gives way to everything else on this machine.
    patient: bool,
}

impl Compiler {
    /// A compiler against a runtime, with what it compiled before.
    pub fn new(runtime: &Runtime, kept: Kept) -> Self {
        let (rustc, externs) = (runtime.toolchain.rustc.clone(), runtime.externs());
        let link = Arc::new(Mutex::new(link::directly(&runtime.toolchain)));
        let (running, standby) = (Running::default(), Arc::default());
        let key = runtime.key.clone();
        let compiler = Self { rustc, externs, link, key, kept, running, standby, patient: false };
        compiler.stand_by();
        compiler
    }

    /// The same for what nobody waits for: only `running` stops it.
    pub fn in_the_background(&self, running: &Running) -> Self {
        Self { running: running.clone(), standby: Arc::default(), patient: true, ..self.clone() }
    }

    /// The name of the file that this source is compiled from; panics name it.
    pub fn file_name(&self, source: &str, level: Level) -> String {
        file_name(&self.key, source, level)
    }

    /// Whether this source was compiled before.
    pub fn is_kept(&self, source: &str, level: Level) -> bool {
        !reads_elsewhere(source) && self.kept.find(&library_name(&self.file_name(source, level))).is_some()
    }

    /// Compiles a source, or finds it compiled: the same source against the same runtime is the same library.
    ///
    /// # Errors
    /// When files cannot be written or rustc does not start.
    pub fn compile(&self, source: &str, level: Level) -> io::Result<Compiled> {
        let name = self.file_name(source, level);
        let mut library = library_name(&name);
        if reads_elsewhere(source) {
            // What it reads may have changed; and a library that is loaded keeps its path.
            let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
            library = format!("{}_{library}", now.as_nanos());
        } else if let Some(library) = self.kept.find(&library) {
            return Ok(Compiled::Library(library));
        }
        let mut ended = self.rustc(&name, source, level, &library)?;
        if let Ended::Failed(errors) = &ended
            && errors.iter().any(|error| error.message.starts_with("linking with"))
            && !std::mem::take(&mut *lock(&self.link)).is_empty()
        {
            ended = self.rustc(&name, source, level, &library)?;
        }
        if !self.patient {
            self.stand_by();
        }
        Ok(match ended {
            Ended::Whole(library) => Compiled::Library(library),
            Ended::Failed(errors) => Compiled::Rejected(errors),
            Ended::Stopped => Compiled::Interrupted,
        })
    }

    /// What rustc says of a source that nobody runs: it makes no library, gives way to everything else on this machine, and
    /// ends when it is asked to.
    ///
    /// # Errors
    /// When files cannot be written or rustc does not start.
    pub fn look(&self, source: &str, stop: &Stop) -> io::Result<Compiled> {
        let name = self.file_name(source, Level::QUICK);
        if self.is_kept(source, Level::QUICK) {
            return Ok(Compiled::Library(library_name(&name).into()));
        }
        let work = tempfile::Builder::new().prefix(".look-").tempdir_in(self.kept.own())?;
        fs::write(work.path().join(&name), source)?;
        let mut command = clean_command(&self.rustc);
        command.args(self.arguments()).args(Level::QUICK.arguments()).arg(&name).args([
            "--emit=metadata",
            "-o",
            "cell",
        ]);
        command.current_dir(work.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = match stop.spawn(&mut command) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(Compiled::Interrupted),
            started => started?,
        };
        give_way(&child);
        let mut said = Vec::new();
        child.stderr.take().map(|mut stderr| stderr.read_to_end(&mut said)).transpose()?;
        let ended = child.wait()?;
        stop.ended();
        Ok(match ended.success() {
            _ if stop.stopped() => Compiled::Interrupted,
            true => Compiled::Library(work.path().join("cell")),
            false => Compiled::Rejected(errors(&said)),
        })
    }

    /// What rustc is told for every cell.
    pub(super) fn arguments(&self) -> Vec<OsString> {
        let crate_name = ["--crate-name", super::freeze::CELL_CRATE];
        let words = crate_name.iter().chain(&FLAGS).map(OsString::from);
        words.chain(self.externs.iter().cloned()).chain(lock(&self.link).iter().cloned()).collect()
    }

    /// Starts the rustc for the next cell. If that fails, so will the cell, which tells why.
    fn stand_by(&self) {
        *lock(&self.standby) = Standby::start(&self.rustc, self.arguments(), self.kept.own()).ok();
    }

    /// One rustc; the library gets its place when it is whole, which it is not after a rustc that was stopped.
    fn rustc(&self, name: &str, source: &str, level: Level, library: &str) -> io::Result<Ended> {
        let arguments = self.arguments();
        let waiting = lock(&self.standby).take_if(|standby| standby.fits(&arguments));
        let mut standby = match waiting {
            Some(standby) => standby,
            None => Standby::start(&self.rustc, arguments, self.kept.own())?,
        };
        fs::write(standby.work.path().join(name), source)?;
        let mut rest = level.arguments();
        rest.extend([name.into(), "-o".into(), library.into()]);
        let (child, mut stderr) = standby.go(&rest)?;
        if self.patient {
            give_way(&child);
        }
        *lock(&self.running.0) = State { child: Some(child), stopped: false };
        let mut said = Vec::new();
        stderr.read_to_end(&mut said)?;
        let mut state = std::mem::take(&mut *lock(&self.running.0));
        let ok = match &mut state.child {
            Some(child) => child.wait()?.success(),
            None => false,
        };
        Ok(match (state.stopped, ok) {
            (true, _) => Ended::Stopped,
            (false, true) => Ended::Whole(self.kept.keep(&standby.work.path().join(library), library)?),
            (false, false) => Ended::Failed(errors(&said)),
        })
    }
}

/// Lets everything else on this machine go first. Where that is not allowed, the compiler only is in the way a little more.
fn give_way(child: &Child) {
    let _ = setpriority_process(Some(Pid::from_child(child)), LOWEST_PRIORITY);
}

/// What rustc is told of every cell.
const FLAGS: [&str; 7] = [
    "--edition=2024",
    "--crate-type=cdylib",
    "--error-format=json",
    "--cap-lints=allow",
    "-Cprefer-dynamic",
    "-Cdebuginfo=0",
    "-Cdebug-assertions=off",
];

/// A name for all that a library depends on: the runtime and with it the compiler, what rustc is told, the source.
fn file_name(key: &str, source: &str, level: Level) -> String {
    let (told, level) = (FLAGS.join(" "), level.arguments().join(" "));
    let digest = [key, &told, &level, source].iter().fold(Sha256::new(), |hash, part| {
        // With its length, so that no two lists of parts run together to the same bytes.
        hash.chain_update((part.len() as u64).to_le_bytes()).chain_update(part)
    });
    let hex: String = digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("cell_{hex}.rs")
}

fn library_name(file_name: &str) -> String {
    Path::new(file_name).with_extension("so").to_string_lossy().into_owned()
}

/// Whether a source may read files or the environment while it is compiled: then it is not all that its library
/// depends on.
fn reads_elsewhere(source: &str) -> bool {
    ["include", "include_str", "include_bytes", "env", "option_env"]
        .iter()
        .any(|name| source.match_indices(name).any(|(at, _)| source[at + name.len()..].trim_start().starts_with('!')))
}

/// How rustc ended.
enum Ended {
    /// Where the library is kept.
    Whole(PathBuf),
    Failed(Vec<Message>),
    Stopped,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The errors among rustc's messages. What is no JSON (a linker's complaint, an internal error) becomes one.
fn errors(said: &[u8]) -> Vec<Message> {
    let text = String::from_utf8_lossy(said);
    let mut found = Vec::new();
    let mut other = Vec::new();
    for line in text.lines() {
        match serde_json::from_str::<Message>(line) {
            // The closing count of errors, and pointers to --explain, are about the whole file.
            Ok(message) if message.spans.is_empty() && message.message.starts_with("aborting due to") => {}
            Ok(message) if message.level.starts_with("error") => found.push(message),
            Ok(_) => {}
            Err(_) if line.trim().is_empty() => {}
            Err(_) => other.push(line),
        }
    }
    if found.is_empty() {
        let message = other.join("\n");
        found.push(Message { message, level: "error".into(), code: None, spans: Vec::new(), children: Vec::new() });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_errors_count_and_nothing_is_swallowed() {
        let error = r#"{"message":"mismatched types","level":"error","code":{"code":"E0308","explanation":null},"spans":[],"children":[],"rendered":""}"#;
        let closing = r#"{"message":"aborting due to 1 previous error","level":"error","code":null,"spans":[],"children":[],"rendered":""}"#;
        let found = errors(format!("{error}\n{closing}\n").as_bytes());
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code.as_ref().unwrap().code, "E0308");
        assert_eq!(errors(b"rustc: out of memory\n")[0].message, "rustc: out of memory");
    }

    #[test]
    fn the_file_name_tells_source_and_level_apart() {
        let name = file_name("key", "a", Level::FAST);
        assert_ne!(name, file_name("key", "a", Level::QUICK));
        assert_ne!(name, file_name("key", "a", Level::asked(3)));
        assert_ne!(name, file_name("key", "b", Level::FAST));
        assert_ne!(name, file_name("other", "a", Level::FAST));
        assert!(reads_elsewhere("let text = include_str! (\"/tmp/x\");"));
        assert!(!reads_elsewhere("let include = 1; println!(\"{include}\");"));
    }
}
