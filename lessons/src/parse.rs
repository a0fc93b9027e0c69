//! # The format of a lesson
//!
//! A lesson is one Markdown file, `content/<track>/NN-name.md`: TOML front matter between `+++` lines, then prose
//! and fences. `gradus lint` lists all problems of the file at once.
//!
//! ## Front matter
//!
//! ```toml
//! id = "01-neuron"                            # the file's name without .md: two digits, a dash, a name
//! title = "A neuron"
//! track = "foundations"                       # the file's folder
//! minutes = 30                                # how long a learner needs
//! seconds = 60                                # how long the cells may take with the reference solutions (`gradus
//!                                             # lint` has compiled most of them by then); 60 when left out
//! needs = ["foundations/00-start"]            # earlier lessons; may be left out
//! include = ["foundations/00-start#line"]     # code of an earlier lesson's cell or exercise that runs first: the
//!                                             # learner's own where they passed, else the reference; may be left out
//! uses = ["frames"]                           # where polars is needed; may be left out
//! seed = 7                                    # for every random number; 0 when left out
//!
//! [skills]                                    # what an exercise trains, by its id; may be left out
//! slope = "derive by hand"
//! ```
//!
//! ## Fences
//!
//! The info string is `rust,<kind>` (or `hint`, `quiz`, `term`) and `key=value` parts, separated by commas. A value in
//! double quotes may hold commas, spaces, parentheses and semicolons (`\"` is a quote in it).
//!
//! | fence | meaning |
//! | --- | --- |
//! | `rust,cell,id=x` | runs as it is; the learner may edit it. Without `id` it is `cell-N`, N its place among cells and exercises |
//! | `rust,setup` | runs, folded away. Without `id` it is `setup`, the next `setup-2` |
//! | `rust,try` | a variation to play with, not checked |
//! | `rust,exercise,id=x,expects="fn slope(w: f32) -> f32; let loss: f32"` | the starter, with a gap: `todo!()` or `____`. `expects` lists what the check reads: functions, types, `let` variables, separated by `;` |
//! | `rust,check,for=x` | ordinary Rust, hidden, ends in one verdict; silence is never a pass |
//! | `rust,solution,for=x` | the reference answer |
//! | `rust,right,for=x` | another correct answer; repeated |
//! | `rust,wrong,for=x,expect="words"` | a named mistake: the check must reject it with a message that holds the words; repeated |
//! | `hint,for=x` | Markdown; repeated, gentlest first |
//! | `quiz,id=x` | TOML, below |
//! | `term,some word` | Markdown: a glossary entry for the rest of the info string |
//!
//! Cells and exercises take `opt=0` to `opt=3`, the optimisation level. A cell takes `figure=NAME` and `tol=0.02`: its
//! value is a measured number that may be off by as much (0 when left out), and `{figure:NAME}` is the only way such a
//! number stands in text: it shows the recorded number until the learner's own run has measured one. Ids are small
//! letters, digits, `-` and `_`, unique in the lesson. Parts of an exercise may stand anywhere in the file. All fences
//! stand at the left margin. Any other code block is prose and never runs.
//!
//! `compare=kinds` on a cell: a later run must give the same kinds of outputs, not the same texts ([Recording](#recording)).
//!
//! No code of a lesson reaches for a network (`std::net`, sockets, HTTP crates) or starts a process.
//!
//! ## Recording
//!
//! Beside the content lies `recorded/<track>/NN-name.json`: what each cell gave with the reference solutions, the
//! fingerprint of its source, and the measured figures. `gradus record LESSON` writes it. `gradus lint` runs the
//! lesson again and compares: the same kinds of outputs in the same order, the same text but for numbers with a
//! fraction (a thousandth off), figures within `tol`; of plots the representations. So what is random is seeded, and
//! what differs from run to run (a time) is no output. Processors add up long sums in different orders, so a trained
//! model differs in its last digits, and a text that it writes in whole words: such a cell says `compare=kinds`. A lesson outside the course needs no recording.
//!
//! ## Quiz
//!
//! ```toml
//! question = "Where is the loss smallest?"
//! choices = ["At w = 0", "Where its slope is zero"]
//! answer = 2                                  # counted from 1 (or the choice's own text)
//! why = "At the bottom it is flat."
//! ```

mod assemble;
mod expects;
mod fence;
mod front;
mod quiz;
mod slip;
mod split;
pub(crate) mod table;

use crate::{Lesson, Problem, Source};

/// The format in Markdown, for books: what the head of this file says.
pub fn format() -> String {
    let said = include_str!("parse.rs").lines().map_while(|line| line.strip_prefix("//!"));
    said.map(|line| line.strip_prefix(' ').unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// Reads a lesson; `file` is its name in problems.
///
/// # Errors
/// All problems of the file, in the order of their lines.
pub fn parse(file: &str, text: &str) -> Result<Lesson, Vec<Problem>> {
    let source = Source::new(file, text);
    let mut problems = Vec::new();
    let pieces = split::split(&source, &mut problems);
    let front = front::read(&source, pieces.front.clone(), &mut problems);
    let lesson = assemble::assemble(&source, front, &pieces.pieces, &mut problems);
    match lesson {
        Some(lesson) if problems.is_empty() => Ok(lesson),
        _ => {
            problems.sort_by_key(|problem| problem.span.start);
            Err(problems)
        }
    }
}
