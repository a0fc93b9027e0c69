//! `gradus completions`: what a shell needs to complete commands, options and their values.

use super::{Outcome, args::Cli};
use clap::CommandFactory as _;
use clap_complete::Shell;
use std::io::{self, Write};

/// Prints the script of a shell.
pub fn completions(shell: Shell) -> anyhow::Result<Outcome> {
    io::stdout().write_all(&script(shell))?;
    Ok(Outcome::Fine)
}

/// The script. It is made in memory: clap panics where it cannot write, and a reader may go away.
fn script(shell: Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "gradus", &mut script);
    script
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::ValueEnum as _;

    #[test]
    fn every_shell_learns_of_every_command() {
        for shell in Shell::value_variants() {
            let script = String::from_utf8(script(*shell)).unwrap();
            for command in Cli::command().get_subcommands() {
                assert!(script.contains(command.get_name()), "{shell} knows nothing of {}", command.get_name());
            }
            assert!(script.contains("images"), "{shell} knows nothing of the options");
        }
    }
}
