//! This executable as a Jupyter kernel.

use crate::{
    course::{Course, trust},
    engine::Engines,
    home::Home,
    say,
    tutor::{Closed, Keeping, Tutor},
};
use gradus_kernel::{guide::Guide, jupyter};
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
    // A kernel that ends here would only be called dead: it says in the notebook why it knows no lessons.
    let course = Course::at(None).and_then(|course| trust::ask(&course, &home, false).map(|()| course));
    let (data, guide): (_, Box<dyn Guide>) = match course {
        Ok(course) => {
            let data = course.data(&home);
            let keeping = Keeping::File(Store::new(data.clone()));
            // Read when it is first asked for; a folder that is gone by then has no lessons.
            (data, Box::new(Tutor::new(move || course.catalog().unwrap_or_default(), keeping)))
        }
        Err(why) => (home.folder().to_owned(), Box::new(Closed { why: format!("{why:#}") })),
    };
    let engines = Engines::new(&home)?.of(None)?.keeping_in(&data);
    let history = home.folder().join(HISTORY);
    Ok(jupyter::serve(&connection, Some(history), guide, engines.make(&[]))?)
}
