//! What a check says about an answer.

use serde::{Deserialize, Serialize};

/// A check's verdict. Silence is never a pass: a check ends in one of these.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The answer is right.
    Pass {
        /// A calm word, and what the answer now lets the learner do.
        message: String,
    },
    /// The answer is wrong.
    Fail {
        /// The mistake that was made, in words, without showing the solution.
        message: String,
    },
    /// There is no answer yet: the starter as it was, or a `todo!()` reached.
    NotAttempted {
        /// What to fill in.
        message: String,
    },
    /// The check itself went wrong. Never held against the learner.
    Broken {
        /// What happened, and that it is our mistake.
        message: String,
    },
}

impl Verdict {
    /// Whether the answer is right.
    pub fn passed(&self) -> bool {
        matches!(self, Self::Pass { .. })
    }

    /// The words, whichever verdict it is.
    pub fn message(&self) -> &str {
        match self {
            Self::Pass { message }
            | Self::Fail { message }
            | Self::NotAttempted { message }
            | Self::Broken { message } => message,
        }
    }
}
