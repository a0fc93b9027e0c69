//! The command line, the terminal UI, and the place where the parts of Gradus are put together.
//!
//! ```text
//! cli.rs       main           what can be typed; one file a command under cli/
//! ui/          ui::run        the terminal UI
//! colours.rs                  24-bit colours, and fewer
//! course.rs    Asked          the lessons aboard, and files of the learner's own
//! embedded.rs  lessons, ..    what the executable carries with it
//! engine.rs    Engines        the real engine, put together
//! kernel.rs    main           this executable as a Jupyter kernel
//! home.rs      Home           the folder that progress and runtimes live in
//! runner.rs    SessionRunner  a session that is waited for: for `run`, `lint` and `setup`
//! settings.rs  Settings       what the learner has chosen, and its file
//! tutor.rs     Tutor          answers `:check` and its like in sessions without a screen
//! ```
//!
//! One executable plays every role: the terminal, and (by hidden subcommands) the worker that runs cells and the
//! Jupyter kernel.

pub mod cli;
pub mod colours;
pub mod course;
pub mod embedded;
pub mod engine;
pub mod home;
pub mod kernel;
pub mod runner;
pub mod settings;
pub mod tutor;
pub mod ui;

gradus_words::messages!("../messages/en.ftl");

use std::{path::Path, process::ExitCode};

/// Runs the program: reads the arguments of the process and answers with its exit code.
pub fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let role = arguments.next().unwrap_or_default();
    if role == engine::WORKER
        && let Some(runtime) = arguments.next()
    {
        gradus_kernel::worker::main(Path::new(&runtime))
    }
    if role == kernel::KERNEL {
        return kernel::main(arguments);
    }
    cli::main()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    #[test]
    fn every_word_stands_in_the_message_file() {
        let sources = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src"));
        gradus_words::audit(sources, include_str!("../messages/en.ftl")).unwrap();
    }
}
