//! What can be typed. Each command has its file under `cli/`; this one reads arguments, starts the command, and
//! turns what it answers into an exit code.

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

use crate::{
    course::{Course, trust},
    home::Home,
    say,
    ui::Images,
};
use clap::{
    ArgGroup, Args, Parser, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use clap_complete::Shell;
use gradus_kernel::engine::Kind;
use gradus_lessons::Mode;
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

/// The arguments of the process.
#[derive(Debug, Parser)]
#[command(
    name = "gradus",
    bin_name = "gradus",
    version,
    about = say!("cli-about"),
    after_help = say!("cli-after"),
    disable_help_subcommand = true
)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    #[command(about = say!("cli-learn"), after_help = say!("cli-learn-after"))]
    Learn(Learn),
    #[command(about = say!("cli-scratch"))]
    Scratch(How),
    #[command(about = say!("cli-list"))]
    List {
        #[command(flatten)]
        course: InFolder,
    },
    #[command(about = say!("cli-run"), after_help = say!("cli-run-after"))]
    Run(Run),
    #[command(about = say!("cli-lint"), after_help = say!("cli-lint-after"))]
    Lint(Lint),
    #[command(about = say!("cli-record"), after_help = say!("cli-record-after"))]
    Record(Record),
    #[command(about = say!("cli-new"), after_help = say!("cli-new-after"), subcommand_required = true)]
    New {
        #[command(subcommand)]
        what: New,
    },
    #[command(about = say!("cli-book"), after_help = say!("cli-book-after", version = book::MDBOOK))]
    Book {
        #[arg(long, value_name = "FOLDER", default_value = book::FOLDER, help = say!("cli-arg-book-into"))]
        into: PathBuf,
        #[command(flatten)]
        course: InFolder,
    },
    #[command(about = say!("cli-setup"), after_help = say!("cli-setup-after"))]
    Setup {
        #[arg(long, help = say!("cli-arg-frames"))]
        frames: bool,
        #[arg(long, help = say!("cli-setup-lessons"))]
        lessons: bool,
        #[arg(long, help = say!("cli-setup-completion"))]
        completion: bool,
        #[command(flatten)]
        elsewhere: Elsewhere,
    },
    #[command(about = say!("cli-progress"))]
    Progress(Progress),
    #[command(about = say!("cli-export"), after_help = say!("cli-export-after"))]
    Export(Export),
    #[command(about = say!("cli-import"), after_help = say!("cli-import-after"))]
    Import {
        #[arg(value_name = "FILE.ipynb", help = say!("cli-arg-import"))]
        file: PathBuf,
        #[command(flatten)]
        course: InFolder,
    },
    #[command(about = say!("cli-jupyter"), subcommand_required = true)]
    Jupyter {
        #[command(subcommand)]
        action: Jupyter,
    },
    #[command(about = say!("cli-doctor"))]
    Doctor,
    #[command(about = say!("cli-completions"), after_help = say!("cli-completions-after"))]
    Completions {
        #[arg(value_name = "SHELL", help = say!("cli-arg-shell"))]
        shell: Shell,
    },
    #[command(about = say!("cli-man"), after_help = say!("cli-man-after"))]
    Man {
        #[arg(long, value_name = "FOLDER", help = say!("cli-arg-man-into"))]
        into: Option<PathBuf>,
    },
}

/// A course other than ours.
#[derive(Debug, Default, Args)]
struct InFolder {
    #[arg(long = "course", value_name = "FOLDER", help = say!("cli-arg-course"))]
    folder: Option<PathBuf>,
}

/// The same, for what runs its cells.
#[derive(Debug, Default, Args)]
struct Elsewhere {
    #[command(flatten)]
    course: InFolder,
    #[arg(long, help = say!("cli-arg-trust"))]
    trust: bool,
}

impl InFolder {
    fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }
}

impl Elsewhere {
    /// The course for a learner.
    fn opened(&self) -> anyhow::Result<Course> {
        self.trusted(Course::at(self.course.folder())?)
    }

    /// The course for an author, who may stand in its folder.
    fn authored(&self) -> anyhow::Result<Course> {
        self.trusted(Course::here(self.course.folder())?)
    }

    fn trusted(&self, course: Course) -> anyhow::Result<Course> {
        trust::ask(&course, &Home::open()?, self.trust)?;
        Ok(course)
    }
}

#[derive(Debug, Subcommand)]
enum New {
    #[command(about = say!("cli-new-course"))]
    Course {
        #[arg(value_name = "FOLDER", help = say!("cli-arg-new-folder"))]
        folder: PathBuf,
    },
    #[command(about = say!("cli-new-lesson"))]
    Lesson {
        #[arg(value_name = "TRACK", help = say!("cli-arg-new-track"))]
        track: String,
        #[arg(value_name = "NAME", help = say!("cli-arg-new-name"))]
        name: String,
        #[command(flatten)]
        course: InFolder,
    },
}

#[derive(Debug, Default, Args)]
struct Learn {
    #[arg(value_name = "LESSON", help = say!("cli-arg-lesson"))]
    lesson: Option<String>,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    elsewhere: Elsewhere,
}

/// How lessons are shown, whatever the settings say, and which engine runs their cells.
#[derive(Debug, Default, Args)]
struct How {
    #[arg(long, value_name = "HOW", help = say!("cli-arg-images"), value_parser = images())]
    images: Option<Images>,
    #[arg(long, help = say!("cli-arg-plain"))]
    plain: bool,
    #[arg(long, value_name = "NAME", help = say!("cli-arg-engine"), value_parser = engines())]
    engine: Option<Kind>,
}

