//! The command line: `args.rs` says what can be typed, each command has its file under `cli/`, and this one starts the
//! command and turns what it answers into an exit code.

mod args;
mod book;
mod colour;
mod completions;
mod doctor;
mod export;
mod import;
mod jupyter;
mod learn;
mod lint;
mod list;
mod man;
mod new;
mod play;
mod progress;
mod record;
mod run;
mod setup;
mod signals;
pub(crate) mod tell;

#[cfg(test)]
pub(crate) mod fixture;

use crate::{course::Course, say};
use args::{Cli, Command, Jupyter, Learn, Lint, New, Progress, Record};
use clap::Parser;
use std::{
    io::{self, Write},
    process::ExitCode,
};

/// How a command ended; each ending has its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything asked for was done and was right: 0.
    Fine,
    /// Done, but something was not as it should be (a check failed, a law was broken): 1.
    NotFine,
    /// Stopped by Ctrl-C: 130, as shells count it.
    Interrupted,
}

impl Outcome {
    fn code(self) -> u8 {
        match self {
            Self::Fine => 0,
            Self::NotFine => 1,
            Self::Interrupted => 130,
        }
    }
}

/// Reads the arguments, runs what they ask for, and says in a sentence what went wrong.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(usage) => {
            // Nobody listens any more when this fails.
            let _ = usage.print();
            return ExitCode::from(usage.exit_code() as u8);
        }
    };
    match start(cli.command.unwrap_or(Command::Learn(Learn::default()))) {
        Ok(outcome) => ExitCode::from(outcome.code()),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{}", say!("cli-error", error = told(&error)));
            ExitCode::from(2)
        }
    }
}

fn start(command: Command) -> anyhow::Result<Outcome> {
    match command {
        Command::Learn(Learn { lesson, how, elsewhere }) => learn::learn(&elsewhere.opened()?, lesson.as_deref(), how),
        Command::Scratch(how) => learn::scratch(how),
        Command::List { course } => list::list(&Course::at(course.folder())?),
        Command::Run(run) => run::run(&run.elsewhere.authored()?, &run.lesson, run.mode(), run.json, run.engine),
        Command::Lint(Lint { what, without_running: true, elsewhere, .. }) => {
            lint::on_paper(&Course::here(elsewhere.course.folder())?, &what)
        }
        Command::Lint(Lint { what, patience, elsewhere, .. }) => lint::lint(&elsewhere.authored()?, &what, patience),
        Command::Record(Record { what, into, elsewhere }) => record::record(&elsewhere.authored()?, &what, into),
        Command::New { what: New::Course { folder } } => new::course(&folder),
        Command::New { what: New::Lesson { track, name, course } } => {
            new::lesson(&Course::here(course.folder())?, &track, &name)
        }
        Command::Book { into, course } => book::book(&Course::here(course.folder())?, &into),
        Command::Setup { frames, lessons, completion, elsewhere } => {
            setup::setup(&elsewhere.opened()?, frames, lessons, completion)
        }
        Command::Progress(Progress { json, course }) => progress::progress(&Course::at(course.folder())?, json),
        Command::Export(export) => {
            let course = Course::here(export.course.folder())?;
            export::export(&course, &export.lesson.clone(), &export.wanted())
        }
        Command::Import { file, course } => import::import(&Course::at(course.folder())?, &file),
        Command::Jupyter { action: Jupyter::Install { target, display_name } } => {
            jupyter::install(&target.place(), &target.name, display_name)
        }
        Command::Jupyter { action: Jupyter::Uninstall { target } } => jupyter::uninstall(&target.place(), &target.name),
        Command::Doctor => doctor::doctor(),
        Command::Completions { shell } => completions::completions(shell),
        Command::Man { into } => man::man(into.as_deref()),
    }
}

/// The error with its causes; most sentences of ours hold their cause already.
fn told(error: &anyhow::Error) -> String {
    let mut text = error.to_string();
    for cause in error.chain().skip(1).map(ToString::to_string) {
        if !text.contains(&cause) {
            text = format!("{text} ({cause})");
        }
    }
    text
}

/// Whether the reader of our output went away, as `head` does; that is no failure.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn only_one_kind_of_answer_can_be_asked_for() {
        assert!(Cli::try_parse_from(["gradus", "run", "x", "--mine", "--starters"]).is_err());
        assert!(Cli::try_parse_from(["gradus", "run", "x", "--mine", "--json"]).is_ok());
    }

    #[test]
    fn exit_codes_are_what_the_help_says() {
        let codes = [Outcome::Fine, Outcome::NotFine, Outcome::Interrupted].map(Outcome::code);
        assert_eq!(codes, [0, 1, 130]);
        assert!(say!("cli-after").contains("130 stopped by Ctrl-C"));
    }

    #[test]
    fn a_cause_that_is_told_already_is_not_told_twice() {
        let error = anyhow::Error::msg("disk full").context("cannot save: disk full").context("sorry");
        assert_eq!(told(&error), "sorry (cannot save: disk full)");
    }

    #[test]
    fn a_reader_that_went_away_is_no_failure() {
        let gone = anyhow::Error::from(io::Error::from(io::ErrorKind::BrokenPipe)).context("while printing");
        assert!(is_broken_pipe(&gone));
        assert!(!is_broken_pipe(&anyhow::Error::from(io::Error::from(io::ErrorKind::NotFound))));
    }
}
