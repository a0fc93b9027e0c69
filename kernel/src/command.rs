//! Commands: lines that begin with `:` at the start of a cell. They are answered before any engine sees the cell, so
//! they are the same in the terminal, in `gradus run` and in Jupyter, with every engine.
//!
//! ```text
//! command.rs        read       a cell into its commands and the code that is left
//! command/line.rs   Command    one line, or a sentence why it is none
//! command/tell.rs              what the commands answer, as text and HTML
//! command/types.rs             `:type` of an expression: a cell that is compiled and does not run it
//! ```

mod line;
mod tell;
mod types;

pub use line::{Command, Level, NAMES};
pub(crate) use tell::{document, engine, escaped, level, table, timing, type_of};
pub use tell::{help, verdict};
pub(crate) use types::{PROBE, probe, told};

use gradus_protocol::{Name, NameKind};

/// A cell that begins with commands.
#[derive(Debug, PartialEq)]
pub struct Script {
    /// Its commands in order; one that cannot be followed is a sentence that says what to do instead.
    pub commands: Vec<Result<Command, String>>,
    /// The cell's code: the commands' lines are empty in it, so that places in it stay those of the cell.
    pub code: String,
}

impl Script {
    /// Whether there is nothing but commands.
    pub fn is_done(&self) -> bool {
        self.code.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with("//"))
    }
}

/// Takes a cell's commands off. `None` if it has none and is Rust as it stands; `names` are those of the session.
///
/// As in evcxr, commands stand before the first line of Rust; empty lines and comments may stand between them.
pub fn read(cell: &str, names: &[Name]) -> Option<Script> {
    let mut commands = Vec::new();
    let mut code = String::with_capacity(cell.len());
    let mut lines = cell.split_inclusive('\n');
    for text in lines.by_ref() {
        let line = text.trim_end();
        match () {
            () if is_command(line) => push(&mut commands, line::parse(line)),
            () if is_shell(line, names) => commands.push(Err(say!("command-shell", line = line.trim()))),
            () if line.is_empty() || line.starts_with("//") => {
                code.push_str(text);
                continue;
            }
            () => {
                code.push_str(text);
                break;
            }
        }
        code.push_str(&text[text.trim_end_matches(['\r', '\n']).len()..]);
    }
    lines.for_each(|text| code.push_str(text));
    (!commands.is_empty()).then_some(Script { commands, code })
}

/// Crates that are asked for together are built together.
fn push(commands: &mut Vec<Result<Command, String>>, command: Result<Command, String>) {
    match (commands.last_mut(), command) {
        (Some(Ok(Command::Dep(known))), Ok(Command::Dep(more))) => known.extend(more),
        (_, command) => commands.push(command),
    }
}

/// `::std::mem::swap(..)` is Rust.
fn is_command(line: &str) -> bool {
    let line = line.trim_start_matches(' ');
    line.starts_with(':') && !line.starts_with("::")
}

/// A cell with the words of its commands blanked out: what is left is Rust to be completed, at its place.
pub(crate) fn as_rust(cell: &str) -> String {
    blanked(cell, |line| {
        let takes_rust = [":type ", ":t ", ":time ", ":doc "].iter().any(|name| line.trim_start().starts_with(name));
        let word = line.len() - line.trim_start_matches(' ').trim_start_matches(|c| c != ' ').len();
        if takes_rust { word } else { line.len() }
    })
}

/// A cell without its commands, which are whole with their line.
pub(crate) fn below_commands(cell: &str) -> String {
    blanked(cell, str::len)
}

/// A cell with spaces for the first bytes of each command.
fn blanked(cell: &str, so_many: impl Fn(&str) -> usize) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut above = true;
    for text in cell.split_inclusive('\n') {
        let line = text.trim_end();
        above &= is_command(line) || line.is_empty() || line.starts_with("//");
        if !above || !is_command(line) {
            out.push_str(text);
            continue;
        }
        let blank = so_many(line);
        out.extend(line[..blank].chars().map(|_| ' '));
        out.push_str(&text[blank..]);
    }
    out
}

/// `!ls` is for a shell, `!done` may well be Rust.
fn is_shell(line: &str, names: &[Name]) -> bool {
    let Some(rest) = line.strip_prefix('!') else { return false };
    let rest = rest.trim_start_matches(['!', ' ', '*', '-']);
    let word = &rest[..rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len())];
    let rust = ["true", "false", "self", "matches"].contains(&word) || names.iter().any(|name| name.name == word);
    // A call, a path, a bracket: no program is called like that.
    let shaped = rest.starts_with(['(', '{', '[']) || rest[word.len()..].starts_with(['(', '.', ':', '!', '[']);
    !word.is_empty() && !rust && !shaped
}

/// The variables among the names.
pub(crate) fn variables(names: &[Name]) -> impl Iterator<Item = &Name> {
    names.iter().filter(|name| name.kind == NameKind::Variable)
}

#[cfg(test)]
mod tests;
