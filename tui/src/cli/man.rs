//! `gradus man`: the manual pages, made from what the help says.

use super::{Outcome, args::Cli};
use crate::say;
use anyhow::Context as _;
use clap::{Command, CommandFactory as _};
use clap_mangen::Man;
use std::{
    fs,
    io::{self, Write},
    path::Path,
};

/// Prints the page of the program, or writes it and a page for each command into a folder.
pub fn man(into: Option<&Path>) -> anyhow::Result<Outcome> {
    let Some(folder) = into else {
        io::stdout().write_all(&page(&Cli::command())?)?;
        return Ok(Outcome::Fine);
    };
    let unwritten = || say!("man-unwritten", folder = folder.display());
    fs::create_dir_all(folder).with_context(unwritten)?;
    clap_mangen::generate_to(Cli::command(), folder).with_context(unwritten)?;
    writeln!(io::stdout(), "{}", say!("man-written", folder = folder.display()))?;
    Ok(Outcome::Fine)
}

fn page(command: &Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    Ok(page)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_every_command_and_the_environment() {
        let page = String::from_utf8(page(&Cli::command()).unwrap()).unwrap();
        for command in Cli::command().get_subcommands() {
            let named = format!("gradus\\-{}(1)", command.get_name());
            assert!(page.contains(&named), "no {named} in\n{page}");
        }
        assert!(page.contains("GRADUS_HOME"), "{page}");
    }

    #[test]
    fn every_command_that_the_page_names_has_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("share/man1");
        assert_eq!(man(Some(&inside)).unwrap(), Outcome::Fine);
        for command in Cli::command().get_subcommands() {
            let text = fs::read_to_string(inside.join(format!("gradus-{}.1", command.get_name()))).unwrap();
            assert!(text.contains(".SH SYNOPSIS"), "{text}");
        }
        assert!(inside.join("gradus.1").exists());
    }

    #[test]
    fn a_folder_that_cannot_be_made_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let error = man(Some(&file.path().join("inside-a-file"))).unwrap_err();
        assert!(error.to_string().contains("inside-a-file"), "{error}");
    }
}