#[derive(Debug, Args)]
struct Run {
    #[arg(value_name = "LESSON|FILE.md", help = say!("cli-arg-lesson-or-file"))]
    lesson: String,
    #[arg(long, group = "answers", help = say!("cli-arg-solutions"))]
    solutions: bool,
    #[arg(long, group = "answers", help = say!("cli-arg-starters"))]
    starters: bool,
    #[arg(long, group = "answers", help = say!("cli-arg-mine"))]
    mine: bool,
    #[arg(long, help = say!("cli-arg-run-json"))]
    json: bool,
    #[command(flatten)]
    elsewhere: Elsewhere,
    #[arg(long, value_name = "NAME", help = say!("cli-arg-engine"), value_parser = engines())]
    engine: Option<Kind>,
}

#[derive(Debug, Args)]
struct Lint {
    #[arg(value_name = "FILE.md|LESSON|all", help = say!("cli-arg-lint"))]
    what: String,
    #[arg(long = "static", help = say!("cli-arg-static"))]
    without_running: bool,
    #[command(flatten)]
    elsewhere: Elsewhere,
}

#[derive(Debug, Args)]
struct Record {
    #[arg(value_name = "LESSON|all", help = say!("cli-arg-record"))]
    what: String,
    #[arg(long, value_name = "FOLDER", help = say!("cli-arg-into"))]
    into: Option<PathBuf>,
    #[command(flatten)]
    elsewhere: Elsewhere,
}

#[derive(Debug, Subcommand)]
enum Jupyter {
    #[command(about = say!("cli-jupyter-install"))]
    Install {
        #[command(flatten)]
        target: Target,
        #[arg(long, value_name = "TEXT", help = say!("cli-arg-display-name"))]
        display_name: Option<String>,
    },
    #[command(about = say!("cli-jupyter-uninstall"))]
    Uninstall {
        #[command(flatten)]
        target: Target,
    },
}

#[derive(Debug, Args)]
struct Target {
    #[arg(long, group = "place", help = say!("cli-arg-user"))]
    user: bool,
    #[arg(long, group = "place", help = say!("cli-arg-sys-prefix"))]
    sys_prefix: bool,
    #[arg(long, group = "place", value_name = "FOLDER", help = say!("cli-arg-prefix"))]
    prefix: Option<PathBuf>,
    #[arg(long, default_value = jupyter::NAME, help = say!("cli-arg-kernel-name"))]
    name: String,
}

impl Target {
    fn place(&self) -> jupyter::Place {
        match (&self.prefix, self.sys_prefix) {
            (Some(prefix), _) => jupyter::Place::Prefix(prefix.clone()),
            (None, true) => jupyter::Place::SysPrefix,
            (None, false) => jupyter::Place::User,
        }
    }
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("format").required(true))]
struct Export {
    #[arg(value_name = "LESSON|FILE.md", help = say!("cli-arg-lesson-or-file"))]
    lesson: String,
    #[arg(long, group = "format", help = say!("cli-arg-ipynb"))]
    ipynb: bool,
    #[arg(long, group = "format", help = say!("cli-arg-markdown"))]
    markdown: bool,
    #[arg(long, group = "format", help = say!("cli-arg-html"))]
    html: bool,
    #[arg(long, group = "format", help = say!("cli-arg-recap"))]
    recap: bool,
    #[arg(long, group = "answers", help = say!("cli-arg-export-solutions"))]
    solutions: bool,
    #[arg(long, group = "answers", help = say!("cli-arg-export-mine"))]
    mine: bool,
    #[arg(long, group = "shown", help = say!("cli-arg-outputs"))]
    outputs: bool,
    #[arg(long, group = "shown", help = say!("cli-arg-export-run"))]
    run: bool,
    #[arg(short, long = "output", value_name = "FILE", help = say!("cli-arg-export-file"))]
    output: Option<PathBuf>,
    #[command(flatten)]
    course: InFolder,
}

#[derive(Debug, Args)]
struct Progress {
    #[arg(long, help = say!("cli-arg-progress-json"))]
    json: bool,
    #[command(flatten)]
    course: InFolder,
}

fn images() -> impl TypedValueParser<Value = Images> {
    let named =
        |name: String| Images::NAMES.iter().position(|known| *known == name).map_or(Images::Auto, |at| Images::ALL[at]);
    PossibleValuesParser::new(Images::NAMES).map(named)
}

fn engines() -> impl TypedValueParser<Value = Kind> {
    PossibleValuesParser::new(Kind::ALL.map(Kind::name)).map(|name| name.parse().unwrap_or_default())
}

impl Run {
    fn mode(&self) -> Mode {
        match self {
            Self { starters: true, .. } => Mode::Starters,
            Self { mine: true, .. } => Mode::Mine,
            _ => Mode::Solutions,
        }
    }
}

impl Export {
    fn wanted(self) -> export::Wanted {
        let answers = match (self.solutions, self.mine) {
            (true, _) => export::Answers::Solutions,
            (_, true) => export::Answers::Mine,
            _ => export::Answers::Starters,
        };
        let format = match self {
            Self { markdown: true, .. } => export::Format::Markdown,
            Self { html: true, .. } => export::Format::Html,
            Self { recap: true, .. } => export::Format::Recap,
            _ => export::Format::Ipynb,
        };
        let outputs = match self {
            Self { outputs: true, .. } => export::Outputs::Recorded,
            Self { run: true, .. } | Self { html: true, .. } => export::Outputs::Run,
            _ => export::Outputs::Nothing,
        };
        export::Wanted { format, answers, outputs, file: self.output }
    }
}

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
        Command::Lint(Lint { what, without_running: true, elsewhere }) => {
            lint::on_paper(&Course::here(elsewhere.course.folder())?, &what)
        }
        Command::Lint(Lint { what, elsewhere, .. }) => lint::lint(&elsewhere.authored()?, &what),
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
