//! The command line, the terminal UI, and the place where the parts of Gradus are put together.
//!
//! ```text
//! cli.rs       Cli, Command   what can be typed; one file a command under cli/
//! home.rs      Home           the folder that progress and runtimes live in
//! ui.rs        ui::run        the terminal UI
//! ```
//!
//! One executable plays every role: the terminal, and (by a hidden subcommand) the worker that runs cells.

pub mod cli;
pub mod home;
pub mod ui;

gradus_words::messages!("../messages/en.ftl");

use std::process::ExitCode;

/// Runs the program: reads the arguments of the process and answers with its exit code.
pub fn main() -> ExitCode {
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
