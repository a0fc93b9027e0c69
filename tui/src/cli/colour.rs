//! Standard output with styles, or without them: colours only on a terminal, and never against `NO_COLOR`.

use super::tell::Plots;
use crate::ui::theme::Theme;
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

/// How plots are drawn on standard output: in colours where it shows them.
pub fn plots(stdout: &AutoStream<Stdout>) -> Plots {
    let theme = Theme::from_env();
    if stdout.current_choice() == ColorChoice::Never || !theme.color || theme.ascii {
        return Plots::Plain;
    }
    // Colours may be forced where there is no terminal; then nothing is too wide.
    let columns = crossterm::terminal::size().map_or(usize::MAX, |(columns, _)| columns.into());
    Plots::Coloured { rgb: theme.rgb, columns }
}
