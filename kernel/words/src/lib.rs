//! Keyed messages. Every word the product says stands in one file a crate, `messages/en.ftl`
//! ([Fluent](https://projectfluent.org)), so that a second language can come without touching code.
//!
//! ```
//! gradus_words::messages!("../tests/sample.ftl");
//!
//! fn main() {
//!     assert_eq!(say!("greeting", name = "Ada"), "Hello, Ada.");
//! }
//! ```
//!
//! [`messages!`], at the crate's root and above its modules, names the crate's file and defines the `say!` macro for
//! it. [`audit`] is the test every crate holds: each key in the code exists, each key in the file is used.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

/// The messages of one crate.
pub struct Messages {
    bundle: FluentBundle<FluentResource>,
}

impl Messages {
    /// Reads a Fluent source. A broken line costs only the message it belongs to; [`audit`] finds it.
    pub fn parse(source: &str) -> Self {
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(partial, _)| partial);
        let mut bundle = FluentBundle::new_concurrent(vec![LanguageIdentifier::from_parts(
            "en".parse().unwrap_or_default(),
            None,
            None,
            &[],
        )]);
        // Terminals draw the invisible isolation marks as garbage.
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self { bundle }
    }

    /// The message of a key with its arguments filled in; the key itself if there is no such message.
    pub fn say(&self, key: &str, args: &[(&str, String)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let mut fluent = FluentArgs::new();
        for (name, value) in args {
            // Whole numbers as numbers, so that plural rules work on counts; `01` or `0.50` stay as they are written.
            let whole = value.parse::<i64>().ok().filter(|number| number.to_string() == *value);
            fluent.set(*name, whole.map_or_else(|| FluentValue::from(value.as_str()), FluentValue::from));
        }
        self.bundle.format_pattern(pattern, Some(&fluent), &mut Vec::new()).into_owned()
    }
}

/// Names the crate's message file (relative to the source file) and defines `say!(key, name = value, ..)` for it.
#[macro_export]
macro_rules! messages {
    ($file:literal) => {
        #[doc(hidden)]
        pub(crate) static GRADUS_MESSAGES: std::sync::LazyLock<$crate::Messages> =
            std::sync::LazyLock::new(|| $crate::Messages::parse(include_str!($file)));
        $crate::__define_say!($);
    };
}

#[doc(hidden)]
#[macro_export]
#[expect(clippy::crate_in_macro_def, reason = "the messages are those of the crate that says them")]
// rustfmt indents the inner macro further each time it runs.
#[rustfmt::skip]
macro_rules! __define_say {
    ($d:tt) => {
        #[allow(unused_macros)]
        macro_rules! say {
            ($d key:literal $d(, $d name:ident = $d value:expr)* $d(,)?) => {
                $crate::Messages::say(
                    &crate::GRADUS_MESSAGES,
                    $d key,
                    &[$d((stringify!($d name), ($d value).to_string())),*],
                )
            };
        }
        #[allow(unused_imports)]
        pub(crate) use say;
    };
}

/// Compares the keys that the sources of a crate say with the keys of its file, and lists every difference.
///
/// # Errors
/// One line for each key that is missing, unused, defined twice, or defined by a broken entry.
pub fn audit(sources: &std::path::Path, ftl: &str) -> Result<(), Vec<String>> {
    let mut said = std::collections::BTreeSet::new();
    collect_keys(sources, &mut said);
    let mut problems = Vec::new();
    if let Err((_, errors)) = FluentResource::try_new(ftl.to_owned()) {
        problems.extend(errors.iter().map(|e| format!("broken entry: {e}")));
    }
    let mut defined = std::collections::BTreeSet::new();
    let keys = ftl
        .lines()
        .filter_map(|line| line.split_once('='))
        .map(|(key, _)| key.trim_end().to_owned())
        .filter(|key| key.starts_with(|c: char| c.is_ascii_lowercase()) && !key.contains(' '));
    for key in keys {
        if !defined.insert(key.clone()) {
            // Fluent would take one of the two without a word.
            problems.push(format!("two messages for {key}"));
        }
    }
    problems.extend(said.difference(&defined).map(|key| format!("no message for {key}")));
    problems.extend(defined.difference(&said).map(|key| format!("nobody says {key}")));
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn collect_keys(folder: &std::path::Path, said: &mut std::collections::BTreeSet<String>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            collect_keys(&path, said);
        } else if path.extension().is_some_and(|e| e == "rs")
            && let Ok(text) = std::fs::read_to_string(&path)
        {
            for call in text.split("say!(").skip(1) {
                if let Some(key) = call.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                    said.insert(key.to_owned());
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_and_texts_stay_as_written() {
        let words =
            Messages::parse("cells = { $n ->\n    [one] one cell\n   *[other] { $n } cells\n}\nasked = { $what }\n");
        assert_eq!(words.say("cells", &[("n", "1".to_owned())]), "one cell");
        assert_eq!(words.say("cells", &[("n", "1200".to_owned())]), "1200 cells");
        for text in ["01", "0.50", "1e3", "+7", "inf"] {
            assert_eq!(words.say("asked", &[("what", text.to_owned())]), text);
        }
    }

    #[test]
    fn the_audit_finds_what_code_and_file_do_not_share() {
        let folder = std::env::temp_dir().join(format!("gradus-words-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("lib.rs"), "fn f() { say!(\"here\"); say!(\"missing\") }").unwrap();
        let problems = audit(&folder, "here = One.\nunused = Two.\nhere = Three.\n").unwrap_err();
        let sound = audit(&folder, "here = One.\nmissing = Two =\n    three\n");
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(problems, ["two messages for here", "no message for missing", "nobody says unused"]);
        assert_eq!(sound, Ok(()));
    }
}
