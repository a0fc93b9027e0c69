//! This executable as a Jupyter kernel.

use crate::{
    course::{Course, trust},
    engine::Engines,
    home::Home,
    say,
    tutor::{Keeping, Tutor},
};
use gradus_kernel::jupyter;
use gradus_lessons::Store;
use std::{ffi::OsString, path::PathBuf, process::ExitCode};

/// The hidden subcommand that makes this executable a Jupyter kernel; `-f` and the connection file follow it.
pub const KERNEL: &str = "__kernel";

/// What was run in Jupyter, in the data folder.
const HISTORY: &str = "jupyter/history.jsonl";

/// Serves a connection file until Jupyter says that it is enough.
pub fn main(mut arguments: impl Iterator<Item = OsString>) -> ExitCode {
    let file = arguments.by_ref().find(|argument| argument == "-f").and_then(|_| arguments.next());
    let served = match file {
        Some(file) => serve(PathBuf::from(file)),
        None => Err(anyhow::Error::msg(say!("kernel-no-file", role = KERNEL))),
    };
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", say!("cli-error", error = format!("{error:#}")));
            ExitCode::FAILURE
        }
    }
}

fn serve(connection: PathBuf) -> anyhow::Result<()> {
    let home = Home::open()?;
    let course = Course::at(None)?;
    trust::ask(&course, &home, false)?;
    let data = course.data(&home);
    let engines = Engines::new(&home)?.of(None)?.keeping_in(&data);
    // Read when it is first asked for; a folder that is gone by then has no lessons.
    let tutor = Tutor::new(move || course.catalog().unwrap_or_default(), Keeping::File(Store::new(data)));
    let history = home.folder().join(HISTORY);
    Ok(jupyter::serve(&connection, Some(history), Box::new(tutor), engines.make(&[]))?)
}
