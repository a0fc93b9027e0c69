//! One line that begins with `:`.

use crate::engine::{Dependency, Kind, NoKind};

/// What a learner can ask of a session.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// The variables: names, types, sizes, first values.
    Vars,
    /// The type of an expression.
    Type(String),
    /// The documentation of a name or of what an expression ends in.
    Doc(String),
    /// The optimisation level of later cells: asked for, or set.
    Opt(Option<Level>),
    /// The optimisation level, 0 to 3, of this cell alone.
    OptHere(u8),
    /// Crates for later cells.
    Dep(Vec<Dependency>),
    /// Which engine runs cells: asked for, or chosen.
    Engine(Option<Kind>),
    /// The lesson that the session's cells belong to: opened, or asked for.
    Lesson(Option<String>),
    /// The Rust below answers this exercise.
    Exercise(String),
    /// A judgement of the answer to an exercise; without one, to the exercise that was dealt with last.
    Check(Option<String>),
    /// One more hint.
    Hint(Option<String>),
    /// The solution.
    Solution {
        /// Of this exercise; without one, of the exercise that was dealt with last.
        exercise: Option<String>,
        /// Whether the question that it begins with is answered.
        sure: bool,
    },
    /// What is solved.
    Progress,
    /// What the commands are.
    Help,
    /// What the code on the line cost, with the column it begins at; without code: what the last cell cost.
    Time(Option<(usize, String)>),
}

/// How well later cells are optimised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// 0 at first; more once a cell runs long.
    Auto,
    /// rustc's `-C opt-level`, 0 to 3.
    At(u8),
}

/// What the commands are called.
pub const NAMES: [&str; 14] = [
    ":vars",
    ":type",
    ":doc",
    ":opt",
    ":dep",
    ":time",
    ":engine",
    ":lesson",
    ":exercise",
    ":check",
    ":hint",
    ":solution",
    ":progress",
    ":help",
];

/// What answers the question before a solution.
const YES: &str = "yes";

/// What ends a level that is for one cell.
const HERE: &str = " here";

/// How far off a typing mistake may be.
const NEAR: usize = 2;

/// Reads a line.
///
/// # Errors
/// A sentence: what is missing, what the command is called here, or what to do instead.
pub(super) fn parse(line: &str) -> Result<Command, String> {
    let call = line.trim_start();
    let (name, args) = call.split_once(' ').unwrap_or((call, ""));
    let column = line.len() - args.trim_start().len();
    let args = args.trim();
    let needed = |make: fn(String) -> Command, missing: fn() -> String| match args {
        "" => Err(missing()),
        args => Ok(make(args.trim_end_matches(';').trim_end().to_owned())),
    };
    match name {
        ":vars" => Ok(Command::Vars),
        ":type" | ":t" => needed(Command::Type, || say!("command-type-what")),
        ":doc" => needed(Command::Doc, || say!("command-doc-what")),
        ":opt" => match args.strip_suffix(HERE).map(|digit| level(digit.trim_end())) {
            Some(Ok(Some(Level::At(level)))) => Ok(Command::OptHere(level)),
            _ => level(args).map(Command::Opt),
        },
        ":dep" => Dependency::parse(args).map(|one| Command::Dep(vec![one])).map_err(|error| error.to_string()),
        ":engine" if args.is_empty() => Ok(Command::Engine(None)),
        ":engine" => args.parse().map(|kind| Command::Engine(Some(kind))).map_err(|error: NoKind| error.to_string()),
        ":lesson" => Ok(Command::Lesson(id(args))),
        ":exercise" => needed(Command::Exercise, || say!("command-exercise-what")),
        ":check" => Ok(Command::Check(id(args))),
        ":hint" => Ok(Command::Hint(id(args))),
        ":solution" => {
            let (exercise, sure) = match args.rsplit_once(' ') {
                _ if args == YES => ("", true),
                Some((exercise, YES)) => (exercise, true),
                _ => (args, false),
            };
            Ok(Command::Solution { exercise: id(exercise), sure })
        }
        ":progress" => Ok(Command::Progress),
        ":help" | ":h" | ":?" => Ok(Command::Help),
        ":time" if args.is_empty() => Ok(Command::Time(None)),
        ":time" => Ok(Command::Time(Some((column, args.to_owned())))),
        other => Err(elsewhere(other).unwrap_or_else(|| unknown(other))),
    }
}

/// An id, if there is one: what it means is for the session's guide to find out.
fn id(args: &str) -> Option<String> {
    let id = args.trim_end_matches(';').trim();
    (!id.is_empty()).then(|| id.to_owned())
}

fn level(args: &str) -> Result<Option<Level>, String> {
    match args {
        "" => Ok(None),
        "auto" => Ok(Some(Level::Auto)),
        digit => match digit.parse() {
            Ok(level @ 0..=3) => Ok(Some(Level::At(level))),
            _ => Err(say!("command-opt-what", given = digit)),
        },
    }
}

/// What evcxr's other commands are here. None of them reaches anything.
fn elsewhere(name: &str) -> Option<String> {
    Some(match name {
        ":quit" | ":q" | ":exit" => say!("command-quit"),
        ":clear" | ":restart" => say!("command-restart", name = name),
        ":env" => say!("command-env"),
        ":load_config" => say!("command-load-config"),
        ":explain" => say!("command-explain"),
        ":timing" | ":time_passes" => say!("command-timing", name = name),
        ":types" => say!("command-types"),
        ":fmt" | ":efmt" => say!("command-format", name = name),
        ":show_deps" => say!("command-show-deps"),
        ":version" => say!("command-version"),
        ":sccache"
        | ":cache"
        | ":clear_cache"
        | ":linker"
        | ":codegen_backend"
        | ":toolchain"
        | ":offline"
        | ":build_env"
        | ":allow_static_linking"
        | ":preserve_vars_on_panic"
        | ":last_compile_dir"
        | ":last_error_json"
        | ":internal_debug" => say!("command-not-needed", name = name),
        _ => return None,
    })
}

fn unknown(name: &str) -> String {
    let near = NAMES.iter().map(|known| (strsim::damerau_levenshtein(known, name), known)).min();
    match near {
        Some((distance, known)) if distance <= NEAR => say!("command-near", name = name, known = known),
        _ => say!("command-unknown", name = name),
    }
}
