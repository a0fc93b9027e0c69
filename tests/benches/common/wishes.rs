//! What is asked for on a bench's command line.

/// Names of cases, and options that begin with `--`.
pub struct Wishes {
    arguments: Vec<String>,
}

impl Wishes {
    /// The arguments; `None` without `--bench`: `cargo test --benches` starts benches too, and measures nothing.
    pub fn read() -> Option<Self> {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        arguments.iter().any(|argument| argument == "--bench").then_some(Self { arguments })
    }

    /// Whether an option stands there.
    pub fn has(&self, option: &str) -> bool {
        self.arguments.iter().any(|argument| argument == option)
    }

    /// The number behind an option, else this one.
    pub fn number(&self, option: &str, otherwise: usize) -> usize {
        let behind = self.arguments.iter().skip_while(|argument| *argument != option).nth(1);
        behind.and_then(|number| number.parse().ok()).unwrap_or(otherwise)
    }

    /// Whether a case is to be measured: all are where none is named.
    pub fn wants(&self, case: &str) -> bool {
        // The numbers behind options are no names.
        let is_name = |argument: &&String| !argument.starts_with("--") && argument.parse::<usize>().is_err();
        let named: Vec<&String> = self.arguments.iter().filter(is_name).collect();
        named.is_empty() || named.iter().any(|name| *name == case)
    }
}
