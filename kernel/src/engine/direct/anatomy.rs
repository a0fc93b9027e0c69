//! What a cell has become before rustc sees it, for whoever wants to know where its time goes.

use super::{
    DirectEngine, Ready,
    generate::{self, Lessons},
    split,
};
use crate::engine::Cell;
use std::{
    ffi::OsString,
    path::PathBuf,
    time::{Duration, Instant},
};

/// A cell taken apart and put together as a crate.
#[derive(Clone, Debug)]
pub struct Anatomy {
    /// Taking the cell apart and finding out what it would make of the session.
    pub front: Duration,
    /// Writing the crate.
    pub generate: Duration,
    /// The crate of the first attempt.
    pub source: String,
    /// The compiler.
    pub rustc: PathBuf,
    /// What it is told besides the source, the level and where the library goes.
    pub arguments: Vec<OsString>,
}

impl DirectEngine {
    /// The anatomy that a cell would have now. Nothing runs and nothing is kept; nothing comes back for a cell that is
    /// no Rust, or while the engine has not started.
    pub fn anatomy(&self, cell: &Cell) -> Option<Anatomy> {
        let Ready { runtime, compiler, .. } = self.ready.as_ref()?;
        let added: Vec<&str> = runtime.added().collect();
        let began = Instant::now();
        let draft = self.scope.draft(cell, split::split(&cell.code, &self.scope.makers()).ok()?);
        let front = began.elapsed();
        let source = generate::generate(&self.scope, &draft, &Lessons::default(), &added).text;
        let generate = began.elapsed() - front;
        Some(Anatomy { front, generate, source, rustc: compiler.rustc.clone(), arguments: compiler.arguments() })
    }
}
