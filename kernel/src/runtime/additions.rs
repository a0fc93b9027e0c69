//! What a runtime holds beside the kit.

use std::{collections::BTreeMap, fmt};
use toml::Value;

/// What a session wants to have beside the kit: polars, crates of the learner's choice. A runtime holds one set whole,
/// compiled together, so that all of a session's types come from one build.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Additions {
    /// polars and the data sets as frames.
    pub frames: bool,
    /// Crates by the name they are used by, with what stands behind the `=` in a manifest.
    pub crates: BTreeMap<String, Value>,
}

impl Additions {
    /// polars and the data sets as frames.
    pub fn frames() -> Self {
        Self { frames: true, crates: BTreeMap::new() }
    }

    /// Both; of a crate that both name, what `other` says.
    pub fn and(mut self, other: Self) -> Self {
        self.frames |= other.frames;
        self.crates.extend(other.crates);
        self
    }

    /// The same as lines of a manifest's `[dependencies]`, with our sources in the folder `root`.
    pub fn lines(&self, root: &str) -> Vec<String> {
        let frames = format!("gradus-frames = {{ path = \"{root}/lessons/kit/frames\", features = [\"polars\"] }}");
        let crates = self.crates.iter().map(|(name, wanted)| format!("{name} = {wanted}"));
        self.frames.then_some(frames).into_iter().chain(crates).collect()
    }

    /// Features of the library's package.
    pub(super) fn features(&self) -> Vec<String> {
        self.frames.then(|| "frames".to_owned()).into_iter().collect()
    }
}

impl fmt::Display for Additions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let frames = self.frames.then(|| "polars".to_owned());
        let crates = self.crates.iter().map(|(name, wanted)| match wanted.as_str() {
            Some(version) => format!("{name} {version}"),
            None => match wanted.get("version").and_then(Value::as_str) {
                Some(version) => format!("{name} {version}"),
                None => name.clone(),
            },
        });
        f.write_str(&frames.into_iter().chain(crates).collect::<Vec<_>>().join(", "))
    }
}
