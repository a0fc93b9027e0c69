//! Standard output with styles, or without them: colours only on a terminal, and never against `NO_COLOR`.

use anstream::{AutoStream, ColorChoice};
use std::io::{self, Stdout};

/// Standard output; styles written to it are stripped where they are not wanted.
pub fn stdout() -> AutoStream<Stdout> {
    let stdout = io::stdout();
    let choice = match std::env::var_os("NO_COLOR") {
        Some(set) if !set.is_empty() => ColorChoice::Never,
        _ => AutoStream::choice(&stdout),
    };
    AutoStream::new(stdout, choice)
}
