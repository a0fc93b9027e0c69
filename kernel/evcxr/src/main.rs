//! The program beside the engine, in two roles that never meet in one process.
//!
//! `gradus-evcxr evaluate` runs cells with evcxr, for sessions that chose it ([`evaluate`]).
//!
//! Without an argument it analyses cells for completion and documentation. Nothing runs here: a session's definitions, its
//! variables as `let`s and the cell make one file, and rust-analyzer, as evcxr uses it, says what could stand at a place
//! of it.
//!
//! ```text
//! evaluate.rs  serve            evcxr, and the process that runs its cells
//! main.rs      requests in, answers out, one after another, on a channel that nobody else writes to
//! load.rs      Analysis         a crate with everything it depends on, read once
//! trim.rs      trim             what of it no cell speaks of, and need not be read
//! complete.rs                   what could stand at a place
//! document.rs                   what is known about a name
//! ```
//!
//! This is rust-analyzer without evcxr: that answers only after it has built and run a cell of its own, resolves
//! dependencies anew for every question, and gives no types. So the analysis is built on the rust-analyzer crates that
//! evcxr is built on, in the versions it is built with.

mod complete;
mod document;
mod evaluate;
mod load;
mod trim;

use anyhow::Context;
use gradus_protocol::{ANALYSIS_VERSION, FrameError, FromAnalyst, ToAnalyst, read_frame, write_frame};
use load::Analysis;
use rustix::{
    io::fcntl_dupfd_cloexec,
    stdio::{dup2_stdin, dup2_stdout, stdin, stdout},
};
use std::{
    env,
    fs::File,
    io::{self, Write},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Mutex,
};

/// What makes this process the one that evaluates cells.
const EVALUATE: &str = "evaluate";

fn main() -> anyhow::Result<()> {
    if env::var_os(evaluate::IS_CHILD).is_some() {
        evaluate::child::main();
    }
    // Where evcxr is asked to wrap rustc.
    evcxr::runtime_hook();
    if env::args_os().nth(1).is_some_and(|role| role == EVALUATE) {
        return evaluate::main();
    }
    analyse()
}

fn analyse() -> anyhow::Result<()> {
    let (mut requests, answers) = take_channel().context("the standard streams cannot be moved")?;
    let answers = Mutex::new(answers);
    let tell = |message: &FromAnalyst| {
        let mut answers = answers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        write_frame(&mut *answers, message).and_then(|()| answers.flush())
    };
    tell(&FromAnalyst::Hello { version: ANALYSIS_VERSION })?;
    let mut analysis = None;
    loop {
        let request = match read_frame(&mut requests) {
            Ok(request) => request,
            Err(FrameError::Closed) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        // A question that rust-analyzer stumbles over must not end the answers to later ones.
        let answered = catch_unwind(AssertUnwindSafe(|| answer(&mut analysis, request, &tell)));
        tell(&match answered {
            Ok(Ok(answer)) => answer,
            Ok(Err(error)) => FromAnalyst::Failed(format!("{error:#}")),
            Err(_) => FromAnalyst::Failed("rust-analyzer panicked".into()),
        })?;
    }
}

fn answer(
    analysis: &mut Option<Analysis>,
    request: ToAnalyst,
    tell: &(dyn Fn(&FromAnalyst) -> io::Result<()> + Sync),
) -> anyhow::Result<FromAnalyst> {
    let loaded = |analysis| Option::ok_or(analysis, anyhow::Error::msg("nothing is loaded"));
    match request {
        ToAnalyst::Load { manifest, root, sysroot, target } => {
            // Who does not hear this will not hear the answer either; that ends the process.
            let stage = |stage| drop(tell(&FromAnalyst::Loading(stage)));
            let fresh = Analysis::load(&manifest, &root, &sysroot, target, &stage)?;
            let std = fresh.knows_std;
            *analysis = Some(fresh);
            Ok(FromAnalyst::Loaded { std })
        }
        ToAnalyst::Complete { source, at } => complete::complete(loaded(analysis.as_mut())?, source, at),
        ToAnalyst::Document { source, at } => document::document(loaded(analysis.as_mut())?, source, at),
    }
}

/// Moves the standard streams away: neither cargo nor any crate in here may read requests or write among the answers.
fn take_channel() -> io::Result<(File, File)> {
    let (requests, answers) = (fcntl_dupfd_cloexec(stdin(), 3)?, fcntl_dupfd_cloexec(stdout(), 3)?);
    dup2_stdin(File::open("/dev/null")?)?;
    dup2_stdout(File::options().write(true).open("/dev/null")?)?;
    Ok((requests.into(), answers.into()))
}
