//! A lesson as a Jupyter notebook, and a learner's answers out of one. Pure: texts in, texts out.
//!
//! ```text
//! Lesson --notebook/write.rs--> cells --nbformat--> .ipynb      prose.rs: words   pictures.rs: its pictures   outputs.rs: what was recorded
//! .ipynb --nbformat--> cells --notebook/read.rs--> answers by exercise id
//! ```
//!
//! What marks a notebook's parts, so that they survive what people and clients do to cells:
//!
//! | part | mark |
//! | --- | --- |
//! | the lesson | the first code cell says `:lesson track/NN-name`; the notebook's metadata `gradus.lesson` |
//! | an answer | its cell begins with `:exercise ID`; metadata `gradus: {lesson, exercise, kind: "exercise"}` |
//! | its check | a cell `:check ID`, with the commands for help as comments; `kind: "check"` |
//! | a fence's `opt=` | a line `:opt 3 here` at the top of its cell |
//! | any other cell | its id is the lesson's; metadata `gradus: {lesson, cell, kind}` |
//!
//! A kernel sees code and perhaps a cell's id, never metadata, so what it needs stands in the code. Ids of cells that
//! only the notebook has begin with a capital letter, which no id of a lesson does. The same lesson gives the same
//! bytes.

mod outputs;
pub(crate) mod pictures;
pub(crate) mod prose;
mod read;
mod write;

pub use pictures::Pictures;
pub(crate) use pictures::media_type;
pub use read::{Found, NoAnswers, read_answers};
pub use write::{Export, Shown, Whose, write};

/// The kernel's name, as `jupyter kernelspec list` shows it.
const KERNEL: &str = "gradus";

/// The key of our metadata.
const METADATA: &str = "gradus";

/// The command above an answer.
const EXERCISE: &str = ":exercise";

/// The command above a lesson.
const LESSON: &str = ":lesson";

/// What Jupyter takes for a cell's id at most.
const ID_LENGTH: usize = 64;

/// A notebook could not be written or is none. The sentence says why.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct NotebookError(String);

/// What begins with a command in a cell, if a line of it does: the rest of that line.
fn command<'a>(source: &'a str, name: &str) -> Option<&'a str> {
    let above = |line: &&str| {
        let line = line.trim_start();
        line.is_empty() || line.starts_with(':') || line.starts_with("//")
    };
    source.lines().take_while(above).find_map(|line| {
        let rest = line.trim_start().strip_prefix(name)?;
        (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim().trim_end_matches(';').trim_end())
    })
}

/// A cell's Rust: what is left without the commands at its top.
fn rust(source: &str) -> String {
    let mut lines = source.lines();
    let mut kept: Vec<&str> = Vec::new();
    for line in lines.by_ref() {
        let trimmed = line.trim_start();
        if trimmed.starts_with(':') && !trimmed.starts_with("::") {
            continue;
        }
        kept.push(line);
        if !trimmed.is_empty() && !trimmed.starts_with("//") {
            break;
        }
    }
    kept.extend(lines);
    kept.join("\n").trim_matches('\n').to_owned()
}
