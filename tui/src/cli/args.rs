//! What can be typed, as clap reads it.

use super::{book, export, jupyter};
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
use std::path::{Path, PathBuf};

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
pub(super) struct Cli {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
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
pub(super) struct InFolder {
    #[arg(long = "course", value_name = "FOLDER", help = say!("cli-arg-course"))]
    pub(super) folder: Option<PathBuf>,
}

/// The same, for what runs its cells.
#[derive(Debug, Default, Args)]
pub(super) struct Elsewhere {
    #[command(flatten)]
    pub(super) course: InFolder,
    #[arg(long, help = say!("cli-arg-trust"))]
    pub(super) trust: bool,
}

impl InFolder {
    pub(super) fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }
}

impl Elsewhere {
    /// The course for a learner.
    pub(super) fn opened(&self) -> anyhow::Result<Course> {
        self.trusted(Course::at(self.course.folder())?)
    }

    /// The course for an author, who may stand in its folder.
    pub(super) fn authored(&self) -> anyhow::Result<Course> {
        self.trusted(Course::here(self.course.folder())?)
    }

    fn trusted(&self, course: Course) -> anyhow::Result<Course> {
        trust::ask(&course, &Home::open()?, self.trust)?;
        Ok(course)
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum New {
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
pub(super) struct Learn {
    #[arg(value_name = "LESSON", help = say!("cli-arg-lesson"))]
    pub(super) lesson: Option<String>,
    #[command(flatten)]
    pub(super) how: How,
    #[command(flatten)]
    pub(super) elsewhere: Elsewhere,
}

/// How lessons are shown, whatever the settings say, and which engine runs their cells.
#[derive(Debug, Default, Args)]
pub(super) struct How {
    #[arg(long, value_name = "HOW", help = say!("cli-arg-images"), value_parser = images())]
    pub(super) images: Option<Images>,
    #[arg(long, help = say!("cli-arg-plain"))]
    pub(super) plain: bool,
    #[arg(long, value_name = "NAME", help = say!("cli-arg-engine"), value_parser = engines())]
    pub(super) engine: Option<Kind>,
}

#[derive(Debug, Args)]
pub(super) struct Run {
    #[arg(value_name = "LESSON|FILE.md", help = say!("cli-arg-lesson-or-file"))]
    pub(super) lesson: String,
    #[arg(long, group = "answers", help = say!("cli-arg-solutions"))]
    pub(super) solutions: bool,
    #[arg(long, group = "answers", help = say!("cli-arg-starters"))]
    pub(super) starters: bool,
    #[arg(long, group = "answers", help = say!("cli-arg-mine"))]
    pub(super) mine: bool,
    #[arg(long, help = say!("cli-arg-run-json"))]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) elsewhere: Elsewhere,
    #[arg(long, value_name = "NAME", help = say!("cli-arg-engine"), value_parser = engines())]
    pub(super) engine: Option<Kind>,
}

#[derive(Debug, Args)]
pub(super) struct Lint {
    #[arg(value_name = "FILE.md|LESSON|all", help = say!("cli-arg-lint"))]
    pub(super) what: String,
    #[arg(long = "static", help = say!("cli-arg-static"))]
    pub(super) without_running: bool,
    #[arg(long, value_name = "TIMES", default_value_t = 1, help = say!("cli-arg-patience"))]
    pub(super) patience: u32,
    #[command(flatten)]
    pub(super) elsewhere: Elsewhere,
}

#[derive(Debug, Args)]
pub(super) struct Record {
    #[arg(value_name = "LESSON|all", help = say!("cli-arg-record"))]
    pub(super) what: String,
    #[arg(long, value_name = "FOLDER", help = say!("cli-arg-into"))]
    pub(super) into: Option<PathBuf>,
    #[command(flatten)]
    pub(super) elsewhere: Elsewhere,
}

#[derive(Debug, Subcommand)]
pub(super) enum Jupyter {
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
pub(super) struct Target {
    #[arg(long, group = "place", help = say!("cli-arg-user"))]
    pub(super) user: bool,
    #[arg(long, group = "place", help = say!("cli-arg-sys-prefix"))]
    pub(super) sys_prefix: bool,
    #[arg(long, group = "place", value_name = "FOLDER", help = say!("cli-arg-prefix"))]
    pub(super) prefix: Option<PathBuf>,
    #[arg(long, default_value = jupyter::NAME, help = say!("cli-arg-kernel-name"))]
    pub(super) name: String,
}

impl Target {
    pub(super) fn place(&self) -> jupyter::Place {
        match (&self.prefix, self.sys_prefix) {
            (Some(prefix), _) => jupyter::Place::Prefix(prefix.clone()),
            (None, true) => jupyter::Place::SysPrefix,
            (None, false) => jupyter::Place::User,
        }
    }
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("format").required(true))]
pub(super) struct Export {
    #[arg(value_name = "LESSON|FILE.md", help = say!("cli-arg-lesson-or-file"))]
    pub(super) lesson: String,
    #[arg(long, group = "format", help = say!("cli-arg-ipynb"))]
    pub(super) ipynb: bool,
    #[arg(long, group = "format", help = say!("cli-arg-markdown"))]
    pub(super) markdown: bool,
    #[arg(long, group = "format", help = say!("cli-arg-html"))]
    pub(super) html: bool,
    #[arg(long, group = "format", help = say!("cli-arg-recap"))]
    pub(super) recap: bool,
    #[arg(long, group = "answers", help = say!("cli-arg-export-solutions"))]
    pub(super) solutions: bool,
    #[arg(long, group = "answers", help = say!("cli-arg-export-mine"))]
    pub(super) mine: bool,
    #[arg(long, group = "shown", help = say!("cli-arg-outputs"))]
    pub(super) outputs: bool,
    #[arg(long, group = "shown", help = say!("cli-arg-export-run"))]
    pub(super) run: bool,
    #[arg(short, long = "output", value_name = "FILE", help = say!("cli-arg-export-file"))]
    pub(super) output: Option<PathBuf>,
    #[command(flatten)]
    pub(super) course: InFolder,
}

#[derive(Debug, Args)]
pub(super) struct Progress {
    #[arg(long, help = say!("cli-arg-progress-json"))]
    pub(super) json: bool,
    #[command(flatten)]
    pub(super) course: InFolder,
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
    pub(super) fn mode(&self) -> Mode {
        match self {
            Self { starters: true, .. } => Mode::Starters,
            Self { mine: true, .. } => Mode::Mine,
            _ => Mode::Solutions,
        }
    }
}

impl Export {
    pub(super) fn wanted(self) -> export::Wanted {
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
