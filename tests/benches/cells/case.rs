//! A case: cells that prepare a session, and the cell that is measured, a little different each time.

use crate::common::Kit;

/// How a cell must end; a figure of anything else would be worthless.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It runs.
    Runs,
    /// It does not compile.
    Fails,
}

/// A measured cell.
pub struct Case {
    /// Its name in the table.
    pub name: &'static str,
    /// What is in scope.
    pub kit: Kit,
    /// What runs before it, untimed.
    pub before: &'static [&'static str],
    /// The cell; `{i}` becomes the number of the round, so that no two are the same.
    pub cell: &'static str,
    /// How it must end.
    pub end: End,
}

impl Case {
    /// A cell that runs, with tensors in scope.
    pub const fn new(name: &'static str, before: &'static [&'static str], cell: &'static str) -> Self {
        Self { name, kit: Kit::Tensors, before, cell, end: End::Runs }
    }

    /// The cell of a round.
    pub fn cell(&self, round: usize) -> String {
        self.cell.replace("{i}", &(round + 2).to_string())
    }
}
