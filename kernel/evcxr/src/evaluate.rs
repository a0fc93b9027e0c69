//! Evaluates cells with evcxr, for sessions that chose it. evcxr compiles them here; they run in a process of their own,
//! which is this program again with the kit's library in it, so that outputs, panics, questions and interrupts are those
//! of any other worker.
//!
//! ```text
//! evaluate.rs        serve      requests in, answers out; evcxr's context
//! evaluate/stage.rs  Stage      what goes on: one request, its cell's process, whoever stops it
//! evaluate/sift.rs   Sift       what a cell says, without evcxr's signals
//! evaluate/place.rs  locate     a line of evcxr's file as a line of a cell
//! evaluate/fault.rs             the compiler's errors
//! evaluate/stop.rs              ends compilers, or the cell
//! evaluate/child.rs  main       the process that runs cells
//! ```
//!
//! evcxr's `EvalContext` is used and not its `CommandContext`: so no text of a cell can reach a command of evcxr's.

pub mod child;
mod fault;
mod place;
mod sift;
mod stage;
mod stop;

use anyhow::Context;
use evcxr::{Error, EvalContext};
use gradus_protocol::{
    CellError, CellId, EVALUATION_VERSION, Ending, Evaluated, FrameError, FromEvaluator, ToEvaluator, read_frame,
    write_frame,
};
use stage::{Run, Stage, Tell};
use std::{
    env,
    fs::{self, File},
    io::{ErrorKind, Write},
    os::unix::net::UnixListener,
    path::{Path, PathBuf},
    process::{self, Command},
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};

/// What evcxr asks of [`child`].
pub const IS_CHILD: &str = "EVCXR_IS_RUNTIME";

/// Where the process that runs cells finds the socket.
const SOCKET: &str = "GRADUS_EVALUATOR";

/// Where it begins, and the programs that it finds: those of whoever started the engine, not this process's.
const FOLDER: &str = "GRADUS_FOLDER";
const PROGRAMS: &str = "GRADUS_PATH";

/// What stands above every cell; the engine writes this crate.
const FACADE: &str = "gradus_cells";
const ABOVE: &str = "extern crate gradus_cells as gradus;\n\
                     use gradus_cells::{dbg, eprint, eprintln};\n\
                     use gradus_cells::rt::scope::*;";

/// Serves one engine until it is gone.
pub fn serve(mut requests: File, answers: File) -> anyhow::Result<()> {
    let answers = Mutex::new(answers);
    let tell: Tell = Arc::new(move |message| {
        let mut answers = answers.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever does not hear this ends the requests as well.
        let _ = write_frame(&mut *answers, message).and_then(|()| answers.flush());
    });
    tell(&FromEvaluator::Hello { version: EVALUATION_VERSION });
    let (socket, folder) = meeting()?;
    let stage = Stage::open(UnixListener::bind(&socket)?, Arc::clone(&tell));
    let (queue, waiting) = mpsc::channel();
    let reader = Arc::clone(&stage);
    thread::spawn(move || {
        loop {
            match read_frame(&mut requests) {
                Ok(ToEvaluator::Interrupt) => reader.interrupt(),
                Ok(ToEvaluator::Answer { question, line }) => reader.answer(question, line),
                Ok(request) => {
                    reader.queued();
                    let _ = queue.send(request);
                }
                // Without an engine nothing is worth finishing; the cells' process notices by its socket.
                Err(error) => {
                    stop::compilers(None);
                    drop(folder);
                    process::exit(i32::from(!matches!(error, FrameError::Closed)));
                }
            }
        }
    });
    let mut evaluator = Evaluator { stage, socket, context: None, cells: Vec::new(), crates: Vec::new() };
    for request in waiting {
        let ended = evaluator.answer(request);
        tell(&FromEvaluator::Ended(ended));
    }
    Ok(())
}

/// The longest path that a socket can have, on the systems where it is shortest.
const LONGEST: usize = 100;

