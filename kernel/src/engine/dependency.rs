//! A crate that a session asks for beside the kit.

use std::{fmt, path, path::Path};
use toml::{Table, Value};

/// A crate as `:dep` names it: `itertools = "0.13"`, `serde = { version = "1", features = ["derive"] }`, or `rand` alone
/// for the newest. It means what the same line means under `[dependencies]` of a `Cargo.toml`.
#[derive(Clone, Debug, PartialEq)]
pub struct Dependency {
    /// The name that cells use it by, as written: `serde_json`, `num-complex`.
    pub name: String,
    /// What stands behind the `=`; `None` for the newest version.
    pub wanted: Option<Value>,
}

/// A line that names no crate; the text says what to write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", say!("dep-unreadable", line = .0))]
pub struct NoDependency(pub String);

impl Dependency {
    /// Reads what follows `:dep`. A relative path is one from the folder that Gradus was started in.
    ///
    /// # Errors
    /// When it is not one crate's line.
    pub fn parse(text: &str) -> Result<Self, NoDependency> {
        let text = text.trim();
        let unreadable = || NoDependency(text.to_owned());
        let (name, wanted) = if text.contains('=') {
            let table: Table = text.parse().map_err(|_| unreadable())?;
            let mut entries = table.into_iter();
            let (name, wanted) = entries.next().filter(|_| entries.len() == 0).ok_or_else(unreadable)?;
            (name, Some(wanted).filter(|wanted| wanted.as_str() != Some("*")))
        } else {
            (text.to_owned(), None)
        };
        let in_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
        let named = name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(in_name);
        let wanted = match wanted {
            Some(Value::Table(keys)) => Some(Value::Table(with_whole_path(keys))),
            other => other,
        };
        match &wanted {
            _ if !named => Err(unreadable()),
            None | Some(Value::String(_) | Value::Table(_)) => Ok(Self { name, wanted }),
            Some(_) => Err(unreadable()),
        }
    }
}

fn with_whole_path(mut keys: Table) -> Table {
    if let Some(Value::String(path)) = keys.get_mut("path")
        && let Ok(whole) = path::absolute(Path::new(path.as_str()))
    {
        *path = whole.to_string_lossy().into_owned();
    }
    keys
}

impl fmt::Display for Dependency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.wanted {
            Some(wanted) => write!(f, "{} = {wanted}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn again(text: &str) -> String {
        Dependency::parse(text).unwrap().to_string()
    }

    #[test]
    fn a_line_means_what_it_means_in_a_manifest() {
        assert_eq!(again(" rand "), "rand");
        assert_eq!(again("rand = \"*\""), "rand");
        assert_eq!(again("itertools = \"0.13\""), "itertools = \"0.13\"");
        let serde = again(r#"serde = { version = "1", features = ["derive"] }"#);
        assert_eq!(Dependency::parse(&serde).unwrap().to_string(), serde);
        assert!(serde.contains("derive") && serde.contains("version"), "{serde}");
        let here = path::absolute("mine").unwrap();
        assert!(again("mine = { path = \"mine\" }").contains(&*here.to_string_lossy()));
    }

    #[test]
    fn what_is_no_crate_is_refused_with_an_example() {
        for text in ["", "two words", "a = 1", "a = \"1\"\nb = \"2\"", "../x", "a = { version = ", "1a"] {
            let error = Dependency::parse(text).unwrap_err().to_string();
            assert!(error.contains(":dep "), "{error}");
        }
    }
}
