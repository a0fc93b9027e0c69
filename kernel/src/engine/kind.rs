//! The engines that a session can choose from.

use std::{fmt, str::FromStr};

/// A kind of engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// rustc and one prebuilt library: the one that is meant when nobody chooses.
    #[default]
    Direct,
    /// evcxr, in a process of its own.
    Evcxr,
}

/// A name that no engine has; the text says which there are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", say!("engine-unknown", name = .0))]
pub struct NoKind(pub String);

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Direct, Self::Evcxr];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Evcxr => "evcxr",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Kind {
    type Err = NoKind;

    fn from_str(name: &str) -> Result<Self, NoKind> {
        Self::ALL.into_iter().find(|kind| kind.name() == name).ok_or_else(|| NoKind(name.to_owned()))
    }
}