/// Where the socket goes: into the folder that this process works in, which is nobody else's, or where that has too long
/// a name, into one of its own.
fn meeting() -> anyhow::Result<(PathBuf, Option<tempfile::TempDir>)> {
    let here = env::current_dir()?.join("socket");
    if here.as_os_str().len() > LONGEST {
        let folder = tempfile::Builder::new().prefix("gradus-").tempdir()?;
        return Ok((folder.path().join("socket"), Some(folder)));
    }
    // One of an earlier session.
    match fs::remove_file(&here) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok((here, None)),
    }
}

struct Evaluator {
    stage: Arc<Stage>,
    socket: PathBuf,
    context: Option<EvalContext>,
    /// What cells say, the newest first.
    cells: Vec<(CellId, String)>,
    /// The crates beside std, the facade first.
    crates: Vec<(String, String)>,
}

impl Evaluator {
    fn answer(&mut self, request: ToEvaluator) -> Evaluated {
        let result = match request {
            ToEvaluator::Begin { library, flags, facade } => self.begin(&library, &flags, &facade),
            ToEvaluator::Run { cell, code, opt } => self.run(cell, code, opt),
            ToEvaluator::Depend { name, wanted } => self.depend(name, wanted),
            ToEvaluator::Clear => self.clear(),
            // The reader has dealt with these.
            ToEvaluator::Interrupt | ToEvaluator::Answer { .. } => Ok(()),
        };
        let died = matches!(result, Err(Error::SubprocessTerminated(_)));
        let run = self.stage.over(died);
        let (compiling, running) = (run.compiling, run.running);
        let ending = self.ending(result, run);
        if let Some(context) = &self.context {
            self.stage.runs_in(process_of(context));
        }
        let named = |(name, ty): (&str, &str)| (name.to_owned(), ty.to_owned());
        let mut variables: Vec<_> =
            self.context.iter().flat_map(|context| context.variables_and_types().map(named)).collect();
        variables.sort();
        let ours = ["dbg", "eprint", "eprintln"];
        let items = self.context.iter().flat_map(|context| context.defined_item_names());
        let mut items: Vec<_> = items.filter(|name| !ours.contains(name)).map(str::to_owned).collect();
        items.sort();
        Evaluated { ending, variables, items, compiling, running }
    }

    fn begin(&mut self, library: &Path, flags: &[String], facade: &Path) -> Result<(), Error> {
        let mut command = Command::new(env::current_exe().map_err(said)?);
        command.env(SOCKET, &self.socket).env(child::LIBRARY, library);
        command.env_remove("RUSTFLAGS");
        if let Some(folder) = env::var_os(FOLDER) {
            command.current_dir(folder);
        }
        if let Some(programs) = env::var_os(PROGRAMS) {
            command.env("PATH", programs);
        }
        if cfg!(target_env = "gnu") {
            // As in the direct engine's worker: tensors come and go each training step.
            command.env("MALLOC_MMAP_THRESHOLD_", "1073741824");
            command.env("MALLOC_TRIM_THRESHOLD_", "1073741824");
            command.env("MALLOC_TOP_PAD_", "67108864");
        }
        let (mut context, outputs) = EvalContext::with_subprocess_command(command)?;
        // Both hold nothing that the frames do not.
        for lines in [outputs.stdout, outputs.stderr] {
            thread::spawn(move || lines.iter().for_each(drop));
        }
        self.stage.runs_in(process_of(&context));
        let mut state = context.state();
        state.set_build_env("CARGO_ENCODED_RUSTFLAGS", &flags.join("\x1f"));
        self.crates = vec![(FACADE.to_owned(), format!("{{ path = {:?} }}", facade.to_string_lossy()))];
        for (name, wanted) in &self.crates {
            state.add_dep(name, wanted)?;
        }
        context.eval_with_state(ABOVE, state)?;
        self.context = Some(context);
        Ok(())
    }

