//! A line of text from whoever runs the cell.

use crate::rt;
use std::io;

/// Nobody answered. The text says why and what to do.
#[derive(Debug)]
pub struct InputError(String);

impl std::fmt::Display for InputError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InputError {}

impl From<io::Error> for InputError {
    fn from(error: io::Error) -> Self {
        Self(say!("input-failed", error = error))
    }
}

/// Asks for a line, with these words before it. An interrupt stops the cell while it waits.
///
/// ```no_run
/// # fn cell() -> Result<(), gradus::InputError> {
/// let name = gradus::input("Your name: ")?;
/// # Ok(()) }
/// ```
///
/// # Errors
/// Where there is nobody to ask: in `gradus run`, in a notebook that runs on its own.
pub fn input(prompt: &str) -> Result<String, InputError> {
    asked(prompt, false)
}

/// As [`input`], for what must not be seen on the screen.
///
/// # Errors
/// As [`input`].
pub fn password(prompt: &str) -> Result<String, InputError> {
    asked(prompt, true)
}

fn asked(prompt: &str, password: bool) -> Result<String, InputError> {
    rt::ask(prompt, password)?.ok_or_else(|| InputError(say!("input-nobody")))
}
