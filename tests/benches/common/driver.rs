//! A notebook as a bench sees it.

use std::time::{Duration, Instant};

/// What a session has in scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kit {
    /// Tensors: dfdx.
    Tensors,
    /// Tensors and data frames: dfdx and polars.
    Frames,
}

/// How a cell ended.
#[derive(Clone, Debug)]
pub struct Ran {
    /// Whether it reached its end.
    pub ok: bool,
    /// From handing it over until everything it had to say was there.
    pub took: Duration,
    /// What it said: printed text, its value, errors.
    pub said: String,
}

/// A notebook that runs cells.
pub trait Driver {
    /// Its name, for messages.
    fn name(&self) -> &'static str;

    /// Ends the session there is and starts one, in which nothing ran.
    ///
    /// # Errors
    /// Why there is none.
    fn session(&mut self, kit: Kit) -> Result<(), String>;

    /// Runs a cell to its end.
    fn run(&mut self, cell: &str) -> Ran;

    /// The cell that brings the kit into scope.
    fn opening(&self, kit: Kit) -> &'static str;

    /// The processes of the session besides the one a learner looks at.
    fn processes(&self) -> Vec<u32>;

    /// Ends the session.
    fn close(&mut self);
}

/// Runs `f` and says how long it took.
pub fn timed<T>(f: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let value = f();
    (value, began.elapsed())
}
