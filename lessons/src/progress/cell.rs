//! One cell or exercise: what the learner wrote, and how far the answer is.

use crate::{Code, Exercise, recorded::fingerprint};
use proc_macro2::{TokenStream, TokenTree};
use serde::{Deserialize, Serialize};

/// One cell or exercise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellProgress {
    /// The text as the learner left it.
    pub text: String,
    /// The starter the text was made from; when the lesson's differs today, the lesson changed.
    pub starter: String,
    /// How far the answer is.
    #[serde(default)]
    pub state: State,
    /// The text that passed last, whatever was written since.
    #[serde(default)]
    pub answer: Option<String>,
    /// What the exercise asked when it was passed last, as a fingerprint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passed_as: Option<String>,
    /// How many hints were shown.
    #[serde(default)]
    pub hints: usize,
    /// Whether the solution was shown.
    #[serde(default)]
    pub solution_seen: bool,
}

/// How far an answer is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Not checked, or checked with the gap still open.
    #[default]
    NotAttempted,
    /// Checked and not right yet.
    Tried,
    /// Checked and right.
    Passed {
        /// When, in seconds since 1970 (UTC).
        at: u64,
    },
}

impl State {
    /// Whether the exercise was passed.
    pub fn is_passed(&self) -> bool {
        matches!(self, Self::Passed { .. })
    }
}

impl CellProgress {
    /// A cell in which nothing was done yet.
    pub(super) fn new(starter: &Code) -> Self {
        Self { text: starter.text.clone(), starter: starter.text.clone(), ..Self::default() }
    }

    /// Whether something of the learner's own stands in it.
    pub fn is_own(&self) -> bool {
        self.text != self.starter
    }

    /// Whether it was passed, and the exercise asks something else today.
    pub fn changed_since_passed(&self, exercise: &Exercise) -> bool {
        self.state.is_passed()
            && match &self.passed_as {
                Some(asked) => *asked != asks(exercise),
                // Passed before this was noted.
                None => self.starter != exercise.starter.text,
            }
    }
}

/// What an exercise asks, as a fingerprint: its starter, the names it expects, its check. Words do not count (comments,
/// and texts in quotes), so a lesson whose sentences are mended asks the same as before.
pub(super) fn asks(exercise: &Exercise) -> String {
    let mut asked = String::new();
    for code in [&exercise.starter, &exercise.check] {
        match code.text.parse() {
            Ok(tokens) => without_words(tokens, &mut asked),
            Err(_) => asked.push_str(&code.text),
        }
        asked.push('\n');
    }
    for expected in &exercise.expects {
        asked.push_str(&expected.signature);
        asked.push('\n');
    }
    fingerprint(&asked)
}

fn without_words(tokens: TokenStream, into: &mut String) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    proc_macro2::Delimiter::Parenthesis => ("(", ")"),
                    proc_macro2::Delimiter::Brace => ("{", "}"),
                    proc_macro2::Delimiter::Bracket => ("[", "]"),
                    proc_macro2::Delimiter::None => ("", ""),
                };
                into.push_str(open);
                without_words(group.stream(), into);
                into.push_str(close);
            }
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                into.push_str(if text.ends_with('"') || text.ends_with('#') { "\"\"" } else { &text });
                into.push(' ');
            }
            other => {
                into.push_str(&other.to_string());
                into.push(' ');
            }
        }
    }
}