    fn run(&mut self, cell: CellId, code: String, opt: u8) -> Result<(), Error> {
        let context = self.context.as_mut().ok_or_else(not_begun)?;
        let mut state = context.state();
        // Not the manifest's own: when that changes, rust-analyzer reads everything anew.
        state.set_build_env("CARGO_PROFILE_DEV_OPT_LEVEL", &opt.to_string());
        // evcxr would fetch an executor for the first `.await`, unasked.
        state.set_offline_mode(true);
        let result = context.eval_with_state(&code, state);
        self.cells.insert(0, (cell, code));
        result.map(drop)
    }

    fn depend(&mut self, name: String, wanted: String) -> Result<(), Error> {
        let context = self.context.as_mut().ok_or_else(not_begun)?;
        let mut state = context.state();
        state.set_offline_mode(false);
        state.add_dep(&name, &wanted)?;
        context.eval_with_state("", state)?;
        self.crates.retain(|(known, _)| *known != name);
        self.crates.push((name, wanted));
        Ok(())
    }

    fn clear(&mut self) -> Result<(), Error> {
        let context = self.context.as_mut().ok_or_else(not_begun)?;
        context.clear()?;
        self.cells.clear();
        let mut state = context.state();
        for (name, wanted) in &self.crates {
            state.add_dep(name, wanted)?;
        }
        context.eval_with_state(ABOVE, state).map(drop)
    }

    fn ending(&self, result: Result<(), Error>, run: Run) -> Ending {
        match (result, run.error) {
            (Ok(()), None) => Ending::Done,
            (Ok(()), Some(error)) => Ending::Failed(self.placed(error)),
            (Err(Error::SubprocessTerminated(text)), _) => {
                Ending::Died { status: status(&text), killed: run.killed, last_words: run.last_words }
            }
            (Err(_), _) if run.interrupted => Ending::Failed(CellError::Interrupted),
            (Err(Error::CompilationErrors(errors)), _) => Ending::Faulty(errors.iter().map(fault::fault).collect()),
            (Err(error), _) => Ending::Failed(CellError::Refused { message: error.to_string() }),
        }
    }

    /// A panic's place in the cell that it happened in, not in evcxr's file.
    fn placed(&self, error: CellError) -> CellError {
        let CellError::Panic { message, place } = error else { return error };
        let at = |file: gradus_protocol::Place| {
            let generated = self.context.as_ref()?.last_source().ok()?;
            let own = file.cell.0.ends_with("src/lib.rs");
            own.then(|| place::locate(&generated, file.line, file.column, &self.cells)).flatten()
        };
        CellError::Panic { message, place: place.and_then(at) }
    }
}

fn process_of(context: &EvalContext) -> u32 {
    context.process_handle().lock().unwrap_or_else(PoisonError::into_inner).id()
}

fn said(error: impl std::fmt::Display) -> Error {
    Error::Message(error.to_string())
}

fn not_begun() -> Error {
    said("evcxr was not started")
}

/// How a process ended, from evcxr's words: `.. status: exit status: 3`, `.. status: signal: 11 (SIGSEGV)`.
fn status(text: &str) -> Option<i32> {
    let number = |word: &str| -> Option<i32> {
        let digits = text.rsplit_once(word)?.1;
        digits[..digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len())].parse().ok()
    };
    number("exit status: ").map(|code| code << 8).or_else(|| number("signal: "))
}

/// Takes the streams away from whoever prints in here.
pub fn main() -> anyhow::Result<()> {
    let (requests, answers) = crate::take_channel().context("the standard streams cannot be moved")?;
    serve(requests, answers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_process_ended_is_read_from_evcxrs_words() {
        assert_eq!(status("bye\nSubprocess terminated with status: exit status: 3"), Some(3 << 8));
        assert_eq!(status("Subprocess terminated with status: signal: 11 (SIGSEGV) (core dumped)"), Some(11));
        assert_eq!(status("Subprocess didn't start: no"), None);
    }
}
